/** Runs the bundle on plain workerd: in a folder, with its state there, until it is stopped or killed. */
import { spawn } from "node:child_process";
import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DIST } from "./build.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { resolve } = createRequire(createRequire(import.meta.url).resolve("workerd/package.json"));

/** The program itself: npm's command is a script around it, which cannot be killed with it. */
function program() {
  const { platform, arch } = process;
  const name = `@cloudflare/workerd-${platform}-${{ x64: "64" }[arch] ?? arch}`;
  return join(
    dirname(resolve(`${name}/package.json`)),
    "bin",
    platform === "win32" ? "workerd.exe" : "workerd",
  );
}

/**
 * @param {string} folder where the configuration, the bundle and the state go; start again in it to go on with that state
 * @param {Record<string, string>} settings environment of the worker
 * @returns {Promise<{ url: string, pid: number, logs: () => string, stop: (signal?: NodeJS.Signals) => Promise<void> }>}
 */
export async function serve(
  folder,
  settings,
  {
    dist = DIST,
    files = ["worker.js", "perks_bg.wasm"],
    config = join(here, "workerd.capnp"),
    port = 0,
  } = {},
) {
  mkdirSync(join(folder, "state"), { recursive: true });
  copyFileSync(config, join(folder, "workerd.capnp"));
  for (const file of files) copyFileSync(join(dist, file), join(folder, file));
  // A file, since a pipe that nobody empties in time would hold up the worker.
  const logFile = join(folder, "workerd.log");
  const log = openSync(logFile, "a");
  const options = { cwd: folder, stdio: ["ignore", log, log, "pipe"], env: settings };
  const child = spawn(
    program(),
    [
      "serve",
      "workerd.capnp",
      `--directory-path=state=${join(folder, "state")}`,
      `--socket-addr=http=127.0.0.1:${port}`,
      "--control-fd=3",
    ],
    options,
  );
  const logs = () => readFileSync(logFile, "utf8");
  closeSync(log);
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const listening = await new Promise((ready, failed) => {
    child.on("error", failed);
    child.on("exit", (code) => failed(new Error(`workerd ended with ${code}:\n${logs()}`)));
    let events = "";
    child.stdio[3].on("data", (data) => {
      events += data;
      const found = /"event":"listen".*?"port":(\d+)/.exec(events);
      if (found) ready(found[1]);
    });
  });
  const kill = () => child.kill();
  process.on("exit", kill);
  const stop = async (signal = "SIGTERM") => {
    process.off("exit", kill);
    child.kill(signal);
    await ended;
  };
  return { url: `http://127.0.0.1:${listening}`, pid: child.pid, logs, stop };
}
