/**
 * Thousands of calls that nobody thought of, by a seed: paths, methods, headers, bodies and tokens at random, and good calls that were
 * changed. Whatever comes, the edge has no fault of its own, and each answer of 400 and above is a problem.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { chance } from "./support/counters.mjs";
import { front } from "./support/front.mjs";
import { callOf, ROUTES } from "./support/routes.mjs";

const CALLS = 5_000;
const SEED = Number(process.env.PERKS_SEED ?? 20_261_130);
/** Calls under way at once. */
const AT_ONCE = 16;

function choices(seed) {
  const below = chance(seed);
  return {
    below,
    one: (list) => list[below(list.length)],
    often: (share) => below(1_000) < share * 1_000,
  };
}

const STRANGE = [
  "",
  " ",
  "0",
  "-1",
  "1e400",
  "null",
  "__proto__",
  "constructor",
  "toString",
  "..",
  ".",
  "%",
  "%2e%2e",
  "%00",
  "%ff",
  "%F0%9F%92%B3",
  "张三",
  "a".repeat(129),
  "a".repeat(3_000),
  "é\u0301",
  "\u202e",
  "'",
  '"',
  "{",
  "<script>",
  "\\",
  "/",
  "//",
  "?",
  "#",
  ";",
  "a b",
  "*",
  "ann",
  "club",
];
const VALUES = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 60,
  1e308,
  "",
  "x",
  "张",
  [],
  {},
  [[]],
  [null],
  { __proto__: null },
  "2026-11-30T00:00:00Z",
  "max",
  "\ud800",
  "a".repeat(5_000),
  [1, "2", { three: 3 }],
];
const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "PROPFIND"];
const TYPES = [
  "application/json",
  "text/plain",
  "application/jose",
  "application/json;charset=utf-8",
  "application/json; charset=x",
  "a/b",
  "multipart/form-data",
  "",
];

let edge;
let callers;
before(async () => {
  edge = await front({ MAX_BODY_BYTES: "16384" }, "src/worker.ts");
  const vip = JSON.parse(
    readFileSync(new URL("../../../programs/watsons-vip/program.json", import.meta.url)),
  );
  const published = await edge.publish("club", 1, { ...vip, id: "club", version: 1 });
  assert.equal(published.status, 201, published.text);
  callers = [
    undefined,
    edge.shop("all"),
    edge.shop("all"),
    edge.shop("orders"),
    edge.shop("none"),
    await edge.members.token("ann"),
    await edge.members.token("ann", { scope: "orders" }),
    await edge.members.token("张三"),
    "nonsense",
    "perks_all_wrong",
    "a.b.c",
  ];
});
after(() => edge.end());

/** Another text in its place, or a part of it taken, doubled or changed. */
function changedText(rand, text) {
  const at = rand.below(text.length + 1);
  const change = rand.below(4);
  if (change === 0) return text.slice(0, at) + rand.one(STRANGE) + text.slice(at);
  if (change === 1) return text.slice(0, at) + text.slice(at + 1 + rand.below(8));
  if (change === 2) return text.slice(0, at) + text.slice(at).repeat(2);
  return rand.one(STRANGE);
}

/** A document of which one part, somewhere, is another. */
function changed(rand, value) {
  if (typeof value !== "object" || value === null || rand.often(0.25)) return rand.one(VALUES);
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const names = Object.keys(copy);
  const change = rand.below(4);
  if (change === 0 || names.length === 0)
    copy[rand.one(["extra", "id", "now", "options", "coupons", "cart", ...STRANGE])] =
      rand.one(VALUES);
  else if (change === 1) delete copy[rand.one(names)];
  else {
    const name = rand.one(names);
    copy[name] = changed(rand, copy[name]);
  }
  return copy;
}

const RICH = {
  order: "o1",
  cart: { currency: "CNY", lines: [{ id: "1", sku: "tea", units: 2, price_minor: 1_990 }] },
  options: {
    now: Date.now(),
    spend: "max",
    prices: {},
    gifts: {},
    offers: [],
    without: [],
    nodes: 5,
    coupons: ["A", { code: "B", offer: "c" }, "a.b.c"],
  },
  receipt: { program: "a", inputs: "b", outcome: "c" },
  ttl_seconds: 5,
};

