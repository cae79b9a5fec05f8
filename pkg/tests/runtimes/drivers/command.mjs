/** Node, Deno and Bun: a command that runs a script of the project, and prints JSON. */
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { promisify } from "node:util";

const run = promisify(execFile);
const resolve = createRequire(import.meta.url).resolve;

/** Program, arguments before the script, and what asks for the version. */
const COMMANDS = {
  node: [process.execPath, [], ["--version"]],
  deno: [packaged("deno"), ["run", "--no-lock", "--no-remote", "--allow-read"], ["--version"]],
  bun: [packaged("bun"), ["run"], ["--version"]],
};

/** The command that an npm package has beside its manifest. */
function packaged(name) {
  return join(dirname(resolve(`${name}/package.json`)), "..", ".bin", name);
}

/** @returns {Promise<{ version: string, stdout: string, stderr: string }>} */
export async function script(runtime, folder, file) {
  const [program, before, asks] = COMMANDS[runtime];
  // Deno keeps what it compiled in a folder of its own.
  // Deno would ask its makers for a newer one.
  const env = { ...process.env, DENO_DIR: join(folder, ".deno"), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
  const options = { cwd: folder, timeout: 300_000, maxBuffer: 1 << 26, env };
  const version = await run(program, asks, options);
  return { version: version.stdout.match(/\d+\.\d+\.\d+/)[0], ...(await run(program, [...before, file], options)) };
}
