/** Everything about a member, out and in, proved, and erased; and what versions of the programme do to it. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BOTH, cart, members, no, ok, SHOP } from "./support/members.mjs";

let edge;
let elsewhere;
before(async () => {
  edge = await members();
  elsewhere = await members();
});
after(() => Promise.all([edge.end(), elsewhere.end()]));

/** A life of orders, returns and rewards. */
async function lived(id) {
  await edge.join({ id, points: 500, coupons: [`${id}-c1`, `${id}-c2`] });
  await edge.load("twenty", [`${id}x`]);
  const options = { spend: 100, coupons: [{ code: `${id}x`, offer: "twenty" }] };
  await ok(edge.ask(id, "order", { order: `${id}-o1`, cart: cart(), options }));
  await ok(edge.ask(id, "order", { order: `${id}-o2`, cart: BOTH }));
  await ok(edge.ask(id, "record", { id: `${id}-pen`, redeem: { reward: "pen" } }));
  await ok(
    edge.ask(id, "refund", { id: `${id}-r`, order: `${id}-o2`, lines: [{ line: "2", units: 1 }] }),
  );
  await ok(edge.ask(id, "hold", { order: `${id}-o3`, cart: cart() }));
  return id;
}

const state = async (at, name) => JSON.stringify((await ok(at.ask(name, "state"))).state);

test("what is exported is imported elsewhere, and is the same to the byte", async () => {
  const lin = await lived("lin");
  await ok(edge.ask(lin, "release", "lin-o3"));
  const all = await ok(edge.ask(lin, "export"));
  assert.equal(all.log.length, 8);
  assert.equal(all.receipts.length, 2);
  assert.deepEqual(
    all.log.map(({ by }) => by),
    Array(8).fill("shop:test"),
  );
  const done = await elsewhere.ask(lin, "import", all);
  assert.equal(done.status, 201, JSON.stringify(done.body));
  assert.equal(await state(elsewhere, lin), await state(edge, lin));
  assert.equal(await elsewhere.proved(lin), 8);
  const { exported_at: _, ...here } = all;
  const { exported_at: __, ...there } = await ok(elsewhere.ask(lin, "export"));
  assert.deepEqual(there, here);
  await no(elsewhere.ask(lin, "import", all), "not_empty");
  await no(elsewhere.ask("other", "import", all), "bad_request");
  // It goes on there.
  await ok(elsewhere.ask(lin, "refund", { id: "lin-r2", order: "lin-o1" }));
  await elsewhere.proved(lin);
});

test("an export that was altered is not taken, and it says where it parts", async () => {
  const wang = await lived("wang");
  const all = await ok(edge.ask(wang, "export"));
  const altered = structuredClone(all);
  altered.log[1].document.adjust.points = 5_000;
  const where = await no(elsewhere.ask(wang, "import", altered), "not_proved");
  assert.deepEqual(
    where.problems.map(({ seq, event, code }) => [seq, event, code]),
    [[2, "wang-gift", "other"]],
  );
  const missing = structuredClone(all);
  missing.log.splice(2, 1);
  await no(elsewhere.ask(wang, "import", missing), "not_proved");
  const richer = structuredClone(all);
  richer.snapshot.document.lots[0].left += 1;
  await no(elsewhere.ask(wang, "import", richer), "not_proved");
  const unread = await no(
    elsewhere.ask(wang, "import", {
      ...all,
      log: [{ ...all.log[0], version: 9 }, ...all.log.slice(1)],
    }),
    "unknown_version",
  );
  assert.equal(unread.status, 404);
  await no(elsewhere.ask(wang, "import", { edge: 1 }), "bad_request");
  await no(elsewhere.ask(wang, "status"), "unknown_member");
});

