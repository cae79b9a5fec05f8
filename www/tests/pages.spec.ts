/** Every page opens, says what it is, and nothing complains. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "./page";

const ROOT = resolve(import.meta.dirname, "../..");

for (const page of [".", "app/", "checkout/", "studio/", "components/"]) {
  test(`${page} opens`, async ({ page: tab }) => {
    await tab.goto(page);
    await expect(tab).toHaveTitle(/Perks/);
  });
}

test("a page of somebody else's shows a component, as the document says", async ({ page }) => {
  const read = (file: string) => readFileSync(resolve(ROOT, file), "utf8");
  const [, html] = /^```html\n(.*?)^```$/ms.exec(read("docs/pages.md")) ?? [];
  await page.route("**/shop.html", (route) =>
    route.fulfill({ contentType: "text/html", body: `<!doctype html>${html}` }),
  );
  for (const name of ["program", "member"]) {
    const body = read(`programs/watsons-vip/${name}.json`);
    await page.route(`**/${name}.json`, (route) => route.fulfill({ body }));
  }
  // Its browser asks for a picture, as of any page that names none.
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto("shop.html");
  // Two lots, of 420 and 200 points.
  await expect(page.locator("perks-balance")).toContainText("620 points");
});
