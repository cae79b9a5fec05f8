/** Browsers and bundlers: the download starts with the import. */
import { load as read } from "../perks.js";
import { start } from "../start.js";

export { Cart, Member, PerksError, Program } from "../perks.js";

/** The next load tries again what failed. */
let started;

function begin() {
  started ??= start(new URL("../../dist/perks_bg.wasm", import.meta.url)).catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

// `load` tells what failed.
begin().catch(() => {});

export async function load(document) {
  await begin();
  return read(document);
}
