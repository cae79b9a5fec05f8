/** The member app: what members do in it. The numbers are those that the gallery's READMEs work out by hand. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import type { ViewName } from "../src/app/routes";
import { openApp, section, told, turnTo, viewOf } from "./app-page";
import { expect, test } from "./page";

test("a member sees lot by lot where the points come from", async ({ page }) => {
  await openApp(page, "watsons-vip", "member", "points");
  const points = viewOf(page, "points");
  const lots = section(points, "Where your points come from");
  await expect(lots.getByRole("listitem")).toHaveCount(2);
  await expect(lots).toContainText("420");
  await expect(lots).toContainText("200");
  await expect(lots.getByText("never expires")).toHaveCount(2);
  await expect(points.locator("perks-balance")).toContainText("620");
  await expect(points.locator("perks-balance")).toContainText("62.00");
  await expect(points.getByText(/Nothing changes your balance/)).toBeVisible();
  await expect(points.locator("points-chart")).toHaveCount(0);
});

test("what expires when stands in a chart and in its table", async ({ page }) => {
  await openApp(page, "vipshop", "eve", "points");
  const points = viewOf(page, "points");
  await expect(points.getByRole("img", { name: /balance over time/ })).toBeVisible();
  const row = points.getByRole("table").getByRole("row").last();
  await expect(row).toContainText("1 Jan 2028");
  await expect(row).toContainText("−22,020");
  await expect(row.getByRole("cell").last()).toHaveText("0");
});

test("somebody joins, checks in, and has a coupon for it", async ({ page }) => {
  await openApp(page, "vipshop", "anna");
  const home = viewOf(page, "home");
  await expect(home.getByRole("heading", { name: "Join Vipshop members" })).toBeVisible();
  await expect(home.getByText("Today")).toHaveCount(0);
  await home.getByRole("button", { name: "Join now" }).click();
  await expect(told(page)).toContainText("Welcome");
  await expect(home.getByRole("button", { name: "Join now" })).toHaveCount(0);
  // Until 16 March, 12:00: issued for 15 days.
  await expect(section(home, "Ends soon")).toContainText("16 Mar 2027");

  await home.getByRole("button", { name: "Check in for 5 points" }).click();
  await expect(told(page)).toContainText("+5");
  await expect(home.getByText("done today")).toBeVisible();
  await expect(home.getByText("1 day in a row")).toBeVisible();

  await turnTo(page, "#history");
  const history = viewOf(page, "history");
  await expect(history.getByText("Joined")).toBeVisible();
  await expect(history).toContainText("+5");
});

test("the thirtieth day on end gives a hundred points more", async ({ page }) => {
  await openApp(page, "vipshop", "eve");
  const home = viewOf(page, "home");
  await home.getByRole("button", { name: "Check in for 105 points" }).click();
  await expect(told(page)).toContainText("30 days in a row");
  await turnTo(page, "#points");
  await expect(viewOf(page, "points").locator("perks-balance")).toContainText("22,125");
});

test("the calendar shows the run, and the check-in of today", async ({ page }) => {
  await openApp(page, "vipshop", "eve", "check-in");
  const streak = viewOf(page, "check-in").locator("perks-streak");
  await expect(streak).toContainText("29 days");
  await streak.getByRole("button", { name: /^Check in/ }).click();
  await expect(told(page)).toContainText("+105");
  await expect(streak).toContainText("30 days");
  await expect(streak.getByRole("button", { name: /^Check in/ })).toHaveCount(0);
});

test("points buy a coupon, which stands in the wallet, and can be given back", async ({ page }) => {
  await openApp(page, "vipshop", "eve", "rewards");
  const rewards = viewOf(page, "rewards");
  await rewards.getByRole("button", { name: /^Redeem.*A coupon, 30 off/ }).click();
  const dialog = rewards.getByRole("dialog");
  await expect(dialog).toContainText("1,500 points");
  await dialog.getByRole("button", { name: "Redeem" }).click();
  await expect(told(page)).toContainText("A coupon, 30 off is yours");
  await expect(dialog).toHaveCount(0);
  // 22,020 − 1,500
  await expect(rewards).toContainText("20,520");

  await turnTo(page, "#wallet");
  const wallet = viewOf(page, "wallet");
  const coupon = wallet.locator("perks-coupon");
  await expect(coupon).toContainText("30 off from 199, for points");
  await coupon.getByRole("button", { name: /^Use/ }).click();
  await expect(wallet.getByRole("img", { name: /^QR code/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(wallet.getByRole("dialog")).toHaveCount(0);

  await page.reload();
  await expect(wallet.locator("perks-coupon")).toContainText("30 off from 199, for points");
  await turnTo(page, "#rewards");
  await rewards.getByRole("button", { name: /^Give back/ }).click();
  await expect(rewards).toContainText("22,020");
  await turnTo(page, "#wallet");
  await expect(wallet.locator("perks-coupon")).toHaveCount(0);
});

test("a perk with a quota is used", async ({ page }) => {
  await openApp(page, "starbucks", "wei", "perks");
  const perks = viewOf(page, "perks");
  // Three sizes up a month.
  await expect(perks.getByText("3 left")).toBeVisible();
  await perks
    .getByRole("button", { name: /^Use once/ })
    .first()
    .click();
  await expect(perks.getByText("2 left")).toBeVisible();
});

test("a purchase is tried out: to pay, to earn, and the balance after it", async ({ page }) => {
  await openApp(page, "watsons-vip", "member", "what-if");
  const whatIf = viewOf(page, "what-if");
  await whatIf.getByLabel("If I buy").selectOption("cart:cart");
  // 394.70 − 111.60 = 283.10: 28 points; 620 + 28 = 648.
  const after = section(whatIf, "Right after");
  await expect(after).toContainText("283.10");
  await expect(after).toContainText("earns 28 points");
  await expect(after).toContainText("648");
  await expect(after).toContainText("now 620");

  await whatIf.getByLabel("If I buy").selectOption("amount");
  await whatIf.getByLabel("Amount in CNY").fill("12.34");
  await expect(after).toContainText("12.34");
  await expect(after).toContainText("621");
});

test("a day to come: what expires until then, and the level", async ({ page }) => {
  await openApp(page, "starbucks", "wei", "what-if");
  const whatIf = viewOf(page, "what-if");
  const figures = whatIf.getByRole("heading", { name: /^When / });
  await whatIf.getByLabel("Then look at").fill("2027-05-20");
  await whatIf.getByLabel("Then look at").blur();
  await expect(figures).toHaveText("When 20 May 2027 begins");
  await expect(whatIf).not.toContainText("Green");
  // Gold ends on 20 May at 8:00; who loses a level falls by one.
  await whatIf.getByLabel("Then look at").fill("2027-05-21");
  await whatIf.getByLabel("Then look at").blur();
  await expect(whatIf).toContainText("Green");
  await expect(whatIf).toContainText("now Gold");
  // 30 stars of 10 December 2026: 12 months, and to the month's end.
  await whatIf.getByRole("button", { name: "On 1 January" }).click();
  await expect(whatIf).toContainText("−30");
  await expect(whatIf).toContainText("now 30");
});

test("an order opens with what it earned, and comes back", async ({ page }) => {
  await openApp(page, "vipshop", "eve", "history");
  const history = viewOf(page, "history");
  await history.getByRole("link", { name: /7,340\.00/ }).click();
  await expect(history.getByRole("heading", { name: "Order", exact: true })).toBeFocused();
  // 734 × 10 × 3 points for an order of 7,340.00.
  await expect(history).toContainText("7,340.00");
  await expect(section(history, "Earned")).toContainText("+22,020");
  await history.getByRole("button", { name: "Return these" }).click();
  await expect(told(page)).toContainText("−22,020");
  await expect(section(history, "Earned")).toContainText("22,020 points taken back");
  await page.goBack();
  await expect(history.getByText("returned", { exact: true })).toBeVisible();
});

test("a code has its verdict while it is typed, and from the address", async ({ page }) => {
  await openApp(page, "vipshop", "eve", "wallet");
  const wallet = viewOf(page, "wallet");
  await wallet.getByRole("textbox", { name: "Code" }).fill("NO-SUCH-CODE");
  await expect(wallet.getByRole("status")).not.toBeEmpty();
  await turnTo(page, "#home");
  await turnTo(page, "#wallet?code=NO-SUCH-CODE");
  await expect(page).toHaveURL(/#wallet$/);
  await expect(wallet.locator("perks-wallet")).toContainText("NO-SUCH-CODE");
});

test("what is done in one tab shows in another", async ({ page, context }) => {
  await openApp(page, "vipshop", "eve");
  const other = await context.newPage();
  await openApp(other, "vipshop", "eve");
  await viewOf(other, "home")
    .getByRole("button", { name: /^Check in/ })
    .click();
  await expect(viewOf(page, "home").getByText("done today")).toBeVisible();
  await expect(viewOf(page, "home").locator("perks-balance")).toContainText("22,125");
});

test("what the engine refuses it says where it was asked", async ({ page }) => {
  await openApp(page, "bank-club", "anna", "check-in");
  const view = viewOf(page, "check-in");
  await view.getByLabel("Amount").fill("99999999999999");
  await view.getByRole("button", { name: "Report: paying with the card" }).click();
  await expect(view.getByRole("alert")).not.toBeEmpty();
  await expect(told(page)).toHaveCount(0);
  // Nothing is rounded: a part of the smallest unit is no amount.
  await view.getByLabel("Amount").fill("20.005");
  await view.getByRole("button", { name: "Report: paying with the card" }).click();
  await expect(view.locator("input:invalid")).toHaveCount(1);
  await expect(told(page)).toHaveCount(0);
  await view.getByLabel("Amount").fill("20");
  await view.getByRole("button", { name: "Report: paying with the card" }).click();
  await expect(told(page)).toBeVisible();
  await expect(view.getByRole("alert")).toHaveCount(0);
});

test("a view without anything in it is not offered", async ({ page }) => {
  await openApp(page, "watsons-vip", "member");
  const tabs = page.getByRole("navigation", { name: "Views" });
  await expect(tabs.getByRole("link", { name: "Points" })).toBeVisible();
  await expect(tabs.getByRole("link", { name: "Perks" })).toHaveCount(0);
  await expect(tabs.getByRole("link", { name: "Check-in" })).toHaveCount(0);
});

test("back leads to the view before, and a link opens one", async ({ page, isMobile }) => {
  await openApp(page, "vipshop", "bo", "perks");
  const tabs = page.getByRole("navigation", { name: "Views" });
  await tabs.getByRole("link", { name: "Wallet" }).click();
  await expect(page.getByRole("heading", { name: "Wallet", level: 1 })).toBeFocused();
  await expect(page).toHaveTitle(/^Wallet/);
  if (isMobile) {
    await tabs.getByRole("link", { name: "More" }).click();
    await viewOf(page, "more")
      .getByRole("link", { name: /^History/ })
      .click();
  } else {
    await tabs.getByRole("link", { name: "History" }).click();
  }
  await expect(page.getByRole("heading", { name: "History", level: 1 })).toBeFocused();
  await page.goBack();
  await expect(page.locator("app-history")).toHaveCount(0);
  await expect(tabs.locator("[aria-current=page]").first()).toBeVisible();
});

test("everything goes by keyboard", async ({ page, isMobile }) => {
  test.skip(isMobile, "a phone has no keyboard");
  await openApp(page, "vipshop", "eve");
  const button = viewOf(page, "home").getByRole("button", { name: /^Check in/ });
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    if (await button.evaluate((it) => (it.getRootNode() as ShadowRoot).activeElement === it)) break;
  }
  await page.keyboard.press("Enter");
  await expect(told(page)).toContainText("+105");
  // What was pressed is gone: the reader is at the heading, not at the top of the page.
  await expect(viewOf(page, "home").locator("h1")).toBeFocused();
});

test("in Chinese", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ locale: "zh-CN", ...(baseURL && { baseURL }) });
  const page = await context.newPage();
  await openApp(page, "vipshop", "eve");
  await expect(viewOf(page, "home").getByRole("button", { name: /签到得/ })).toBeVisible();
  await turnTo(page, "#points");
  await expect(viewOf(page, "points").getByRole("table")).toContainText("−22,020");
  await context.close();
});

test("of a run that goes on after days without one, the calendar knows the last day alone", async ({
  page,
}) => {
  await openOwn(page, "check-in", '"streak": {', '"streak": { "missed": "keep",');
  const days = viewOf(page, "check-in").getByRole("cell", { name: /checked in/ });
  await expect(days).toHaveText([/^4/]);
});

test("of a reward the device gives no more than there are", async ({ page }) => {
  const price = '"price": { "points": 1500 }';
  await openOwn(page, "rewards", price, `${price}, "stock": 1`);
  const rewards = viewOf(page, "rewards");
  const redeem = async () => {
    await rewards.getByRole("button", { name: /^Redeem.*A coupon, 30 off/ }).click();
    await rewards.getByRole("dialog").getByRole("button", { name: "Redeem" }).click();
  };
  await redeem();
  await expect(told(page)).toContainText("A coupon, 30 off");
  await redeem();
  await expect(rewards.getByRole("dialog").getByRole("alert")).not.toBeEmpty();
});

test("what was paid is said to be before tax where tax comes on top", async ({ page }) => {
  await openOwn(page, "history", '"zone":', '"tax": { "prices": "exclude" }, "zone":');
  await viewOf(page, "history").locator("a[href*='order=']").first().click();
  await expect(viewOf(page, "history").getByText("Paid, before tax")).toBeVisible();
});

/** The gallery's member Eve, of a programme that says something otherwise. */
async function openOwn(page: Page, view: ViewName, said: string, otherwise: string): Promise<void> {
  const text = (file: string) =>
    readFileSync(resolve(import.meta.dirname, "../../programs/vipshop", file), "utf8");
  const own = {
    id: "own",
    program: text("program.json").replace(said, otherwise),
    member: text("member-eve.json"),
    now: "2027-03-05T04:00:00Z",
  };
  await page.goto("components/");
  await page.evaluate((it) => sessionStorage.setItem("perks:own", it), JSON.stringify(own));
  await page.goto(`app/?program=own#${view}`);
}

test("a coupon is shown over the whole screen, for a till to scan", async ({ page }) => {
  await openApp(page, "double-eleven", "xin", "wallet");
  const wallet = viewOf(page, "wallet");
  await wallet.getByRole("button", { name: /^Use / }).first().click();
  const dialog = wallet.getByRole("dialog");
  await expect(dialog.getByRole("img", { name: /QR/ })).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toHaveCount(0);
});
