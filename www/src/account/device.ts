/**
 * A try-out: a member of the gallery whose record is kept on this device alone, on a day that one chooses. What happens the engine records here;
 * nobody else hears of it. Tabs take turns, and each goes on with what another did.
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
  /** Counts the changes, so that tabs know theirs from another's. */
  turn: number;
}

/** As the gallery has it. */
export interface GalleryMember {
  text: string;
  now: string;
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
  readonly #first: GalleryMember;
  readonly #codes: KeptCodes;
  readonly #listeners = new Listeners();
  readonly #others: Others<"changed">;
  readonly #mended: Mended[] = [];
  #member: Member;
  #kept: Kept;

  /** @throws {PerksError} with every problem of the gallery's document; what was kept and cannot be read is begun anew */
  static async open(shop: Shop, name: string, first: GalleryMember, store: Store) {
    const account = new DeviceAccount(shop, name, first, store);
    await account.#fresh();
    return account;
  }

  private constructor(
    readonly shop: Shop,
    name: string,
    first: GalleryMember,
    store: Store,
  ) {
    this.#name = `device/${shop.program.id}/${name}`;
    this.#store = store;
    this.#first = first;
    this.#member = shop.program.member(first.text);
    this.#kept = { text: first.text, at: Date.parse(first.now), turn: 0 };
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
    return this.#kept.at;
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
  async #keep({ at = this.#kept.at }: { at?: number }): Promise<void> {
    const text = JSON.stringify(this.#member.state());
    this.#kept = { text, at, turn: this.#kept.turn + 1 };
    await this.#store.put(`record/${this.#name}`, this.#kept);
  }

  async #begin(): Promise<void> {
    const { text, now } = this.#first;
    this.#replace(this.shop.program.member(text));
    await this.#keep({ at: Date.parse(now) });
  }

  /** Takes what is kept, where it is another than is known here. */
  async #adopt(): Promise<void> {
    const kept = await this.#store.get(`record/${this.#name}`);
    if (kept === undefined || (isKept(kept) && kept.turn === this.#kept.turn)) return;
    const read = isKept(kept) ? readable(this.shop, kept.text) : undefined;
    if (isKept(kept) && read && "good" in read) {
      this.#replace(read.good);
      this.#kept = kept;
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
