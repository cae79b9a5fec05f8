/** What nobody calls for is done by alarm: also where the alarm was lost, and where what it does fails. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BOTH, cart, members, ok, SHOP, soon } from "./support/members.mjs";

let edge;
before(async () => {
  // Of this offer there are enough for all tests.
  const offers = SHOP.offers.map((it) =>
    it.id === "flash" ? { ...it, limits: { total: 500 } } : it,
  );
  edge = await members({ ...SHOP, offers });
});
after(() => edge.end());

const coupons = (code) => ({ options: { coupons: [{ code, offer: "twenty" }] } });
const states = async (name) =>
  (await edge.sql(name, "SELECT state FROM holds ORDER BY name")).map(({ state }) => state);
const seen = (name) => async () => ({
  alarmAt: await edge.alarmAt(name),
  holds: await edge.sql(name, "SELECT * FROM holds"),
  outbox: await edge.sql(name, "SELECT * FROM outbox"),
});
const expires = (name) =>
  soon(async () => (await states(name)).includes("expired"), 10, seen(name));
const brief = (order) => ({ order, cart: cart(), ttl_seconds: 1 });

test("what is written while an alarm is under way never sets it for what it rings for", async () => {
  // Set so it would be on disk, and with some luck not ring again: then the object never had another one.
  const name = await edge.join();
  const isToBeDone = async () => (await edge.sql(name, "SELECT id FROM outbox")).length > 0;
  await ok(edge.ask(name, "hold", { order: "o1", cart: BOTH }));
  await edge.module("fault", "COUNTER", { method: "release", when: "before", times: 1_000 });
  await ok(edge.ask(name, "release", "o1"));
  await soon(async () => (await edge.rings(name)) === null);
  await edge.tellAt(name, Date.now() + 500);
  await edge.module("fault", "COUNTER", { method: "release", when: "slow", times: 1_000 });
  const calls = [];
  let seenRinging = 0;
  for (let nr = 0; await isToBeDone(); nr += 1) {
    // Not awaited: it may wait for the same errand as the alarm does.
    const event = { id: `n${nr}`, adjust: { points: 1, reason: "more" } };
    calls.push(ok(edge.ask(name, "record", event)));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const rings = await edge.rings(name);
    if (rings === null) continue;
    seenRinging += 1;
    assert.ok(rings.setFor === null || rings.setFor > Date.now(), JSON.stringify(rings));
  }
  await Promise.all(calls);
  assert.ok(seenRinging > 1, "calls came while an alarm was under way");
  await edge.module("fault", "COUNTER");
  await ok(edge.ask(name, "hold", brief("o2")));
  await expires(name);
});

test("an alarm that was lost is set again when the object starts", async () => {
  const name = await edge.join();
  await ok(edge.ask(name, "hold", brief("o1")));
  await edge.loseAlarm(name);
  await edge.restart();
  await expires(name);
});

test("an alarm that was lost is set again by any call, once it is late", async () => {
  const name = await edge.join();
  await ok(edge.ask(name, "hold", brief("o1")));
  await edge.loseAlarm(name);
  await new Promise((resolve) => setTimeout(resolve, 7_500));
  assert.deepEqual(await states(name), ["held"]);
  await ok(edge.ask(name, "receipts"));
  await expires(name);
});

test("an alarm that fails rings again, and does meanwhile what it can", async () => {
  await edge.load("twenty", ["FAILS"]);
  const name = await edge.join();
  await ok(edge.ask(name, "hold", { order: "o1", cart: BOTH, ...coupons("FAILS") }));
  await ok(edge.ask(name, "hold", brief("o2")));
  const [{ text }] = await edge.sql(name, "SELECT text FROM texts WHERE name = 'hold:o2'");
  const put = (it) => edge.sql(name, "UPDATE texts SET text = ? WHERE name = 'hold:o2'", it);
  await edge.module("fault", "CODES", { method: "release", when: "before", times: 2 });
  await ok(edge.ask(name, "release", "o1"));
  await put("{");
  await soon(
    async () => (await edge.sql(name, "SELECT id FROM outbox")).length === 0,
    20,
    seen(name),
  );
  await soon(async () => /an alarm failed/.test(edge.logs()), 10, seen(name));
  assert.deepEqual(await states(name), ["released", "held"]);
  await put(text);
  await expires(name);
});

test("an order that was begun is gone on with after 1, 2 and 4 seconds in vain", async () => {
  const name = await edge.join();
  await edge.load("twenty", ["begun"]);
  await ok(edge.ask(name, "hold", { order: "o1", cart: cart(), ...coupons("begun") }));
  // The call's own, and two by alarm: counted twice each, the next would be 16 seconds away.
  await edge.module("fault", "CODES", { method: "confirm", when: "before", times: 3 });
  const { body } = await edge.ask(name, "commit", "o1");
  assert.equal(body.code, "try_again");
  await soon(async () => (await states(name)).length === 0, 14, seen(name));
  const { receipts } = await ok(edge.ask(name, "receipts"));
  assert.deepEqual(
    receipts.map(({ order }) => order),
    ["o1"],
  );
});
