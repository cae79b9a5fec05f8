/**
 * The package's face: errors with problems, and handles that cannot be misused.
 *
 * No rules here: results pass through as they are. The types, with units, stand in `perks.d.ts`. The
 * module must have been started; the files of `entry/` do that, each in its runtime's way.
 */

import { RawProgram } from "../dist/perks.js";
import { hasLines, jsonText, source } from "./plain.js";
import { zoneTable } from "./zones.js";

/** Keeps constructors to this file: handles come from `load` and from methods. */
const INSIDE = Symbol("perks");

/** Thrown for everything that the author or the caller sent wrong; `problems` says what, where. */
export class PerksError extends Error {
  constructor(problems, options) {
    super(summary(problems), options);
    this.problems = Object.freeze(problems);
  }
}
// As with the built-in errors: on the prototype, and not in every listing of the fields.
Object.defineProperty(PerksError.prototype, "name", {
  value: "PerksError",
  configurable: true,
  writable: true,
});

/** The first problem in one line, and how many more there are. */
function summary([first, ...more]) {
  const place = [first.document, first.path, first.line && `(${first.line}:${first.column})`];
  const rest = more.length > 0 ? ` (and ${more.length} more)` : "";
  return `${place.filter(Boolean).join(" ")}: ${first.message}${rest}`;
}

/** Refuses what never reaches the engine, as the engine would. */
function refuse(document, code, message, help, path = "", options) {
  const problem = { code, severity: "error", document, path, message };
  if (help) problem.help = help;
  throw new PerksError([problem], options);
}

/**
 * Makes `sent`, by the kind of document, what the engine reads; then calls it with that. Whatever is
 * thrown becomes a `PerksError`; `kind` is of what was called.
 */
function call(kind, sent, work) {
  try {
    const read = {};
    for (const [document, value] of Object.entries(sent)) {
      const fail = refuse.bind(undefined, document);
      read[document] = (document === "options" ? jsonText : source)(value, fail);
    }
    return work(read);
  } catch (error) {
    if (error instanceof PerksError) throw error;
    const problems = error?.problems;
    if (!problems?.length) {
      const help = "report it, with the error's `cause`; then read the documents again";
      refuse(kind, "internal", "the engine failed by a fault of its own", help, "", { cause: error });
    }
    for (const problem of problems) {
      if (problem.document !== "options" && hasLines(sent[problem.document])) continue;
      delete problem.line;
      delete problem.column;
    }
    throw new PerksError(problems);
  }
}

/** Asks a handle's raw object: looked up last, as reading what was sent may have freed it. */
function ask(kind, handle, work, sent = {}) {
  return call(kind, sent, (read) => work(rawOf(kind, handle), read));
}

/** The raw object of a handle of one kind: `rawOf("cart", cart)`. */
let rawOf;

/** An object inside the module: what the three kinds have in common. */
class Handle {
  #kind;
  #raw;

  static {
    rawOf = (kind, handle) => {
      if (Object(handle) !== handle || !(#raw in handle) || handle.#kind !== kind) {
        const help = "handles come from `load` and from the methods of a program";
        refuse(kind, "wrong_handle", `this is no ${kind} handle`, help);
      }
      if (!handle.#raw) refuse(kind, "freed_handle", `this ${kind} handle was freed`, "read the document again");
      return handle.#raw;
    };
  }

  constructor(inside, kind, raw) {
    if (inside !== INSIDE) {
      refuse("program", "wrong_handle", "handles have no public constructor", "call `load`");
    }
    this.#kind = kind;
    this.#raw = raw;
  }

  free() {
    if (Object(this) !== this || !(#raw in this)) {
      refuse("program", "wrong_handle", "this is no handle", "call it on a handle");
    }
    const raw = this.#raw;
    this.#raw = undefined;
    call(this.#kind, {}, () => raw?.free());
  }
}
if (Symbol.dispose) Handle.prototype[Symbol.dispose] = Handle.prototype.free;

/** A programme: immutable, compiled once. */
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

  get warnings() {
    return ask("program", this, (raw) => raw.warnings());
  }

  member(document) {
    const make = (raw, { member }) => new Member(INSIDE, "member", raw.member(member));
    return ask("program", this, make, { member: document });
  }

  guest() {
    return ask("program", this, (raw) => new Member(INSIDE, "member", raw.guest()));
  }

  cart(document) {
    const make = (raw, { cart }) => new Cart(INSIDE, "cart", raw.cart(cart));
    return ask("program", this, make, { cart: document });
  }
}

/** A member's snapshot, or a guest. */
export class Member extends Handle {
  get id() {
    return ask("member", this, (raw) => raw.id);
  }

  status(options) {
    return ask("member", this, (raw, read) => raw.status(read.options), { options });
  }

  quote(cart, options) {
    return ask("member", this, (raw, read) => raw.quote(rawOf("cart", cart), read.options), { options });
  }

  record(event, options) {
    return ask("member", this, (raw, read) => raw.record(read.event, read.options), { options, event });
  }

  state() {
    return ask("member", this, (raw) => raw.state());
  }
}

/** What is about to be bought. */
export class Cart extends Handle {
  setUnits(line, units) {
    ask("cart", this, (raw) => raw.set_units(line, units), named(line));
  }

  addLine(document) {
    ask("cart", this, (raw, { cart }) => raw.add_line(cart), { cart: document });
  }

  removeLine(line) {
    ask("cart", this, (raw) => raw.remove_line(line), named(line));
  }

  state() {
    return ask("cart", this, (raw) => raw.state());
  }
}

/** A line's id to be checked as any text; what is none, the engine refuses. */
function named(line) {
  return typeof line === "string" ? { cart: line } : {};
}

/** Reads a programme document. */
export async function load(document) {
  const make = (read) => new Program(INSIDE, "program", RawProgram.parse(read.program, zoneTable));
  return call("program", { program: document }, make);
}
