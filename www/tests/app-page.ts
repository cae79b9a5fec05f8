/** The member app as tests find it: its views by address, and what stands in them. */
import type { Locator, Page } from "@playwright/test";
import { VIEWS, type ViewName } from "../src/app/routes";
import { expect } from "./page";

export { VIEWS };

export async function openApp(page: Page, program: string, member: string, view = "home") {
  await page.goto(`app/?at=device&program=${program}&member=${member}#${view}`);
  await expect(
    viewOf(page, view.split("?")[0] as ViewName)
      .locator("h1")
      .first(),
  ).toBeVisible();
}

/** As a link to another view does. */
export async function turnTo(page: Page, address: string) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
}

export function viewOf(page: Page, view: ViewName): Locator {
  return page.locator(`app-${view}`);
}

/** A part of a view, by its heading. */
export function section(view: Locator, heading: string | RegExp): Locator {
  return view
    .locator("section")
    .filter({ has: view.page().getByRole("heading", { name: heading }) });
}

/** What was just done, as it is told. */
export function told(page: Page): Locator {
  return page.locator("app-page .toast");
}
