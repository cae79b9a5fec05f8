/** A project beside no checkout that has the package installed as npm would ship it. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { scratch } from "../scratch.mjs";

export const PKG = fileURLToPath(new URL("../../", import.meta.url));

/**
 * A new folder with `node_modules/perks`, unpacked from what `npm pack` makes, and `jose`, which `perks/signed` stands on; it goes
 * with the process.
 */
export function project() {
  const folder = scratch("runtimes");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const packed = execFileSync(npm, ["pack", "--json", "--pack-destination", folder], { cwd: PKG, encoding: "utf8" });
  const [{ filename }] = JSON.parse(packed);
  const installed = join(folder, "node_modules/perks");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, filename), "-C", installed, "--strip-components=1"]);
  rmSync(join(folder, filename));
  cpSync(join(PKG, "node_modules/jose"), join(folder, "node_modules/jose"), { recursive: true });
  const manifest = { name: "project", private: true, type: "module", dependencies: { perks: "*" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  return folder;
}

/** Puts files of the package's checkout into a project, each under its own name. */
export function put(folder, files) {
  for (const file of files) cpSync(join(PKG, file), join(folder, file.split("/").pop()), { recursive: true });
}

/** Where a server of the project has an entry of an installed package: what the condition `default` of its `exports` chooses. */
export function entry(folder, name, path = ".") {
  const { exports } = JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));
  return `/node_modules/${name}/${exports[path].default.replace(/^\.\//, "")}`;
}
