/** The checkout as its tests see it: opened on what is tried, its parts by their names. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page } from "@playwright/test";
import type { OwnDocuments } from "../src/shell/own";

const PROGRAMS = resolve(import.meta.dirname, "../../programs");

export class Checkout {
  constructor(readonly page: Page) {}

  /** Of the gallery; waits until the first price stands. */
  async open(asked: { program: string; member?: string; cart?: string }): Promise<this> {
    await this.page.goto(`checkout/?${new URLSearchParams({ at: "device", ...asked })}`);
    await expect(this.pay).toBeVisible();
    return this;
  }

  /** Documents of the gallery, handed over as one's own, at an instant that their stories speak of. */
  async openAt(now: string, program: string, member: string, cart: string): Promise<this> {
    const text = (file: string) => readFileSync(resolve(PROGRAMS, program, file), "utf8");
    return this.openOwn({
      program: text("program.json"),
      member: text(`${member}.json`),
      cart: text(`${cart}.json`),
      now,
    });
  }

  /** Documents of one's own, handed over as the studio does. */
  async openOwn(documents: OwnDocuments): Promise<this> {
    // Something of the site that computes nothing, and so leaves nothing half done.
    await this.page.goto("icons/icon-192.png");
    await this.page.evaluate(
      (it) => sessionStorage.setItem("perks:own", it),
      JSON.stringify({ ...documents, id: "own" }),
    );
    return this.open({ program: "own" });
  }

  get pay(): Locator {
    return this.page.locator("checkout-sums").getByTestId(/^(pay|due)_minor$/);
  }

  total(name: string): Locator {
    return this.page.locator("checkout-sums").getByTestId(name);
  }

  line(id: string): Locator {
    return this.page.locator(`checkout-line[data-line="${id}"]`);
  }

  units(line: string): Locator {
    return this.line(line).getByTestId("units");
  }

  part(name: string): Locator {
    return this.page.locator(`checkout-${name}`);
  }
}

/** Of the checkout itself: its frame has tests of its own. */
export async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include("checkout-page").analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

export const WATSONS = { program: "watsons-vip", member: "member", cart: "cart" };
