/** Copies of the package, to load it anew: as it is, or as of another version. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { scratch } from "./scratch.mjs";

const PKG = fileURLToPath(new URL("../", import.meta.url));
export const VERSION = JSON.parse(readFileSync(join(PKG, "package.json"), "utf8")).version;
export const MODULE = readFileSync(join(PKG, "dist/perks_bg.wasm"));

/** The module as if it were of another version, of as many characters. */
export function moduleOf(version) {
  const bytes = Buffer.from(MODULE);
  const at = bytes.lastIndexOf(VERSION);
  if (at < 0 || version.length !== VERSION.length) throw new Error(`no version ${version} of this module can be made`);
  bytes.write(version, at);
  return bytes;
}

/**
 * A copy in a folder of its own, which goes with the process.
 *
 * @returns {(entry: string) => Promise<object>} imports one of its entries, such as `manual`
 */
export function copy(version = VERSION) {
  const folder = scratch("copy");
  for (const part of ["package.json", "src", "dist"]) cpSync(join(PKG, part), join(folder, part), { recursive: true });
  const glue = join(folder, "dist/perks.js");
  writeFileSync(glue, readFileSync(glue, "utf8").replace(`"${VERSION}"`, `"${version}"`));
  writeFileSync(join(folder, "dist/perks_bg.wasm"), moduleOf(version));
  return (entry) => import(pathToFileURL(join(folder, `src/entry/${entry}.js`)));
}
