/** Finds cases in folders, reads them and runs them. Prints nothing; `cases.js` says what a case may hold. */
import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { findDifferences } from "./cases.js";
import { differences } from "./differences.js";
import { Misuse } from "./exit.js";
import { isFolder, listed } from "./folder.js";
import { meant } from "./near.js";

const STORY = /^(story|spoiled)-.*\.json$/;

/**
 * The files of cases, in the order of their names.
 *
 * Of a folder these are its stories and spoiled programmes, and those of the folders in it; where there are none, what else of
 * it is a case.
 */
export function findCases(paths) {
  return [...new Set(paths.flatMap((path) => (isFolder(path) ? casesOf(path) : [existing(path)])))];
}

function existing(path) {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return path;
  throw new Misuse(`cannot read \`${path}\`: there is no such file or folder`, "name a folder with `story-….json` files");
}

function casesOf(folder) {
  const stories = storiesIn(folder);
  const found = stories.length > 0 ? stories : vectorsIn(folder);
  if (found.length > 0) return found;
  throw new Misuse(
    `the folder \`${folder}\` has no cases`,
    "put stories into it: files `story-….json` that name a programme and list steps (`perks help test` shows one)",
  );
}

function storiesIn(folder) {
  const names = listed(folder).filter((name) => !name.startsWith(".") && name !== "node_modules");
  const own = names.filter((name) => STORY.test(name)).map((name) => join(folder, name));
  return [...own, ...names.map((name) => join(folder, name)).filter(isFolder).flatMap(storiesIn)];
}

/** Files of another name that hold a programme, and steps or problems. */
function vectorsIn(folder) {
  return listed(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name))
    .filter((path) => !isFolder(path) && malformed(parsed(readFileSync(path, "utf8"))) === undefined);
}

/** What JSON text holds; `undefined` for what is none. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where a text is no JSON: the engine tells it in the same words everywhere. */
async function notJson(perks, text) {
  const problems = await perks.load(text).then(() => [], (error) => error.problems);
  const { message, line, column } = problems[0] ?? { message: "not JSON" };
  return line === undefined ? message : `${message} (line ${line}, column ${column})`;
}

/** What a case and a step of it may hold; anything else is a typo, and would test nothing. */
const NAMES = {
  case: ["about", "program", "member", "members", "cart", "warnings", "problems", "steps"],
  step: [
    "do", "as", "with", "cart", "event", "line", "units", "receipt", "inputs", "one", "other", "text", "gives", "has", "problems",
  ],
};

/** What keeps a document from being a case; `undefined` when nothing does. */
function malformed(vector) {
  const isObject = (it) => it !== null && typeof it === "object" && !Array.isArray(it);
  if (!isObject(vector)) return "is no object";
  if (!isObject(vector.program)) return "names no programme: `\"program\": { \"file\": \"program.json\" }`";
  const { steps = [], problems, warnings } = vector;
  if (!Array.isArray(steps) || (steps.length === 0 && !Array.isArray(problems) && !Array.isArray(warnings))) {
    return "has neither `steps` nor the `problems` or `warnings` of reading its documents";
  }
  const strange = steps.findIndex((step) => !isObject(step) || typeof step.do !== "string");
  if (strange >= 0) return `does not say in step ${strange} what is to be done: \`"do": "quote"\``;
  const [own, ...each] = [unknown(vector, NAMES.case), ...steps.map((step) => unknown(step, NAMES.step))];
  const at = each.findIndex((name) => name !== undefined);
  if (own === undefined && at < 0) return undefined;
  return own === undefined
    ? `has \`${each[at]}\` in step ${at}, which is nothing there: ${meant(each[at], NAMES.step)}`
    : `has \`${own}\`, which is nothing there: ${meant(own, NAMES.case)}`;
}

const unknown = (it, names) => Object.keys(it).find((name) => !names.includes(name));

/**
 * Runs a case.
 *
 * @param {object} perks the package
 * @param {string} file of the case
 * @param {string} [root] the folder in which the files lie that it names; its own when absent
 * @returns {Promise<{file: string, about: string, failures: object[]}>} a failure says its step and line, and what differs
 */
export async function runCase(perks, file, root = dirname(file)) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return { file, about: "", failures: [{ message: `cannot be read: ${error.message}` }] };
  }
  const vector = parsed(text);
  const wrong = vector === undefined ? await notJson(perks, text) : malformed(vector);
  const about = typeof vector?.about === "string" ? vector.about : "";
  if (wrong !== undefined) return { file, about, failures: [{ message: wrong }] };
  try {
    const found = await findDifferences(perks, vector, (name) => named(root, name));
    return { file, about, failures: found.map((it) => failure(it, vector, text)) };
  } catch (error) {
    // What the case names and is not there, or cannot be run: its author's to mend.
    return { file, about, failures: [{ message: error.message }] };
  }
}

function named(root, name) {
  try {
    return readFileSync(join(root, name), "utf8");
  } catch (error) {
    const why = error.code === "ENOENT" ? "is not there" : `cannot be read: ${error.message}`;
    throw new Error(`\`${name}\`, which it names, ${why} (in \`${root || "."}\`)`);
  }
}

/** What differs in a step, each place by its pointer. */
function failure({ step, what, message, expected, actual }, vector, text) {
  const where = step === undefined ? {} : { step, do: vector.steps[step].do, line: lineOfStep(text, step) };
  if (actual?.problems && !expected?.problems) return { ...where, refused: actual.problems };
  if (expected?.problems && !actual?.problems) return { ...where, ...(step === undefined ? { accepted: true } : { answered: true }) };
  if (message !== undefined) return { ...where, message: `${what}: ${message}` };
  const places = differences(expected, actual);
  if (places.length === 0) return { ...where, message: "the values are the same, but their names stand in another order" };
  return { ...where, ...(step === undefined && { what }), differences: places };
}

/** The line on which a step of a case begins, from 1. */
export function lineOfStep(text, step) {
  let [depth, key, index] = [0, "", -1];
  for (const { 0: token, index: at } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gu)) {
    const begins = depth === 2 && key === '"steps"' && !"],:".includes(token);
    if (begins) index += 1;
    if (begins && index === step) return text.slice(0, at).split("\n").length;
    if (depth === 1 && token.startsWith('"')) key = token;
    if ("{[".includes(token)) depth += 1;
    if ("}]".includes(token)) depth -= 1;
  }
  return undefined;
}

/** The folder and the name of a case, as a report shows them. */
export function titleOf(file) {
  return { folder: dirname(file), name: basename(file, ".json") };
}
