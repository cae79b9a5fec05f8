/** What is shipped: which files, how they are found, and what none of them does. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const PKG = fileURLToPath(new URL("../", import.meta.url));
const read = (file) => readFileSync(join(PKG, file), "utf8");
const manifest = JSON.parse(read("package.json"));

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const packed = execFileSync(npm, ["pack", "--dry-run", "--json"], { cwd: PKG, encoding: "utf8" });
const shipped = JSON.parse(packed)[0].files.map(({ path }) => path).sort();

/** All files below a folder, by their path from the package. */
function below(folder) {
  return readdirSync(join(PKG, folder), { withFileTypes: true }).flatMap((it) =>
    it.isDirectory() ? below(`${folder}/${it.name}`) : [`${folder}/${it.name}`],
  );
}

test("the package holds what is meant, and nothing else", () => {
  const isKept = ({ name }) => !["dist", "examples", "node_modules", "tests"].includes(name);
  const kept = readdirSync(PKG, { withFileTypes: true }).filter((it) => it.isDirectory() && isKept(it));
  const folders = kept.flatMap(({ name }) => below(name));
  const files = ["dist/perks.js", "dist/perks_bg.wasm", "perks.d.ts", "manual.d.ts"];
  const always = ["package.json", "README.md", "LICENSE-APACHE", "LICENSE-MIT"];
  assert.deepEqual(shipped, [...folders, ...files, ...always].sort());
  const allowed = /^(cli\/.+\.js|schema\/.+\.json|src\/.+\.js|(texts|signed)\/.+\.(js|d\.ts)|dist\/perks(\.js|_bg\.wasm)|(perks|manual)\.d\.ts)$/;
  for (const file of shipped) assert.ok(always.includes(file) || allowed.test(file), file);
});

test("publint finds nothing to say", async () => {
  const { messages, pkg } = await publint({ pkgDir: PKG, strict: true, pack: "npm" });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
});

/** Whether a file is what an entry names; `*` stands for a part of its name. */
function isNamed(shippedFile, entry) {
  const [before, after] = entry.replace(/^\.\//, "").split("*");
  return after === undefined ? shippedFile === before : shippedFile.startsWith(before) && shippedFile.endsWith(after);
}

test("every entry is shipped, and types come first", () => {
  for (const [name, entry] of Object.entries(manifest.exports)) {
    if (typeof entry === "object") assert.equal(Object.keys(entry)[0], "types", name);
    if (typeof entry === "object") assert.equal(Object.keys(entry).at(-1), "default", name);
    const files = typeof entry === "object" ? Object.values(entry) : [entry];
    for (const file of [...files, manifest.types]) assert.ok(shipped.some((it) => isNamed(it, file)), file);
  }
  for (const file of Object.values(manifest.bin)) assert.ok(shipped.includes(file.replace(/^\.\//, "")), file);
});

test("the licences are those of the repository", () => {
  for (const file of ["LICENSE-APACHE", "LICENSE-MIT"]) assert.equal(read(file), read(`../${file}`), file);
});

/** What no script of the package does, and why a host would mind. */
const NEVER = {
  "evaluates text as a script, which policies forbid": /\beval\s*\(|\bnew\s+Function\b|(?<![.\w])Function\s*\(|\bimport\s*\(\s*[^"'\s]/,
  "shares memory, which pages have to be isolated for": /\bSharedArrayBuffer\b|\bAtomics\b/,
  "writes what is global": /\b(globalThis|window|self|global)\b\s*(\.\s*\w+|\[[^\]]+\])\s*([-+*/|&?]{0,2}=)(?!=)|\bObject\.(assign|defineProperty)\s*\(\s*(globalThis|window|self|global)\b/,
  "writes on what all share": /\b(Object|Array|String|Number|Date|Promise|Symbol|Function|Error|Map|Set)\.prototype\.\w+\s*=(?!=)/,
};

test("no script does what a host would mind", () => {
  const wrong = { "eval(x)": 0, "new Function(x)": 0, "import(name)": 0, "new SharedArrayBuffer(1)": 1, "globalThis.x = 1": 2, 'self["x"] ??= 1': 2, "Object.assign(globalThis, x)": 2, "Array.prototype.at = x": 3 };
  for (const [text, at] of Object.entries(wrong)) assert.match(text, Object.values(NEVER)[at]);
  const scripts = shipped.filter((file) => /^(src|texts|signed|dist)\/.*\.js$/.test(file));
  assert.ok(scripts.length >= 12);
  for (const file of scripts) {
    // Comments may name it.
    const code = read(file).replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
    for (const [what, pattern] of Object.entries(NEVER)) assert.doesNotMatch(code, pattern, `${file} ${what}`);
  }
});
