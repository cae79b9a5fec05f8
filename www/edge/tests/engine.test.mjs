/** Programmes in an isolate: roll-out and roll-back, one question for many calls, and what holds on when something does not. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { objects } from "./support/objects.mjs";
import { document, NOW, publisher } from "./support/programs.mjs";

const TTL_MS = 1_000;
const RETRY_MS = 10_000;
let shop, edge;

before(async () => {
  shop = await publisher();
  edge = await objects({ PROGRAM_KEYS: JSON.stringify(shop.publicKeys) });
});
after(() => edge.end());

const publish = async (id, version) =>
  edge.call("PROGRAM", id, "publish", await shop.sign(document(id, version)), {
    now: NOW,
    by: "office",
  });
const activate = (id, version) =>
  edge.call("PROGRAM", id, "activate", version, { now: NOW, by: "office" });
const asked = (id) => edge.call("PROGRAM", id, "asked");
const version = async (id, now) => (await edge.ask("programOf", id, now)).version;
const sql = (id, ...query) => edge.call("PROGRAM", id, "sql", ...query);
const faultOf = async (id) => (await edge.ask("faults")).find(({ program }) => program === id);

test("what nobody published is unknown, and leaves no tables behind", async () => {
  await assert.rejects(edge.ask("programOf", "nothing", NOW), { code: "unknown_program" });
  await assert.rejects(edge.ask("versionOf", "nothing", 1), { code: "unknown_version" });
  assert.deepEqual(
    await sql("nothing", "SELECT name FROM sqlite_master WHERE name = 'versions'"),
    [],
  );
  assert.equal(await faultOf("nothing"), undefined);
  await publish("nothing", 1);
  await assert.rejects(edge.ask("programOf", "nothing", NOW + TTL_MS - 1), {
    code: "unknown_program",
  });
  assert.equal(await version("nothing", NOW + TTL_MS), 1);
});

test("a roll-out and a roll-back are seen once the time is over, and at once where it is asked for", async () => {
  await publish("roll", 1);
  assert.deepEqual(await edge.ask("programOf", "roll", NOW), {
    id: "roll",
    version: 1,
    publishedAt: NOW,
    loaded: 1,
  });
  await publish("roll", 2);
  assert.equal(await version("roll", NOW + TTL_MS - 1), 1);
  assert.equal(await version("roll", NOW + TTL_MS), 2);
  await activate("roll", 1);
  assert.equal(await version("roll", NOW + TTL_MS + 1), 2);
  await edge.ask("askAgain", "roll");
  assert.equal(await version("roll", NOW + TTL_MS + 1), 1);
  for (const one of [1, 2]) assert.equal((await edge.ask("versionOf", "roll", one)).loaded, one);
  assert.equal((await asked("roll")).text, 2, "each text is fetched once");
});

test("hundreds of calls ask once in the time, and fetch each text once", async () => {
  await publish("many", 1);
  const cold = await edge.ask("programsOf", "many", NOW, 300);
  assert.ok(cold.every((it) => it.version === 1));
  assert.deepEqual(await asked("many"), { active: 1, text: 1 });
  await Promise.all(
    Array.from({ length: 40 }, () => edge.ask("programOf", "many", NOW + TTL_MS - 1)),
  );
  assert.equal((await asked("many")).active, 1);
  await publish("many", 2);
  await Promise.all(Array.from({ length: 40 }, () => edge.ask("programOf", "many", NOW + TTL_MS)));
  assert.equal(await version("many", NOW + TTL_MS), 2);
  assert.deepEqual(await asked("many"), { active: 2, text: 2 });
});

test("a text that was altered on disk is not used: the last that held is, and the fault is told", async () => {
  await publish("altered", 1);
  assert.equal(await version("altered", NOW), 1);
  const jws = await shop.sign(document("altered", 2));
  await publish("altered", 2);
  const [header, , signature] = jws.split(".");
  const payload = Buffer.from(JSON.stringify(document("altered", 2, { currency: "USD" }))).toString(
    "base64url",
  );
  await sql(
    "altered",
    "UPDATE parts SET jws = ? WHERE version = 2",
    `${header}.${payload}.${signature}`,
  );
  let now = NOW + TTL_MS;
  assert.equal(await version("altered", now), 1);
  const { version: bad, code, since } = await faultOf("altered");
  assert.deepEqual([bad, code, since], [2, "bad_signature", now]);
  await assert.rejects(edge.ask("versionOf", "altered", 2), { code: "try_again" });
  const { text } = await asked("altered");
  now += TTL_MS;
  assert.equal(await version("altered", now), 1);
  assert.equal((await asked("altered")).text, text, "it is not fetched again each second");
  assert.equal((await publish("altered", 2)).status, 200);
  now += RETRY_MS;
  assert.equal(await version("altered", now), 2, "the same text again mends it");
  assert.equal(await faultOf("altered"), undefined);
});

test("an old text in the place of a new one is not used", async () => {
  await publish("swapped", 1);
  assert.equal(await version("swapped", NOW), 1);
  await publish("swapped", 2);
  await sql(
    "swapped",
    "UPDATE parts SET jws = (SELECT jws FROM parts WHERE version = 1) WHERE version = 2",
  );
  assert.equal(await version("swapped", NOW + TTL_MS), 1);
  assert.equal((await faultOf("swapped")).code, "other_version");
  await activate("swapped", 1);
  assert.equal(await version("swapped", NOW + 2 * TTL_MS), 1);
  assert.equal(await faultOf("swapped"), undefined, "a roll-back ends it");
});

test("a text that the engine does not read any more is not used", async () => {
  await publish("unread", 1);
  assert.equal(await version("unread", NOW), 1);
  await publish("unread", 2);
  const jws = await shop.sign(document("unread", 2, { offers: "none" }));
  await sql("unread", "UPDATE parts SET jws = ? WHERE version = 2", jws);
  assert.equal(await version("unread", NOW + TTL_MS), 1);
  assert.match((await faultOf("unread")).message, /offers/);
});

test("while the object fails the last programme holds, and without one the call can be made again", async () => {
  await publish("broken", 1);
  assert.equal(await version("broken", NOW), 1);
  await sql("broken", "ALTER TABLE activations RENAME TO away");
  assert.equal(await version("broken", NOW + TTL_MS), 1);
  const { code, since } = await faultOf("broken");
  assert.deepEqual([code, since], ["unreachable", NOW + TTL_MS]);
  assert.equal(await version("broken", NOW + 2 * TTL_MS), 1);
  assert.equal((await faultOf("broken")).since, NOW + TTL_MS, "since when, not when last");
  await sql("broken", "ALTER TABLE away RENAME TO activations");
  assert.equal(await version("broken", NOW + 3 * TTL_MS), 1);
  assert.equal(await faultOf("broken"), undefined);

  await publish("cold", 1);
  await sql("cold", "ALTER TABLE activations RENAME TO away");
  await assert.rejects(edge.ask("programOf", "cold", NOW), { code: "try_again" });
});

test("an object that does not answer holds up one call, and that one not for long", async () => {
  await publish("slow", 1);
  assert.equal(await version("slow", NOW), 1);
  await publish("slow", 2);
  await edge.call("PROGRAM", "slow", "stall", 6_000);
  const from = performance.now();
  const [first, ...others] = await Promise.all(
    [0, 1, 2, 3].map(async () => [await version("slow", NOW + TTL_MS), performance.now() - from]),
  );
  const waited = [first, ...others].map(([is, ms]) => [is, ms > 1_000]).sort();
  assert.deepEqual(waited, [
    [1, false],
    [1, false],
    [1, false],
    [1, true],
  ]);
  assert.ok(performance.now() - from < 4_000);
  await edge.call("PROGRAM", "slow", "stall", 0);
  assert.equal(await version("slow", NOW + 2 * TTL_MS), 2);
});

test("a key that ended since does not take a programme from those who have it, a key that is gone does", async () => {
  const brief = await publisher({ until: new Date(NOW + 60_000).toISOString() });
  await edge.restart({ PROGRAM_KEYS: JSON.stringify(brief.publicKeys) });
  const jws = await brief.sign(document("keys", 1));
  assert.equal(
    (await edge.call("PROGRAM", "keys", "publish", jws, { now: NOW, by: "office" })).status,
    201,
  );
  const later = NOW + 86_400_000;
  assert.equal(await version("keys", later), 1);
  await edge.restart({ PROGRAM_KEYS: JSON.stringify(shop.publicKeys) });
  await assert.rejects(edge.ask("programOf", "keys", later), {
    code: "try_again",
    more: { reason: "unknown_key" },
  });
});

test("more versions than are kept can be had, one after the other and again", async () => {
  await edge.restart({ PROGRAM_KEYS: JSON.stringify(shop.publicKeys) });
  for (let one = 1; one <= 40; one++) await publish("long", one);
  for (const one of [...Array(40).keys(), 0, 39])
    assert.equal((await edge.ask("versionOf", "long", one + 1)).loaded, one + 1);
  const { text } = await asked("long");
  assert.equal(text, 41, "the first was forgotten meanwhile, the last was not");
});
