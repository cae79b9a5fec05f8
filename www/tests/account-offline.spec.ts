/** Pages that are kept on the device: they open without a network, isolated as before, can be installed, and become newer. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { balanceOf, checkIn, expect, linkOf, opened, ready, test, waitingOf } from "./edge";

test.use({ serviceWorkers: "allow" });

const APP = "app/?program=vipshop&member=dee";

/** Waits until all is kept, and the page is served from there. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
      );
    }
  });

test.beforeEach(async ({ edge }) => {
  await edge.come();
  await edge.ask("DELETE", "/vipshop/members/dee");
});

test("the app opens offline with what was known, and sends what was done", async ({
  page,
  context,
  edge,
}) => {
  await opened(page, APP);
  await kept(page);
  expect(await checkIn(page)).toBe("done");
  await context.setOffline(true);
  await page.reload();
  await ready(page);
  expect(await linkOf(page)).toBe("offline");
  expect(await balanceOf(page)).toBe(5);
  await expect(page.locator("page-shell [data-link=offline]")).toContainText("Offline");
  const isIsolated = await page.evaluate(() => [
    crossOriginIsolated,
    typeof SharedArrayBuffer === "function",
  ]);
  expect(isIsolated).toEqual([true, true]);
  expect(await page.evaluate(() => performance.getEntriesByType("navigation").length)).toBe(1);
  const before = (await edge.events("vipshop/members/dee")).length;
  expect(await checkIn(page)).toBe("kept");
  await context.setOffline(false);
  await expect.poll(() => waitingOf(page)).toEqual([]);
  await expect.poll(() => linkOf(page)).toBe("online");
  expect(await edge.events("vipshop/members/dee")).toHaveLength(before + 1);
});

test("every page opens offline, whatever its address asks for", async ({ page, context }) => {
  await opened(page, APP);
  await kept(page);
  await context.setOffline(true);
  for (const address of [
    ".",
    "app/?program=haidilao&member=ning&at=device",
    "checkout/?program=watsons-vip",
    "studio/?program=prime",
    "components/",
  ]) {
    const answer = await page.goto(address);
    expect(answer?.fromServiceWorker(), address).toBe(true);
    const headers = answer?.headers() ?? {};
    expect(headers["cross-origin-opener-policy"], address).toBe("same-origin");
    expect(headers["cross-origin-embedder-policy"], address).toBe("require-corp");
    await expect(page).toHaveTitle(/Perks/);
  }
});

test("nothing keeps the browser from installing it", async ({ page }) => {
  await opened(page, APP);
  await kept(page);
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // Playwright's pages are those of a private window, which installs nothing.
  const errors = installabilityErrors.map(({ errorId }) => errorId);
  expect(errors.filter((id) => id !== "in-incognito")).toEqual([]);
  const { data, errors: wrong } = await session.send("Page.getAppManifest");
  expect(wrong).toEqual([]);
  const manifest = JSON.parse(data ?? "");
  expect(manifest).toMatchObject({ start_url: "./app/", scope: "./", display: "standalone" });
  for (const { src, sizes, type } of manifest.icons) {
    const answer = await page.request.get(`./${src}`);
    expect(answer.headers()["content-type"], src).toBe(type);
    if (type !== "image/png") continue;
    const bytes = await answer.body();
    const size = `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
    expect(size, src).toBe(sizes);
  }
});

const waits = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return registration?.waiting !== null && registration?.waiting !== undefined;
  });

const update = (page: Page) =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });

test("a new version is told, and taken", async ({ page, built }) => {
  await opened(page, APP);
  await kept(page);
  await page.reload();
  await ready(page);
  // Other bytes are a new version to a browser.
  appendFileSync(join(built, "sw.js"), "\n// told");
  await update(page);
  await expect(page.getByText("A new version of this page is ready.")).toBeVisible();
  expect(await waits(page)).toBe(true);
  const reloaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Use it now" }).click();
  await reloaded;
  await ready(page);
  expect(await waits(page)).toBe(false);
});

test("a new version that nobody asked for is taken after the next start", async ({
  page,
  built,
}) => {
  test.slow();
  await opened(page, APP);
  await kept(page);
  await page.reload();
  await ready(page);
  appendFileSync(join(built, "sw.js"), "\n// waits");
  await update(page);
  await expect.poll(() => waits(page)).toBe(true);
  await page.reload();
  await ready(page);
  await expect.poll(() => waits(page), { timeout: 30_000 }).toBe(false);
  // Nobody is interrupted; the next start is the new one anyway.
  await expect(page.getByText("A new version of this page is ready.")).toBeVisible();
});

test("neither tokens nor answers of the edge are kept by the browser", async ({ page }) => {
  const session = page.waitForResponse("**/session?*");
  await opened(page, APP);
  const { token } = await (await session).json();
  await kept(page);
  expect(await checkIn(page)).toBe("done");
  const found = await page.evaluate(async (token) => {
    const caches = await Promise.all((await self.caches.keys()).map((it) => self.caches.open(it)));
    const requests = (await Promise.all(caches.map((it) => it.keys()))).flat();
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open("perks");
      opening.onsuccess = () => resolve(opening.result);
    });
    const values = await new Promise((resolve) => {
      const reading = database.transaction("perks").objectStore("perks").getAll();
      reading.onsuccess = () => resolve(reading.result);
    });
    database.close();
    const all = JSON.stringify([values, { ...localStorage }, { ...sessionStorage }]);
    return {
      pages: requests.length,
      calls: requests.filter(({ url }) => /\/(session|edge\/)/.test(url)).length,
      hasRecord: all.includes("check-in"),
      hasToken: all.includes(token),
    };
  }, token);
  expect(found).toMatchObject({ calls: 0, hasRecord: true, hasToken: false });
  expect(found.pages).toBeGreaterThan(50);
});
