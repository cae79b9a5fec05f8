/**
 * A limit of everybody, or the part of it that no shard has. What shards have is never more than stands here, whatever breaks off: a shard
 * gives up what it has beside its holds before it says so, and gets a part only after that was written here.
 */
import type {
  Amounts,
  CounterAsk,
  CounterGrant,
  CounterParts,
  Exchange,
  Exchanged,
  Limit,
} from "../contracts.ts";
import { promptly } from "../promptly.ts";
import { bound, fits, grantOf, least, minus, NONE, plus, told } from "./amounts.ts";
import type { Book } from "./book.ts";
import { Turns } from "./turns.ts";

/** Shrinks what is handed out in advance as it is used up. */
const PARTS_OF_FAIR_SHARE = 4;

/**
 * `is_empty`: the shard has nothing but what its holds have, and tells when that changes; before `next` none of them ends. So nobody
 * needs to ask it, and a limit that is used up is refused without a call.
 */
const TABLES = `
  CREATE TABLE IF NOT EXISTS shards (
    shard TEXT PRIMARY KEY, turn INTEGER NOT NULL, uses INTEGER NOT NULL, amount INTEGER NOT NULL,
    is_empty INTEGER NOT NULL, next INTEGER
  ) WITHOUT ROWID;
`;

type Recalled = Awaited<ReturnType<CounterParts["recall"]>>;

export class Bank {
  #storage: DurableObjectStorage;
  #book: Book;
  #shard: (shard: string) => CounterParts;
  #shards: number;
  #turns = new Turns();

  /** @param shards among how many what is left is shared */
  constructor(
    storage: DurableObjectStorage,
    book: Book,
    shard: (shard: string) => CounterParts,
    shards: number,
  ) {
    this.#storage = storage;
    this.#book = book;
    this.#shard = shard;
    this.#shards = shards;
    storage.sql.exec(TABLES);
  }

  reserve(ask: CounterAsk): Promise<CounterGrant> {
    return this.#turns.take(async () => {
      const again = this.#storage.transactionSync(() => this.#book.again(ask.hold, ask.until));
      if (again) return again;
      await this.#find([ask], ask.limit, ask.now);
      return this.#storage.transactionSync(() => {
        const left = this.#left(ask.limit);
        const granted = grantOf(ask.want, left, ask.overrun);
        const grant = told(ask.limit, ask.want, granted, this.#book.kept(), left);
        if (granted) this.#book.add(ask.hold, granted, grant.before, ask.until);
        return grant;
      });
    });
  }

  async exchange(shard: string, said: Exchange): Promise<Exchanged> {
    // At once, since others may wait for what it gives up.
    if (!this.#hear(shard, said)) return { stale: this.#turnOf(shard) };
    if (said.needs.length === 0) return { grants: [], surplus: NONE };
    return this.#turns.take(async () => {
      await this.#find(said.needs, said.limit, said.now);
      const turn = this.#turnOf(shard);
      return turn === said.turn
        ? this.#storage.transactionSync(() => this.#allot(shard, said))
        : { stale: turn };
    });
  }

  /** The shards' names. */
  shards(): string[] {
    return this.#storage.sql
      .exec<{ shard: string }>("SELECT shard FROM shards")
      .toArray()
      .map(({ shard }) => shard);
  }

  #allot(shard: string, { needs, limit, kept }: Exchange): Exchanged {
    const { sql } = this.#storage;
    let left = this.#left(limit);
    let given = NONE;
    const grants = needs.map(({ want, overrun, until }) => {
      const granted = grantOf(want, left, overrun);
      const grant = { granted, left };
      if (!granted) return grant;
      left = minus(left, granted);
      given = plus(given, granted);
      sql.exec(
        "UPDATE shards SET next = min(coalesce(next, ?), ?) WHERE shard = ?",
        until,
        until,
        shard,
      );
      return grant;
    });
    const part = (of: number) => Math.floor(of / (PARTS_OF_FAIR_SHARE * this.#shards));
    const advance = { uses: part(left.uses), amount: part(left.amount) };
    // Uses without an amount, or the other way round, would serve nobody.
    const surplus = advance.uses > 0 && advance.amount > 0 ? advance : NONE;
    const has = plus(kept, plus(given, surplus));
    const isEmpty = surplus === NONE ? 1 : 0;
    sql.exec(
      "UPDATE shards SET uses = ?, amount = ?, is_empty = ? WHERE shard = ?",
      has.uses,
      has.amount,
      isEmpty,
      shard,
    );
    return { grants, surplus };
  }

  /** Takes back what it must so that the needs fit, as far as there is anything. */
  async #find(needs: Pick<CounterAsk, "want">[], limit: Limit, now: number) {
    const want = needs.reduce((sum, need) => plus(sum, need.want), NONE);
    if (fits(want, this.#left(limit))) return;
    this.#storage.transactionSync(() => this.#book.reclaim(now));
    if (fits(want, this.#left(limit))) return;
    const isWhole = await this.#recall(now);
    if (!isWhole && !fits(want, this.#left(limit)))
      throw new Error("a shard of the counter cannot be asked");
  }

  /** False where a shard did not answer: then something may be left there. */
  async #recall(now: number): Promise<boolean> {
    const having = this.#storage.sql
      .exec<{ shard: string }>("SELECT shard FROM shards WHERE NOT is_empty OR next <= ?", now)
      .toArray();
    const answers = await Promise.all(
      having.map(async ({ shard }) => {
        try {
          this.#hear(shard, await promptly(this.#shard(shard).recall(now)));
          return true;
        } catch {
          return false;
        }
      }),
    );
    return answers.every((isThere) => isThere);
  }

  /** False where a later word was heard already. */
  #hear(shard: string, { turn, kept, next }: Recalled): boolean {
    const { rowsWritten } = this.#storage.sql.exec(
      `INSERT INTO shards VALUES (?, ?, ?, ?, 1, ?) ON CONFLICT (shard) DO UPDATE
       SET turn = excluded.turn, uses = excluded.uses, amount = excluded.amount, is_empty = 1, next = excluded.next
       WHERE excluded.turn > turn`,
      shard,
      turn,
      kept.uses,
      kept.amount,
      next,
    );
    return rowsWritten > 0;
  }

  #turnOf(shard: string): number {
    return this.#storage.sql
      .exec<{ turn: number }>("SELECT turn FROM shards WHERE shard = ?", shard)
      .one().turn;
  }

  #left(limit: Limit): Amounts {
    const parts = this.#storage.sql
      .exec<{ uses: number; amount: number }>(
        "SELECT coalesce(sum(uses), 0) AS uses, coalesce(sum(amount), 0) AS amount FROM shards",
      )
      .one();
    return least(minus(minus(bound(limit), this.#book.kept()), parts), bound({}));
  }
}
