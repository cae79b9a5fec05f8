/**
 * What a member's object has on disk: the log, the snapshot, holds, receipts, answers that were given, and the outbox. Rows in and out; what they
 * mean is decided elsewhere. Times are epoch milliseconds.
 */
import type { EventDocument, Message, Quote, Receipt } from "perks";
import { Alarm } from "../alarm.ts";
import type { Answer, Call, Who } from "../contracts.ts";
import type { Claim, HoldState, Plan } from "./plan.ts";
import { Texts } from "./texts.ts";

const HOUR_MS = 3_600_000;

/** Whose object it is. */
export interface Owner {
  program: string;
  who: Who;
}

/** What the log leads to, and how far. */
export interface Snapshot {
  /** Of the last row of the log. */
  seq: number;
  /** The version that it was written by. */
  version: number;
  /** Everything up to here is settled. */
  asOf: number;
  text: string;
}

/** A row of the log: an event, or the member document that it begins with. */
export interface LogRow {
  seq: number;
  kind: "event" | "base";
  /** Absent for a base. */
  id?: string;
  /** Of the event, by itself. */
  at: number;
  recorded_at: number;
  version: number;
  by: string;
  /** Of the snapshot after it: the first 16 bytes of its SHA-256, in hexadecimal digits. */
  sum: string;
  document: string;
}

export interface Hold {
  /** The order's id, or the event's. */
  name: string;
  state: HoldState;
  /** When it ends, where it is held. */
  until: number;
  /** How often it was gone on with in vain. */
  tries: number;
  /** Of the contents of the call. */
  digest: string;
  plan: Plan;
}

/** A receipt is kept with its quote. */
export interface ReceiptRow {
  order: string;
  at: number;
  version: number;
  /** Of the contents of the call that held it. */
  digest: string;
  receipt: Receipt;
  quote: Quote;
}

/** What another object is still to be told. */
export type Errand = { kind: "message"; message: Message } | { kind: "release"; claim: Claim };

export interface ErrandRow {
  id: string;
  tries: number;
  errand: Errand;
}

type HoldColumns = { name: string; state: HoldState; until: number; tries: number; digest: string };

/** Lives of objects in this isolate: one that comes back may not take what is kept of its former life for its own. */
let lives = 0;

