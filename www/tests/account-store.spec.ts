/** What is kept on the device: it outlives the page, tabs share it, and where it is damaged, full or not there the page goes on and says so. */
import type { Page } from "@playwright/test";
import { makeKeys, signVoucher } from "perks/signed";
import { ask, balanceOf, checkIn, expect, linkOf, opened, ready, test } from "./edge";

const DEVICE = "app/?program=vipshop&member=dee&at=device";
const EDGE = "app/?program=vipshop&member=dee";

const mendedOf = (page: Page) => ask(page, ({ mended }) => [...mended]);

/** Writes into the page's database, as whatever damages it might. */
const damage = (page: Page, path: string, value: unknown) =>
  page.evaluate(
    ([path, value]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("perks");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction("perks", "readwrite");
          writing.objectStore("perks").put(value, path as string);
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [path, value] as const,
  );

/** Makes a database of its own kind before the page has one. */
const replaceDatabase = (page: Page, version: number) =>
  page.evaluate(
    (version) =>
      new Promise<void>((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase("perks");
        deleting.onerror = () => reject(deleting.error);
        deleting.onsuccess = () => {
          const opening = indexedDB.open("perks", version);
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    version,
  );

test.beforeEach(async ({ edge }) => {
  await edge.come();
  await edge.ask("DELETE", "/vipshop/members/dee");
});

test("a try-out outlives the page, with its day, and starts over", async ({ page }) => {
  await opened(page, DEVICE);
  const first = await ask(page, (account) => account.now());
  expect(await ask(page, ({ kind, link }) => [kind, link.state])).toEqual(["device", "none"]);
  expect(await checkIn(page)).toBe("done");
  await ask(page, (account) => account.keepCode("HELLO"));
  await ask(page, (account) => account.day?.choose(account.now() + 86_400_000));
  expect(await checkIn(page)).toBe("done");
  const balance = await balanceOf(page);
  expect(balance).toBeGreaterThan(5);
  await page.reload();
  await ready(page);
  expect(await balanceOf(page)).toBe(balance);
  expect(await ask(page, (account) => account.now())).toBe(first + 86_400_000);
  expect(await ask(page, ({ codes }) => codes)).toEqual(["HELLO"]);
  await ask(page, (account) => account.dropCode("HELLO"));
  expect(await ask(page, ({ codes }) => codes)).toEqual([]);
  await ask(page, (account) => account.day?.startOver());
  expect(await balanceOf(page)).toBe(0);
  expect(await ask(page, (account) => account.now())).toBe(first);
});

test("tabs share a try-out, and lose nothing of each other", async ({ page, context }) => {
  const other = await context.newPage();
  await opened(page, DEVICE);
  await opened(other, DEVICE);
  expect(await checkIn(page)).toBe("done");
  await expect.poll(() => balanceOf(other)).toBe(5);
  const buy = (tab: Page) =>
    ask(tab, async (account) => {
      const lines = [{ id: "1", sku: "tea", units: 1, price_minor: 10_000 }];
      const cart = { currency: account.shop.program.currency, lines };
      const quote = account.member.quote(account.shop.program.cart(cart), { now: account.now() });
      return (await account.place({ id: crypto.randomUUID(), cart, options: {}, quote })).is;
    });
  expect(await Promise.all([buy(page), buy(other)])).toEqual(["done", "done"]);
  for (const tab of [page, other])
    await expect.poll(() => ask(tab, (account) => account.member.state().orders.length)).toBe(2);
});

for (const [name, value] of Object.entries({
  "a text": "garbage",
  "another shape": { text: 5 },
  "no document": { text: "{", at: 1, turn: 1 },
  "of no day": { text: '{"format":1,"program":"vipshop","id":"dee"}', at: 8.64e15, turn: 9 },
  "another programme's member": {
    text: '{"format":1,"program":"other","id":"x","events":[],"lots":[],"orders":[]}',
    at: 1,
    turn: 1,
  },
})) {
  test(`a try-out whose record is ${name} begins anew`, async ({ page }) => {
    await opened(page, DEVICE);
    expect(await checkIn(page)).toBe("done");
    await damage(page, "record/device/vipshop/dee", value);
    await page.reload();
    await ready(page);
    expect(await mendedOf(page)).toEqual(["record_unreadable"]);
    await expect(page.locator("page-shell .mended")).toHaveCount(1);
    expect(await balanceOf(page)).toBe(0);
    expect(await checkIn(page)).toBe("done");
    await page.reload();
    await ready(page);
    expect(await mendedOf(page)).toEqual([]);
    expect(await balanceOf(page)).toBe(5);
  });
}

test("a damaged record of the edge is fetched again", async ({ page }) => {
  await opened(page, EDGE);
  expect(await checkIn(page)).toBe("done");
  for (const [path, value] of [
    ["record/edge/vipshop/dee", { program: "{" }],
    ["record/edge/vipshop/dee", { program: "{", jws: "", text: "", at: 1, here: 1 }],
    ["outbox/edge/vipshop/dee/0", { key: 1 }],
    [
      "outbox/edge/vipshop/dee/1",
      {
        key: "1",
        what: "event",
        path: "events",
        json: {},
        event: {},
        since: 1,
        tries: 1,
        refusal: 5,
      },
    ],
    ["codes/edge/vipshop/dee", "garbage"],
  ] as const) {
    await damage(page, path, value);
    await page.reload();
    await ready(page);
    expect(await linkOf(page)).toBe("online");
    expect(await balanceOf(page)).toBe(5);
    expect(await mendedOf(page)).toEqual(path.startsWith("record") ? ["record_unreadable"] : []);
    expect(await ask(page, ({ waiting, codes }) => [...waiting, ...codes])).toEqual([]);
  }
});

test("a database without what belongs there is made anew", async ({ page }) => {
  await page.goto("icon.svg");
  await replaceDatabase(page, 1);
  await opened(page, EDGE);
  expect(await mendedOf(page)).toEqual(["store_unreadable"]);
  expect(await checkIn(page)).toBe("done");
  await page.reload();
  await ready(page);
  expect(await mendedOf(page)).toEqual([]);
});

test("a database of a newer page is left alone", async ({ page }) => {
  await page.goto("icon.svg");
  await replaceDatabase(page, 7);
  await opened(page, EDGE);
  expect(await mendedOf(page)).toEqual(["store_unavailable"]);
  expect(await checkIn(page)).toBe("done");
  const databases = await page.evaluate(() => indexedDB.databases());
  expect(databases).toContainEqual({ name: "perks", version: 7 });
});

test("without a database all works until the page is closed", async ({ page, edge }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "indexedDB", {
      get: () => {
        throw new DOMException("not in this window", "SecurityError");
      },
    });
  });
  await opened(page, EDGE);
  expect(await mendedOf(page)).toEqual(["store_unavailable"]);
  expect(await checkIn(page)).toBe("done");
  expect(await edge.events("vipshop/members/dee")).toHaveLength(1);
  await opened(page, DEVICE);
  expect(await checkIn(page)).toBe("done");
  expect(await balanceOf(page)).toBe(5);
});

test("a full disk keeps nothing new, and what is done reaches the edge", async ({ page, edge }) => {
  await opened(page, EDGE);
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
  });
  expect(await checkIn(page)).toBe("done");
  expect(await mendedOf(page)).toEqual(["store_full"]);
  expect(await balanceOf(page)).toBe(5);
  expect(await edge.events("vipshop/members/dee")).toHaveLength(1);
  await ask(page, (account) => account.keepCode("HELLO"));
  expect(await ask(page, ({ codes }) => codes)).toEqual(["HELLO"]);
  // Nothing of what the edge has is lost.
  await page.reload();
  await ready(page);
  expect(await mendedOf(page)).toEqual([]);
  expect(await balanceOf(page)).toBe(5);
});

