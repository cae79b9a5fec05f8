/**
 * The checkout's state: a cart, what is chosen beside it, and the quote of both. Every change is quoted at once; a change that the engine
 * does not take is told at its place, and the last good quote stays. It renders nothing.
 */
import type { Cart, CartDocument, CartLine, Hint, Problem, Program, Quote } from "perks";
import type { Account } from "../../account/account";
import { type Answer, answer } from "../../engine/answer";
import { hinted } from "../../engine/hinted";
import { wholeOf } from "../../engine/minor";
import {
  type Choice,
  NOTHING_CHOSEN,
  type Options,
  optionsOf,
  withHint,
  withoutLine,
} from "./choice";
import { findKept, forget, type Kept, keep } from "./kept";
import { Stopwatch } from "./pace";

/** Where a problem is told: `line 1`, `spend`, `add`, `facts`, `codes`, or `quote` for what has no place of its own. */
export type Place = string;

export class Desk {
  quote: Quote | undefined;
  problems: ReadonlyMap<Place, readonly Problem[]> = new Map();
  choice: Choice = NOTHING_CHOSEN;
  /** The id of the order that this basket becomes: the same however often it is sent. */
  order: string = crypto.randomUUID();
  /** What the cart says of itself, beside its lines. */
  said: Omit<CartDocument, "lines"> | undefined;
  /** The tab's store could not be read or written. */
  broken = false;
  readonly stopwatch = new Stopwatch();
  #isOrdered = false;
  #cart: Cart | undefined;
  /** The programme that the cart was read for. */
  #read: Program | undefined;
  #before: Omit<Kept, "order"> | undefined;
  #listeners = new Set<() => void>();

  /**
   * @param key where the basket is kept in the tab
   * @param first the text of the cart that one begins with; absent: none
   * @throws {PerksError} where that cart cannot be read
   */
  constructor(
    readonly account: Account,
    readonly key: string,
    readonly first: string | undefined,
  ) {
    this.#replace(first === undefined ? undefined : this.#program.cart(first));
    const found = findKept(key);
    this.broken = found === "broken";
    if (typeof found === "object") this.#restore(found.kept);
    else this.choice = { ...NOTHING_CHOSEN, codes: account.codes.map((text) => ({ text })) };
    this.requote();
  }

  get cart(): Cart | undefined {
    return this.#cart;
  }

  /** As the cart stands. */
  document(): CartDocument | undefined {
    return this.#cart?.state();
  }

  /** As of when it is priced. */
  now(): number | string {
    return this.choice.at ?? this.account.now();
  }

  /** What is asked for beside the cart. */
  options(): Options {
    return optionsOf(this.choice, this.account);
  }

  get undoable(): boolean {
    return this.#before !== undefined;
  }

  subscribe(changed: () => void): void {
    this.#listeners.add(changed);
  }

