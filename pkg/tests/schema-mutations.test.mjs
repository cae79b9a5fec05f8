/**
 * Documents of the gallery with one thing changed, at each place that there is: what the engine accepts then, the schemas
 * accept; and what they accept and it refuses is wrong in a way that no schema tells.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import * as perks from "perks";
import { BEYOND, errorsOf, exception } from "./schemas.mjs";
import { gallery, vectors } from "./support.mjs";

/** What stands in place of a value: of each type, at the ends of ranges and beyond. */
const INSTEAD = [
  null, true, 0, -1, 1, 2.5, 101, 1e12, 2 ** 53, "", "x", " x", "X y", "-1", "-0", "0", "0.5", "100", "100.5", "1.123456789", "01", "1e3",
  "2026-02-30", "2026-11-30", "2026-11-30T10:00:00Z", "1969-12-31T23:30:00-01:00", "25:00", "12-31", "a/b/", "é".repeat(129), [], {}, [null], [1],
];

/** How many of them each place gets, in turns. */
const AT_EACH = 4;

/** Where a schema cannot tell a code, beside what the vectors show: what the place ends with, and why. */
const MORE_PLACES = [
  ["missing_field", "/tier", "the only ladder need not be named"],
  ["missing_field", "/by_tier", "the only ladder need not be named"],
  ["missing_field", "/level", "the only ladder need not be named"],
  ["unknown_choice", "/from", "a measure says what it is counted in"],
];

const usedPlaces = new Set();

function excused(problem) {
  const { code, path } = problem;
  const more = MORE_PLACES.find(([of, end]) => of === code && path.endsWith(end));
  if (more) usedPlaces.add(more);
  return more ?? exception(problem);
}

const join = (path, name) => `${path}/${name}`;

/** Every value of a document, with its place as a list of names, those within before what they are in. */
function* places(value, path = []) {
  if (value === null || typeof value !== "object") {
    yield [path, value];
    return;
  }
  for (const name of Object.keys(value)) yield* places(value[name], [...path, name]);
  yield [path, value];
}

