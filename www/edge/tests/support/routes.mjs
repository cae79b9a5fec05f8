/** The routes as `docs/edge.md` has them: method, path, scope of a shop's key, what a member may, and a body that is read. */

const cart = { currency: "CNY", lines: [{ id: "1", sku: "tea", units: 1, price_minor: 100 }] };
const once = true;
const M = "/v1/programs/club/members/ann";
const G = "/v1/programs/club/guests";
const P = "/v1/programs/club";

/** @type {{ method: string, path: string, as: string, scope?: string, member?: string, json?: object, once?: boolean, text?: string, type?: string }[]} */
export const ROUTES = [
  { method: "GET", path: "/health", as: "/health" },
  { method: "GET", path: "/openapi.json", as: "/openapi.json" },
  { method: "GET", path: "/problems/forbidden", as: "/problems/{code}" },
  { method: "GET", path: "/operations", as: "/operations" },
  { method: "GET", path: "/v1/operations", as: "/v1/operations", scope: "operate" },
  {
    method: "POST",
    path: "/v1/programs",
    as: "/v1/programs",
    scope: "programs",
    text: "a.b.c",
    type: "application/jose",
  },
  { method: "GET", path: P, as: "{p}" },
  { method: "GET", path: `${P}/versions`, as: "{p}/versions", scope: "programs" },
  {
    method: "POST",
    path: `${P}/activation`,
    as: "{p}/activation",
    scope: "programs",
    json: { version: 1 },
  },
  { method: "GET", path: `${P}/counters`, as: "{p}/counters" },
  { method: "POST", path: `${P}/quotes`, as: "{p}/quotes", json: { cart } },
  { method: "POST", path: `${P}/checks`, as: "{p}/checks", json: { coupons: ["HELLO"] } },
  {
    method: "POST",
    path: `${P}/codes/gift`,
    as: "{p}/codes/{offer}",
    scope: "codes",
    text: "AAA",
    type: "text/plain",
  },
  {
    method: "POST",
    path: `${P}/vouchers`,
    as: "{p}/vouchers",
    scope: "vouchers",
    json: { offer: "paper" },
  },
  {
    method: "POST",
    path: `${P}/vouchers/revocations`,
    as: "{p}/vouchers/revocations",
    scope: "vouchers",
    json: { offer: "paper", serials: ["s"] },
  },
  { method: "GET", path: `${M}/status`, as: "{m}/status", scope: "read", member: "always" },
  { method: "GET", path: `${M}/state`, as: "{m}/state", scope: "read", member: "always" },
  { method: "GET", path: `${M}/receipts`, as: "{m}/receipts", scope: "read", member: "always" },
  {
    method: "GET",
    path: `${M}/receipts/o1`,
    as: "{m}/receipts/{order}",
    scope: "read",
    member: "always",
  },
  {
    method: "POST",
    path: `${M}/quotes`,
    as: "{m}/quotes",
    scope: "orders",
    member: "always",
    json: { cart },
  },
  {
    method: "POST",
    path: `${M}/checks`,
    as: "{m}/checks",
    scope: "orders",
    member: "always",
    json: { coupons: ["HELLO"] },
  },
  {
    method: "POST",
    path: `${M}/holds`,
    as: "{m}/holds",
    scope: "orders",
    member: "always",
    json: { order: "o1", cart },
    once,
  },
  {
    method: "POST",
    path: `${M}/holds/o1/commit`,
    as: "{m}/holds/{order}/commit",
    scope: "orders",
    member: "orders",
    json: {},
    once,
  },
  {
    method: "POST",
    path: `${M}/holds/o1/release`,
    as: "{m}/holds/{order}/release",
    scope: "orders",
    member: "always",
    json: {},
    once,
  },
  {
    method: "POST",
    path: `${M}/orders`,
    as: "{m}/orders",
    scope: "orders",
    member: "orders",
    json: { order: "o1", cart },
    once,
  },
  {
    method: "POST",
    path: `${M}/events`,
    as: "{m}/events",
    scope: "events",
    member: "always",
    json: { id: "e1", at: Date.now(), redeem: { reward: "mug" } },
    once,
  },
  {
    method: "POST",
    path: `${M}/refunds`,
    as: "{m}/refunds",
    scope: "events",
    json: { id: "r1", order: "o1" },
    once,
  },
  { method: "GET", path: `${M}/export`, as: "{m}/export", scope: "privacy" },
  { method: "PUT", path: `${M}/import`, as: "{m}/import", scope: "privacy", json: {} },
  { method: "DELETE", path: M, as: "{m}", scope: "privacy" },
  { method: "POST", path: `${M}/replay`, as: "{m}/replay", scope: "privacy" },
  {
    method: "POST",
    path: `${G}/holds`,
    as: "{g}/holds",
    scope: "orders",
    json: { order: "o1", cart },
    once,
  },
  {
    method: "POST",
    path: `${G}/holds/o1/commit`,
    as: "{g}/holds/{order}/commit",
    scope: "orders",
    json: {},
    once,
  },
  {
    method: "POST",
    path: `${G}/holds/o1/release`,
    as: "{g}/holds/{order}/release",
    scope: "orders",
    json: {},
    once,
  },
  {
    method: "POST",
    path: `${G}/orders`,
    as: "{g}/orders",
    scope: "orders",
    json: { order: "o1", cart },
    once,
  },
  {
    method: "POST",
    path: `${G}/refunds`,
    as: "{g}/refunds",
    scope: "events",
    json: { id: "r1", order: "o1" },
    once,
  },
  { method: "GET", path: `${G}/receipts/o1`, as: "{g}/receipts/{order}", scope: "read" },
].map((route) => ({
  ...route,
  as: route.as
    .replace("{p}", "/v1/programs/{program}")
    .replace("{m}", "/v1/programs/{program}/members/{member}")
    .replace("{g}", "/v1/programs/{program}/guests"),
}));

/** A call of a route that is right but for who calls. */
export function callOf(route, more = {}) {
  const { json, text, type } = route;
  return {
    ...(json && { json }),
    ...(text && { body: text, headers: { "Content-Type": type } }),
    ...(route.once && { once: "k-1" }),
    ...more,
  };
}
