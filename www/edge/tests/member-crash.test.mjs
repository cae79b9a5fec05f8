/** Killed amid commits, again and again: what was acknowledged is there, all else is whole or not there at all, and codes and counts agree. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BOTH, members, ok, SHOP, soon } from "./support/members.mjs";

const ROUNDS = 6;
const MEMBERS = 6;
const ORDERS = 40;

let edge;
before(async () => {
  const offers = SHOP.offers.map((it) =>
    it.id === "flash" ? { ...it, limits: { total: 1_000_000 } } : it,
  );
  edge = await members({ ...SHOP, offers });
});
after(() => edge.end());

test("no order is half, whenever it is killed", async () => {
  const names = await Promise.all(
    Array.from({ length: MEMBERS }, () => edge.join({ points: 1_000 })),
  );
  const acknowledged = new Map(names.map((name) => [name, new Set()]));
  const begun = new Map(names.map((name) => [name, new Map()]));
  let killedAmid = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const codes = names.map((_, at) =>
      Array.from({ length: ORDERS }, (_, nr) => `r${round}-${at}-${nr}`),
    );
    await edge.load("twenty", codes.flat());
    let isOver = false;
    const load = names.map(async (name, at) => {
      for (let nr = 0; nr < ORDERS && !isOver; nr += 1) {
        const order = `r${round}-${nr}`;
        const code = codes[at][nr];
        begun.get(name).set(order, code);
        const request = {
          order,
          cart: BOTH,
          options: { spend: 1, coupons: [{ code, offer: "twenty" }] },
        };
        const made = await edge.to(name, "order", [request], { key: order }).catch(() => undefined);
        if (made?.status === 201) acknowledged.get(name).add(order);
        else if (made === undefined) killedAmid += 1;
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 500 + 130 * round));
    isOver = true;
    await edge.restart();
    await Promise.all(load);
  }
  assert.ok(killedAmid > 0, "something was under way when it was killed");
  // What was under way goes on by alarm, or is given back.
  const left = async (name) => ({
    holds: await edge.sql(
      name,
      `SELECT name, state, until, next, tries FROM holds
       WHERE state IN ('reserving', 'held', 'committing')`,
    ),
    outbox: await edge.sql(name, "SELECT * FROM outbox"),
  });
  const quiet = async (name) => {
    const { holds, outbox } = await left(name);
    return holds.length + outbox.length === 0;
  };
  for (const name of names) {
    // A second try with the same key is what callers do: it finds the order, or makes it.
    for (const [order, code] of begun.get(name)) {
      if (acknowledged.get(name).has(order)) continue;
      const request = {
        order,
        cart: BOTH,
        options: { spend: 1, coupons: [{ code, offer: "twenty" }] },
      };
      if (order.endsWith("1")) {
        await ok(edge.to(name, "order", [request], { key: order }));
        acknowledged.get(name).add(order);
      }
    }
    await soon(
      () => quiet(name),
      90,
      async () => ({
        name,
        now: Date.now(),
        alarmAt: await edge.alarmAt(name),
        ...(await left(name)),
        logs: edge.logs().slice(-4_000),
      }),
    );
  }
  let orders = 0;
  for (const name of names) {
    const { receipts } = await ok(edge.ask(name, "receipts"));
    const there = new Set(receipts.map(({ order }) => order));
    for (const order of acknowledged.get(name)) assert.ok(there.has(order), `${name} has ${order}`);
    const { state } = await ok(edge.ask(name, "state"));
    assert.deepEqual(state.orders.map(({ id }) => id).sort(), [...there].sort());
    // Each order costs a point, and 89.90 paid earn 89.
    assert.equal(await edge.balance(name), 1_000 + 88 * there.size);
    for (const [order, code] of begun.get(name)) {
      const [is] = await edge.codes(code);
      assert.equal(is, there.has(order) ? "used" : "free", `${name} ${order}`);
    }
    orders += receipts.length;
    await edge.proved(name);
  }
  assert.equal(await edge.count("flash"), orders);
  console.log(`# ${orders} orders, ${killedAmid} under way when it was killed`);
});