function made(rand, route) {
  const call = callOf(route, {
    once: rand.often(0.9) ? `k-${rand.below(400)}` : rand.one(STRANGE),
  });
  let { method, path } = route;
  const as = rand.one(callers);
  const headers = { ...call.headers };
  let { json, body } = call;
  if (json && rand.often(0.3))
    json = { ...RICH, ...json, ...(rand.often(0.5) && { coupons: ["A"] }) };
  if (json?.id && rand.often(0.5))
    json = {
      id: `e${rand.below(50)}`,
      at: Date.now(),
      [rand.one(["join", "profile", "activity", "adjust", "order"])]: rand.one([
        {},
        { points: 5, reason: "x" },
        { id: "x", cart: RICH.cart },
      ]),
    };
  for (let changes = rand.below(4); changes > 0; changes--) {
    const what = rand.below(7);
    if (what === 0) method = rand.one(METHODS);
    if (what === 1) {
      const parts = path.split("/");
      parts[1 + rand.below(parts.length - 1)] = rand.one(
        STRANGE.map((it) => (rand.often(0.7) ? encodeURIComponent(it) : it)),
      );
      path = parts.join("/");
    }
    if (what === 2) path = changedText(rand, path);
    if (what === 3)
      headers[
        rand.one([
          "Content-Type",
          "Accept",
          "Origin",
          "If-None-Match",
          "Range",
          "Content-Encoding",
          "Expect",
          "X-HTTP-Method-Override",
        ])
      ] = rand.one([...TYPES, "*", '"1"', "bytes=0-1", "null"]);
    if (what >= 4 && json !== undefined) json = changed(rand, json);
    if (what === 5 && json !== undefined && rand.often(0.3)) {
      body = changedText(rand, JSON.stringify(json));
      headers["Content-Type"] ??= rand.one(TYPES);
      json = undefined;
    }
    if (what === 6) path += rand.one(["?", "?x=1", "?activate=no", "?=", "?a=b&a=c", "#x", "?%"]);
  }
  if (rand.often(0.02))
    body = Buffer.from(Array.from({ length: rand.below(600) }, () => rand.below(256)));
  if (rand.often(0.01)) body = "x".repeat(20_000);
  if (body !== undefined) json = undefined;
  return {
    method,
    path,
    call: {
      as: rand.often(0.05) ? changedText(rand, String(as)) : as,
      headers,
      json,
      body,
      once: call.once,
    },
  };
}

/** What no client sends at all is not the edge's to refuse. */
function sendable({ method, path, call }) {
  const visible = (text) => /^[\x21-\x7e]*$/.test(String(text ?? ""));
  const hasBody = call.json !== undefined || call.body !== undefined;
  if (["GET", "HEAD"].includes(method) && hasBody)
    Object.assign(call, { json: undefined, body: undefined });
  for (const [name, value] of Object.entries(call.headers))
    if (!visible(value.replaceAll(" ", ""))) delete call.headers[name];
  delete call.headers.Expect;
  if (!visible(call.as)) call.as = "odd";
  if (!visible(call.once)) call.once = "odd";
  return `/${path.replace(/^\/+/, "")}`.replace(/[^\x21-\x7e]/g, (it) =>
    it.isWellFormed?.() === false ? "x" : encodeURIComponent(it),
  );
}

test(`${CALLS} calls by the seed ${SEED}`, { timeout: 120_000 }, async () => {
  const rand = choices(SEED);
  const statuses = new Map();
  const one = async (nr) => {
    const it = made(rand, rand.one(ROUTES));
    const path = sendable(it);
    const answer = await edge.call(it.method, path, it.call);
    const what = `${nr}: ${it.method} ${path.slice(0, 200)} ${JSON.stringify(it.call.json ?? String(it.call.body ?? "").slice(0, 200))}: ${answer.status} ${answer.text.slice(0, 400)}`;
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    assert.ok(answer.status < 500, what);
    assert.equal(answer.headers.get("X-Content-Type-Options"), "nosniff", what);
    if (answer.status < 400) return;
    assert.equal(answer.headers.get("Content-Type"), "application/problem+json", what);
    if (it.method === "HEAD") return;
    const { body } = answer;
    assert.equal(body.status, answer.status, what);
    assert.match(body.code, /^[a-z_]+$/, what);
    assert.equal(body.type, `/problems/${body.code}`, what);
    assert.ok(body.title && body.detail, what);
    if (answer.status === 405) assert.match(answer.headers.get("Allow"), /^[A-Z, ]+$/, what);
    if (answer.status === 429) assert.match(answer.headers.get("Retry-After"), /^\d+$/, what);
  };
  for (let nr = 0; nr < CALLS; nr += AT_ONCE) {
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, CALLS - nr) }, (_, at) => one(nr + at)),
    );
  }
  // It went everywhere: nothing of this is about a single kind of answer.
  for (const status of [200, 201, 400, 401, 403, 404, 405, 409, 413, 415, 422])
    assert.ok(statuses.get(status) > 0, `${status} ${[...statuses]}`);
  assert.equal((await edge.call("GET", "/health")).status, 200);
  assert.doesNotMatch(edge.logs(), /"status":5\d\d/);
});
