/** Accounts at a real edge: what is done reaches it once, whatever becomes of the way to it, of the tab, or of the token. */
import type { Opened } from "../src/shell/open";
import {
  ask,
  balanceOf,
  checkIn,
  expect,
  linkOf,
  opened,
  ordersOf,
  placed,
  ready,
  test,
  waitingOf,
} from "./edge";

const DEE = "vipshop/members/dee";
const APP = "app/?program=vipshop&member=dee";

test.beforeEach(async ({ edge }) => {
  await edge.come();
  await edge.ask("DELETE", `/${DEE}`);
});

test("a first visit signs in, records and buys", async ({ page, edge }) => {
  await opened(page, APP);
  expect(await ask(page, ({ kind, mended }) => ({ kind, mended }))).toEqual({
    kind: "edge",
    mended: [],
  });
  expect(await linkOf(page)).toBe("online");
  const apart = await ask(page, (account) => Math.abs(account.now() - Date.now()));
  expect(apart).toBeLessThan(5_000);
  expect(await checkIn(page)).toBe("done");
  expect(await balanceOf(page)).toBe(5);
  expect((await placed(page)).is).toBe("done");
  const { body } = await edge.ask("GET", `/${DEE}/status`);
  expect(await balanceOf(page)).toBe(body.points.balance);
  expect(await edge.events(DEE)).toHaveLength(2);
});

test("a member from the edge's future is tried on the device", async ({ page }) => {
  await opened(page, "app/?program=vipshop&member=bo");
  expect(await ask(page, ({ kind }) => kind)).toBe("device");
  const instead = await page.evaluate(
    () => (document.querySelector("page-shell") as never as { opened: object }).opened,
  );
  expect(instead).toMatchObject({ instead: "ahead" });
});

test("what is done offline is sent once, when the way is open again", async ({
  page,
  context,
  edge,
}) => {
  await opened(page, APP);
  await context.setOffline(true);
  await expect.poll(() => linkOf(page)).toBe("offline");
  expect(await checkIn(page)).toBe("kept");
  expect((await placed(page)).is).toBe("kept");
  expect(await waitingOf(page)).toEqual(["event", "order"]);
  expect(await edge.events(DEE)).toHaveLength(0);
  await context.setOffline(false);
  await expect.poll(() => waitingOf(page)).toEqual([]);
  await expect.poll(() => linkOf(page)).toBe("online");
  const what = (await edge.events(DEE)).map(({ document }) => "order" in document);
  expect(what).toEqual([false, true]);
  expect(await balanceOf(page)).toBe(5);
  expect(await ordersOf(page)).toBe(1);
});

test("the edge goes away, and what waits outlives the page", async ({ page, edge }) => {
  await opened(page, APP);
  await edge.go();
  expect(await checkIn(page)).toBe("kept");
  expect(await linkOf(page)).toBe("offline");
  await page.reload();
  await ready(page);
  expect(await linkOf(page)).toBe("offline");
  expect(await waitingOf(page)).toEqual(["event"]);
  // What waits counts here already.
  expect(await balanceOf(page)).toBe(5);
  await edge.come();
  await ask(page, (account) => account.sync());
  expect(await waitingOf(page)).toEqual([]);
  expect(await linkOf(page)).toBe("online");
  expect(await edge.events(DEE)).toHaveLength(1);
});

test("without an edge a first visit is a try-out", async ({ page, edge }) => {
  await edge.go();
  await opened(page, APP);
  expect(await ask(page, ({ kind }) => kind)).toBe("device");
});

test("an answer that takes long is late, and comes", async ({ page }) => {
  await opened(page, APP);
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/events", async (route) => {
    await held;
    await route.continue();
  });
  const done = checkIn(page);
  await expect.poll(() => linkOf(page)).toBe("late");
  answer();
  expect(await done).toBe("done");
  await expect.poll(() => linkOf(page)).toBe("online");
});

test("an order whose answer is lost is given up in time, and done once", async ({ page, edge }) => {
  test.slow();
  await opened(page, APP);
  // The edge hears it; its answer never arrives.
  await page.route("**/orders", async (route) => {
    await route.fetch();
  });
  const before = Date.now();
  expect((await placed(page)).is).toBe("kept");
  expect(Date.now() - before).toBeLessThan(20_000);
  expect(await edge.events(DEE)).toHaveLength(1);
  await page.unroute("**/orders");
  await ask(page, (account) => account.sync());
  await expect.poll(() => waitingOf(page)).toEqual([]);
  expect(await edge.events(DEE)).toHaveLength(1);
});

