/** Browsers and bundlers: the module lies beside the script; its download starts with the import. */
import init from "../../dist/perks.js";
import { load as read } from "../perks.js";

export { Cart, Member, PerksError, Program } from "../perks.js";

/** The start that is under way or done; a failed one is forgotten, so that the next load tries again. */
let started;

function start() {
  started ??= init().catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

// A page that cannot fetch the module learns it from `load`, and not from an unhandled rejection.
start().catch(() => {});

export async function load(document) {
  await start();
  return read(document);
}