test("a connection that another page ends is made anew, and nothing is lost", async ({
  page,
  context,
}) => {
  await opened(page, DEVICE);
  const other = await context.newPage();
  await other.goto("icon.svg");
  await replaceDatabase(other, 1);
  await other.evaluate(() => {
    const deleting = indexedDB.deleteDatabase("perks");
    return new Promise((resolve) => {
      deleting.onsuccess = resolve;
    });
  });
  expect(await checkIn(page)).toBe("done");
  expect(await mendedOf(page)).toEqual([]);
  await page.reload();
  await ready(page);
  expect(await balanceOf(page)).toBe(5);
});

test("a disk that is too full to open the database damages nothing", async ({ page }) => {
  await opened(page, DEVICE);
  expect(await checkIn(page)).toBe("done");
  await page.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    if (sessionStorage.getItem("full") === "no") return;
    sessionStorage.setItem("full", "no");
    IDBFactory.prototype.open = () => {
      IDBFactory.prototype.open = open;
      throw new DOMException("no room", "QuotaExceededError");
    };
  });
  await page.reload();
  await ready(page);
  expect(await mendedOf(page)).toEqual(["store_full"]);
  await page.reload();
  await ready(page);
  expect(await balanceOf(page)).toBe(5);
});

test("a voucher is checked by the record that stands when it was verified", async ({ page }) => {
  const { privateKey, publicKeys } = await makeKeys({ kid: "partner" });
  const program = {
    format: 1,
    id: "club",
    version: 1,
    currency: "CNY",
    zone: "Asia/Shanghai",
    keys: [{ id: "partner", alg: "EdDSA", public: publicKeys.keys[0]?.x }],
    offers: [
      {
        id: "partner-20",
        kind: { signed: { keys: ["partner"] } },
        benefit: { amount: { off: "20.00" } },
      },
    ],
  };
  await page.goto("components/");
  await page.evaluate(
    (program) => sessionStorage.setItem("perks:own", JSON.stringify({ program, id: "own" })),
    JSON.stringify(program),
  );
  await opened(page, "app/?program=own");
  const voucher = await signVoucher({ jti: "1", aud: "club", offer: "partner-20" }, privateKey);
  const [verdict] = await ask(
    page,
    async (account, voucher) => {
      const checking = account.check([voucher]);
      await account.day?.startOver();
      return checking;
    },
    voucher,
  );
  expect(verdict).toMatchObject({ offer: "partner-20", reasons: [] });
});

for (const asked of ["member=constructor", "cart=toString"]) {
  test(`an address that asks for ${asked} opens nothing, and says so`, async ({ page }) => {
    await page.goto(`checkout/?program=vipshop&${asked}`);
    await expect(page.locator("page-shell [role=alert]")).toContainText(/has no (member|cart)/);
  });
}