test("a reload in the middle of an order loses and doubles nothing", async ({ page, edge }) => {
  await opened(page, APP);
  const keys: (string | undefined)[] = [];
  let heard = () => {};
  const isHeard = new Promise<void>((resolve) => {
    heard = resolve;
  });
  await page.route("**/orders", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    heard();
  });
  void placed(page).catch(() => {});
  await isHeard;
  await page.reload();
  await ready(page);
  await expect.poll(() => waitingOf(page)).toEqual([]);
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  expect(await edge.events(DEE)).toHaveLength(1);
  await expect.poll(() => ordersOf(page)).toBe(1);
});

test("two tabs see each other, and send each thing once", async ({ page, context, edge }) => {
  const other = await context.newPage();
  await opened(page, APP);
  await opened(other, APP);
  expect(await checkIn(page)).toBe("done");
  await expect.poll(() => balanceOf(other)).toBe(5);
  await context.setOffline(true);
  await Promise.all([page, other].map((tab) => expect.poll(() => linkOf(tab)).toBe("offline")));
  expect((await Promise.all([placed(page), placed(other)])).map(({ is }) => is)).toEqual([
    "kept",
    "kept",
  ]);
  await expect.poll(() => waitingOf(page)).toEqual(["order", "order"]);
  await expect.poll(() => waitingOf(other)).toEqual(["order", "order"]);
  await context.setOffline(false);
  await expect.poll(() => waitingOf(page)).toEqual([]);
  await expect.poll(() => waitingOf(other)).toEqual([]);
  const events = await edge.events(DEE);
  expect(events.filter(({ document }) => document.order)).toHaveLength(2);
  await expect.poll(() => ordersOf(page)).toBe(2);
  await expect.poll(() => ordersOf(other)).toBe(2);
});

test("another price is answered, and taken when it is agreed to", async ({ page, edge }) => {
  await edge.ask("GET", `/${DEE}/status`);
  await opened(page, APP);
  const adjust = (points: number) =>
    edge.ask("POST", `/${DEE}/events`, {
      id: crypto.randomUUID(),
      adjust: { points, reason: "test" },
    });
  expect((await adjust(5_000)).status).toBe(201);
  await ask(page, (account) => account.sync());
  // Between what was shown and the order, half of the points go.
  const answers = await ask(page, async (account) => {
    const lines = [{ id: "1", sku: "tea", units: 1, price_minor: 50_000 }];
    const cart = { currency: account.shop.program.currency, lines };
    const handle = account.shop.program.cart(cart);
    const options = { spend: "max" as const };
    const quote = account.member.quote(handle, {
      ...options,
      now: account.now(),
      receipt: "yes",
    });
    const id = crypto.randomUUID();
    await account.record({ redeem: { reward: "none" } });
    (globalThis as never as { again: () => Promise<unknown> }).again = async () => {
      const first = await account.place({ id, cart, options, quote });
      if (first.is !== "changed") return [first.is];
      const second = await account.place({ id, cart, options, quote: first.quote });
      const paid = [first.shown, first.quote].map((it) => it.totals.pay_minor);
      return [first.is, second.is, ...paid, second.is === "done" && second.quote.totals.pay_minor];
    };
    return quote.totals.pay_minor;
  });
  expect((await adjust(-2_500)).status).toBe(201);
  const [first, second, shown, is, paid] = (await page.evaluate("again()")) as (string | number)[];
  expect([first, second]).toEqual(["changed", "done"]);
  expect(shown).toBe(answers);
  expect(Number(is)).toBeGreaterThan(Number(shown));
  expect(paid).toBe(is);
});

test("what waits and costs another price by then is refused, and shown", async ({
  page,
  context,
  edge,
}) => {
  await opened(page, APP);
  await edge.ask("POST", `/${DEE}/events`, {
    id: "gift",
    adjust: { points: 5_000, reason: "test" },
  });
  await ask(page, (account) => account.sync());
  await context.setOffline(true);
  await expect.poll(() => linkOf(page)).toBe("offline");
  expect((await placed(page, "max")).is).toBe("kept");
  await edge.ask("POST", `/${DEE}/events`, {
    id: "back",
    adjust: { points: -5_000, reason: "test" },
  });
  await context.setOffline(false);
  await expect.poll(() => waitingOf(page)).toEqual(["quote_changed"]);
  await expect(page.locator("page-shell .refused")).toContainText("price is another");
  await page.locator("page-shell .refused button").click();
  await expect.poll(() => waitingOf(page)).toEqual([]);
  await expect(page.locator("page-shell .refused")).toHaveCount(0);
});

