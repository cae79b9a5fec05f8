/** Codes and serials: each is used once, by whoever held it first, whatever ends, breaks off or comes twice. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { objects } from "./support/objects.mjs";

/** What has been over for long is cleaned by the real clock. */
const NOW = Date.now();
const UNTIL = NOW + 600_000;
const DAY_MS = 86_400_000;
let edge;
before(async () => {
  edge = await objects();
});
after(() => edge.end());

/** Codes of an offer in a programme of their own. */
async function loaded(program, codes, offer = "gift") {
  const hashes = await Promise.all(codes.map((code) => edge.ask("hashOfCode", program, code)));
  await edge.ask("loadAll", program, offer, hashes);
  return hashes.map((hash) => ({ kind: "unique_code", offer, hash }));
}

async function voucher(program, serial, offer = "ticket") {
  return { kind: "signed", offer, hash: await edge.ask("hashOfSerial", program, offer, serial) };
}

const reserve = (program, hold, claims, until = UNTIL, now = NOW) =>
  edge
    .ask("reserveAll", program, hold, claims, until, now)
    .then(({ refused }) => refused.map(({ why }) => why).sort());
const confirm = (program, hold, claims) => edge.ask("confirmAll", program, hold, claims);
const release = (program, hold, claims) => edge.ask("releaseAll", program, hold, claims);
const look = (program, claims, now = NOW) =>
  edge
    .ask(
      "lookAll",
      program,
      claims.map(({ hash }) => hash),
      now,
    )
    .then((found) => found.map((one) => one?.state ?? null));

test("a code is one in its programme, a serial one in its offer, and no two hashes meet", async () => {
  const hashes = await Promise.all([
    edge.ask("hashOfCode", "p", "A"),
    edge.ask("hashOfCode", "q", "A"),
    edge.ask("hashOfSerial", "p", "o", "A"),
    edge.ask("hashOfSerial", "p", "o2", "A"),
    edge.ask("hashOfSerial", "p", "o", '","A'),
  ]);
  assert.equal(new Set(hashes).size, hashes.length);
  assert.ok(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash)));
});

test("loading again adds nothing, also where a code is another offer's", async () => {
  const claims = await loaded("load", ["A", "B", "C"]);
  const hashes = claims.map(({ hash }) => hash);
  assert.deepEqual(await edge.ask("loadAll", "load", "gift", hashes), { added: 0, known: 3 });
  assert.deepEqual(await edge.ask("loadAll", "load", "other", [...hashes, "ab".repeat(32)]), {
    added: 1,
    known: 3,
  });
  assert.deepEqual(await look("load", claims), ["free", "free", "free"]);
  assert.deepEqual(await reserve("load", "h", [{ ...claims[0], offer: "other" }]), ["unknown"]);
});

test("a code goes from free to held to used, and back", async () => {
  const claims = await loaded("states", ["A"]);
  assert.deepEqual(await reserve("states", "h1", claims), []);
  assert.deepEqual(await look("states", claims), ["held"]);
  assert.deepEqual(await reserve("states", "h2", claims), ["held"]);
  assert.equal(await confirm("states", "h2", claims), false);
  assert.equal(await confirm("states", "h1", claims), true);
  assert.deepEqual(await look("states", claims), ["used"]);
  assert.deepEqual(await reserve("states", "h2", claims), ["used"]);
  await release("states", "h2", claims);
  assert.deepEqual(await look("states", claims), ["used"], "a stranger's release is none");
  await release("states", "h1", claims);
  assert.deepEqual(await look("states", claims), ["free"], "a refund frees it");
  assert.deepEqual(await reserve("states", "h2", claims), []);
});

test("each call of a hold is the same twice", async () => {
  const claims = [...(await loaded("twice", ["A", "B"])), await voucher("twice", "S")];
  for (const _ of [1, 2]) assert.deepEqual(await reserve("twice", "h", claims), []);
  for (const _ of [1, 2]) assert.equal(await confirm("twice", "h", claims), true);
  assert.deepEqual(await reserve("twice", "h", claims), [], "also when it is late");
  assert.deepEqual(await look("twice", claims), ["used", "used", "used"]);
  for (const _ of [1, 2]) await release("twice", "h", claims);
  assert.deepEqual(await look("twice", claims), ["free", "free", null]);
});

