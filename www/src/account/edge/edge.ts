/**
 * A member at the edge, which keeps the record and decides. What it said last is kept on this device, so that pages open without it; what is done
 * without it waits in the outbox. Previews are the engine's, on that record and by the edge's clock.
 */
import type { Member, Recorded, Verdict } from "perks";
import { termsOf } from "../../../edge/src/member/terms";
import type { Shop } from "../../engine/shop";
import type { Account, Counters, Done, Happening, Link, Mended, Order, Placed } from "../account";
import { KeptCodes } from "../codes";
import { Listeners } from "../listeners";
import { checked, eventOf, placed } from "../locally";
import type { Store } from "../store";
import { Others } from "../turns";
import { Calls, LATE_MS, PATIENCE_MS, type Reply } from "./calls";
import { type Fetched, fetched, reread } from "./fetched";
import { Clock, KnownStore } from "./known";
import { bodyOf, changedOf, doneOf, nextOf, rehearsed } from "./orders";
import { type Entry, Outbox } from "./outbox";
import { Rounds } from "./rounds";
import { Login, type WhyNot } from "./session";

/** Who it is, as the gallery has it. */
export interface Asked {
  program: string;
  member: string;
  goods: Shop["goods"];
  /** How long a first visit waits for the edge before it is said that there is none. */
  patience_ms: number;
}

export class EdgeAccount implements Account {
  readonly kind = "edge";
  readonly #goods: Shop["goods"];
  readonly #store: Store;
  readonly #known: KnownStore;
  readonly #calls: Calls;
  readonly #outbox: Outbox;
  readonly #codes: KeptCodes;
  readonly #listeners = new Listeners();
  readonly #others: Others<"changed">;
  readonly #rounds: Rounds;
  readonly #mended: Mended[];
  /** Quotes that the edge answered with, and what it had counted by then. */
  readonly #answered = new WeakMap<object, Counters | undefined>();
  #now: Fetched;
  #clock: Clock;
  #link: Link;

  /** Goes by what is kept until the edge answers; without that it must answer now. */
  static async open(asked: Asked, store: Store): Promise<EdgeAccount | WhyNot> {
    const { program, member, goods, patience_ms } = asked;
    const name = `edge/${program}/${member}`;
    const login = new Login(program, member);
    const calls = new Calls(login, program);
    const known = new KnownStore(store, name);
    const kept = await known.read();
    const read = kept === undefined || kept === "broken" ? undefined : await reread(kept, goods);
    const mended: Mended[] = kept !== undefined && !read ? ["record_unreadable"] : [];
    if (read) {
      const account = new EdgeAccount(name, goods, store, calls, read, mended);
      await account.#begin();
      return account;
    }
    const session = await login.session(patience_ms);
    if (session.why !== undefined) return session.why;
    const first = await fetched(calls, undefined, goods);
    if (!first) return "no_edge";
    await known.write(first.known);
    const account = new EdgeAccount(name, goods, store, calls, first, mended);
    account.#clock = new Clock(first.known.at);
    account.#link = { state: "online", at: first.known.at };
    await account.#begin("fetched");
    return account;
  }

