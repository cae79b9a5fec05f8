/**
 * A part of a limit, for some of the members. What its holds have is never more than was allotted; what is missing it gets from the bank,
 * for all who wait at once.
 */
import type {
  Amounts,
  CounterAsk,
  CounterGrant,
  CounterParts,
  Exchanged,
  Limit,
} from "../contracts.ts";
import { promptly } from "../promptly.ts";
import { bound, fits, minus, NONE, plus, told } from "./amounts.ts";
import type { Book } from "./book.ts";

/** The most that are asked for in one exchange. */
const MOST_NEEDS = 200;
/** What the bank could not be told is told again then; milliseconds. */
const RETRY_MS = 1_000;

/** The limit is that under which `uses` and `amount` were allotted: under a lower one they are not the shard's to give. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS part (
    nr INTEGER PRIMARY KEY CHECK (nr = 0), turn INTEGER NOT NULL, uses INTEGER NOT NULL, amount INTEGER NOT NULL,
    limit_uses INTEGER NOT NULL, limit_amount INTEGER NOT NULL, is_empty INTEGER NOT NULL
  );
  INSERT INTO part VALUES (0, 0, 0, 0, 0, 0, 1) ON CONFLICT DO NOTHING;
`;

interface Part {
  [column: string]: SqlStorageValue;
  turn: number;
  uses: number;
  amount: number;
  limit_uses: number;
  limit_amount: number;
  is_empty: number;
}

interface Waiting {
  ask: CounterAsk;
  resolve: (grant: CounterGrant) => void;
  reject: (error: unknown) => void;
}

export class Shard {
  #storage: DurableObjectStorage;
  #book: Book;
  #name: string;
  #bank: () => CounterParts;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(storage: DurableObjectStorage, book: Book, name: string, bank: () => CounterParts) {
    this.#storage = storage;
    this.#book = book;
    this.#name = name;
    this.#bank = bank;
    storage.sql.exec(TABLES);
  }

  async reserve(ask: CounterAsk): Promise<CounterGrant> {
    const grant = this.#take(ask);
    if (grant) return grant;
    const granted = new Promise<CounterGrant>((resolve, reject) =>
      this.#waiting.push({ ask, resolve, reject }),
    );
    this.#run();
    return granted;
  }

  recall(now: number) {
    return this.#storage.transactionSync(() => {
      this.#book.reclaim(now);
      return this.#giveUp();
    });
  }

  /** Tells the bank what is free again, where it thinks that nothing is; after that nobody is refused for it. */
  async tell() {
    if (!this.#hasToTell()) return;
    await this.#storage.setAlarm(Date.now() + RETRY_MS);
    await this.#run();
  }

  /** From what is at hand. */
  #take({ hold, want, limit, until }: CounterAsk): CounterGrant | undefined {
    return this.#storage.transactionSync(() => {
      const again = this.#book.again(hold, until);
      if (again) return again;
      const part = this.#part();
      const kept = this.#book.kept();
      const isLower =
        bound(limit).uses < part.limit_uses || bound(limit).amount < part.limit_amount;
      if (isLower || !fits(want, minus(part, kept))) return undefined;
      const grant = told(limit, want, want, kept);
      this.#book.add(hold, want, grant.before, until);
      return grant;
    });
  }

  /** One run at a time serves all who wait. */
  #run(): Promise<void> {
    this.#running ??= this.#serve()
      .catch((error) => {
        for (const { reject } of this.#waiting.splice(0)) reject(error);
      })
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async #serve() {
    for (;;) {
      this.#waiting = this.#waiting.filter(({ ask, resolve }) => {
        const grant = this.#take(ask);
        if (grant) resolve(grant);
        return !grant;
      });
      const [first] = this.#waiting;
      if (!first && !this.#hasToTell()) return;
      const batch = this.#waiting
        .filter(({ ask }) => first && isSame(ask.limit, first.ask.limit))
        .slice(0, MOST_NEEDS);
      this.#waiting = this.#waiting.filter((one) => !batch.includes(one));
      try {
        if (!(await this.#exchange(batch, first?.ask.limit ?? {}))) this.#waiting.unshift(...batch);
      } catch (error) {
        for (const { reject } of batch) reject(error);
        // What is to be told waits for the alarm.
        if (batch.length === 0) return;
      }
    }
  }

  /** False where the bank took back what this asks for, meanwhile. */
  async #exchange(batch: Waiting[], limit: Limit): Promise<boolean> {
    const now = Math.max(0, ...batch.map(({ ask }) => ask.now));
    const said = this.#storage.transactionSync(() => {
      this.#book.reclaim(now);
      return this.#giveUp();
    });
    const needs = batch.map(({ ask: { want, overrun, until } }) => ({ want, overrun, until }));
    const got = await promptly(this.#bank().exchange(this.#name, { ...said, limit, needs, now }));
    const { sql } = this.#storage;
    if (got.stale !== undefined) {
      sql.exec("UPDATE part SET turn = max(turn, ?)", got.stale);
      return false;
    }
    if (this.#part().turn !== said.turn) return false;
    const grants = this.#storage.transactionSync(() => this.#enter(batch, said.kept, limit, got));
    for (const [at, { resolve }] of batch.entries()) resolve(grants[at] as CounterGrant);
    return true;
  }

  /** Writes down what was got, and who has it. */
  #enter(
    batch: Waiting[],
    kept: Amounts,
    limit: Limit,
    { grants, surplus }: Exclude<Exchanged, { stale: number }>,
  ) {
    const given = grants.reduce((sum, { granted }) => plus(sum, granted ?? NONE), NONE);
    const has = plus(kept, plus(given, surplus));
    const most = bound(limit);
    this.#storage.sql.exec(
      "UPDATE part SET uses = ?, amount = ?, limit_uses = ?, limit_amount = ?, is_empty = ?",
      has.uses,
      has.amount,
      most.uses,
      most.amount,
      surplus.uses === 0 ? 1 : 0,
    );
    return batch.map(({ ask }, at) => {
      const again = this.#book.again(ask.hold, ask.until);
      if (again) return again;
      const { granted = null, left = NONE } = grants[at] ?? {};
      const grant = told(ask.limit, ask.want, granted, this.#book.kept(), left);
      if (granted) this.#book.add(ask.hold, granted, grant.before, ask.until);
      return grant;
    });
  }

  /** From now on it has what its holds have, and nothing else. */
  #giveUp() {
    const kept = this.#book.kept();
    const { turn } = this.#storage.sql
      .exec<{ turn: number }>(
        "UPDATE part SET turn = turn + 1, uses = ?, amount = ?, is_empty = 1 RETURNING turn",
        kept.uses,
        kept.amount,
      )
      .one();
    return { turn, kept, next: this.#book.next() };
  }

  #hasToTell(): boolean {
    const part = this.#part();
    const kept = this.#book.kept();
    return part.is_empty === 1 && (kept.uses < part.uses || kept.amount < part.amount);
  }

  #part(): Part {
    return this.#storage.sql.exec<Part>("SELECT * FROM part").one();
  }
}

function isSame(a: Limit, b: Limit): boolean {
  return a.uses === b.uses && a.amount === b.amount;
}
