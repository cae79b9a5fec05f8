/** A checkout previews with the package, as a browser does, and the edge says the same or what is otherwise. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { load } from "perks";
import { readVoucher, verifyProgram } from "perks/signed";
import { cart, shop } from "./support/shop.mjs";

let it;
let member = 0;

before(async () => {
  it = await shop();
  await it.codes(["PREVIEW-1"]);
});
after(() => it?.end());

/** What a checkout has: the programme as it is published, and the member's snapshot. */
async function checkout() {
  const who = `p${member++}`;
  await it.join(who);
  const jws = await it.get("");
  const verified = await verifyProgram(jws.text, it.program.publicKeys, { now: Date.now() });
  const program = await load(verified.text);
  const fresh = async () => (await it.get(`/members/${who}/state`)).body;
  const preview = async (options = {}, price = 5_000) => {
    const { state, now } = await fresh();
    const all = { now, ...options };
    const quote = program
      .member(state)
      .quote(program.cart(cart(price)), { ...all, receipt: "yes" });
    return { options: all, quote };
  };
  const hold = (order, { options, quote }, more = {}) =>
    it.post(`/members/${who}/holds`, {
      order,
      cart: cart(),
      options,
      receipt: quote.receipt,
      ...more,
    });
  return { who, preview, hold };
}

test("equal receipts pass, and the quote is the same to the last byte", async () => {
  const { who, preview, hold } = await checkout();
  const previewed = await preview();
  const held = await hold("o1", previewed);
  assert.equal(held.status, 201, held.text);
  assert.deepEqual(held.body.quote, previewed.quote);
  const done = await it.post(`/members/${who}/holds/o1/commit`, { paid_minor: 5_000 });
  assert.equal(done.status, 200, done.text);
  assert.equal(done.body.quote.totals.pay_minor, 5_000);
});

test("with a limited code, a unique one and a voucher, as the checkout knows them", async () => {
  const { preview, hold, who } = await checkout();
  const voucher = await it.voucher();
  const { offers: counters } = (await it.get("/counters")).body;
  const [{ offer }] = (await it.post(`/members/${who}/checks`, { coupons: ["preview 1"] })).body
    .codes;
  const coupons = ["RARE", { code: "preview 1", offer }, { voucher: readVoucher(voucher).voucher }];
  const { quote, options } = await preview({ coupons, counters });
  assert.equal(quote.totals.pay_minor, 5_000 - 500 - 1_000 - 700);
  const entered = ["RARE", { code: "preview 1", offer }, voucher];
  const held = await hold("o2", { quote, options: { ...options, coupons: entered } });
  assert.equal(held.status, 201, held.text);
  assert.equal(held.body.quote.totals.pay_minor, quote.totals.pay_minor);
});

test("what the edge itself quoted, with what was counted by then, passes as well", async () => {
  const { who } = await checkout();
  assert.equal((await it.order(who, "first", { coupons: ["RARE"] })).status, 201);
  const options = { coupons: ["RARE"], now: new Date().toISOString() };
  const quoted = await it.post(`/members/${who}/quotes`, { cart: cart(), options });
  assert.equal(quoted.body.totals.pay_minor, 4_500);
  const { receipt, counters, now } = quoted.body;
  const hold = { order: "o5", cart: cart(), options: { ...options, now, counters }, receipt };
  const held = await it.post(`/members/${who}/holds`, hold);
  assert.equal(held.status, 201, held.text);
  assert.equal((await it.post(`/members/${who}/holds/o5/commit`, {})).status, 200);
});

test("what happened between is told: each sum, and what is otherwise", async () => {
  const { who, preview, hold } = await checkout();
  const spending = { spend: 100 };
  await it.order(who, "earlier", { price: 20_000 });
  const previewed = await preview(spending);
  assert.equal(previewed.quote.totals.pay_minor, 4_900);
  // Somewhere else the points are spent.
  const elsewhere = { order: "elsewhere", cart: cart(), options: { spend: 150 } };
  assert.equal((await it.post(`/members/${who}/orders`, elsewhere)).status, 201);
  const answer = await hold("late", previewed);
  assert.equal(answer.status, 409);
  assert.equal(answer.body.code, "quote_changed");
  assert.equal(answer.body.receipt.program, "same");
  assert.equal(answer.body.receipt.inputs, "other");
  assert.equal(answer.body.receipt.outcome, "other");
  assert.equal(answer.body.quote.points.spend.maximum < 100, true);
  // Whoever shows the new quote to the customer goes on with its receipt.
  const { quote } = answer.body;
  const again = await preview({ spend: quote.points.spend.chosen });
  assert.equal((await hold("late", again)).status, 201);
});

test("what is charged has to be what is to be paid", async () => {
  const { who, preview, hold } = await checkout();
  assert.equal((await hold("o3", await preview())).status, 201);
  const cent = await it.post(`/members/${who}/holds/o3/commit`, { paid_minor: 4_999 });
  assert.equal(cent.body.code, "quote_changed");
  const right = await it.post(`/members/${who}/holds/o3/commit`, { paid_minor: 5_000 });
  assert.equal(right.status, 200, right.text);
});

test("a version that is rolled out between hold and commit, and rolled back", async () => {
  const { who, preview, hold } = await checkout();
  const rolled = async (version) => {
    const answer = await it.post("/activation", { version });
    assert.equal(answer.status, 200, answer.text);
    // Isolates ask once a second.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
  };
  const before = await preview({ coupons: ["RARE"] });
  assert.equal((await hold("o4", before)).status, 201);
  const dearer = { target: "order", benefit: { amount: { off: "4.00" } } };
  const rare = {
    id: "rare",
    kind: { public_code: { codes: ["RARE"] } },
    limits: { total: 100 },
    ...dearer,
  };
  await it.publishVersion(2, { offers: [rare] });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  // What was held at 45.00 costs 46.00 by now: nobody is charged what was not shown.
  const changed = await it.post(`/members/${who}/holds/o4/commit`, {});
  assert.equal(changed.body.code, "quote_changed", changed.text);
  assert.equal(changed.body.quote.totals.pay_minor, 4_600);
  await rolled(1);
  const done = await it.post(`/members/${who}/holds/o4/commit`, {});
  assert.equal(done.status, 200, done.text);
  assert.equal(done.body.quote.totals.pay_minor, 4_500);
  assert.equal(done.body.version, 1);
});

test("a clock that is two minutes off is told, one that is a minute off is not", async () => {
  const { hold, preview } = await checkout();
  for (const [minutes, status] of [
    [-3, 422],
    [3, 422],
    [1, 201],
  ]) {
    const now = new Date(Date.now() + minutes * 60_000).toISOString();
    const { quote } = await preview({ now });
    const answer = await hold(`skew${minutes}`, { quote, options: { now } });
    assert.equal(answer.status, status, answer.text);
    if (status === 422) assert.equal(answer.body.code, "clock_skew");
  }
});
