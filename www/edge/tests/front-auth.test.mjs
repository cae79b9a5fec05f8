/** Who may call what: each route by each kind of caller, and tokens that somebody forged. */

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { exportSPKI, importJWK, SignJWT } from "jose";
import { sha256 } from "../local/settings.mjs";
import { AUDIENCE, front, ISSUER, memberKeys } from "./support/front.mjs";
import { callOf, ROUTES } from "./support/routes.mjs";

let edge;
const status = (as) => edge.call("GET", "/v1/programs/club/members/ann/status", { as });

before(async () => {
  edge = await front();
  assert.equal((await edge.publish("club")).status, 201);
});
after(() => edge.end());

describe("each route by each kind of caller", () => {
  const MAY = "may";
  /** By kind of caller: what it shows, and what is expected of a route. */
  const CALLERS = {
    nobody: [() => undefined, ({ scope }) => (scope ? 401 : MAY)],
    "a text that is no token": [() => "nonsense", () => 401],
    "a wrong secret": [() => "perks_all_wrong", () => 401],
    "an unknown key": [() => "perks_nobody_s3cret-of_all", () => 401],
    "a shop with all scopes": [() => edge.shop("all"), () => MAY],
    "a shop with that scope": [({ scope }) => edge.shop(scope ?? "none"), () => MAY],
    "a shop without scopes": [() => edge.shop("none"), ({ scope }) => (scope ? 403 : MAY)],
    "a shop of another programme": [
      () => edge.shop("elsewhere"),
      ({ scope, as }) => (scope && as.includes("{program}") ? 403 : MAY),
    ],
    "the member": [
      () => edge.members.token("ann"),
      ({ scope, member }) => (!scope || member === "always" ? MAY : 403),
    ],
    "the member, with `orders`": [
      () => edge.members.token("ann", { scope: "profile orders" }),
      ({ scope, member }) => (!scope || member ? MAY : 403),
    ],
    "the member, with a shop's scopes": [
      () => edge.members.token("ann", { scope: "read events privacy operate programs" }),
      ({ scope, member }) => (!scope || member === "always" ? MAY : 403),
    ],
    "another member": [
      () => edge.members.token("ben", { scope: "orders" }),
      ({ scope }) => (scope ? 403 : MAY),
    ],
    "a member with a name that begins alike": [
      () => edge.members.token("ann2"),
      ({ scope }) => (scope ? 403 : MAY),
    ],
  };

  for (const [name, [shows, expected]] of Object.entries(CALLERS)) {
    test(name, async () => {
      for (const route of ROUTES) {
        // Whether it serves is told to everybody, whatever they show.
        if (route.path === "/health") continue;
        const answer = await edge.call(
          route.method,
          route.path,
          callOf(route, { as: await shows(route) }),
        );
        const what = `${route.method} ${route.path}: ${answer.text.slice(0, 200)}`;
        const wanted = expected(route);
        if (wanted === MAY)
          assert.ok(![401, 403].includes(answer.status), `${answer.status} ${what}`);
        else assert.equal(answer.status, wanted, what);
        if (answer.status === 401)
          assert.match(answer.headers.get("WWW-Authenticate"), /^Bearer realm="perks"/, what);
      }
    });
  }

  test("members record rewards and activations of now alone", async () => {
    const as = await edge.members.token("ann");
    const at = new Date().toISOString();
    const record = (json) =>
      edge.call("POST", "/v1/programs/club/members/ann/events", { as, json, once: "k" });
    assert.equal((await record({ id: "1", at, redeem: { reward: "mug", points: 5 } })).status, 200);
    assert.equal((await record({ id: "1", at: Date.now(), activate: { offer: "x" } })).status, 200);
    for (const event of [
      { adjust: { points: 1_000_000, reason: "me" } },
      { redeem: { reward: "mug", stock_left: 9 } },
      { redeem: { reward: "mug" }, activate: { offer: "x" } },
      { redeem: { reward: "mug" }, correction: { reason: "me" } },
      { redeem: { reward: "mug" }, adjust: { points: 1, reason: "me" } },
      { join: {} },
      {},
    ]) {
      const answer = await record({ id: "1", at, ...event });
      assert.equal(answer.status, 403, JSON.stringify(event));
    }
    const late = await record({ id: "1", at: "2026-01-01T00:00:00Z", redeem: { reward: "mug" } });
    assert.equal(late.body.code, "clock_skew");
  });

  test("members report activities of now where their token has `activities`", async () => {
    const record = async (json, scope) =>
      edge.call("POST", "/v1/programs/club/members/ann/events", {
        as: await edge.members.token("ann", { scope }),
        json: { id: "1", ...json },
        once: "k",
      });
    const visit = { activity: { id: "check-in" } };
    for (const scope of ["activities", "orders activities profile"]) {
      assert.equal((await record(visit, scope)).status, 200, scope);
      const run = { activity: { id: "run", quantity: 5, amount_minor: 1, order: "o" } };
      assert.equal((await record(run, scope)).status, 200, scope);
    }
    for (const scope of [undefined, "orders", "events", "activities,orders", "activity"]) {
      const { status, body } = await record(visit, scope);
      assert.deepEqual([status, body.needs], [403, "activities"], scope);
    }
    for (const event of [
      { activity: { id: "check-in", at: 1 } },
      { ...visit, adjust: { points: 1, reason: "me" } },
      { adjust: { points: 1, reason: "me" }, ...visit },
      { ...visit, redeem: { reward: "mug" } },
      { delivered: { order: "o" } },
    ]) {
      const { status, body } = await record(event, "activities");
      assert.deepEqual([status, body.needs], [403, "events"], JSON.stringify(event));
    }
    const late = await record({ at: "2026-01-01T00:00:00Z", ...visit }, "activities");
    assert.equal(late.body.code, "clock_skew");
    const other = await edge.call("POST", "/v1/programs/club/members/ben/events", {
      as: await edge.members.token("ann", { scope: "activities" }),
      json: { id: "1", ...visit },
      once: "k",
    });
    assert.equal(other.status, 403);
  });

  test("calls go to the object of the programme, and of the member or the order, and say who calls", async () => {
    const as = edge.shop("orders");
    const name = "张 三/%41?#";
    const path = `/v1/programs/club/members/${encodeURIComponent(name)}/holds/${encodeURIComponent("订 单/1")}/commit`;
    const { body } = await edge.call("POST", path, { as, once: "key", json: { paid_minor: 5 } });
    // By a hash: what the platform keeps of names nobody here can erase.
    assert.equal(body.object, `club/m/${sha256(JSON.stringify(["club", name]))}`);
    assert.equal(body.method, "commit");
    assert.deepEqual(body.args, ["订 单/1", { paid_minor: 5 }]);
    assert.equal(body.call.by, "shop:orders");
    assert.equal(body.call.once.key, "shop:orders key");
    assert.match(body.call.once.digest, /^[0-9a-f]{64}$/);
    const guest = await edge.call(
      "POST",
      "/v1/programs/club/guests/orders",
      callOf(
        ROUTES.find(({ as }) => as.endsWith("guests/orders")),
        { as },
      ),
    );
    assert.equal(guest.body.object, "club/g/o1");
    assert.deepEqual(guest.body.call.who, { guest: "o1" });
    const own = await status(await edge.members.token("ann"));
    assert.equal(own.body.call.by, "member:m1");
    assert.equal(own.body.call.once, undefined);
  });

  test("the digest is that of method, path and bytes", async () => {
    const digest = async (path, body) => {
      const headers = { "Content-Type": "application/json" };
      const answer = await edge.call("POST", `/v1/programs/club/members/${path}`, {
        as: edge.shop("all"),
        once: "k",
        headers,
        body,
      });
      return answer.body.call.once.digest;
    };
    const first = await digest("ann/holds/o1/commit", "{}");
    assert.equal(await digest("ann/holds/o1/commit", "{}"), first);
    const others = [
      await digest("ann/holds/o1/commit", "{ }"),
      await digest("ann/holds/o2/commit", "{}"),
      await digest("ann/holds/o1/release", "{}"),
      await digest("ben/holds/o1/commit", "{}"),
    ];
    assert.equal(new Set([first, ...others]).size, 5);
  });
});

