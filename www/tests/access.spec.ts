/** Accessibility by axe, in both languages and colour schemes; and pictures for people to look at. */
import AxeBuilder from "@axe-core/playwright";
import { choose, expect, open, test } from "./page";

for (const language of ["English", "简体中文"] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`nothing for axe to find: ${language}, ${colorScheme}`, async ({ page }, info) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await open(page, language);
      const picture = (name: string) =>
        `test-results/${info.project.name}-${language === "English" ? "en" : "zh"}-${colorScheme}-${name}.png`;

      await page.locator("#spend").fill("200");
      await expect(page.getByTestId("total-pay")).toHaveText("¥263.10");
      await page.screenshot({ path: picture("member"), fullPage: true });

      await page.getByTestId("units-1").fill("-1");
      await page.locator("#spend").fill("9000");
      await page.screenshot({ path: picture("wrong"), fullPage: true });
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

      await page.locator("#spend").fill("0");
      await choose(page, language === "English" ? "Guest" : "访客");
      await page.screenshot({ path: picture("guest"), fullPage: true });
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    });
  }
}

test("the keyboard reaches every control, and shows where it is", async ({ page }) => {
  await open(page);
  const controls = await page.locator("input:enabled, button:enabled").count();
  const seen = new Set<string>();
  for (let press = 0; press < controls + 5; press += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement;
      const drawn = at.matches(".switch input") ? (at.nextElementSibling as HTMLElement) : at;
      const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
      const name = at.getAttribute("aria-label") ?? at.id ?? "";
      return { at: `${at.tagName} ${name} ${at.textContent}`, outlineStyle, outlineWidth };
    });
    if (focused.at.startsWith("BODY")) break;
    expect(focused, focused.at).toMatchObject({ outlineStyle: "solid", outlineWidth: "3px" });
    seen.add(focused.at);
  }
  // A switch is one stop for its two radio buttons, and both switches look alike here.
  expect(seen.size).toBeGreaterThan(controls - 8);
});

test("nothing is cut off at 320 pixels", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page, "English");
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBe(320);
  await choose(page, "简体中文");
  expect(await width()).toBe(320);
});

test("on a phone what is to pay stays in sight while a quantity changes", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await open(page);
  await page.getByTestId("units-1").scrollIntoViewIfNeeded();
  const bar = page.locator(".bar");
  await expect(bar).toBeInViewport();
  await page.getByTestId("units-1").fill("1");
  // 283.10 − 59.00
  await expect(bar).toContainText("¥224.10");
});
