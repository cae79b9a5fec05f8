/** What the commands print, whole: of the gallery, in both languages and on narrow terminals, and of whatever is wrong. */
import test from "node:test";
import { compare } from "./console.mjs";

for (const file of ["watsons", "double-eleven", "vipshop", "others", "failures"]) compare(`./cli/${file}.txt`, test);
