import { load, start } from "/vendor/perks/src/entry/manual.js";

// Compiled while it arrives, beside what else the page waits for.
const started = start(fetch("/vendor/perks/dist/perks_bg.wasm"));
const text = await (await fetch("/program.json")).text();

await started;
const program = await load(text);
document.querySelector("#program").textContent = program.id;
