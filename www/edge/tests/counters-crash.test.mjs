/** A power cut while banks and shards talk: what was acknowledged stays, and once holds have ended nothing is lost or there twice. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chance, counterOf, SHARDS } from "./support/counters.mjs";
import { objects } from "./support/objects.mjs";

const HOLD_MS = 3_600_000;
const LIMIT = { uses: 340, amount: 9_000 };
const ROUNDS = 5;
let edge;
before(async () => {
  edge = await objects({ COUNTER_SHARDS: String(SHARDS), COUNTER_SHARD_FROM: "100" });
});
after(() => edge.end());

/** Members who hold and confirm, hold and give back, or just go away, until the power goes. */
async function load(counter, round, now) {
  const confirmed = new Map();
  let acknowledged = 0;
  const member = async (nr) => {
    const draw = chance(round * 1_000 + nr);
    for (let turn = 0; ; turn++) {
      const hold = `${round}-${nr}-${turn}`;
      const ask = {
        limit: LIMIT,
        want: { uses: 1 + draw(2), amount: draw(60) },
        now,
        until: now + HOLD_MS,
      };
      const { granted } = await counter.reserve(hold, `m${nr}`, ask);
      acknowledged += 1;
      if (!granted) continue;
      const end = draw(6);
      if (end < 4) await counter.release(hold);
      if (end === 4 && (await counter.confirm(hold))) confirmed.set(hold, granted);
    }
  };
  const members = Array.from({ length: 24 }, (_, nr) => member(nr).catch(() => undefined));
  const deadline = Date.now() + 20_000;
  // At another point each time, in the midst of what is under way.
  while (acknowledged < 150 + 67 * round && Date.now() < deadline)
    await new Promise((next) => setTimeout(next, round));
  await edge.restart();
  await Promise.all(members);
  return { confirmed, acknowledged };
}

test("killed under load, over and over", async (t) => {
  const counter = counterOf(edge, "crash");
  const confirmed = new Map();
  let now = Date.now();
  for (let round = 0; round < ROUNDS; round++) {
    const loaded = await load(counter, round, now);
    for (const [hold, its] of loaded.confirmed) confirmed.set(hold, its);
    await counter.check(LIMIT);
    t.diagnostic(
      `round ${round}: ${loaded.acknowledged} answers, ${loaded.confirmed.size} confirmed`,
    );
    assert.ok(loaded.acknowledged >= 150);
    const { uses, amount } = await counter.read(now);
    assert.ok(uses <= LIMIT.uses && amount <= LIMIT.amount);
    now += HOLD_MS;
  }
  for (const [hold, { uses }] of confirmed) {
    assert.equal(await counter.confirm(hold), true, `${hold} was acknowledged`);
    assert.ok(uses > 0);
  }
  const used = await counter.read(now);
  const least = [...confirmed.values()].reduce((sum, { uses }) => sum + uses, 0);
  assert.ok(
    used.uses >= least && used.uses < LIMIT.uses,
    `${used.uses} are used, ${least} were acknowledged`,
  );
  const left = { uses: LIMIT.uses - used.uses, amount: LIMIT.amount - used.amount };
  t.diagnostic(`${used.uses} used, of which ${least} were acknowledged; ${left.uses} left`);
  const rest = await counter.reserve("rest", "anybody", {
    limit: LIMIT,
    want: left,
    now,
    until: now + HOLD_MS,
  });
  assert.deepEqual(rest.granted, left, "all that is left can be had");
  const none = await counter.reserve("none", "other", {
    limit: LIMIT,
    want: { uses: 1, amount: 0 },
    now,
    until: now + HOLD_MS,
  });
  assert.equal(none.granted, null, "and no more");
  await counter.check(LIMIT);
});

test("what became free just before the cut is told to the bank after it", async () => {
  const counter = counterOf(edge, "told");
  const now = Date.now();
  const ask = { limit: { uses: 100 }, now, until: now + HOLD_MS };
  const granted = await counter.rush(ask, 0, 300);
  assert.equal(granted.length, 100);
  await Promise.all(granted.map((hold) => counter.confirm(hold)));
  // As if it had been killed between the two: the hold is gone at the shard, and the bank does not know.
  const name = await edge.ask("counterFor", "told", { offer: "o" }, ask.limit, granted[0]);
  await edge.call("COUNTER", name, "releaseUntold", granted[0]);
  await edge.restart();
  const other = Array.from({ length: 50 }, (_, nr) => `n${nr}`);
  const elsewhere = await Promise.all(
    other.map((who) => edge.ask("counterFor", "told", { offer: "o" }, ask.limit, who)),
  );
  const who = other[elsewhere.findIndex((it) => it !== name)];
  const deadline = Date.now() + 10_000;
  let found = null;
  for (let nr = 0; !found && Date.now() < deadline; nr++) {
    found = (await counter.reserve(`late-${nr}`, who, ask)).granted;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(found, { uses: 1, amount: 0 });
});