/** A copy with something else at a place; `undefined` leaves it out. */
function changed(document, path, change) {
  const copy = structuredClone(document);
  if (path.length === 0) return change(copy);
  const parent = path.slice(0, -1).reduce((it, name) => it[name], copy);
  const last = path.at(-1);
  const value = change(parent[last]);
  if (value !== undefined) parent[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}

/** Documents with one thing changed, with what was: each change once for all places that are alike. */
function* mutations(document, seen) {
  for (const [path, value] of places(document)) {
    const like = path.map((name) => (/^\d+$/.test(name) ? "#" : name)).join("/");
    if (seen.has(like)) continue;
    seen.add(like);
    const at = `/${path.join("/")}`;
    if (path.length > 0) {
      yield [`without ${at}`, changed(document, path, () => undefined)];
      for (let turn = 0; turn < AT_EACH; turn += 1) {
        const instead = INSTEAD[(seen.size * AT_EACH + turn) % INSTEAD.length];
        yield [`${at} = ${JSON.stringify(instead)?.slice(0, 40)}`, changed(document, path, () => structuredClone(instead))];
      }
    }
    if (Array.isArray(value)) {
      if (value.length > 0) yield [`${at} empty`, changed(document, path, () => [])];
      if (value.length > 0) yield [`${at} twice`, changed(document, path, (it) => [...it, ...structuredClone(it)])];
    } else if (value !== null && typeof value === "object") {
      if (path.length > 0) yield [`${at} as a text`, changed(document, path, () => "7")];
      yield [`${at} with more`, changed(document, path, (it) => ({ ...it, extra: 1 }))];
      yield [`${at} with nothing more`, changed(document, path, (it) => ({ ...it, extra: null }))];
      const [first] = Object.keys(value);
      if (first !== undefined) {
        const misspelt = ({ [first]: it, ...others }) => ({ [`${first}s`]: it, ...others });
        yield [`${join(at, first)} misspelt`, changed(document, path, misspelt)];
      }
    }
  }
}

/** The problems of reading something; none when it is accepted. */
async function problemsOf(work) {
  try {
    await work();
    return [];
  } catch (error) {
    if (!(error instanceof perks.PerksError)) throw error;
    return error.problems;
  }
}

const folders = readdirSync(new URL("../../programs/", import.meta.url)).filter((name) => !name.includes("."));

function filesOf(folder, kind) {
  const files = readdirSync(new URL(`../../programs/${folder}/`, import.meta.url)).sort();
  return files.filter((file) => new RegExp(`^${kind}\\b.*\\.json$`).test(file)).map((file) => JSON.parse(gallery(`${folder}/${file}`)));
}

/** Counts what engine and schema say of changed documents, and fails where they should not differ. */
class Comparison {
  seen = new Set();
  /** What the engine accepts and the schema does not; what the schema accepts, wrong in form. */
  stricter = new Set();
  untold = new Set();
  counts = { "both accept": 0, "both refuse": 0, "the engine alone refuses": 0 };

  constructor(kind) {
    this.kind = kind;
  }

  async run(document, engine, where) {
    for (const [what, mutation] of mutations(document, this.seen)) {
      const problems = await problemsOf(() => engine(mutation));
      const errors = errorsOf(this.kind, mutation);
      const said = `${where}, ${what}`;
      if (problems.length === 0) {
        for (const { instancePath, message } of errors) this.stricter.add(`${said}: ${instancePath} ${message}`);
        this.counts["both accept"] += 1;
      } else if (errors.length > 0) {
        this.counts["both refuse"] += 1;
      } else {
        this.counts["the engine alone refuses"] += 1;
        const untold = problems.filter((it) => it.severity === "error" && !Object.hasOwn(BEYOND, it.code) && !excused(it));
        for (const { code, path, message } of untold) this.untold.add(`${said}: ${code} ${path}: ${message}`);
      }
    }
  }

  finish(context) {
    assert.deepEqual([...this.stricter], [], "the engine accepts these, and the schema does not");
    assert.deepEqual([...this.untold], [], "the schema does not tell what is wrong in form");
    context.diagnostic(`${this.kind}: ${JSON.stringify(this.counts)}`);
    for (const [what, count] of Object.entries(this.counts)) assert.ok(count > 0, `${what}: ${count}`);
  }
}

test("programmes with one thing changed", async (context) => {
  const comparison = new Comparison("program");
  for (const folder of folders) {
    for (const program of filesOf(folder, "program")) {
      // Reading a zone of the host's takes longer than all else.
      if (folder !== folders[0]) program.zone = { offset: "+08:00" };
      await comparison.run(program, async (it) => (await perks.load(JSON.stringify(it))).free(), folder);
    }
  }
  comparison.finish(context);
});

for (const kind of ["member", "cart"]) {
  test(`${kind}s with one thing changed`, async (context) => {
    const comparison = new Comparison(kind);
    for (const folder of folders) {
      const program = await perks.load(gallery(`${folder}/program.json`));
      for (const document of filesOf(folder, kind)) {
        await comparison.run(document, (it) => program[kind](JSON.stringify(it)).free(), folder);
      }
    }
    comparison.finish(context);
  });
}

test("events with one thing changed", async (context) => {
  const comparison = new Comparison("event");
  for (const { file, vector, gallery: text } of vectors().filter(({ vector }) => vector.program.file && !vector.problems)) {
    const program = await perks.load(text(vector.program.file));
    const member = JSON.stringify({ format: 1, program: program.id, id: "m", joined_at: 0 });
    for (const { do: what, event } of vector.steps) {
      if (what !== "record" || typeof event !== "object" || event.order?.cart?.file) continue;
      const record = (it) => program.member(member).record(JSON.stringify(it), { now: "2190-01-01T00:00:00Z" });
      await comparison.run(event, record, file);
    }
  }
  comparison.finish(context);
});

test("each place that is excused is met", () => {
  assert.deepEqual(MORE_PLACES.filter((place) => !usedPlaces.has(place)), []);
});
