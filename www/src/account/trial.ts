/** An account that is kept in memory alone: for documents that somebody brought along, and for tests of what is shown. */
import type { Member, Recorded, Verdict } from "perks";
import type { Shop } from "../engine/shop";
import type { Account, Counters, Done, Happening, Order, Placed } from "./account";
import { Listeners } from "./listeners";
import { checked, placed, recorded, untouched } from "./locally";

export class TrialAccount implements Account {
  readonly kind = "device";
  readonly link = { state: "none" } as const;
  readonly waiting = [];
  readonly mended = [];
  readonly counters: Counters | undefined;
  readonly day = {
    choose: async (at: number) => {
      this.#at = at;
      this.#listeners.call();
    },
    startOver: async () => {
      this.#member.free();
      this.#member = this.#begin();
      this.#at = this.#first;
      this.#number = 0;
      this.#listeners.call();
    },
  };
  #member: Member;
  #at: number;
  #codes: string[] = [];
  readonly #listeners = new Listeners();
  #number = 0;

  readonly #text: string | undefined;
  readonly #first: number;

  /**
   * @param text the member's document; absent: somebody who has not joined
   * @param at the day to begin with, epoch milliseconds
   * @throws {PerksError} with every problem of the document
   */
  constructor(
    readonly shop: Shop,
    text: string | undefined,
    at: number,
  ) {
    this.#text = text;
    this.#member = this.#begin();
    this.#first = at;
    this.#at = at;
    this.counters = untouched(shop);
  }

  get member(): Member {
    return this.#member;
  }

  now(): number {
    return this.#at;
  }

  get codes(): readonly string[] {
    return this.#codes;
  }

  async record(what: Happening): Promise<Done<Recorded>> {
    this.#number += 1;
    const id = `trial-${this.#number}`;
    const done = recorded(this.shop, this.#member, what, { id, now: this.now() });
    this.#listeners.call();
    return done;
  }

  async place(order: Order): Promise<Placed> {
    const done = placed(this.shop, this.#member, order);
    if (done.is === "done") this.#at = Math.max(this.#at, Date.parse(order.quote.now));
    this.#listeners.call();
    return done;
  }

  async keepCode(code: string): Promise<void> {
    this.#codes = [...this.#codes.filter((it) => it !== code), code];
    this.#listeners.call();
  }

  async dropCode(code: string): Promise<void> {
    this.#codes = this.#codes.filter((it) => it !== code);
    this.#listeners.call();
  }

  check(codes: readonly string[]): Promise<readonly Verdict[]> {
    return checked(this, codes);
  }

  /** The edge refuses nothing here. */
  async dismiss(): Promise<void> {}

  async sync(): Promise<void> {}

  subscribe(changed: () => void): () => void {
    return this.#listeners.add(changed);
  }

  close(): void {
    this.#listeners.clear();
    this.#member.free();
  }

  #begin(): Member {
    const { program } = this.shop;
    return this.#text === undefined ? program.guest() : program.member(this.#text);
  }
}
