/** At the checkout: baskets are edited, codes typed, offers chosen, points spent. The sums are those worked out by hand in `programs/`. */
import { Checkout, expectNoViolations, WATSONS } from "./checkout-page";
import { expect, test } from "./page";

test("the drugstore's basket costs what was worked out by hand", async ({ page }) => {
  const checkout = await new Checkout(page).open(WATSONS);
  await expect(checkout.pay).toHaveText("¥283.10");
  await expect(checkout.total("list_minor")).toHaveText("¥394.70");
  await expect(checkout.total("discount_minor")).toHaveText("-¥111.60");
  await expect(checkout.total("earn")).toHaveText("28 points");
  for (const [line, net, earns] of [
    ["1", "¥118.00", "earns 12 points"],
    ["2", "¥126.40", "earns 12 points"],
    ["3", "¥38.70", "earns 4 points"],
  ] as const) {
    await expect(checkout.line(line).getByTestId("net")).toContainText(net);
    await expect(checkout.line(line).getByTestId("earns")).toHaveText(earns);
  }
  await expect(checkout.part("offers").getByTestId("proof")).toContainText(
    /No other combination saves more: \d+ were compared\./,
  );
  await expect(checkout.total("took")).toContainText("µs");
});

test("points pay by field, slider and all at once; what is refused says why", async ({ page }) => {
  const checkout = await new Checkout(page).open(WATSONS);
  const points = checkout.part("points");
  const field = points.getByLabel("Points to spend", { exact: true });
  await field.fill("200");
  await expect(checkout.pay).toHaveText("¥263.10");
  await expect(checkout.total("earn")).toHaveText("26 points");
  await points.getByRole("button", { name: "All I can" }).click();
  await expect(checkout.pay).toHaveText("¥221.10");
  await expect(checkout.total("earn")).toHaveText("22 points");
  await expect(field).toHaveValue("620");
  await points.getByRole("slider").press("Home");
  await expect(checkout.pay).toHaveText("¥283.10");
  await field.fill("5000");
  await expect(points.getByTestId("why")).toContainText("620");
  await expect(checkout.pay).toHaveText("¥221.10");
  await field.fill("x");
  await expect(points.getByText(/number of points/)).toBeVisible();
  await expect(page.getByTestId("place")).toBeDisabled();
  await points.getByRole("button", { name: "None" }).click();
  await expect(page.getByTestId("place")).toBeEnabled();
});

test("a guest pays the list price", async ({ page }) => {
  const checkout = await new Checkout(page).open({ ...WATSONS, member: "guest" });
  await expect(checkout.pay).toHaveText("¥394.70");
  await page.getByTestId("place").click();
  await expect(page.getByTestId("refusal")).toContainText("guest");
});

test("another customer and another basket are a choice away", async ({ page }) => {
  const checkout = await new Checkout(page).open(WATSONS);
  await page.getByRole("button", { name: "Programme and settings" }).click();
  await page.getByRole("combobox", { name: "Basket" }).selectOption("soap");
  await expect(checkout.pay).toHaveText("¥12.34");
  await page.getByRole("button", { name: "Programme and settings" }).click();
  await page.getByRole("combobox", { name: "Member" }).selectOption("guest");
  await expect(page).toHaveURL(/member=guest/);
  await expect(page).toHaveURL(/cart=soap/);
  await expect(checkout.pay).toHaveText("¥12.34");
});

