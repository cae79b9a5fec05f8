/**
 * The shared vectors and the gallery's stories in every runtime, against the package as npm ships it: the same answers to the
 * last byte. What ran is kept as a table in `docs/runtimes.md`; `ACCEPT=1` writes it.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import test, { after } from "node:test";
import { chosen, RUNTIMES, runSuite, suiteProject } from "./drivers/index.mjs";

const runtimes = chosen();
const folder = suiteProject();
const found = new Map();

for (const runtime of runtimes) {
  test(`every vector and story in ${RUNTIMES[runtime][0]}`, async () => {
    const { version, report } = await runSuite(runtime, folder);
    found.set(runtime, { version, ...report });
    const shown = report.differing.slice(0, 5).map(({ file, differences }) => `${file}: ${differences.join("\n")}`);
    assert.ok(shown.length === 0, `${report.differing.length} differ\n${shown.join("\n")}`);
    assert.equal(report.together, report.digest, "programmes that are loaded at once change each other's answers");
    assert.deepEqual(report.added, [], "importing the package adds to what is global");
    assert.match(report.disposed, /^(freed_handle|absent)$/);
    assert.equal(report.said, "", "it warns");
  });
}

test("all runtimes gave the same answers, as their digests say", () => {
  assert.deepEqual([...found.keys()], runtimes);
  const same = ({ vectors, stories, steps, digest }) => JSON.stringify([vectors, stories, steps, digest]);
  const [first, ...others] = [...found].map(([name, report]) => [name, same(report)]);
  for (const [name, report] of others) assert.equal(report, first[1], `${name} differs from ${first[0]}`);
});

test("the table of docs/runtimes.md is what ran", { skip: process.env.PERKS_RUNTIMES && "PERKS_RUNTIMES chose some" }, () => {
  const file = new URL("../../../docs/runtimes.md", import.meta.url);
  const text = readFileSync(file, "utf8");
  const [head, foot] = ["<!-- Made by the test. -->\n\n", "\n\n<!-- The end of what is made. -->"];
  const rows = [...found].map(([runtime, { vectors, stories, steps, differing }]) => {
    const [name, condition] = RUNTIMES[runtime];
    return `| ${name} | \`${condition}\` | ${vectors} | ${stories} | ${steps} | ${differing.length} |`;
  });
  const table = ["| runtime | condition of `exports` | vectors | stories | steps | differing |", "|---|---|---|---|---|---|", ...rows];
  const parts = text.split(head).flatMap((part) => part.split(foot));
  assert.equal(parts.length, 3, "the page has one place for the table");
  const wanted = `${parts[0]}${head}${table.join("\n")}${foot}${parts[2]}`;
  if (process.env.ACCEPT === "1") writeFileSync(file, wanted);
  else assert.ok(text === wanted, "the table is stale; with ACCEPT=1 in the environment the test writes it");
});

after(() => {
  console.table(
    Object.fromEntries(
      [...found].map(([runtime, { version, vectors, stories, steps, differing, digest, disposed }]) => [
        RUNTIMES[runtime][0],
        { version, vectors, stories, steps, differing: differing.length, digest: digest.slice(0, 16), using: disposed },
      ]),
    ),
  );
});
