/** The runtimes that the package is tested in, and the suite in each of them. */
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listing } from "../../listing.mjs";
import { entry, project, put } from "../project.mjs";
import { serve } from "../server.mjs";
import { script } from "./command.mjs";
import { open as playwright } from "./playwright.mjs";
import { open as webkit } from "./webkit.mjs";
import { bundle, worker } from "./workerd.mjs";

/** How each is called, and which condition of `exports` it goes by. */
export const RUNTIMES = {
  node: ["Node", "node"],
  deno: ["Deno", "deno"],
  bun: ["Bun", "bun"],
  workerd: ["workerd", "workerd"],
  chromium: ["Chromium", "default"],
  firefox: ["Firefox", "default"],
  webkit: ["WebKitGTK", "default"],
};
export const BROWSERS = ["chromium", "firefox", "webkit"];

/** All, or those that a developer chose: `PERKS_RUNTIMES=node,deno`. */
export function chosen() {
  const names = process.env.PERKS_RUNTIMES?.split(",") ?? Object.keys(RUNTIMES);
  for (const name of names) {
    if (!Object.hasOwn(RUNTIMES, name)) {
      throw new Error(`PERKS_RUNTIMES names \`${name}\`; there are ${Object.keys(RUNTIMES).join(", ")}`);
    }
  }
  return names;
}

/** A browser: `ask(address, expression, limit)` opens a page, and waits so many milliseconds until the expression has a value. */
export const browser = (name) => (name === "webkit" ? webkit() : playwright(name));

/** A project with a suite in it, and what it is given. */
export function suiteProject(suite = "suite.js", given = listing()) {
  const folder = project();
  const files = ["globals.js", "main.mjs", "worker.mjs", "worker.capnp", "page.js"];
  put(folder, [...files.map((file) => `tests/runtimes/${file}`), "cli/cases.js"]);
  copyFileSync(new URL(`../${suite}`, import.meta.url), join(folder, "suite.js"));
  writeFileSync(join(folder, "listing.json"), JSON.stringify(given));
  const imports = { perks: entry(folder, "perks"), "perks/signed": entry(folder, "perks", "./signed"), jose: entry(folder, "jose") };
  const page = readFileSync(new URL("../page.html", import.meta.url), "utf8");
  writeFileSync(join(folder, "index.html"), page.replace("IMPORTS", JSON.stringify(imports)));
  return folder;
}

/** Runs its suite; a runtime that cannot be started throws. @returns {Promise<{ version: string, report: object }>} */
export async function runSuite(runtime, folder) {
  if (BROWSERS.includes(runtime)) return inBrowser(runtime, folder);
  if (runtime === "workerd") return inWorker(folder);
  const { version, stdout, stderr } = await script(runtime, folder, "main.mjs");
  return { version, report: { ...JSON.parse(stdout), said: stderr } };
}

async function inWorker(folder) {
  await bundle(folder, "worker.mjs", "bundle");
  const { version, address, stop } = await worker(folder, "worker.capnp");
  try {
    const response = await fetch(address, { method: "POST", body: readFileSync(join(folder, "listing.json")) });
    return { version, report: { ...(await response.json()), said: "" } };
  } finally {
    stop();
  }
}

async function inBrowser(runtime, folder) {
  const opened = await browser(runtime);
  try {
    const report = await opened.ask(await serve(folder), "globalThis.report", 120_000);
    if (report.failed) throw new Error(report.failed);
    // A driver of WebDriver does not tell.
    return { version: opened.version, report: { ...report, said: opened.said?.join("\n") ?? "" } };
  } finally {
    await opened.close();
  }
}
