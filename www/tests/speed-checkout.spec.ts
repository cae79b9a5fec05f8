/** How long a keystroke takes at the checkout until it is on the screen: 50 lines, 100 offers, opened as anybody's own files. It prints, and judges no time. */
import type { Page } from "@playwright/test";
import { cart, member, program } from "../../benches/node/documents.mjs";
import { expect, test } from "./page";

const [LINES, OFFERS, LOTS, KEYS] = [50, 100, 20, 60];

test(`a keystroke with ${LINES} lines and ${OFFERS} offers`, async ({ page }, { project }) => {
  await openOwn(page);
  await expect(page.locator("checkout-line")).toHaveCount(LINES);
  await page.evaluate(watch);
  const field = page.locator("checkout-line").first().getByTestId("units");
  await field.focus();
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press("ControlOrMeta+a");
    await page.waitForTimeout(40);
    await page.keyboard.press(String(1 + (key % 9)));
    await page.waitForTimeout(80);
  }
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: Seen[] }).seen);
  const took = await page.getByTestId("took").innerText();
  const row = (name: string, pick: (it: Seen) => number) => {
    const sorted = seen.map(pick).sort((one, other) => one - other);
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
    return `${name}: median ${at(0.5)} ms, p95 ${at(0.95)} ms`;
  };
  console.log(
    [
      `checkout, ${project.name}, ${LINES} lines × ${OFFERS} offers, ${seen.length} keystrokes`,
      row("  key down to frame presented, waiting for the screen's turn", (it) => it.presented),
      row("    of which script: the quote, and the elements that change", (it) => it.script),
      row("    of which the frame: style, layout, paint", (it) => it.frame),
      `  ${took}`,
    ].join("\n"),
  );
  expect(seen.length).toBeGreaterThanOrEqual(KEYS * 0.9);
  // Each keystroke was quoted, and what is shown is of the last one.
  await expect(field).toHaveValue(String(1 + ((KEYS - 1) % 9)));
});

async function openOwn(page: Page): Promise<void> {
  const file = (name: string, it: object) => ({
    name: `${name}.json`,
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(it)),
  });
  await page.goto("checkout/");
  await page.getByRole("button", { name: "Open your own files" }).click();
  await page
    .getByLabel("Programme", { exact: true })
    .last()
    .setInputFiles(file("p", program(OFFERS)));
  await page.getByLabel(/^Member/).setInputFiles(file("m", member(LOTS)));
  await page.getByLabel(/^Cart/).setInputFiles(file("c", cart(LINES)));
  await page.getByRole("button", { name: "Open", exact: true }).click();
}

interface Seen {
  presented: number;
  script: number;
  frame: number;
}

/** Runs in the page: from each key down to the first task after its frame was drawn. */
function watch(): void {
  const seen: Seen[] = [];
  Object.assign(globalThis, { seen });
  let down = 0;
  const after = (work: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = work;
    port2.postMessage(0);
  };
  addEventListener(
    "keydown",
    (event) => {
      down = event.timeStamp;
    },
    true,
  );
  // Listeners at the page's edge: before the field's own, and after these and the elements' rendering.
  let from = 0;
  addEventListener(
    "input",
    () => {
      from = performance.now();
    },
    true,
  );
  addEventListener("input", () => {
    const [key, script] = [down, performance.now() - from];
    requestAnimationFrame(() => {
      const drawing = performance.now();
      after(() => {
        const end = performance.now();
        seen.push({ presented: end - key, script, frame: end - drawing });
      });
    });
  });
}