test("a voucher needs not be known before, and leaves nothing when it is free again", async () => {
  const ticket = await voucher("ticket", "S-1");
  assert.deepEqual(await look("ticket", [ticket]), [null]);
  assert.deepEqual(await reserve("ticket", "h1", [ticket]), []);
  assert.deepEqual(await reserve("ticket", "h2", [ticket]), ["held"]);
  await release("ticket", "h1", [ticket]);
  assert.deepEqual(await look("ticket", [ticket]), [null]);
  assert.deepEqual(await reserve("ticket", "h2", [{ ...ticket, kind: "unique_code" }]), [
    "unknown",
  ]);
  assert.deepEqual(await reserve("ticket", "h2", [ticket]), []);
  assert.equal(await confirm("ticket", "h2", [ticket]), true);
  assert.deepEqual(await reserve("ticket", "h3", [ticket]), ["used"]);
});

test("all or none, over objects too: of what was refused nothing stays held", async () => {
  const claims = await loaded(
    "all",
    Array.from({ length: 40 }, (_, nr) => `CODE-${nr}`),
  );
  await reserve("all", "first", claims.slice(7, 9));
  assert.deepEqual(await reserve("all", "second", claims), ["held", "held"]);
  const states = await look("all", claims);
  assert.deepEqual(
    [states.filter((it) => it === "free").length, states.filter((it) => it === "held").length],
    [38, 2],
  );
  assert.deepEqual(
    await reserve("all", "second", [
      ...claims.slice(0, 3),
      { kind: "unique_code", offer: "gift", hash: "00".repeat(32) },
    ]),
    ["unknown"],
  );
  assert.deepEqual(await look("all", claims.slice(0, 3)), ["free", "free", "free"]);
});

test("a hold that is over is free for others, and its own until somebody takes it", async () => {
  const claims = await loaded("ends", ["A", "B"]);
  await reserve("ends", "h1", claims);
  assert.deepEqual(await look("ends", claims, UNTIL - 1), ["held", "held"]);
  assert.deepEqual(await look("ends", claims, UNTIL), ["free", "free"]);
  assert.equal(await confirm("ends", "h1", claims), true, "nobody took it");
  await release("ends", "h1", claims);

  await reserve("ends", "h1", claims);
  assert.deepEqual(await reserve("ends", "h2", claims.slice(0, 1), UNTIL + 1, UNTIL), []);
  assert.equal(await confirm("ends", "h1", claims), false, "one of two was taken");
  await release("ends", "h1", claims);
  assert.deepEqual(await look("ends", claims, UNTIL), ["held", "free"]);
  assert.equal(await confirm("ends", "h2", claims.slice(0, 1)), true);
});

test("in one object too, a hold that lost one of its codes has none", async () => {
  const claims = (await loaded("lost", ["A", "B"])).map(({ hash, ...rest }) => ({
    ...rest,
    hash: `00000000${hash.slice(8)}`,
  }));
  await edge.call(
    "CODES",
    "lost/0",
    "load",
    "gift",
    claims.map(({ hash }) => hash),
  );
  await reserve("lost", "h1", claims);
  await reserve("lost", "h2", claims.slice(0, 1), UNTIL + 1, UNTIL);
  assert.equal(await confirm("lost", "h1", claims), false);
  assert.deepEqual(await look("lost", claims, NOW), ["held", "held"], "nothing was used");
  await release("lost", "h2", claims);
  assert.deepEqual(await reserve("lost", "h1", claims, UNTIL + 9, UNTIL), []);
  assert.equal(await confirm("lost", "h1", claims), true, "it has them again");
});