export class Store {
  /** Of this object's life. */
  readonly life = ++lives;
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  #texts: Texts;
  readonly alarm: Alarm;
  /** Counts up whenever holds change: what was made with others is no longer good. Known to this object's life alone. */
  holdsChanged = 0;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.alarm = new Alarm(storage);
    this.#texts = this.#create();
  }

  #create(): Texts {
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT);
      CREATE TABLE IF NOT EXISTS log (
        seq INTEGER PRIMARY KEY, kind TEXT, id TEXT UNIQUE, at INTEGER, recorded_at INTEGER, version INTEGER, by TEXT, sum TEXT);
      CREATE TABLE IF NOT EXISTS holds (
        name TEXT PRIMARY KEY, state TEXT, until INTEGER, next INTEGER, tries INTEGER, digest TEXT);
      CREATE INDEX IF NOT EXISTS holds_next ON holds (next);
      CREATE INDEX IF NOT EXISTS holds_state ON holds (state);
      CREATE TABLE IF NOT EXISTS receipts (name TEXT PRIMARY KEY, at INTEGER, version INTEGER, digest TEXT, receipt TEXT);
      CREATE TABLE IF NOT EXISTS claims (name TEXT PRIMARY KEY, claims TEXT);
      CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, digest TEXT, until INTEGER);
      CREATE INDEX IF NOT EXISTS answers_until ON answers (until);
      CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, next INTEGER, tries INTEGER);
      CREATE INDEX IF NOT EXISTS outbox_next ON outbox (next);
    `);
    return new Texts(this.#sql);
  }

  /** All of it, or nothing; and with it an alarm for what it leaves to be done. */
  atomically<T>(write: () => T): T {
    const result = this.#storage.transactionSync(write);
    this.wakeInTime();
    return result;
  }

  // ---- facts ----

  #fact(name: string): string | undefined {
    return this.#sql
      .exec<{ value: string }>("SELECT value FROM facts WHERE name = ?", name)
      .toArray()[0]?.value;
  }

  #setFact(name: string, value: string) {
    this.#sql.exec(
      "INSERT INTO facts VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      name,
      value,
    );
  }

  /** Absent while nothing was written. */
  owner(): Owner | undefined {
    const text = this.#fact("owner");
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** An object knows its own name only by what it is called with, and by alarm nobody calls. */
  own({ program, who }: Owner) {
    if (this.#fact("owner") === undefined) this.#setFact("owner", JSON.stringify({ program, who }));
  }

  /** By which call a guest's order came back. */
  cameBack(): string | undefined {
    return this.#fact("came_back");
  }

  setCameBack(id: string) {
    this.#setFact("came_back", id);
  }

  /** The day of erasure, `2026-11-30`. */
  erased(): string | undefined {
    return this.#fact("erased");
  }

  /** Everything but the day; the file too, since rows that are only deleted are still to be read in it. */
  erase(day: string) {
    void this.#storage.deleteAll();
    this.#texts = this.#create();
    this.#setFact("erased", day);
    this.alarm.forget();
    this.holdsChanged += 1;
  }

  // ---- log and snapshot ----

  snapshot(): Snapshot | undefined {
    const facts = this.#fact("snapshot");
    if (facts === undefined) return undefined;
    return { ...JSON.parse(facts), text: this.#texts.get("snapshot") ?? "" };
  }

  /** The same without its text. */
  head(): Omit<Snapshot, "text"> | undefined {
    const facts = this.#fact("snapshot");
    return facts === undefined ? undefined : JSON.parse(facts);
  }

  /** Appends a row; inside {@link atomically}, with the snapshot that it leads to. */
  append(row: LogRow) {
    const { seq, kind, id = null, at, recorded_at, version, by, sum } = row;
    this.#sql.exec(
      "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      seq,
      kind,
      id,
      at,
      recorded_at,
      version,
      by,
      sum,
    );
    this.#texts.put(`log:${seq}`, row.document);
  }

  /** What the log leads to now. */
  putSnapshot({ text, ...head }: Snapshot) {
    this.#texts.put("snapshot", text);
    this.#setFact("snapshot", JSON.stringify(head));
    this.#sql.exec("DELETE FROM facts WHERE name = 'erased'");
  }

  /** The next rows after one, at most so many. */
  rows(after: number, most = 256): LogRow[] {
    return this.#sql
      .exec<Omit<LogRow, "document" | "id"> & { id: string | null }>(
        "SELECT * FROM log WHERE seq > ? ORDER BY seq LIMIT ?",
        after,
        most,
      )
      .toArray()
      .map(({ id, ...row }) => ({
        ...row,
        ...(id === null ? {} : { id }),
        document: this.#texts.get(`log:${row.seq}`) ?? "",
      }));
  }

  event(id: string): EventDocument | undefined {
    const [row] = this.#sql.exec<{ seq: number }>("SELECT seq FROM log WHERE id = ?", id).toArray();
    const text = row && this.#texts.get(`log:${row.seq}`);
    return text === undefined ? undefined : JSON.parse(text);
  }

  // ---- holds ----

  hold(name: string): Hold | undefined {
    const [row] = this.#sql.exec<HoldColumns>("SELECT * FROM holds WHERE name = ?", name).toArray();
    return row && this.#whole(row);
  }

  /** In these states, in the order in which they were priced. */
  holds(...states: HoldState[]): Hold[] {
    const marks = states.map(() => "?").join(", ");
    return this.#sql
      .exec<HoldColumns>(`SELECT * FROM holds WHERE state IN (${marks}) ORDER BY name`, ...states)
      .toArray()
      .map((row) => this.#whole(row))
      .sort((one, other) => priced(one) - priced(other));
  }

  /** Those that something is to be done about by now. */
  holdsDue(now: number): Hold[] {
    return this.#sql
      .exec<HoldColumns>("SELECT * FROM holds WHERE next <= ? ORDER BY next", now)
      .toArray()
      .map((row) => this.#whole(row));
  }

  /** The one of them that has this name. */
  holdDue(name: string, now: number): Hold | undefined {
    const [row] = this.#sql
      .exec<HoldColumns>("SELECT * FROM holds WHERE name = ? AND next <= ?", name, now)
      .toArray();
    return row && this.#whole(row);
  }

  #whole({ name, state, until, tries, digest }: HoldColumns): Hold {
    const plan: Plan = JSON.parse(this.#texts.get(`hold:${name}`) ?? "null");
    return { name, state, until, tries, digest, plan };
  }

  /** `next` is when something is to be done about it, if nobody calls before. */
  putHold({ name, state, until, tries, digest, plan }: Hold, next: number) {
    this.#sql.exec(
      "INSERT OR REPLACE INTO holds (name, state, until, next, tries, digest) VALUES (?, ?, ?, ?, ?, ?)",
      name,
      state,
      until,
      next,
      tries,
      digest,
    );
    this.#texts.put(`hold:${name}`, JSON.stringify(plan));
    this.holdsChanged += 1;
  }

  dropHold(name: string) {
    this.#sql.exec("DELETE FROM holds WHERE name = ?", name);
    this.#texts.drop(`hold:${name}`);
    this.holdsChanged += 1;
  }

  // ---- receipts ----

  putReceipt({ order, at, version, digest, receipt, quote }: ReceiptRow) {
    this.#sql.exec(
      "INSERT INTO receipts VALUES (?, ?, ?, ?, ?)",
      order,
      at,
      version,
      digest,
      JSON.stringify(receipt),
    );
    this.#texts.put(`quote:${order}`, JSON.stringify(quote));
  }

  receipt(order: string): ReceiptRow | undefined {
    const [row] = this.#receipts("WHERE name = ?", order);
    return row && { ...row, quote: JSON.parse(this.#texts.get(`quote:${order}`) ?? "null") };
  }

  /** The newest first, without their quotes. */
  receipts(): Omit<ReceiptRow, "quote">[] {
    return this.#receipts("ORDER BY at DESC, name");
  }

  #receipts(where: string, ...bound: string[]): Omit<ReceiptRow, "quote">[] {
    return this.#sql
      .exec<{ name: string; at: number; version: number; digest: string; receipt: string }>(
        `SELECT * FROM receipts ${where}`,
        ...bound,
      )
      .toArray()
      .map(({ name, receipt, ...row }) => ({ order: name, ...row, receipt: JSON.parse(receipt) }));
  }

  // ---- what orders and events have of everybody's ----

  putClaims(name: string, claims: Claim[]) {
    if (claims.length === 0) {
      this.#sql.exec("DELETE FROM claims WHERE name = ?", name);
      return;
    }
    this.#sql.exec("INSERT OR REPLACE INTO claims VALUES (?, ?)", name, JSON.stringify(claims));
  }

  claims(name: string): Claim[] {
    const [row] = this.#sql
      .exec<{ claims: string }>("SELECT claims FROM claims WHERE name = ?", name)
      .toArray();
    return row ? JSON.parse(row.claims) : [];
  }

  allClaims(): { name: string; claims: Claim[] }[] {
    return this.#sql
      .exec<{ name: string; claims: string }>("SELECT * FROM claims ORDER BY name")
      .toArray()
      .map(({ name, claims }) => ({ name, claims: JSON.parse(claims) }));
  }

  // ---- answers that were given ----

  answer(key: string, now: number): { digest: string; answer: Answer } | undefined {
    const [row] = this.#sql
      .exec<{ digest: string }>("SELECT digest FROM answers WHERE key = ? AND until > ?", key, now)
      .toArray();
    return (
      row && { digest: row.digest, answer: JSON.parse(this.#texts.get(`answer:${key}`) ?? "null") }
    );
  }

  /** Once; what is there stays. */
  keepAnswer(
    { key, digest }: NonNullable<Call["once"]>,
    answer: Answer,
    now: number,
    hours: number,
  ) {
    this.#dropAnswers("key = ? AND until <= ?", key, now);
    // To the full hour, so that an alarm sweeps many at once.
    const until = Math.ceil(now / HOUR_MS + hours) * HOUR_MS;
    const written = this.#sql.exec(
      "INSERT INTO answers VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      key,
      digest,
      until,
    );
    if (written.rowsWritten > 0) this.#texts.put(`answer:${key}`, JSON.stringify(answer));
  }

  sweepAnswers(now: number) {
    this.#dropAnswers("until <= ?", now);
  }

  #dropAnswers(where: string, ...bound: (string | number)[]) {
    for (const { key } of this.#sql
      .exec<{ key: string }>(`SELECT key FROM answers WHERE ${where}`, ...bound)
      .toArray()) {
      this.#sql.exec("DELETE FROM answers WHERE key = ?", key);
      this.#texts.drop(`answer:${key}`);
    }
  }

  // ---- outbox ----

  send(id: string, errand: Errand, now: number) {
    this.#sql.exec("INSERT INTO outbox VALUES (?, ?, 0) ON CONFLICT DO NOTHING", id, now);
    this.#texts.put(`out:${id}`, JSON.stringify(errand));
  }

  errands(due = Number.MAX_SAFE_INTEGER): ErrandRow[] {
    return this.#sql
      .exec<{ id: string; tries: number }>(
        "SELECT id, tries FROM outbox WHERE next <= ? ORDER BY next, id",
        due,
      )
      .toArray()
      .map(({ id, tries }) => ({
        id,
        tries,
        errand: JSON.parse(this.#texts.get(`out:${id}`) ?? "null"),
      }));
  }

  errandDone(id: string) {
    this.#sql.exec("DELETE FROM outbox WHERE id = ?", id);
    this.#texts.drop(`out:${id}`);
  }

  errandLater(id: string, next: number) {
    this.#sql.exec("UPDATE outbox SET next = ?, tries = tries + 1 WHERE id = ?", next, id);
  }

  // ---- time ----

  /** When the first thing is to be done, if nobody calls before. */
  next(): number | undefined {
    const [row] = this.#sql
      .exec<{ next: number | null }>(
        `SELECT MIN(next) AS next FROM (
          SELECT MIN(next) AS next FROM holds UNION ALL SELECT MIN(next) FROM outbox UNION ALL SELECT MIN(until) FROM answers)`,
      )
      .toArray();
    return row?.next ?? undefined;
  }

  /** Sets the alarm for that. An earlier one stays: it finds nothing to do. */
  wakeInTime() {
    const next = this.next();
    if (next !== undefined) this.alarm.setBy(next);
  }

  /** At the start of the object's life: the life before may have lost its alarm. */
  async begin() {
    await this.alarm.begin();
    this.wakeInTime();
  }
}

function priced({ plan }: Hold): number {
  return plan.kind === "order" ? plan.at : 0;
}
