/** Every basket of the gallery at the checkout, in both languages and on the narrowest phone; and the whole way by keyboard alone. */
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { Checkout, WATSONS } from "./checkout-page";
import { expect, test } from "./page";

const PROGRAMS = resolve(import.meta.dirname, "../../programs");
const NARROW = { width: 360, height: 740 };

for (const program of readdirSync(PROGRAMS).filter((it) => !it.includes(".")))
  test(`${program}: each basket opens, and nothing is wider than the page`, async ({
    page,
    isMobile,
  }) => {
    test.skip(!isMobile, "the narrowest phone is a phone");
    // Some have eight baskets.
    test.slow();
    await page.setViewportSize(NARROW);
    const carts = readdirSync(resolve(PROGRAMS, program))
      .map((file) => /^cart(?:-(.+))?\.json$/.exec(file))
      .flatMap((found) => (found ? [found[1] ?? "cart"] : []));
    expect(carts.length).toBeGreaterThan(0);
    for (const [index, cart] of carts.entries()) {
      const locale = index % 2 === 0 ? "zh-CN" : "en";
      await page.addInitScript((it) => {
        localStorage.setItem("perks:settings", JSON.stringify({ locale: it, theme: "auto" }));
      }, locale);
      await new Checkout(page).open({ program, cart });
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
      for (const summary of await page.locator("summary").all())
        if (await summary.isVisible()) await summary.click();
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(sideways, `${cart} in ${locale}`).toBe(0);
      // Goods have names: an article number stands nowhere but in the document.
      const names = await page.locator("checkout-line .name").allInnerTexts();
      for (const name of names) expect(name).not.toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    }
  });

test("all is said in Chinese where Chinese is read", async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem("perks:settings", JSON.stringify({ locale: "zh-CN", theme: "auto" }));
  });
  const checkout = await new Checkout(page).open(WATSONS);
  await expect(checkout.pay).toHaveText("¥283.10");
  await checkout.units("3").fill("0");
  await expect(checkout.line("3").locator("#problem")).toContainText("1,000,000");
  await checkout.units("3").fill("3");
  await expect(checkout.part("offers").getByTestId("proof")).toContainText("没有其他组合更省");
  await page.getByText(/^其他优惠为何不可用/).click();
  const text = await page.locator("checkout-page").innerText();
  const english = text.replaceAll(/\b(WebAssembly|CNY|SPF|VIP)\b/g, "").match(/[A-Za-z]{3,}/g);
  expect(english).toBeNull();
  await page.getByTestId("place").click();
  await expect(page.getByRole("heading", { name: "感谢您的订购" })).toBeFocused();
});

test("another language is spoken at once, and the basket stays", async ({ page }) => {
  const checkout = await new Checkout(page).open(WATSONS);
  await checkout.units("3").fill("1");
  await page.getByRole("button", { name: "Programme and settings" }).click();
  await page.getByRole("combobox", { name: "Language" }).selectOption("zh-CN");
  await expect(page.getByRole("heading", { name: "购物车" })).toBeVisible();
  await expect(checkout.line("3")).toContainText("抽纸 12包");
  await expect(checkout.units("3")).toHaveValue("1");
  await expect(checkout.pay).toHaveText("¥257.30");
});

test("the whole way goes by keyboard", async ({ page }) => {
  const checkout = await new Checkout(page).open(WATSONS);
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      const label = await page.evaluate(() => {
        let at: Element | null = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        const labels = at instanceof HTMLInputElement ? [...(at.labels ?? [])] : [];
        return [
          at?.getAttribute("aria-label"),
          ...labels.map((it) => it.textContent),
          at?.textContent,
        ].join(" ");
      });
      if (name.test(label)) return;
    }
    throw new Error(`no way to ${name}`);
  };
  await tabTo(/Units of Tissues/);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("1");
  await expect(checkout.pay).toHaveText("¥257.30");
  await tabTo(/Points to spend/);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("200");
  await expect(checkout.pay).toHaveText("¥237.30");
  await tabTo(/Place the order/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Thank you for your order" })).toBeFocused();
  await tabTo(/Another order/);
  await page.keyboard.press("Enter");
  await expect(checkout.pay).toBeVisible();
});
