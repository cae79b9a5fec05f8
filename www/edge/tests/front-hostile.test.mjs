/** Calls that no ordinary client makes, byte by byte, and the largest that somebody may make: none is a fault of the edge. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { makeKeys, signVoucher } from "perks/signed";
import { front } from "./support/front.mjs";

const QUOTES = "/v1/programs/club/quotes";
/** As many limits of everybody as no text of a few kilobytes holds. */
const LIMITED = 500;
const percent = { target: "order", benefit: { percent: { off: "10" } } };
const cart = { currency: "CNY", lines: [{ id: "1", sku: "tea", units: 2, price_minor: 5_000 }] };

let edge;
let key;
before(async () => {
  ({ privateKey: key } = await makeKeys());
  const settings = {
    VOUCHER_KEYS: JSON.stringify([key]),
    RATE_PER_SECOND: "1",
    RATE_BURST: "1000",
  };
  edge = await front(settings, "src/worker.ts");
  const published = await edge.publish("club", 1, {
    keys: [{ id: key.kid, alg: "EdDSA", public: key.x }],
    offers: [
      { id: "paper", kind: { signed: { keys: [key.kid] } }, ...percent },
      ...Array.from({ length: LIMITED }, (_, at) => ({
        id: `one-of-very-many-offers-that-are-limited-${at}`,
        kind: "unique_code",
        limits: { total: 100, budget: "1000.00" },
        ...percent,
      })),
    ],
  });
  assert.equal(published.status, 201, published.text);
  // Each limit is an object of its own, and has a file from its first call on.
  await edge.call("POST", QUOTES, { json: { cart } });
});
after(() => edge.end());

/** The answer to these bytes, up to its end or five seconds. */
function raw(text) {
  return new Promise((resolve, reject) => {
    const socket = connect(new URL(edge.url).port, "127.0.0.1");
    let got = "";
    socket.on("data", (data) => {
      got += data;
      if (/\r\n\r\n/.test(got)) setTimeout(() => socket.destroy(), 50);
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(got));
    socket.setTimeout(5_000, () => socket.destroy());
    socket.write(text);
  });
}

const posted = (headers, body) =>
  raw(
    `POST ${QUOTES} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${body}`,
  );

describe("bytes that no client sends", () => {
  for (const host of ["[", "a b", "x:99999", "%"]) {
    for (const path of ["/nothing", "/v1/programs/club"]) {
      test(`the host \`${host}\` before ${path}`, async () => {
        const got = await raw(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
        assert.match(got, /^HTTP\/1\.1 400 /);
        assert.match(got, /"code":"bad_request"/);
      });
    }
  }

  test("a length that is smaller, and one that is not what counts", async () => {
    const body = JSON.stringify({ cart });
    const chunk = (text) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
    assert.match(await posted("Content-Length: 5", body), /^HTTP\/1\.1 400 [\s\S]*is no JSON/);
    const both = "Content-Length: 5\r\nTransfer-Encoding: chunked";
    assert.match(await posted(both, chunk(body)), /^HTTP\/1\.1 200 /);
    assert.match(await posted(both, chunk(body.padEnd(300_000))), /^HTTP\/1\.1 413 /);
  });

  test("a body that breaks off is the caller's, and no fault", async () => {
    for (const broken of ["zz\r\n{}", "2\r\n{}zz\r\n"]) {
      const got = await posted("Transfer-Encoding: chunked", broken);
      assert.match(got, /^HTTP\/1\.1 400 /, got);
      assert.match(got, /"code":"bad_request"/);
    }
  });
});

describe("instants", () => {
  test("of vouchers are as the engine reads them, and within its time", async () => {
    for (const until of [
      "tomorrow",
      "2036",
      "March 7",
      "2036-02-30T00:00:00Z",
      "2036-01-01T00:00:00",
      "+012036-01-01T00:00:00Z",
      "2200-01-01T00:00:00Z",
      Number.MAX_SAFE_INTEGER,
      -1,
    ]) {
      const answer = await edge.call("POST", "/v1/programs/club/vouchers", {
        as: edge.shop("all"),
        json: { offer: "paper", until },
      });
      assert.equal(answer.body.code, "bad_request", `${until}: ${answer.text}`);
      assert.equal(answer.body.errors[0].path, "/until");
      assert.doesNotMatch(answer.body.detail, /[Ii]nvalid input/);
    }
  });
});

describe("what is allowed, as large as it may be", () => {
  test("a quote with the counters of all limits", async () => {
    const answer = await edge.call("POST", QUOTES, { json: { cart } });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(Object.keys(answer.body.counters).length, LIMITED);
    const counted = { ...answer.body.counters };
    const again = await edge.call("POST", QUOTES, {
      json: { cart, options: { counters: counted } },
    });
    assert.equal(again.status, 200, again.text);
  });

  test("no more combinations than an order looks at", async () => {
    const quote = (nodes) => edge.call("POST", QUOTES, { json: { cart, options: { nodes } } });
    assert.equal((await quote(500)).status, 200);
    assert.equal((await quote(501)).body.errors[0].path, "/options/nodes");
  });

  test("a hundred vouchers at once", async () => {
    const claims = { aud: "club", offer: "paper", sub: "0".repeat(64), nbf: 1, exp: 4_000_000_000 };
    const coupons = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        signVoucher({ ...claims, jti: `${at}`.padStart(64, "0") }, key),
      ),
    );
    const answer = await edge.call("POST", QUOTES, { json: { cart, options: { coupons } } });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.codes.length, 100);
  });
});

test("a network of addresses is one caller", async () => {
  const from = async (address) => {
    const headers = { "CF-Connecting-IP": address };
    return (await edge.call("GET", "/problems/forbidden", { headers })).status;
  };
  const many = async (addresses) => new Set(await Promise.all(addresses.map(from)));
  const network = Array.from({ length: 1_100 }, (_, at) => `2001:db8:0:7::${at.toString(16)}`);
  assert.deepEqual(await many(network), new Set([200, 429]));
  const others = Array(20).fill("2001:DB8:0:7:ffff:ffff:ffff:ffff");
  assert.ok((await many(others)).has(429));
  assert.equal(await from("2001:db8:0:8::1"), 200);
  // Of addresses of the old kind each is a caller, however it is written.
  const mapped = Array.from({ length: 1_100 }, (_, at) => `::ffff:198.51.${at >> 8}.${at & 255}`);
  assert.deepEqual(await many(mapped), new Set([200]));
});

test("programmes that nobody published leave no file behind, whoever asks", async () => {
  const state = `${edge.folder}/state`;
  const files = () =>
    readdirSync(state, { recursive: true }).filter((name) => name.endsWith(".sqlite")).length;
  const as = await edge.members.token("ann");
  const ask = (program) => [
    edge.call("GET", `/v1/programs/${program}`),
    edge.call("GET", `/v1/programs/${program}/counters`),
    edge.call("POST", `/v1/programs/${program}/quotes`, { json: { cart } }),
    edge.call("POST", `/v1/programs/${program}/checks`, { json: { coupons: ["x"] } }),
    edge.call("GET", `/v1/programs/${program}/members/ann/status`, { as }),
    edge.call("POST", `/v1/programs/${program}/members/ann/quotes`, { as, json: { cart } }),
  ];
  await Promise.all(ask("nobody"));
  const before = files();
  assert.ok(before > 0);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => ask(`nobody-${at}`)).flat(),
  );
  assert.deepEqual(new Set(answers.map(({ body }) => body.code)), new Set(["unknown_program"]));
  assert.equal(files(), before);
});
