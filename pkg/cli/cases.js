/**
 * Runs a vector of `tests/vectors`, or a story of `programs/`, against the package, in any runtime: no import but this text.
 *
 * A vector holds a programme, perhaps a member (else a guest) and a cart, each as
 * `{"file": …}` of the gallery, `{"json": …}` or `{"text": …}`, and either the problems of reading
 * them, or steps and what each gives, or, of a part of it, `has`. Answers are compared as JSON text, byte by byte.
 * `tests/support/runner.rs` says what else a vector may hold.
 */

/** What a step does, by its name. */
const STEPS = {
  status: ({ member }, step) => member.status(step.with),
  quote: ({ member, cart }, step) => member.quote(cart, step.with),
  check: ({ program }) => program.check(),
  check_codes: ({ member }, step) => member.check(step.with),
  prepare: ({ program }, step) => program.prepare(step.with),
  authority: ({ program }) => program.authority(),
  code: ({ program }, step) => program.code(step.text),
  combinations: ({ program }) => program.combinations(),
  conflicts: ({ program }, step) => program.conflicts(step.one, step.other),
  inputs: ({ member, cart }, step) => member.inputs(cart, step.with),
  replay: ({ program }, step) => program.replay(step.receipt, step.inputs),
  hints: ({ member, cart }, step) => member.hints(cart, step.with),
  settle: ({ member }, step) => member.settle(step.with),
  forecast: ({ member }, step) => member.forecast(step.with),
  record: ({ member }, step) => member.record(step.event, step.with),
  state: ({ member }) => member.state(),
  cart_state: (stage) => cartOf(stage).state(),
  set_units: (stage, step) => cartOf(stage).setUnits(step.line, step.units),
  add_line: (stage, step) => cartOf(stage).addLine(step.line),
  remove_line: (stage, step) => cartOf(stage).removeLine(step.line),
};

/**
 * @param {{load: Function, PerksError: Function}} perks the package
 * @param {object} vector the parsed vector
 * @param {(file: string) => string} gallery text of a file of `programs/`; of a story, of its folder
 * @param {(step: object, gives: unknown) => void} [answered] is told each step that was not refused, and its answer
 * @returns {Promise<string[]>} what differs, in words; empty when all is well
 */
export async function runVector(perks, vector, gallery, answered) {
  const found = await findDifferences(perks, vector, gallery, answered);
  return found.map(({ what, message, expected, actual }) => {
    if (message !== undefined) return `${what}: ${message}`;
    return `${what}\n${difference(JSON.stringify(expected) ?? "nothing", JSON.stringify(actual) ?? "nothing")}`;
  });
}

/**
 * The same, for whoever shows it in another way.
 *
 * @returns {Promise<{what: string, step?: number, message?: string, expected?: unknown, actual?: unknown}[]>} `step` counts from 0
 */
export async function findDifferences(perks, vector, gallery, answered = () => {}) {
  const differences = [];
  const expect = (what, expected, actual, step) => {
    if (JSON.stringify(expected) !== JSON.stringify(actual)) differences.push({ what, step, expected, actual });
  };

  const read = await outcome(perks, () => open(perks, vector, gallery));
  if (vector.problems) {
    expect("reading", { problems: vector.problems }, read.refused ?? { read: "without problems" });
    return differences;
  }
  if (read.refused) {
    return [{ what: "reading was refused", message: JSON.stringify(read.refused.problems, null, 2), actual: read.refused }];
  }

  if (vector.warnings) expect("warnings", vector.warnings, read.gives.program.warnings);

  for (const [index, written] of (vector.steps ?? []).entries()) {
    const step = whole(written, gallery);
    const what = `step ${index} (${step.do})`;
    if (!Object.hasOwn(STEPS, step.do)) {
      differences.push({ what, step: index, message: "the runner knows no such step" });
      continue;
    }
    const { gives, refused } = await outcome(perks, () => STEPS[step.do](stage(read.gives, step), step));
    if (!refused) answered(step, gives);
    if (step.problems) expect(what, { problems: step.problems }, refused ?? { gives }, index);
    else if (refused) expect(what, { gives: step.gives }, refused, index);
    else if (step.has !== undefined) expect(what, step.has, narrowed(step.has, gives), index);
    // A step that gives nothing need not say so; a status or a quote without an answer is a gap.
    else if (gives !== undefined || step.gives !== undefined) expect(what, step.gives, gives, index);
  }
  return differences;
}

/** Of `all`, what `part` names: members of objects, and of lists each element, since they have to be as long. */
function narrowed(part, all) {
  if (Array.isArray(part) && Array.isArray(all)) {
    return all.map((it, index) => (index < part.length ? narrowed(part[index], it) : it));
  }
  const isObject = (it) => it !== null && typeof it === "object" && !Array.isArray(it);
  if (!isObject(part) || !isObject(all)) return all;
  const names = Object.keys(part).filter((name) => Object.hasOwn(all, name));
  return Object.fromEntries(names.map((name) => [name, narrowed(part[name], all[name])]));
}

async function open(perks, vector, gallery) {
  const document = (source) => {
    const text = source.file !== undefined ? gallery(source.file) : (source.text ?? JSON.stringify(source.json));
    return source.spoiled ? spoiled(text, source.spoiled) : text;
  };
  const program = await perks.load(document(vector.program));
  const member = (source) => (source && source !== "guest" ? program.member(document(source)) : program.guest());
  // Whom a step without `as` means has no name.
  const named = Object.entries(vector.members ?? { "": vector.member });
  const members = new Map(named.map(([name, source]) => [name, member(source)]));
  const cart = vector.cart && program.cart(document(vector.cart));
  return { program, members, cart, document };
}

/** A step, with the cart whose file its event names. */
function whole(step, gallery) {
  const file = step.event?.order?.cart?.file;
  if (file === undefined) return step;
  const order = { ...step.event.order, cart: JSON.parse(gallery(file)) };
  return { ...step, event: { ...step.event, order } };
}

/** What a step works on: the member that it names, and the cart that it or an earlier one brought. */
function stage(opened, step) {
  if (step.cart) opened.cart = opened.program.cart(opened.document(step.cart));
  const name = step.as ?? "";
  if (!opened.members.has(name)) {
    throw new Error(step.as === undefined ? "a step does not say `as` whom of `members`" : `nobody is called \`${name}\``);
  }
  return { ...opened, member: opened.members.get(name) };
}

function cartOf({ cart }) {
  if (cart === undefined) throw new Error("there is no `cart` yet: neither the case nor a step before names one");
  return cart;
}

function spoiled(text, { find, put }) {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`\`${find}\` has to be there once`);
  return parts.join(put);
}

async function outcome(perks, work) {
  try {
    return { gives: await work() };
  } catch (error) {
    if (!(error instanceof perks.PerksError)) throw error;
    return { refused: { problems: error.problems } };
  }
}

/** The first place where two texts part, with what surrounds it. */
function difference(expected, actual) {
  let at = 0;
  while (at < expected.length && expected[at] === actual[at]) at += 1;
  const from = Math.max(0, at - 60);
  const around = (text) => `${from > 0 ? "…" : ""}${text.slice(from, at + 100)}`;
  return [
    `  expected: ${around(expected)}`,
    `  actual:   ${around(actual)}`,
    `  parts at ${" ".repeat(at - from + (from > 0 ? 2 : 1))}^ (character ${at})`,
    `  the whole of it: ${actual}`,
  ].join("\n");
}
