/** One cold start, for `side_by_side.mjs`: prints the milliseconds of its parts as JSON. */
import { readFileSync } from "node:fs";
import { cart, member, NOW, program } from "./documents.mjs";

const documents = [program(100), member(10), cart(50)].map((document) => JSON.stringify(document));
const part = async (work) => {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
};

const [perks, module] = await part(() => import("../../pkg/src/entry/node.js"));
const [loaded, load] = await part(() => perks.load(documents[0]));
const [, first] = await part(() =>
  loaded.member(documents[1]).quote(loaded.cart(documents[2]), { now: NOW, spend: "max" }),
);
const bytes = readFileSync(new URL("../../pkg/dist/perks_bg.wasm", import.meta.url)).length;
console.log(JSON.stringify({ module, load, first, bytes }));
