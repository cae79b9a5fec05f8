/** One effect and one answer: calls that come twice, at once, or all at once for what there is one of. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cart, members, no, ok } from "./support/members.mjs";

let edge;
before(async () => {
  edge = await members();
});
after(() => edge.end());

test("the same key has the same answer, at once and later, and other contents none", async () => {
  const lin = await edge.join();
  const event = { id: `${lin}-e`, adjust: { points: 5, reason: "gift" } };
  const both = await Promise.all([1, 2].map(() => edge.to(lin, "record", [event], { key: "k1" })));
  assert.deepEqual(both[0], both[1]);
  assert.equal(both[0].status, 201);
  assert.deepEqual(await edge.to(lin, "record", [event], { key: "k1" }), both[0]);
  await no(edge.to(lin, "record", [event], { key: "k1", digest: "other" }), "idempotency_conflict");
  assert.equal(await edge.balance(lin), 5);
  await edge.restart();
  assert.deepEqual(await edge.to(lin, "record", [event], { key: "k1" }), both[0]);
});

test("orders too: held, committed, and both in one, twice at once", async () => {
  const wang = await edge.join({ coupons: ["c1"] });
  const twice = async (method, args, key) => {
    const [one, other] = await Promise.all([1, 2].map(() => edge.to(wang, method, args, { key })));
    assert.deepEqual(one, other);
    assert.ok(one.status < 300, JSON.stringify(one.body));
    return one;
  };
  await twice("hold", [{ order: "o1", cart: cart() }], "h");
  const done = await twice("commit", ["o1", {}], "c");
  assert.equal(done.body.duplicate, false);
  await twice("order", [{ order: "o2", cart: cart() }], "o");
  await twice("refund", [{ id: "r1", order: "o1" }], "r");
  // 90 for the first, which came back; 100 for the second.
  assert.equal(await edge.balance(wang), 100);
  assert.equal(await edge.proved(wang), 5);
});

test("a refusal that was decided stays; what was wrong or out of reach may be made again", async () => {
  const zhao = await edge.join();
  const order = { order: "o1", cart: cart(), options: { spend: 50 } };
  await no(edge.to(zhao, "order", [order], { key: "k1" }), "refused");
  await ok(
    edge.ask(zhao, "record", { id: `${zhao}-gift`, adjust: { points: 50, reason: "gift" } }),
  );
  await no(edge.to(zhao, "order", [order], { key: "k1" }), "refused");
  await no(
    edge.to(zhao, "order", [{ ...order, ttl_seconds: 0, cart: null }], { key: "k2" }),
    "bad_document",
  );
  await ok(edge.to(zhao, "order", [order], { key: "k2", digest: "mended" }));
});

test("of fifty holds that want one coupon one has it, and of fifty that want all points too", async () => {
  const qian = await edge.join({ points: 100, coupons: ["c1"] });
  const asked = Array.from({ length: 50 }, (_, nr) => ({
    order: `o${nr}`,
    cart: cart(),
    options: { coupons: ["c1"], spend: 100 },
  }));
  const answers = await Promise.all(asked.map((it) => edge.ask(qian, "hold", it)));
  const held = answers.filter(({ status }) => status === 201);
  assert.equal(held.length, 1);
  assert.ok(answers.every(({ status, body }) => status === 201 || body.code === "coupon_refused"));
  await ok(edge.ask(qian, "release", held[0].body.order));
  const points = await Promise.all(
    asked.map(({ order, cart }) =>
      edge.ask(qian, "hold", { order: `${order}p`, cart, options: { spend: 100 } }),
    ),
  );
  assert.deepEqual(points.map(({ status }) => status).sort(), [201, ...Array(49).fill(409)]);
  assert.ok(points.every(({ status, body }) => status === 201 || body.code === "refused"));
  await ok(edge.ask(qian, "commit", points.find(({ status }) => status === 201).body.order, {}));
  await edge.proved(qian);
});

test("of many members who want one code one has it", async () => {
  await edge.load("twenty", ["one"]);
  const names = await Promise.all(Array.from({ length: 12 }, () => edge.join()));
  const options = { coupons: [{ code: "ONE", offer: "twenty" }] };
  const answers = await Promise.all(
    names.map((name) => edge.ask(name, "order", { order: "o1", cart: cart(), options })),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array(11).fill(409)]);
  assert.deepEqual(await edge.codes("one"), ["used"]);
});

test("whoever breaks off leaves no queue behind", async () => {
  const sun = await edge.join();
  const calls = Array.from({ length: 10 }, (_, nr) => {
    const gone = new AbortController();
    setTimeout(() => gone.abort(), nr);
    return edge.broken(sun, "order", [{ order: `o${nr}`, cart: cart() }], gone.signal);
  });
  await Promise.allSettled(calls);
  await ok(edge.ask(sun, "order", { order: "last", cart: cart() }));
  await edge.proved(sun);
});

test("answers are forgotten when their time is over, and then nothing is left to ring for", async () => {
  const wu = await edge.join();
  const event = { id: `${wu}-e`, adjust: { points: 5, reason: "gift" } };
  await ok(edge.to(wu, "record", [event], { key: "k1" }));
  await no(
    edge.to("guest:w", "order", [{ order: "w", cart: cart(), options: { coupons: ["none"] } }], {
      key: "k1",
    }),
    "coupon_refused",
  );
  for (const name of [wu, "guest:w"]) {
    const [{ until }] = await edge.sql(name, "SELECT until FROM answers");
    const hours = (until - Date.now()) / 3_600_000;
    assert.ok(hours > 48 && hours < 49, "48 hours, to the full hour");
    assert.equal(await edge.alarmAt(name), until);
    await edge.sql(name, "UPDATE answers SET until = 1");
    await edge.ring(name);
    assert.deepEqual(await edge.sql(name, "SELECT * FROM answers"), []);
    assert.deepEqual(await edge.sql(name, "SELECT * FROM texts WHERE name LIKE 'answer:%'"), []);
  }
  assert.equal(
    (await ok(edge.to(wu, "record", [event], { key: "k1", digest: "other" }))).duplicate,
    true,
  );
});
