/** The package's face: errors with problems, and handles that cannot be misused. No rules here. */
import { RawProgram } from "../dist/perks.js";
import { jsonText, source } from "./source.js";
import { zoneTable } from "./zones.js";

/** Makes constructors private. */
const INSIDE = Symbol("perks");
/** On the handles of every copy of this package. */
const HANDLE = Symbol.for("perks.handle");

function checkInside(inside) {
  if (inside !== INSIDE) refuse("program", "wrong_handle", "this has no public constructor", "call `load`");
}

export class PerksError extends Error {
  constructor(inside, problems, options) {
    checkInside(inside);
    super(summary(problems), options);
    this.problems = Object.freeze(problems);
  }

  get name() {
    return "PerksError";
  }
}

function summary([first, ...more]) {
  const path = first.path && ` ${first.path}`;
  const place = first.line ? ` (${first.line}:${first.column})` : "";
  const rest = more.length ? ` (and ${more.length} more)` : "";
  return `${first.document}${path}${place}: ${first.message}${rest}`;
}

export function refuse(document, code, message, help, path = "", options) {
  throw new PerksError(INSIDE, [{ code, severity: "error", document, path, message, ...(help && { help }) }], options);
}

/** Asking may run anybody's code. */
function isForeign(handle) {
  try {
    return handle[HANDLE];
  } catch {
    return false;
  }
}

/** Does `work` with what is `sent` in the engine's form; whatever it throws becomes a `PerksError`. */
function call(kind, sent, work) {
  const read = {};
  try {
    for (const document of Object.keys(sent)) {
      read[document] = (document === "options" ? jsonText : source)(sent[document], refuse.bind(null, document));
    }
    return work(...Object.values(read));
  } catch (error) {
    if (error instanceof PerksError) throw error;
    const problems = error?.problems;
    if (!Array.isArray(problems) || !problems.length) {
      const help = "report the error's `cause`, and read the document again";
      refuse(kind, "internal", "the engine failed", help, "", { cause: error });
    }
    for (const problem of problems) {
      const text = read[problem.document];
      // An object has no lines.
      if (typeof text === "string" && text !== sent[problem.document]) {
        delete problem.line;
        delete problem.column;
      }
    }
    throw new PerksError(INSIDE, problems);
  }
}

/** Looks up the raw object last: reading what is sent may free it. */
function ask(kind, handle, work, sent = {}) {
  return call(kind, sent, (...read) => work(rawOf(kind, handle), ...read));
}

let rawOf;

class Handle {
  #kind;
  #raw;

  static {
    rawOf = (kind, handle) =>
      Handle.#rawOf(kind, handle) ?? refuse(kind, "freed_handle", `this ${kind} handle was freed`, "read the document again");
  }

  /** Of any kind where `kind` is empty; none once it was freed. */
  static #rawOf(kind, handle) {
    const isOwn = Object(handle) === handle && #raw in handle;
    if (isOwn && (!kind || handle.#kind === kind)) return handle.#raw;
    const [message, help] = !isOwn && isForeign(handle)
      ? ["this handle is of another copy of perks", "import one copy, in one version"]
      : [`this is no ${kind && `${kind} `}handle`, "handles come from `load` and from methods"];
    return refuse(kind || "program", "wrong_handle", message, help);
  }

  constructor(inside, kind, raw) {
    checkInside(inside);
    this.#kind = kind;
    this.#raw = raw;
  }

  free() {
    const raw = Handle.#rawOf("", this);
    this.#raw = undefined;
    call(this.#kind, {}, () => raw?.free());
  }
}
Handle.prototype[HANDLE] = true;
if (Symbol.dispose) Handle.prototype[Symbol.dispose] = Handle.prototype.free;

export class Program extends Handle {
  get id() {
    return ask("program", this, (raw) => raw.id);
  }

  get version() {
    return ask("program", this, (raw) => raw.version);
  }

  get currency() {
    return ask("program", this, (raw) => raw.currency);
  }

  get digits() {
    return ask("program", this, (raw) => raw.digits);
  }

  get zone() {
    return ask("program", this, (raw) => raw.zone);
  }

  get pointDigits() {
    return ask("program", this, (raw) => raw.pointDigits);
  }

  get warnings() {
    return ask("program", this, (raw) => raw.warnings());
  }

  check() {
    return ask("program", this, (raw) => raw.check());
  }

  prepare(options = {}) {
    return ask("program", this, (raw, text) => raw.prepare(text), { options });
  }

  member(document) {
    return ask("program", this, (raw, text) => new Member(INSIDE, "member", raw.member(text)), { member: document });
  }

  guest() {
    return ask("program", this, (raw) => new Member(INSIDE, "member", raw.guest()));
  }

  cart(document) {
    return ask("program", this, (raw, text) => new Cart(INSIDE, "cart", raw.cart(text)), { cart: document });
  }

  authority() {
    return ask("program", this, (raw) => raw.authority());
  }

  code(text) {
    return ask("program", this, (raw) => raw.code(text));
  }

  combinations() {
    return ask("program", this, (raw) => raw.combinations());
  }

  conflicts(one, other) {
    return ask("program", this, (raw) => raw.conflicts(one, other));
  }

  combines(one, other) {
    return ask("program", this, (raw) => !raw.conflicts(one, other).length);
  }

  replay(receipt, inputs) {
    return ask("program", this, (raw, ...texts) => raw.replay(...texts), { receipt, inputs });
  }
}

export class Member extends Handle {
  get id() {
    return ask("member", this, (raw) => raw.id);
  }

  status(options) {
    return ask("member", this, (raw, text) => raw.status(text), { options });
  }

  quote(cart, options) {
    return ask("member", this, (raw, text) => raw.quote(rawOf("cart", cart), text), { options });
  }

  inputs(cart, options) {
    return ask("member", this, (raw, text) => raw.inputs(rawOf("cart", cart), text), { options });
  }

  check(options) {
    return ask("member", this, (raw, text) => raw.check(text), { options });
  }

  hints(cart, options) {
    return ask("member", this, (raw, text) => raw.hints(rawOf("cart", cart), text), { options });
  }

  forecast(options) {
    return ask("member", this, (raw, text) => raw.forecast(text), { options });
  }

  settle(options) {
    return ask("member", this, (raw, text) => raw.settle(text), { options });
  }

  record(event, options) {
    return ask("member", this, (raw, ...texts) => raw.record(...texts), { event, options });
  }

  state() {
    return ask("member", this, (raw) => raw.state());
  }
}

export class Cart extends Handle {
  // A line's name is read for the checks alone.
  setUnits(line, units) {
    ask("cart", this, (raw) => raw.set_units(line, units), { cart: line });
  }

  addLine(document) {
    ask("cart", this, (raw, text) => raw.add_line(text), { cart: document });
  }

  removeLine(line) {
    ask("cart", this, (raw) => raw.remove_line(line), { cart: line });
  }

  state() {
    return ask("cart", this, (raw) => raw.state());
  }
}

export async function load(document) {
  const make = (text) => new Program(INSIDE, "program", RawProgram.parse(text, zoneTable));
  return call("program", { program: document }, make);
}
