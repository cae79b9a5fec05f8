/**
 * The package's face: errors with problems, and handles that cannot be misused.
 *
 * No rules here, and no reading: documents, options and results pass through as they are. The
 * types, with units, stand in `perks.d.ts`. The module must have been started; the files of
 * `entry/` do that, each in its runtime's way.
 */

import { RawProgram } from "../dist/perks.js";
import { zoneTable } from "./zones.js";

/** Keeps constructors to this file: handles come from `load` and from methods. */
const INSIDE = Symbol("perks");

/** Thrown for everything that the author or the caller sent wrong; `problems` says what, where. */
export class PerksError extends Error {
  constructor(problems) {
    super(summary(problems));
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

/** Refuses a handle, as the engine refuses a document. */
function refuse(code, document, message, help) {
  return new PerksError([{ code, severity: "error", document, path: "", message, help }]);
}

/** Calls the engine. What it refuses carries problems; anything else is a bug, and passes as it is. */
function call(work) {
  try {
    return work();
  } catch (error) {
    throw Array.isArray(error?.problems) ? new PerksError(error.problems) : error;
  }
}

/** Options as the engine reads them: instants as text or as milliseconds. */
function options(given) {
  return given?.now instanceof Date ? { ...given, now: given.now.getTime() } : given;
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
        throw refuse("wrong_handle", kind, `this is no ${kind} handle`, help);
      }
      if (!handle.#raw) {
        throw refuse("freed_handle", kind, `this ${kind} handle was freed`, "read the document again");
      }
      return handle.#raw;
    };
  }

  constructor(inside, kind, raw) {
    if (inside !== INSIDE) {
      throw refuse("wrong_handle", "program", "handles have no public constructor", "call `load`");
    }
    this.#kind = kind;
    this.#raw = raw;
  }

  free() {
    if (Object(this) !== this || !(#raw in this)) {
      throw refuse("wrong_handle", "program", "this is no handle", "call it on a handle");
    }
    this.#raw?.free();
    this.#raw = undefined;
  }
}
if (Symbol.dispose) Handle.prototype[Symbol.dispose] = Handle.prototype.free;

/** A programme: immutable, compiled once. */
export class Program extends Handle {
  get id() {
    return rawOf("program", this).id;
  }

  get version() {
    return rawOf("program", this).version;
  }

  get currency() {
    return rawOf("program", this).currency;
  }

  get digits() {
    return rawOf("program", this).digits;
  }

  get warnings() {
    return rawOf("program", this).warnings();
  }

  member(document) {
    const raw = rawOf("program", this);
    return new Member(INSIDE, "member", call(() => raw.member(document)));
  }

  guest() {
    return new Member(INSIDE, "member", rawOf("program", this).guest());
  }

  cart(document) {
    const raw = rawOf("program", this);
    return new Cart(INSIDE, "cart", call(() => raw.cart(document)));
  }
}

/** A member's snapshot, or a guest. */
export class Member extends Handle {
  get id() {
    return rawOf("member", this).id ?? undefined;
  }

  status(given) {
    const raw = rawOf("member", this);
    return call(() => raw.status(options(given)));
  }

  quote(cart, given) {
    const raw = rawOf("member", this);
    const rawCart = rawOf("cart", cart);
    return call(() => raw.quote(rawCart, options(given)));
  }

  record(event, given) {
    const raw = rawOf("member", this);
    return call(() => raw.record(event, options(given)));
  }

  state() {
    return rawOf("member", this).state();
  }
}

/** What is about to be bought. */
export class Cart extends Handle {
  setUnits(line, units) {
    const raw = rawOf("cart", this);
    call(() => raw.set_units(line, units));
  }

  addLine(document) {
    const raw = rawOf("cart", this);
    call(() => raw.add_line(document));
  }

  removeLine(line) {
    const raw = rawOf("cart", this);
    call(() => raw.remove_line(line));
  }

  state() {
    return rawOf("cart", this).state();
  }
}

/** Reads a programme document. */
export async function load(document) {
  return new Program(INSIDE, "program", call(() => RawProgram.parse(document, zoneTable)));
}
