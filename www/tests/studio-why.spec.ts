/** Why an offer applies, and what combines: compared with what `programs/` says of each programme, and with the engine's own table. */
import { load } from "perks";
import { expect, test } from "./page";
import { Studio, textOf } from "./studio-page";

test("the parts of an offer are judged one by one, and walked by keyboard", async ({ page }) => {
  const studio = await new Studio(page).open({ program: "watsons-vip", member: "member" });
  await studio.show(/^Why$/);
  const tree = page.getByRole("tree");
  const root = tree.getByRole("treeitem").first();
  await expect(root).toHaveAccessibleName("Member specials, 16–29 November: Applies");
  await expect(tree.getByRole("treeitem", { name: "Window: met" })).toBeVisible();
  await expect(tree.getByRole("treeitem", { name: "Member of the programme: met" })).toBeVisible();
  await page.getByTestId("offer").selectOption("specials-2026-11-30");
  await expect(root).toHaveAccessibleName(/Does not apply$/);
  await expect(tree.getByRole("treeitem", { name: "Window: not met" })).toContainText("Starts");
  await expect(tree.getByRole("treeitem", { name: "Member of the programme: met" })).toBeVisible();
  await root.focus();
  await page.keyboard.press("End");
  await expect(tree.getByRole("treeitem", { name: /Member of the programme/ })).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await expect(root).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await expect(tree.getByRole("treeitem").nth(1)).toBeFocused();
});

test("a guest is told which condition is not met", async ({ page }) => {
  const studio = await new Studio(page).open({ program: "watsons-vip", member: "guest" });
  await studio.show(/^Why$/);
  const tree = page.getByRole("tree");
  await expect(tree.getByRole("treeitem", { name: "Window: met" })).toBeVisible();
  const fact = tree.getByRole("treeitem", { name: "Member of the programme: not met" });
  await expect(fact).toContainText("For members only.");
});

for (const program of ["watsons-vip", "double-eleven", "dicks-supermarket"]) {
  test(`the table of ${program} is the engine's`, async ({ page }) => {
    using rules = await load(textOf(`${program}/program.json`));
    const studio = await new Studio(page).open({ program });
    await studio.show(/^What combines$/);
    const offers = rules.combinations().offers.map(({ offer }) => offer);
    const cells = page.locator("studio-matrix td button");
    await expect(cells).toHaveCount(offers.length * (offers.length - 1));
    const shown = await cells.evaluateAll((all) =>
      all.map((it) => `${it.dataset.pair} ${!it.classList.contains("never")}`),
    );
    const reckoned = offers.flatMap((one) =>
      offers
        .filter((it) => it !== one)
        .map((other) => `${one} ${other} ${rules.combines(one, other)}`),
    );
    expect(shown).toEqual(reckoned);
  });
}