test("what cannot be is told at its place, and the last good price stays", async ({ page }) => {
  const checkout = await new Checkout(page).open(WATSONS);
  const field = checkout.units("3");
  for (const [typed, sentence] of [
    ["0", /at least 1 and at most 1,000,000/],
    ["1000000000", /at least 1 and at most 1,000,000/],
    ["two", /whole number/],
    ["", /whole number/],
  ] as const) {
    await field.fill(typed);
    await expect(checkout.line("3").locator("#problem")).toHaveText(sentence);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(checkout.pay).toHaveText("¥283.10");
    await expect(page.getByTestId("place")).toBeDisabled();
  }
  await field.fill("3");
  await expect(field).toHaveAttribute("aria-invalid", "false");
  await expect(page.getByTestId("place")).toBeEnabled();

  const shelf = checkout.part("shelf");
  await shelf.getByText("Something else").click();
  await shelf.getByLabel("Article number").fill("umbrella");
  await shelf.getByLabel("Price of one").fill("-5");
  await shelf.getByRole("button", { name: "Add", exact: true }).click();
  await expect(shelf.locator("#wrong-price_minor")).toContainText("at least 0 and at most");
  await shelf.getByLabel("Price of one").fill("12.345");
  await shelf.getByRole("button", { name: "Add", exact: true }).click();
  await expect(shelf.locator("#wrong-price_minor")).not.toBeEmpty();
  await shelf.getByLabel("Price of one").fill("20");
  await shelf.getByRole("button", { name: "Add", exact: true }).click();
  // 283.10 + 20.00, of which nothing is on offer.
  await expect(checkout.pay).toHaveText("¥303.10");
});

test("lines come and go, and go back", async ({ page }) => {
  const checkout = await new Checkout(page).open({ ...WATSONS, cart: "sun" });
  await expect(checkout.pay).toHaveText("¥158.80");
  await checkout.line("2").getByRole("button", { name: "Remove Hand cream, 75 ml" }).click();
  await expect(checkout.pay).toHaveText("¥99.00");
  await expect(page.getByRole("heading", { name: "Basket", exact: true })).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(checkout.pay).toHaveText("¥158.80");
  await page.getByRole("button", { name: "Add Lily soap" }).click();
  await expect(checkout.pay).toHaveText("¥171.14");
  await checkout.line("3").getByRole("button", { name: "One more of Lily soap" }).click();
  await expect(checkout.pay).toHaveText("¥183.48");
});

test("a hint is done with one press, and undone", async ({ page }) => {
  const checkout = await new Checkout(page).open({ ...WATSONS, cart: "sun" });
  const hints = checkout.part("hints");
  await expect(hints.getByTestId("hints")).toContainText("¥50.00");
  await hints
    .getByRole("button", { name: /^Do it/ })
    .first()
    .click();
  await expect(checkout.pay).toHaveText("¥108.80");
  await expect(hints.getByText(/^Priced as of 30 Nov 2026/)).toBeVisible();
  await hints.getByRole("button", { name: "Undo" }).click();
  await expect(checkout.pay).toHaveText("¥158.80");
});

test("offers can be chosen by hand, and are told what would be better", async ({ page }) => {
  const checkout = await new Checkout(page).open(WATSONS);
  const offers = checkout.part("offers");
  await offers.getByLabel("Choose my own").check();
  await offers.getByRole("checkbox", { name: /^Member specials/ }).uncheck();
  // Without the specials, 80.00.
  await expect(checkout.pay).toHaveText("¥363.10");
  await expect(offers.getByTestId("better")).toContainText("¥80.00");
  await offers.getByRole("button", { name: "Back to the best" }).click();
  await expect(checkout.pay).toHaveText("¥283.10");
  await offers.getByRole("button", { name: /^Leave 20% off/ }).click();
  await expect(checkout.pay).toHaveText("¥314.70");
  await offers.getByRole("button", { name: /^Take 20% off/ }).click();
  await expect(checkout.pay).toHaveText("¥283.10");
});

