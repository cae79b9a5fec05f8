/** In the studio: what is wrong is told at its place, what is right is computed at once, and drafts are kept. */
import { readdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./page";
import { PROGRAMS, Studio, textOf } from "./studio-page";

const GALLERY = readdirSync(PROGRAMS, { withFileTypes: true })
  .filter((it) => it.isDirectory())
  .map(({ name }) => name);
const WATSONS = { program: "watsons-vip", member: "member", cart: "cart" };

for (const [locale, sentence] of [
  ["en", /benefitt/],
  ["zh-CN", /benefitt/],
] as const) {
  test(`a mistake is explained at its place in ${locale}`, async ({ page }) => {
    await page.addInitScript(
      (it) => localStorage.setItem("perks:settings", JSON.stringify({ locale: it })),
      locale,
    );
    const studio = await new Studio(page).open(WATSONS);
    await studio.put(textOf("watsons-vip/program.json").replace('"benefit"', '"benefitt"'));
    const wrong = studio.problems.filter({ hasText: sentence }).first();
    await expect(wrong).toBeVisible();
    await wrong.click();
    await expect(page.locator(".cm-lintRange-error", { hasText: '"benefitt"' })).toBeVisible();
    const english = /unknown|field/i;
    if (locale === "en") await expect(wrong).toHaveText(english);
    else await expect(wrong.locator("span").first()).toHaveText(/\p{Script=Han}/u);
    // What was good last goes on being used.
    await studio.show(/^(Results|结果)$/);
    await expect(page.getByTestId("behind")).toBeVisible();
    await expect(studio.total).toContainText("283.10");
  });
}

test("a change of a rule changes the price at once, and can be undone", async ({ page }) => {
  const studio = await new Studio(page).open(WATSONS);
  await studio.show(/^Results$/);
  await expect(studio.total).toContainText("¥283.10");
  await studio.put(textOf("watsons-vip/program.json").replaceAll('"off": "20"', '"off": "50"'));
  await studio.show(/^Results$/);
  await expect(studio.total).toContainText("¥235.70");
  await studio.show(/^Edit$/);
  await page.getByRole("button", { name: "Undo" }).click();
  await studio.show(/^Results$/);
  await expect(studio.total).toContainText("¥283.10");
});

test("what can stand somewhere is proposed, and put in", async ({ page }) => {
  const studio = await new Studio(page).open(WATSONS);
  await studio.put('{ "format": 1, ');
  await page.keyboard.press("Control+Space");
  const option = page.getByRole("option", { name: "currency" });
  await expect(option).toBeVisible();
  await option.click();
  await expect(studio.editor).toContainText('"currency"');
});

test("at the end of a window the verdict is another one minute later", async ({ page }) => {
  const studio = await new Studio(page).open(WATSONS);
  await studio.show(/^Results$/);
  const offer = page.locator('[data-offer="specials-2026-11-16"]');
  const moment = page.getByLabel("Moment", { exact: true });
  await moment.fill("2026-11-29T23:59");
  await moment.blur();
  await expect(offer).toHaveAttribute("data-is", "available");
  await page.getByRole("slider").press("ArrowRight");
  await expect(moment).toHaveValue("2026-11-30T00:00");
  await expect(offer).toHaveAttribute("data-is", "refused");
  await page.getByRole("slider").press("ArrowLeft");
  await expect(offer).toHaveAttribute("data-is", "available");
});

test("a draft survives a reload, and the original is a choice away", async ({ page }) => {
  const studio = await new Studio(page).open(WATSONS);
  const changed = textOf("watsons-vip/program.json").replace('"version": 1', '"version": 77');
  await studio.put(changed);
  await expect(page).toHaveURL(/draft=/);
  await page.reload();
  await studio.show(/^Edit$/);
  await expect(studio.editor).toContainText('"version": 77');
  await page.getByRole("button", { name: "Drafts and files" }).click();
  await expect(page.getByTestId("changes")).toContainText('"version": 77');
  await page.getByRole("button", { name: "The gallery's programme" }).click();
  await studio.close();
  await expect(studio.editor).toContainText('"version": 1');
});

test("what is exported is what was written; what is prepared answers the same", async ({
  page,
}) => {
  const studio = await new Studio(page).open(WATSONS);
  await studio.show(/^Edit$/);
  await page.getByRole("button", { name: "Drafts and files" }).click();
  const exported = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name, exact: true }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  };
  expect(await exported("Export the programme")).toBe(textOf("watsons-vip/program.json"));
  const prepared = await exported("Export it for publication");
  expect(JSON.parse(prepared).zone).toMatchObject({ name: "Asia/Shanghai" });
  await studio.close();
  await studio.take("prepared.json", prepared);
  await studio.close();
  await expect(studio.count).toHaveText("No problems");
  await studio.show(/^Results$/);
  await expect(studio.total).toContainText("¥283.10");
});

