/** What the edge is loaded with: programmes, members, codes and vouchers that are there before, and a request after another. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { makeKeys, signProgram, signVoucher } from "perks/signed";
import { keysIn, tokenOf } from "../local/keys.mjs";
import { serve } from "../local/workerd.mjs";

const VOUCHERS = 5_000;
const CODES = 20_000;
const MEMBERS = 200;

const VIP = new URL("../../../programs/watsons-vip/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(fileURLToPath(new URL(name, VIP)), "utf8"));

export async function prepared(folder, dist) {
  const { settings, secrets } = await keysIn(`${folder}/keys`);
  const { privateKey, publicKeys } = await makeKeys();
  const many = { RATE_PER_SECOND: "1000000", RATE_BURST: "1000000" };
  const edge = await serve(folder, { ...settings, ...many }, { dist });
  const call = caller(edge.url, secrets.shops.office);

  // The programme of the gallery, with a unique code and a signed voucher beside.
  const program = read("program.json");
  const [{ kid: id, x }] = publicKeys.keys;
  program.keys = [{ id, alg: "EdDSA", public: x }];
  program.offers.push(
    { id: "bench-code", kind: "unique_code", target: "order", benefit: { percent: { off: "5" } } },
    {
      id: "bench-voucher",
      kind: { signed: { keys: [id] } },
      target: "order",
      benefit: { percent: { off: "5" } },
    },
  );
  const jws = await signProgram(JSON.stringify(program), secrets.program);
  await call("POST", "/v1/programs", jws, { "Content-Type": "application/jose" });

  const base = `/v1/programs/${program.id}`;
  const vouchers = [];
  for (let nr = 0; nr < VOUCHERS; nr++) {
    vouchers.push(
      await signVoucher(
        { jti: `bench-${nr}`, aud: program.id, offer: "bench-voucher" },
        privateKey,
      ),
    );
  }
  const codes = Array.from({ length: CODES }, (_, nr) => `BENCH${nr}`);
  await call("POST", `${base}/codes/bench-code`, codes.join("\n"), {
    "Content-Type": "text/plain",
  });
  const members = Array.from({ length: MEMBERS }, (_, nr) => `bench-${nr}`);
  for (const member of members) {
    const event = { id: `join-${member}`, at: new Date().toISOString(), join: {} };
    await call("POST", `${base}/members/${member}/events`, JSON.stringify(event), {
      "Idempotency-Key": event.id,
    });
  }
  const tokens = await Promise.all(
    members.map((member) => tokenOf(secrets, member, { scope: "orders" })),
  );

  const cart = read("cart.json");
  const json = { "Content-Type": "application/json" };
  const office = { ...json, Authorization: `Bearer ${secrets.shops.office}` };
  const post = (path, body, headers = json) => ({
    method: "POST",
    path: `${base}${path}`,
    headers,
    body: JSON.stringify(body),
  });
  let nr = 0;
  const next = (list) => list[nr++ % list.length];
  const run = randomBytes(4).toString("hex");
  const order = () => `${run}-${nr++}`;
  const paid = (path, body) => post(path, body, { ...office, "Idempotency-Key": order() });
  const workloads = [
    { name: "health", request: () => ({ method: "GET", path: "/health" }) },
    {
      name: "check of a signed voucher",
      request: () => post("/checks", { coupons: [next(vouchers)], uses: "not_looked_up" }),
    },
    {
      name: "the same, and whether it was used",
      request: () => post("/checks", { coupons: [next(vouchers)] }),
    },
    {
      name: "check of one voucher, over and over",
      request: () => post("/checks", { coupons: [vouchers[0]] }),
    },
    { name: "check of a unique code", request: () => post("/checks", { coupons: [next(codes)] }) },
    { name: "quote of a guest", request: () => post("/quotes", { cart }) },
    {
      name: "quote of a member, by token",
      request: () => {
        const who = nr++ % MEMBERS;
        return post(
          `/members/${members[who]}/quotes`,
          { cart },
          { ...json, Authorization: `Bearer ${tokens[who]}` },
        );
      },
    },
    {
      name: "order of a member, held and committed",
      request: () => paid(`/members/${next(members)}/orders`, { order: order(), cart }),
    },
    {
      name: "the same with a voucher of its own",
      request: () => {
        const voucher = vouchers.pop();
        return paid(`/members/${next(members)}/orders`, {
          order: order(),
          cart,
          options: { coupons: voucher ? [voucher] : [] },
        });
      },
    },
  ];
  return { edge, workloads: workloads.map((it) => ({ ...it, url: edge.url })) };
}

function caller(url, key) {
  return async (method, path, body, headers) => {
    const all = { Authorization: `Bearer ${key}`, "Content-Type": "application/json", ...headers };
    const answer = await fetch(url + path, { method, headers: all, body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
}
