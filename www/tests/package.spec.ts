/** The package in a browser without a bundler: a plain page, and the shared vectors. */
import { readdirSync, readFileSync } from "node:fs";
import { test as loud } from "@playwright/test";
import { expect, test } from "./page";
import { serve } from "./static";

test("a plain page imports the package from a static server, under a strict policy", async ({
  page,
}) => {
  const server = await serve();
  await page.goto(`${server.address}pkg/examples/plain/`);
  await expect(page.locator("#pay")).toHaveText("26310 (minor units of CNY)");
  await expect(page.locator("#earns")).toHaveText("26");
  server.close();
});

test("the vectors and the stories give the same bytes as everywhere", async ({ page }) => {
  const root = new URL("../../", import.meta.url);
  const listed = (folder: string): string[] => readdirSync(new URL(folder, root)).sort();
  const files = listed("tests/vectors/").map((name) => ["tests/vectors/", name]);
  for (const folder of listed("programs/").filter((name) => !name.includes("."))) {
    const told = listed(`programs/${folder}/`).filter((name) => /^(story|spoiled)-/.test(name));
    files.push(...told.map((name) => [`programs/${folder}/`, name]));
  }
  expect(files).not.toHaveLength(0);
  const vectors = files.map(([folder, name]) => [
    folder === "tests/vectors/" ? "programs/" : folder,
    name,
    readFileSync(new URL(`${folder}${name}`, root), "utf8"),
  ]);

  const server = await serve();
  await page.goto(`${server.address}pkg/examples/plain/`);
  // As text: the imports must reach the browser as they are written.
  const found = await page.evaluate(`(async (vectors) => {
    const perks = await import("/pkg/src/entry/browser.js");
    const { runVector } = await import("/pkg/cli/cases.js");
    const differences = [];
    for (const [folder, name, text] of vectors) {
      const gallery = {};
      for (const [, file] of text.matchAll(/"file":\\s*"([^"]+)"/g)) {
        gallery[file] = await (await fetch("/" + folder + file)).text();
      }
      const lines = await runVector(perks, JSON.parse(text), (file) => gallery[file]);
      differences.push(...lines.map((line) => folder + name + ": " + line));
    }
    return differences;
  })(${JSON.stringify(vectors)})`);
  expect(found).toEqual([]);
  server.close();
});

test("the sentences need no bundler, and no module", async ({ page }) => {
  const server = await serve();
  await page.goto(`${server.address}pkg/examples/plain/`);
  const said = await page.evaluate(`(async () => {
    const { texts } = await import("/pkg/texts/index.js");
    const { zhCN } = await import("/pkg/texts/zh-CN.js");
    const say = texts(zhCN, { currency: "CNY", digits: 2, timeZone: "+08:00" });
    const needs = { needs_minor: 10000, has_minor: 8750, missing_minor: 1250 };
    return say.reason({ code: "amount_short", ...needs }) + say.time("2026-11-29T16:00:00.000Z");
  })()`);
  expect(said).toBe("指定商品需满 ¥100.00，现为 ¥87.50，还差 ¥12.50。2026年11月30日 00:00");
  server.close();
});

// The browser itself tells the console of what it could not fetch.
loud("a module that cannot be fetched is told by `load`, and tried again", async ({ page }) => {
  const server = await serve();
  let blocked = true;
  await page.route("**/*.wasm", (route) => (blocked ? route.abort() : route.continue()));
  await page.route("**/plain.js", (route) =>
    route.fulfill({ body: "", contentType: "text/javascript" }),
  );
  await page.goto(`${server.address}pkg/examples/plain/`);
  const load = (): Promise<string> =>
    page.evaluate(`(async () => {
      const { load } = await import("/pkg/src/entry/browser.js");
      const text = await (await fetch("/programs/watsons-vip/program.json")).text();
      return load(text).then((program) => program.id, (error) => error.name);
    })()`);
  expect(await load()).toBe("TypeError");
  blocked = false;
  expect(await load()).toBe("watsons-vip");
  server.close();
});
