/** Every page opens, says what it is, and nothing complains. */
import { expect, test } from "./page";

for (const page of [".", "app/", "checkout/", "studio/", "components/"]) {
  test(`${page} opens`, async ({ page: tab }) => {
    await tab.goto(page);
    await expect(tab).toHaveTitle(/Perks/);
  });
}
