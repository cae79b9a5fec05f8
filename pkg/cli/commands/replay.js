/** `perks replay`: whether a quote that is made again is that of its receipt, and what differs. */
import { answerNo } from "../exit.js";
import { colours, jsonIn, print, printJson, readDocument, remember } from "../io.js";
import { differences } from "../differences.js";
import { item, pairs, section, table } from "../layout.js";
import { openProgram } from "../opened.js";
import { json, language } from "../options.js";

export function register(program) {
  program
    .command("replay")
    .summary("make a quote again, and compare it with its receipt")
    .description(
      "Makes a quote again, from the programme and what `perks quote --inputs-out` wrote, and compares it with its receipt: " +
        "what `--receipt-out` wrote, or the quote as `--json --receipt` printed it. Of a whole quote it tells each place that " +
        "differs. Exits with 1 when they are not the same.",
    )
    .argument("<program>", "file of the programme as it was, or its folder")
    .argument("<receipt>", "file of the receipt, or of the quote with it")
    .argument("<inputs>", "file of what the quote was made from")
    .addOption(language())
    .addOption(json())
    .action(replay);
}

async function replay(path, receiptFile, inputsFile, given) {
  const { program, speak } = await openProgram(path, given.lang);
  const { receipt, before } = await readReceipt(receiptFile);
  const { bytes: inputs } = await readDocument("inputs", inputsFile);
  const answer = program.replay(receipt, inputs);
  const places = before === undefined ? [] : differences(before, answer.quote);
  if (!answer.same || places.length > 0) answerNo();
  if (given.json) printJson({ ...answer, ...(before && { differences: places }) });
  else print(told(answer, places, speak));
}

/** A receipt, or a whole quote that holds one. */
async function readReceipt(file) {
  const { bytes, file: name } = await readDocument("receipt", file);
  const read = jsonIn(bytes) ?? {};
  if (!Object.hasOwn(read, "receipt")) return { receipt: bytes };
  // Problems of the receipt have no lines then: it is a part of the file.
  remember("receipt", { file: name });
  return { receipt: read.receipt, before: read };
}

function told(answer, places, { words: { replay: words } }) {
  const pc = colours();
  const same = answer.same && places.length === 0;
  const parts = ["program", "inputs", "outcome"];
  const help = { program: words.otherProgram, inputs: words.otherInputs, outcome: words.otherOutcome };
  // What follows from another programme or other inputs is no riddle of its own.
  const first = parts.find((part) => answer[part] === "other");
  const shown = (value) => (value === undefined ? words.nothing : JSON.stringify(value));
  // The parts of the receipt are told above.
  const rows = places.filter(({ path }) => !path.startsWith("/receipt/")).map(({ path, expected, actual }) => [path, shown(expected), shown(actual)]);
  const { head } = words;
  return [
    same ? `${pc.green("✓")} ${words.same}` : `${pc.red("✗")} ${words.other}`,
    pairs(parts.map((part) => [words.parts[part], words.is[answer[part]]])).join("\n"),
    first === undefined ? "" : item("", help[first]),
    rows.length === 0 ? "" : section(words.differs, [
      table([{ head: head.where }, { head: head.then }, { head: head.now }], rows),
    ]),
  ].filter(Boolean).join("\n\n");
}
