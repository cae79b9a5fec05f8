/** The studio as its tests see it. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";

export const PROGRAMS = resolve(import.meta.dirname, "../../programs");

export const textOf = (file: string) => readFileSync(resolve(PROGRAMS, file), "utf8");

export class Studio {
  constructor(readonly page: Page) {}

  async open(asked: Record<string, string>): Promise<this> {
    await this.page.goto(`studio/?${new URLSearchParams(asked)}`);
    await expect(this.page.getByRole("tablist")).toBeVisible();
    return this;
  }

  /** On a wide window the documents are always beside. */
  async show(name: RegExp): Promise<void> {
    const tab = this.page.getByRole("tab", { name });
    if (await tab.isVisible()) await tab.click();
  }

  get editor(): Locator {
    return this.page.locator(".cm-content");
  }

  get problems(): Locator {
    return this.page.getByTestId("problems").getByRole("button");
  }

  get count(): Locator {
    return this.page.getByTestId("count");
  }

  get total(): Locator {
    return this.page.locator("perks-quote");
  }

  /** In place of the whole text, as somebody would paste it. */
  async put(text: string): Promise<void> {
    await this.show(/^(Edit|编辑)$/);
    await this.editor.click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(text);
  }

  /** A file, dropped or chosen: the same to the studio. */
  async take(name: string, text: string): Promise<void> {
    await this.show(/^(Edit|编辑)$/);
    await this.page.getByRole("button", { name: /^(Drafts and files|草稿与文件)$/ }).click();
    await this.page
      .locator('input[type="file"]')
      .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  }

  async close(): Promise<void> {
    await this.page.getByRole("button", { name: /^(Close|关闭)$/ }).click();
  }
}
