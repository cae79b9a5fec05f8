/** The hand-written types: `right.ts` compiles, and each marked line of `wrong.ts` does not. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";

test("right uses compile, wrong uses are refused", () => {
  const tsc = fileURLToPath(new URL("../node_modules/.bin/tsc", import.meta.url));
  const project = fileURLToPath(new URL("types", import.meta.url));
  const { status, stdout, stderr } = spawnSync(tsc, ["--noEmit", "-p", project], { encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
});
