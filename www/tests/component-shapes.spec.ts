/** What the gallery's members do not have: every optional field of a status, a quote, verdicts and hints is seen where it is given. */
import type { Page } from "@playwright/test";
import type { Hint, PointsStatus, Quote, Reason, Status, TierPath } from "perks";
import type { Tag } from "../src/docs/declared";
import { expect, test } from "./page";

const AT = "2027-03-01T12:00:00.000Z";
const LATER = "2027-04-01T12:00:00.000Z";

/** Shows a component with what is given, by whoever speaks in the first example. */
async function show(page: Page, tag: Tag, properties: Record<string, unknown>) {
  await page.goto("components/");
  await page.getByTestId("language").selectOption("en");
  await expect(page.locator("docs-example[tag=perks-tier]")).toHaveJSProperty("settled", true);
  await page.locator("docs-example[tag=perks-tier] perks-tier").evaluate(
    (from, [name, given]) => {
      const { speaker } = from as HTMLElementTagNameMap["perks-tier"];
      const it = Object.assign(document.createElement(name), given, { speaker });
      it.id = "shown";
      document.body.prepend(it);
    },
    [tag, properties] as const,
  );
  return page.locator("#shown");
}

const NONE: PointsStatus = { balance: 0, pending: 0, granted: 0, spent: 0, expired: 0, lots: [] };

function status(part: Partial<Status>): Status {
  return {
    program: "p",
    version: 1,
    currency: "CNY",
    now: AT,
    member: "m",
    points: NONE,
    offers: { available: [], refused: [] },
    ...part,
  };
}

test("debts, lots that wait, lots without an end, cash back of several bearers", async ({
  page,
}) => {
  const lot = { source: "o1", granted: 5, left: 5, earned_at: AT };
  const points: PointsStatus = {
    ...NONE,
    balance: -30,
    pending: 15,
    owed: 30,
    clawed_back: 30,
    forfeited: 2,
    transferred: 3,
    lots: [
      { ...lot, id: "1", state: "available", available_at: AT },
      {
        ...lot,
        id: "5",
        state: "available",
        available_at: AT,
        granted: 97,
        expired: 11,
        clawed_back: 12,
        forfeited: 13,
        transferred: 14,
      },
      { ...lot, id: "2", state: "pending", waits_for: "delivery" },
      {
        ...lot,
        id: "3",
        state: "pending",
        waits_for: { activity: { id: "review", until: LATER } },
      },
      {
        ...lot,
        id: "4",
        state: "pending",
        available_at: LATER,
        expires_at: LATER,
        expiry: "sliding",
      },
    ],
  };
  const bearers = [
    { bearer: "brand" as const, amount_minor: 100 },
    { bearer: "partner" as const, amount_minor: 50 },
  ];
  const cash_back = [{ order: "o7", offer: "back", amount_minor: 150, at: LATER, bearers }];
  const it = await show(page, "perks-balance", { status: status({ points, cash_back }) });
  await it.getByText("Where they come from").click();
  await it.getByText("All that came and went").click();
  for (const text of [
    "-30 points",
    "15 points to come",
    "30 points owed",
    "never expire",
    "once the order is delivered",
    "after “review”",
    "moves this date",
    "left of 97 points",
    "expired: 11 points",
    "taken back by returns: 12 points",
    "forfeited: 13 points",
    "transferred: 14 points",
    "for order o7",
    "¥1.00 borne by the brand",
    "¥0.50 borne by a partner",
  ])
    await expect(it.getByText(text).first(), text).toBeVisible();
  for (const book of ["Taken back by returns", "Forfeited", "Transferred"])
    await expect(it.locator("dt").getByText(book, { exact: true }), book).toBeVisible();
});

test("ways to a level within each other, and plans in every state", async ({ page }) => {
  const enough = (has: number): TierPath => ({
    met: has >= 2,
    facts: [
      {
        of: "orders",
        unit: "count",
        needs: 2,
        has,
        met: has >= 2,
        ...(has < 2 && { missing: 2 - has }),
      },
    ],
  });
  const paths: TierPath[] = [
    {
      met: false,
      facts: [
        {
          of: "at_least",
          met: false,
          unit: "count",
          needs: 2,
          has: 1,
          missing: 1,
          paths: [enough(2), enough(0)],
        },
      ],
    },
    {
      met: false,
      facts: [
        { of: "not", met: false, paths: [enough(2)] },
        { of: "any", met: true, paths: [enough(2)] },
        { of: "age", unit: "count", maximum: 25, has: 30, met: false },
        {
          of: "segment",
          name: "s",
          met: false,
          reasons: [{ code: "other_segment", needs: ["s"] }],
        },
      ],
    },
  ];
  const plan = { trial: false, renews: "stopped" as const };
  const it = await show(page, "perks-tier", {
    status: status({
      tiers: [
        {
          ladder: "one",
          level: "gold",
          why: "grace",
          since: AT,
          until: LATER,
          next: { level: "top", at: LATER, paths },
          loses: { at: LATER, perks: ["lounge"], offers: ["birthday"] },
        },
        { ladder: "two" },
      ],
      memberships: [
        {
          ...plan,
          plan: "a",
          state: "trial",
          trial_until: LATER,
          since: AT,
          trial: false,
          price_minor: 990,
        },
        { ...plan, plan: "b", state: "grace", until: AT, grace_until: LATER },
        { ...plan, plan: "c", ended: AT, trial: true },
      ],
    }),
  });
  for (const text of [
    "Any one of these is enough:",
    "1 of 2 met",
    "None of these may hold:",
    "30, no more than 25",
    "2 to go",
    "in its grace",
    "as it will stand just before 1 Apr 2027",
    "you have no level from",
    "lounge",
    "birthday",
    "No level yet",
    "on trial until",
    "¥9.90 a period",
    "benefits until",
    "ended on",
    "can be tried",
    "stopped: it runs out",
  ])
    await expect(it.getByText(text).first(), text).toBeVisible();
});

