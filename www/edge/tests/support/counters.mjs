/** Counters as callers see them, and what must be true of a bank and its shards whatever happened. */
import assert from "node:assert/strict";

export const SHARDS = 8;

/** @param edge of `objects` @param {string} program whose counter this is: of the offer `o` */
export function counterOf(edge, program) {
  const counted = { offer: "o" };
  const names = new Map();
  const known = new Map();
  const nameFor = (limit, who) => {
    const key = JSON.stringify([limit, who]);
    if (!known.has(key)) known.set(key, edge.ask("counterFor", program, counted, limit, who));
    return known.get(key);
  };
  const call = (name, method, ...args) => edge.call("COUNTER", name, method, ...args);
  return {
    /** Reserves for a member, under a hold of that name. */
    async reserve(hold, who, ask) {
      const name = await nameFor(ask.limit, who);
      names.set(hold, name);
      return call(name, "reserve", {
        hold,
        overrun: "refuse",
        want: { uses: 1, amount: 0 },
        ...ask,
      });
    },
    confirm: (hold, ...needed) => call(names.get(hold), "confirm", hold, ...needed),
    release: (hold) => call(names.get(hold), "release", hold),
    read: (now) => edge.ask("readCounter", program, counted, now),
    async rush(ask, first, count) {
      const full = { overrun: "refuse", want: { uses: 1, amount: 0 }, ...ask };
      const granted = await edge.ask("rush", program, counted, full, first, count);
      for (const [hold, name] of granted) names.set(hold, name);
      return granted.map(([hold]) => hold);
    },
    /** What each has must be within what was allotted to it, and all of that within the limit. */
    async check(limit) {
      const bank = `${program}/offer:o/bank`;
      const [own] = await call(bank, "sql", "SELECT uses, amount FROM kept");
      const shards = await call(bank, "sql", "SELECT shard, uses, amount FROM shards");
      const sum = { uses: own.uses, amount: own.amount };
      for (const { shard, uses, amount } of shards) {
        const name = `${program}/offer:o/${shard}`;
        const [part] = await call(name, "sql", "SELECT uses, amount FROM part");
        const [kept] = await call(name, "sql", "SELECT uses, amount FROM kept");
        const holds =
          "SELECT coalesce(sum(uses), 0) AS uses, coalesce(sum(amount), 0) AS amount FROM holds";
        assert.deepEqual((await call(name, "sql", holds))[0], kept);
        assert.ok(
          kept.uses <= part.uses && kept.amount <= part.amount,
          `${shard} has ${JSON.stringify({ kept, part })}`,
        );
        assert.ok(
          part.uses <= uses && part.amount <= amount,
          `${shard}: ${JSON.stringify({ part, uses, amount })}`,
        );
        sum.uses += uses;
        sum.amount += amount;
      }
      assert.ok(sum.uses <= (limit.uses ?? 2 ** 50), `${sum.uses} uses are allotted`);
      assert.ok(sum.amount <= (limit.amount ?? 2 ** 50), `${sum.amount} are allotted`);
    },
  };
}

/** Mulberry32: what a seed gave it gives again. */
export function chance(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) % below;
  };
}
