/** Node and Bun: the module is a file beside, read and started at once. */
import { readFileSync } from "node:fs";
import { initSync } from "../../dist/perks.js";

initSync({ module: readFileSync(new URL("../../dist/perks_bg.wasm", import.meta.url)) });

export { Cart, load, Member, PerksError, Program } from "../perks.js";
