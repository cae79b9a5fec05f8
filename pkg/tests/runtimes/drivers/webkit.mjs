/** WebKitGTK, the engine of Safari, in its small browser on a screen that is only memory, driven over WebDriver. */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { Builder, Capabilities } from "selenium-webdriver";
import { find } from "./find.mjs";
import { until } from "./until.mjs";

export async function open() {
  const children = [];
  const start = (program, args, options) => {
    const child = spawn(program, args, options);
    children.push(child);
    return child;
  };
  const stop = () => children.reverse().forEach((child) => child.kill());
  process.on("exit", stop);
  try {
    return await opened(start, stop);
  } catch (error) {
    // What runs on would keep the tests from ending.
    stop();
    throw error;
  }
}

async function opened(start, stop) {
  const screen = start(find("XVFB", ["Xvfb"]), ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const display = await new Promise((ready, failed) => {
    screen.stdio[3].on("data", (number) => ready(`:${String(number).trim()}`));
    screen.on("error", failed);
    screen.on("exit", (code) => failed(new Error(`Xvfb ended with ${code}`)));
  });
  const port = await freePort();
  const service = start(find("WEBKIT_DRIVER", ["WebKitWebDriver"]), [`--port=${port}`], {
    env: { ...process.env, DISPLAY: display },
    stdio: "ignore",
  });
  const ended = new Promise((_, failed) => {
    service.on("error", failed);
    service.on("exit", (code) => failed(new Error(`WebKitWebDriver ended with ${code}`)));
  });
  const server = `http://127.0.0.1:${port}`;
  const answers = until(`the driver of WebKitGTK at ${server}`, 20_000, () => fetch(`${server}/status`).then(() => true, () => false));
  await Promise.race([answers, ended]);

  const capabilities = new Capabilities({ browserName: "MiniBrowser" });
  const driver = await new Builder().usingServer(server).withCapabilities(capabilities).build();
  return {
    version: (await driver.getCapabilities()).getBrowserVersion(),
    async ask(address, expression, limit) {
      await driver.get(address);
      const found = () => driver.executeScript(`const it = ${expression}; return it == null ? null : JSON.stringify(it)`);
      return JSON.parse(await until(`webkit at ${address}: ${expression}`, limit, found));
    },
    async close() {
      await driver.quit();
      stop();
    },
  };
}

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}
