/** Problems for people: where, what, the lines around it with a caret, and what to do. Prints nothing. */
import stringWidth from "string-width";
import { colours, isColoured, sourceOf } from "./io.js";

/** The option of the command line that sets a member of the engine's options. */
const OPTIONS = {
  now: "--now",
  spend: "--spend",
  coupons: "--coupon",
  without: "--without",
  offers: "--offer",
  gifts: "--gift",
  prices: "--price",
  counters: "--counter",
  nodes: "--nodes",
  receipt: "--receipt",
  at_most: "--hints",
  until: "--until",
  events: "--event",
  salt: "--salt",
};

/** Columns of a line of the source that are shown at most; programs write whole documents in one line. */
const MOST_COLUMNS = 100;

/**
 * A problem of what a command read, and the document that it is in. One of the option `events` is in the file that the event
 * came from.
 */
export function located(problem) {
  const { document, path } = problem;
  const [, first, index, ...rest] = path.split("/");
  const event = document === "options" && first === "events" ? sourceOf("options/events")?.[index] : undefined;
  if (event === undefined) return { problem, source: sourceOf(document) };
  return { problem: { ...problem, path: rest.map((name) => `/${name}`).join("") }, source: { file: event.file } };
}

/**
 * One problem, as lines of text.
 *
 * @param {object} problem as the package tells it
 * @param {{file: string, bytes: Uint8Array}} [source] the document that it is in
 * @param {object} how `stream` that it is for; `words` of the language; `say` of `perks/texts`, for another than the engine's own
 */
export async function showProblem(problem, source, { stream, words, say }) {
  const pc = colours(stream);
  const { code, severity, line, column } = problem;
  const paint = severity === "warning" ? pc.yellow : pc.red;
  const message = say === undefined ? problem.message : say.wrong(problem);
  const help = encodingHelp(problem, source, words) ?? (say === undefined ? problem.help : say.help(problem));
  const lines = [`${pc.bold(place(problem, source))}: ${paint(`${words.severity[severity]}[${code}]`)}: ${message}`];
  if (source !== undefined && problem.path !== "") lines.push(`  ${pc.dim(`${words.at} ${problem.path}`)}`);
  const shown = source?.bytes?.length > 0 && line !== undefined ? await excerpt(source.bytes, line, column, isColoured(stream)) : "";
  if (shown) lines.push(shown);
  if (help) lines.push(`  ${words.of(pc.cyan(words.help), help)}`);
  return lines.join("\n");
}

/** What editors of some systems write, and nobody sees: the help where a file is refused for it. */
function encodingHelp({ code }, source, { encoding }) {
  const [first, second, third] = source?.bytes ?? [];
  if (code === "not_json" && first === 0xef && second === 0xbb && third === 0xbf) return encoding.mark;
  const wide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || (first !== undefined && second === 0);
  return wide && (code === "not_utf8" || code === "not_json") ? encoding.wide : undefined;
}

/** Where a problem is: file, line and column as editors and terminals understand them; or the option. */
function place({ document, path, line, column }, source) {
  if (source !== undefined) return line === undefined ? source.file : `${source.file}:${line}:${column}`;
  const [, first, ...more] = path.split("/");
  if (document === "options" && Object.hasOwn(OPTIONS, first ?? "")) {
    return [OPTIONS[first], ...more].join(" ");
  }
  return path === "" ? document : `${document} ${path}`;
}

/** The lines around a place, with a caret under it; empty where the text cannot be shown. */
async function excerpt(bytes, line, column, coloured) {
  const { codeFrameColumns } = await import("@babel/code-frame");
  // The engine counts lines by \n alone.
  const all = new TextDecoder().decode(bytes).split("\n");
  if (line > all.length) return "";
  const first = Math.max(1, line - 2);
  const around = all.slice(first - 1, line + 1).map((text) => [...text.replace(/[\t\r\u2028\u2029]/g, " ")]);
  const [before, text] = [column - 1, around[line - first]];
  // Windows onto long lines move with the place, so that the caret stays below it.
  const from = text.length > MOST_COLUMNS ? Math.max(0, before - Math.floor(MOST_COLUMNS / 2)) : 0;
  const window = (characters) => {
    const cut = characters.slice(from, from + MOST_COLUMNS).join("");
    const start = from > 0 && characters.length > 0 ? "…" : "";
    return `${start}${cut}${from + MOST_COLUMNS < characters.length ? "…" : ""}`;
  };
  // Characters may be two columns wide: the caret stands below the column, not below the character's number.
  const caret = stringWidth((from > 0 ? "…" : "") + text.slice(from, before).join("")) + 1;
  const rows = around.map(window);
  rows[line - first] = rows[line - first].padEnd(caret);
  const options = { startLine: first, linesAbove: 2, linesBelow: 1, highlightCode: coloured, forceColor: coloured };
  const frame = codeFrameColumns(rows.join("\n"), { start: { line, column: caret } }, options);
  return frame.split("\n").map((row) => `  ${row.trimEnd()}`).join("\n");
}

/** How many there are: `2 errors, 1 warning`. */
export function counted(problems, { check, list }) {
  const number = (severity) => problems.filter((problem) => problem.severity === severity).length;
  const [errors, warnings] = [number("error"), number("warning")];
  return [errors > 0 && check.errors(errors), warnings > 0 && check.warnings(warnings)].filter(Boolean).join(list);
}
