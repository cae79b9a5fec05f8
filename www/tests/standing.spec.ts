/**
 * Levels, memberships, perks, stages and scores on the card, for a small programme, since that of the site has none.
 */
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { load, type Status } from "perks";
import { build } from "vite";
import type { Names } from "../src/names";
import type { Locale } from "../src/texts";
import { expect, open, test } from "./page";

const PROGRAM = {
  format: 1,
  id: "club",
  version: 1,
  name: { en: "Club", "zh-CN": "俱乐部" },
  currency: "CNY",
  zone: { offset: "+08:00" },
  points: {},
  tiers: {
    ladders: [
      {
        id: "main",
        name: { en: "Level", "zh-CN": "等级" },
        counts: { this: "year" },
        grace: { months: 1 },
        levels: [
          { id: "silver", name: { en: "Silver", "zh-CN": "银卡" } },
          {
            id: "gold",
            name: { en: "Gold", "zh-CN": "金卡" },
            enter: { any: [{ spend: { at_least: "5000.00" } }, { visits: { at_least: 4 } }] },
            stay: { spend: { at_least: "4000.00" } },
          },
          {
            id: "platinum",
            name: { en: "Platinum", "zh-CN": "白金卡" },
            enter: { any: [{ spend: { at_least: "20000.00" } }, "invited"] },
          },
        ],
      },
    ],
    plans: [
      {
        id: "prime",
        name: { en: "Prime", "zh-CN": "尊享会员" },
        price: "88.00",
        period: { years: 1 },
        trial: { days: 30 },
      },
    ],
  },
  perks: [
    {
      id: "lounge",
      name: { en: "Lounge", "zh-CN": "休息室" },
      when: { tier: { at_least: "gold" } },
      quota: 3,
      per: "month",
    },
  ],
  lifecycle: {
    stages: [
      { id: "new", name: { en: "New", "zh-CN": "新客" }, when: { orders: { at_most: 1 } } },
      { id: "loyal", when: { orders: { above: 1 } } },
    ],
  },
  scores: [
    {
      id: "use",
      name: { en: "Use", "zh-CN": "活跃度" },
      how: { measure: { orders: { within: { this: "year" } } } },
      classes: [
        { id: "light", name: { en: "light", "zh-CN": "低" }, from: "0" },
        { id: "heavy", from: "3" },
      ],
    },
  ],
};
const NAMES = { ...PROGRAM, zone: "Asia/Shanghai" } as unknown as Names;

/** 3,000.00 on 1 March and, `later`, 2,000.00 on 1 June; a trial and a visit to the lounge on 2 June. */
async function standing(later: boolean): Promise<Status> {
  const program = await load(PROGRAM);
  const member = program.member({ format: 1, program: "club", id: "m" });
  const order = (id: string, minor: number) => {
    const line = { id: "1", sku: "x", units: 1, price_minor: minor };
    return { id, cart: { currency: "CNY", lines: [line] } };
  };
  const record = (id: string, at: string, what: object) =>
    member.record(JSON.stringify({ id, at, ...what }), { now: at });
  record("j", "2026-01-10T00:00:00Z", { join: {} });
  record("a", "2026-03-01T04:00:00Z", { order: order("o-a", 300_000) });
  if (later) {
    record("b", "2026-06-01T04:00:00Z", { order: order("o-b", 200_000) });
    record("t", "2026-06-02T00:00:00Z", { membership: { plan: "prime", do: "trial" } });
    record("u", "2026-06-02T00:00:00Z", { use: { perk: "lounge" } });
  }
  return member.status({ now: "2026-06-02T00:00:00Z" });
}

let script: Promise<string> | undefined;

/** The card's code, as one script. */
async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL("standing-page.ts", import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, target: "es2022", lib: { entry, formats: ["es"], fileName: "card" } },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (first === undefined || !("output" in first)) throw new Error("nothing was built");
  return first.output[0].code;
}

async function show(page: Page, status: Status, locale: Locale): Promise<void> {
  script ??= bundle();
  const body = await script;
  await open(page);
  await page.route("**/card.js", (route) =>
    route.fulfill({ body, contentType: "text/javascript" }),
  );
  await page.addScriptTag({ url: "./card.js", type: "module" });
  await page.evaluate(
    ([card, names, spoken]) => {
      document.documentElement.lang = spoken;
      window.showCard(card, names, 2, spoken);
    },
    [status, NAMES, locale] as const,
  );
}

test("a level shows the way to the next one, in distance and until when", async ({ page }) => {
  await show(page, await standing(false), "en");
  const level = page.getByTestId("level-main");
  await expect(level).toContainText("Silver");
  await expect(level).toContainText("since 10 Jan 2026");
  const next = level.getByTestId("next");
  await expect(next).toContainText("To reach Gold");
  // 5,000.00 − 3,000.00, or 4 − 1, until the year ends.
  const spend = next.locator("li.no", { hasText: "Spend" }).last();
  await expect(spend).toContainText(
    "¥3,000.00 of ¥5,000.00 · ¥2,000.00 more · until 1 Jan 2027, 00:00",
  );
  await expect(next.getByRole("progressbar", { name: "Spend" })).toHaveAttribute("value", "300000");
  await expect(next).toContainText("1 of 4 · 3 more");
  await expect(level.getByTestId("stay")).toHaveCount(0);
  await expect(page.getByTestId("perks")).toContainText("For the level Gold or Platinum.");
  await expect(page.getByTestId("memberships")).toContainText("not a member · can be tried");
  const about = page.getByTestId("about");
  await expect(about).toContainText("Stage");
  await expect(about).toContainText("New");
  await expect(about).toContainText("light · 1 · from Orders 1");
});

test("what keeps a level, what goes with it, and what there is of a perk", async ({
  page,
}, info) => {
  await show(page, await standing(true), "en");
  const level = page.getByTestId("level-main");
  await expect(level).toContainText("Gold");
  await expect(level).toContainText("since 1 Jun 2026 · until 1 Jan 2028, 00:00 · earned");
  await expect(level.getByTestId("next")).toContainText("By invitation only.");
  await expect(level.getByTestId("stay")).toContainText("To keep Gold after 1 Jan 2028, 00:00");
  await expect(level.getByTestId("stay")).toContainText("¥0.00 of ¥4,000.00 · ¥4,000.00 more");
  // The end and a month of grace.
  await expect(level.getByTestId("loses")).toHaveText(
    "If nothing more happens: on 1 Feb 2028, 00:00 Silver, without Lounge.",
  );
  await expect(page.getByTestId("perks")).toContainText(
    "service · 2 of 3 left · used once · until 1 Jul 2026, 00:00",
  );
  await expect(page.getByTestId("memberships")).toContainText("on trial");
  await expect(page.getByTestId("memberships")).toContainText("¥88.00 a period");
  const picture = `test-results/${info.project.name}-standing.png`;
  await page.screenshot({ path: picture, fullPage: true });
  expect((await new AxeBuilder({ page }).include("main").analyze()).violations).toEqual([]);
});

test("the same in Chinese, and on a narrow screen", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await show(page, await standing(true), "zh-CN");
  const level = page.getByTestId("level-main");
  await expect(level).toContainText("金卡");
  await expect(level.getByTestId("next")).toContainText("还差 ¥15,000.00");
  await expect(page.getByTestId("perks")).toContainText("剩余 2 次，共 3 次");
  await expect(page.getByTestId("memberships")).toContainText("试用中");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
