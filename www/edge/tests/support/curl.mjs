/** As much of curl as the documents use: `curl URL [-H HEADER]… [--json TEXT | --data-binary @FILE]`. Ends with 1 where it is refused. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    header: { type: "string", short: "H", multiple: true, default: [] },
    json: { type: "string" },
    "data-binary": { type: "string" },
  },
});
const { header, json, "data-binary": file } = values;
const headers = new Headers(header.map((line) => line.split(/: (.*)/s).slice(0, 2)));
if (json) headers.set("Content-Type", "application/json");
const body = json ?? readFileSync(file.replace(/^@/, ""), "utf8");
const answer = await fetch(positionals[0], { method: "POST", headers, body });
console.log(await answer.text());
process.exitCode = answer.ok ? 0 : 1;