test("a code is judged at each keystroke, and brings its discount", async ({ page }) => {
  const checkout = await new Checkout(page).open({
    program: "small-business-saturday",
    member: "ann",
    cart: "books",
  });
  await expect(checkout.pay).toHaveText("$52.00");
  const codes = checkout.part("codes");
  const field = codes.getByLabel("Code or voucher");
  await field.pressSequentially("shop smal");
  await expect(codes.getByTestId("verdict")).not.toContainText("Good for");
  await field.pressSequentially("l");
  await expect(codes.getByTestId("verdict")).toContainText("Good for");
  await field.press("Enter");
  await expect(checkout.pay).toHaveText("$44.00");
  await expect(codes.getByTestId("codes")).toContainText("Used for Elm Books");
  await codes.getByRole("button", { name: "Take shop small out" }).click();
  await expect(checkout.pay).toHaveText("$52.00");
});

test("a flight is bought in miles, or in miles and money", async ({ page }) => {
  const checkout = await new Checkout(page).openAt(
    "2026-11-13T10:00:00Z",
    "airline-miles",
    "member-smiths",
    "cart-award-paris",
  );
  const line = checkout.line("1");
  await line.getByTestId("price").selectOption("award-short");
  // The Smiths have 3,000 of their own: 1,000 are missing for the least that is taken.
  await expect(line.locator(".why")).toContainText("1,000");
  await expect(checkout.pay).toHaveText("£175.00");
});

test("a plate is bought with coins", async ({ page }) => {
  const checkout = await new Checkout(page).openAt(
    "2027-03-18T19:00:00+08:00",
    "haidilao",
    "member-yun",
    "cart-home",
  );
  const line = checkout.line("1");
  await line.getByTestId("price").selectOption("shrimp-paste");
  await expect(line.getByTestId("at-price")).toContainText("80");
  await expect(checkout.pay).toHaveText("¥18.00");
});

test("a gift is chosen", async ({ page }) => {
  const checkout = await new Checkout(page).openAt(
    "2026-10-09T19:30:00+02:00",
    "restaurant",
    "member-nora",
    "cart-dinner",
  );
  await expect(checkout.pay).toHaveText("€51.20");
  await checkout.part("gifts").getByLabel("spritz").check();
  await expect(checkout.line("3").getByTestId("net")).toContainText("€0.00");
});

test("the layers of a festival are priced and proved", async ({ page }) => {
  const layers = ["double-eleven", "member-lin", "cart-festival"] as const;
  const checkout = await new Checkout(page).openAt("2026-11-10T20:00:00+08:00", ...layers);
  // 889.10 less the platform's coupon, 60.00; the red packet of the story was not given to her.
  await expect(checkout.pay).toHaveText("¥829.10");
  await expect(checkout.line("1").getByTestId("net")).toContainText("¥454.43");
  const proof = checkout.part("offers").getByTestId("proof");
  await expect(proof).toContainText("None can save more than");
  await proof.getByRole("button", { name: "Look longer" }).click();
  await expect(proof).toContainText("No other combination saves more");
  await expect(checkout.part("wallet").getByText("Used for this order")).toHaveCount(2);
  await checkout
    .part("wallet")
    .getByRole("checkbox", { name: /^Platform coupon/ })
    .uncheck();
  await expect(checkout.pay).toHaveText("¥889.10");
});

for (const theme of ["light", "dark"] as const)
  test(`nothing stands in the way of anybody, ${theme}`, async ({ page }) => {
    // The page is looked through three times.
    test.slow();
    await page.emulateMedia({ colorScheme: theme });
    const checkout = await new Checkout(page).open({
      program: "double-eleven",
      member: "lin",
      cart: "festival",
    });
    await checkout.units("1").fill("0");
    await checkout
      .part("offers")
      .getByText(/^Why other offers/)
      .click();
    await checkout.part("shelf").getByText("Something else").click();
    await page.getByText("This basket as a document").click();
    await expectNoViolations(page);
    await checkout.units("1").fill("1");
    await checkout.part("offers").getByLabel("Choose my own").check();
    await page.getByText("How the price comes about").click();
    await expectNoViolations(page);
    await page.getByRole("button", { name: "Open your own files" }).click();
    await expectNoViolations(page);
  });
