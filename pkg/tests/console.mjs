/**
 * Runs command lines as somebody types them, and compares what they print with a text that shows them:
 *
 *     $ perks check programs/watsons-vip
 *     9 files checked: no problems
 *
 * What goes to stderr stands behind what goes to stdout, and a line `[exit 1]` behind both where the exit code is not 0. With
 * ACCEPT=1 the text is written anew instead.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { scratch } from "./scratch.mjs";

export const BIN = fileURLToPath(new URL("../cli/perks.js", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A new folder in which `programs/` is the gallery, so that what commands write lies beside it; gone when the tests end. */
export function desk() {
  const folder = scratch("cli");
  symlinkSync(join(ROOT, "programs"), join(folder, "programs"));
  symlinkSync(join(ROOT, "tests"), join(folder, "tests"));
  symlinkSync(BIN, join(folder, "perks"));
  return folder;
}

/** The environment of a user without wishes; `perks` is found as it would be when installed. */
export function environment(folder, more = {}) {
  const path = [folder, dirname(process.execPath), process.env.PATH].join(delimiter);
  return { PATH: path, HOME: folder, TMPDIR: tmpdir(), LANG: "C", TZ: "America/New_York", ...more };
}

/** Runs a line of a shell in a folder. */
export function shell(line, folder, { env = {}, input = "" } = {}) {
  const { status, signal, stdout, stderr } = spawnSync("sh", ["-c", line], {
    cwd: folder, env: environment(folder, env), input, encoding: "utf8", maxBuffer: 64 << 20,
  });
  return { status: signal ?? status, stdout, stderr };
}

/** What a line prints, as a text shows it. */
function shown(line, folder) {
  const { status, stdout, stderr } = shell(line, folder);
  return `${stdout}${stderr}${status === 0 ? "" : `[exit ${status}]\n`}`;
}

/** Compares a text of command lines and what they print: the whole of a file, or its blocks marked `console`. */
export function compare(file, test) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const text = readFileSync(path, "utf8");
  const fenced = path.endsWith(".md");
  const blocks = fenced ? [...text.matchAll(/```console\n([^]*?)```/g)].map(([, block]) => block) : [text];
  assert.ok(blocks.length > 0, `${file} shows no command line`);
  const folder = desk();
  let written = text;
  for (const block of blocks) {
    const parts = block.split(/^\$ /m);
    assert.equal(parts[0], "", `${file}: a block begins with a command line`);
    let fresh = "";
    for (const part of parts.slice(1)) {
      const line = part.slice(0, part.indexOf("\n"));
      // Between examples of a file an empty line is for the eye.
      const expected = part.slice(line.length + 1);
      const gap = !fenced || parts.indexOf(part) < parts.length - 1 ? "\n" : "";
      const actual = `${shown(line, folder)}${gap}`;
      fresh += `$ ${line}\n${actual}`;
      if (!process.env.ACCEPT) test(`${file}: ${line}`, () => assert.equal(expected, actual));
    }
    written = written.replace(block, () => fresh);
  }
  if (process.env.ACCEPT) writeFileSync(path, written);
}
