/**
 * How long `<perks-quote>` takes to show another quote of 50 lines and 100 offers: as with each keystroke in a checkout, one line and the sums
 * are others. Times are printed and never a condition, since machines differ; what is not made again is one.
 */
import { expect, test } from "./page";

test("another quote of 50 lines and 100 offers", async ({ page }) => {
  await page.goto("components/");
  await expect(page.locator("docs-example[tag=perks-quote]")).toHaveJSProperty("settled", true);
  const { times, kept } = await page
    .locator("docs-example[tag=perks-quote] perks-quote")
    .evaluate(async (from) => {
      const it = from as HTMLElementTagNameMap["perks-quote"];
      const first = it.quote;
      const line = first?.lines[0];
      if (!first || !line) throw new Error("the example has a line");
      const big = (units: number): typeof first => ({
        ...first,
        lines: Array.from({ length: 50 }, (_, at) => ({
          ...structuredClone(line),
          id: `l${at}`,
          units: at === 7 ? units : 1,
        })),
        totals: { ...first.totals, pay_minor: units * 100 },
        offers: {
          ...first.offers,
          refused: Array.from({ length: 100 }, (_, at) => ({
            offer: `o${at}`,
            reasons: [{ code: "points_short" as const, needs: units, has: 0, missing: units }],
          })),
        },
      });
      it.quote = big(1);
      await it.updateComplete;
      const eighth = it.shadowRoot?.querySelectorAll("ol > li")[8];
      const made: MutationRecord[] = [];
      const watch = new MutationObserver((records) => made.push(...records));
      if (eighth) watch.observe(eighth, { subtree: true, childList: true, characterData: true });
      const spent: number[] = [];
      for (let units = 2; units < 32; units += 1) {
        const next = big(units);
        const at = performance.now();
        it.quote = next;
        await it.updateComplete;
        it.getBoundingClientRect();
        spent.push(performance.now() - at);
      }
      return {
        times: spent.sort((a, b) => a - b),
        kept: eighth !== undefined && made.length === 0,
      };
    });
  const at = (share: number) => times[Math.floor(times.length * share)]?.toFixed(2);
  console.log(
    `another quote, rendered and laid out: median ${at(0.5)} ms, worst ${times.at(-1)?.toFixed(2)} ms`,
  );
  expect(kept).toBe(true);
});