  units(line: string, text: string): void {
    const place = `line ${line}`;
    const made = answer(() => this.#cart?.setUnits(line, wholeOf(text)));
    if (this.#noted(place, made)) this.requote(place);
    else this.#changed();
  }

  remove(line: string): void {
    const { lines = [] } = this.document() ?? {};
    this.#remember();
    this.choice = withoutLine(this.choice, line);
    if (lines.length === 1) this.#replace(undefined);
    else this.#cart?.removeLine(line);
    this.#clear(`line ${line}`);
    this.requote();
  }

  /** Whether it was added, as a line of its own. */
  add(goods: Omit<CartLine, "id">): boolean {
    const before = this.document();
    const line = { id: freeId(before?.lines ?? []), ...goods };
    const { currency } = this.#program;
    if (before) {
      if (
        !this.#noted(
          "add",
          answer(() => this.#cart?.addLine(line)),
        )
      )
        return this.#changed();
    } else {
      const made = answer(() => this.#program.cart({ currency, lines: [line] }));
      if (!this.#noted("add", made) || !("good" in made)) return this.#changed();
      this.#replace(made.good);
    }
    return this.requote();
  }

  /** Reads the cart anew, as it says something else of itself. */
  rewrite(place: Place, document: CartDocument): boolean {
    const made = answer(() => this.#program.cart(document));
    if (!this.#noted(place, made) || !("good" in made)) return this.#changed();
    this.#replace(made.good);
    return this.requote(place);
  }

  /** Asks for something else; where the engine does not take it, what was asked before stays. */
  choose(place: Place, change: Partial<Choice>): boolean {
    const before = this.choice;
    this.choice = { ...before, ...change };
    if (this.requote(place)) return true;
    this.choice = before;
    return false;
  }

  /** All that the hint says at once; `undo` takes it back. */
  apply(hint: Hint): void {
    const document = this.document();
    if (!document) return;
    this.#remember();
    this.choice = withHint(this.choice, hint);
    this.rewrite("quote", hinted(document, hint));
  }

  undo(): void {
    const before = this.#before;
    if (!before) return;
    this.#before = undefined;
    this.problems = new Map();
    this.choice = before.choice;
    this.#replace(before.cart && this.#program.cart(before.cart));
    this.requote();
  }

  /** Another order, of the cart that one began with. */
  anew(): void {
    forget(this.key);
    this.#isOrdered = false;
    this.order = crypto.randomUUID();
    this.choice = NOTHING_CHOSEN;
    this.problems = new Map();
    this.#before = undefined;
    this.#replace(this.first === undefined ? undefined : this.#program.cart(this.first));
    this.requote();
  }

  /** The page was left while the basket was sent, and that became an order: what is in it by now becomes another. */
  renumber(): void {
    this.order = crypto.randomUUID();
    this.keep();
  }

  /** The basket has become an order: it is not kept, so that loading the page again begins another. */
  ordered(): void {
    this.#isOrdered = true;
    forget(this.key);
  }

  /** Keeps the basket in the tab; whether that works is told once it does not. */
  keep(): void {
    if (this.#isOrdered) return;
    const cart = this.document();
    const kept = { order: this.order, choice: this.choice, ...(cart && { cart }) };
    if (keep(this.key, kept) || this.broken) return;
    this.broken = true;
    this.#changed();
  }

  /** Prices what there is. */
  requote(place: Place = "quote"): boolean {
    const cart = this.#cart;
    if (!cart) {
      this.quote = undefined;
      this.#clear(place);
      this.#changed();
      return true;
    }
    const options = { ...this.options(), now: this.now() };
    const { member } = this.account;
    const made = answer(() => this.stopwatch.time(() => member.quote(cart, options)));
    if ("good" in made) this.quote = made.good;
    const good = this.#noted(place, made);
    this.#changed();
    return good;
  }

  /** The account knows something new: the record, the time, or another version of the programme, for which the cart is read anew. */
  refresh(): void {
    const { program } = this.account.shop;
    const document = program === this.#read ? undefined : this.document();
    if (document) this.rewrite("quote", document);
    else this.requote();
  }

  get #program() {
    return this.account.shop.program;
  }

  #restore({ order, cart, choice }: Kept): void {
    const made = answer(() => (cart ? this.#program.cart(cart) : undefined));
    if ("problems" in made) {
      this.broken = true;
      return;
    }
    this.order = order;
    this.choice = choice;
    this.#replace(made.good);
  }

  #replace(cart: Cart | undefined): void {
    this.#cart?.free();
    this.#cart = cart;
    this.#read = this.#program;
    if (!cart) this.said = undefined;
    else {
      const { lines: _lines, ...said } = cart.state();
      this.said = said;
    }
  }

  #remember(): void {
    const cart = this.document();
    this.#before = { choice: this.choice, ...(cart && { cart }) };
  }

  /** Notes what is wrong at a place, or that nothing is any more. */
  #noted(place: Place, made: Answer<unknown>): boolean {
    if ("good" in made) {
      this.#clear(place);
      return true;
    }
    this.problems = new Map(this.problems).set(place, made.problems);
    return false;
  }

  #clear(place: Place): void {
    if (!this.problems.has(place)) return;
    const problems = new Map(this.problems);
    problems.delete(place);
    this.problems = problems;
  }

  /** Tells who listens; nothing was done. */
  #changed(): false {
    for (const changed of this.#listeners) changed();
    return false;
  }
}

/** The least number that is no line's id. */
function freeId(lines: readonly CartLine[]): string {
  const taken = new Set(lines.map(({ id }) => id));
  let number = lines.length + 1;
  while (taken.has(String(number))) number += 1;
  return String(number);
}
