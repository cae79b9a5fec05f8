/** No automatic start: for hosts that fetch, cache or compile the module themselves. */
import { load as read, refuse } from "../perks.js";
import * as from from "../start.js";

export { Cart, Member, PerksError, Program } from "../perks.js";

let started = false;

export async function start(module) {
  // Again is no harm, nor is a download that nobody needs and that fails.
  if (started) Promise.resolve(module).catch(() => {});
  else await from.start(module);
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
