/** Counts of the last hour: told by the isolate, kept by minute, shown on a page in a real browser. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { front } from "./support/front.mjs";

let edge;
let token;
before(async () => {
  edge = await front();
  token = await edge.members.token("ann", { scope: "orders" });
  await edge.publish("club");
});
after(() => edge.end());

const hour = async () =>
  (await edge.call("GET", "/v1/operations", { as: edge.shop("operate") })).body;

/** Counts come within a second or two. */
async function until(isThere) {
  for (let tries = 0; tries < 50; tries++) {
    const found = await hour();
    if (isThere(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it did not come: ${JSON.stringify(await hour())}`);
}

describe("counts", () => {
  test("requests by route and class, problems, latencies, orders", async () => {
    const base = "/v1/programs/club/members/ann";
    const json = { order: "o", cart: {} };
    for (let i = 0; i < 20; i++) await edge.call("GET", `${base}/status`, { as: token });
    for (let i = 0; i < 3; i++) await edge.call("GET", `${base}/status`);
    await edge.call("GET", "/nothing");
    for (let i = 0; i < 4; i++)
      await edge.call("POST", `${base}/holds`, { as: token, once: `h${i}`, json });
    await edge.call("POST", `${base}/holds`, {
      as: token,
      once: "x",
      json: { order: "o", cart: { it: "thrown-in-the-object" } },
    });
    await edge.call("POST", `${base}/holds/o/commit`, { as: token, once: "c" });
    await edge.call("POST", `${base}/holds/o/release`, { as: token, once: "r" });
    await edge.call("POST", `${base}/orders`, { as: token, once: "o", json });
    const found = await until(({ orders }) => orders.committed === 2);
    const route = (name) => found.routes.find((it) => it.route === name);
    const status = route("GET /v1/programs/{program}/members/{member}/status");
    assert.deepEqual([status.requests, status.refused, status.faults], [23, 3, 0]);
    const holds = route("POST /v1/programs/{program}/members/{member}/holds");
    assert.deepEqual([holds.requests, holds.refused, holds.faults], [5, 0, 1]);
    assert.equal(route("–").refused, 1);
    assert.ok(status.p50 > 0 && status.p50 <= status.p99 && status.p99 <= 10_000);
    const problem = (code) => found.problems.find((it) => it.code === code)?.count;
    assert.deepEqual(
      [problem("unauthorized"), problem("not_found"), problem("internal")],
      [3, 1, 1],
    );
    assert.deepEqual(found.orders, { held: 5, committed: 2, released: 1, expired: 0, changed: 0 });
    assert.equal(found.minutes.length, 60);
    const sum = found.minutes.reduce((all, { requests }) => all + requests, 0);
    assert.equal(
      sum,
      found.routes.reduce((all, { requests }) => all + requests, 0),
    );
    assert.ok(found.minutes.slice(0, 57).every(({ requests }) => requests === 0));
    assert.ok(found.p50 > 0 && found.p99 >= found.p50);
  });
});

describe("the object, minute by minute", () => {
  test("adds, and forgets what is more than an hour ago", async () => {
    const ask = (...args) =>
      edge.call("POST", "/operations-object", { json: args }).then(({ body }) => body);
    const minute = 29_000_000;
    await ask("tell", minute, { "class 2 GET /a": 2, "ms 0 GET /a": 2, "order held": 1 });
    await ask("tell", minute, {
      "class 2 GET /a": 1,
      "ms 6 GET /a": 1,
      "class 5 GET /b": 1,
      "ms 13 GET /b": 1,
      "problem internal": 1,
    });
    const found = await ask("lastHour", (minute + 1) * 60_000);
    assert.deepEqual(found.routes, [
      { route: "GET /a", requests: 3, refused: 0, faults: 0, p50: 1, p99: 100 },
      { route: "GET /b", requests: 1, refused: 0, faults: 1, p50: 20_000, p99: 20_000 },
    ]);
    assert.deepEqual(found.minutes.at(-2), {
      at: minute * 60_000,
      requests: 4,
      refused: 0,
      faults: 1,
      p50: 1,
      p99: 20_000,
    });
    assert.equal(found.orders.held, 1);
    assert.equal((await ask("lastHour", (minute + 59) * 60_000)).minutes[0].requests, 4);
    assert.equal((await ask("lastHour", (minute + 60) * 60_000)).routes.length, 0);
    await ask("tell", minute + 61, { "class 2 GET /c": 1 });
    const back = await ask("lastHour", (minute + 1) * 60_000);
    assert.deepEqual(back.routes, []);
  });
});

describe("the page", () => {
  let browser;
  before(async () => {
    const args = [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-sync",
    ];
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args,
    });
  });
  after(() => browser.close());

  async function opened(options, use) {
    const context = await browser.newContext({ locale: "en-GB", ...options });
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on(
      "console",
      (message) => ["error", "warning"].includes(message.type()) && errors.push(message.text()),
    );
    try {
      await page.goto(`${edge.url}/operations`);
      await use(page, errors);
    } finally {
      await context.close();
    }
  }

  const clean = async (page) => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, nodes[0].html]),
      [],
    );
  };

  for (const [width, colorScheme] of [
    [390, "light"],
    [1280, "dark"],
  ]) {
    test(`${width} wide, ${colorScheme}, by the keyboard alone`, async () => {
      await opened({ viewport: { width, height: 850 }, colorScheme }, async (page, errors) => {
        await clean(page);
        await page.getByLabel("Key of a back office").focus();
        await page.keyboard.type(edge.shop("operate"));
        await page.keyboard.press("Enter");
        await page.waitForSelector("[data-test=sum-requests]:not(:empty)");
        await page.waitForSelector(".u-wrap canvas");
        await clean(page);
        assert.ok((await page.locator("table").first().count()) > 0);
        assert.match(
          await page.locator(".chart").getAttribute("aria-label"),
          /Requests and latency by minute/,
        );
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.equal(wide, 0);
        await page.locator("summary").focus();
        await page.keyboard.press("Enter");
        await clean(page);
        assert.deepEqual(errors, []);
      });
    });
  }

  test("speaks Chinese, and keeps the key in its tab alone", async () => {
    await opened({ locale: "zh-CN" }, async (page, errors) => {
      assert.equal(await page.locator("h1").textContent(), "边缘服务最近一小时");
      await page.locator("#key").fill(edge.shop("operate"));
      await page.getByRole("button", { name: "查看" }).click();
      await page.waitForSelector("[data-test=sum-held]:not(:empty)");
      await clean(page);
      await page.getByRole("radio", { name: "English" }).check({ force: true });
      assert.equal(await page.locator("html").getAttribute("lang"), "en");
      assert.match(await page.locator("[data-test=state]").textContent(), /As of/);
      await page.reload();
      await page.waitForSelector("[data-test=sum-held]:not(:empty)");
      assert.equal(
        await page.evaluate(() => Object.keys(localStorage).length + document.cookie.length),
        0,
      );
      const other = await page.context().newPage();
      await other.goto(`${edge.url}/operations`);
      assert.equal(await other.locator("#key").count(), 1);
      await page.getByRole("button", { name: /Forget the key|清除密钥/ }).click();
      assert.equal(await page.evaluate(() => sessionStorage.length), 0);
      assert.deepEqual(errors, []);
    });
  });

  test("says so where the key is not known", async () => {
    await opened({}, async (page) => {
      await page.locator("#key").fill(edge.shop("read"));
      await page.keyboard.press("Enter");
      await page.getByRole("alert").filter({ hasText: "no scope operate" }).waitFor();
      assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    });
  });

  test("is asked again, and stays where there is no answer", async () => {
    await opened({}, async (page) => {
      let asked = 0;
      await page.route("**/v1/operations", async (route) => {
        asked += 1;
        if (asked === 2) return route.abort();
        return route.continue();
      });
      await page.locator("#key").fill(edge.shop("operate"));
      await page.keyboard.press("Enter");
      await page.waitForSelector("[data-test=sum-requests]:not(:empty)");
      await page.getByRole("alert").filter({ hasText: "No answer" }).waitFor({ timeout: 8_000 });
      assert.notEqual(await page.locator("[data-test=sum-requests]").textContent(), "");
      await page.waitForFunction(
        () => document.querySelector("[role=alert]").textContent === "",
        null,
        { timeout: 8_000 },
      );
      assert.equal(asked, 3);
    });
  });

  test("lets nothing else run, and nobody frame it", async () => {
    const { headers } = await edge.call("GET", "/operations");
    const policy = headers.get("Content-Security-Policy");
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'sha256-[\w+/]{43}=';/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
  });
});
