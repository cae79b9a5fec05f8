/** Through the face to everything behind it, as it is deployed: a member joins, looks, holds, pays, gives back, and goes. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeKeys } from "perks/signed";
import { front } from "./support/front.mjs";

const percent = { target: "order", benefit: { percent: { off: "10" } } };
const cart = { currency: "CNY", lines: [{ id: "1", sku: "tea", units: 2, price_minor: 5_000 }] };
const M = "/v1/programs/club/members/ann";

let edge;
let nr = 0;
before(async () => {
  const { privateKey } = await makeKeys({ kid: "v1" });
  edge = await front({ VOUCHER_KEYS: JSON.stringify([privateKey]) }, "src/worker.ts");
  const published = await edge.publish("club", 3, {
    keys: [{ id: "v1", alg: "EdDSA", public: privateKey.x }],
    offers: [
      { id: "paper", kind: { signed: { keys: ["v1"] } }, ...percent },
      { id: "two-only", kind: "automatic", limits: { total: 2 }, ...percent },
    ],
  });
  assert.equal(published.status, 201, published.text);
  const joined = await shop("POST", `${M}/events`, {
    id: "join",
    at: new Date().toISOString(),
    join: {},
  });
  assert.equal(joined.status, 201, joined.text);
});
after(() => edge.end());

const shop = (method, path, json, once = `k${nr++}`) =>
  edge.call(method, path, { as: edge.shop("all"), once, ...(json && { json }) });
const own = async (method, path, json, once = `k${nr++}`) =>
  edge.call(method, path, { as: await edge.members.token("ann"), once, ...(json && { json }) });
const voucher = async () => {
  const { body } = await shop("POST", "/v1/programs/club/vouchers", {
    offer: "paper",
    member: "ann",
  });
  return body.vouchers[0];
};

test("a preview, a hold by the member, a commit by the shop, once", async () => {
  const { voucher: jws, serial } = await voucher();
  const options = { coupons: [jws] };
  const quoted = await own("POST", `${M}/quotes`, { cart, options });
  assert.equal(quoted.status, 200, quoted.text);
  assert.ok(quoted.body.offers.applied.some(({ code }) => code === serial));
  const seen = {
    order: "o1",
    cart,
    options: { ...options, now: quoted.body.now },
    receipt: quoted.body.receipt,
  };
  const held = await own("POST", `${M}/holds`, seen, "hold-1");
  assert.equal(held.status, 201, held.text);
  const again = await own("POST", `${M}/holds`, seen, "hold-1");
  assert.deepEqual([again.status, again.text], [held.status, held.text]);
  const other = await own("POST", `${M}/holds`, { order: "o9", cart }, "hold-1");
  assert.equal(other.body.code, "idempotency_conflict");
  assert.equal((await own("POST", `${M}/holds/o1/commit`, {})).status, 403);
  const wrong = await shop("POST", `${M}/holds/o1/commit`, { paid_minor: 1 });
  assert.equal(wrong.body.code, "quote_changed", wrong.text);
  const { pay_minor: paid_minor } = held.body.quote.totals;
  const paid = await shop("POST", `${M}/holds/o1/commit`, { paid_minor });
  assert.equal(paid.status, 200, paid.text);
  assert.equal(paid.body.version, 3);
  const receipts = await own("GET", `${M}/receipts`);
  assert.deepEqual(
    receipts.body.receipts.map(({ order }) => order),
    ["o1"],
  );
  assert.equal((await own("GET", `${M}/receipts/o1`)).body.quote.totals.pay_minor, paid_minor);
  const used = await own("POST", `${M}/checks`, { coupons: [jws] });
  assert.equal(used.body.codes[0].reasons[0].code, "used", used.text);
  const proved = await shop("POST", `${M}/replay`);
  assert.equal(proved.body.proved, true, proved.text);
});

test("what ends by itself is counted, and what is left is told", async () => {
  const held = await own("POST", `${M}/holds`, { order: "short", cart, ttl_seconds: 3 });
  assert.equal(held.status, 201, held.text);
  // An isolate keeps what it was told for a second.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const { body: before } = await edge.call("GET", "/v1/programs/club/counters");
  assert.ok(before.offers["two-only"].uses >= 1, JSON.stringify(before));
  const expired = async () => (await shop("GET", "/v1/operations")).body.orders.expired;
  for (let tries = 0; (await expired()) === 0 && tries < 100; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(await expired(), 1);
  assert.equal((await shop("POST", `${M}/holds/short/commit`, {})).body.code, "hold_ended");
});

test("a guest's order", async () => {
  const ordered = await shop("POST", "/v1/programs/club/guests/orders", { order: "g1", cart });
  assert.equal(ordered.status, 201, ordered.text);
  const receipt = await shop("GET", "/v1/programs/club/guests/receipts/g1");
  assert.equal(receipt.body.order, "g1");
  const back = await shop("POST", "/v1/programs/club/guests/refunds", { id: "r1", order: "g1" });
  assert.equal(back.status, 201, back.text);
});

test("out, away, and in again", async () => {
  const exported = await shop("GET", `${M}/export`);
  assert.equal(exported.status, 200, exported.text);
  const full = await shop("PUT", `${M}/import`, exported.body);
  assert.equal(full.body.code, "not_empty", full.text);
  assert.equal((await shop("DELETE", M)).status, 200);
  assert.equal((await own("GET", `${M}/status`)).body.code, "erased");
  const taken = await shop("PUT", `${M}/import`, exported.body);
  assert.equal(taken.status, 201, taken.text);
  assert.equal((await own("GET", `${M}/receipts/o1`)).body.order, "o1");
  assert.doesNotMatch(edge.logs(), /"ann"|\/ann|o1/);
});
