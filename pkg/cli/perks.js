#!/usr/bin/env node
/** The command `perks`: see `main.js`. */
import { run } from "./main.js";

await run(process.argv.slice(2));
