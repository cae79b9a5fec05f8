/** What banks and shards say to each other, late or in another order: the later word holds, and nothing is allotted twice. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { counterOf, SHARDS } from "./support/counters.mjs";
import { objects } from "./support/objects.mjs";

const NOW = Date.now();
const UNTIL = NOW + 600_000;
const STALL_MS = 600;
const NONE = { uses: 0, amount: 0 };
const limit = { uses: 320 };
let edge;
before(async () => {
  edge = await objects({ COUNTER_SHARDS: String(SHARDS), COUNTER_SHARD_FROM: "50" });
});
after(() => edge.end());

const need = (uses) => ({ want: { uses, amount: 0 }, overrun: "refuse", until: UNTIL });
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

function parts(program) {
  const of = (part) => `${program}/offer:o/${part}`;
  const call = (part, method, ...args) => edge.call("COUNTER", of(part), method, ...args);
  return {
    call,
    say: (shard, turn, kept, needs = []) =>
      call("bank", "exchange", shard, {
        turn,
        kept: { uses: kept, amount: 0 },
        next: null,
        limit,
        needs,
        now: NOW,
      }),
    allotted: async (shard) =>
      (await call("bank", "sql", "SELECT turn, uses FROM shards WHERE shard = ?", shard))[0],
    reserve: (shard, hold, uses = 1) =>
      call(shard, "reserve", {
        hold,
        limit,
        want: { uses, amount: 0 },
        overrun: "refuse",
        until: UNTIL,
        now: NOW,
      }),
  };
}

test("a word of a shard that comes after a later one is not heard", async () => {
  const { say, allotted } = parts("late");
  const first = await say("0", 5, 3, [need(2)]);
  assert.deepEqual(
    [first.grants[0].granted, first.surplus.uses],
    [{ uses: 2, amount: 0 }, Math.floor((320 - 5) / 32)],
  );
  const after = await allotted("0");
  assert.deepEqual(after, { turn: 5, uses: 5 + first.surplus.uses });
  for (const turn of [4, 5]) assert.deepEqual(await say("0", turn, 0, [need(1)]), { stale: 5 });
  assert.deepEqual(await allotted("0"), after);
  await say("0", 6, 1);
  assert.deepEqual(await allotted("0"), { turn: 6, uses: 1 });
});

test("a part that comes after the shard gave all up is not taken", async () => {
  const { call, say, reserve } = parts("crossed");
  await call("bank", "stall", STALL_MS);
  const reserved = reserve("0", "h");
  await wait(STALL_MS / 2);
  // The bank has allotted a part, and its answer is under way.
  const given = await call("0", "recall", NOW);
  assert.deepEqual(given.kept, NONE);
  await call("bank", "stall", 0);
  await say("0", given.turn, given.kept.uses);
  assert.equal((await reserved).granted.uses, 1, "it asks again");
  const counter = counterOf(edge, "crossed");
  await counter.check(limit);
  assert.deepEqual(await counter.read(NOW), { uses: 1, amount: 0 });
});

test("what a shard asked for before a later word of it is not allotted", async () => {
  const { call, say, allotted, reserve } = parts("queued");
  await reserve("1", "a");
  await call("1", "stall", STALL_MS);
  // This waits for what shard 1 has beside its hold, and the next one for this.
  const whole = say("2", 1, 0, [need(319)]);
  await wait(STALL_MS / 4);
  const early = say("3", 1, 0, [need(1)]);
  await wait(STALL_MS / 4);
  assert.deepEqual(await say("3", 2, 0), { grants: [], surplus: NONE });
  assert.deepEqual((await whole).grants[0].granted, { uses: 319, amount: 0 });
  assert.deepEqual(await early, { stale: 2 });
  assert.deepEqual(await allotted("3"), { turn: 2, uses: 0 });
});

test("a shard that the bank knows to be later on asks once more, and has what it asks for", async () => {
  const { say, reserve } = parts("ahead");
  await say("0", 9, 0);
  assert.equal((await reserve("0", "h", 2)).granted.uses, 2);
  await counterOf(edge, "ahead").check(limit);
});

test("a shard that does not answer is no reason to say that nothing is left", async () => {
  const { call, reserve } = parts("mute");
  await reserve("1", "a");
  await call("1", "stall", 6_000);
  await assert.rejects(reserve("2", "b", 319), /cannot be asked|in time/);
  await call("1", "stall", 0);
  assert.equal((await reserve("2", "b", 319)).granted.uses, 319);
});