describe("members' tokens", () => {
  const now = () => Math.floor(Date.now() / 1000);
  const encode = (value) =>
    Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
  const claims = () => ({ iss: ISSUER, aud: AUDIENCE, sub: "ann", exp: now() + 600 });

  test("what holds", async () => {
    assert.equal((await status(await edge.members.token("ann"))).status, 200);
    const again = await edge.members.token("ann");
    for (let i = 0; i < 3; i++) assert.equal((await status(again)).status, 200);
    const several = await edge.members.token("ann", { aud: ["other", AUDIENCE] });
    assert.equal((await status(several)).status, 200);
    const tolerated = await edge.members.token("ann", { exp: now() - 20, nbf: now() + 20 });
    assert.equal((await status(tolerated)).status, 200);
  });

  test("claims that do not hold", async () => {
    for (const wrong of [
      { iss: "https://other.example" },
      { iss: undefined },
      { aud: "other" },
      { aud: undefined },
      { exp: undefined },
      { exp: now() - 40 },
      { exp: "tomorrow" },
      { nbf: now() + 40 },
      { sub: undefined },
      { sub: "" },
      { sub: " ann" },
      { sub: "a\nb" },
      { sub: "x".repeat(129) },
      { sub: ["ann"] },
      { sub: 7 },
    ]) {
      const answer = await status(await edge.members.token(undefined, { sub: "ann", ...wrong }));
      assert.equal(answer.status, 401, `${JSON.stringify(wrong)} ${answer.text}`);
    }
  });

  test("no signature, and the public key as a secret", async () => {
    const { jwk } = edge.members;
    for (const alg of ["none", "None", "nOnE", ""]) {
      const unsigned = `${encode({ alg, kid: "m1" })}.${encode(claims())}.`;
      assert.equal((await status(unsigned)).status, 401, alg);
    }
    const spki = await exportSPKI(await importJWK(jwk, "EdDSA", { extractable: true }));
    for (const secret of [spki, JSON.stringify(jwk), Buffer.from(jwk.x, "base64url"), jwk.x, ""]) {
      const head = `${encode({ alg: "HS256", kid: "m1", typ: "JWT" })}.${encode(claims())}`;
      const mac = createHmac("sha256", secret).update(head).digest("base64url");
      assert.equal((await status(`${head}.${mac}`)).status, 401);
    }
  });

  test("keys that the token brings, or names otherwise", async () => {
    const mallory = await memberKeys("EdDSA", "m1");
    const headers = [
      {},
      { jwk: mallory.jwk },
      { jku: "https://evil.example/jwks.json" },
      { x5u: "https://evil.example/cert.pem" },
      { kid: "../../m1" },
      { kid: "m1' OR 1=1" },
      { kid: "unknown" },
      { kid: "" },
      { kid: undefined },
      { crit: ["exp"], exp: 1 },
    ];
    for (const header of headers) {
      const answer = await status(await mallory.token("ann", {}, header).catch(() => "x.y.z"));
      assert.equal(answer.status, 401, JSON.stringify(header));
    }
    // The true key, but unnamed, or with a header that asks for what is not understood.
    const unnamed = await edge.members.token("ann", {}, { kid: undefined });
    assert.equal((await status(unnamed)).status, 401);
    const numbered = `${encode({ alg: "EdDSA", kid: 7 })}.${encode(claims())}.AAAA`;
    assert.equal((await status(numbered)).status, 401);
  });

  test("another algorithm, another type, and what was altered", async () => {
    for (const alg of ["ES256", "RS256", "PS256"]) {
      const other = await memberKeys(alg, "m1");
      assert.equal((await status(await other.token("ann"))).status, 401, alg);
    }
    const token = await edge.members.token("ann");
    const [head, body, signature] = token.split(".");
    const changed = encode({ ...JSON.parse(Buffer.from(body, "base64url")), sub: "ben" });
    const flipped = signature.replace(/^./, (first) => (first === "A" ? "B" : "A"));
    for (const forged of [
      `${head}.${changed}.${signature}`,
      `${head}.${body}.${flipped}`,
      `${head}.${body}.`,
      `${head}.${body}`,
      `${head}..${signature}`,
      `.${body}.${signature}`,
      `${token}.${token}`,
      `${head}.${body}.${signature}=`,
      `${token}${"A".repeat(9_000)}`,
      `${"A".repeat(3_000)}.${body}.${signature}`,
    ]) {
      assert.equal((await status(forged)).status, 401, forged.slice(0, 60));
    }
    const jwe = await new SignJWT(claims())
      .setProtectedHeader({ alg: "EdDSA", kid: "m1", b64: true })
      .sign(edge.members.privateKey);
    assert.ok([200, 401].includes((await status(jwe)).status));
  });

  test("a programme's token is no member's, nor a key in another place", async () => {
    const jws = await edge.program.sign(
      '{"format":1,"id":"club","version":9,"currency":"CNY","zone":"UTC"}',
    );
    assert.equal((await status(jws)).status, 401);
    const token = await edge.members.token("ann");
    for (const Authorization of [
      token,
      `Basic ${token}`,
      `Bearer`,
      `Bearer ${token} x`,
      `Bearer,${token}`,
      `Token ${token}`,
    ]) {
      const answer = await edge.call("GET", "/v1/programs/club/members/ann/status", {
        headers: { Authorization },
      });
      assert.equal(answer.status, 401, Authorization.slice(0, 12));
    }
    const query = await edge.call(
      "GET",
      `/v1/programs/club/members/ann/status?access_token=${token}`,
    );
    assert.equal(query.status, 401, query.text);
    const small = await edge.call("GET", "/v1/programs/club/members/ann/status", {
      headers: { Authorization: `bearer  ${token}` },
    });
    assert.equal(small.status, 200);
  });
});

describe("shops' keys", () => {
  test("the whole secret, of that key", async () => {
    for (const key of [
      "perks_all_",
      "perks_all",
      "perks__s3cret-of_all",
      "perks_ALL_s3cret-of_all",
      "perks_all_s3cret-of_al",
      "perks_all_s3cret-of_all2",
      "perks_read_s3cret-of_all",
      "Perks_all_s3cret-of_all",
      `perks_all_${"x".repeat(9_000)}`,
    ]) {
      assert.equal((await status(key)).status, 401, key.slice(0, 40));
    }
    assert.equal((await status(edge.shop("all"))).status, 200);
  });
});
