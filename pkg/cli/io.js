/** Files, stdin, output and colours. Knows no command, and nothing of what documents hold. */
import { createReadStream, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import pc from "picocolors";
import { Misuse } from "./exit.js";

/** More than the engine reads of any document (8 MiB and some): what is longer is cut here, and refused there. */
const MOST_BYTES = 16 << 20;

/** What was read, by the kind of document, as problems name it: the last of each kind. */
const sources = new Map();

/** What a problem in a document of this kind is about: its file's name and bytes; `undefined` where no file was read. */
export function sourceOf(kind) {
  return sources.get(kind);
}

/** Remembers where a document came from, so that its problems are shown in it. */
export function remember(kind, source) {
  sources.set(kind, source);
  return source;
}

/**
 * Reads a document.
 *
 * @param {string} kind `program`, `member`, `cart`, `event`, `receipt` or `inputs`, as problems name it; or another word
 * @param {string} file its path; `-` is stdin, once in a call
 * @returns {Promise<{file: string, bytes: Uint8Array}>}
 */
export async function readDocument(kind, file) {
  return remember(kind, { file: file === "-" ? "stdin" : file, bytes: await readBytes(file) });
}

let stdinTaken = false;

/** The bytes of a file, or of stdin for `-`. */
export async function readBytes(file) {
  if (file === "") throw new Misuse("the name of a file is empty", "name a file, or `-` for stdin");
  if (file !== "-") return collect(createReadStream(file), (error) => unreadable(file, error));
  if (stdinTaken) throw new Misuse("stdin can be read once only", "name a file instead of the second `-`");
  stdinTaken = true;
  if (process.stdin.isTTY) note("reading stdin; end it with Ctrl-D");
  const bytes = await collect(process.stdin, (error) => unreadable("stdin", error));
  if (bytes.length === 0) throw new Misuse("stdin is empty", "pipe a document into it, or name a file");
  return bytes;
}

async function collect(stream, explain) {
  const parts = [];
  let length = 0;
  try {
    for await (const part of stream) {
      parts.push(part);
      length += part.length;
      if (length > MOST_BYTES) break;
    }
  } catch (error) {
    throw explain(error);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** What JSON in UTF-8 holds; `undefined` for bytes that are none, of which the engine says where. */
export function jsonIn(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Why a file cannot be read. */
export function unreadable(file, error) {
  const [why, help] = {
    ENOENT: ["there is no such file", neighbours(file)],
    ENOTDIR: ["a part of its path is no folder", "check the name and the folder"],
    EISDIR: ["it is a folder", "name a file in it"],
    EACCES: ["permission denied", "let yourself read it"],
    EPERM: ["permission denied", "let yourself read it"],
  }[error.code] ?? [error.message, "check the file"];
  return new Misuse(`cannot read \`${file}\`: ${why}`, help);
}

/** What could have been meant: JSON files and folders beside it, or of these those that begin alike. */
function neighbours(file) {
  let names;
  try {
    const beside = readdirSync(dirname(file), { withFileTypes: true });
    names = beside.filter((it) => it.isDirectory() || it.name.endsWith(".json")).map(({ name }) => name).sort();
  } catch {
    return "its folder is not there either: check the path";
  }
  const alike = names.filter((name) => name.slice(0, 3) === basename(file).slice(0, 3));
  const shown = (alike.length > 0 ? alike : names).slice(0, 5).map((name) => `\`${join(dirname(file), name)}\``);
  return shown.length === 0 ? "check the name and the folder" : `its folder holds ${shown.join(", ")}`;
}

/** Writes a whole file anew. */
export function writeFile(file, text) {
  if (file === "") throw new Misuse("the name of a file to write is empty", "name a file");
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Why a file cannot be written. */
export function unwritable(file, error) {
  const [why, help] = {
    EEXIST: ["it is there already", "choose another name, or `--force` to write over it"],
    ENOENT: ["its folder is not there", "make the folder first"],
    ENOTDIR: ["a part of its path is no folder", "check the path"],
    EISDIR: ["it is a folder", "name a file in it"],
    EACCES: ["permission denied", "choose a place that you may write to"],
    EPERM: ["permission denied", "choose a place that you may write to"],
    EROFS: ["the disk is read-only", "choose a place that you may write to"],
    ENOSPC: ["the disk is full", "make room first"],
  }[error.code] ?? [error.message, "choose another file"];
  return new Misuse(`cannot write \`${file}\`: ${why}`, help);
}

/** A result, for people: to stdout. */
export function print(text) {
  process.stdout.write(`${harmless(text)}\n`);
}

/** A result, for programs: to stdout, and nothing else there. */
export function printJson(value) {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Everything that is no result: to stderr. */
export function note(text) {
  process.stderr.write(`${harmless(text)}\n`);
}

/** Documents hold other people's texts: of control characters, only ends of lines and our own colours reach a terminal. */
function harmless(text) {
  return text.replace(/\x1b(?!\[[\d;]*m)|[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

/** Colours for a stream: on a terminal, unless NO_COLOR or FORCE_COLOR (or --no-color, --color) say otherwise. */
export function colours(stream = process.stdout) {
  return pc.createColors(isColoured(stream));
}

export function isColoured(stream = process.stdout) {
  const { FORCE_COLOR: forced, NO_COLOR: none, TERM: terminal } = process.env;
  if (process.argv.includes("--no-color") || none) return false;
  if (process.argv.includes("--color")) return true;
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return Boolean(stream.isTTY) && terminal !== "dumb";
}

/** How many columns lines may take: those of the terminal, or of the variable COLUMNS; else without limit. */
export function columns() {
  const asked = Number(process.env.COLUMNS);
  if (Number.isInteger(asked) && asked > 0) return Math.max(asked, 40);
  return process.stdout.isTTY ? Math.max(process.stdout.columns || 80, 40) : Number.POSITIVE_INFINITY;
}

/** Whoever reads us may stop early, as `head` does: no error. Other failures of stdout are. */
export function watchOutput() {
  process.stdout.on("error", (error) => {
    if (error.code === "EPIPE") process.exit();
    note(`perks: cannot write to stdout: ${error.message}`);
    process.exit(2);
  });
  process.stderr.on("error", () => process.exit());
}
