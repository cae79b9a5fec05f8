/** How often somebody may call, and settings that cannot be. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { front } from "./support/front.mjs";

const PATH = "/v1/programs/club/members/ann/status";

async function within(settings, use) {
  const edge = await front(settings);
  try {
    await use(edge);
  } finally {
    await edge.end();
  }
}

test("each caller has a bucket of its own, and hears when to call again", async () => {
  await within({ RATE_PER_SECOND: "1", RATE_BURST: "3" }, async (edge) => {
    assert.equal((await edge.publish("club")).status, 201);
    const many = async (times, path, more) => {
      const found = [];
      for (let i = 0; i < times; i++) found.push(await edge.call("GET", path, more));
      return found.map(({ status }) => status);
    };
    const [ann, ben] = await Promise.all([edge.members.token("ann"), edge.members.token("ben")]);
    assert.deepEqual(await many(5, PATH, { as: ann }), [200, 200, 200, 429, 429]);
    // Another token of the same member is the same caller.
    const again = await edge.call("GET", PATH, {
      as: await edge.members.token("ann", { jti: "2" }),
    });
    assert.equal(again.body.code, "rate_limited");
    assert.equal(again.headers.get("Retry-After"), "1");
    assert.equal(again.body.retry_after_seconds, 1);
    assert.equal((await edge.call("GET", PATH.replace("ann", "ben"), { as: ben })).status, 200);
    // A shop calls for many.
    assert.deepEqual(new Set(await many(40, PATH, { as: edge.shop("all") })), new Set([200]));
    const from = (address) => ({ headers: { "CF-Connecting-IP": address } });
    assert.deepEqual(await many(4, "/problems/forbidden", from("192.0.2.1")), [200, 200, 200, 429]);
    assert.deepEqual(await many(1, "/problems/forbidden", from("192.0.2.2")), [200]);
    // Who guesses keys is stopped, and whoever has one is not stopped by that.
    const guess = { as: "perks_all_guess", headers: { "CF-Connecting-IP": "192.0.2.3" } };
    assert.deepEqual(await many(5, PATH, guess), [401, 401, 401, 429, 429]);
    assert.equal(
      (await edge.call("GET", PATH, { as: edge.shop("all"), headers: guess.headers })).status,
      200,
    );
    // Whether it serves is always told.
    assert.deepEqual(new Set(await many(8, "/health", from("192.0.2.1"))), new Set([200]));
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    assert.deepEqual(await many(2, PATH, { as: ann }), [200, 429]);
  });
});

test("a key's settings may say how often it calls", async () => {
  const key = { id: "slow", sha256: "", scopes: ["read"], per_second: 1 };
  const { sha256 } = await import("../local/settings.mjs");
  const publisher = { id: "all", sha256: sha256("s3cret-of_all"), scopes: ["programs"] };
  const SHOP_KEYS = JSON.stringify([publisher, { ...key, sha256: sha256("x") }]);
  await within({ SHOP_KEYS, RATE_PER_SECOND: "1", RATE_BURST: "1" }, async (edge) => {
    assert.equal((await edge.publish("club")).status, 201);
    const found = [];
    for (let i = 0; i < 22; i++)
      found.push((await edge.call("GET", PATH, { as: "perks_slow_x" })).status);
    assert.deepEqual(found.slice(0, 20), Array(20).fill(200));
    assert.equal(found.at(-1), 429);
  });
});

const other = JSON.stringify([{ id: "a", sha256: "0", scopes: [] }]);
for (const [setting, value, told] of [
  ["SHOP_KEYS", "not json: perks_secret", /`SHOP_KEYS` is no JSON/],
  ["SHOP_KEYS", other, /`SHOP_KEYS` cannot be, at `\/0\/sha256`/],
  ["PROGRAM_KEYS", '{"keys":[]}', /`PROGRAM_KEYS` cannot be, at `\/keys`/],
  ["MEMBER_KEYS", '{"keys":[{"kty":"oct","k":"c2VjcmV0","kid":"x"}]}', /`MEMBER_KEYS` cannot be/],
  ["MEMBER_ISSUER", "", /`MEMBER_ISSUER` is missing/],
  ["VOUCHER_KEYS", "[{}]", /`VOUCHER_KEYS` cannot be/],
  ["CORS_ORIGINS", "https://shop.example/ ", /`CORS_ORIGINS` has `https:\/\/shop.example\/`/],
  ["CORS_ORIGINS", "*", /`CORS_ORIGINS` has `\*`/],
  ["RATE_PER_SECOND", "many", /`RATE_PER_SECOND` is to be a whole number from 1/],
  ["MAX_BODY_BYTES", "12", /`MAX_BODY_BYTES` is to be/],
]) {
  test(`${setting} that cannot be: ${value || "none"}`, async () => {
    await within({ [setting]: value }, async (edge) => {
      const health = await edge.call("GET", "/health");
      assert.equal(health.status, 500);
      assert.match(health.body.detail, told);
      assert.equal(health.body.setting, setting);
      const any = await edge.call("GET", "/v1/programs/club");
      assert.equal(any.body.code, "internal");
      assert.doesNotMatch(any.text, new RegExp(setting));
      const line = await edge.logged(any.body.instance);
      assert.match(JSON.parse(line).fault, told);
      assert.doesNotMatch(edge.logs(), /perks_secret|c2VjcmV0/);
    });
  });
}
