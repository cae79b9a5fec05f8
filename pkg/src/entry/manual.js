/** No automatic start: for hosts that fetch, cache or compile the module themselves. */
import { load as read, refuse } from "../perks.js";
import * as from from "../start.js";

export { Cart, Member, PerksError, Program } from "../perks.js";

let started = false;

export async function start(module) {
  if (!started) await from.start(module);
  started = true;
}

export function startSync(module) {
  if (!started) from.startSync(module);
  started = true;
}

export async function load(document) {
  if (!started) refuse("program", "not_started", "the module was not started", "call `start` or `startSync` first");
  return read(document);
}
