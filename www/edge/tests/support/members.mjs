/** Members of a small programme on real objects: calls as the worker makes them, and what is left when they are done. */
import assert from "node:assert/strict";
import { sha256 } from "../../local/settings.mjs";
import { objects } from "./objects.mjs";
import { publisher } from "./programs.mjs";

/** 1 point for CNY 1.00; a point is worth CNY 0.10. What is limited, is so for everybody. */
export const SHOP = {
  format: 1,
  id: "shop",
  version: 1,
  currency: "CNY",
  zone: "Asia/Shanghai",
  points: {
    earning: [{ id: "purchase", on: "order", give: { per_amount: { points: 1, amount: "1.00" } } }],
    spending: { cash: { points: 1, worth: "0.10" } },
    transfers: { step: 1 },
  },
  offers: [
    { id: "ten", kind: { wallet: {} }, benefit: { percent: { off: "10" } } },
    { id: "twenty", kind: "unique_code", benefit: { percent: { off: "20" } } },
    {
      id: "flash",
      target: { lines: { tags: ["flash"] } },
      benefit: { percent: { off: "50" } },
      limits: { total: 3 },
    },
  ],
  rewards: [
    { id: "mug", gives: { gift: { sku: "mug" } }, price: { points: 50 }, stock: 1 },
    { id: "pen", gives: { gift: { sku: "pen" } }, price: { points: 5 } },
  ],
};

export function cart(price_minor = 10_000, more = {}) {
  return { currency: "CNY", lines: [{ id: "1", sku: "shirt", units: 1, price_minor, ...more }] };
}

export const FLASH = { tags: ["flash"] };

/** 100.00 at half the price while there is any, and 50.00 for the code: 90.00 in all. */
export const BOTH = {
  currency: "CNY",
  lines: [...cart(10_000, FLASH).lines, { id: "2", sku: "socks", units: 1, price_minor: 5_000 }],
};

/** @param {Record<string, string>} settings */
export async function members(program = SHOP, settings = {}) {
  const keys = await publisher();
  const edge = await objects(
    { PROGRAM_KEYS: JSON.stringify(keys.publicKeys), ...settings },
    "tests/support/member-worker.ts",
  );
  let number = 0;
  const publish = async (it) => {
    const { status, body } = await edge.call("PROGRAM", it.id, "publish", await keys.sign(it), {
      now: Date.now(),
      by: "test",
    });
    assert.ok(status < 300, JSON.stringify(body));
    await edge.ask("askAgain", it.id);
  };
  await publish(program);
  /** A call to a member's object, or to that of a guest's order. */
  const objectOf = (name) =>
    name.startsWith("guest:")
      ? `${program.id}/g/${name.slice(6)}`
      : `${program.id}/m/${sha256(JSON.stringify([program.id, name]))}`;
  const to = (name, method, args, { key, digest = "d", now = Date.now() } = {}) => {
    const who = name.startsWith("guest:") ? { guest: name.slice(6) } : { member: name };
    const call = {
      program: program.id,
      who,
      now,
      by: "shop:test",
      ...(key ? { once: { key, digest } } : {}),
    };
    return edge.call("MEMBER", objectOf(name), method, call, ...args);
  };
  const ask = (name, method, ...args) => to(name, method, args);
  return {
    ...edge,
    module: edge.ask,
    publish,
    to,
    ask,
    broken: (name, method, args, signal) => {
      const call = { program: program.id, who: { member: name }, now: Date.now(), by: "shop:test" };
      return edge.broken(signal, "MEMBER", objectOf(name), method, call, ...args);
    },
    sql: (name, query, ...bindings) =>
      edge.call("MEMBER", objectOf(name), "sql", query, ...bindings),
    ring: (name) => edge.call("MEMBER", objectOf(name), "ring"),
    rings: (name) => edge.call("MEMBER", objectOf(name), "rings"),
    tellAt: (name, time) => edge.call("MEMBER", objectOf(name), "tellAt", time),
    loseAlarm: (name) => edge.call("MEMBER", objectOf(name), "loseAlarm"),
    alarmAt: (name) => edge.call("MEMBER", objectOf(name), "alarmAt"),
    /** Somebody who has joined, with so many points and coupons. */
    async join({ points = 0, coupons = [], id = `m${++number}` } = {}) {
      await ok(ask(id, "record", { id: `${id}-join`, join: {} }));
      if (points)
        await ok(ask(id, "record", { id: `${id}-gift`, adjust: { points, reason: "gift" } }));
      for (const coupon of coupons) {
        await ok(
          ask(id, "record", {
            id: `${id}-${coupon}`,
            coupon: { issue: { id: coupon, offer: "ten" } },
          }),
        );
      }
      return id;
    },
    balance: async (name) => (await ok(ask(name, "status"))).points.balance,
    load: (offer, codes) => edge.ask("loadCodes", program.id, offer, codes),
    codes: (...codes) => edge.ask("lookCodes", program.id, codes),
    count: async (offer) => (await edge.ask("count", program.id, { offer })).uses,
    proved: async (name) => (await ok(ask(name, "replay"))).rows,
  };
}

/** The body of an answer that is one. */
export async function ok(answer) {
  const { status, body } = await answer;
  assert.ok(status < 300, `${status} ${JSON.stringify(body)}`);
  return body;
}

/** The body of an answer that says no, with this code. */
export async function no(answer, code) {
  const { status, body } = await answer;
  assert.equal(body.code, code, `${status} ${JSON.stringify(body)}`);
  return body;
}

/** Asks again until it holds, for some seconds: what comes by alarm comes soon. `seen` tells what there is where it does not. */
export async function soon(holds, seconds = 10, seen = async () => ({})) {
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    if (await holds()) return;
    if (Date.now() > end)
      assert.fail(`not within ${seconds} s: ${holds}\n${JSON.stringify(await seen(), null, 2)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
