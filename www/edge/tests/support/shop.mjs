/** A shop on the worker as it is deployed: a programme with all that can be used up, and calls as a checkout makes them. */
import { randomUUID } from "node:crypto";
import { makeKeys, signVoucher } from "perks/signed";
import { front } from "./front.mjs";

const amount = (off) => ({ target: "order", benefit: { amount: { off } } });

/** Each offer takes off another amount, so that what applied can be told from what is paid. */
export const OFFERS = [
  { id: "once", kind: "unique_code", ...amount("10.00") },
  {
    id: "rare",
    kind: { public_code: { codes: ["RARE"] } },
    limits: { total: 100 },
    ...amount("5.00"),
  },
  {
    id: "fund",
    kind: { public_code: { codes: ["FUND"] } },
    limits: { budget: "100.00", overrun: "trim" },
    ...amount("3.00"),
  },
];

const POINTS = {
  earning: [{ id: "purchase", on: "order", give: { per_amount: { points: 1, amount: "1.00" } } }],
  spending: { cash: { points: 1, worth: "0.01" } },
};

/** A cart of one line: 50.00 unless said. */
export const cart = (price_minor = 5_000) => ({
  currency: "CNY",
  lines: [{ id: "1", sku: "tea", units: 1, price_minor }],
});

export async function shop(settings = {}, parts = {}) {
  const worker = await front(settings, "src/worker.ts");
  const { privateKey, publicKeys } = await makeKeys();
  const [{ kid, x }] = publicKeys.keys;
  const signed = { id: "gift", kind: { signed: { keys: [kid] } }, ...amount("7.00") };
  const document = {
    points: POINTS,
    keys: [{ id: kid, alg: "EdDSA", public: x }],
    offers: [...OFFERS, signed],
    ...parts,
  };
  const key = worker.shop("all");
  const base = "/v1/programs/shop";
  const publish = async (version, more = {}) => {
    const answer = await worker.publish("shop", version, { ...document, ...more });
    if (answer.status >= 300) throw new Error(answer.text);
  };
  await publish(1);
  const post = (path, json, once = randomUUID()) =>
    worker.call("POST", base + path, { as: key, json, once });
  return {
    ...worker,
    base,
    key,
    publishVersion: publish,
    post,
    get: (path) => worker.call("GET", base + path, { as: key }),
    join: async (member) => {
      const at = new Date(Date.now() - 60_000).toISOString();
      const answer = await post(`/members/${member}/events`, {
        id: `join-${member}`,
        at,
        join: {},
      });
      if (answer.status !== 201) throw new Error(answer.text);
    },
    codes: (lines) =>
      worker.call("POST", `${base}/codes/once`, {
        as: key,
        headers: { "Content-Type": "text/plain" },
        body: lines.join("\n"),
      }),
    voucher: (claims = {}) =>
      signVoucher({ jti: randomUUID(), aud: "shop", offer: "gift", ...claims }, privateKey),
    /** Holds and commits at once. */
    order: (member, order, { coupons = [], price, once, ...more } = {}) =>
      post(
        `/members/${member}/orders`,
        { order, cart: cart(price), options: { coupons }, ...more },
        once,
      ),
  };
}

/** How often each status was answered. */
export function tally(answers) {
  const counts = {};
  for (const { status, body } of answers) {
    const name = body?.code ? `${status} ${body.code}` : String(status);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Does all, so many at a time. */
export async function inParallel(most, list, act) {
  const answers = new Array(list.length);
  let next = 0;
  const work = async () => {
    while (next < list.length) {
      const nr = next++;
      answers[nr] = await act(list[nr], nr);
    }
  };
  await Promise.all(Array.from({ length: most }, work));
  return answers;
}
