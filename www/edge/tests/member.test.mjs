/** Orders of members, from the quote to the refund, by numbers that are reckoned by hand. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cart, FLASH, members, no, ok, soon } from "./support/members.mjs";

let edge;
before(async () => {
  edge = await members();
});
after(() => edge.end());

test("an order is held, counts as used, and is recorded as it was held", async () => {
  const lin = await edge.join({ points: 300, coupons: ["c1"] });
  const quote = await ok(edge.ask(lin, "quote", { cart: cart(), options: { spend: 200 } }));
  // 100.00 less 10 %, less 200 points at 0.10: 90.00 − 20.00.
  assert.equal(quote.totals.pay_minor, 7_000);
  const options = { spend: 200, now: quote.now };
  const held = await ok(
    edge.ask(lin, "hold", { order: "o1", cart: cart(), options, receipt: quote.receipt }),
  );
  assert.equal(held.quote.totals.pay_minor, 7_000);
  assert.equal(held.state, "held");
  assert.equal(await edge.balance(lin), 300, "nothing is spent yet");
  const { state } = await ok(edge.ask(lin, "state"));
  assert.equal(state.coupons[0].used, "o1");
  const next = await ok(edge.ask(lin, "quote", { cart: cart(), options: { spend: "max" } }));
  // 300 − 200 are left, and 70 that the first order would earn.
  assert.equal(next.points.spend.chosen, 170);
  assert.deepEqual(next.offers.applied, []);
  const done = await ok(edge.ask(lin, "commit", "o1", { paid_minor: 7_000 }));
  assert.equal(done.quote.totals.pay_minor, 7_000);
  assert.equal(await edge.balance(lin), 170);
  assert.equal((await ok(edge.ask(lin, "commit", "o1", {}))).duplicate, true);
  assert.equal(await edge.balance(lin), 170);
  const kept = await ok(edge.ask(lin, "receipt", "o1"));
  assert.deepEqual(kept.receipt, done.receipt);
  assert.deepEqual(
    (await ok(edge.ask(lin, "receipts"))).receipts.map(({ order }) => order),
    ["o1"],
  );
  assert.equal(await edge.proved(lin), 4);
});
