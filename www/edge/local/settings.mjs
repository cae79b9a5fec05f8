/** What a worker is told, as files have it: JSON of names and texts, or lines of `NAME='text'`. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** As `SHOP_KEYS` lists a secret. */
export function sha256(secret) {
  return createHash("sha256").update(secret).digest("hex");
}

/** @returns {Record<string, string>} */
export function readSettings(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** For `set -a; . FILE`: no text here has an apostrophe. */
export function shellLines(settings) {
  return Object.entries(settings)
    .map(([name, text]) => {
      if (text.includes("'")) throw new Error(`${name} has an apostrophe`);
      return `${name}='${text}'\n`;
    })
    .join("");
}
