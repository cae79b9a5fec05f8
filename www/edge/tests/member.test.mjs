/** Orders of members, from the quote to the refund, by numbers that are reckoned by hand. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cart, FLASH, members, no, ok, SHOP, soon } from "./support/members.mjs";

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
  // 300 − 200 are left; what the first order would earn is not there yet.
  assert.equal(next.points.spend.chosen, 100);
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

test("what was seen and is no more is told, with each sum and what it is now", async () => {
  const wang = await edge.join({ points: 100 });
  const quote = await ok(edge.ask(wang, "quote", { cart: cart(), options: { spend: "max" } }));
  await ok(
    edge.ask(wang, "record", { id: `${wang}-lost`, adjust: { points: -40, reason: "mistake" } }),
  );
  const options = { spend: "max", now: quote.now };
  const changed = await no(
    edge.ask(wang, "hold", { order: "o1", cart: cart(), options, receipt: quote.receipt }),
    "quote_changed",
  );
  assert.deepEqual(changed.receipt, { program: "same", inputs: "other", outcome: "other" });
  assert.equal(changed.quote.points.spend.chosen, 60);
  const { receipt, now } = changed.quote;
  await ok(
    edge.ask(wang, "hold", { order: "o1", cart: cart(), options: { ...options, now }, receipt }),
  );
  // 60 points are held; what takes them from the hold makes another order of it, and the hold stays.
  await ok(
    edge.ask(wang, "record", { id: `${wang}-more`, adjust: { points: -10, reason: "mistake" } }),
  );
  const late = await no(edge.ask(wang, "commit", "o1", {}), "quote_changed");
  assert.ok(late.changed.some(({ path, was, is }) => path === "/spent" && was === 60 && is === 50));
  assert.ok(
    late.changed.some(
      ({ path, was, is }) => path === "/totals/pay_minor" && was === 9_400 && is === 9_500,
    ),
  );
  const again = { spend: 50, now: late.quote.now };
  const held = await ok(edge.ask(wang, "hold", { order: "o1", cart: cart(), options: again }));
  assert.equal(held.quote.totals.pay_minor, 9_500);
  const paid = await no(edge.ask(wang, "commit", "o1", { paid_minor: 9_400 }), "quote_changed");
  assert.deepEqual(paid.changed, [{ path: "/totals/pay_minor", was: 9_400, is: 9_500 }]);
  await ok(edge.ask(wang, "commit", "o1", { paid_minor: 9_500 }));
  // 95.00 paid are 95 points.
  assert.equal(await edge.balance(wang), 95);
  await edge.proved(wang);
});

test("what is released is there again, and what is over cannot be committed", async () => {
  const li = await edge.join({ coupons: ["c1"] });
  await ok(edge.ask(li, "hold", { order: "o1", cart: cart() }));
  await ok(edge.ask(li, "release", "o1"));
  await ok(edge.ask(li, "release", "o1"));
  await no(edge.ask(li, "commit", "o1", {}), "hold_ended");
  await no(edge.ask(li, "commit", "o2", {}), "unknown_hold");
  await no(edge.ask(li, "release", "o2"), "unknown_hold");
  const held = await ok(edge.ask(li, "hold", { order: "o3", cart: cart(), ttl_seconds: 1 }));
  assert.equal(held.quote.totals.pay_minor, 9_000);
  const beside = await ok(edge.ask(li, "quote", { cart: cart() }));
  assert.equal(beside.totals.pay_minor, 10_000);
  await soon(
    async () =>
      (await edge.sql(li, "SELECT state FROM holds WHERE name = 'o3'"))[0].state === "expired",
  );
  await no(edge.ask(li, "commit", "o3", {}), "hold_ended");
  assert.equal((await ok(edge.ask(li, "quote", { cart: cart() }))).totals.pay_minor, 9_000);
});

test("a hold that is asked for again is the same, and another cart takes its place", async () => {
  const zhao = await edge.join({ coupons: ["c1"] });
  const first = await edge.ask(zhao, "hold", { order: "o1", cart: cart() });
  const again = await edge.ask(zhao, "hold", { order: "o1", cart: cart() });
  assert.deepEqual([first.status, again.status], [201, 200]);
  assert.equal(again.body.until, first.body.until);
  const other = await ok(edge.ask(zhao, "hold", { order: "o1", cart: cart(20_000) }));
  assert.equal(other.quote.totals.pay_minor, 18_000);
  await ok(edge.ask(zhao, "commit", "o1", {}));
  await no(edge.ask(zhao, "hold", { order: "o1", cart: cart() }), "order_conflict");
  const same = await ok(edge.ask(zhao, "hold", { order: "o1", cart: cart(20_000) }));
  assert.deepEqual([same.state, same.duplicate], ["committed", true]);
  await no(edge.ask(zhao, "order", { order: "o1", cart: cart() }), "order_conflict");
});

test("two holds share nothing, in whichever order they are committed", async () => {
  const qian = await edge.join({ points: 100, coupons: ["c1"] });
  const one = await ok(
    edge.ask(qian, "hold", { order: "o1", cart: cart(), options: { spend: 100 } }),
  );
  const two = await ok(edge.ask(qian, "hold", { order: "o2", cart: cart() }));
  // 100.00 − 10 % − 10.00; the second has neither the coupon nor the points.
  assert.deepEqual(
    [one, two].map((it) => it.quote.totals.pay_minor),
    [8_000, 10_000],
  );
  // Without the first the second would have the coupon: it costs what was said all the same.
  await ok(edge.ask(qian, "commit", "o2", { paid_minor: 10_000 }));
  await ok(edge.ask(qian, "commit", "o1", { paid_minor: 8_000 }));
  assert.equal(await edge.balance(qian), 180);
  await edge.proved(qian);
});

test("what is held brings nothing before it is committed", async () => {
  const feng = await edge.join({ points: 50 });
  await ok(edge.ask(feng, "hold", { order: "o1", cart: cart(), options: { spend: 50 } }));
  // 95 points would come of it: neither the next order nor the one in one call may spend them.
  const made = await ok(
    edge.ask(feng, "order", { order: "o2", cart: cart(), options: { spend: "max" } }),
  );
  assert.equal(made.quote.points.spend.chosen, 0);
  const { state } = await ok(edge.ask(feng, "state"));
  assert.deepEqual(
    state.lots.map(({ source, left }) => [source, left]),
    [
      [`${feng}-gift`, 0],
      ["o2", 100],
    ],
  );
  await ok(edge.ask(feng, "commit", "o1", { paid_minor: 9_500 }));
  assert.equal(await edge.balance(feng), 195);
  await edge.proved(feng);
});

test("what is left of a step is promised to whoever is first", async () => {
  await edge.publish({
    ...SHOP,
    version: 2,
    points: {
      earning: [
        {
          id: "stars",
          on: "order",
          give: { per_amount: { points: 1, amount: "50.00", fractions: "carried" } },
        },
      ],
      spending: { cash: { points: 1, worth: "0.10" } },
    },
  });
  const wei = await edge.join();
  await ok(edge.ask(wei, "order", { order: "o1", cart: cart(3_000) }));
  // 30.00 are carried: with 30.00 more there is a star, for one of both.
  for (const order of ["a", "b"]) {
    const held = await ok(edge.ask(wei, "hold", { order, cart: cart(3_000) }));
    assert.equal(held.quote.points.earn.total, 1);
  }
  await ok(edge.ask(wei, "commit", "b", {}));
  // 10.00 are carried now, and 30.00 more are no star.
  const { quote } = await no(edge.ask(wei, "commit", "a", {}), "quote_changed");
  assert.equal(quote.points.earn.total, 0);
  const again = {
    order: "a",
    cart: cart(3_000),
    options: { now: quote.now },
    receipt: quote.receipt,
  };
  await ok(edge.ask(wei, "hold", again));
  await ok(edge.ask(wei, "commit", "a", {}));
  assert.equal(await edge.balance(wei), 1);
  await edge.proved(wei);
  await edge.publish({ ...SHOP, version: 3 });
});

test("a code is used once by everybody, and comes back with the goods", async () => {
  await edge.load("twenty", ["A1", "A2"]);
  const [he, lu] = [await edge.join(), await edge.join()];
  const options = { coupons: [{ code: "A1", offer: "twenty" }] };
  const held = await ok(edge.ask(he, "hold", { order: "o1", cart: cart(), options }));
  assert.equal(held.quote.totals.pay_minor, 8_000);
  assert.deepEqual(await edge.codes("A1", "A2"), ["held", "free"]);
  const taken = await no(
    edge.ask(lu, "order", { order: "o1", cart: cart(), options }),
    "coupon_refused",
  );
  assert.deepEqual(
    taken.codes.map(({ offer, reasons }) => [offer, reasons[0].code]),
    [["twenty", "held"]],
  );
  await ok(edge.ask(he, "commit", "o1", {}));
  assert.deepEqual(await edge.codes("A1"), ["used"]);
  await no(edge.ask(lu, "order", { order: "o1", cart: cart(), options }), "coupon_refused");
  await ok(edge.ask(he, "refund", { id: `${he}-back`, order: "o1" }));
  assert.deepEqual(await edge.codes("A1"), ["free"]);
  await ok(edge.ask(lu, "order", { order: "o2", cart: cart(), options }));
  assert.deepEqual(await edge.codes("A1"), ["used"]);
  const unknown = { coupons: [{ code: "A9", offer: "twenty" }] };
  await no(
    edge.ask(lu, "order", { order: "o3", cart: cart(), options: unknown }),
    "coupon_refused",
  );
  await Promise.all([he, lu].map((name) => edge.proved(name)));
});

test("a guest's order holds and uses codes and counts, and gives them back as a whole", async () => {
  await edge.load("twenty", ["G1"]);
  const options = { coupons: [{ code: "G1", offer: "twenty" }] };
  const held = await ok(edge.ask("guest:g1", "hold", { order: "g1", cart: cart(), options }));
  assert.equal(held.quote.totals.pay_minor, 8_000);
  assert.deepEqual(held.quote.points.earn.rules, []);
  await no(edge.ask("guest:g2", "order", { order: "g2", cart: cart(), options }), "coupon_refused");
  const done = await ok(edge.ask("guest:g1", "commit", "g1", { paid_minor: 8_000 }));
  assert.equal(
    (await ok(edge.ask("guest:g1", "receipt", "g1"))).receipt.outcome,
    done.receipt.outcome,
  );
  assert.equal((await ok(edge.ask("guest:g1", "commit", "g1", {}))).duplicate, true);
  await no(
    edge.ask("guest:g1", "refund", { id: "r", order: "g1", lines: [{ line: "1", units: 1 }] }),
    "bad_request",
  );
  await no(edge.ask("guest:g1", "record", { id: "j", join: {} }), "bad_request");
  assert.equal(
    (await ok(edge.ask("guest:g1", "refund", { id: "r", order: "g1" }))).duplicate,
    false,
  );
  assert.equal(
    (await ok(edge.ask("guest:g1", "refund", { id: "r", order: "g1" }))).duplicate,
    true,
  );
  await no(edge.ask("guest:g1", "refund", { id: "r2", order: "g1" }), "refused");
  assert.deepEqual(await edge.codes("G1"), ["free"]);
  await no(edge.ask("guest:g3", "refund", { id: "r", order: "g3" }), "unknown_order");
});

test("a limit of everybody holds for what is held, and gives back what is not used", async () => {
  const names = await Promise.all([1, 2, 3, 4].map(() => edge.join()));
  const flash = cart(10_000, FLASH);
  for (const name of names.slice(0, 3)) {
    const held = await ok(edge.ask(name, "hold", { order: "o1", cart: flash }));
    assert.equal(held.quote.totals.pay_minor, 5_000);
  }
  const [first, second, third, last] = names;
  // A preview of before, which knew of nobody.
  const counters = { flash: { uses: 0 } };
  const preview = await ok(edge.ask(last, "quote", { cart: flash, options: { counters } }));
  assert.equal(preview.totals.pay_minor, 5_000);
  const seen = {
    order: "o1",
    cart: flash,
    options: { now: preview.now, counters },
    receipt: preview.receipt,
  };
  const changed = await no(edge.ask(last, "hold", seen), "quote_changed");
  assert.equal(changed.quote.totals.pay_minor, 10_000);
  assert.ok(changed.quote.offers.refused.some(({ reasons }) => reasons[0].code === "out_of_stock"));
  // Who has seen no price is held what there is.
  const dear = await ok(edge.ask(last, "hold", { order: "o1", cart: flash }));
  assert.equal(dear.quote.totals.pay_minor, 10_000);
  await ok(edge.ask(first, "release", "o1"));
  await ok(edge.ask(second, "commit", "o1", {}));
  await ok(edge.ask(third, "commit", "o1", {}));
  assert.equal(await edge.count("flash"), 2);
  await ok(edge.ask(last, "order", { order: "o2", cart: flash }));
  assert.equal(await edge.count("flash"), 3);
  await no(edge.ask(first, "commit", "o1", {}), "hold_ended");
  await ok(edge.ask(second, "refund", { id: `${second}-back`, order: "o1" }));
  assert.equal(await edge.count("flash"), 2);
  await Promise.all(names.map((name) => edge.proved(name)));
});

test("an order in one call, and what is refused leaves nothing", async () => {
  const sun = await edge.join({ points: 10 });
  const made = await edge.ask(sun, "order", { order: "o1", cart: cart(), paid_minor: 10_000 });
  assert.equal(made.status, 201);
  await no(
    edge.ask(sun, "order", { order: "o2", cart: cart(), paid_minor: 9_999 }),
    "quote_changed",
  );
  await no(
    edge.ask(sun, "order", { order: "o3", cart: cart(), options: { spend: 10_000 } }),
    "refused",
  );
  const coupon = await no(
    edge.ask(sun, "order", { order: "o4", cart: cart(), options: { coupons: ["nope"] } }),
    "coupon_refused",
  );
  assert.deepEqual(
    coupon.codes.map(({ entered, reasons }) => [entered, reasons[0].code]),
    [["nope", "unknown_code"]],
  );
  await no(
    edge.ask(sun, "hold", { order: "o5", cart: cart(), options: { offers: ["ten"] } }),
    "bad_request",
  );
  await no(edge.ask(sun, "hold", { order: "o5", cart: cart(), ttl_seconds: 3_601 }), "bad_request");
  await no(
    edge.ask(sun, "hold", { order: "o5", cart: { currency: "CNY", lines: [] } }),
    "bad_document",
  );
  await no(
    edge.ask(sun, "hold", { order: "o5", cart: cart(), options: { now: Date.now() - 200_000 } }),
    "clock_skew",
  );
  assert.deepEqual(await edge.sql(sun, "SELECT name, state FROM holds"), []);
  assert.equal(await edge.balance(sun), 110);
  await no(edge.ask("nobody", "order", { order: "o1", cart: cart() }), "unknown_member");
});

test("goods that come back take what they earned, and bring what they cost", async () => {
  const zhou = await edge.join({ coupons: ["c1"] });
  await ok(edge.ask(zhou, "order", { order: "o1", cart: cart() }));
  assert.equal(await edge.balance(zhou), 90);
  await no(edge.ask(zhou, "refund", { id: "r0", order: "o9" }), "unknown_order");
  const back = await edge.ask(zhou, "refund", { id: "r1", order: "o1" });
  assert.equal(back.status, 201);
  assert.equal(
    back.body.entries.find(({ kind }) => kind === "returned").returned[0].pay_minor,
    9_000,
  );
  assert.equal(await edge.balance(zhou), 0);
  const again = await edge.ask(zhou, "refund", { id: "r1", order: "o1" });
  assert.deepEqual([again.status, again.body.duplicate], [200, true]);
  const quote = await ok(edge.ask(zhou, "quote", { cart: cart() }));
  assert.equal(quote.totals.pay_minor, 9_000, "the coupon is there again");
  await edge.proved(zhou);
});
