/** Files of codes: a CSV with a column `code`, or a code a line. Reads row by row, since they may hold millions. */
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { Misuse } from "./exit.js";
import { note, unreadable } from "./io.js";

/** More characters than a row has, unless a quote that is never closed takes in all that follows. */
const MOST_CHARACTERS = 1 << 16;
const FORM = { bom: true, relax_column_count: true, record_delimiter: ["\r\n", "\n", "\r"], max_record_size: MOST_CHARACTERS };

/** Each code of a file, or of stdin for `-`, with the line on which its row begins. */
export async function* codesOf(file) {
  const { CsvError, parse } = await import("csv-parse");
  if (file === "-" && process.stdin.isTTY) note("reading stdin; end it with Ctrl-D");
  // What fails in either comes out of the rows.
  const rows = pipeline(file === "-" ? process.stdin : createReadStream(file), parse(FORM), () => {});
  let column;
  let next = 1;
  try {
    for await (const fields of rows) {
      const line = next;
      // The reader could count them too, at four times the time for each row.
      next += 1 + fields.reduce((breaks, field) => breaks + (field.includes("\n") ? field.split("\n").length - 1 : 0), 0);
      if (column === undefined) {
        column = columnOf(fields, file);
        if (column.named) continue;
      }
      if (fields.length > 1 || fields[0].trim() !== "") yield { code: fields[column.at] ?? "", line };
    }
  } catch (error) {
    if (error instanceof CsvError) {
      throw new Misuse(`\`${file}\` is not written as a CSV, up to line ${error.lines}`, "close each quote, and double those within");
    }
    throw error.syscall === undefined ? error : unreadable(file, error);
  }
}

/** Where the codes stand, and whether this first row says so. */
function columnOf(fields, file) {
  if (fields.some((field) => /[;\t]/.test(field))) {
    throw new Misuse(`\`${file}\` has semicolons or tabs between its columns`, "save it as a CSV with commas");
  }
  const at = fields.findIndex((field) => field.trim().toLowerCase() === "code");
  if (at < 0 && fields.length > 1) {
    throw new Misuse(`\`${file}\` has no column \`code\``, "name it in the first line, or write one code a line");
  }
  return { at: Math.max(at, 0), named: at >= 0 };
}
