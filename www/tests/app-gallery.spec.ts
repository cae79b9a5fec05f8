/**
 * Every member of every programme, in both languages, on the narrowest of phones: each view of the app opens, says nothing in ids where there
 * are names, nothing in English where it is Chinese, and leaves out what is empty.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { openApp, turnTo, VIEWS, viewOf } from "./app-page";
import { expect, test } from "./page";

const PROGRAMS = resolve(import.meta.dirname, "../../programs");
const WIDTH = 360;

interface Named {
  id?: string;
  name?: Record<string, string> | string;
}

test.skip(({ isMobile }) => !isMobile, "what fits a phone fits a desktop");

for (const locale of ["en-GB", "zh-CN"]) {
  test.describe(locale, () => {
    test.use({ locale, viewport: { width: WIDTH, height: 780 } });
    for (const program of readdirSync(PROGRAMS).filter((name) => !name.includes("."))) {
      test(program, async ({ page }) => {
        test.slow();
        const ids = namedIds(program);
        for (const member of [...membersOf(program), "guest"]) {
          await openApp(page, program, member);
          const offered = await page
            .locator("app-page nav a")
            .evaluateAll((links) => links.map((link) => link.getAttribute("href")?.slice(1)));
          for (const view of VIEWS.filter((it) => offered.includes(it))) {
            await turnTo(page, `#${view}`);
            await expect(viewOf(page, view).locator("h1").first()).toBeVisible();
            const found = await faults(page, view, ids, locale === "zh-CN");
            expect.soft(found, `${member} #${view}`).toEqual([]);
          }
        }
      });
    }
  });
}

function membersOf(program: string): string[] {
  return readdirSync(join(PROGRAMS, program)).flatMap(
    (file) =>
      /^member(?:-(.+))?\.json$/
        .exec(file)
        ?.slice(1, 2)
        .map((it) => it ?? "member") ?? [],
  );
}

/** Ids of what has a name in the document, but for those that are a part of one, or that name something without a name, too. */
function namedIds(program: string): string[] {
  const named: [string, string][] = [];
  const read = (it: unknown) => {
    if (Array.isArray(it)) it.forEach(read);
    else if (it !== null && typeof it === "object") {
      const { id, name } = it as Named;
      if (id !== undefined && name !== undefined)
        named.push([id, typeof name === "string" ? name : Object.values(name).join(" ")]);
      Object.values(it).forEach(read);
    }
  };
  const text = readFileSync(join(PROGRAMS, program, "program.json"), "utf8");
  read(JSON.parse(text));
  const names = named.map(([, name]) => name.toLowerCase()).join("\n");
  const nameless = new Set(text.match(/(?<="attribute": \{[^}]*"name": ")[^"]+/g));
  return named.flatMap(([id]) =>
    names.includes(id.toLowerCase()) || nameless.has(id) ? [] : [id],
  );
}

/** What is wrong with a view, in words for whoever reads the test's report. */
function faults(page: Page, view: string, ids: string[], chinese: boolean): Promise<string[]> {
  return page.evaluate(
    ({ view, ids, chinese }) => {
      const found: string[] = [];
      const wide = document.documentElement.scrollWidth;
      if (wide > innerWidth) found.push(`${wide} wide`);
      const root = document.querySelector("app-page")?.shadowRoot?.querySelector(`app-${view}`);
      const walk = (node: Node) => {
        if (node instanceof Text) said(node);
        if (node instanceof HTMLElement && node.matches("section, ul, dl, table")) {
          const [first, ...rest] = node.children;
          const bare = !first || (rest.length === 0 && first.matches("h2, thead, caption"));
          if (bare && !node.textContent?.trim().replace(first?.textContent?.trim() ?? "", ""))
            found.push(`empty ${node.localName}: ${node.textContent?.trim()}`);
        }
        if (node instanceof Element && node.shadowRoot) walk(node.shadowRoot);
        if (!(node instanceof HTMLStyleElement)) node.childNodes.forEach(walk);
      };
      const said = (text: Text) => {
        const it = text.data.trim();
        // In English an id of one word is mostly a word of the app's, too.
        const id = ids.find(
          (one) =>
            (chinese || one.includes("-")) && new RegExp(`(^|[^\\w:-])${one}($|[^\\w:-])`).test(it),
        );
        if (id) found.push(`id ${id}: ${it}`);
        if (/undefined|NaN|\[object/.test(it)) found.push(`no text: ${it}`);
        if (chinese && /[a-z]{3,} [a-z]{2,}/i.test(it)) found.push(`English: ${it}`);
      };
      if (root) walk(root);
      else found.push("no view");
      return found;
    },
    { view, ids, chinese },
  );
}
