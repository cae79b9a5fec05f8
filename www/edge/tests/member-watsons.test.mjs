/** A real programme of the gallery on the edge: its member comes from another system, and its stories come to the same numbers. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { members, no, ok } from "./support/members.mjs";

const read = (name) =>
  JSON.parse(
    readFileSync(new URL(`../../../programs/watsons-vip/${name}.json`, import.meta.url), "utf8"),
  );
/** In the first fortnight of its specials. */
const NOW = Date.parse("2026-11-20T04:00:00Z");

let edge;
before(async () => {
  edge = await members(read("program"));
});
after(() => edge.end());

const ask = (name, method, ...args) => edge.to(name, method, args, { now: NOW });
const balance = async (name) => (await ok(ask(name, "status"))).points.balance;

test("the order of 20 November with 200 points pays 263.10, and brings 26 points", async () => {
  const member = read("member");
  await ok(ask(member.id, "import", member));
  const quote = await ok(ask(member.id, "quote", { cart: read("cart"), options: { spend: 200 } }));
  assert.equal(quote.totals.pay_minor, 26_310);
  const request = {
    order: "o-2001",
    cart: read("cart"),
    options: { spend: 200, now: NOW },
    receipt: quote.receipt,
  };
  const made = await ok(ask(member.id, "order", { ...request, paid_minor: 26_310 }));
  assert.deepEqual(made.receipt, quote.receipt);
  // 620 − 200 + 26.
  assert.equal(await balance(member.id), 446);
  await ok(ask(member.id, "refund", { id: "r-1", order: "o-2001" }));
  assert.equal(await balance(member.id), 620);
  assert.equal((await ok(ask(member.id, "replay"))).rows, 3);
});

test("two pieces a fortnight are matched, over all orders", async () => {
  const lin = read("member-lin");
  await ok(ask(lin.id, "import", lin));
  const first = await ok(ask(lin.id, "order", { order: "o-1", cart: read("cart-match") }));
  assert.deepEqual(
    first.quote.lines.map(({ net_minor }) => net_minor),
    [11_900, 11_480],
  );
  const seen = await ok(ask(lin.id, "quote", { cart: read("cart-match"), options: { now: NOW } }));
  // 20 % off the serum and the special for the shampoo are left: 126.40 and three at 39.90.
  assert.deepEqual(
    seen.lines.map(({ net_minor }) => net_minor),
    [12_640, 11_970],
  );
  const other = {
    program: first.receipt.program,
    inputs: first.receipt.inputs,
    outcome: first.receipt.outcome,
  };
  await no(
    ask(lin.id, "order", { order: "o-2", cart: read("cart-match"), receipt: other }),
    "quote_changed",
  );
  await ok(
    ask(lin.id, "order", {
      order: "o-2",
      cart: read("cart-match"),
      receipt: seen.receipt,
      options: { now: NOW },
    }),
  );
  await ok(ask(lin.id, "replay"));
});
