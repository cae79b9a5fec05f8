/** Whatever can be used so often is used so often and no more, through the worker as it is deployed, on workerd. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cart, inParallel, shop, tally } from "./support/shop.mjs";

const names = (count, prefix) => Array.from({ length: count }, (_, nr) => `${prefix}${nr}`);
const MEMBERS = names(200, "m");
let it;

before(async () => {
  // The limit of 100 is to be in shards.
  it = await shop({ COUNTER_SHARD_FROM: "50" });
  await inParallel(16, MEMBERS, (member) => it.join(member));
});
after(() => it?.end());

test("200 members at once with one unique code: one has it", async () => {
  assert.deepEqual((await it.codes(["SPRING-1", "SPRING-2"])).body, { added: 2, known: 0 });
  const answers = await inParallel(200, MEMBERS, (member) =>
    it.order(member, `spring-${member}`, { coupons: ["spring 1"] }),
  );
  assert.deepEqual(tally(answers), { 201: 1, "409 coupon_refused": 199 });
  const won = answers.findIndex(({ status }) => status === 201);
  assert.equal(answers[won].body.quote.totals.pay_minor, 5_000 - 1_000);
  // Whoever came while the order was about to be recorded met what it held.
  for (const { body } of answers.filter(({ status }) => status === 409)) {
    const reasons = body.codes.flatMap(({ reasons }) => reasons.map(({ code }) => code));
    assert.match(reasons.join(), /^(used|held)$/);
  }
  const late = await it.order(MEMBERS[won === 0 ? 1 : 0], "late", { coupons: ["spring 1"] });
  assert.equal(late.body.codes[0].reasons[0].code, "used");
});

test("1,000 attempts of 200 members at a limit of 100: 100 have it, and none is lost", async () => {
  const attempts = MEMBERS.flatMap((member) =>
    names(5, `rare-${member}-`).map((order) => ({ member, order })),
  );
  const act = ({ member, order }) => it.order(member, order, { coupons: ["RARE"], once: order });
  const answers = await inParallel(64, attempts, act);
  assert.deepEqual(tally(answers), { 201: 100, "409 coupon_refused": 900 });
  const counters = await it.get("/counters");
  assert.equal(counters.body.offers.rare.uses, 100);

  // The same calls again have the same answers, and no other effect.
  const again = await inParallel(64, attempts, act);
  assert.deepEqual(
    again.map(({ text }) => text),
    answers.map(({ text }) => text),
  );
  assert.equal((await it.get("/counters")).body.offers.rare.uses, 100);
  const receipts = await inParallel(16, MEMBERS, (member) => it.get(`/members/${member}/receipts`));
  const all = receipts.flatMap(({ body }) => body.receipts.map(({ order }) => order));
  assert.equal(all.filter((order) => order.startsWith("rare-")).length, 100);
});

test("a limit that is used up shows before anything is held", async () => {
  // An isolate keeps what it was told for a second.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const member = await it.post("/members/m1/checks", { coupons: ["RARE"] });
  const guest = await it.post("/checks", { coupons: ["RARE"] });
  const quote = await it.post("/members/m1/quotes", {
    cart: cart(),
    options: { coupons: ["RARE"] },
  });
  for (const { body } of [member, guest, quote])
    assert.deepEqual(
      body.codes.map(({ reasons }) => reasons.map(({ code }) => code)),
      [["out_of_stock"]],
    );
});

test("what comes back is there for somebody else", async () => {
  const receipts = await inParallel(16, MEMBERS, (member) => it.get(`/members/${member}/receipts`));
  const [place] = receipts.flatMap(({ body }, nr) =>
    body.receipts.some(({ order }) => order.startsWith("rare-")) ? [nr] : [],
  );
  const member = MEMBERS[place];
  const { order } = receipts[place].body.receipts.find(({ order }) => order.startsWith("rare-"));
  const back = await it.post(`/members/${member}/refunds`, { id: `back-${order}`, order });
  assert.equal(back.status, 201, back.text);
  const others = MEMBERS.filter((other) => other !== member).slice(0, 20);
  const answers = await inParallel(20, others, (other) =>
    it.order(other, `again-${other}`, { coupons: ["RARE"] }),
  );
  assert.deepEqual(tally(answers), { 201: 1, "409 coupon_refused": 19 });
});

test("a budget of 100.00 by 3.00: 33 have all of it, and one the last 1.00", async () => {
  const answers = await inParallel(32, MEMBERS.slice(0, 80), (member) =>
    it.order(member, `fund-${member}`, { coupons: ["FUND"] }),
  );
  const saved = answers
    .filter(({ status }) => status === 201)
    .map(({ body }) => 5_000 - body.quote.totals.pay_minor);
  assert.equal(
    saved.reduce((sum, one) => sum + one, 0),
    10_000,
  );
  assert.deepEqual(tally(answers), { 201: 34, "409 coupon_refused": 46 });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  assert.equal((await it.get("/counters")).body.offers.fund.amount_minor, 10_000);
});

test("one signed voucher, shown by 100 at once: one has it", async () => {
  const voucher = await it.voucher();
  const answers = await inParallel(100, MEMBERS.slice(0, 100), (member) =>
    it.order(member, `gift-${member}`, { coupons: [voucher] }),
  );
  assert.deepEqual(tally(answers), { 201: 1, "409 coupon_refused": 99 });
});

test("a call that is sent 20 times at once has one effect and one answer", async () => {
  const before = (await it.get("/members/m0/status")).body.points.balance;
  const answers = await inParallel(20, names(20, ""), () =>
    it.order("m0", "twenty", { once: "twenty", price: 10_000 }),
  );
  assert.deepEqual(tally(answers), { 201: 20 });
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  assert.equal((await it.get("/members/m0/status")).body.points.balance, before + 100);
});
