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
import { checked, eventOf, orderEvent, placed } from "../locally";
import type { Store } from "../store";
import { Others } from "../turns";
import { Calls, LATE_MS, PATIENCE_MS, type Reply } from "./calls";
import { expected, rehearsed } from "./expected";
import { type Fetched, fetched, reread } from "./fetched";
import { Clock, KnownStore } from "./known";
import { bodyOf, changedOf, doneOf, nextOf } from "./orders";
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

/** An order is said again as of another time, at the price of then, and once more where the first of these answers was lost. */
const MOST_TRIES = 3;

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
  /** With what waits recorded on top; absent where nothing waits. */
  #expected: Member | undefined;
  /** The keys of what is in it. */
  #counted: ReadonlySet<string> = new Set();
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
    if (!first || first === "gone") return "no_edge";
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
      () => this.#kept(),
    );
    this.#others = new Others(`perks/${name}`, () => void this.#hear());
    this.#rounds = new Rounds(() => this.#round());
  }

  get shop(): Shop {
    return this.#now.shop;
  }

  get member(): Member {
    return this.#expected ?? this.#now.member;
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
    const event = eventOf(key, what);
    const isOffline = this.#link.state === "offline";
    const refusal = isOffline && rehearsed(this.#now, this.#outbox.open, event, this.now());
    if (refusal) return { is: "refused", refusal };
    const reply = await this.#sent({ key, what: "event", path: "events", json: event, event });
    if (reply.is === "away") return { is: "kept" };
    return reply.is === "done" ? { is: "done", result: reply.body } : reply;
  }

  async place(order: Order): Promise<Placed> {
    const { quote: shown } = order;
    // Another price was answered, and is taken now: by what had been counted then. Who prices it here, without the edge, may not know why it is another.
    const isAnswered = this.#answered.has(shown);
    const counters = isAnswered ? this.#answered.get(shown) : order.options.counters;
    const isOffline = this.#link.state === "offline";
    const here = isOffline && !isAnswered ? this.#priced(order) : undefined;
    if (here && here.is !== "done") return here;
    const json = await bodyOf(order, counters, this.codes);
    const key = crypto.randomUUID();
    const reply = await this.#sent({
      key,
      what: "order",
      path: "orders",
      json,
      event: orderEvent(order),
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
    const here = await checked(this, codes);
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
    this.#expected?.free();
  }

  async #begin(how?: "fetched"): Promise<void> {
    await Promise.all([this.#outbox.read(), this.#codes.read()]);
    this.#recount();
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
    const before = this.#now;
    const next = await fetched(this.#calls, before, this.#goods);
    if (!next) return false;
    if (next === "gone") {
      // What the edge has forgotten is not kept here, either.
      await this.#known.drop();
      return false;
    }
    if (this.#now !== before && next.known.at < this.#now.known.at) {
      // Another tab was answered later, and told.
      next.member.free();
      return true;
    }
    this.#take(next, new Clock(next.known.at));
    await this.#known.write(next.known);
    this.#others.tell("changed");
    return true;
  }

  /** The record and its time go together: who asks for one may ask for the other. */
  #take(next: Fetched, clock: Clock): void {
    const { member } = this.#now;
    this.#now = next;
    this.#clock = clock;
    member.free();
    this.#recount();
    this.#listeners.call();
  }

  /** What waits is another. What was sent counts on until the record with it is fetched. */
  #kept(): void {
    if (this.#outbox.kept.some(({ key }) => !this.#counted.has(key))) this.#recount();
    this.#listeners.call();
  }

  /** Counts what is kept, and not what is being answered just now: a price that is agreed to does not change before its answer. */
  #recount(): void {
    const { kept } = this.#outbox;
    this.#expected?.free();
    this.#expected = kept.length > 0 ? expected(this.#now, kept, this.now()) : undefined;
    this.#counted = new Set(kept.map(({ key }) => key));
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
    if (answer.is === "away") {
      this.#outbox.leave(said.key);
      this.#kept();
    } else await Promise.race([round, new Promise((resolve) => setTimeout(resolve, LATE_MS))]);
    return answer;
  }

  async #send(entry: Entry): Promise<Reply> {
    const { path, key, shown, what } = entry;
    let { json } = entry;
    let reply = await this.#calls.member(path, { json, once: key });
    for (let tries = 0; tries < MOST_TRIES && what === "order"; tries += 1) {
      const next = reply.is === "refused" && nextOf(reply, { json, ...(shown && { shown }) });
      if (!next) return reply;
      json = next;
      // A key is for one content alone. By its own id the order is recorded once all the same.
      reply = await this.#calls.member(path, { json, once: crypto.randomUUID() });
    }
    return reply;
  }

  /** On a copy, after what waits; where the same order waits, it is not after itself. */
  #priced(order: Order): Placed {
    const { id } = orderEvent(order);
    const others = this.#outbox.open.filter(({ event }) => event.id !== id);
    using copy = expected(this.#now, others, Date.parse(order.quote.now));
    return placed(this.shop, copy, order);
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
    if (!next) this.#listeners.call();
    else if (next.known.at > this.#now.known.at) this.#take(next, Clock.of(next.known));
    else next.member.free();
  }
}
