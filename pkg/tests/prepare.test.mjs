/** The published form, through the package and `perks prepare`: it answers as before, and what is sent wrong is refused. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import * as perks from "perks";
import { runVector } from "../cli/cases.js";
import { scratch } from "./scratch.mjs";
import { gallery, PROGRAM, refusal, vectors } from "./support.mjs";

const BIN = fileURLToPath(new URL("../cli/perks.js", import.meta.url));
const SALT = "RGlkIHlvdSBkZWNvZGU";
const HIDDEN = {
  format: 1, id: "p", version: 1, currency: "CNY", zone: "Asia/Shanghai",
  offers: [{ id: "o", kind: { public_code: { codes: ["SAVE-10"] } }, target: "order", benefit: { percent: { off: "10" } } }],
};

for (const { file, vector, gallery: read } of vectors().filter(({ file }) => /\/story-/.test(file))) {
  test(`${file} of the published programme`, async () => {
    const document = JSON.stringify((await perks.load(read("program.json"))).prepare({ salt: SALT }));
    const published = (name) => (name === "program.json" ? JSON.parse(document) : read(name));
    assert.deepEqual(await runVector(perks, vector, published), []);
  });
}

test("what is prepared stays, and says its zone itself", async () => {
  const text = (await perks.load(PROGRAM)).prepare();
  const again = await perks.load(text);
  assert.equal(again.prepare(), text);
  assert.equal(again.prepare({ salt: SALT }), text);
  const { zone, $schema } = JSON.parse(text);
  assert.equal(zone.name, "Asia/Shanghai");
  assert.equal(zone.table.length, 13);
  assert.equal($schema, undefined);
});

test("of a code, only its hash with the salt is shown, and whoever knows the code has the offer", async () => {
  const program = await perks.load(HIDDEN);
  const text = program.prepare({ salt: SALT });
  assert.ok(!/save/i.test(text));
  assert.notEqual(text, program.prepare({ salt: `${SALT}.` }));
  const published = await perks.load(text);
  const cart = published.cart({ currency: "CNY", lines: [{ id: "1", sku: "x", units: 1, price_minor: 10_000 }] });
  const pays = (...coupons) => published.guest().quote(cart, { now: 0, coupons }).totals.pay_minor;
  assert.equal(pays("save10"), 9000);
  assert.equal(pays(" SAVE 10 "), 9000);
  for (const wrong of ["save11", "", JSON.parse(text).offers[0].kind.public_code.hashes[0]]) assert.equal(pays(wrong), 10_000);
});

const WRONG = [
  [undefined, "missing_field", ""],
  [null, "wrong_type", ""],
  [7, "wrong_type", ""],
  [[], "wrong_type", ""],
  [{}, "missing_field", ""],
  [{ salt: undefined }, "missing_field", ""],
  [{ salt: null }, "missing_field", ""],
  [{ salt: 7 }, "wrong_type", "/salt"],
  [{ salt: "" }, "bad_id", "/salt"],
  [{ salt: "fifteen letters" }, "bad_id", "/salt"],
  [{ salt: "sixteen letters\u0000" }, "bad_id", "/salt"],
  [{ salt: "x".repeat(129) }, "bad_id", "/salt"],
  [{ salt: `${SALT}\ud800` }, "not_utf8", "/salt"],
  [{ salt: "x".repeat(400_000) }, "too_large", ""],
  [{ salt: SALT, pepper: 1 }, "unknown_field", "/pepper"],
  [() => SALT, "not_plain", ""],
];
for (const [options, code, path] of WRONG) {
  test(`options ${String(JSON.stringify(options)).slice(0, 40)}: ${code}`, async () => {
    const program = await perks.load(HIDDEN);
    const [problem] = await refusal(() => program.prepare(options));
    assert.deepEqual([problem.code, problem.document, problem.path], [code, "options", path]);
    // The handle works on.
    assert.ok(program.prepare({ salt: SALT }));
  });
}

test("a freed programme has no published form", async () => {
  const program = await perks.load(HIDDEN);
  program.free();
  assert.equal((await refusal(() => program.prepare({ salt: SALT })))[0].code, "freed_handle");
});

const desk = scratch("prepare");
const at = (name) => join(desk, name);
writeFileSync(at("hidden.json"), JSON.stringify(HIDDEN, null, 2));

function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, "prepare", ...args], { encoding: "utf8", cwd: desk });
  return { status, stdout, stderr };
}

test("`perks prepare` draws a salt, says it, and makes the same with it", () => {
  const first = run("hidden.json", "--out", "one.json");
  assert.equal(first.status, 0, first.stderr);
  const [, salt] = first.stderr.match(/^perks: public codes: 1, shown as hashes, with the salt ([\w-]{22})\n$/);
  assert.equal(run("hidden.json", "--salt", salt).stdout, readFileSync(at("one.json"), "utf8"));
  assert.notEqual(run("hidden.json").stdout, readFileSync(at("one.json"), "utf8"));
});

test("`perks prepare` says which codes an id or a name still shows", () => {
  const [offer] = HIDDEN.offers;
  const kind = (...codes) => ({ public_code: { codes } });
  const offers = [
    { ...offer, id: "spring26", kind: kind("SPRING-26", "ORDERS") },
    { ...offer, name: { en: "10% off (code Save10!)", "zh-CN": "输入 ten-off 立减" }, kind: kind("SAVE-10", "TEN OFF", "EN") },
  ];
  writeFileSync(at("shown.json"), JSON.stringify({ ...HIDDEN, offers }));
  const { status, stderr } = run("shown.json", "--salt", SALT, "-o", "/dev/null");
  assert.deepEqual([status, stderr.split("\n")[1]], [
    0, "perks: an id or a text still shows 3 of these codes, such as `SPRING-26`: only lists of codes are hidden",
  ]);
});

test("`perks prepare` writes over nothing unless it is told to", () => {
  writeFileSync(at("mine.json"), "mine");
  assert.deepEqual(run("hidden.json", "--salt", SALT, "-o", "mine.json"), {
    status: 2,
    stdout: "",
    stderr: `perks: public codes: 1, shown as hashes, with the salt ${SALT}\n` +
      "perks: cannot write `mine.json`: it is there already\n  help: choose another name, or `--force` to write over it\n",
  });
  assert.equal(readFileSync(at("mine.json"), "utf8"), "mine");
  assert.equal(run("hidden.json", "-o", "mine.json", "--force").status, 0);
  assert.equal(run("mine.json", "--check").status, 0);
});

test("`perks prepare --check` says what lacks", () => {
  assert.deepEqual(run("hidden.json", "--check"), {
    status: 1,
    stdout: "/offers/0/kind/public_code/codes: the codes can be read\n/zone: the zone is only named: its table is missing\n",
    stderr: "",
  });
  const text = run("hidden.json").stdout;
  writeFileSync(at("spread.json"), JSON.stringify({ $schema: "x", ...JSON.parse(text) }));
  const lacks = [{ code: "schema", path: "/$schema", message: "it is for editors only" }];
  assert.deepEqual(JSON.parse(run("spread.json", "--check", "--json").stdout), { prepared: false, lacks });
  writeFileSync(at("spread.json"), `${text}\n`);
  assert.equal(run("spread.json", "--check").stdout, "the text: it is not written in canonical form\n");
  writeFileSync(at("spread.json"), text);
  assert.equal(run("spread.json", "--check").stdout, "this is in the published form\n");
});

test("`perks prepare` refuses a programme with errors, and a salt that is none", () => {
  writeFileSync(at("wrong.json"), JSON.stringify({ ...HIDDEN, currency: "XXX" }));
  assert.equal(run("wrong.json").status, 3);
  assert.match(run("hidden.json", "--salt", "short").stderr, /`short` is no salt/);
  assert.equal(run("hidden.json", "--json").status, 2);
});

test("`perks prepare` reads stdin", () => {
  const input = gallery("prime/program.json");
  const text = execFileSync(process.execPath, [BIN, "prepare", "-"], { input, encoding: "utf8" });
  assert.equal(JSON.parse(text).id, "prime");
});
