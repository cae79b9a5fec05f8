/** `perks codes`: unique codes with a check character, to a CSV; or whether codes are written right. */
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { InvalidArgumentError, Option } from "commander";
import { codesOf } from "../code-files.js";
import { codes, fault, grouped, LEAST_TRIES, LENGTHS, leastLength, MOST_CODES, plain, space, usual } from "../codes.js";
import { answerNo, Misuse } from "../exit.js";
import { jsonIn, print, printJson } from "../io.js";
import { meant } from "../near.js";
import { between, json, repeated } from "../options.js";
import { force, makeFile, out } from "../output.js";
import { progress } from "../progress.js";
import { readProgram } from "../published.js";

const COLUMNS = ["code", "offer", "serial", "hash"];
/** So many rows are one step of the bar, and wait at most for a slow reader. */
const ROWS = 1000;

const FAULTS = {
  too_short: `it has fewer than ${LENGTHS.least} characters`,
  foreign_character: "it has a character that is neither a letter from A to Z nor a digit",
  small_letter: "it has small letters, which the programme tells from capital ones",
  wrong_check: "its check character does not fit: a character is wrong, or two were exchanged",
  twice: "it stands here twice",
};

export function register(program) {
  program
    .command("codes")
    .summary("make unique codes, or verify how codes are written")
    .description(
      "Makes unique codes by chance, each once, as a CSV: no characters that look alike, no vowels, and at the end a " +
        "check character (ISO/IEC 7064, MOD 37,36). With `--verify` it checks codes instead, as they are typed.",
    )
    .argument("[code...]", "with `--verify`: the codes")
    .option("-n, --count <number>", `how many, at most ${MOST_CODES.toLocaleString("en")}`, between(1, MOST_CODES))
    .option("--length <number>", "characters behind the prefix, the check character among them", between(LENGTHS.least, LENGTHS.most), 12)
    .addOption(
      new Option("--prefix <text>", "what each code begins with: letters and digits; dashes do not count")
        .argParser(prefixed)
        .default("", "none"),
    )
    .option("--group <number>", "a dash after so many characters, and behind the prefix; 0 for none", between(0, LENGTHS.most), 4)
    .addOption(
      new Option("--columns <names>", `of the CSV, from ${COLUMNS.join(", ")}`).argParser(listed).default(["code"], "code"),
    )
    .option("--program <file>", "the programme, or its folder: codes are compared as it says (default: case, blanks and dashes do not count)")
    .option("--offer <id>", "the offer of the codes, for the column `offer`")
    .option("--salt <text>", "for the column `hash`: SHA-256 of the salt and the code, as the engine compares it")
    .addOption(
      new Option("--beside <file>", "codes that there are already, and none of which is made again; may be repeated")
        .argParser(repeated)
        .default([], "none"),
    )
    .addOption(out())
    .addOption(force())
    .option("--verify", "check the codes that are named, or those of `--file`")
    .option("--file <file>", "with `--verify`: a CSV with a column `code`, or a code a line; `-` for stdin")
    .addOption(json())
    .action((named, options) => (options.verify ? verify(named, options) : make(named, options)));
}

async function make(named, options) {
  const { count, length, prefix, columns, offer, salt, beside } = options;
  if (named.length > 0) throw new Misuse("codes are named to be verified", "add `--verify`");
  if (count === undefined) throw new Misuse("how many codes is not said", "say it with `-n`");
  if (options.json || options.file !== undefined) throw new Misuse("`--json` and `--file` belong to `--verify`", "the codes are a CSV");
  if (columns.includes("offer") !== (offer !== undefined)) {
    throw new Misuse("the column `offer` and `--offer` belong together", "such as `--columns code,offer --offer welcome`");
  }
  if (columns.includes("hash") !== (salt !== undefined)) {
    throw new Misuse("the column `hash` and `--salt` belong together", "such as `--columns code,hash --salt …`");
  }
  const compared = await comparison(options.program, offer);
  const taken = new Set();
  for (const file of beside) for await (const { code } of codesOf(file)) taken.add(plain(code));
  requireSpace(count + taken.size, length, prefix);

  const bar = await progress("codes", count);
  const rows = rowsOf(codes({ count, length, prefix, taken }), { ...options, compared }, bar);
  try {
    await writeCsv(rows, options);
  } finally {
    bar?.stop();
  }
}

