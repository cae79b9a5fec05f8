/** Whatever breaks between objects: nothing is half done, and what was begun goes on. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BOTH, cart, members, no, ok, SHOP, soon } from "./support/members.mjs";

let edge;
before(async () => {
  // Of this offer there are enough for all tests.
  const offers = SHOP.offers.map((it) =>
    it.id === "flash" ? { ...it, limits: { total: 500 } } : it,
  );
  edge = await members({ ...SHOP, offers });
});
after(() => edge.end());

const coupons = (code) => ({ options: { coupons: [{ code, offer: "twenty" }] } });
const fault = (kind, method, when, times = 1) =>
  edge.module("fault", kind, { method, when, times });

/** Uses of the offer since the last time. */
let counted = 0;
async function more() {
  const before = counted;
  counted = await edge.count("flash");
  return counted - before;
}

for (const kind of ["CODES", "COUNTER"]) {
  for (const when of ["before", "after"]) {
    test(`${kind} cannot be reserved, since the call fails ${when} it was done`, async () => {
      const code = `${kind}-${when}-r`;
      await edge.load("twenty", [code]);
      const name = await edge.join();
      const order = { order: "o1", cart: BOTH, ...coupons(code) };
      await more();
      await fault(kind, "reserve", when);
      const failed = await edge.to(name, "hold", [order], { key: "k" });
      assert.equal(failed.body.code, "try_again");
      assert.deepEqual(await edge.sql(name, "SELECT name FROM holds"), []);
      assert.deepEqual([await more(), ...(await edge.codes(code))], [0, "free"]);
      const held = await edge.to(name, "hold", [order], { key: "k" });
      assert.equal(held.status, 201, JSON.stringify(held.body));
      assert.deepEqual([await more(), ...(await edge.codes(code))], [1, "held"]);
      await ok(edge.ask(name, "release", "o1"));
      assert.deepEqual([await more(), ...(await edge.codes(code))], [-1, "free"]);
    });

    test(`${kind} cannot be confirmed at once, since the call fails ${when} it was done`, async () => {
      const code = `${kind}-${when}-c`;
      await edge.load("twenty", [code]);
      const [one, two] = [await edge.join(), await edge.join()];
      await more();
      const order = { order: "o1", cart: BOTH, ...coupons(code) };
      await ok(edge.ask(one, "hold", order));
      await fault(kind, "confirm", when);
      await no(edge.to(one, "commit", ["o1", {}], { key: "k" }), "try_again");
      // The next call goes on where it broke off.
      const done = await ok(edge.to(one, "commit", ["o1", {}], { key: "k" }));
      assert.deepEqual(
        [done.duplicate, await more(), ...(await edge.codes(code))],
        [false, 1, "used"],
      );
      await ok(edge.ask(one, "refund", { id: `${one}-r`, order: "o1" }));
      // And without one the alarm does; who asks later has the answer of the first call.
      await ok(edge.ask(two, "hold", { ...order, order: "o2" }));
      await fault(kind, "confirm", when, 2);
      await no(edge.to(two, "commit", ["o2", {}], { key: "k" }), "try_again");
      await soon(async () => (await edge.ask(two, "receipt", "o2")).status === 200);
      const late = await ok(edge.to(two, "commit", ["o2", {}], { key: "k" }));
      assert.equal(late.duplicate, false);
      assert.deepEqual([await more(), ...(await edge.codes(code))], [0, "used"]);
      await edge.proved(one);
      await edge.proved(two);
    });
  }

  test(`${kind} cannot be given back at once`, async () => {
    const code = `${kind}-back`;
    await edge.load("twenty", [code]);
    const name = await edge.join();
    await more();
    const order = { order: "o1", cart: BOTH, ...coupons(code) };
    await ok(edge.ask(name, "hold", order));
    await fault(kind, "release", "before", 2);
    await ok(edge.ask(name, "release", "o1"));
    await soon(
      async () =>
        (await more()) === 0 &&
        (await edge.codes(code))[0] === "free" &&
        counted === (await edge.count("flash")),
    );
    await soon(async () => (await edge.sql(name, "SELECT * FROM outbox")).length === 0);
    assert.deepEqual(await edge.codes(code), ["free"]);
    await ok(edge.ask(name, "order", { ...order, order: "o2" }));
    await fault(kind, "release", "after", 2);
    await ok(edge.ask(name, "refund", { id: `${name}-r`, order: "o2" }));
    await soon(async () => (await edge.sql(name, "SELECT * FROM outbox")).length === 0);
    assert.deepEqual(await edge.codes(code), ["free"]);
  });
}

test("what had ended and somebody else has is lost, and the rest is given back", async () => {
  await edge.load("twenty", ["slow"]);
  const [slow, quick] = [await edge.join(), await edge.join()];
  await more();
  await ok(edge.ask(slow, "hold", { order: "o1", cart: BOTH, ...coupons("slow") }));
  // By the clock of the codes the hold is over for half an hour; the member's object is asked too early to know.
  const later = Date.now() + 1_800_000;
  await ok(
    edge.to(quick, "order", [{ order: "o2", cart: cart(), ...coupons("slow") }], { now: later }),
  );
  await no(edge.ask(slow, "commit", "o1", {}), "hold_taken");
  await no(edge.ask(slow, "commit", "o1", {}), "hold_taken");
  assert.equal(await more(), 0);
  assert.deepEqual(await edge.codes("slow"), ["used"]);
  await ok(edge.ask(slow, "order", { order: "o1", cart: BOTH }));
  assert.equal(await more(), 1);
  await edge.proved(slow);
});

test("a reward that cannot be confirmed is bought once all the same", async () => {
  const name = await edge.join({ points: 60 });
  await fault("COUNTER", "confirm", "after");
  await no(edge.ask(name, "record", { id: `${name}-mug`, redeem: { reward: "mug" } }), "try_again");
  await soon(async () => (await edge.balance(name)) === 10);
  assert.equal(
    (await ok(edge.ask(name, "record", { id: `${name}-mug`, redeem: { reward: "mug" } })))
      .duplicate,
    true,
  );
  assert.equal((await edge.module("count", "shop", { reward: "mug" })).uses, 1);
  await edge.proved(name);
});
