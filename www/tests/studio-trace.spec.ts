/** The judgement of each part of an offer is about that part alone, whatever its benefit asks for besides. */
import { load } from "perks";
import { trace } from "../src/studio/desk/trace";
import { expect, test } from "./page";
import { Studio, textOf } from "./studio-page";

const CHAIN = "lifecycle-chain";

test("a schedule is judged apart from the conditions of the benefit", async ({ page }) => {
  // Eve is no member, and own-brand's discounts are for members; its schedule leaves out 18 to 26 December.
  const studio = await new Studio(page).open({ program: CHAIN, member: "eve", cart: "home" });
  await studio.show(/^Why$/);
  await page.getByTestId("offer").selectOption("own-brand");
  const moment = page.getByLabel("Moment", { exact: true });
  const tree = page.getByRole("tree");
  await moment.fill("2026-12-17T23:59");
  await moment.blur();
  await expect(tree.getByRole("treeitem", { name: "Schedule: met" })).toBeVisible();
  await moment.fill("2026-12-18T00:00");
  await moment.blur();
  await expect(tree.getByRole("treeitem", { name: "Schedule: not met" })).toBeVisible();
});

test("a condition is unmet even where the benefit is refused for the same reason", async () => {
  const rules = JSON.parse(textOf(`${CHAIN}/program.json`));
  const own = rules.offers.find((it: { id: string }) => it.id === "own-brand");
  using program = await load(JSON.stringify(rules));
  using guest = program.guest();
  using cart = program.cart(textOf(`${CHAIN}/cart-home.json`));
  const now = Date.parse("2026-11-20T04:00:00Z");
  const { reasons = [] } = guest
    .quote(cart, { now })
    .offers.refused.find((it) => it.offer === "own-brand") ?? { reasons: [] };
  expect(reasons.map(({ code }) => code)).toContain("none_met");
  own.when = { any: ["enrolled", { all: ["enrolled"] }] };
  const documents = {
    program: JSON.stringify(rules),
    member: undefined,
    cart: textOf(`${CHAIN}/cart-home.json`),
  };
  const { steps } = await trace({ documents, now, offer: "own-brand" });
  const verdict = (of: string) => steps.find((it) => it.of === of)?.verdict.is;
  expect(verdict("when")).toBe("unmet");
  expect(verdict("schedule")).toBe("met");
});
