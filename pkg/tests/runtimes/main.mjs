/** The suite where there are files and a terminal: Node, Deno, Bun. Prints what it found as JSON. */
import { readFileSync } from "node:fs";
import { suite } from "./suite.js";

const listing = JSON.parse(readFileSync(new URL("listing.json", import.meta.url), "utf8"));
console.log(JSON.stringify(await suite(listing)));
