/** The shared vectors, in this runtime. The same files run natively and in the browser. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import * as perks from "perks";
import { runVector } from "./conformance.mjs";
import { gallery } from "./support.mjs";

const folder = new URL("../../tests/vectors/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

test("there are vectors", () => assert.notEqual(files.length, 0));

for (const file of files.sort()) {
  const vector = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  test(`${file}: ${vector.about}`, async () => {
    const differences = await runVector(perks, vector, gallery);
    assert.ok(differences.length === 0, `\n${differences.join("\n\n")}`);
  });
}
