/**
 * Components in every state, in both languages and both directions: what they take and tell is what is declared, nothing overflows, nothing
 * is out of reach of the keyboard or of those who listen.
 */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { COMMON, CUSTOM, DECLARED, TAGS, type Tag } from "../src/docs/declared";
import { EXAMPLES } from "../src/docs/examples";
import { expect, test } from "./page";

const STATES = ["loading", "error", "offline"] as const;
const WIDTHS = [320, 390, 1280];

async function opened(page: Page, read: { locale: string; dir: string }): Promise<void> {
  await page.goto("components/");
  await readAs(page, read);
}

/** Turns the examples to a language and a direction. */
async function readAs(page: Page, { locale, dir }: { locale: string; dir: string }): Promise<void> {
  await page.getByTestId("language").selectOption(locale);
  await page.getByTestId("direction").selectOption(dir);
  for (const tag of TAGS) {
    const example = page.locator(`docs-example[tag=${tag}]`);
    await expect(example).toHaveAttribute("spoken", locale);
    await expect(example).toHaveAttribute("direction", dir);
    await expect(example).toHaveJSProperty("settled", true);
  }
}

/** The one that stands as an example: wallets hold coupons of their own. */
const shownOf = (page: Page, tag: Tag) => page.locator(`docs-example[tag=${tag}]`).locator(tag);

test.describe.configure({ timeout: 120_000 });

const statesOf = (tag: Tag) => [...EXAMPLES[tag].map(({ name }) => name), ...STATES];

/** Chooses a state, and waits until the component shows it. */
async function choose(page: Page, tag: Tag, state: string): Promise<void> {
  const example = page.locator(`docs-example[tag=${tag}]`);
  const button = page.getByTestId(`${tag}-${state}`);
  await button.click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await expect(example).toHaveJSProperty("settled", true);
  await expect(example.locator(tag)).toBeVisible();
}

for (const tag of TAGS) {
  test(`${tag} in every state: accessible, nothing overflows, parts as declared`, async ({
    page,
    isMobile,
  }) => {
    test.skip(isMobile, "the widths are its own");
    await opened(page, { locale: "en", dir: "ltr" });
    const known = new Set([...COMMON.parts, ...DECLARED[tag].parts]);
    for (const state of statesOf(tag)) {
      await choose(page, tag, state);
      expect(await overflows(page, tag), state).toEqual([]);
      // In other languages the markup is the same.
      const { violations } = await new AxeBuilder({ page })
        .include({ fromShadowDom: ["docs-page", `docs-example[tag=${tag}]`] })
        .analyze();
      expect(
        violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
        state,
      ).toEqual([]);
      const found = await page
        .locator(`${tag} [part]`)
        .evaluateAll((all) => all.flatMap((it) => [...it.part]));
      expect(
        found.filter((part) => !known.has(part)),
        state,
      ).toEqual([]);
    }
    for (const read of [
      { locale: "zh-CN", dir: "ltr" },
      { locale: "en", dir: "rtl" },
    ]) {
      await readAs(page, read);
      for (const state of statesOf(tag)) {
        await choose(page, tag, state);
        expect(await overflows(page, tag), `${state} in ${read.locale}, ${read.dir}`).toEqual([]);
      }
    }
  });
}

/** With all of it unfolded, at each of the widths. */
async function overflows(page: Page, tag: Tag): Promise<string[]> {
  for (const summary of await shownOf(page, tag).locator("summary").all()) await summary.click();
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const over = await shownOf(page, tag).evaluate(overflowing);
    found.push(...over.map((it) => `${it} at ${width}`));
  }
  return found;
}

test("components have the properties that are declared", async ({ page }) => {
  await opened(page, { locale: "en", dir: "ltr" });
  for (const tag of TAGS) {
    const has = await page.evaluate((name) => {
      const { elementProperties } = customElements.get(name) as unknown as {
        elementProperties: Map<string, { state?: boolean; attribute?: string | false }>;
      };
      return [...elementProperties]
        .filter(([, { state }]) => !state)
        .map(([key, { attribute }]) => [key, attribute !== false]);
    }, tag);
    const declared = Object.entries({ ...COMMON.properties, ...DECLARED[tag].properties });
    const attributes = declared.map(([name, it]) => [name, it.attribute !== undefined]);
    expect(Object.fromEntries(has), tag).toEqual(Object.fromEntries(attributes));
  }
});

test("components ask for another try", async ({ page }) => {
  await opened(page, { locale: "en", dir: "ltr" });
  for (const tag of TAGS) {
    await choose(page, tag, "error");
    await expect(shownOf(page, tag).getByRole("alert")).toContainText("could not be shown");
    await told(page, tag, "Try again", "perks-retry null");
  }
});

