/** Whatever comes in whatever order, with faults and kills between: at the end codes, counts and points agree with what members did. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BOTH, cart, FLASH, members, ok, SHOP, soon } from "./support/members.mjs";

const SECONDS = 20;
const MEMBERS = 8;
const CODES = 24;
const TOTAL = 40;
const STOCK = 5;
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

let edge;
before(async () => {
  const offers = SHOP.offers.map((it) =>
    it.id === "flash" ? { ...it, limits: { total: TOTAL } } : it,
  );
  const rewards = SHOP.rewards.map((it) => (it.id === "mug" ? { ...it, stock: STOCK } : it));
  // So small that the limit is spread over shards.
  edge = await members(
    { ...SHOP, offers, rewards },
    { COUNTER_SHARD_FROM: "10", COUNTER_SHARDS: "3" },
  );
});
after(() => edge.end());

/** xorshift, so that a seed tells again what came. */
function chance(seed) {
  let word = seed | 1;
  return (most) => {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    return (word >>> 0) % most;
  };
}

test(`all agrees in the end, by the seed ${SEED}`, async () => {
  const codes = Array.from({ length: CODES }, (_, nr) => `chance${nr}`);
  await edge.load("twenty", codes);
  const names = await Promise.all(
    Array.from({ length: MEMBERS }, () => edge.join({ points: 400 })),
  );
  const acknowledged = names.map(() => new Set());
  const told = new Map();
  const end = Date.now() + SECONDS * 1_000;
  let number = 0;
  const next = () => {
    number += 1;
    return number;
  };

  const one = async (at, worker) => {
    const draw = chance(SEED + 7_919 * (at * 2 + worker));
    const name = names[at];
    const orders = [];
    const mugs = [];
    const ask = async (method, ...args) => {
      const answer = await edge
        .to(name, method, args, draw(2) ? { key: `k${next()}` } : {})
        .catch(() => undefined);
      const what = `${method} ${answer ? (answer.body.code ?? answer.status) : "broken"}`;
      told.set(what, (told.get(what) ?? 0) + 1);
      return answer;
    };
    const request = (order) => ({
      order,
      cart: [BOTH, cart(10_000, FLASH), cart()][draw(3)],
      options: {
        ...(draw(2) ? { coupons: [{ code: codes[draw(CODES)], offer: "twenty" }] } : {}),
        ...(draw(3) ? {} : { spend: "max" }),
      },
    });
    while (Date.now() < end) {
      const id = `${name}-${worker}-${next()}`;
      const dice = draw(100);
      if (dice < 35) {
        const made = await ask("order", request(id));
        if (made?.status === 201) acknowledged[at].add(id);
        orders.push(id);
      } else if (dice < 65) {
        const held = await ask("hold", request(id));
        if (held?.status !== 201) continue;
        if (draw(4) === 0) await ask("release", id);
        else {
          const done = await ask("commit", id, { paid_minor: held.body.quote.totals.pay_minor });
          assert.notEqual(done?.body.code, "hold_taken");
          if (done?.status === 200) acknowledged[at].add(id);
          else if (done?.status === 409) await ask("release", id);
        }
        orders.push(id);
      } else if (dice < 80 && orders.length > 0)
        await ask("refund", { id, order: orders[draw(orders.length)] });
      else if (dice < 86) {
        await ask("record", { id, redeem: { reward: "mug" } });
        mugs.push(id);
      } else if (dice < 90 && mugs.length > 0)
        await ask("record", { id, cancel: { redemption: mugs[draw(mugs.length)] } });
      else if (dice < 94)
        await ask("record", {
          id,
          transfer: { to: names[(at + 1 + draw(MEMBERS - 1)) % MEMBERS], points: 1 + draw(9) },
        });
      else await ask("quote", { cart: BOTH, options: { spend: "max" } });
    }
  };

  const trouble = async () => {
    const draw = chance(SEED + 1);
    let round = 0;
    while (Date.now() < end - 1_000) {
      await new Promise((resolve) => setTimeout(resolve, 200 + draw(400)));
      round += 1;
      if (round % 8 === 0) await edge.restart();
      else {
        const [kind, method] = [
          ["CODES", "reserve"],
          ["CODES", "confirm"],
          ["CODES", "release"],
          ["COUNTER", "reserve"],
          ["COUNTER", "confirm"],
          ["COUNTER", "release"],
          ["MEMBER", "receive"],
        ][draw(7)];
        await edge
          .module("fault", kind, { method, when: draw(2) ? "before" : "after", times: 1 + draw(2) })
          .catch(() => undefined);
      }
    }
    for (const kind of ["CODES", "COUNTER", "MEMBER"])
      await edge.module("fault", kind, { method: "", when: "before", times: 0 });
  };

  await Promise.all([...names.flatMap((_, at) => [one(at, 0), one(at, 1)]), trouble()]);

  for (const name of names) {
    await soon(async () => {
      const busy = await edge.sql(
        name,
        "SELECT name FROM holds WHERE state IN ('reserving', 'committing')",
      );
      const errands = await edge.sql(name, "SELECT id FROM outbox");
      return busy.length + errands.length === 0;
      // What was tried in vain during all the trouble waits for half a minute at most.
    }, 60);
    for (const { name: order } of await edge.sql(
      name,
      "SELECT name FROM holds WHERE state = 'held'",
    ))
      await ok(edge.ask(name, "release", order));
  }
  const used = new Map();
  let flash = 0;
  let mugs = 0;
  let sent = 0;
  let received = 0;
  for (const [at, name] of names.entries()) {
    await edge.proved(name);
    const { state } = await ok(edge.ask(name, "state"));
    const there = new Set(state.orders.map(({ id }) => id));
    for (const id of acknowledged[at]) assert.ok(there.has(id), `${id} was acknowledged`);
    assert.deepEqual(
      (await ok(edge.ask(name, "receipts"))).receipts.map(({ order }) => order).sort(),
      [...there].sort(),
    );
    for (const { id, lines, uses = [] } of state.orders) {
      if (lines.every(({ units, returned = 0 }) => returned === units)) continue;
      for (const { offer, code } of uses) {
        if (offer === "flash") flash += 1;
        if (!code) continue;
        assert.ok(!used.has(code), `${code} is used by ${used.get(code)} and ${id}`);
        used.set(code, id);
      }
    }
    mugs += (state.redemptions ?? []).filter(({ cancelled }) => !cancelled).length;
    for (const { transferred = 0 } of state.lots) sent += transferred;
    for (const { source, granted } of state.lots)
      if (!there.has(source) && !source.startsWith(name)) received += granted;
  }
  assert.equal(await edge.count("flash"), flash);
  assert.ok(flash <= TOTAL);
  assert.equal((await edge.module("count", "shop", { reward: "mug" })).uses, mugs);
  assert.ok(mugs <= STOCK);
  assert.equal(received, sent);
  const states = await edge.codes(...codes);
  assert.deepEqual(
    states,
    codes.map((code) => (used.has(code) ? "used" : "free")),
  );
  console.log(
    `# ${[...told]
      .sort()
      .map(([what, times]) => `${what}: ${times}`)
      .join(", ")}`,
  );
});
