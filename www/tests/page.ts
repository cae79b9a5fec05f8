/** What the tests of the page share: a page that must stay without errors, and its parts by name. */
import { test as base, expect } from "@playwright/test";

export { expect };

/** Every console error, page error and refusal of the Content-Security-Policy fails its test. */
export const test = base.extend<{ quiet: undefined }>({
  quiet: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        const said = `${message.text()} ${message.location().url}`;
        // A page that is left before it has said which icon is its own is asked for one of this name.
        const isBrowsers = /blocked by Playwright|\/favicon\.ico$/.test(said);
        if (["error", "warning"].includes(message.type()) && !isBrowsers) errors.push(said);
      });
      await use(undefined);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});
