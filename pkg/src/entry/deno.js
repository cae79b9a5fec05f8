/** Deno: the module is imported in the source phase, compiled by the runtime. */
import source module from "../../dist/perks_bg.wasm";
import { initSync } from "../../dist/perks.js";

initSync({ module });

export { Cart, load, Member, PerksError, Program } from "../perks.js";
