/** Limits of everybody, in one object and in a bank with shards: what is granted, what is not, and what the engine is told. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { counterOf, SHARDS } from "./support/counters.mjs";
import { objects } from "./support/objects.mjs";

const NOW = Date.now();
const UNTIL = NOW + 600_000;
const ask = (more) => ({ now: NOW, until: UNTIL, ...more });
let edge;
before(async () => {
  edge = await objects({ COUNTER_SHARDS: String(SHARDS), COUNTER_SHARD_FROM: "50" });
});
after(() => edge.end());

test("a small limit is one object, a large one as many as there are shards, each member's always the same", async () => {
  const name = (limit, who) => edge.ask("counterFor", "p", { offer: "o" }, limit, who);
  assert.equal(await name({ uses: 49 }, "m"), "p/offer:o/bank");
  assert.equal(await name({ amount: 4_999 }, "m"), "p/offer:o/bank");
  const names = await Promise.all(
    Array.from({ length: 400 }, (_, nr) => name({ uses: 50 }, `m${nr}`)),
  );
  const counts = new Map();
  for (const it of names) counts.set(it, (counts.get(it) ?? 0) + 1);
  assert.equal(counts.size, SHARDS);
  assert.ok(
    [...counts.values()].every((members) => members > 25 && members < 90),
    "spread evenly",
  );
  assert.equal(await name({ uses: 50 }, "m0"), names[0]);
  assert.match(
    await edge.ask("counterFor", "p", { reward: "cup" }, { uses: 50 }, "m"),
    /^p\/reward:cup\/\d$/,
  );
});

for (const [kind, limit] of [
  ["one object", 40],
  ["a bank and its shards", 160],
]) {
  describe(kind, () => {
    const id = (name) => `${limit}-${name}`;

    test("no more than the limit is granted, and what is released can be had again by anybody", async () => {
      const counter = counterOf(edge, id("limit"));
      const some = ask({ limit: { uses: limit } });
      const granted = await counter.rush(some, 0, limit + 30);
      assert.equal(granted.length, limit);
      assert.deepEqual(await counter.read(NOW), { uses: limit, amount: 0 });
      for (const hold of granted.slice(0, limit / 2))
        assert.equal(await counter.confirm(hold), true);
      assert.equal((await counter.reserve("none", "x", some)).granted, null);
      for (const hold of [granted[0], granted.at(-1)]) {
        for (const _ of [1, 2]) await counter.release(hold);
        const others = await counter.rush(some, 1_000, 1);
        assert.equal(others.length, 1, "used or held, it is free again");
        await counter.release(others[0]);
      }
      await counter.check({ uses: limit });
      const { before, granted: none } = await counter.reserve(
        "much",
        "y",
        ask({ limit: { uses: limit }, want: { uses: 3, amount: 0 } }),
      );
      assert.deepEqual(
        [none, before.uses],
        [null, limit - 2],
        "two are left, and the engine is told so",
      );
    });

    test("what ended can be had by others, and is its own until somebody needs it", async () => {
      const counter = counterOf(edge, id("ends"));
      const some = ask({ limit: { uses: limit } });
      const granted = await counter.rush(some, 0, limit);
      assert.equal(granted.length, limit);
      assert.deepEqual(await counter.read(UNTIL), { uses: 0, amount: 0 });
      assert.equal(await counter.confirm(granted[0]), true, "late, and nobody needed it");
      const others = await counter.rush({ ...some, now: UNTIL, until: UNTIL + 9 }, 5_000, limit);
      assert.equal(others.length, limit - 1);
      assert.equal(await counter.confirm(granted[1]), false);
      await counter.check({ uses: limit });
    });

    test("twice is once, and keeps what was granted", async () => {
      const counter = counterOf(edge, id("twice"));
      const some = ask({ limit: { uses: limit, amount: 100_000 }, want: { uses: 2, amount: 500 } });
      const grants = await Promise.all([1, 2, 3].map(() => counter.reserve("h", "m", some)));
      assert.deepEqual(grants, [grants[0], grants[0], grants[0]]);
      assert.deepEqual(grants[0], {
        granted: { uses: 2, amount: 500 },
        before: { uses: 0, amount: 0 },
      });
      for (const _ of [1, 2])
        assert.equal(await counter.confirm("h", { uses: 1, amount: 200 }), true);
      assert.deepEqual(await counter.read(NOW), { uses: 1, amount: 200 }, "the rest went back");
      assert.equal(await counter.confirm("h", { uses: 1, amount: 300 }), true, "it was confirmed");
      for (const _ of [1, 2]) await counter.release("h");
      assert.deepEqual(await counter.read(NOW), { uses: 0, amount: 0 });
      assert.equal(await counter.confirm("h"), false);
      await counter.reserve("h2", "m", some);
      assert.equal(await counter.confirm("h2", { uses: 3, amount: 0 }), false, "more than is held");
    });

    test("of a budget: refused, trimmed to what is left, or the last one allowed beyond it", async () => {
      const budget = { amount: limit * 100 };
      for (const [overrun, granted, before] of [
        ["refuse", null, budget.amount - 70],
        ["trim", { uses: 1, amount: 70 }, budget.amount - 70],
        ["allow", { uses: 1, amount: 100 }, budget.amount - 70],
      ]) {
        const counter = counterOf(edge, id(overrun));
        const first = ask({
          limit: budget,
          overrun,
          want: { uses: 1, amount: budget.amount - 70 },
        });
        assert.deepEqual((await counter.reserve("a", "m1", first)).granted, first.want);
        const last = await counter.reserve("b", "m2", { ...first, want: { uses: 1, amount: 100 } });
        assert.deepEqual([last.granted, last.before.amount], [granted, before]);
        const more = await counter.reserve("c", "m3", { ...first, want: { uses: 1, amount: 100 } });
        assert.deepEqual(
          [more.granted, more.before.amount],
          [null, granted ? budget.amount : before],
        );
        if (overrun !== "allow") await counter.check(budget);
      }
    });

    test("a limit that a new version raises or lowers holds at once", async () => {
      const counter = counterOf(edge, id("changes"));
      const at = (uses) => ask({ limit: { uses } });
      assert.equal((await counter.rush(at(limit), 0, limit / 2)).length, limit / 2);
      assert.equal(
        (await counter.rush(at(limit / 2), 1_000, 20)).length,
        0,
        "as many as there may be now",
      );
      assert.equal((await counter.rush(at(limit / 2 + 5), 2_000, 20)).length, 5);
      assert.equal((await counter.rush(at(2 * limit), 3_000, 3 * limit)).length, 1.5 * limit - 5);
      assert.equal((await counter.rush(at(0), 9_000, 3)).length, 0);
      await counter.check({ uses: 2 * limit });
      const amount = await counter.reserve(
        "h",
        "m",
        ask({ limit: { uses: 4 * limit, amount: 10 }, want: { uses: 1, amount: 10 } }),
      );
      assert.deepEqual(amount.granted, { uses: 1, amount: 10 }, "a budget that is new");
      const over = await counter.reserve(
        "h3",
        "m3",
        ask({ limit: { uses: 4 * limit, amount: 10 }, want: { uses: 1, amount: 1 } }),
      );
      assert.equal(over.granted, null);
    });
  });
}

test("of 1,000 at once on a limit of 100 in eight shards exactly 100 have it", async () => {
  const counter = counterOf(edge, "rush");
  const limit = { uses: 100 };
  const granted = await counter.rush(ask({ limit }), 0, 1_000);
  assert.equal(granted.length, 100);
  await counter.check(limit);
  await Promise.all(
    granted.map((hold, nr) => (nr % 2 ? counter.release(hold) : counter.confirm(hold))),
  );
  assert.equal((await counter.rush(ask({ limit }), 5_000, 1_000)).length, 50);
  assert.deepEqual(await counter.read(NOW), { uses: 100, amount: 0 });
  await counter.check(limit);
});

test("what is left in other shards is found, to the last one", async () => {
  const counter = counterOf(edge, "scattered");
  const limit = { uses: 3_200 };
  // Each shard gets a part in advance, and uses one.
  for (let nr = 0; nr < 64; nr++) await counter.rush(ask({ limit }), nr, 1);
  const whole = await counter.reserve(
    "whole",
    "m",
    ask({ limit, want: { uses: 3_200 - 64, amount: 0 } }),
  );
  assert.equal(whole.granted?.uses, 3_136);
  assert.equal((await counter.rush(ask({ limit }), 1_000, 100)).length, 0);
  await counter.check(limit);
});

test("a sold-out limit is refused without asking the shards, until something is free again", async () => {
  const counter = counterOf(edge, "sold");
  const limit = { uses: 64 };
  const granted = await counter.rush(ask({ limit }), 0, 200);
  await counter.rush(ask({ limit }), 500, 100);
  const turns = async () => {
    const bank = "SELECT shard, turn FROM shards ORDER BY shard";
    const rows = await edge.call("COUNTER", "sold/offer:o/bank", "sql", bank);
    return rows.reduce((sum, { turn }) => sum + turn, 0);
  };
  const before = await turns();
  for (let nr = 0; nr < 20; nr++)
    assert.deepEqual(await counter.rush(ask({ limit }), 1_000 + nr, 1), []);
  assert.equal((await turns()) - before, 20, "one exchange each, and no recalls");
  await counter.release(granted[7]);
  assert.equal((await counter.rush(ask({ limit }), 2_000, 50)).length, 1);
});

test("what ended a day ago is forgotten, though nobody needs it", async () => {
  const counter = counterOf(edge, "forgetful");
  const ask = { limit: { uses: 49 }, now: NOW, until: NOW + 1_000 };
  for (let nr = 0; nr < 20; nr += 1) await counter.reserve(`old-${nr}`, "ann", ask);
  const later = NOW + 86_400_000 + 2_000;
  for (let nr = 0; nr < 2; nr += 1)
    await counter.reserve(`new-${nr}`, "ann", { ...ask, now: later, until: later + 1_000 });
  const rows = "SELECT count(*) AS count FROM holds";
  assert.deepEqual(await edge.call("COUNTER", "forgetful/offer:o/bank", "sql", rows), [
    { count: 2 },
  ]);
  await counter.check(ask.limit);
});
