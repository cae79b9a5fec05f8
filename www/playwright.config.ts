import { execFileSync } from "node:child_process";
import { defineConfig, devices } from "@playwright/test";

/** A free port, found once: the workers read this file too, and inherit the environment. */
function freePort(): string {
  const ask = `
    const server = require("node:net").createServer();
    server.listen(0, "127.0.0.1", () => {
      console.log(server.address().port);
      server.close();
    });`;
  return execFileSync(process.execPath, ["-e", ask], { encoding: "utf8" }).trim();
}
process.env.PERKS_PORT ??= freePort();
const port = process.env.PERKS_PORT;

/** What has no looks is tried at one size. */
const ONE_SIZE =
  /\/(account-.*|component-shapes|studio-differences|studio-trace|studio-why|words)\.spec\.ts$/;

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results/run",
  // Two cores serve the browser and its pages.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // A browser on a machine that others load may be late once; what passes the second time is told as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: "list",
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    testIdAttribute: "data-test",
    locale: "en-GB",
    timezoneId: "America/Los_Angeles",
    // Pages come from the server, but in tests of what is kept on the device.
    serviceWorkers: "block",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "phone", testIgnore: ONE_SIZE, use: { ...devices["Pixel 7"] } },
    { name: "desktop", use: { viewport: { width: 1280, height: 900 } } },
    // Debian's Firefox, driven by WebDriver BiDi: the journeys, without what only Chromium tells.
    {
      name: "firefox",
      testMatch: /\/(pages|app|checkout)\.spec\.ts$/,
      use: {
        browserName: "firefox",
        channel: "moz-firefox",
        viewport: { width: 1280, height: 900 },
        launchOptions: { executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr", args: [] },
      },
    },
  ],
  webServer: {
    command: `npm run build && npm run preview -- --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});