test("what is revoked cannot be had, what is used stays so, and nothing makes it free again", async () => {
  const claims = await loaded("revoked", ["free", "held", "used"]);
  const fresh = await voucher("revoked", "S");
  await reserve("revoked", "h1", claims.slice(1, 2));
  await reserve("revoked", "h2", claims.slice(2));
  await confirm("revoked", "h2", claims.slice(2));
  const hashes = [...claims, fresh].map(({ hash }) => hash);
  assert.deepEqual(
    await edge.ask("revokeAll", "revoked", hashes.slice(3)),
    { revoked: 0 },
    "of which offer?",
  );
  assert.deepEqual(await edge.ask("revokeAll", "revoked", hashes, "ticket"), { revoked: 3 });
  assert.deepEqual(await edge.ask("revokeAll", "revoked", hashes, "ticket"), { revoked: 0 });
  assert.deepEqual(await look("revoked", [...claims, fresh]), [
    "revoked",
    "revoked",
    "used",
    "revoked",
  ]);
  assert.equal(await confirm("revoked", "h1", claims.slice(1, 2)), false, "at once");
  await release("revoked", "h1", claims.slice(1, 2));
  await release("revoked", "h2", claims.slice(2));
  assert.deepEqual(await look("revoked", [...claims, fresh]), [
    "revoked",
    "revoked",
    "revoked",
    "revoked",
  ]);
  assert.deepEqual(await reserve("revoked", "h3", [claims[0], fresh]), ["revoked", "revoked"]);
});

test("of 200 at once exactly one has it", async () => {
  const [code] = await loaded("race", ["A"]);
  for (const claim of [code, await voucher("race", "S")]) {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, nr) => reserve("race", `h${nr}`, [claim])),
    );
    assert.equal(answers.filter((refused) => refused.length === 0).length, 1);
    assert.equal(answers.filter(([why]) => why === "held").length, 199);
  }
});

test("what was acknowledged is there after the power went", async () => {
  const claims = [...(await loaded("power", ["A", "B"])), await voucher("power", "S")];
  await reserve("power", "h", claims);
  await edge.restart();
  assert.deepEqual(await look("power", claims), ["held", "held", "held"]);
  assert.equal(await confirm("power", "h", claims), true);
  await edge.restart();
  assert.deepEqual(await look("power", claims), ["used", "used", "used"]);
});

test("an alarm cleans what has been over for a day, and nothing else", async () => {
  const now = Date.now();
  const found = await Promise.all(
    ["old", "young", "used"].map((serial) => voucher("clean", serial)),
  );
  const hashes = found.map((claim) => ({
    ...claim,
    hash: `00000000${claim.hash.slice(8)}`,
  }));
  await reserve("clean", "young", [hashes[1]], now - DAY_MS + 60_000, 0);
  await reserve("clean", "used", [hashes[2]], now - 2 * DAY_MS, 0);
  await confirm("clean", "used", [hashes[2]]);
  const first = await edge.call("CODES", "clean/0", "alarmAt");
  assert.equal(first, now + 60_000, "it is set with the first hold");
  await reserve("clean", "old", [hashes[0]], now - DAY_MS - 1, 0);
  await edge.call("CODES", "clean/0", "clean");
  const rows = await edge.call("CODES", "clean/0", "sql", "SELECT hold FROM codes ORDER BY hold");
  assert.deepEqual(
    rows.map(({ hold }) => hold),
    ["used", "young"],
  );
});

test("an alarm that was lost is set again, once it is late", async () => {
  const now = Date.now();
  const [first, second] = await Promise.all(
    ["first", "second"].map(async (serial) => {
      const claim = await voucher("late", serial);
      return { ...claim, hash: `00000000${claim.hash.slice(8)}` };
    }),
  );
  await reserve("late", "one", [first], now - DAY_MS + 1_000, 0);
  await edge.call("CODES", "late/0", "loseAlarm");
  await new Promise((resolve) => setTimeout(resolve, 7_500));
  await reserve("late", "two", [second], now + 60_000, now);
  assert.equal(await edge.call("CODES", "late/0", "alarmAt"), now + 60_000 + DAY_MS);
});
