/** A million codes: how fast they are loaded, and that what is looked for is found as fast as among ten thousand. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { objects } from "./support/objects.mjs";

const MANY = 1_000_000;
const FEW = 10_000;
const BATCH = 50_000;
/** A machine that does something else meanwhile is no fault of the table. */
const FACTOR = 4;
let edge;
before(async () => {
  edge = await objects();
});
after(() => edge.end());

/** Milliseconds that it takes, and what comes of it. */
async function timed(work) {
  const from = performance.now();
  const value = await work();
  return { value, ms: performance.now() - from };
}

/** Microseconds for each of 20,000 codes that are spread over all: the least of three. */
async function lookUs(among) {
  const looks = 20_000;
  const spent = [];
  for (let round = 0; round < 3; round++) {
    const { value, ms } = await timed(() =>
      edge.ask("lookNumbered", "many", round, looks, Math.floor(among / looks) || 0),
    );
    assert.equal(value, looks);
    spent.push((ms * 1000) / looks);
  }
  return Math.min(...spent);
}

/** Microseconds for a hold of three, one after the other. */
async function reserveUs(round) {
  const { ms } = await timed(() => edge.ask("reserveNumbered", "many", round, 300));
  return (ms * 1000) / 300;
}

test("a million codes", async (t) => {
  await edge.ask("fill", "many", "gift", 0, FEW);
  const few = { look: await lookUs(FEW), reserve: await reserveUs(0) };
  const { ms } = await timed(async () => {
    for (let first = 0; first < MANY; first += BATCH) {
      const { added, known } = await edge.ask("fill", "many", "gift", first, BATCH);
      assert.deepEqual([added, known], first === 0 ? [BATCH - FEW, FEW] : [BATCH, 0]);
    }
  });
  const many = { look: await lookUs(MANY), reserve: await reserveUs(1) };
  assert.deepEqual(await edge.ask("fill", "many", "gift", MANY - BATCH, BATCH), {
    added: 0,
    known: BATCH,
  });
  const rate = Math.round(MANY / (ms / 1000));
  t.diagnostic(
    `loaded ${rate} codes/s; look ${few.look.toFixed(1)} µs among ${FEW}, ${many.look.toFixed(1)} µs among ${MANY}`,
  );
  t.diagnostic(
    `reserve ${few.reserve.toFixed(0)} µs among ${FEW}, ${many.reserve.toFixed(0)} µs among ${MANY}`,
  );
  assert.ok(rate > 10_000, `${rate} codes/s`);
  for (const call of ["look", "reserve"]) {
    assert.ok(
      many[call] < FACTOR * few[call],
      `${call}: ${many[call]} µs, ${few[call]} µs among ${FEW}`,
    );
  }
});
