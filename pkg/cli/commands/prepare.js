/** `perks prepare`: the published form of a programme; or whether a document is in it. */
import { answerNo, Misuse } from "../exit.js";
import { print, printJson } from "../io.js";
import { json } from "../options.js";
import { force, out, writeResult } from "../output.js";
import { codesIn, published, readProgram } from "../published.js";

export function register(program) {
  program
    .command("prepare")
    .summary("make the form of a programme that is published")
    .description(
      "Writes a programme as it is published: with the table of its zone, with hashes for public codes, " +
        "without `$schema`, in canonical form. It answers as before, and alike wherever it is loaded.",
    )
    .argument("<program>", "file of a programme, or its folder")
    .option("--salt <text>", "the salt of the hashes, 16 characters or more: to make the same text again (default: drawn)")
    .option("--check", "write nothing, but tell whether it is in that form already")
    .addOption(out())
    .addOption(force())
    .addOption(json().conflicts("out"))
    .action(prepare);
}

async function prepare(path, options) {
  if (options.json && !options.check) {
    throw new Misuse("`--json` is the answer of `--check`", "without it the result is JSON anyway");
  }
  const read = await readProgram(path);
  if (!options.check) return writeResult(options.out, published(read, options.salt), options);
  const lacks = whatLacks(read);
  if (lacks.length > 0) answerNo();
  if (options.json) return printJson({ prepared: lacks.length === 0, lacks });
  if (lacks.length === 0) return print("this is in the published form");
  for (const { message, path: at } of lacks) print(`${at === "" ? "the text" : at}: ${message}`);
}

/** Why a programme is not in its published form. */
function whatLacks({ program, bytes }) {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const document = JSON.parse(text);
  const lacks = codesIn(document).map(({ path }) => ({ code: "codes", path, message: "the codes can be read" }));
  if (typeof document.zone === "string") {
    lacks.push({ code: "zone", path: "/zone", message: "the zone is only named: its table is missing" });
  }
  if (document.$schema !== undefined) lacks.push({ code: "schema", path: "/$schema", message: "it is for editors only" });
  if (lacks.length === 0 && program.prepare() !== text) {
    lacks.push({ code: "text", path: "", message: "it is not written in canonical form" });
  }
  return lacks;
}
