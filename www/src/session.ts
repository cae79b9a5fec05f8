/** The engine's side of the page: three handles, and what is asked of them. No display. */
import type { Cart, Member, Problem, Program, Quote, Status } from "perks";
import { load, PerksError } from "perks";
import cartText from "../../programs/watsons-vip/cart.json?raw";
import memberText from "../../programs/watsons-vip/member.json?raw";
import programText from "../../programs/watsons-vip/program.json?raw";
import type { Names } from "./names";

/** A result, or why there is none; the last good result stays with the caller. */
export type Answer<T> = { good: T } | { problems: readonly Problem[] };

export interface Timed {
  quote: Quote;
  /** Wall time of the one call, in microseconds, as exact as the browser's clock. */
  micros: number;
}

export class Session {
  readonly names = JSON.parse(programText) as Names;
  readonly #member: Member;
  readonly #guest: Member;
  readonly #cart: Cart;
  /** The day as its field has it, such as `2026-11-20`. */
  day = "2026-11-20";
  guest = false;
  spend: number | "max" = 0;

  private constructor(readonly program: Program) {
    this.#member = program.member(memberText);
    this.#guest = program.guest();
    this.#cart = program.cart(cartText);
  }

  static async open(): Promise<Session> {
    return new Session(await load(programText));
  }

  status(): Answer<Status> {
    return answer(() => this.#viewer.status({ now: this.#now }));
  }

  quote(): Answer<Timed> {
    const options = { now: this.#now, spend: this.spend };
    return answer(() => {
      const from = performance.now();
      const quote = this.#viewer.quote(this.#cart, options);
      return { quote, micros: (performance.now() - from) * 1000 };
    });
  }

  setUnits(line: string, units: number): Answer<void> {
    return answer(() => this.#cart.setUnits(line, units));
  }

  addLine(line: object): Answer<void> {
    return answer(() => this.#cart.addLine(line));
  }

  removeLine(line: string): Answer<void> {
    return answer(() => this.#cart.removeLine(line));
  }

  get #viewer(): Member {
    return this.guest ? this.#guest : this.#member;
  }

  /** Noon in the shop; whether that is an instant, the engine says. */
  get #now(): string {
    return `${this.day}T12:00:00+08:00`;
  }
}

function answer<T>(work: () => T): Answer<T> {
  try {
    return { good: work() };
  } catch (error) {
    if (error instanceof PerksError) return { problems: error.problems };
    throw error;
  }
}
