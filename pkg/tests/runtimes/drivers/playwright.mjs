/** Chromium and Firefox as the system has them, driven by Playwright. */
import { chromium, firefox } from "@playwright/test";
import { find } from "./find.mjs";
import { until } from "./until.mjs";

const BROWSERS = {
  chromium: () => [
    chromium,
    {
      executablePath: find("CHROMIUM", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync"],
    },
  ],
  // A distribution's own Firefox answers over WebDriver BiDi alone.
  firefox: () => [firefox, { channel: "moz-firefox", executablePath: find("FIREFOX", ["firefox-esr", "firefox"]) }],
};

export async function open(name) {
  const [type, options] = BROWSERS[name]();
  const browser = await type.launch(options);
  const opened = {
    version: browser.version(),
    /** What the last page wrote to its console, and the errors that it did not catch. */
    said: [],
    async ask(address, expression, limit) {
      const context = await browser.newContext();
      const page = await context.newPage();
      opened.said = [];
      page.on("pageerror", (error) => opened.said.push(String(error)));
      page.on("console", (message) => opened.said.push(message.text()));
      try {
        await page.goto(address);
        // Not `waitForFunction`: that evaluates in the page, which its policy forbids.
        const found = `(() => { const it = ${expression}; return it == null ? undefined : JSON.stringify(it) })()`;
        return JSON.parse(await until(expression, limit, () => page.evaluate(found)));
      } catch (error) {
        throw new Error(`${name} at ${address}: ${error.message}\n${opened.said.join("\n")}`, { cause: error });
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
  return opened;
}
