/** Publishing and activating: what the object of a programme takes, what it refuses, and that a refusal changes nothing. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { objects } from "./support/objects.mjs";
import { document, NOW, publisher } from "./support/programs.mjs";

const DAY_MS = 86_400_000;
let shop, old, stranger, edge;

before(async () => {
  [shop, old, stranger] = await Promise.all([
    publisher(),
    publisher({ until: "2026-01-01T00:00:00Z" }),
    publisher(),
  ]);
  const keys = { keys: [...shop.publicKeys.keys, ...old.publicKeys.keys] };
  edge = await objects({ PROGRAM_KEYS: JSON.stringify(keys) });
});
after(() => edge.end());

const how = (more = {}) => ({ now: NOW, by: "office", ...more });
const publish = (id, jws, more) => edge.call("PROGRAM", id, "publish", jws, how(more));
const activate = (id, version, now = NOW) =>
  edge.call("PROGRAM", id, "activate", version, how({ now }));
const of = (id, method, ...args) => edge.call("PROGRAM", id, method, ...args);

test("a signed programme is stored, and active at once", async () => {
  const jws = await shop.sign(document("one", 3));
  assert.equal(await of("one", "active"), null);
  const { status, body } = await publish("one", jws);
  assert.deepEqual([status, body], [201, { program: "one", version: 3, kid: shop.kid, active: 3 }]);
  assert.deepEqual(await of("one", "active"), { version: 3, publishedAt: NOW });
  assert.deepEqual(await of("one", "text", 3), { jws, publishedAt: NOW });
  assert.equal(await of("one", "text", 4), null);
});

test("what does not hold is refused with its reason, and changes nothing", async () => {
  const good = await shop.sign(document("strict", 1));
  await publish("strict", good);
  const [header, payload, signature] = (await shop.sign(document("strict", 2))).split(".");
  const altered = Buffer.from(JSON.stringify(document("strict", 9))).toString("base64url");
  const later = "2026-01-01T00:00:00Z";
  const refused = [
    ["not_jws", JSON.stringify(document("strict", 2))],
    ["bad_signature", `${header}.${altered}.${signature}`],
    ["other_program", await shop.sign(document("lax", 2))],
    ["unknown_key", await stranger.sign(document("strict", 2))],
    ["key_expired", await old.sign(document("strict", 2))],
    ["not_jws", `${header}.${payload}`],
  ];
  for (const [code, jws] of refused) {
    const { status, body } = await publish("strict", jws);
    assert.deepEqual([status, body.code, body.reason.code], [422, "signature_refused", code]);
  }
  const unread = await publish(
    "strict",
    await shop.sign({ ...document("strict", 2), currency: "XXQ", offers: 1 }),
  );
  assert.equal(unread.body.code, "bad_document");
  assert.ok(
    unread.body.problems.some(({ path }) => path.includes("currency")),
    "each with its place",
  );
  assert.deepEqual(
    (await of("strict", "versions")).versions.map(({ version }) => version),
    [1],
  );
  assert.equal((await of("strict", "versions")).activations.length, 1);
  assert.equal(
    (
      await publish("strict", await old.sign(document("strict", 2)), {
        now: Date.parse(later) - 1_000,
      })
    ).status,
    201,
  );
});

test("the same text again changes nothing, another text under its version is refused", async () => {
  const [one, two] = await Promise.all(
    [1, 2].map((version) => shop.sign(document("again", version))),
  );
  await publish("again", one);
  await publish("again", two);
  await activate("again", 1);
  const before = await of("again", "versions");
  const late = await publish("again", two, { now: NOW + DAY_MS, by: "somebody" });
  assert.deepEqual(
    [late.status, late.body.active],
    [200, 1],
    "a late repetition takes back no roll-back",
  );
  const other = await publish(
    "again",
    await shop.sign(document("again", 2, { name: { en: "Other" } })),
  );
  assert.deepEqual(
    [other.status, other.body.code, other.body.version],
    [409, "version_conflict", 2],
  );
  assert.deepEqual(await of("again", "versions"), before);
});

test("the same text under another signature takes its place", async () => {
  const text = JSON.stringify(document("resigned", 1));
  const first = await old.sign(text);
  await publish("resigned", first, { now: NOW - 300 * DAY_MS });
  const second = await shop.sign(text);
  assert.equal((await publish("resigned", second)).status, 200);
  assert.deepEqual(await of("resigned", "text", 1), { jws: second, publishedAt: NOW });
  const { versions, activations } = await of("resigned", "versions");
  assert.deepEqual([versions.length, versions[0].kid, activations.length], [1, shop.kid, 1]);
});

test("any version that is there can be activated, and the log says when and by whom", async () => {
  for (const version of [1, 2, 3])
    await publish("roll", await shop.sign(document("roll", version)), { activate: version < 3 });
  assert.equal((await of("roll", "active")).version, 2);
  for (const version of [3, 1, 1, 2])
    assert.equal((await activate("roll", version, NOW + version)).status, 200);
  const unknown = await activate("roll", 4);
  assert.deepEqual([unknown.status, unknown.body.code], [404, "unknown_version"]);
  assert.equal((await activate("nowhere", 1)).body.code, "unknown_version");
  const { versions, activations } = await of("roll", "versions");
  assert.deepEqual(
    versions.map(({ version, active }) => [version, active]),
    [
      [3, false],
      [2, true],
      [1, false],
    ],
  );
  assert.deepEqual(
    activations.map(({ version }) => version),
    [2, 1, 3, 2, 1],
  );
  assert.deepEqual(activations[0], { version: 2, at: NOW + 2, by: "office" });
});

test("an acknowledged version of 4 MB is whole after the power went", async () => {
  const jws = await shop.sign(`${JSON.stringify(document("big", 1))}${" ".repeat(4_100_000)}`);
  assert.ok(jws.length > 5_400_000);
  assert.equal((await publish("big", jws)).status, 201);
  const [{ parts }] = await edge.call(
    "PROGRAM",
    "big",
    "sql",
    "SELECT count(*) AS parts FROM parts",
  );
  assert.ok(parts >= 6);
  await edge.restart();
  assert.equal((await of("big", "text", 1)).jws, jws);
  assert.equal((await of("big", "active")).version, 1);
});

test("ten callers that publish one version at once make one row", async () => {
  const jws = await shop.sign(document("crowd", 1));
  const answers = await Promise.all(Array.from({ length: 10 }, () => publish("crowd", jws)));
  assert.deepEqual(
    answers.map(({ status }) => status).sort(),
    [200, 200, 200, 200, 200, 200, 200, 200, 200, 201],
  );
  const { versions, activations } = await of("crowd", "versions");
  assert.deepEqual([versions.length, activations.length], [1, 1]);
});
