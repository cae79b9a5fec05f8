/** What calls must look like, and what answers do: bodies, places of faults, problems, origins, caches, limits, logs. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { parse, validate } from "@readme/openapi-parser";
import { front, ORIGIN } from "./support/front.mjs";
import { callOf, ROUTES } from "./support/routes.mjs";

const HOLDS = "/v1/programs/club/members/ann/holds";
const cart = { currency: "CNY", lines: [{ id: "1", sku: "tea", units: 1, price_minor: 100 }] };
const JSON_TYPE = { "Content-Type": "application/json" };

let edge;
let as;
before(async () => {
  edge = await front({ MAX_BODY_BYTES: "4096" });
  as = edge.shop("all");
  await edge.publish("club");
});
after(() => edge.end());

const hold = (more) => edge.call("POST", HOLDS, { as, once: "k", ...more });

function isProblem(answer, code, status) {
  assert.equal(answer.body?.code, code, answer.text);
  assert.equal(answer.status, status);
  assert.equal(answer.body.status, status);
  assert.equal(answer.body.type, `/problems/${code}`);
  assert.match(answer.body.help, /\.$/, "what to do");
  assert.equal(answer.headers.get("Content-Type"), "application/problem+json");
  assert.equal(answer.headers.get("Cache-Control"), "no-store");
}

describe("bodies", () => {
  test("a body is read to its limit, whatever its length is said to be", async () => {
    const padded = (length) => JSON.stringify({ order: "o", cart }).padEnd(length);
    const just = await hold({ headers: JSON_TYPE, body: padded(4096) });
    assert.equal(just.status, 200, just.text);
    const over = await hold({ headers: JSON_TYPE, body: padded(4097) });
    isProblem(over, "too_large", 413);
    assert.equal(over.body.limit, 4096);
    const streamed = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 64; i++) controller.enqueue(new TextEncoder().encode(" ".repeat(1024)));
        controller.close();
      },
    });
    isProblem(await hold({ headers: JSON_TYPE, body: streamed }), "too_large", 413);
  });

  test("a body without end is not waited for", async () => {
    const found = await new Promise((resolve, reject) => {
      const call = request(`${edge.url}${HOLDS}`, {
        method: "POST",
        headers: {
          ...JSON_TYPE,
          Authorization: `Bearer ${as}`,
          "Idempotency-Key": "k",
          "Transfer-Encoding": "chunked",
        },
      });
      call.on("response", (response) => {
        resolve(response.statusCode);
        call.destroy();
      });
      call.on("error", reject);
      call.write(" ".repeat(10_000));
    });
    assert.equal(found, 413);
  });

  test("types, coding and packing", async () => {
    const body = JSON.stringify({ order: "o", cart });
    for (const type of [
      "application/json",
      "application/json; charset=utf-8",
      'APPLICATION/JSON;charset="UTF-8"',
      "application/json;",
    ]) {
      assert.equal((await hold({ headers: { "Content-Type": type }, body })).status, 200, type);
    }
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "application/json; charset=latin1",
      "application/json, text/plain",
      "application/merge-patch+json",
      "multipart/form-data; boundary=x",
      "",
    ]) {
      const answer = await hold({ headers: { "Content-Type": type }, body });
      isProblem(answer, "unsupported_media_type", 415);
      assert.equal(answer.body.needs, "application/json");
    }
    const packed = await hold({
      headers: { ...JSON_TYPE, "Content-Encoding": "gzip" },
      body: gzipSync(body),
    });
    isProblem(packed, "unsupported_media_type", 415);
    const jose = await edge.call("POST", "/v1/programs", { as, json: {} });
    assert.equal(jose.body.needs, "application/jose");
  });

  test("what is no UTF-8, no JSON, or too deep", async () => {
    const invalid = Buffer.from('{"order":"\xff\xfe","cart":{}}', "latin1");
    for (const body of [
      invalid,
      Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]),
      '{"order":"o","cart":}',
      "{'order':1}",
      '{"order":"o"} x',
      "NaN",
      "nul",
      "[".repeat(4_000),
      `${'{"a":'.repeat(600)}1${"}".repeat(600)}`,
      `{"order":"o","cart":${"[".repeat(70)}${"]".repeat(70)}}`,
    ]) {
      isProblem(await hold({ headers: JSON_TYPE, body }), "bad_request", 400);
    }
    const brackets = JSON.stringify({ order: "o", cart: { note: '[{"\\['.repeat(90) } });
    assert.equal((await hold({ headers: JSON_TYPE, body: brackets })).status, 200);
  });

  test("a body that must be, may be, must not be", async () => {
    isProblem(await hold({}), "bad_request", 400);
    const commit = await edge.call("POST", `${HOLDS}/o1/commit`, { as, once: "k" });
    assert.deepEqual(commit.body.args, ["o1", {}]);
    const useless = await edge.call("DELETE", "/v1/programs/club/members/ann", {
      as,
      json: { force: 1 },
    });
    isProblem(useless, "bad_request", 400);
  });
});

describe("places of faults", () => {
  const at = (answer) => answer.body.errors.map(({ in: where, path }) => `${where}:${path}`);

  test("what is missing, or of another type, is told in plain words", async () => {
    const { body } = await hold({ json: { cart, ttl_seconds: "60" } });
    assert.equal(body.detail, "body, `/order`: is missing, and 1 more");
    assert.equal(body.errors[1].message, "is to be of type `number`");
  });

  test("our own objects have no other members, and each fault has its place", async () => {
    const answer = await hold({
      json: {
        order: " o",
        cart: [],
        receipt: { program: "x" },
        ttl_seconds: 0,
        extra: 1,
        options: { counters: [], receipt: "yes", spend: -1, coupons: [{ code: "x" }], "a/b~": 1 },
      },
    });
    isProblem(answer, "bad_request", 400);
    assert.deepEqual(at(answer).sort(), [
      "body:/cart",
      "body:/extra",
      "body:/options/a~1b~0",
      "body:/options/counters",
      "body:/options/coupons/0",
      "body:/options/receipt",
      "body:/options/spend",
      "body:/order",
      "body:/receipt/inputs",
      "body:/receipt/outcome",
      "body:/ttl_seconds",
    ]);
  });

  test("in words that a person reads after the place", async () => {
    const options = (more) => ({ order: "o", cart, options: more });
    const many = "has a number of elements that is to be at most 100";
    for (const [json, path, message] of [
      [{ cart }, "/order", "is missing"],
      [{ order: "o", cart: [] }, "/cart", "is to be an object"],
      [{ order: "o", cart, ttl_seconds: 0 }, "/ttl_seconds", "is to be at least 1"],
      [{ order: "o", cart, ttl_seconds: 3_601 }, "/ttl_seconds", "is to be at most 3600"],
      [options({ coupons: Array(101).fill("x") }), "/options/coupons", many],
      [options({ coupons: [5] }), "/options/coupons/0", "is nothing that may stand here"],
      [options({ spend: "all" }), "/options/spend", "is nothing that may stand here"],
    ]) {
      const { body } = await hold({ json });
      assert.deepEqual(
        body.errors.map((error) => [error.path, error.message]),
        [[path, message]],
      );
    }
  });

  test("paths and queries", async () => {
    for (const [path, place] of [
      ["/v1/programs/Club/members/ann/status", "path:/program"],
      [`/v1/programs/${"c".repeat(65)}/members/ann/status`, "path:/program"],
      ["/v1/programs/club/members/%20ann/status", "path:/member"],
      ["/v1/programs/club/members/a%00b/status", "path:/member"],
      [`/v1/programs/club/members/${"a".repeat(129)}/status`, "path:/member"],
      ["/v1/programs/club/members/%ff/status", "path:"],
      ["/v1/programs/club/members/ann%/status", "path:"],
      ["/v1/programs/club/members/%c0%af/status", "path:"],
    ]) {
      const answer = await edge.call("GET", path, { as });
      isProblem(answer, "bad_request", 400);
      assert.deepEqual(at(answer), [place]);
    }
    const query = await edge.call("POST", "/v1/programs?activate=maybe&x=1", {
      as,
      headers: { "Content-Type": "application/jose" },
      body: "a.b.c",
    });
    assert.deepEqual(at(query), ["query:/activate", "query:/x"]);
  });

  test("documents of the engine go on as they are", async () => {
    const odd = { zzz: [1, { deep: null }], units: "three", "": true };
    const answer = await hold({ json: { order: "订单", cart: odd, options: { gifts: odd } } });
    assert.deepEqual(answer.body.args[0], { order: "订单", cart: odd, options: { gifts: odd } });
  });

  test("the key of a call", async () => {
    for (const route of ROUTES) {
      const answer = await edge.call(
        route.method,
        route.path,
        callOf(route, { as, once: undefined }),
      );
      assert.equal(
        answer.body?.code === "key_missing",
        Boolean(route.once),
        `${route.method} ${route.path}`,
      );
    }
    for (const once of ["", "a b", "ä", "x".repeat(129)]) {
      const headers = { "Idempotency-Key": Buffer.from(once, "utf8").toString("latin1") };
      isProblem(
        await hold({ once: undefined, headers, json: { order: "o", cart } }),
        "key_missing",
        400,
      );
    }
  });
});

describe("problems", () => {
  test("each has a page, and there is no other", async () => {
    const { body: document } = await edge.call("GET", "/openapi.json");
    const operations = Object.values(document.paths).flatMap(Object.values);
    const descriptions = operations.flatMap(({ responses }) =>
      Object.values(responses).map((it) => it.description),
    );
    const told = descriptions
      .join(" ")
      .match(/`([a-z_]+)`: /g)
      .map((it) => it.slice(1, -3));
    assert.ok(new Set(told).size > 20);
    for (const code of new Set(told)) {
      const { status, body } = await edge.call("GET", `/problems/${code}`);
      assert.equal(status, 200, code);
      assert.deepEqual(Object.keys(body), ["code", "status", "title", "help"]);
    }
    for (const code of ["nothing", "constructor", "__proto__", "toString"]) {
      isProblem(await edge.call("GET", `/problems/${code}`), "not_found", 404);
    }
  });

  test("no such path, no such method", async () => {
    for (const path of [
      "/",
      "/v1",
      "/v1/programs/",
      "/v1/programs/club/",
      "//health",
      "/v1/programs/club/members/ann/unknown",
      "/%",
      "/health/%ff",
    ]) {
      isProblem(await edge.call("GET", path), "not_found", 404);
    }
    const wrong = await edge.call("PATCH", HOLDS);
    isProblem(wrong, "method_not_allowed", 405);
    assert.equal(wrong.headers.get("Allow"), "POST");
    const several = await edge.call("POST", "/v1/programs/club");
    assert.equal(several.headers.get("Allow"), "GET, HEAD");
    const asked = await edge.call("OPTIONS", "/v1/programs/club");
    assert.ok([204].includes(asked.status));
    const head = await edge.call("HEAD", "/v1/programs/club");
    assert.deepEqual([head.status, head.text], [200, ""]);
    assert.ok(head.headers.get("ETag"));
  });

  test("what nobody foresaw is told by its instance alone", async () => {
    const answer = await hold({ json: { order: "o", cart: { note: "thrown-in-the-object" } } });
    isProblem(answer, "internal", 500);
    assert.match(answer.body.instance, /^urn:uuid:[0-9a-f-]{36}$/);
    assert.deepEqual(Object.keys(answer.body).sort(), [
      "code",
      "detail",
      "help",
      "instance",
      "status",
      "title",
      "type",
    ]);
    assert.doesNotMatch(answer.text, /Mallory|TypeError|worker\.js/);
    const line = await edge.logged(answer.body.instance);
    assert.match(line, /TypeError/);
    assert.doesNotMatch(edge.logs(), /Mallory/);
  });
});

describe("origins", () => {
  const PATH = "/v1/programs/club/members/ann/status";
  const ask = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,idempotency-key",
  };

  for (const [origin, isAllowed] of [
    [ORIGIN, true],
    ["http://localhost:4173", true],
    ["http://shop.example", false],
    ["https://shop.example:8443", false],
    ["https://shop.example.evil.example", false],
    ["https://evil-shop.example", false],
    ["https://SHOP.example", false],
    ["null", false],
    ["*", false],
  ]) {
    test(`${origin} ${isAllowed ? "may" : "may not"}`, async () => {
      const wanted = isAllowed ? origin : null;
      const preflight = await edge.call("OPTIONS", PATH, { headers: { Origin: origin, ...ask } });
      assert.equal(preflight.status, 204);
      assert.equal(preflight.headers.get("Access-Control-Allow-Origin"), wanted);
      const asked = preflight.headers.get("Access-Control-Allow-Headers");
      assert.equal(asked?.includes("Idempotency-Key"), isAllowed || undefined);
      for (const more of [{ as }, {}, { as: "wrong" }]) {
        const answer = await edge.call("GET", PATH, { headers: { Origin: origin }, ...more });
        assert.equal(answer.headers.get("Access-Control-Allow-Origin"), wanted, `${answer.status}`);
        assert.match(answer.headers.get("Vary"), /Origin/);
        assert.equal(answer.headers.get("Access-Control-Allow-Credentials"), null);
        const exposed = answer.headers.get("Access-Control-Expose-Headers");
        for (const name of ["Date", "Retry-After"])
          assert.equal(exposed?.includes(name), isAllowed || undefined);
      }
    });
  }

  test("without an origin nothing is allowed, and caches know of it", async () => {
    const answer = await edge.call("GET", PATH, { as });
    assert.equal(answer.headers.get("Access-Control-Allow-Origin"), null);
    assert.match(answer.headers.get("Vary"), /Origin/);
  });
});

describe("the document", () => {
  test("is OpenAPI, whole, and of these routes alone", async () => {
    const { body, headers } = await edge.call("GET", "/openapi.json");
    assert.match(headers.get("Cache-Control"), /max-age/);
    const found = await validate(structuredClone(body));
    assert.equal(found.valid, true, JSON.stringify(found.errors, null, 1));
    assert.deepEqual(found.warnings, []);
    await parse(structuredClone(body));
    const described = Object.entries(body.paths).flatMap(([path, its]) =>
      Object.keys(its).map((method) => `${method.toUpperCase()} ${path}`),
    );
    assert.deepEqual(
      described.sort(),
      ROUTES.map(({ method, as: path }) => `${method} ${path}`).sort(),
    );
    const { body: hono } = await edge.call("GET", "/routes-of-hono");
    const handled = hono
      .filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
    assert.deepEqual(handled.sort(), described.sort());
  });

  test("each operation says its problems, its key and who may", async () => {
    const { body } = await edge.call("GET", "/openapi.json");
    const ids = new Set();
    for (const route of ROUTES) {
      const operation = body.paths[route.as][route.method.toLowerCase()];
      ids.add(operation.operationId);
      const security = operation.security.flatMap(Object.keys);
      assert.deepEqual(
        security,
        route.scope ? (route.member ? ["shop", "member"] : ["shop"]) : [],
        route.as,
      );
      const key = operation.parameters?.find(({ name }) => name === "Idempotency-Key");
      if (route.once) assert.equal(key.required, true);
      for (const status of ["400", "429", "500"]) {
        const { content } = operation.responses[status];
        assert.deepEqual(content, {
          "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
        });
      }
      assert.equal(
        "requestBody" in operation,
        Boolean(route.json || route.text) || route.as.endsWith("replay"),
        route.as,
      );
    }
    assert.equal(ids.size, ROUTES.length);
    assert.match(body.components.schemas.Cart.description, /perks\/schema\/cart\.schema\.json/);
    assert.equal(body.components.schemas.Cart.properties, undefined);
  });
});

describe("logs", () => {
  test("say what was asked, and nothing about anybody", async () => {
    const secret = "Zbigniew-Tellname";
    const token = await edge.members.token(secret, { scope: "orders" });
    const told = (text) =>
      text.replaceAll("ann", encodeURIComponent(secret)).replaceAll("o1", `order-${secret}`);
    for (const route of ROUTES) {
      const json =
        route.json &&
        JSON.parse(JSON.stringify(route.json).replaceAll(/"(tea|o1|HELLO|s|mug)"/g, `"${secret}"`));
      for (const caller of [undefined, token, as, `perks_${secret}_x`, `bad-${secret}`]) {
        await edge.call(route.method, told(route.path), {
          ...callOf(route, { as: caller }),
          ...(json && { json }),
          ...(route.once && { once: secret }),
        });
      }
    }
    await edge.call("GET", `/${secret}?q=${secret}`, {
      headers: { Origin: `https://${secret}.example`, "User-Agent": secret },
    });
    await edge.call(`GET`, `/v1/programs/club/members/${secret}/status?${secret}=1`, { as });
    await hold({ json: { order: secret, cart: { thrown: "thrown-in-the-object", secret } } });
    await edge.logged("urn:uuid");
    const logs = edge.logs();
    assert.doesNotMatch(logs, /Tellname/i);
    for (const part of token.split(".")) assert.ok(!logs.includes(part));
    assert.ok(!logs.includes("s3cret"));
    const lines = logs
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    const last = lines.findLast(({ route, by }) => route.endsWith("/status") && by === "shop:all");
    assert.deepEqual(Object.keys(last).sort(), [
      "at",
      "by",
      "code",
      "method",
      "ms",
      "route",
      "status",
    ]);
    assert.equal(last.by, "shop:all");
    const names = new Set(lines.flatMap(Object.keys));
    for (const name of names) {
      assert.ok(
        [
          "at",
          "method",
          "route",
          "status",
          "ms",
          "code",
          "by",
          "program",
          "instance",
          "fault",
        ].includes(name),
        name,
      );
    }
  });
});
