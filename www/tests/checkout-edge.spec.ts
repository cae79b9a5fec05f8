/** Orders at a real edge: it recomputes, and another price is shown beside the one that was shown, and taken or left. */
import { Checkout } from "./checkout-page";
import { expect, test } from "./edge";

const DEE = "vipshop/members/dee";
const DRESS = { program: "vipshop", member: "dee", at: "edge" };
const PAIRS = { program: "basket-pairs", at: "edge" };

test.beforeEach(async ({ edge }) => {
  await edge.come();
  await edge.ask("DELETE", `/${DEE}`);
});

test("an order is recomputed at the edge, and answered with its receipt", async ({
  page,
  edge,
}) => {
  const checkout = await new Checkout(page).open(DRESS);
  const price = await checkout.pay.innerText();
  await page.getByTestId("place").click();
  const receipt = page.getByTestId("receipt");
  await expect(receipt.getByRole("heading", { name: "Thank you for your order" })).toBeFocused();
  await expect(receipt.getByTestId("paid")).toHaveText(price);
  await expect(receipt.getByTestId("digests").locator("code")).toHaveCount(3);
  expect(await edge.events(DEE)).toHaveLength(1);
});

test("what costs something else by a newer programme is shown, and charged once it is taken", async ({
  page,
  edge,
}) => {
  const checkout = await new Checkout(page).open(DRESS);
  await edge.publish("vipshop", (document) => {
    const it = document as { version: number; offers: object[] };
    it.version += 1;
    it.offers.push({
      id: "surprise",
      name: { en: "Surprise" },
      target: "order",
      benefit: { amount: { off: "9.00" } },
    });
  });
  await expect(checkout.pay).toHaveText("¥299.00");
  await page.getByTestId("place").click();
  const changed = page.getByTestId("changed");
  const pay = changed.getByRole("row", { name: /^To pay/ });
  await expect(pay).toContainText("¥299.00");
  await expect(pay).toContainText("¥290.00");
  await expect(changed.getByRole("row", { name: /^Surprise/i })).toContainText("¥9.00");
  expect(await edge.events(DEE)).toHaveLength(0);
  await page.getByRole("button", { name: "Order for ¥290.00" }).click();
  await expect(page.getByTestId("receipt").getByTestId("paid")).toHaveText("¥290.00");
  expect(await edge.events(DEE)).toHaveLength(1);
});

test("what is picked by hand is ordered at the price that was shown", async ({ page }) => {
  const checkout = await new Checkout(page).open(PAIRS);
  const best = await checkout.pay.innerText();
  await page.getByRole("radio", { name: "Choose my own" }).check();
  await checkout.part("offers").getByRole("checkbox").first().uncheck();
  await expect(checkout.pay).not.toHaveText(best);
  const price = await checkout.pay.innerText();
  await page.getByTestId("place").click();
  await expect(page.getByTestId("receipt").getByTestId("paid")).toHaveText(price);
});

test("an order without a connection is kept, and sent once there is one", async ({
  page,
  context,
  edge,
}) => {
  await new Checkout(page).open(DRESS);
  await context.setOffline(true);
  await expect(page.getByTestId("link")).toContainText("There is no connection");
  await page.getByTestId("place").click();
  const receipt = page.getByTestId("receipt");
  await expect(receipt.getByRole("heading").first()).toHaveText("The order is kept on this device");
  expect(await edge.events(DEE)).toHaveLength(0);
  await context.setOffline(false);
  await expect.poll(async () => (await edge.events(DEE)).length).toBe(1);
});

test("a basket that was ordered before the page was loaded again can become another order", async ({
  page,
  edge,
}) => {
  const checkout = await new Checkout(page).open(DRESS);
  const price = await checkout.pay.innerText();
  // The first answer never arrives.
  let isFirst = true;
  await page.route("**/orders", async (route) => {
    if (!isFirst) return route.continue();
    isFirst = false;
    await route.fetch();
  });
  await page.getByTestId("place").click();
  await expect.poll(async () => (await edge.events(DEE)).length).toBe(1);
  await page.reload();
  await expect(checkout.pay).toHaveText(price);
  await page.getByTestId("units").first().fill("2");
  await expect(checkout.pay).not.toHaveText(price);
  await page.getByTestId("place").click();
  await expect(page.getByTestId("refusal")).toContainText("was ordered already");
  expect(await edge.events(DEE)).toHaveLength(1);
  await page.getByTestId("place").click();
  await expect(page.getByTestId("receipt")).toBeVisible();
  expect(await edge.events(DEE)).toHaveLength(2);
});
