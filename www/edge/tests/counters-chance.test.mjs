/** Counters under what chance brings: step by step against a model, and all at once. Each seed is a run that can be made again. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chance, counterOf, SHARDS } from "./support/counters.mjs";
import { objects } from "./support/objects.mjs";

const NOW = Date.now();
let edge;
before(async () => {
  edge = await objects({ COUNTER_SHARDS: String(SHARDS), COUNTER_SHARD_FROM: "20" });
});
after(() => edge.end());

/** What is used and held: the least that a counter could know. */
class Model {
  holds = new Map();

  sum(now) {
    const total = { uses: 0, amount: 0 };
    for (const { uses, amount, until, used } of this.holds.values()) {
      if (!used && until <= now) continue;
      total.uses += uses;
      total.amount += amount;
    }
    return total;
  }

  /** What must be granted; of `allow` and `trim` too. */
  expected({ want, limit, overrun }, now) {
    const had = this.sum(now);
    const left = { uses: limit.uses - had.uses, amount: limit.amount - had.amount };
    const dims = ["uses", "amount"].filter((dim) => want[dim] > 0);
    if (dims.every((dim) => want[dim] <= left[dim])) return want;
    if (overrun === "refuse" || dims.some((dim) => left[dim] <= 0)) return null;
    if (overrun === "allow") return want;
    return {
      uses: Math.min(want.uses, Math.max(left.uses, 0)),
      amount: Math.min(want.amount, Math.max(left.amount, 0)),
    };
  }
}

async function steps(seed, { from, overruns }) {
  const draw = chance(seed);
  const model = new Model();
  const counter = counterOf(edge, `steps-${seed}`);
  let now = NOW;
  let limit = { uses: from, amount: from * 10 };
  for (let step = 0; step < 90; step++) {
    now += draw(4) === 0 ? draw(40) : 1;
    const known = [...model.holds].filter(([, { used, until }]) => used || until > now);
    const [hold, its] = known[draw(Math.max(known.length, 1))] ?? [];
    const at = `seed ${seed}, step ${step}`;
    const deed = draw(10);
    if (deed < 6 || hold === undefined) {
      const want = { uses: draw(4), amount: draw(40) };
      if (want.uses + want.amount === 0) want.uses = 1;
      const ask = {
        limit,
        want,
        overrun: overruns[draw(overruns.length)],
        until: now + 5 + draw(100),
        now,
      };
      const expected = model.expected(ask, now);
      const { granted, before } = await counter.reserve(`h${step}`, `m${draw(30)}`, ask);
      assert.deepEqual(granted, expected, `${at}: ${JSON.stringify({ ask, had: model.sum(now) })}`);
      for (const dim of ["uses", "amount"]) {
        if (granted && ask.overrun !== "allow")
          assert.ok(granted[dim] === 0 || before[dim] + granted[dim] <= limit[dim], at);
        if (granted && granted[dim] < want[dim])
          assert.equal(before[dim] + granted[dim], limit[dim], at);
        if (granted && want[dim] > 0) assert.ok(before[dim] < limit[dim], at);
      }
      if (granted) model.holds.set(`h${step}`, { ...granted, until: ask.until, used: false });
    } else if (deed < 8) {
      const needed = draw(2)
        ? { uses: draw(its.uses + 1), amount: draw(its.amount + 1) }
        : undefined;
      assert.equal(await counter.confirm(hold, ...(needed ? [needed] : [])), true, at);
      if (!its.used) model.holds.set(hold, { ...its, ...needed, used: true });
    } else if (deed < 9) {
      await counter.release(hold);
      model.holds.delete(hold);
    } else if (draw(3) === 0) {
      limit = { uses: 1 + draw(2 * from), amount: 1 + draw(20 * from) };
    }
    assert.deepEqual(await counter.read(now), model.sum(now), at);
  }
  if (!overruns.includes("allow")) return counter;
}

test("step by step, in one object and over shards, each answer is the model's", async () => {
  const refuse = { from: 60, overruns: ["refuse"] };
  const all = { from: 60, overruns: ["refuse", "trim", "allow"] };
  await Promise.all([1, 2, 3, 4].map((seed) => steps(seed, refuse)));
  await Promise.all([5, 6, 7, 8].map((seed) => steps(seed, all)));
  await Promise.all([9, 10].map((seed) => steps(seed, { ...all, from: 8 })));
});

async function storm(seed) {
  const draw = chance(seed);
  const limit = { uses: 60 + draw(100), amount: 2_000 + draw(2_000) };
  const counter = counterOf(edge, `storm-${seed}`);
  const member = async (nr) => {
    const mine = chance(seed * 1_000 + nr);
    for (let round = 0; round < 6; round++) {
      const hold = `${nr}-${round}`;
      const want = { uses: 1 + mine(3), amount: mine(60) };
      const { granted } = await counter.reserve(hold, `m${nr}`, {
        limit,
        want,
        until: NOW + 60_000,
        now: NOW,
      });
      const end = mine(3);
      if (granted && end === 0) await counter.release(hold);
      if (granted && end === 1)
        assert.equal(await counter.confirm(hold, { uses: 1, amount: mine(want.amount + 1) }), true);
    }
  };
  const checks = [];
  const members = Promise.all(Array.from({ length: 40 }, (_, nr) => member(nr)));
  for (let nr = 0; nr < 5; nr++) checks.push(await counter.read(NOW));
  await members;
  for (const { uses, amount } of checks)
    assert.ok(uses <= limit.uses && amount <= limit.amount, `seed ${seed}`);
  await counter.check(limit);
  const had = await counter.read(NOW);
  const rest = await counter.reserve("rest", "x", {
    limit,
    want: { uses: limit.uses - had.uses, amount: limit.amount - had.amount },
    until: NOW + 60_000,
    now: NOW,
  });
  assert.deepEqual(
    rest.granted,
    { uses: limit.uses - had.uses, amount: limit.amount - had.amount },
    `seed ${seed}: to the last`,
  );
  await counter.check(limit);
}

test("all at once, the limit holds, and what is left can be had to the last", async () => {
  for (const seed of [1, 2, 3, 4]) await storm(seed);
});
