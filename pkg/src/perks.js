/** The package's face: errors with problems, and handles that cannot be misused. No rules here. */
import { RawProgram } from "../dist/perks.js";
import { jsonText, source } from "./plain.js";
import { zoneTable } from "./zones.js";

/** Makes constructors private. */
const INSIDE = Symbol("perks");

export class PerksError extends Error {
  constructor(problems, options) {
    super(summary(problems), options);
    this.problems = Object.freeze(problems);
  }

  get name() {
    return "PerksError";
  }
}

function summary([first, ...more]) {
  const place = [first.document, first.path, first.line && `(${first.line}:${first.column})`];
  const rest = more.length > 0 ? ` (and ${more.length} more)` : "";
  return `${place.filter(Boolean).join(" ")}: ${first.message}${rest}`;
}

function refuse(document, code, message, help, path = "", options) {
  throw new PerksError([{ code, severity: "error", document, path, message, ...(help && { help }) }], options);
}

/** Does `work` with what is `sent` in the engine's form; whatever it throws becomes a `PerksError`. */
function call(kind, sent, work) {
  const read = {};
  try {
    for (const document in sent) {
      read[document] = (document === "options" ? jsonText : source)(sent[document], refuse.bind(null, document));
    }
    return work(read);
  } catch (error) {
    if (error instanceof PerksError) throw error;
    const problems = error?.problems;
    if (!Array.isArray(problems) || !problems.length) {
      const help = "report it with the error's `cause`, and read the documents again";
      refuse(kind, "internal", "the engine failed, by its own fault", help, "", { cause: error });
    }
    for (const problem of problems) {
      const text = read[problem.document];
      // An object has no lines.
      if (typeof text === "string" && text !== sent[problem.document]) {
        delete problem.line;
        delete problem.column;
      }
    }
    throw new PerksError(problems);
  }
}

/** Looks up the raw object last: reading what is sent may free it. */
function ask(kind, handle, work, sent) {
  return call(kind, sent, (read) => work(rawOf(kind, handle), read));
}

/** The raw object of a handle. */
let rawOf;

class Handle {
  #kind;
  #raw;

  static {
    rawOf = (kind, handle) => {
      if (Object(handle) !== handle || !(#raw in handle) || handle.#kind !== kind) {
        refuse(kind, "wrong_handle", `this is no ${kind} handle`, "handles come from `load` and from methods");
      }
      if (!handle.#raw) refuse(kind, "freed_handle", `this ${kind} handle was freed`, "read the document again");
      return handle.#raw;
    };
  }

  constructor(inside, kind, raw) {
    if (inside !== INSIDE) refuse("program", "wrong_handle", "handles have no public constructor", "call `load`");
    this.#kind = kind;
    this.#raw = raw;
  }

  free() {
    if (Object(this) !== this || !(#raw in this)) refuse("program", "wrong_handle", "this is no handle");
    const raw = this.#raw;
    this.#raw = undefined;
    call(this.#kind, {}, () => raw?.free());
  }
}
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

  get warnings() {
    return ask("program", this, (raw) => raw.warnings());
  }

  member(document) {
    return ask("program", this, (raw, read) => new Member(INSIDE, "member", raw.member(read.member)), { member: document });
  }

  guest() {
    return ask("program", this, (raw) => new Member(INSIDE, "member", raw.guest()));
  }

  cart(document) {
    return ask("program", this, (raw, read) => new Cart(INSIDE, "cart", raw.cart(read.cart)), { cart: document });
  }
}

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

export class Cart extends Handle {
  setUnits(line, units) {
    ask("cart", this, (raw) => raw.set_units(line, units), named(line));
  }

  addLine(document) {
    ask("cart", this, (raw, read) => raw.add_line(read.cart), { cart: document });
  }

  removeLine(line) {
    ask("cart", this, (raw) => raw.remove_line(line), named(line));
  }

  state() {
    return ask("cart", this, (raw) => raw.state());
  }
}

function named(line) {
  return typeof line === "string" ? { cart: line } : {};
}

export async function load(document) {
  return call("program", { program: document }, (read) => new Program(INSIDE, "program", RawProgram.parse(read.program, zoneTable)));
}
