/** The checkout against the numbers worked out by hand, for Watsons VIP on 20 November 2026. */
import { choose, expect, open, sums, test } from "./page";

// 2 × 99.00 + 158.00 + 3 × 12.90 = 394.70
// Masks at 59.00 save 2 × 40.00 = 80.00; a fifth of the serum is 31.60; together 111.60.
const WITHOUT_POINTS = {
  list: "¥394.70",
  discounts: "-¥111.60",
  net: "¥283.10",
  points: "¥0.00",
  pay: "¥283.10",
  // floor(283.10 / 10.00)
  earn: "28 points",
};

test("the sums are those worked out by hand", async ({ page }) => {
  await open(page);
  expect(await sums(page)).toEqual(WITHOUT_POINTS);
  await expect(page.getByTestId("balance")).toHaveText("620 points");
  await expect(page.getByTestId("worth")).toHaveText("worth ¥62.00 at the till");
});

test("discounts stand on their lines, with the offer's name", async ({ page }) => {
  await open(page);
  const masks = page.getByTestId("line-1");
  await expect(masks).toContainText("Member specials, 16–29 November");
  await expect(masks).toContainText("-¥80.00");
  await expect(masks.getByTestId("net")).toHaveText("¥118.00");
  const serum = page.getByTestId("line-2");
  await expect(serum).toContainText("20% off chosen products for members");
  await expect(serum).toContainText("-¥31.60");
  await expect(page.getByTestId("line-3").getByTestId("net")).toHaveText("¥38.70");
});

test("200 points take 20.00 off, and earn on what is left", async ({ page }) => {
  await open(page);
  await page.getByLabel("Points to spend", { exact: true }).fill("200");
  // 283.10 − 20.00; floor(263.10 / 10.00)
  const spent = { points: "-¥20.00", pay: "¥263.10", earn: "26 points" };
  expect(await sums(page)).toEqual({ ...WITHOUT_POINTS, ...spent });
  await expect(page.getByRole("slider")).toHaveValue("200");
  await expect(page.getByRole("status")).toHaveText("To pay ¥263.10; you earn 26 points.");
});

test("all the points can be spent, and no more", async ({ page }) => {
  await open(page);
  const slider = page.getByRole("slider");
  await expect(slider).toHaveAttribute("max", "620");
  await page.getByRole("button", { name: "All I can" }).click();
  // 283.10 − 62.00
  await expect(page.getByTestId("total-pay")).toHaveText("¥221.10");
  const field = page.getByLabel("Points to spend", { exact: true });
  await expect(field).toHaveValue("620");
  await field.fill("700");
  await expect(page.locator("#spend-why")).toContainText("620");
});

test("the slider spends", async ({ page }) => {
  await open(page);
  await page.getByRole("slider").fill("100");
  await expect(page.getByTestId("total-pay")).toHaveText("¥273.10");
  await expect(page.getByLabel("Points to spend", { exact: true })).toHaveValue("100");
});

test("each keystroke changes the quote", async ({ page }) => {
  await open(page);
  const field = page.getByTestId("units-3");
  const list = page.getByTestId("total-list");
  await field.press("End");
  await field.press("0");
  // 2 × 99.00 + 158.00 + 30 × 12.90
  await expect(list).toHaveText("¥743.00");
  await field.press("Backspace");
  await expect(list).toHaveText("¥394.70");
  await expect(field).toBeFocused();
  await page.getByRole("button", { name: "One more of Tissues, 12 packs" }).click();
  await expect(list).toHaveText("¥407.60");
});

test("a bad quantity is named beside its field, and the last good quote stays", async ({
  page,
}) => {
  await open(page);
  const field = page.getByTestId("units-3");
  for (const wrong of ["0", "-2", "1.5", "abc", "9007199254740992", ""]) {
    await field.fill(wrong);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByTestId("line-3").getByRole("alert")).toContainText(
      /out_of_range|wrong_type/,
    );
    expect(await sums(page)).toEqual(WITHOUT_POINTS);
    await expect(page.getByTestId("stale")).toContainText("last valid basket");
  }
  await field.fill("1");
  await expect(page.getByTestId("stale")).toBeEmpty();
  await expect(field).not.toHaveAttribute("aria-invalid");
  await expect(page.locator("#problem-3")).toBeEmpty();
  await expect(page.getByTestId("total-list")).toHaveText("¥368.90");
});

test("a bad number of points is named, and so is a bad day", async ({ page }) => {
  await open(page);
  await page.getByLabel("Points to spend", { exact: true }).fill("1.5");
  await expect(page.locator("#spend-problem")).toContainText("/spend");
  expect(await sums(page)).toEqual(WITHOUT_POINTS);
  await page.getByLabel("Date", { exact: true }).fill("");
  await expect(page.locator("#day-problem")).toContainText("bad_instant");
  await page.getByLabel("Date", { exact: true }).fill("2026-11-20");
  await expect(page.locator("#day-problem")).toBeEmpty();
});

test("specials come and go with the day", async ({ page }) => {
  await open(page);
  const refused = page.getByTestId("refused");
  await expect(refused).toContainText("Starts 30 Nov 2026, 00:00.");
  await page.getByLabel("Date", { exact: true }).fill("2026-11-30");
  // Only the serum's 31.60 is left.
  await expect(page.getByTestId("total-discounts")).toHaveText("-¥31.60");
  await expect(refused).toContainText("Ended 30 Nov 2026, 00:00.");
  await page.getByRole("button", { name: "Add Sunscreen SPF 50, 50 ml" }).click();
  // 99.00 at 69.00
  await expect(page.getByTestId("total-discounts")).toHaveText("-¥61.60");
  await page.getByRole("button", { name: "Remove Sunscreen SPF 50, 50 ml" }).click();
  await expect(page.getByTestId("total-discounts")).toHaveText("-¥31.60");
});

test("a guest pays the list price and is told why", async ({ page }) => {
  await open(page);
  await choose(page, "Guest");
  expect(await sums(page)).toEqual({
    list: "¥394.70",
    discounts: "¥0.00",
    net: "¥394.70",
    points: "¥0.00",
    pay: "¥394.70",
    earn: "0 points",
  });
  await expect(page.getByTestId("refused")).toContainText("For members only.");
  await expect(page.getByRole("slider")).toBeDisabled();
  await choose(page, "Member");
  expect(await sums(page)).toEqual(WITHOUT_POINTS);
});

test("the language changes everything, and keeps the basket", async ({ page }) => {
  await open(page);
  await page.getByTestId("units-3").fill("4");
  await choose(page, "简体中文");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("屈臣氏贵宾卡");
  await expect(page).toHaveTitle(/屈臣氏贵宾卡/);
  await expect(page.getByTestId("balance")).toHaveText("620 积分");
  await expect(page.getByTestId("line-1")).toContainText("会员特价 11月16日–29日");
  await expect(page.getByTestId("refused")).toContainText("2026年11月30日 00:00 开始。");
  await expect(page.getByTestId("total-list")).toHaveText("¥407.60");
  // Nothing of the catalogue is left in English, but for names of things.
  const text = await page.locator("#app").textContent();
  expect(text?.match(/[A-Za-z]{3,}/g)?.filter((word) => !ALLOWED.has(word)) ?? []).toEqual([]);
  await choose(page, "English");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("radio", { name: "English" })).toBeFocused();
});

const ALLOWED = new Set(["English", "WebAssembly", "SPF"]);

test("how long the quote took is shown", async ({ page }) => {
  await open(page);
  await expect(page.getByTestId("took")).toContainText(/This quote took (\d+ µs|less than)/);
});
