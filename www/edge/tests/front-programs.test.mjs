/** Programmes, codes, vouchers and previews through the worker's face, with the objects that keep them. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { makeKeys, readVoucher, verifyVoucher } from "perks/signed";
import { front } from "./support/front.mjs";
import { document, publisher } from "./support/programs.mjs";

const percent = { target: "order", benefit: { percent: { off: "10" } } };
const cart = { currency: "CNY", lines: [{ id: "1", sku: "tea", units: 2, price_minor: 5_000 }] };

let edge;
let voucherKey;
let parts;
before(async () => {
  const { privateKey } = await makeKeys({ kid: "v1" });
  const { privateKey: other } = await makeKeys({ kid: "v2" });
  voucherKey = privateKey;
  parts = {
    keys: [
      { id: "v2", alg: "EdDSA", public: other.x },
      { id: "v1", alg: "EdDSA", public: privateKey.x },
      { id: "elsewhere", alg: "EdDSA", public: (await makeKeys()).privateKey.x },
    ],
    offers: [
      { id: "first-hundred", kind: "automatic", limits: { total: 100 }, ...percent },
      { id: "gift", kind: "unique_code", ...percent },
      { id: "paper", kind: { signed: { keys: ["v1"] } }, ...percent },
      { id: "foreign", kind: { signed: { keys: ["elsewhere"] } }, ...percent },
    ],
  };
  edge = await front({
    VOUCHER_KEYS: JSON.stringify([other, privateKey]),
    PROGRAM_TTL_MS: "60000",
  });
  const published = await edge.publish("club", 1, parts);
  assert.equal(published.status, 201, published.text);
});
after(() => edge.end());

const post = (path, json, shop = "all") =>
  edge.call("POST", `/v1/programs/club${path}`, { as: edge.shop(shop), json });
const check = async (...coupons) =>
  (await edge.call("POST", "/v1/programs/club/checks", { json: { coupons } })).body;

describe("programmes", () => {
  test("as it was signed, with a tag that caches ask with", async () => {
    const first = await edge.call("GET", "/v1/programs/club");
    assert.equal(first.status, 200);
    assert.equal(first.headers.get("Content-Type"), "application/jose");
    assert.equal(first.text.split(".").length, 3);
    const tag = first.headers.get("ETag");
    const ask = (value) =>
      edge.call("GET", "/v1/programs/club", { headers: { "If-None-Match": value } });
    for (const value of [tag, `W/${tag}`, `"x", ${tag}`, "*"]) {
      const again = await ask(value);
      assert.deepEqual([again.status, again.text, again.headers.get("ETag")], [304, "", tag]);
    }
    assert.equal((await ask('"x"')).status, 200);
    assert.equal((await edge.call("GET", "/v1/programs/nobody")).body.code, "unknown_program");
  });

  test("what another version brings is there for the next who asks", async () => {
    for (const version of [1, 2, 3]) {
      assert.equal((await edge.publish("next", version)).status, 201);
      const { text, headers } = await edge.call("GET", "/v1/programs/next");
      assert.equal(JSON.parse(Buffer.from(text.split(".")[1], "base64url")).version, version);
      assert.match(headers.get("ETag"), new RegExp(`^"${version}-`));
    }
  });

  test("published, kept back, rolled out and back", async () => {
    const sign = async (version, more) => edge.program.sign(document("roll", version, more));
    const publish = async (jws, query = "") =>
      edge.call("POST", `/v1/programs${query}`, {
        as: edge.shop("programs"),
        headers: { "Content-Type": "application/jose" },
        body: jws,
      });
    const activate = (version) =>
      edge.call("POST", "/v1/programs/roll/activation", {
        as: edge.shop("programs"),
        json: { version },
      });
    const first = await sign(1);
    assert.equal((await publish(`${first}\n`)).status, 201);
    assert.equal((await publish(first)).status, 200);
    assert.equal(
      (await publish(await sign(1, { zone: "Europe/Berlin" }))).body.code,
      "version_conflict",
    );
    assert.equal((await publish(await sign(2), "?activate=no")).body.active, 1);
    assert.equal((await activate(2)).body.active, 2);
    assert.equal((await activate(1)).body.active, 1);
    assert.equal((await activate(9)).body.code, "unknown_version");
    const { body } = await edge.call("GET", "/v1/programs/roll/versions", {
      as: edge.shop("programs"),
    });
    assert.deepEqual(
      body.versions.map(({ version, active, by }) => [version, active, by]),
      [
        [2, false, "shop:programs"],
        [1, true, "shop:programs"],
      ],
    );
    assert.deepEqual(
      body.activations.map(({ version }) => version),
      [1, 2, 1],
    );
    assert.match(body.activations[0].at, /^\d{4}-.*Z$/);
  });

  test("signed by nobody who may, or no programme", async () => {
    const publish = (body) =>
      edge.call("POST", "/v1/programs", {
        as: edge.shop("all"),
        headers: { "Content-Type": "application/jose" },
        body,
      });
    const stranger = await publisher();
    for (const [jws, reason] of [
      [await stranger.sign(document("club", 7)), "unknown_key"],
      [
        (await edge.program.sign(document("club", 7))).replace(/.$/, (last) =>
          last === "A" ? "B" : "A",
        ),
        undefined,
      ],
      ["a.b.c", "not_jws"],
      ["x", "not_jws"],
    ]) {
      const answer = await publish(jws);
      assert.equal(answer.body.code, "signature_refused", answer.text);
      if (reason) assert.equal(answer.body.reason.code, reason);
    }
    const bad = await publish(
      await edge.program.sign(document("club", 7, { zone: "Nowhere/At-All" })),
    );
    assert.equal(bad.body.code, "bad_document");
    assert.equal(bad.body.problems[0].path, "/zone");
    const elsewhere = await edge.call("POST", "/v1/programs", {
      as: edge.shop("elsewhere"),
      headers: { "Content-Type": "application/jose" },
      body: await edge.program.sign(document("club", 8)),
    });
    assert.equal(elsewhere.body.code, "forbidden");
  });
});

describe("unique codes", () => {
  const load = (body, offer = "gift", type = "text/plain") =>
    edge.call("POST", `/v1/programs/club/codes/${offer}`, {
      as: edge.shop("codes"),
      headers: { "Content-Type": type },
      body,
    });

  test("are loaded once, as the programme compares them", async () => {
    assert.deepEqual((await load("SPRING-1\r\nspring-1\n\n SPRING-2 \n")).body, {
      added: 2,
      known: 0,
    });
    assert.deepEqual((await load("Spring-2\nSPRING-3")).body, { added: 1, known: 2 - 1 });
    const { codes } = await check("spring-2", "SPRING-9");
    assert.equal(codes.find(({ entered }) => entered === "spring-2").offer, "gift");
    const [unknown] = codes.find(({ entered }) => entered === "SPRING-9").reasons;
    assert.equal(unknown.code, "unknown_code");
  });

  test("the head of a table is no code, and a table no list", async () => {
    assert.deepEqual((await load("code\nHEADED-1\n")).body, { added: 1, known: 0 });
    const { codes } = await check("code", "headed-1");
    assert.equal(codes.find(({ entered }) => entered === "code").reasons[0].code, "unknown_code");
    const table = await load("code,offer,serial\nTABLE-1,gift,1\n");
    assert.deepEqual([table.status, table.body.errors[0].path], [400, "/1"]);
    assert.equal((await load("code\n")).body.code, "bad_request");
  });

  test("many at once", async () => {
    const codes = Array.from({ length: 25_000 }, (_, nr) => `MANY-${nr}`);
    assert.deepEqual((await load(codes.join("\n"))).body, { added: 25_000, known: 0 });
  });

  test("of an offer that has them, each on a line that can be one", async () => {
    for (const offer of ["paper", "first-hundred", "nobody"]) {
      const answer = await load("A", offer);
      assert.equal(answer.body.code, "bad_request");
      assert.equal(answer.body.errors[0].path, "/offer");
    }
    const faults = await load(`OK\n${"x".repeat(129)}\nA\u0007B\n`);
    assert.deepEqual(
      faults.body.errors.map(({ path }) => path),
      ["/2", "/3"],
    );
    assert.equal((await load("\n \n")).body.code, "bad_request");
    assert.equal((await load('["A"]', "gift", "application/json")).status, 415);
  });
});

describe("vouchers", () => {
  test("are issued by a key that the offer takes, and verified", async () => {
    const until = "2036-01-01T00:00:00Z";
    const { status, body } = await post("/vouchers", { offer: "paper", count: 3, until });
    assert.equal(status, 201);
    assert.equal(new Set(body.vouchers.map(({ serial }) => serial)).size, 3);
    for (const { serial, voucher } of body.vouchers) {
      assert.match(serial, /^[\w-]{22}$/);
      const { kty, crv, x, kid } = voucherKey;
      const found = await verifyVoucher(
        voucher,
        { keys: [{ kty, crv, x, kid }] },
        { now: Date.now() },
      );
      assert.equal(found.kid, "v1");
      assert.deepEqual(
        [found.voucher.program, found.voucher.offer, found.voucher.serial],
        ["club", "paper", serial],
      );
      assert.equal(Date.parse(found.voucher.until), Date.parse(until));
    }
    const { codes } = await check(body.vouchers[0].voucher);
    assert.deepEqual(
      codes.map(({ offer, reasons }) => [offer, reasons]),
      [["paper", []]],
    );
  });

  test("for a member, who alone may use them", async () => {
    const { body } = await post("/vouchers", { offer: "paper", member: "ann" });
    const [{ voucher }] = body.vouchers;
    assert.match(readVoucher(voucher).voucher.holder, /^[0-9a-f]{64}$/);
    const { codes } = await check(voucher);
    assert.equal(codes[0].reasons[0].code, "other_holder");
  });

  test("not by other keys, of other offers, in other times", async () => {
    for (const [json, path] of [
      [{ offer: "paper", key: "v2" }, "/key"],
      [{ offer: "paper", key: "unknown" }, "/key"],
      [{ offer: "foreign" }, "/key"],
      [{ offer: "gift" }, "/offer"],
      [{ offer: "nobody" }, "/offer"],
      [{ offer: "paper", count: 1_001 }, "/count"],
      [{ offer: "paper", from: "soon" }, "/from"],
      [{ offer: "paper", from: "2030-01-02T00:00:00Z", until: "2030-01-01T00:00:00Z" }, "/until"],
    ]) {
      const answer = await post("/vouchers", json);
      assert.equal(answer.body.code, "bad_request", answer.text);
      assert.equal(answer.body.errors[0].path, path);
    }
  });

  test("are revoked at once, before they were ever shown", async () => {
    const { body } = await post("/vouchers", { offer: "paper", count: 2 });
    const [first, second] = body.vouchers;
    const revoked = await post("/vouchers/revocations", {
      offer: "paper",
      serials: [first.serial],
    });
    assert.deepEqual(revoked.body, { revoked: 1 });
    assert.equal((await check(first.voucher)).codes[0].reasons[0].code, "revoked");
    assert.deepEqual((await check(second.voucher)).codes[0].reasons, []);
  });
});

describe("previews of guests", () => {
  test("a quote, with its receipt, and what was entered", async () => {
    const { body, status } = await edge.call("POST", "/v1/programs/club/quotes", {
      json: { cart, options: { coupons: ["NOTHING"] } },
    });
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.totals.pay_minor, 9_000);
    assert.equal(body.offers.applied[0].offer, "first-hundred");
    assert.ok(body.receipt.program);
    assert.equal(body.codes[0].reasons[0].code, "unknown_code");
    const checked = await edge.call("POST", "/v1/programs/club/checks", {
      json: { cart, coupons: ["NOTHING"] },
    });
    assert.equal(checked.body.codes[0].entered, "NOTHING");
  });

  test("as of a preview's time, if it is near", async () => {
    const quote = (now) =>
      edge.call("POST", "/v1/programs/club/quotes", { json: { cart, options: { now } } });
    assert.equal((await quote(Date.now() - 60_000)).status, 200);
    const far = await quote("2026-01-01T00:00:00Z");
    assert.equal(far.body.code, "clock_skew");
    assert.match(far.body.now, /Z$/);
    assert.equal((await quote("soon")).body.code, "bad_request");
    const bad = await edge.call("POST", "/v1/programs/club/quotes", {
      json: { cart: { ...cart, lines: [] } },
    });
    assert.equal(bad.body.code, "bad_document");
    assert.equal(bad.body.problems[0].path, "/lines");
  });

  test("what is left of limits", async () => {
    const { body, headers } = await edge.call("GET", "/v1/programs/club/counters");
    assert.deepEqual(body.offers, { "first-hundred": { uses: 0, amount_minor: 0 } });
    assert.deepEqual(body.rewards, {});
    assert.equal(headers.get("Cache-Control"), "public, max-age=1");
    assert.equal(
      (await edge.call("GET", "/v1/programs/nobody/counters")).body.code,
      "unknown_program",
    );
  });
});