test("a token that has ended is replaced", async ({ page, edge }) => {
  await opened(page, APP);
  let sessions = 0;
  let refused = 0;
  page.on("request", (it) => {
    if (it.url().includes("/session?")) sessions += 1;
  });
  await page.route("**/events", (route) => {
    if (refused > 0) return route.continue();
    refused += 1;
    return route.fulfill({ status: 401, json: { code: "unauthorized", detail: "it has ended" } });
  });
  expect(await checkIn(page)).toBe("done");
  expect([sessions, refused]).toEqual([1, 1]);
  expect(await edge.events(DEE)).toHaveLength(1);
});

test("a programme that is published anew is taken, and the way back", async ({ page, edge }) => {
  const member = "restaurant/members/omar";
  await opened(page, "app/?program=restaurant&member=omar");
  const versionOf = () => ask(page, ({ shop }) => [shop.program.version, shop.document.version]);
  const [first = 0] = await versionOf();
  await edge.publish("restaurant", (document) => {
    Object.assign(document, { version: first + 1, name: { en: "Another table", "zh-CN": "别桌" } });
  });
  await ask(page, (account) => account.sync());
  expect(await versionOf()).toEqual([first + 1, first + 1]);
  expect(await linkOf(page)).toBe("online");
  await expect(page).toHaveTitle(/Another table/);
  await page.reload();
  await ready(page);
  expect(await versionOf()).toEqual([first + 1, first + 1]);
  await edge.ask("POST", "/restaurant/activation", { version: first });
  await expect
    .poll(async () => {
      await ask(page, (account) => account.sync());
      return versionOf();
    })
    .toEqual([first, first]);
  expect((await edge.ask("POST", `/${member}/replay`)).status).toBe(200);
});

test("a programme that somebody else signed is not taken", async ({ page, context, edge }) => {
  await context.route("**/edge/v1/programs/vipshop", async (route) => {
    const answer = await route.fetch();
    const [head, body, signature = ""] = (await answer.text()).split(".");
    const other = `${signature[0] === "A" ? "B" : "A"}${signature.slice(1)}`;
    await route.fulfill({ response: answer, body: [head, body, other].join(".") });
  });
  await opened(page, APP);
  expect(await ask(page, ({ kind }) => kind)).toBe("device");
  expect(await edge.events(DEE)).toHaveLength(0);
});

test("what the edge refuses for good is answered with its code", async ({ page }) => {
  await opened(page, APP);
  const done = await ask(page, (account) => account.record({ join: {} }));
  expect(done).toMatchObject({ is: "refused", refusal: { code: "forbidden" } });
  expect(await waitingOf(page)).toEqual([]);
});

test("an order that waited is recorded once, and not refused, when its last answer is lost", async ({
  page,
  edge,
}) => {
  await opened(page, APP);
  let tries = 0;
  // As of another time it is said again; what the edge answers to that never arrives.
  await page.route("**/orders", async (route) => {
    tries += 1;
    if (tries === 1)
      return route.fulfill({ status: 422, json: { code: "clock_skew", detail: "it waited" } });
    const answer = await route.fetch();
    return answer.ok() ? route.abort() : route.fulfill({ response: answer });
  });
  expect((await placed(page)).is).toBe("kept");
  expect(await edge.events(DEE)).toHaveLength(1);
  await page.unroute("**/orders");
  await ask(page, (account) => account.sync());
  expect(await waitingOf(page)).toEqual([]);
  expect(await edge.events(DEE)).toHaveLength(1);
});

test("what waits is spent already for the next order", async ({ page, context, edge }) => {
  await opened(page, APP);
  await edge.ask("POST", `/${DEE}/events`, {
    id: "gift",
    adjust: { points: 5_000, reason: "test" },
  });
  await ask(page, (account) => account.sync());
  const first = await balanceOf(page);
  await context.setOffline(true);
  await expect.poll(() => linkOf(page)).toBe("offline");
  expect((await placed(page, "max")).is).toBe("kept");
  const left = await balanceOf(page);
  expect(left).toBeLessThan(first);
  expect((await placed(page, "max")).is).toBe("kept");
  expect(await ordersOf(page)).toBe(2);
  await context.setOffline(false);
  await expect.poll(() => waitingOf(page)).toEqual([]);
  expect(await edge.events(DEE)).toHaveLength(3);
  await expect.poll(() => linkOf(page)).toBe("online");
  expect(await ordersOf(page)).toBe(2);
});

