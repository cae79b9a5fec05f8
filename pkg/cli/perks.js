#!/usr/bin/env node
/** The command `perks`: see `main.js`. */
import { existsSync } from "node:fs";

// A checkout of the repository has no module before it is built: what imports it would fail in the words of Node.
if (existsSync(new URL("../dist/perks_bg.wasm", import.meta.url))) {
  const { run } = await import("./main.js");
  await run(process.argv.slice(2));
} else {
  console.error("perks: the module is not built\n  help: run `cargo xtask build`, or install the package");
  process.exitCode = 2;
}
