/** Orders are placed: what they cost, earn and lead to; and what is shown where they cost something else, wait, or are refused. */
import type { Page } from "@playwright/test";
import type { Order, Placed } from "../src/account/account";
import type { CheckoutPage } from "../src/checkout/view/page";
import { Checkout, expectNoViolations, WATSONS } from "./checkout-page";
import { expect, test } from "./page";

test("an order is placed, and the next one knows of it", async ({ page }) => {
  const checkout = await new Checkout(page).open(WATSONS);
  await checkout.part("points").getByLabel("Points to spend", { exact: true }).fill("200");
  await expect(checkout.pay).toHaveText("¥263.10");
  await page.getByTestId("place").click();
  const receipt = page.getByTestId("receipt");
  await expect(receipt.getByRole("heading", { name: "Thank you for your order" })).toBeFocused();
  await expect(receipt.getByTestId("paid")).toHaveText("¥263.10");
  await expect(receipt.getByTestId("earned")).toHaveText("26 points");
  await expect(receipt.getByTestId("digests").locator("code")).toHaveText([
    /^[0-9a-f]{32}$/,
    /^[0-9a-f]{32}$/,
    /^[0-9a-f]{32}$/,
  ]);
  await expectNoViolations(page);
  await page.reload();
  // 220 + 200 + 26 of the story.
  await expect(checkout.part("points")).toContainText("You have 446 points.");
  await expect(checkout.pay).toHaveText("¥283.10");
});

test("another price is shown beside what was shown, and taken or left", async ({ page }) => {
  await new Checkout(page).open(WATSONS);
  // The specials ended between the quote and the order.
  await answerBy(page, "changed");
  await page.getByTestId("place").click();
  const changed = page.getByTestId("changed");
  await expect(changed.getByRole("heading")).toBeFocused();
  const row = (name: string) => changed.getByRole("row", { name: new RegExp(`^${name}`) });
  await expect(row("Hydrating masks")).toContainText("¥118.00");
  await expect(row("Hydrating masks")).toContainText("¥198.00");
  await expect(row("To pay")).toContainText("¥283.10");
  await expect(row("To pay")).toContainText("¥363.10");
  await expect(row("Member specials")).toContainText("—");
  await expect(row("Points earned")).toContainText("36 points");
  await expect(row("Tissues")).toHaveCount(0);
  await expectNoViolations(page);
  await changed.getByRole("button", { name: "Back to the basket" }).click();
  await expect(page.getByTestId("place")).toBeEnabled();
  await page.getByTestId("place").click();
  await page.getByRole("button", { name: "Order for ¥363.10" }).click();
  await expect(page.getByTestId("receipt").getByTestId("paid")).toHaveText("¥363.10");
});

test("an order that is kept is told to be kept, at the price that was shown", async ({ page }) => {
  await new Checkout(page).open(WATSONS);
  await answerBy(page, "kept");
  await page.getByTestId("place").click();
  const receipt = page.getByTestId("receipt");
  await expect(receipt.getByRole("heading").first()).toHaveText("The order is kept on this device");
  await expect(receipt.getByTestId("paid")).toHaveText("¥283.10");
  await expect(receipt.getByTestId("earned")).toHaveCount(0);
});

test("while an answer is late the order is not sent twice", async ({ page }) => {
  await new Checkout(page).open(WATSONS);
  await answerBy(page, "never");
  await page.getByTestId("place").click();
  await expect(page.getByTestId("place")).toBeDisabled();
  await expect(page.getByTestId("place")).toHaveText("Placing the order…");
  await expect(page.getByTestId("link")).toContainText("will not be charged twice");
});

test("what the edge refuses by a code alone is said in the reader's language", async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem("perks:settings", JSON.stringify({ locale: "zh-CN", theme: "auto" }));
  });
  await new Checkout(page).open(WATSONS);
  await answerBy(page, "refused");
  await page.getByTestId("place").click();
  await expect(page.getByTestId("refusal")).toContainText("最后一份已被他人取得");
  await expect(page.getByTestId("refusal")).not.toContainText("hold");
});

/**
 * The account's answer without an edge to give it: `changed` prices the order on the day after the specials, as the gallery's story does,
 * and takes it when it is sent with that price.
 */
async function answerBy(
  page: Page,
  answer: "changed" | "kept" | "never" | "refused",
): Promise<void> {
  await page.evaluate((is) => {
    const { account } = (document.querySelector("checkout-page") as CheckoutPage).desk;
    let accepted = "";
    const place = async ({ cart, options, quote }: Order): Promise<Placed> => {
      if (is === "kept") return { is };
      if (is === "refused") {
        return { is, refusal: { code: "hold_taken", message: "the hold is taken", problems: [] } };
      }
      if (is === "never") {
        Object.defineProperty(account, "link", { value: { state: "late", at: 0 } });
        return new Promise(() => {});
      }
      const now = "2026-12-01T04:00:00Z";
      const handle = account.shop.program.cart(cart);
      const again = account.member.quote(handle, { ...options, now, receipt: "yes" });
      const outcome = again.receipt?.outcome ?? "";
      if (accepted !== "" && quote.receipt?.outcome === accepted)
        return { is: "done", quote: again, earned: again.points.earn.total };
      accepted = outcome;
      return { is: "changed", quote: again, shown: quote };
    };
    Object.assign(account, { place });
  }, answer);
}
