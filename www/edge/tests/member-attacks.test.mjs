/** What somebody might try, or run into: odd names, crafted documents, many holds, limits that are gone beyond, traces that are left. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { BOTH, cart, FLASH, members, no, ok, SHOP } from "./support/members.mjs";

const DUO = { tags: ["duo"] };
const offers = [
  ...SHOP.offers.map((it) => (it.id === "flash" ? { ...it, limits: { total: 500 } } : it)),
  // One takes half of the goods first, once for everybody; of the other there is a budget, and its last use goes beyond.
  {
    id: "first",
    target: { lines: { tags: ["duo"] } },
    benefit: { percent: { off: "50" } },
    limits: { total: 1 },
  },
  {
    id: "fund",
    kind: { public_code: { codes: ["FUND"] } },
    target: "order",
    benefit: { percent: { off: "10" } },
    limits: { budget: "15.00", overrun: "allow" },
  },
  {
    id: "back",
    kind: { public_code: { codes: ["BACK"] } },
    target: "order",
    benefit: { cash_back: { off: "10" } },
    limits: { budget: "15.00", overrun: "trim" },
  },
];
let edge;
before(async () => {
  edge = await members({ ...SHOP, offers });
});
after(() => edge?.end());

const counted = (offer) => edge.module("count", "shop", { offer });
const fault = (kind, method, when, times = 1) =>
  edge.module("fault", kind, { method, when, times });

test("what may go beyond its budget is committed as it was priced last", async () => {
  const [one, two, three] = [await edge.join(), await edge.join(), await edge.join()];
  const order = { cart: cart(10_000, DUO), options: { coupons: ["FUND"] } };
  // Half, and a tenth of the rest.
  await ok(edge.ask(one, "order", { order: "o1", ...order }));
  assert.deepEqual(await counted("fund"), { uses: 1, amount: 500 });
  // Priced with both at first; without the half that nobody can have any more the tenth is more.
  const held = await ok(edge.ask(two, "hold", { order: "o1", ...order }));
  assert.equal(held.quote.totals.pay_minor, 9_000);
  await ok(edge.ask(two, "commit", "o1", { paid_minor: 9_000 }));
  assert.deepEqual(await counted("fund"), { uses: 2, amount: 1_500 });
  await no(edge.ask(three, "order", { order: "o1", ...order }), "coupon_refused");
  await ok(edge.ask(two, "refund", { id: "r1", order: "o1" }));
  await ok(edge.ask(three, "order", { order: "o1", ...order, cart: cart(20_000) }));
  assert.deepEqual(await counted("fund"), { uses: 2, amount: 2_500 });
});

test("a budget of cash back is trimmed, and given back once", async () => {
  const [one, two] = [await edge.join(), await edge.join()];
  const order = { cart: cart(20_000), options: { coupons: ["BACK"] } };
  const done = await ok(edge.ask(one, "order", { order: "o1", ...order }));
  assert.deepEqual(await counted("back"), { uses: 1, amount: 1_500 });
  assert.equal(done.quote.cash_back[0].amount_minor, 1_500);
  await no(edge.ask(two, "order", { order: "o1", ...order }), "coupon_refused");
  const back = (id) => edge.ask(one, "refund", { id, order: "o1" });
  await Promise.all([ok(back("r1")), ok(back("r1")), back("r2"), back("r3")]);
  assert.deepEqual(await counted("back"), { uses: 0, amount: 0 });
  await ok(edge.ask(two, "order", { order: "o1", ...order }));
  await back("r1");
  assert.deepEqual(await counted("back"), { uses: 1, amount: 1_500 });
});

test("of a member who was erased no file of the object says anything", async () => {
  const id = await edge.join({ id: "traced-member" });
  await ok(
    edge.to(id, "record", [{ id: "e1", adjust: { points: 9, reason: "traced-reason" } }], {
      key: "traced-key",
    }),
  );
  await ok(edge.ask(id, "order", { order: "traced-order", cart: cart(10_000, FLASH) }));
  await ok(edge.ask(id, "hold", { order: "traced-hold", cart: cart() }));
  const folder = join(edge.folder, "state", "perks-member");
  const traced = () =>
    readdirSync(folder).filter((name) =>
      readFileSync(join(folder, name), "latin1").includes("traced-"),
    );
  assert.ok(traced().length > 0);
  await ok(edge.ask(id, "erase"));
  assert.deepEqual(traced(), []);
  await edge.restart();
  assert.deepEqual(await ok(edge.ask(id, "erase")), {
    erased: new Date().toISOString().slice(0, 10),
  });
  await no(edge.ask(id, "status"), "erased");
  await ok(edge.ask(id, "record", { id: "again", join: {} }));
  assert.equal(await edge.proved(id), 1);
});

test("of as many holds as there may be each may change its cart, and commit", async () => {
  const id = await edge.join();
  const orders = Array.from({ length: 50 }, (_, nr) => `o${nr}`);
  for (const order of orders) await ok(edge.ask(id, "hold", { order, cart: cart(100) }));
  await no(edge.ask(id, "hold", { order: "more", cart: cart() }), "rate_limited");
  const other = await ok(edge.ask(id, "hold", { order: "o7", cart: cart(700) }));
  assert.equal(other.quote.totals.pay_minor, 700);
  await ok(edge.ask(id, "commit", "o7", { paid_minor: 700 }));
  await ok(edge.ask(id, "hold", { order: "more", cart: cart() }));
});

test("no statement of a call looks at all rows of a table that grows", async () => {
  const id = await edge.join();
  const statements = [
    "SELECT MIN(next) AS next FROM holds",
    "SELECT * FROM holds WHERE next <= 1 ORDER BY next",
    "SELECT * FROM holds WHERE state IN ('held', 'committing') ORDER BY name",
    "SELECT MIN(next) FROM outbox",
    "SELECT id, tries FROM outbox WHERE next <= 1 ORDER BY next, id",
    "SELECT MIN(until) FROM answers",
    "SELECT key FROM answers WHERE until <= 1",
    "SELECT seq FROM log WHERE id = 'e'",
  ];
  for (const statement of statements) {
    const plan = await edge.sql(id, `EXPLAIN QUERY PLAN ${statement}`);
    assert.match(plan[0].detail, /USING (COVERING )?INDEX/, statement);
    assert.doesNotMatch(plan[0].detail, /^SCAN/, statement);
  }
});

test("names may be anything that is a name", async () => {
  const odd = ["__proto__", "constructor", "a/b/../c", "..", "g/x", "名".repeat(128), "💥 e\u0301"];
  for (const id of odd) {
    await ok(edge.ask(id, "record", { id: "j", join: {} }));
    const lines = [
      ...cart().lines,
      { id: "__proto__", sku: "constructor", units: 1, price_minor: 300 },
    ];
    // The ids of lots are made of an order's and a rule's, so that an order's may be a little shorter.
    for (const order of odd.map((name) => name.slice(0, 100))) {
      const held = await ok(edge.ask(id, "hold", { order, cart: { ...cart(), lines } }));
      const done = await ok(edge.ask(id, "commit", order, {}));
      assert.deepEqual([done.order, done.quote], [order, held.quote]);
    }
    assert.equal(await edge.proved(id), odd.length + 1);
    const all = await ok(edge.ask(id, "export"));
    await ok(edge.ask(id, "erase"));
    await ok(edge.ask(id, "import", all));
    const again = await ok(edge.ask(id, "export"));
    assert.deepEqual({ ...again, exported_at: 0 }, { ...all, exported_at: 0 });
  }
});

test("an event, a member's order and a guest's of one id are kept apart, or one is refused", async () => {
  const id = await edge.join({ points: 100 });
  await edge.load("twenty", ["apart"]);
  const order = { order: "same", cart: BOTH };
  const coupons = [{ code: "apart", offer: "twenty" }];
  await ok(edge.ask(id, "hold", { ...order, options: { coupons } }));
  await ok(edge.ask("guest:same", "order", order));
  await no(edge.ask(id, "record", { id: "same", redeem: { reward: "mug" } }), "event_conflict");
  await ok(edge.ask(id, "record", { id: "same", redeem: { reward: "pen" } }));
  await no(edge.ask(id, "commit", "same", {}), "event_conflict");
  assert.deepEqual(await edge.codes("apart"), ["free"]);
  await no(edge.ask(id, "hold", order), "order_conflict");
  await edge.proved(id);
});

test("a commit, another one, a release and another cart at once: one of them holds", async () => {
  for (let round = 0; round < 8; round += 1) {
    const id = await edge.join();
    const code = `race-${round}`;
    await edge.load("twenty", [code]);
    const options = { coupons: [{ code, offer: "twenty" }] };
    const before = await counted("flash");
    await ok(edge.ask(id, "hold", { order: "o", cart: BOTH, options }));
    const calls = [
      () => edge.to(id, "commit", ["o", {}], { key: "k1" }),
      () => edge.to(id, "commit", ["o", {}], { key: "k2" }),
      () => edge.ask(id, "release", "o"),
      () => edge.ask(id, "hold", { order: "o", cart: cart(10_000, FLASH), options }),
      () => edge.ask(id, "state"),
    ];
    const turned = [...calls.slice(round % calls.length), ...calls.slice(0, round % calls.length)];
    const answers = await Promise.all(turned.map((call) => call()));
    for (const { status, body } of answers) assert.ok(status < 500, JSON.stringify(body));
    const { status } = await edge.ask(id, "receipt", "o");
    const isHeld = (await edge.sql(id, "SELECT 1 FROM holds WHERE state = 'held'")).length > 0;
    const [state] = await edge.codes(code);
    assert.equal(state, status === 200 ? "used" : isHeld ? "held" : "free");
    const { uses } = await counted("flash");
    assert.equal(uses - before.uses, status === 200 || isHeld ? 1 : 0);
    await edge.proved(id);
  }
});

test("a clock that goes back records nothing before what is settled", async () => {
  const id = await edge.join({ points: 100 });
  const now = Date.now() - 3_600_000;
  await ok(edge.to(id, "order", [{ order: "o1", cart: BOTH }], { now }));
  await ok(edge.to(id, "record", [{ id: "r", redeem: { reward: "pen" } }], { now }));
  await ok(edge.to(id, "refund", [{ id: "b", order: "o1" }], { now }));
  await ok(edge.to(id, "quote", [{ cart: BOTH }], { now }));
  await edge.ring(id);
  await edge.proved(id);
});

test("where a limit cannot be read a quote says so, and what was read is not kept by a clock that went back", async () => {
  const id = await edge.join();
  const ahead = Date.now() + 600_000;
  await ok(edge.to(id, "quote", [{ cart: BOTH }], { now: ahead }));
  await fault("COUNTER", "read", "before");
  await no(edge.ask(id, "quote", { cart: BOTH }), "try_again");
  await ok(edge.ask(id, "quote", { cart: BOTH }));
});

test("a crafted export is refused where it is wrong, and reaches nothing of another programme", async () => {
  const id = await edge.join({ id: "crafted", points: 10 });
  await edge.load("twenty", ["crafted"]);
  const coupons = [{ code: "crafted", offer: "twenty" }];
  await ok(edge.ask(id, "order", { order: "o1", cart: BOTH, options: { coupons } }));
  const all = await ok(edge.ask(id, "export"));
  await ok(edge.ask(id, "erase"));
  const counter = all.claims[0].claims.findIndex(({ of }) => "object" in of);
  const crafts = {
    "/log/0": (it) => it.log.unshift(null),
    "/log/0/by": (it) => Object.assign(it.log[0], { by: { a: 1 } }),
    "/log/1/id": (it) => Object.assign(it.log[1], { id: "another" }),
    "/log/2/at": (it) => Object.assign(it.log[2], { at: 1 }),
    "/log/2/recorded_at": (it) => Object.assign(it.log[2], { recorded_at: 8e15 }),
    "/log/3/id": (it) => it.log.push(it.log[2]),
    "/receipts/0/order": (it) => Object.assign(it.receipts[0], { order: "o2" }),
    "/receipts/1/order": (it) => it.receipts.push(it.receipts[0]),
    "/receipts/0/quote": (it) => delete it.receipts[0].quote,
    "/claims/0/name": (it) => Object.assign(it.claims[0], { name: "crafted-gift" }),
    "/claims/0/claims/0/id": (it) => Object.assign(it.claims[0].claims[0], { id: "x" }),
    [`/claims/0/claims/${counter}/of/object`]: (it) =>
      Object.assign(it.claims[0].claims[counter].of, { object: "other/offer:flash/bank" }),
    "/snapshot": (it) => delete it.snapshot,
    "/member": (it) => Object.assign(it, { member: "crafter" }),
    "/claims": (it) => Object.assign(it, { claims: { length: 1 } }),
  };
  for (const [path, craft] of Object.entries(crafts)) {
    const crafted = structuredClone(all);
    craft(crafted);
    const { errors } = await no(edge.ask(id, "import", crafted), "bad_request");
    assert.equal(errors[0].path, path);
    await no(edge.ask(id, "status"), "erased");
  }
  // As it was it is taken, and what the order had comes back once.
  await ok(edge.ask(id, "import", all));
  assert.deepEqual(await edge.codes("crafted"), ["used"]);
  const before = await counted("flash");
  await ok(edge.ask(id, "refund", { id: randomUUID(), order: "o1" }));
  await edge.ask(id, "refund", { id: randomUUID(), order: "o1" });
  assert.deepEqual(await edge.codes("crafted"), ["free"]);
  assert.equal((await counted("flash")).uses, before.uses - 1);
  await edge.proved(id);
});
