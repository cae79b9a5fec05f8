/** The shared vectors and the gallery's stories, in this runtime. The same files run natively and in the browser. */
import assert from "node:assert/strict";
import test from "node:test";
import * as perks from "perks";
import { runVector } from "../cli/cases.js";
import { vectors } from "./support.mjs";

for (const { file, vector, gallery } of vectors()) {
  test(`${file}: ${vector.about}`, async () => {
    const differences = await runVector(perks, vector, gallery);
    assert.ok(differences.length === 0, `\n${differences.join("\n\n")}`);
  });
}
