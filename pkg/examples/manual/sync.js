import { readFileSync } from "node:fs";
import { load, startSync } from "perks/manual";

startSync(readFileSync(new URL(import.meta.resolve("perks/perks_bg.wasm"))));

const program = await load(readFileSync("program.json"));
console.log(program.id);
