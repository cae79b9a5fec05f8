/** What is answered is what the OpenAPI document says: its status, its type, its form, and its code, whatever goes right or wrong. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { dereference } from "@readme/openapi-parser";
import { makeKeys } from "perks/signed";
import { z } from "zod";
import { front } from "./support/front.mjs";
import { document as programDocument } from "./support/programs.mjs";

const PROGRAM = "/v1/programs/{program}";
const MEMBER = `${PROGRAM}/members/{member}`;
const GUESTS = `${PROGRAM}/guests`;
const percent = { target: "order", benefit: { percent: { off: "10" } } };
const cart = { currency: "CNY", lines: [{ id: "1", sku: "tea", units: 2, price_minor: 5_000 }] };

let edge;
let document;
/** Statuses that were seen, by operation. */
const seen = new Map();

before(async () => {
  const { privateKey: key } = await makeKeys();
  edge = await front({ VOUCHER_KEYS: JSON.stringify([key]) }, "src/worker.ts");
  const earning = [{ id: "p", on: "order", give: { per_amount: { points: 1, amount: "1.00" } } }];
  const published = await edge.publish("club", 1, {
    keys: [{ id: key.kid, alg: "EdDSA", public: key.x }],
    points: { earning },
    offers: [
      { id: "paper", kind: { signed: { keys: [key.kid] } }, ...percent },
      { id: "gift", kind: "unique_code", ...percent },
      { id: "first", limits: { total: 100 }, ...percent },
    ],
  });
  assert.equal(published.status, 201, published.text);
  const { body } = await edge.call("GET", "/openapi.json");
  document = await dereference(body);
});
after(() => edge.end());

/** Calls an operation, and holds what it says against the document. */
async function asks(
  method,
  path,
  { program = "club", member = "ann", order = "o1", ...more } = {},
) {
  const names = { program, member, order, offer: more.offer ?? "gift", code: more.code ?? "" };
  const at = path.replace(/\{(\w+)\}/g, (_, name) => names[name]);
  const as = "as" in more ? more.as : edge.shop("all");
  const answer = await edge.call(method, at, { once: crypto.randomUUID(), ...more, as });
  const what = `${method} ${path}: ${answer.status} ${answer.text.slice(0, 300)}`;
  const its = document.paths[path][method.toLowerCase()].responses[answer.status];
  assert.ok(its, `no such status: ${what}`);
  seen.set(`${method} ${path}`, [...(seen.get(`${method} ${path}`) ?? []), answer.status]);
  if (!its.content) {
    assert.equal(answer.text, "", what);
    return answer;
  }
  const type = answer.headers.get("Content-Type").split(";")[0];
  assert.ok(its.content[type], `no such type, ${type}: ${what}`);
  if (answer.body === undefined) return answer;
  const read = z.fromJSONSchema(its.content[type].schema).safeParse(answer.body);
  assert.ok(read.success, `${read.error?.message}: ${what}`);
  if (answer.status >= 400) {
    assert.equal(type, "application/problem+json", what);
    assert.ok(its.description.includes(`\`${answer.body.code}\``), `no such code: ${what}`);
  }
  return answer;
}

const post = (path, json, more) => asks("POST", path, { json, ...more });
const get = (path, more) => asks("GET", path, more);
const text = (type, body) => ({ headers: { "Content-Type": type }, body });

test("the service, programmes and previews", async () => {
  for (const path of ["/health", "/openapi.json", "/v1/operations", "/operations"]) await get(path);
  for (const code of ["forbidden", "nothing"]) await get("/problems/{code}", { code });
  for (const program of ["club", "nobody", "NO"]) {
    for (const more of ["", "/versions", "/counters"]) await get(`${PROGRAM}${more}`, { program });
    await post(`${PROGRAM}/quotes`, { cart }, { program });
  }
  const cached = await get(PROGRAM, { headers: { "If-None-Match": "*" } });
  assert.equal(cached.status, 304);
  for (const version of [1, 9, "x"]) await post(`${PROGRAM}/activation`, { version });
  const signed = await edge.program.sign(programDocument("another", 1));
  for (const body of [signed, signed, "x"])
    await asks("POST", "/v1/programs", text("application/jose", body));
  for (const json of [{ cart: {} }, { cart, options: { now: 5 } }, {}])
    await post(`${PROGRAM}/quotes`, json);
  for (const json of [{ coupons: ["x"] }, { coupons: ["x"], cart }, { coupons: ["x"], now: 1 }])
    await post(`${PROGRAM}/checks`, json);
});

