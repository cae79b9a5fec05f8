/** Files of codes: a CSV with a column `code`, or a code a line. Reads line by line, since they may hold millions. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Misuse } from "./exit.js";
import { note, unreadable } from "./io.js";

/** Each code of a file, or of stdin for `-`, with its line. */
export async function* codesOf(file) {
  if (file === "-" && process.stdin.isTTY) note("reading stdin; end it with Ctrl-D");
  const input = file === "-" ? process.stdin : createReadStream(file);
  let column;
  let line = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (line === 1 && /[;\t]/.test(text)) {
        throw new Misuse(`\`${file}\` has semicolons or tabs between its columns`, "save it as a CSV with commas");
      }
      const fields = split(line === 1 ? text.replace(/^\ufeff/, "") : text);
      if (column === undefined) {
        column = fields.findIndex((field) => field.trim().toLowerCase() === "code");
        if (column >= 0) continue;
        if (fields.length > 1) throw new Misuse(`\`${file}\` has no column \`code\``, "name it in the first line, or write one code a line");
        column = 0;
      }
      if (text.trim() !== "") yield { code: fields[column] ?? "", line };
    }
  } catch (error) {
    throw error.syscall === undefined ? error : unreadable(file, error);
  }
}

/** The fields of a line of CSV (RFC 4180); none of them goes over several lines. */
function split(line) {
  const fields = line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [];
  // The pattern matches nothing once more at the end, unless the line ends with an empty field.
  const own = line.endsWith(",") || line === "" ? fields : fields.slice(0, -1);
  return own.map((field) => {
    const bare = field.replace(/,$/, "");
    return bare.startsWith('"') ? bare.slice(1, -1).replace(/""/g, '"') : bare;
  });
}
