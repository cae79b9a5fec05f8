/** What the tests of the page share: a page that must stay without errors, and its parts by name. */
import { test as base, expect, type Page } from "@playwright/test";

export { expect };

/** Every console error, page error and refusal of the Content-Security-Policy fails its test. */
export const test = base.extend<{ quiet: undefined }>({
  quiet: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
      });
      await use(undefined);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

/** The page, ready, in one of its languages. */
export async function open(
  page: Page,
  language: "English" | "简体中文" = "English",
): Promise<void> {
  await page.goto("./");
  await expect(page.getByTestId("total-pay")).not.toBeEmpty();
  if (language === "简体中文") await choose(page, language);
}

/** Presses one side of a switch. */
export async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole("radio", { name, exact: true }).check({ force: true });
}

/** The sums as they are shown. */
export async function sums(page: Page): Promise<Record<string, string | null>> {
  const names = ["list", "discounts", "net", "points", "pay", "earn"];
  const texts = names.map(async (name) => [
    name,
    await page.getByTestId(`total-${name}`).textContent(),
  ]);
  return Object.fromEntries(await Promise.all(texts));
}
