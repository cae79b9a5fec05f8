/** workerd, the runtime of Cloudflare's workers: a bundle by esbuild, and a configuration as it would be deployed. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";

const { resolve } = createRequire(createRequire(import.meta.url).resolve("workerd/package.json"));

/** As an author of a worker bundles it; a `.wasm` stays a file beside, as workerd imports it compiled. */
export function bundle(folder, script, outdir) {
  return build({
    absWorkingDir: folder,
    entryPoints: [script],
    outdir,
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker"],
    external: ["cloudflare:*"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    logLevel: "warning",
  });
}

/** The program itself: npm's command is a script around it, which cannot be ended with it. */
function program() {
  const { platform, arch } = process;
  const name = `@cloudflare/workerd-${platform}-${{ x64: "64" }[arch] ?? arch}`;
  return join(dirname(resolve(`${name}/package.json`)), "bin", platform === "win32" ? "workerd.exe" : "workerd");
}

/**
 * Serves a configuration that leaves the port of the socket `http` open.
 *
 * @returns {Promise<{ version: string, address: string, stop: () => void }>}
 */
export async function worker(folder, config) {
  const { version } = createRequire(import.meta.url)("workerd/package.json");
  // The port arrives as JSON on a pipe of its own.
  const options = { cwd: folder, stdio: ["ignore", "inherit", "inherit", "pipe"] };
  const child = spawn(program(), ["serve", config, "--socket-addr=http=127.0.0.1:0", "--control-fd=3"], options);
  const port = await new Promise((ready, failed) => {
    child.on("error", failed);
    child.on("exit", (code) => failed(new Error(`workerd ended with ${code}`)));
    let told = "";
    child.stdio[3].on("data", (data) => {
      told += data;
      const found = /"event":"listen".*?"port":(\d+)/.exec(told);
      if (found) ready(found[1]);
    });
  });
  process.on("exit", () => child.kill());
  return { version, address: `http://127.0.0.1:${port}/`, stop: () => child.kill() };
}
