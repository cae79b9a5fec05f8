/** What the holds of one object have, on its disk. It knows no limit. All of it is synchronous: callers make transactions of it. */
import type { Amounts, CounterGrant } from "../contracts.ts";

const HELD = 1;
const USED = 2;

/** What ended so long ago is given up though nobody needs it, since else a limit that is never reached would keep all that ever ended. */
const KEPT_MS = 86_400_000;
/** So many in one go: more than come. */
const MOST_GIVEN_UP = 16;

/** What is used stays, so that a refund gives it back. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS holds (
    hold TEXT PRIMARY KEY, state INTEGER NOT NULL, uses INTEGER NOT NULL, amount INTEGER NOT NULL, until INTEGER NOT NULL,
    before_uses INTEGER NOT NULL, before_amount INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS ends ON holds (until) WHERE state = 1;
  CREATE TABLE IF NOT EXISTS kept (nr INTEGER PRIMARY KEY CHECK (nr = 0), uses INTEGER NOT NULL, amount INTEGER NOT NULL);
  INSERT INTO kept VALUES (0, 0, 0) ON CONFLICT DO NOTHING;
`;

interface Row {
  [column: string]: SqlStorageValue;
  state: number;
  uses: number;
  amount: number;
  before_uses: number;
  before_amount: number;
}

export class Book {
  #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(TABLES);
  }

  /** What is used and held, and what ended but was not needed since. */
  kept(): Amounts {
    return this.#sql.exec<{ uses: number; amount: number }>("SELECT uses, amount FROM kept").one();
  }

  /** What is used and held. */
  read(now: number): Amounts {
    const { uses, amount } = this.kept();
    const ended = this.#ended(now);
    return { uses: uses - ended.uses, amount: amount - ended.amount };
  }

  /** When the first hold ends. */
  next(): number | null {
    return this.#sql
      .exec<{ next: number | null }>("SELECT min(until) AS next FROM holds WHERE state = 1")
      .one().next;
  }

  /** What this hold has already; then it has it for longer. */
  again(hold: string, until: number): CounterGrant | undefined {
    const row = this.#row(hold);
    if (!row) return undefined;
    this.#sql.exec(
      "UPDATE holds SET until = max(until, ?) WHERE hold = ? AND state = ?",
      until,
      hold,
      HELD,
    );
    const { uses, amount, before_uses, before_amount } = row;
    return { granted: { uses, amount }, before: { uses: before_uses, amount: before_amount } };
  }

  add(hold: string, { uses, amount }: Amounts, before: Amounts, until: number) {
    this.#giveUp(until - KEPT_MS);
    this.#sql.exec(
      "INSERT INTO holds VALUES (?, ?, ?, ?, ?, ?, ?)",
      hold,
      HELD,
      uses,
      amount,
      until,
      before.uses,
      before.amount,
    );
    this.#change(uses, amount);
  }

  /** False where it is held no more, or not so much. */
  confirm(hold: string, needed?: Amounts): boolean {
    const row = this.#row(hold);
    if (!row) return false;
    if (row.state === USED) return true;
    const { uses, amount } = needed ?? row;
    if (uses > row.uses || amount > row.amount) return false;
    this.#sql.exec(
      "UPDATE holds SET state = ?, uses = ?, amount = ? WHERE hold = ?",
      USED,
      uses,
      amount,
      hold,
    );
    this.#change(uses - row.uses, amount - row.amount);
    return true;
  }

  release(hold: string) {
    const row = this.#row(hold);
    if (!row) return;
    this.#sql.exec("DELETE FROM holds WHERE hold = ?", hold);
    this.#change(-row.uses, -row.amount);
  }

  /** Takes back what ended: until it is needed a late commit may still have it. */
  reclaim(now: number) {
    const { uses, amount, count } = this.#ended(now);
    if (count === 0) return;
    this.#sql.exec("DELETE FROM holds WHERE state = 1 AND until <= ?", now);
    this.#change(-uses, -amount);
  }

  #giveUp(before: number) {
    const over = this.#sql
      .exec<{ uses: number; amount: number }>(
        `DELETE FROM holds WHERE hold IN (
           SELECT hold FROM holds WHERE state = 1 AND until <= ? ORDER BY until LIMIT ?
         ) RETURNING uses, amount`,
        before,
        MOST_GIVEN_UP,
      )
      .toArray();
    const sum = (of: keyof Amounts) => over.reduce((all, one) => all + one[of], 0);
    if (over.length > 0) this.#change(-sum("uses"), -sum("amount"));
  }

  #ended(now: number) {
    return this.#sql
      .exec<{ uses: number; amount: number; count: number }>(
        `SELECT count(*) AS count, coalesce(sum(uses), 0) AS uses, coalesce(sum(amount), 0) AS amount
         FROM holds WHERE state = 1 AND until <= ?`,
        now,
      )
      .one();
  }

  #row(hold: string): Row | undefined {
    return this.#sql.exec<Row>("SELECT * FROM holds WHERE hold = ?", hold).toArray()[0];
  }

  #change(uses: number, amount: number) {
    if (uses !== 0 || amount !== 0)
      this.#sql.exec("UPDATE kept SET uses = uses + ?, amount = amount + ?", uses, amount);
  }
}
