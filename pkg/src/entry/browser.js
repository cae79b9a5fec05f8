/** Browsers and bundlers: the download starts with the import. */
import init from "../../dist/perks.js";
import { load as read } from "../perks.js";

export { Cart, Member, PerksError, Program } from "../perks.js";

/** The next load tries again what failed. */
let started;

function start() {
  started ??= init().catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

// `load` tells what failed.
start().catch(() => {});

export async function load(document) {
  await start();
  return read(document);
}
