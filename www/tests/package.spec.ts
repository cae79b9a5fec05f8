/** The package in a browser without a bundler. The vectors, and what fails to load, are tested in every browser by the package. */
import { expect, test } from "./page";
import { serve } from "./static";

test("a plain page imports the package from a static server, under a strict policy", async ({
  page,
}) => {
  const server = await serve();
  await page.goto(`${server.address}pkg/examples/plain/`);
  await expect(page.locator("#pay")).toHaveText("26310 (minor units of CNY)");
  await expect(page.locator("#earns")).toHaveText("26");
  server.close();
});

test("the sentences need no bundler, and no module", async ({ page }) => {
  const server = await serve();
  await page.goto(`${server.address}pkg/examples/plain/`);
  const said = await page.evaluate(`(async () => {
    const { texts } = await import("/pkg/texts/index.js");
    const { zhCN } = await import("/pkg/texts/zh-CN.js");
    const say = texts(zhCN, { currency: "CNY", digits: 2, timeZone: "+08:00" });
    const needs = { needs_minor: 10000, has_minor: 8750, missing_minor: 1250 };
    return say.reason({ code: "amount_short", ...needs }) + say.time("2026-11-29T16:00:00.000Z");
  })()`);
  expect(said).toBe("指定商品需满 ¥100.00，现为 ¥87.50，还差 ¥12.50。2026年11月30日 00:00");
  server.close();
});
