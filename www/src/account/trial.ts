/** An account that is kept in memory alone: for pages without a store, and for tests of what is shown. */
import type { Member, Recorded } from "perks";
import { answer } from "../engine/answer";
import type { Shop } from "../engine/shop";
import type { Account, Done, Happening, Order, Placed, Refusal } from "./account";

export class TrialAccount implements Account {
  readonly kind = "device";
  readonly link = { state: "none" } as const;
  readonly waiting = [];
  readonly mended = [];
  readonly day = {
    choose: async (at: number) => {
      this.#at = at;
      this.#changed();
    },
    startOver: async () => {
      this.#member.free();
      this.#member = this.shop.program.member(this.#text);
      this.#at = this.#first;
      this.#changed();
    },
  };
  #member: Member;
  #at: number;
  #codes: string[] = [];
  #listeners = new Set<() => void>();
  #number = 0;

  readonly #text: string;
  readonly #first: number;

  /**
   * @param text the member's document
   * @param at the day to begin with, epoch milliseconds
   * @throws {PerksError} with every problem of the document
   */
  constructor(
    readonly shop: Shop,
    text: string,
    at: number,
  ) {
    this.#member = shop.program.member(text);
    this.#text = text;
    this.#first = at;
    this.#at = at;
  }

  get member(): Member {
    return this.#member;
  }

  now(): number {
    return this.#at;
  }

  async dismiss(): Promise<void> {}

  get codes(): readonly string[] {
    return this.#codes;
  }

  async record(what: Happening): Promise<Done<Recorded>> {
    const at = this.now();
    const event = { id: this.#next(), at, ...what } as Parameters<Member["record"]>[0];
    const made = answer(() => this.member.record(event, { now: at }));
    if ("problems" in made) return { is: "refused", refusal: refusalOf(made.problems) };
    this.#changed();
    return { is: "done", result: made.good };
  }

  async place({ id, cart, options }: Order): Promise<Placed> {
    const { shop, member } = this;
    const now = this.now();
    const made = answer(() => {
      using handle = shop.program.cart(cart);
      const quote = member.quote(handle, { ...options, now });
      const { prices, gifts, coupons, without, counters } = options;
      const rest = { prices, gifts, coupons, without, counters };
      const order = { id, cart, spend: quote.points.spend.chosen, ...rest };
      member.record({ id: this.#next(), at: now, order } as Parameters<Member["record"]>[0], {
        now,
      });
      return quote;
    });
    if ("problems" in made) return { is: "refused", refusal: refusalOf(made.problems) };
    this.#changed();
    return { is: "done", quote: made.good, earned: made.good.points.earn.total };
  }

  async keepCode(code: string): Promise<void> {
    this.#codes = [...this.#codes.filter((it) => it !== code), code];
    this.#changed();
  }

  async dropCode(code: string): Promise<void> {
    this.#codes = this.#codes.filter((it) => it !== code);
    this.#changed();
  }

  async sync(): Promise<void> {}

  subscribe(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  close(): void {
    this.member.free();
  }

  #next(): string {
    this.#number += 1;
    return `trial-${this.#number}`;
  }

  #changed(): void {
    for (const changed of this.#listeners) changed();
  }
}

function refusalOf(problems: Refusal["problems"]): Refusal {
  const [first] = problems;
  if (!first) throw new Error("a refusal has a problem");
  return { code: first.code, message: first.message, problems };
}
