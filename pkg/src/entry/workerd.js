/** Edge workers: an imported `.wasm` is a compiled module; compiling at run time is forbidden. */
import module from "../../dist/perks_bg.wasm";
import { initSync } from "../../dist/perks.js";

initSync({ module });

export { Cart, load, Member, PerksError, Program } from "../perks.js";