test("a row that was altered on disk is found, and so is a snapshot", async () => {
  const zhao = await lived("zhao");
  await edge.proved(zhao);
  const [{ text }] = await edge.sql(zhao, "SELECT text FROM texts WHERE name = 'log:2'");
  const put = (name, it) => edge.sql(zhao, "UPDATE texts SET text = ? WHERE name = ?", it, name);
  await put("log:2", text.replace("500", "900"));
  const parted = await no(edge.ask(zhao, "replay"), "not_proved");
  assert.deepEqual(
    parted.problems.map(({ seq, event }) => [seq, event]),
    [[2, "zhao-gift"]],
  );
  await put("log:2", text.replace("adjust", "adjusted"));
  const refused = await no(edge.ask(zhao, "replay"), "not_proved");
  assert.equal(refused.problems[0].problems[0].document, "event");
  await put("log:2", text);
  await edge.proved(zhao);
  const [{ text: snapshot }] = await edge.sql(
    zhao,
    "SELECT text FROM texts WHERE name = 'snapshot'",
  );
  await put("snapshot", snapshot.replace('"left":', '"left":9'));
  await no(edge.ask(zhao, "replay"), "not_proved");
  await put("snapshot", snapshot);
  await edge.proved(zhao);
  const [{ receipt }] = await edge.sql(zhao, "SELECT receipt FROM receipts WHERE name = 'zhao-o1'");
  await edge.sql(
    zhao,
    "UPDATE receipts SET receipt = ? WHERE name = 'zhao-o1'",
    receipt.replace(/"outcome":"../, '"outcome":"zz'),
  );
  const given = await no(edge.ask(zhao, "replay"), "not_proved");
  assert.equal(given.problems[0].event, "zhao-o1");
  await edge.sql(zhao, "UPDATE receipts SET receipt = ? WHERE name = 'zhao-o1'", receipt);
  await edge.proved(zhao);
});

test("a member document of another system is where the log begins", async () => {
  const document = {
    format: 1,
    program: "shop",
    id: "qian",
    joined_at: "2025-05-10T02:00:00Z",
    events: [],
    lots: [
      {
        id: "old",
        source: "old",
        granted: 80,
        left: 70,
        earned_at: "2026-01-01T00:00:00Z",
        available_at: "2026-01-01T00:00:00Z",
      },
    ],
    orders: [],
  };
  await no(edge.ask("qian", "import", { ...document, id: "sun" }), "bad_request");
  await no(edge.ask("qian", "import", { ...document, lots: [{}] }), "bad_document");
  await ok(edge.ask("qian", "import", document));
  assert.equal(await edge.balance("qian"), 70);
  await ok(edge.ask("qian", "order", { order: "o1", cart: cart(), options: { spend: 70 } }));
  assert.equal(await edge.balance("qian"), 93);
  assert.equal(await edge.proved("qian"), 2);
  await ok(elsewhere.ask("qian", "import", await ok(edge.ask("qian", "export"))));
  assert.equal(await state(elsewhere, "qian"), await state(edge, "qian"));
});

test("of who was erased only the day is left, what was held is free, and a new life may begin", async () => {
  const sun = await lived("sun");
  await edge.load("twenty", ["suny"]);
  await ok(
    edge.ask(sun, "hold", {
      order: "sun-o4",
      cart: cart(),
      options: { coupons: [{ code: "suny", offer: "twenty" }] },
    }),
  );
  const gone = await ok(edge.ask(sun, "erase"));
  assert.match(gone.erased, /^\d{4}-\d\d-\d\d$/);
  assert.deepEqual(await ok(edge.ask(sun, "erase")), gone);
  const calls = [
    ["status"],
    ["state"],
    ["quote", { cart: cart() }],
    ["hold", { order: "o", cart: cart() }],
    ["receipts"],
    ["export"],
    ["replay"],
    ["commit", "sun-o3", {}],
    ["refund", { id: "r", order: "sun-o1" }],
    ["record", { id: "e", adjust: { points: 1, reason: "x" } }],
  ];
  for (const [method, ...args] of calls) await no(edge.ask(sun, method, ...args), "erased");
  const rows = await Promise.all(
    ["log", "holds", "receipts", "claims", "answers", "outbox", "texts"].map((table) =>
      edge.sql(sun, `SELECT * FROM ${table}`),
    ),
  );
  assert.deepEqual(rows.flat(), []);
  assert.deepEqual(await edge.sql(sun, "SELECT * FROM facts"), [
    { name: "erased", value: gone.erased },
  ]);
  assert.deepEqual(await edge.codes("sunx", "suny"), ["used", "free"]);
  await edge.join({ id: sun, points: 7 });
  assert.equal(await edge.balance(sun), 7);
  await edge.proved(sun);
});

test("what outlasts a restart: a snapshot, holds and their ends", async () => {
  const zhou = await edge.join({ points: 10, coupons: ["zhou-c"] });
  await ok(edge.ask(zhou, "hold", { order: "o1", cart: cart() }));
  await ok(edge.ask(zhou, "hold", { order: "o2", cart: cart(), ttl_seconds: 2 }));
  const was = await state(edge, zhou);
  await edge.restart();
  assert.equal(await state(edge, zhou), was);
  await edge.restart();
  // Nobody calls: the alarm of the life before ends it.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const held = await edge.sql(zhou, "SELECT name, state FROM holds ORDER BY name");
  assert.deepEqual(held, [
    { name: "o1", state: "held" },
    { name: "o2", state: "expired" },
  ]);
  await ok(edge.ask(zhou, "commit", "o1", { paid_minor: 9_000 }));
  assert.equal(await edge.proved(zhou), 4);
});

test("a hold of one version that is committed under the next is priced anew", async () => {
  const [one, two] = [await edge.join({ coupons: ["v-1"] }), await edge.join({ coupons: ["v-2"] })];
  await ok(edge.ask(one, "hold", { order: "o1", cart: cart() }));
  await ok(edge.ask(two, "hold", { order: "o1", cart: BOTH, options: { without: ["ten"] } }));
  const offers = SHOP.offers.map((it) =>
    it.id === "ten" ? { ...it, benefit: { percent: { off: "15" } } } : it,
  );
  await edge.publish({ ...SHOP, version: 2, offers });
  const changed = await no(edge.ask(one, "commit", "o1", {}), "quote_changed");
  assert.ok(
    changed.changed.some(
      ({ path, was, is }) => path === "/totals/pay_minor" && was === 9_000 && is === 8_500,
    ),
  );
  // What the new version does not touch is as it was held.
  const same = await ok(edge.ask(two, "commit", "o1", {}));
  assert.equal(same.version, 2);
  const { receipt, now } = changed.quote;
  await ok(edge.ask(one, "hold", { order: "o1", cart: cart(), options: { now }, receipt }));
  await ok(edge.ask(one, "commit", "o1", { paid_minor: 8_500 }));
  const { log } = await ok(edge.ask(one, "export"));
  assert.deepEqual(
    log.map(({ version }) => version),
    [1, 1, 2],
  );
  await edge.proved(one);
  await edge.proved("lin");
});

test("what another version counts for everybody is not had by who held it uncounted", async () => {
  const sale = {
    id: "sale",
    target: { lines: { tags: ["sale"] } },
    benefit: { percent: { off: "50" } },
  };
  await edge.publish({ ...SHOP, version: 3, offers: [sale] });
  const [one, two] = [await edge.join(), await edge.join()];
  const goods = cart(10_000, { tags: ["sale"] });
  for (const name of [one, two]) await ok(edge.ask(name, "hold", { order: "o1", cart: goods }));
  await edge.publish({ ...SHOP, version: 4, offers: [{ ...sale, limits: { total: 1 } }] });
  const { quote } = await no(edge.ask(one, "commit", "o1", {}), "quote_changed");
  const again = { order: "o1", cart: goods, options: { now: quote.now }, receipt: quote.receipt };
  await ok(edge.ask(one, "hold", again));
  await ok(edge.ask(one, "commit", "o1", { paid_minor: 5_000 }));
  assert.equal(await edge.count("sale"), 1);
  await no(edge.ask(two, "commit", "o1", {}), "quote_changed");
  const dear = await ok(edge.ask(two, "hold", { order: "o1", cart: goods, ttl_seconds: 60 }));
  assert.equal(dear.quote.totals.pay_minor, 10_000);
});

test("a version that cannot read a member leaves that one to the last that could, and says so", async () => {
  const { rewards: _, points: __, ...rest } = SHOP;
  const wu = await edge.join();
  await edge.publish({
    ...rest,
    version: 5,
    offers: [],
    points: { pools: [{ id: "stars" }, { id: "gems" }] },
  });
  await ok(
    edge.ask(wu, "record", { id: "wu-gems", adjust: { points: 5, pool: "gems", reason: "gift" } }),
  );
  await edge.publish({ ...rest, version: 6, offers: [], points: { pools: [{ id: "stars" }] } });
  const status = await ok(edge.ask(wu, "status"));
  assert.deepEqual([status.version, status.held_back.version], [5, 6]);
  assert.equal(status.held_back.problems[0].code, "unknown_name");
  const made = await ok(edge.ask(wu, "order", { order: "o1", cart: cart() }));
  assert.equal(made.version, 5);
  const fresh = await edge.join();
  assert.equal((await ok(edge.ask(fresh, "status"))).version, 6);
  await edge.publish({
    ...rest,
    version: 7,
    offers: [],
    points: { pools: [{ id: "stars" }, { id: "gems" }] },
  });
  const mended = await ok(edge.ask(wu, "status"));
  assert.deepEqual([mended.version, mended.held_back], [7, undefined]);
  await edge.proved(wu);
});