test("another price that is taken without the edge is sent later", async ({
  page,
  context,
  edge,
}) => {
  await opened(page, APP);
  await edge.ask("POST", `/${DEE}/events`, {
    id: "gift",
    adjust: { points: 5_000, reason: "test" },
  });
  await ask(page, (account) => account.sync());
  await page.evaluate(async () => {
    const { account } = (document.querySelector("page-shell") as never as { opened: Opened })
      .opened;
    const { program } = account.shop;
    const lines = [{ id: "1", sku: "tea", units: 1, price_minor: 50_000 }];
    const cart = { currency: program.currency, lines };
    const options = { spend: "max" as const };
    const asked = { ...options, now: account.now(), receipt: "yes" as const };
    const order = { id: crypto.randomUUID(), cart, options };
    let quote = account.member.quote(program.cart(cart), asked);
    Object.assign(globalThis, {
      again: async () => {
        const done = await account.place({ ...order, quote });
        if (done.is === "changed") ({ quote } = done);
        return done.is;
      },
    });
  });
  await edge.ask("POST", `/${DEE}/events`, {
    id: "back",
    adjust: { points: -2_500, reason: "test" },
  });
  expect(await page.evaluate("again()")).toBe("changed");
  await edge.ask("POST", `/${DEE}/events`, { id: "more", adjust: { points: 10, reason: "test" } });
  await ask(page, (account) => account.sync());
  await context.setOffline(true);
  await expect.poll(() => linkOf(page)).toBe("offline");
  // What is known here would make it another price once more.
  expect(await page.evaluate("again()")).toBe("kept");
});

test("while nobody can sign in, what is done waits", async ({ page, edge }) => {
  await opened(page, APP);
  await page.route("**/events", (route) =>
    route.fulfill({ status: 401, json: { code: "unauthorized", detail: "it does not hold" } }),
  );
  expect(await checkIn(page)).toBe("kept");
  expect(await waitingOf(page)).toEqual(["event"]);
  await page.unroute("**/events");
  await ask(page, (account) => account.sync());
  expect(await waitingOf(page)).toEqual([]);
  expect(await edge.events(DEE)).toHaveLength(1);
});

test("the record of a member who is erased is taken off the device", async ({ page, edge }) => {
  const session = page.waitForResponse("**/session?*");
  await opened(page, APP);
  const json = await (await session).json();
  // A host that goes on signing in who is erased.
  await page.route("**/session?*", (route) => route.fulfill({ json }));
  await edge.ask("DELETE", `/${DEE}`);
  await ask(page, (account) => account.sync());
  expect(await linkOf(page)).toBe("offline");
  await page.reload();
  await ready(page);
  expect(await ask(page, ({ kind }) => kind)).toBe("device");
});

test("a member whom a new version cannot read goes on under the one before", async ({
  page,
  edge,
}) => {
  const member = "restaurant/members/omar";
  await opened(page, "app/?program=restaurant&member=omar");
  const first = await ask(page, ({ shop }) => shop.program.version);
  const publish = (version: number, pools: object[]) =>
    edge.publish("restaurant", (it) => {
      const { points } = it as { points: { pools: object[] } };
      Object.assign(it, { version, points: { ...points, pools: [...points.pools, ...pools] } });
    });
  await publish(first + 10, [{ id: "gems" }]);
  await edge.ask("POST", `/${member}/events`, {
    id: "gems",
    adjust: { points: 5, pool: "gems", reason: "test" },
  });
  await ask(page, (account) => account.sync());
  await publish(first + 11, []);
  await edge.ask("POST", `/${member}/events`, {
    id: "more",
    adjust: { points: 2, pool: "gems", reason: "test" },
  });
  await expect
    .poll(async () => {
      await ask(page, (account) => account.sync());
      return ask(page, ({ link, member }) => [link.state, member.state().lots.length]);
    })
    .toEqual(["online", 2]);
  expect(await ask(page, ({ shop }) => shop.program.version)).toBe(first + 10);
  await edge.ask("DELETE", `/${member}`);
  await edge.ask("POST", "/restaurant/activation", { version: first });
});