test("from right to left a number keeps its sign in front, and a sentence its end behind", async ({
  page,
}) => {
  const it = await show(page, "perks-balance", {
    status: status({ points: { ...NONE, balance: -30, owed: 30 } }),
  });
  await it.evaluate((shown) => shown.setAttribute("dir", "rtl"));
  for (const text of ["-30 points", "30 points owed: new points repay them first"]) {
    const [first, last] = await it.getByText(text, { exact: true }).evaluate(ends);
    expect(first, text).toBeLessThan(last);
  }
});

test("every kind of reward", async ({ page }) => {
  const reward = (id: string, gives: object | string, reasons: Reason[] = []) => ({
    reward: id,
    gives,
    points: 100,
    money_minor: id === "r1" ? 500 : 0,
    reasons,
  });
  const it = await show(page, "perks-rewards", {
    status: {
      ...status({}),
      rewards: [
        reward("r1", { gift: { sku: "mug" } }),
        reward("r2", { gift_card: { worth_minor: 1000 } }),
        reward("r3", { cash_back: { worth_minor: 1100 } }),
        reward("r4", { coupon: { offer: "off", worth_minor: 1200 } }),
        reward("r5", { partner: { worth_minor: 1300 } }),
        reward("r6", { perk: { id: "lounge", uses: 2 } }),
        reward("r7", { tier: { ladder: "club", level: "gold" } }),
        reward("r8", "donation", [{ code: "out_of_stock" }]),
      ],
    },
  });
  for (const text of [
    "100 points and ¥5.00",
    "A gift: mug",
    "A gift card of ¥10.00",
    "¥11.00 in cash",
    "A coupon of ¥12.00: off",
    "¥13.00 with a partner",
    "lounge × 2",
    "gold of club",
    "A donation",
  ])
    await expect(it.getByText(text, { exact: true }), text).toBeVisible();
  await expect(it.getByRole("button")).toHaveCount(7);
});

test("a quote with all that it can say", async ({ page }) => {
  const it = await show(page, "perks-quote", { quote: full(), took: 42 });
  for (const summary of await it.locator("summary").all()) await summary.click();
  for (const text of [
    "on 1 of them",
    "borne by the platform",
    "Rounded down",
    "Paid with gift card",
    "tax at 8% on ¥10.00: ¥0.80",
    "early",
    "300 points and ¥2.00",
    "free-post",
    "To pay with tax",
    "¥88.88",
    "comes with the order",
    "3 left",
    "¥1.50 borne by the shop",
    "code SAVE",
    "coupon c1",
    "worth ¥9.00; what is not used is lost",
    "gives 7 points",
    "¥1.00 back later",
    "so far used 4 by everybody, ¥6.00 in all",
    "12 points before the cap",
    "multiplied by double",
    "After this order, club: gold",
    "Another combination might save up to ¥0.10 more",
    "leaves ¥0.30 on the table",
    "¥0.40 off alone",
    "A code of no offer",
    "Priced in 42 µs",
  ])
    await expect(it.getByText(text).first(), text).toBeVisible();
  await it.evaluate((shown) => shown.setAttribute("compact", ""));
  await expect(it.getByText("To pay with tax")).toBeVisible();
  await expect(it.getByText("free-post")).toHaveCount(0);
});

test("hints of every change are sentences, and tell what is to be done", async ({ page }) => {
  const hint = (offer: string, change: Omit<Hint["change"], "cost_minor">): Hint => ({
    offer,
    change: { cost_minor: 0, ...change },
    saves_minor: 100,
    pays_minor: -100,
    earns: 0,
  });
  const line = { id: "new", sku: "soap", units: 2, price_minor: 250 };
  const hints = [
    hint("one", { add: [{ amount_minor: 500, units: 2, lines: [line] }] }),
    hint("two", { at: LATER }),
    hint("three", { set: { channel: "app", attributes: { gift: "yes" } } }),
    hint("four", { without: ["other"] }),
    hint("five", { spend: 20 }),
  ];
  const it = await show(page, "perks-hints", { hints });
  await expect(it.getByText("soap: 2 at ¥2.50")).toBeVisible();
  for (const text of ["app", "other", "20 points", "Apr 2027"])
    await expect(it.getByText(text).first(), text).toBeVisible();
  await expect(it.getByRole("button")).toHaveCount(hints.length);
});

