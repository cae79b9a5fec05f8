/** Folders that hold a programme and what belongs to it, as those of the gallery do. Reads names, not documents. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Misuse } from "./exit.js";

/** The file of a programme: itself, or `program.json` of a folder. */
export function programFile(path) {
  return isFolder(path) ? join(path, "program.json") : path;
}

/** What lies beside a programme in its folder; nothing where a file was named. */
export function beside(path) {
  if (!isFolder(path)) return { members: [], carts: [], events: [] };
  const names = listed(path);
  if (!names.includes("program.json")) {
    throw new Misuse(`the folder \`${path}\` has no \`program.json\``, "name the programme's file, or the folder that holds it");
  }
  const those = (word) => names.filter((name) => new RegExp(`^${word}(-.*)?\\.json$`).test(name)).map((name) => join(path, name));
  return { members: those("member"), carts: those("cart"), events: those("event") };
}

/** A path by itself; of a folder without a programme of its own, the folders in it that have one. */
export function programsIn(path) {
  if (!isFolder(path) || listed(path).includes("program.json")) return [path];
  const inside = listed(path).map((name) => join(path, name));
  const found = inside.filter((folder) => isFolder(folder) && listed(folder).includes("program.json"));
  return found.length > 0 ? found : [path];
}

export function isFolder(path) {
  return path !== "-" && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/** The names in a folder, in order. */
export function listed(path) {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    throw new Misuse(`cannot list the folder \`${path}\`: ${error.message}`, "check its name and permissions");
  }
}
