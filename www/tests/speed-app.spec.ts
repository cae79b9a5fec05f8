/**
 * How soon the member app shows something, and how much script it is. Times are printed, never a condition: machines differ. Sizes do not, and
 * must stay within what they are meant to be.
 */
import { brotliCompressSync, constants } from "node:zlib";
import { expect, test } from "./page";

/** Of the processor: what a phone of the middle is to a desktop. */
const THROTTLE = 4;
const RUNS = 5;
/** Script beside the module, in one language, in bytes of brotli: what the first view waits for, and all that the app can fetch. */
const MAX_FIRST = 60_000;
const MAX_WHOLE = 85_000;

test("the first status on a slow processor", async ({ page, context, browserName }) => {
  test.skip(browserName !== "chromium", "others cannot be slowed down");
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const tab = run === 0 ? page : await context.newPage();
    const protocol = await context.newCDPSession(tab);
    await protocol.send("Network.enable");
    await protocol.send("Network.setCacheDisabled", { cacheDisabled: true });
    await protocol.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
    await tab.goto("app/?at=device", { waitUntil: "commit" });
    const at = await tab.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const look = () => {
            const balance = document
              .querySelector("app-page")
              ?.shadowRoot?.querySelector("app-home")
              ?.shadowRoot?.querySelector("perks-balance");
            const text = balance?.shadowRoot?.textContent ?? "";
            // Painted with the next frame.
            if (/\d/.test(text)) requestAnimationFrame(() => resolve(performance.now()));
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    times.push(at);
    if (tab !== page) await tab.close();
  }
  times.sort((one, other) => one - other);
  console.log(
    `first status at ${THROTTLE}× throttle: ${times.map((it) => it.toFixed(0)).join(", ")} ms`,
  );
  expect(times.every((it) => it > 0)).toBe(true);
});

test("the script of the first view, and of the whole app", async ({ page }) => {
  const scripts = new Map<string, Promise<Buffer>>();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith(".js") && response.ok()) scripts.set(pathname, response.body());
  });
  const sizes = async () => {
    await page.waitForLoadState("networkidle");
    const all = [...scripts].map(async ([path, body]) => ({ path, size: brotli(await body) }));
    return Promise.all(all);
  };
  const sum = (of: { size: number }[]) => of.reduce((all, { size }) => all + size, 0);
  await page.goto("app/?at=device");
  const tabs = page.getByRole("navigation").getByRole("link");
  await expect(tabs.first()).toBeVisible();
  const first = await sizes();
  const views = ["points", "perks", "wallet", "check-in", "rewards", "history", "what-if", "more"];
  for (const view of views) {
    await page.goto(`app/?at=device#${view}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
  }
  const whole = await sizes();
  console.log(`script of the first view: ${sum(first)} bytes of ${MAX_FIRST} (brotli)`);
  console.log(`script of the whole app: ${sum(whole)} bytes of ${MAX_WHOLE}`);
  for (const { path, size } of whole) console.log(`  ${path}: ${size}`);
  expect(whole.length).toBeGreaterThan(first.length);
  expect(sum(first)).toBeLessThanOrEqual(MAX_FIRST);
  expect(sum(whole)).toBeLessThanOrEqual(MAX_WHOLE);
});

function brotli(body: Buffer): number {
  return brotliCompressSync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  }).length;
}
