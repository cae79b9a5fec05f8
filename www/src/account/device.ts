/**
 * A try-out: a member of the gallery, a guest or somebody of one's own documents, on a day that one chooses. The record is kept on this device alone, or
 * in memory. What happens the engine records here; nobody else hears of it. Tabs take turns, and each goes on with what another did.
 */
import type { Member, Recorded, Verdict } from "perks";
import type { Shop } from "../engine/shop";
import type { Account, Counters, Done, Happening, Mended, Order, Placed } from "./account";
import { KeptCodes } from "./codes";
import { Listeners } from "./listeners";
import { checked, placed, readable, recorded, untouched } from "./locally";
import { isInstant, type Store } from "./store";
import { inTurn, Others } from "./turns";

/** As it is kept. */
interface Kept {
  /** The member's document. */
  text: string;
  /** The day, epoch milliseconds. */
  at: number;
  /** How many changes there were. */
  turn: number;
}

/** What a try-out begins with. */
export interface Beginning {
  /** The member's document; absent: somebody who has not joined. */
  text?: string;
  /** The day, epoch milliseconds. */
  at: number;
}

export class DeviceAccount implements Account {
  readonly kind = "device";
  readonly link = { state: "none" } as const;
  readonly waiting = [];
  readonly counters: Counters | undefined;
  readonly day = {
    choose: (at: number) => this.#changing(async () => this.#keep({ at })),
    startOver: () => this.#changing(async () => this.#begin()),
  };
  readonly #name: string;
  readonly #store: Store;
  readonly #first: Beginning;
  readonly #codes: KeptCodes;
  readonly #listeners = new Listeners();
  readonly #others: Others<"changed">;
  readonly #mended: Mended[] = [];
  #member: Member;
  #at: number;
  /** Counts the changes, so that tabs know theirs from another's. */
  #turn = 0;

  /** @throws {PerksError} with every problem of the document; what was kept and cannot be read is begun anew */
  static async open(shop: Shop, name: string, first: Beginning, store: Store) {
    const account = new DeviceAccount(shop, name, first, store);
    await account.#fresh();
    return account;
  }

  private constructor(
    readonly shop: Shop,
    name: string,
    first: Beginning,
    store: Store,
  ) {
    this.#name = `device/${shop.program.id}/${name}`;
    this.#store = store;
    this.#first = first;
    this.#member = this.#beginner();
    this.#at = first.at;
    this.#codes = new KeptCodes(store, this.#name, () => this.#tell());
    this.#others = new Others(`perks/${this.#name}`, () => void this.#hear());
    this.counters = untouched(shop);
  }

  get member(): Member {
    return this.#member;
  }

  get mended(): readonly Mended[] {
    return [...this.#store.mended, ...this.#mended];
  }

  get codes(): readonly string[] {
    return this.#codes.all;
  }

  now(): number {
    return this.#at;
  }

  record(what: Happening): Promise<Done<Recorded>> {
    return this.#changing(async () => {
      const done = recorded(this.shop, this.#member, what, {
        id: crypto.randomUUID(),
        now: this.now(),
      });
      if (done.is === "done") await this.#keep({});
      return done;
    });
  }

  place(order: Order): Promise<Placed> {
    return this.#changing(async () => {
      const done = placed(this.shop, this.#member, order);
      // It happened when it was shown, and from then on the day is no earlier one.
      const at = Math.max(this.now(), Date.parse(order.quote.now));
      if (done.is === "done") await this.#keep({ at });
      return done;
    });
  }

  keepCode(code: string): Promise<void> {
    return this.#codes.keep(code);
  }

  dropCode(code: string): Promise<void> {
    return this.#codes.drop(code);
  }

  check(codes: readonly string[]): Promise<readonly Verdict[]> {
    return checked(this, codes);
  }

  /** The edge refuses nothing here. */
  async dismiss(): Promise<void> {}

  sync(): Promise<void> {
    return this.#hear();
  }

  subscribe(changed: () => void): () => void {
    return this.#listeners.add(changed);
  }

  close(): void {
    this.#others.close();
    this.#listeners.clear();
    this.#member.free();
  }

  /** In turn with other tabs, and after what they did. */
  async #changing<T>(work: () => Promise<T>): Promise<T> {
    const done = await inTurn(`perks/${this.#name}`, async () => {
      await this.#adopt();
      return work();
    });
    this.#tell();
    return done;
  }

  #tell(): void {
    this.#others.tell("changed");
    this.#listeners.call();
  }

  async #hear(): Promise<void> {
    await this.#fresh();
    this.#listeners.call();
  }

  /** In turn, too: what was read before a change of this tab would be taken for what came after it. */
  async #fresh(): Promise<void> {
    const adopting = inTurn(`perks/${this.#name}`, () => this.#adopt());
    await Promise.all([adopting, this.#codes.read()]);
  }

  /** The record as it stands now, under the day. */
  async #keep({ at = this.#at }: { at?: number }): Promise<void> {
    this.#at = at;
    this.#turn += 1;
    const kept: Kept = { text: JSON.stringify(this.#member.state()), at, turn: this.#turn };
    await this.#store.put(`record/${this.#name}`, kept);
  }

  async #begin(): Promise<void> {
    this.#replace(this.#beginner());
    await this.#keep({ at: this.#first.at });
  }

  #beginner(): Member {
    const { program } = this.shop;
    const { text } = this.#first;
    return text === undefined ? program.guest() : program.member(text);
  }

  /** Takes what is kept, where it is another than is known here. */
  async #adopt(): Promise<void> {
    const kept = await this.#store.get(`record/${this.#name}`);
    if (kept === undefined || (isKept(kept) && kept.turn === this.#turn)) return;
    const read = isKept(kept) ? readable(this.shop, kept.text) : undefined;
    if (isKept(kept) && read && "good" in read) {
      this.#replace(read.good);
      this.#at = kept.at;
      this.#turn = kept.turn;
      return;
    }
    this.#mended.push("record_unreadable");
    await this.#keep({});
  }

  #replace(member: Member): void {
    this.#member.free();
    this.#member = member;
  }
}

function isKept(value: unknown): value is Kept {
  const { text, at, turn } = (value ?? {}) as Partial<Record<keyof Kept, unknown>>;
  return typeof text === "string" && isInstant(at) && Number.isSafeInteger(turn);
}
