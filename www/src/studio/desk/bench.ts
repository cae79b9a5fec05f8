/** The documents that are worked on, and what the engine says of them: problems of each, and results by the last of each that were good. */
import type { Cart, Member, Problem, Quote, Status } from "perks";
import { type Answer, answer, loading } from "../../engine/answer";
import { openShop, type Shop } from "../../engine/shop";
import type { GalleryEntry } from "../../gallery/gallery";

export type Kind = "program" | "member" | "cart";

export interface Documents {
  program: string;
  /** Absent: a guest. */
  member: string | undefined;
  /** Absent: there is none to be priced. */
  cart: string | undefined;
}

export interface Results {
  status: Answer<Status> | undefined;
  quote: Answer<Quote> | undefined;
  /** How long each took, in µs. */
  took: { load: number; status: number; quote: number };
}

export class Bench {
  /** The last programme that could be loaded. */
  good: Shop;
  /** Its text. */
  text: string;
  problems: Record<Kind, readonly Problem[]> = { program: [], member: [], cart: [] };
  results: Results = {
    status: undefined,
    quote: undefined,
    took: { load: 0, status: 0, quote: 0 },
  };
  /** Whether the results are by an earlier text of the programme than the one that stands there. */
  isBehind = false;
  #read: Documents | undefined;
  #member: Member | undefined;
  #cart: Cart | undefined;
  #turn = 0;

  constructor(
    shop: Shop,
    text: string,
    private readonly goods: GalleryEntry["goods"],
  ) {
    this.good = shop;
    this.text = text;
  }

  /** Reads what changed, and computes; false when something newer was asked for meanwhile. */
  async work(documents: Documents, now: number): Promise<boolean> {
    this.#turn += 1;
    const turn = this.#turn;
    if (documents.program !== this.#read?.program) {
      const read = await this.#load(documents.program);
      if (turn !== this.#turn) return false;
      this.#read = undefined;
      if ("good" in read) {
        this.good = read.good;
        this.text = documents.program;
      }
      this.isBehind = !("good" in read);
      this.problems.program = "good" in read ? read.good.program.warnings : read.problems;
    }
    this.#readRest(documents);
    this.#compute(now);
    return true;
  }

  /** Adds the warnings that cost more than the reading. */
  checked(): void {
    if (this.isBehind) return;
    const { warnings } = this.good.program;
    const more = answer(() => this.good.program.check());
    this.problems.program = [...warnings, ...("good" in more ? more.good : more.problems)];
  }

  async #load(text: string): Promise<Answer<Shop>> {
    const from = performance.now();
    const read = await loading(openShop(text, this.goods));
    if ("good" in read) this.results.took.load = (performance.now() - from) * 1_000;
    return read;
  }

  #readRest(documents: Documents): void {
    const { program } = this.good;
    const { member, cart } = documents;
    if (!this.#read || member !== this.#read.member) {
      const read = answer(() => (member === undefined ? program.guest() : program.member(member)));
      this.#member = "good" in read ? read.good : undefined;
      this.problems.member = "good" in read ? [] : read.problems;
    }
    if (!this.#read || cart !== this.#read.cart) {
      const read = answer(() => (cart === undefined ? undefined : program.cart(cart)));
      this.#cart = "good" in read ? read.good : undefined;
      this.problems.cart = "good" in read ? [] : read.problems;
    }
    this.#read = { ...documents };
  }

  #compute(now: number): void {
    const [member, cart] = [this.#member, this.#cart];
    const { took } = this.results;
    const from = performance.now();
    const status = member && answer(() => member.status({ now }));
    const between = performance.now();
    const quote = member && cart && answer(() => member.quote(cart, { now }));
    took.status = (between - from) * 1_000;
    took.quote = (performance.now() - between) * 1_000;
    this.results = { status, quote, took };
  }
}
