/** A checkout against `npm run edge`: `node edge/examples/checkout.mjs [URL] [STATE]`. Money is not taken here. */
import { load } from "perks";
import { verifyProgram } from "perks/signed";
import { keysIn, tokenOf } from "../local/keys.mjs";

const [url = "http://127.0.0.1:8787", state] = process.argv.slice(2);
const { settings, secrets } = await keysIn(state);
// The page has public keys, and a token from whoever logs members in; the shop's server has a key of the shop.
const publicKeys = JSON.parse(settings.PROGRAM_KEYS);
const token = await tokenOf(secrets, "try");
const key = secrets.shops.checkout;

const path = "/v1/programs/watsons-vip";
const mine = `${path}/members/try`;

/** A call, tried again until it is answered: with the same `once` it is done once. */
async function call(path, { as, json, once }, tries = 3) {
  const headers = { ...(as && { Authorization: `Bearer ${as}` }) };
  if (json) headers["Content-Type"] = "application/json";
  if (once) headers["Idempotency-Key"] = once;
  const request = { headers, ...(json && { method: "POST", body: JSON.stringify(json) }) };
  const response = await fetch(url + path, request).catch(() => undefined);
  const isAnswered = response && ![429, 503].includes(response.status);
  if (isAnswered) return { status: response.status, body: await response.json() };
  if (tries === 1) throw new Error(`${path} was not answered`);
  const seconds = Number(response?.headers.get("Retry-After") ?? 1);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  return call(path, { as, json, once }, tries - 1);
}

// Server: whoever becomes a member is recorded once.
const join = { id: "join", join: {} };
await call(`${mine}/events`, { as: key, json: join, once: "join-try" });

// Page, 1: the programme as it is published, and what the edge knows of the member.
const jws = await (await fetch(url + path)).text();
const { text } = await verifyProgram(jws, publicKeys, { now: new Date(), id: "watsons-vip" });
const program = await load(text);
const known = (await call(`${mine}/state`, { as: token })).body;
if (known.version !== program.version) throw new Error("another version: load the programme again");

// Page, 2: a preview at each keystroke, without a call.
const lines = [{ id: "1", sku: "serum-vc-30", units: 1, price_minor: 15_800, tags: ["member-20"] }];
const cart = { currency: program.currency, lines };
const options = { now: known.now, spend: "max" };
const member = program.member(known.state);
const basket = program.cart(cart);
const preview = member.quote(basket, { ...options, receipt: "yes" });
console.log(`previewed: ${preview.totals.pay_minor} fen`);

// Page, 3: "to pay" holds the order. Unequal sums are answered with the quote as it is, to be shown before it is held.
const order = `o-${Date.now()}`;
const hold = async (options, receipt) => {
  const json = { order, cart, options, receipt };
  return call(`${mine}/holds`, { as: token, json, once: crypto.randomUUID() });
};
let held = await hold(options, preview.receipt);
while (held.body.code === "quote_changed") {
  const { quote } = held.body;
  console.log(`it costs ${quote.totals.pay_minor} fen now: the customer agrees`);
  held = await hold({ ...options, now: quote.now }, quote.receipt);
}
if (held.status >= 400) throw new Error(held.body.detail);
const { pay_minor } = held.body.quote.totals;
console.log(`held: ${pay_minor} fen, until ${held.body.until}`);

// Server: once the money is there, the order is recorded, at the price that was paid. Else the money goes back.
const paid = { paid_minor: pay_minor };
const done = await call(`${mine}/holds/${order}/commit`, {
  as: key,
  json: paid,
  once: `commit-${order}`,
});
if (done.status >= 400) throw new Error(`give the money back: ${done.body.detail}`);
console.log(`committed: ${done.body.order}`);

// Server: what comes back later. Without `lines`, all of it.
const refund = { id: `r-${order}`, order, lines: [{ line: "1", units: 1 }] };
const back = await call(`${mine}/refunds`, { as: key, json: refund, once: `refund-${order}` });
console.log(`returned: ${back.body.entries.map(({ kind }) => kind).join(", ")}`);
