/** Every view of the app by axe, light and dark, and what people need who see or move little. */
import AxeBuilder from "@axe-core/playwright";
import { openApp, VIEWS, viewOf } from "./app-page";
import { expect, test } from "./page";

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing in any view, ${theme}`, async ({ page, isMobile }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    // A desktop has no view of what is behind the tabs.
    for (const view of VIEWS.filter((it) => isMobile || it !== "more")) {
      await openApp(page, "vipshop", "eve", view);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]);
      expect.soft(found, view).toEqual([]);
    }
  });
}

test("what is pressed is large enough for a finger", async ({ page, isMobile }) => {
  test.skip(!isMobile, "fingers are for phones");
  for (const view of VIEWS) {
    await openApp(page, "vipshop", "eve", view);
    const small = await viewOf(page, view)
      .locator("button, select, input, li > a, td > a")
      .evaluateAll((all) =>
        all.flatMap((it) => {
          const { width, height } = it.getBoundingClientRect();
          return height < 44 || width < 44
            ? [`${it.textContent?.trim()}: ${width} × ${height}`]
            : [];
        }),
      );
    expect.soft(small, view).toEqual([]);
  }
});

test("from right to left nothing leaves the screen", async ({ page }) => {
  for (const view of VIEWS) {
    await openApp(page, "vipshop", "eve", view);
    await page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    const over = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect.soft(over, view).toBe(0);
  }
});