/** How codes are compared: as a programme does, which has to have their offer, or as those do that say nothing of it. */
async function comparison(path, offer) {
  if (path === undefined) return usual;
  const { program, bytes } = await readProgram(path);
  const { offers = [] } = jsonIn(bytes);
  const found = offers.find(({ id }) => id === offer);
  if (offer !== undefined && found === undefined) {
    throw new Misuse(`the programme has no offer \`${offer}\``, meant(offer, offers.map(({ id }) => id), "it has no offers"));
  }
  if (found !== undefined && found.kind !== "unique_code" && found.kind?.public_code === undefined) {
    throw new Misuse(`the offer \`${offer}\` takes no codes`, "its `kind` would be `unique_code`, or `public_code`");
  }
  return (code) => program.code(code);
}

/** Codes that are guessed are gifts: a guess must be next to hopeless. */
function requireSpace(count, length, prefix) {
  const tries = space(length, prefix) / BigInt(count);
  if (tries >= LEAST_TRIES) return;
  const shown = (number) => number.toLocaleString("en");
  throw new Misuse(
    `${shown(count)} codes of ${length} characters are too easy to guess: one in ${shown(tries)} tries finds one, ` +
      `and no more than one in ${shown(LEAST_TRIES)} may`,
    `take \`--length ${leastLength(count, prefix)}\``,
  );
}

function* rowsOf(made, { columns, offer, salt, prefix, group, compared }, bar) {
  let serial = 0;
  for (const code of made) {
    serial += 1;
    if (serial % ROWS === 0) bar?.update(serial);
    const row = { code: grouped(code, { prefix, group }), offer, serial };
    if (salt !== undefined) row.hash = createHash("sha256").update(salt + compared(row.code)).digest("hex");
    yield columns.map((name) => row[name]);
  }
  bar?.update(serial);
}

async function writeCsv(rows, { columns, out: file, force: forced }) {
  const { stringify } = await import("csv-stringify");
  const lines = () => stringify({ header: true, columns });
  const source = Readable.from(rows, { highWaterMark: ROWS });
  if (file === undefined || file === "-") return pipeline(source, lines(), process.stdout, { end: false });
  // Whoever reads a code has what it is worth.
  return makeFile(file, { force: forced, mode: 0o600 }, (stream) => pipeline(source, lines(), stream));
}

async function verify(named, { file, json: asked, count, program }) {
  if (count !== undefined) throw new Misuse("codes are either made or verified", "leave out `-n` or `--verify`");
  if ((named.length > 0) === (file !== undefined)) throw new Misuse("what to verify is not clear", "name codes, or a `--file`");
  const compared = await comparison(program);
  const seen = new Set();
  const wrong = [];
  for await (const { code, line } of file === undefined ? named.map((code) => ({ code })) : codesOf(file)) {
    const text = compared(code);
    const reason = seen.has(text) ? "twice" : fault(code, compared);
    seen.add(text);
    if (reason === undefined) continue;
    wrong.push({ code, ...(line === undefined ? {} : { line }), reason });
  }
  if (seen.size === 0) throw new Misuse("there is no code", "name some, or a file that has some");
  const checked = seen.size + wrong.filter(({ reason }) => reason === "twice").length;
  if (wrong.length > 0) answerNo();
  if (asked) return printJson({ checked, wrong });
  for (const { code, line, reason } of wrong) {
    print(`${line === undefined ? "" : `line ${line}: `}\`${code}\`: ${FAULTS[reason]}`);
  }
  const all = `${checked.toLocaleString("en")} code${checked === 1 ? "" : "s"}`;
  print(wrong.length === 0 ? `${all}: written right` : `${all}: ${wrong.length.toLocaleString("en")} wrong`);
}

function prefixed(text) {
  const prefix = plain(text);
  if (!/^[0-9A-Z]{0,20}$/.test(prefix)) throw new InvalidArgumentError("A prefix is up to 20 letters from A to Z and digits.");
  return prefix;
}

function listed(text) {
  const names = text.split(",");
  const wrong = names.find((name, index) => !COLUMNS.includes(name) || names.indexOf(name) < index);
  if (wrong !== undefined) throw new InvalidArgumentError(`The columns are ${COLUMNS.join(", ")}, each once; \`${wrong}\` is none.`);
  return names;
}