test("verdicts: used, ended, not yet, being checked, ready", async ({ page }) => {
  const it = await show(page, "perks-wallet", {
    status: status({}),
    codes: ["A", "B", "C", "D", "E"],
    verdicts: [
      { entered: "A", offer: "one", reasons: [{ code: "used", order: "o9" }] },
      { entered: "B", offer: "one", reasons: [{ code: "ended", until: AT }] },
      { entered: "C", offer: "one", reasons: [{ code: "not_yet", from: LATER }] },
      { entered: "D", offer: "one", until: LATER, reasons: [] },
    ],
  });
  for (const text of ["Used", "Ended", "Not yet", "Being checked…", "Ready to use"])
    await expect(it.getByText(text, { exact: true }), text).toBeVisible();
  await expect(it.locator("[part=reasons] li")).toHaveCount(3);
});

function full(): Quote {
  const sums = {
    list_minor: 2000,
    discount_minor: 900,
    net_minor: 1100,
    points_minor: 100,
    pay_minor: 8000,
    units: 2,
  };
  const tax = { rate: "8", base_minor: 1000, tax_minor: 80 };
  return {
    program: "p",
    version: 1,
    currency: "CNY",
    now: AT,
    lines: [
      {
        id: "l1",
        sku: "mug",
        units: 2,
        price_minor: 1000,
        list_minor: 2000,
        discount_minor: 900,
        net_minor: 1100,
        points_minor: 100,
        card_minor: 50,
        pay_minor: 950,
        tax,
        earns: 7,
        discounts: [
          { offer: "off", units: 1, amount_minor: 500, bearer: "brand" },
          { offer: "off", amount_minor: 399, bearer: "platform" },
          { amount_minor: 1, bearer: "shop" },
        ],
      },
    ],
    shipping: {
      cost_minor: 700,
      discounts: [{ offer: "free-post", amount_minor: 700, bearer: "shop" }],
      discount_minor: 700,
      points_minor: 0,
      card_minor: 10,
      pay_minor: 0,
      tax,
    },
    totals: {
      ...sums,
      shipping_minor: 700,
      shipping_discount_minor: 700,
      card_minor: 60,
      taxable_minor: 1000,
      tax_minor: 888,
      due_minor: 8888,
    },
    points: {
      balance: 300,
      prices: [
        {
          line: "l1",
          price: "cheap",
          points: 300,
          money_minor: 200,
          reasons: [{ code: "no_such_price" }],
        },
      ],
      spend: {
        maximum: 200,
        chosen: 100,
        worth_minor: 100,
        reasons: [{ code: "spend_off_step", step: 100, has: 150 }],
      },
      earn: {
        total: 7,
        rules: [{ rule: "base", pool: "growth", points: 7, uncapped: 12, multipliers: ["double"] }],
      },
    },
    tier_after: [{ ladder: "club", level: "gold", until: LATER }],
    offers: {
      applied: [
        {
          offer: "off",
          saves_minor: 500,
          points: 7,
          cash_back_minor: 100,
          uses: 1,
          coupon: "c1",
          worth_minor: 900,
          code: "SAVE",
          counted: { uses: 4, amount_minor: 600 },
        },
      ],
      possible: [{ offer: "also", saves_minor: 40, reasons: [{ code: "conflict", offer: "off" }] }],
      refused: [{ offer: "never", reasons: [{ code: "not_enrolled" }] }],
      proof: { optimal: false, bound_minor: 910, gap_minor: 10, nodes: 500 },
      better: { by_minor: 30, offers: ["also", "off"] },
    },
    codes: [
      { entered: "NOPE", reasons: [{ code: "unknown_code" }] },
      { entered: "SAVE", offer: "off", reasons: [] },
    ],
    gifts: [{ offer: "present", added: true, choices: [{ sku: "bag", units: 1, stock: 3 }] }],
    cash_back: [
      {
        offer: "back",
        amount_minor: 150,
        at: LATER,
        bearers: [{ bearer: "shop", amount_minor: 150 }],
      },
    ],
    perks: [{ perk: "early", lines: ["l1"] }],
  };
}

/** Where the first and the last character of an element's text are, from the left. */
function ends(of: Element): [number, number] {
  const walker = document.createTreeWalker(of, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  const text = texts.find(({ data }) => data.trim());
  if (!text) throw new Error("there is a text");
  const left = (at: number) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect().left;
  };
  return [left(0), left(text.data.trimEnd().length - 1)];
}