test("components are busy while they load, and say what is old", async ({ page }) => {
  await opened(page, { locale: "zh-CN", dir: "ltr" });
  for (const tag of TAGS) {
    await choose(page, tag, "loading");
    await expect(shownOf(page, tag).locator("[aria-busy=true]")).toContainText("加载中");
    await choose(page, tag, "offline");
    await expect(shownOf(page, tag).getByText("离线状态").first()).toBeVisible();
  }
});

/** Presses a button by the keyboard, and sees what the component told. */
async function told(page: Page, tag: Tag, name: string | RegExp, event: string): Promise<void> {
  const button = shownOf(page, tag).getByRole("button", { name }).first();
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(`docs-example[tag=${tag}] output`)).toContainText(event);
}

test.describe("events", () => {
  test.beforeEach(({ page }) => opened(page, { locale: "en", dir: "ltr" }));

  test("a coupon is used, and shown", async ({ page }) => {
    await told(page, "perks-coupon", /^Use /, 'perks-use {"coupon":');
    const show = shownOf(page, "perks-coupon").getByRole("button", { name: /^Show the code/ });
    await show.focus();
    await page.keyboard.press("Enter");
    await expect(
      shownOf(page, "perks-coupon").getByRole("img", { name: /^QR code/ }),
    ).toBeVisible();
    await expect(
      shownOf(page, "perks-coupon").getByRole("button", { name: "Hide code" }),
    ).toBeFocused();
  });

  test("a code is dropped, and a coupon used, out of the wallet", async ({ page }) => {
    await choose(page, "perks-wallet", "codes");
    await told(page, "perks-wallet", /^Use /, 'perks-use {"coupon":');
    await told(page, "perks-wallet", "Remove WELCOME-10", 'perks-drop {"code":"WELCOME-10"}');
  });

  test("a reward is redeemed at its price", async ({ page }) => {
    await told(page, "perks-rewards", /^Redeem /, 'perks-redeem {"reward":');
    await expect(page.locator("docs-example[tag=perks-rewards] output")).toContainText('"points":');
  });

  test("a day is checked in", async ({ page }) => {
    await told(page, "perks-streak", /^Check in: /, 'perks-check-in {"rule":');
  });

  test("a hint is applied", async ({ page }) => {
    await told(page, "perks-hints", /^Do this for /, 'perks-hint {"hint":{"offer":');
  });

  test("months are turned, and the focus stays", async ({ page }) => {
    const calendar = page.locator("perks-streak");
    await expect(calendar.getByRole("heading", { name: "March 2027" })).toBeVisible();
    await calendar.getByRole("button", { name: "The month before" }).focus();
    await page.keyboard.press("Enter");
    await expect(calendar.getByRole("heading", { name: "February 2027" })).toBeVisible();
    await expect(calendar.getByRole("button", { name: "The month before" })).toBeFocused();
    await expect(calendar.getByRole("cell", { name: "28 checked in" })).toBeVisible();
  });
});

test("refused offers are made only once somebody opens them", async ({ page }) => {
  await opened(page, { locale: "en", dir: "ltr" });
  const quote = page.locator("perks-quote");
  await expect(quote.locator("[part=refused]")).toHaveCount(0);
  await quote.getByText(/^Not applied/).click();
  await expect(quote.locator("[part=refused] li").first()).toBeVisible();
});

test("every custom property that components read is declared", async ({ page }) => {
  await opened(page, { locale: "en", dir: "ltr" });
  const read = await page.evaluate((tags) => {
    const sheets = tags.flatMap(
      (tag) =>
        document
          .querySelector("docs-page")
          ?.shadowRoot?.querySelector(`docs-example[tag=${tag}]`)
          ?.shadowRoot?.querySelector(tag)?.shadowRoot?.adoptedStyleSheets ?? [],
    );
    const text = sheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join();
    return [...new Set(text.match(/--perks-[\w-]+/g))];
  }, TAGS);
  expect(read.sort()).toEqual([...CUSTOM].sort());
});

/** What sticks out of a component at either side, as the browser lays it out. */
function overflowing(host: Element): string[] {
  const box = host.getBoundingClientRect();
  const out: string[] = [];
  const visit = (root: ParentNode): void => {
    for (const it of root.querySelectorAll("*")) {
      if (it.shadowRoot) visit(it.shadowRoot);
      if (it.closest(".unseen, svg")) continue;
      const { left, right, width } = it.getBoundingClientRect();
      if (width > 0 && (left < box.left - 1 || right > box.right + 1))
        out.push(`${it.localName}.${it.className}: ${it.textContent?.trim().slice(0, 40)}`);
    }
  };
  visit(host.shadowRoot ?? host);
  if (document.documentElement.scrollWidth > innerWidth) out.push("the page");
  return out;
}