  private constructor(
    name: string,
    goods: Shop["goods"],
    store: Store,
    calls: Calls,
    first: Fetched,
    mended: Mended[],
  ) {
    this.#goods = goods;
    this.#store = store;
    this.#calls = calls;
    this.#now = first;
    this.#mended = mended;
    this.#clock = Clock.of(first.known);
    this.#link = { state: "offline", at: first.known.at };
    this.#known = new KnownStore(store, name);
    this.#codes = new KeptCodes(store, name, () => this.#tell());
    this.#outbox = new Outbox(
      name,
      store,
      (entry) => this.#send(entry),
      () => this.#listeners.call(),
    );
    this.#others = new Others(`perks/${name}`, () => void this.#hear());
    this.#rounds = new Rounds(() => this.#round());
  }

  get shop(): Shop {
    return this.#now.shop;
  }

  get member(): Member {
    return this.#now.member;
  }

  get counters(): Counters | undefined {
    return this.#now.known.counters;
  }

  get link(): Link {
    return this.#link;
  }

  get waiting(): readonly Entry[] {
    return this.#outbox.entries;
  }

  get mended(): readonly Mended[] {
    return [...this.#store.mended, ...this.#mended];
  }

  get codes(): readonly string[] {
    return this.#codes.all;
  }

  now(): number {
    return this.#clock.now();
  }

  async record(what: Happening): Promise<Done<Recorded>> {
    const key = crypto.randomUUID();
    const refusal = this.#link.state === "offline" ? this.#rehearsed(what, key) : undefined;
    if (refusal) return { is: "refused", refusal };
    const json = eventOf(key, what);
    const reply = await this.#sent({ key, what: "event", path: "events", json });
    if (reply.is === "away") return { is: "kept" };
    return reply.is === "done" ? { is: "done", result: reply.body } : reply;
  }

  async place(order: Order): Promise<Placed> {
    const { quote: shown } = order;
    // Another price was answered, and is taken now: by what had been counted then.
    const counters = this.#answered.has(shown) ? this.#answered.get(shown) : order.options.counters;
    const here = this.#link.state === "offline" ? this.#priced(order) : undefined;
    if (here && here.is !== "done") return here;
    const json = await bodyOf(order, counters, this.codes);
    const key = crypto.randomUUID();
    const reply = await this.#sent({
      key,
      what: "order",
      path: "orders",
      json,
      shown: termsOf(shown),
    });
    if (reply.is === "away") return { is: "kept" };
    if (reply.is === "done") return doneOf(reply.body);
    const changed = changedOf(reply, shown);
    if (!changed) return { is: "refused", refusal: reply.refusal };
    this.#answered.set(changed.quote, this.counters);
    return changed;
  }

  keepCode(code: string): Promise<void> {
    return this.#codes.keep(code);
  }

  dropCode(code: string): Promise<void> {
    return this.#codes.drop(code);
  }

  async check(codes: readonly string[]): Promise<readonly Verdict[]> {
    const here = await this.#checked(codes);
    if (this.#link.state === "offline") return here;
    return Promise.all(
      here.map(async (verdict) => {
        const json = { coupons: [verdict.entered.trim()] };
        const reply = await this.#calls.member("checks", { json });
        if (reply.is !== "done") return verdict;
        const [said]: Verdict[] = (reply.body as { codes: Verdict[] }).codes;
        // A voucher is answered by its serial, since its signature holds.
        return said ? { ...said, entered: verdict.entered } : verdict;
      }),
    );
  }

  dismiss(key: string): Promise<void> {
    return this.#outbox.drop(key);
  }

  sync(): Promise<void> {
    return this.#rounds.now();
  }

  subscribe(changed: () => void): () => void {
    return this.#listeners.add(changed);
  }

  close(): void {
    this.#rounds.end();
    this.#others.close();
    this.#outbox.close();
    this.#listeners.clear();
    this.#now.member.free();
  }

  async #begin(how?: "fetched"): Promise<void> {
    await Promise.all([this.#outbox.read(), this.#codes.read()]);
    this.#rounds.begin();
    if (how === "fetched" && this.waiting.length === 0) return;
    const late = new Promise((resolve) => setTimeout(resolve, LATE_MS));
    await Promise.race([this.sync(), late]);
  }

  /** Sends what waits, then fetches what that came to; tells whether both were answered. */
  async #round(): Promise<boolean> {
    const late = setTimeout(() => this.#linked("late"), LATE_MS);
    try {
      const isSent = await this.#outbox.drain();
      const isFetched = await this.#fetch();
      this.#linked(isFetched ? "online" : "offline");
      return isSent && isFetched;
    } finally {
      clearTimeout(late);
    }
  }

  async #fetch(): Promise<boolean> {
    const next = await fetched(this.#calls, this.#now, this.#goods);
    if (!next) return false;
    this.#take(next);
    this.#clock = new Clock(next.known.at);
    await this.#known.write(next.known);
    this.#others.tell("changed");
    return true;
  }

  #take(next: Fetched): void {
    const { member } = this.#now;
    this.#now = next;
    member.free();
    this.#listeners.call();
  }

  #linked(state: "online" | "late" | "offline"): void {
    const { at } = this.#now.known;
    if (this.#link.state === state && "at" in this.#link && this.#link.at === at) return;
    this.#link = { state, at };
    this.#listeners.call();
  }

  /** Kept, sent, and answered in time; else it goes on by itself. */
  async #sent(said: Omit<Entry, "since" | "tries">): Promise<Reply> {
    const { reply } = await this.#outbox.put({ ...said, since: this.now(), tries: 0 });
    const round = this.sync();
    const away = (): Reply => ({ is: "away" });
    const patience = new Promise<Reply>((resolve) =>
      setTimeout(() => resolve(away()), PATIENCE_MS),
    );
    // A round that ends without its answer met nobody. One that is answered has fetched what that came to.
    const answer = await Promise.race([reply, patience, round.then(away)]);
    if (answer.is === "away") this.#outbox.leave(said.key);
    else await Promise.race([round, new Promise((resolve) => setTimeout(resolve, LATE_MS))]);
    return answer;
  }

  async #send(entry: Entry): Promise<Reply> {
    const { path, key, shown } = entry;
    let { json } = entry;
    let reply = await this.#calls.member(path, { json, once: key });
    // The time first, then what is another by then; a third refusal is one.
    for (let tries = 0; tries < 2 && entry.what === "order" && reply.is === "refused"; tries += 1) {
      const next = nextOf(reply, { json, ...(shown && { shown }) });
      if (!next) return reply;
      ({ json } = next);
      // What was refused stays so under its key; the order's own id lets it be recorded once.
      const once = next.isAnother ? crypto.randomUUID() : key;
      reply = await this.#calls.member(path, { json, once });
    }
    return reply;
  }

  #rehearsed(what: Happening, key: string) {
    const waiting = this.waiting.filter(({ refusal }) => !refusal);
    const events = waiting.filter((it) => it.what === "event").map(({ json }) => json);
    return rehearsed(this.#now, [...events, eventOf(key, what)], this.now());
  }

  /** On a copy, which is forgotten. */
  #priced(order: Order): Placed {
    using copy = this.shop.program.member(this.#now.known.text);
    return placed(this.shop, copy, order);
  }

  #checked(codes: readonly string[]): Promise<Verdict[]> {
    const { counters } = this;
    const now = this.now();
    return checked(this.shop, this.member, codes, { now, ...(counters && { counters }) });
  }

  #tell(): void {
    this.#others.tell("changed");
    this.#listeners.call();
  }

  /** Another tab has fetched something newer, or keeps other codes. */
  async #hear(): Promise<void> {
    await this.#codes.read();
    const kept = await this.#known.read();
    const isNewer = kept !== undefined && kept !== "broken" && kept.at > this.#now.known.at;
    const next = isNewer ? await reread(kept, this.#goods) : undefined;
    if (next) {
      this.#clock = Clock.of(next.known);
      this.#take(next);
    }
    this.#listeners.call();
  }
}