test("a hopeless file is refused, and nothing is lost", async ({ page }) => {
  const studio = await new Studio(page).open(WATSONS);
  await studio.take("photo.json", "\u0000\u0001 nothing");
  await expect(page.getByRole("alert")).toContainText(
    "neither a programme nor a member nor a cart",
  );
  await studio.close();
  await expect(studio.editor).toContainText("watsons-vip");
  await studio.put("nothing at all");
  await expect(studio.problems.first()).toContainText("JSON");
});

test("a new programme is whole, and is tried at the checkout", async ({ page }) => {
  const studio = await new Studio(page).open(WATSONS);
  await studio.show(/^Edit$/);
  await page.getByRole("button", { name: "Drafts and files" }).click();
  await page.getByRole("button", { name: "New programme" }).first().click();
  await expect(studio.count).toHaveText("No problems");
  await page.getByRole("button", { name: "Try at the checkout" }).click();
  await expect(page).toHaveURL(/checkout\/\?program=own/);
  await expect(page.locator("checkout-sums").getByTestId("pay_minor")).toHaveText("¥90.00");
});

test("a document of a megabyte stays responsive", async ({ page }) => {
  const studio = await new Studio(page).open(WATSONS);
  const program = JSON.parse(textOf("watsons-vip/program.json"));
  const [first] = program.offers;
  const prices = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [`sku-${index}`, "12.00"]),
  );
  for (let index = 0; index < 20; index += 1) {
    program.offers.push({ ...first, id: `long-${index}`, benefit: { price_list: { prices } } });
  }
  const long = JSON.stringify(program, null, 2);
  expect(long.length).toBeGreaterThan(1_000_000);
  await studio.take("long.json", long);
  await studio.close();
  await expect(studio.count).toHaveText("No problems");
  await studio.editor.click({ position: { x: 5, y: 5 } });
  const from = Date.now();
  await page.keyboard.type("x");
  await expect(studio.problems.first()).toBeVisible();
  expect(Date.now() - from).toBeLessThan(2_000);
});

test("every programme of the gallery opens without problems", async ({ page }) => {
  test.setTimeout(180_000);
  for (const program of GALLERY) {
    const studio = await new Studio(page).open({ program });
    await studio.show(/^Edit$/);
    await expect(studio.count, program).toHaveText("No problems");
  }
});

test("every spoiled programme lists what is wrong with it", async ({ page }) => {
  test.setTimeout(180_000);
  const studio = await new Studio(page).open(WATSONS);
  for (const program of GALLERY) {
    for (const file of readdirSync(`${PROGRAMS}/${program}`)) {
      if (!file.startsWith("spoiled-")) continue;
      const spoiled = JSON.parse(textOf(`${program}/${file}`));
      const { find, put } = spoiled.program.spoiled;
      const right = textOf(`${program}/${spoiled.program.file}`);
      expect(right, file).toContain(find);
      await studio.take(
        file,
        right.replace(find, () => put),
      );
      await studio.close();
      const codes = spoiled.problems.map(({ code }: { code: string }) => code);
      await expect
        .poll(
          () => studio.problems.evaluateAll((all) => all.map((it) => it.dataset.code)),
          `${program}/${file}`,
        )
        .toEqual(codes);
    }
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`nothing is in the way of assistive technology in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const studio = await new Studio(page).open(WATSONS);
    for (const part of [/^Edit$/, /^Results$/, /^Why$/, /^What combines$/]) {
      await studio.show(part);
      await page.waitForTimeout(400);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
    }
  });
}
