/** No automatic start: for hosts that fetch, cache or compile the module themselves. */
import init, { initSync } from "../../dist/perks.js";
import { load as read, PerksError } from "../perks.js";

export { Cart, Member, PerksError, Program } from "../perks.js";

let started = false;

export async function start(module) {
  await init({ module_or_path: module });
  started = true;
}

export function startSync(module) {
  initSync({ module });
  started = true;
}

export async function load(document) {
  if (!started) {
    const message = "the module was not started";
    const help = "call `start` or `startSync` first";
    throw new PerksError([
      { code: "not_started", severity: "error", document: "program", path: "", message, help },
    ]);
  }
  return read(document);
}