test("codes, vouchers, and a member's orders", async () => {
  for (const offer of ["gift", "nobody"])
    await asks("POST", `${PROGRAM}/codes/{offer}`, { ...text("text/plain", "AAAA\nBBBB"), offer });
  await post(`${PROGRAM}/vouchers`, { offer: "nobody" });
  const { body } = await post(`${PROGRAM}/vouchers`, { offer: "paper", count: 2 });
  const [revoked, good] = body.vouchers;
  await post(`${PROGRAM}/vouchers/revocations`, { offer: "paper", serials: [revoked.serial] });

  await read();
  const coupons = [revoked.voucher, good.voucher, "AAAA", { code: "BBBB", offer: "gift" }];
  await post(`${MEMBER}/events`, { id: "j", at: new Date().toISOString(), join: {} });
  for (const event of [
    { id: "j2", join: {} },
    { id: "e1", nothing: {} },
    { id: "e2", redeem: { reward: "x" } },
    { id: "e3", at: "2020-01-01T00:00:00Z", activity: { activity: "x" } },
  ])
    await post(`${MEMBER}/events`, event);
  await post(`${MEMBER}/quotes`, { cart, options: { coupons } });
  await post(`${MEMBER}/checks`, { coupons });

  const receipt = { program: "a", inputs: "b", outcome: "c" };
  for (const json of [
    { order: "o1", cart, options: { coupons: [good.voucher] } },
    { order: "o2", cart, options: { coupons: [revoked.voucher] } },
    { order: "o3", cart, receipt },
    { order: "o3", cart: {} },
    { order: "o3", cart, options: { nodes: 5 } },
  ])
    await post(`${MEMBER}/holds`, json);
  for (const json of [{ paid_minor: 1 }, {}, {}])
    await post(`${MEMBER}/holds/{order}/commit`, json);
  for (const order of ["o1", "nobody"]) {
    await post(`${MEMBER}/holds/{order}/commit`, {}, { order });
    await post(`${MEMBER}/holds/{order}/release`, {}, { order });
    await get(`${MEMBER}/receipts/{order}`, { order });
  }
  await post(`${MEMBER}/holds`, { order: "o1", cart });
  await post(`${MEMBER}/holds`, { order: "o4", cart });
  await post(`${MEMBER}/holds/{order}/release`, {}, { order: "o4" });
  for (const json of [
    { order: "o5", cart, paid_minor: 3 },
    { order: "o6", cart },
    { order: "o6", cart },
    { order: "o6", cart: { ...cart, channel: "web" } },
    { order: "o7", cart: {} },
  ])
    await post(`${MEMBER}/orders`, json);
  for (const json of [
    { id: "r1", order: "o1" },
    { id: "r1", order: "o1" },
    { id: "r2", order: "o1" },
    { id: "r3", order: "nobody" },
    { id: "r4", order: "o6", lines: [{ line: "9", units: 1 }] },
    { id: "r5", order: "o6", at: "2020-01-01T00:00:00Z" },
  ])
    await post(`${MEMBER}/refunds`, json);
  await post(`${MEMBER}/replay`);
  await read();
});

test("a member who is unknown, moved, erased", async () => {
  const { body } = await get(`${MEMBER}/export`);
  for (const [member, json] of Object.entries({ ann: body, ben: body, bob: {} }))
    await asks("PUT", `${MEMBER}/import`, { member, json });
  for (const member of ["nobody", "ann"]) {
    await asks("DELETE", MEMBER, { member });
    await read({ member });
    await write({ member });
  }
  await asks("PUT", `${MEMBER}/import`, { json: body });
});

test("guests' orders", async () => {
  for (const json of [
    { order: "g1", cart },
    { order: "g2", cart: {} },
  ]) {
    await post(`${GUESTS}/holds`, json);
    await post(`${GUESTS}/orders`, { ...json, paid_minor: 1 });
    await post(`${GUESTS}/orders`, json);
  }
  for (const order of ["g3", "g4"]) await post(`${GUESTS}/holds`, { order, cart });
  await post(`${GUESTS}/holds/{order}/release`, {}, { order: "g3" });
  for (const order of ["g1", "g4", "nobody"]) {
    await post(`${GUESTS}/holds/{order}/commit`, {}, { order });
    await post(`${GUESTS}/holds/{order}/release`, {}, { order });
    await get(`${GUESTS}/receipts/{order}`, { order });
    await post(`${GUESTS}/refunds`, { id: "r", order, lines: [{ line: "1", units: 1 }] });
    await post(`${GUESTS}/refunds`, { id: "r", order });
  }
});

test("each operation by who may not, of another programme, and with another body", async () => {
  for (const [path, its] of Object.entries(document.paths)) {
    for (const name of Object.keys(its)) {
      const method = name.toUpperCase();
      await asks(method, path, { as: undefined });
      await asks(method, path, { as: edge.shop("none") });
      await asks(method, path, { program: "nobody", ...(method !== "GET" && { json: {} }) });
      if (method !== "GET") await asks(method, path, text("a/b", "x"));
      assert.ok(
        seen.get(`${method} ${path}`).some((status) => status < 300),
        `${method} ${path}`,
      );
    }
  }
});

async function read(more) {
  for (const path of ["status", "state", "receipts", "receipts/{order}", "export"])
    await get(`${MEMBER}/${path}`, more);
}

async function write(more) {
  for (const [path, json] of Object.entries({
    quotes: { cart },
    checks: { coupons: ["x"] },
    holds: { order: "o9", cart },
    orders: { order: "o9", cart },
    "holds/{order}/commit": {},
    "holds/{order}/release": {},
    events: { id: "z", redeem: { reward: "x" } },
    refunds: { id: "z", order: "o1" },
    replay: {},
  }))
    await post(`${MEMBER}/${path}`, json, more);
}
