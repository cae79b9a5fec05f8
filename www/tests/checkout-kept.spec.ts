/** A basket stays in its tab: over a reload, beside another tab, and beside a store that is broken. One's own files are opened. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Checkout, WATSONS } from "./checkout-page";
import { expect, test } from "./page";

const FILES = resolve(import.meta.dirname, "../../programs/watsons-vip");

test("a reload in the middle keeps the basket and what was chosen", async ({ page }) => {
  const checkout = await new Checkout(page).open(WATSONS);
  await checkout.units("3").fill("1");
  await checkout.part("points").getByLabel("Points to spend", { exact: true }).fill("200");
  // 283.10 less 2 × 12.90, less 20.00.
  await expect(checkout.pay).toHaveText("¥237.30");
  await page.reload();
  await expect(checkout.pay).toHaveText("¥237.30");
  await expect(checkout.units("3")).toHaveValue("1");
});

test("two tabs have a basket each", async ({ page, context }) => {
  const one = await new Checkout(page).open(WATSONS);
  const other = await new Checkout(await context.newPage()).open(WATSONS);
  await one.units("3").fill("1");
  await expect(one.pay).toHaveText("¥257.30");
  await expect(other.pay).toHaveText("¥283.10");
  await other.page.reload();
  await expect(other.pay).toHaveText("¥283.10");
});

test("what is kept and cannot be read is told, and the basket begins anew", async ({ page }) => {
  const checkout = await new Checkout(page).open(WATSONS);
  await checkout.units("3").fill("1");
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBeGreaterThan(0);
  await page.goto("components/");
  await page.evaluate(() => {
    for (const key of Object.keys(sessionStorage)) sessionStorage.setItem(key, "{ spoiled");
  });
  await checkout.open(WATSONS);
  await expect(page.getByTestId("broken")).toBeVisible();
  await expect(checkout.pay).toHaveText("¥283.10");
});

test("without a store all works until the page is closed", async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const checkout = await new Checkout(page).open(WATSONS);
  await checkout.units("3").fill("1");
  await expect(checkout.pay).toHaveText("¥257.30");
  await expect(page.getByTestId("broken")).toBeVisible();
});

test("one's own files are opened, and what is wrong in them is told", async ({ page }) => {
  const checkout = await new Checkout(page).open(WATSONS);
  const open = async (program: string) => {
    await page.getByRole("button", { name: "Open your own files" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Programme").setInputFiles(resolve(FILES, program));
    await dialog.getByLabel("Member").setInputFiles(resolve(FILES, "member.json"));
    await dialog.getByLabel("Cart").setInputFiles(resolve(FILES, "cart-soap.json"));
    await dialog.getByRole("button", { name: "Open", exact: true }).click();
  };
  await open("program.json");
  await expect(page).toHaveURL(/program=own/);
  await expect(checkout.pay).toHaveText("¥12.34");
  await page.reload();
  await expect(checkout.pay).toHaveText("¥12.34");
  await open("spoiled-typo.json");
  await expect(page.getByRole("alert")).toContainText("could not be opened");
});

test("a dropped cart is tried with what is open", async ({ page }) => {
  const checkout = await new Checkout(page).open(WATSONS);
  const drop = await page.evaluateHandle(
    (text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "cart.json", { type: "application/json" }));
      return data;
    },
    readFileSync(resolve(FILES, "cart-sun.json"), "utf8"),
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: drop });
  await expect(page).toHaveURL(/program=own/);
  await expect(checkout.pay).toHaveText("¥158.80");
  await expect(page.getByText("Sunscreen SPF 50, 50 ml").first()).toBeVisible();
});

test("the basket can be looked at as a document", async ({ page }) => {
  await new Checkout(page).open(WATSONS);
  await page.getByText("This basket as a document").click();
  await expect(page.getByLabel("This basket as a document")).toContainText('"sku": "tissue-12"');
});
