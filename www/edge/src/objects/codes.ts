/**
 * A sixteenth of a programme's unique codes and vouchers' serials, by their hashes: who holds or used each. It knows no code, no member
 * and no order; a hold is a random id.
 */
import { DurableObject } from "cloudflare:workers";
import { Alarm } from "../alarm.ts";
import type { CodeClaim, CodeState, CodesCalls, Env } from "../contracts.ts";

const FREE = 0;
const HELD = 1;
const USED = 2;

/** What is over is kept so long, since a commit that is late may still have it, where nobody else took it. */
const KEPT_MS = 86_400_000;
/** Rows that are cleaned in one go. */
const MOST_CLEANED = 5_000;

/** A hold stays with what it used, so that a refund frees it. Of an unknown voucher there is no row. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS offers (nr INTEGER PRIMARY KEY, offer TEXT NOT NULL, kind TEXT NOT NULL, UNIQUE (offer, kind));
  CREATE TABLE IF NOT EXISTS codes (
    hash BLOB PRIMARY KEY, offer INTEGER NOT NULL, state INTEGER NOT NULL, revoked INTEGER NOT NULL, hold TEXT, until INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS holds ON codes (hold) WHERE hold IS NOT NULL;
  CREATE INDEX IF NOT EXISTS ends ON codes (until) WHERE until IS NOT NULL;
  CREATE TABLE IF NOT EXISTS lost (hold TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
`;

type Kind = CodeClaim["kind"];
type Why = Awaited<ReturnType<CodesCalls["reserve"]>>["refused"][number]["why"];

type Of = { offer: string; kind: Kind };

interface Stored {
  [column: string]: SqlStorageValue;
  /** By its number. */
  offer: number;
  state: number;
  revoked: number;
  hold: string | null;
  until: number | null;
}

type Row = Of & Pick<Stored, "state" | "revoked" | "hold" | "until">;

export class CodesObject extends DurableObject<Env> implements CodesCalls {
  readonly #alarm: Alarm;
  /** By their numbers. */
  readonly #offers = new Map<number, Of>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec(TABLES);
    this.#alarm = new Alarm(ctx.storage);
    ctx.blockConcurrencyWhile(() => this.#alarm.begin());
  }

  async load(offer: string, hashes: string[]) {
    const { sql } = this.ctx.storage;
    return this.ctx.storage.transactionSync(() => {
      // In the order of the table, since it is written page by page.
      const { rowsWritten: added } = sql.exec(
        `INSERT INTO codes SELECT unhex(value), ?, ?, 0, NULL, NULL FROM json_each(?) WHERE true ORDER BY value
         ON CONFLICT DO NOTHING`,
        this.#offer(offer, "unique_code"),
        FREE,
        JSON.stringify(hashes),
      );
      return { added, known: hashes.length - added };
    });
  }

  async look(hashes: string[], now: number) {
    return hashes.map((hash) => {
      const row = this.#row(hash);
      return row ? { offer: row.offer, state: stateOf(row, now) } : null;
    });
  }

  async reserve(hold: string, claims: CodeClaim[], until: number, now: number) {
    const { sql } = this.ctx.storage;
    const refused = this.ctx.storage.transactionSync(() => {
      const found = claims.map((claim) => ({ claim, row: this.#row(claim.hash) }));
      const refused = found.flatMap(({ claim, row }) => {
        const why = refusal(claim, row, hold, now);
        return why ? [{ hash: claim.hash, why }] : [];
      });
      if (refused.length > 0) return refused;
      for (const { claim, row } of found) this.#take(hold, claim, row, until, now);
      sql.exec("UPDATE codes SET until = ? WHERE hold = ? AND state = ?", until, hold, HELD);
      sql.exec("DELETE FROM lost WHERE hold = ?", hold);
      return refused;
    });
    // One alarm at a time will do: what is over is free without it.
    if (refused.length === 0 && !this.#alarm.isSet) this.#alarm.setBy(until + KEPT_MS);
    return { refused };
  }

  async confirm(hold: string): Promise<boolean> {
    const { sql } = this.ctx.storage;
    return this.ctx.storage.transactionSync(() => {
      const states = sql
        .exec<{ state: number; revoked: number }>(
          "SELECT state, revoked FROM codes WHERE hold = ?",
          hold,
        )
        .toArray();
      const isTaken = sql.exec("SELECT 1 FROM lost WHERE hold = ?", hold).toArray().length > 0;
      if (states.length === 0 || isTaken) return false;
      if (states.some(({ state, revoked }) => revoked && state !== USED)) return false;
      sql.exec(
        "UPDATE codes SET state = ?, until = NULL WHERE hold = ? AND state = ?",
        USED,
        hold,
        HELD,
      );
      return true;
    });
  }

  async release(hold: string): Promise<void> {
    const { sql } = this.ctx.storage;
    this.ctx.storage.transactionSync(() => {
      this.#free("hold = ?", hold);
      sql.exec("DELETE FROM lost WHERE hold = ?", hold);
    });
  }

  async revoke(hashes: string[], offer?: string) {
    const { sql } = this.ctx.storage;
    return this.ctx.storage.transactionSync(() => {
      let revoked = 0;
      for (const hash of hashes) {
        const key = bytes(hash);
        const row = this.#row(hash);
        if (row?.revoked || (!row && offer === undefined)) continue;
        if (row) sql.exec("UPDATE codes SET revoked = 1 WHERE hash = ?", key);
        else if (offer !== undefined) {
          sql.exec(
            "INSERT INTO codes VALUES (?, ?, ?, 1, NULL, NULL)",
            key,
            this.#offer(offer, "signed"),
            FREE,
          );
        }
        if (row?.state !== USED) revoked += 1;
      }
      return { revoked };
    });
  }

  override alarm() {
    return this.#alarm.rang(
      async () => this.#clean(Date.now() - KEPT_MS),
      () => this.#next(),
    );
  }

  #clean(over: number) {
    const { sql } = this.ctx.storage;
    this.ctx.storage.transactionSync(() => {
      // A hold ends as a whole: all that it holds has the same end. Only then may it be forgotten that it lost something.
      this.#free(
        "state = 1 AND hold IN (SELECT hold FROM codes WHERE until <= ? ORDER BY until LIMIT ?)",
        over,
        MOST_CLEANED,
      );
      sql.exec(
        "DELETE FROM lost WHERE at <= ? AND NOT EXISTS (SELECT 1 FROM codes WHERE codes.hold = lost.hold)",
        over,
      );
    });
  }

  /** When there is something to clean again. */
  #next(): number | undefined {
    const { sql } = this.ctx.storage;
    const [first] = sql
      .exec<{ until: number }>(
        "SELECT until FROM codes WHERE until IS NOT NULL ORDER BY until LIMIT 1",
      )
      .toArray();
    const [lost] = sql.exec<{ at: number }>("SELECT at FROM lost ORDER BY at LIMIT 1").toArray();
    const times = [first?.until, lost?.at].filter((time) => time !== undefined);
    return times.length > 0 ? Math.min(...times) + KEPT_MS : undefined;
  }

  #take(
    hold: string,
    { kind, offer, hash }: CodeClaim,
    row: Row | undefined,
    until: number,
    now: number,
  ) {
    const { sql } = this.ctx.storage;
    const key = bytes(hash);
    if (!row) {
      sql.exec(
        "INSERT INTO codes VALUES (?, ?, ?, 0, ?, ?) ON CONFLICT DO NOTHING",
        key,
        this.#offer(offer, kind),
        HELD,
        hold,
        until,
      );
      return;
    }
    if (row.state === USED) return;
    if (row.state === HELD && row.hold !== hold)
      sql.exec("INSERT INTO lost VALUES (?, ?) ON CONFLICT DO NOTHING", row.hold, now);
    sql.exec(
      "UPDATE codes SET state = ?, hold = ?, until = ? WHERE hash = ?",
      HELD,
      hold,
      until,
      key,
    );
  }

  /** A voucher of which nothing remains to be said needs no row. */
  #free(where: string, ...bindings: SqlStorageValue[]) {
    const { sql } = this.ctx.storage;
    sql.exec(
      `DELETE FROM codes WHERE ${where} AND NOT revoked AND offer IN (SELECT nr FROM offers WHERE kind = 'signed')`,
      ...bindings,
    );
    sql.exec(`UPDATE codes SET state = 0, hold = NULL, until = NULL WHERE ${where}`, ...bindings);
  }

  #row(hash: string): Row | undefined {
    const found = this.ctx.storage.sql.exec<Stored>(
      "SELECT offer, state, revoked, hold, until FROM codes WHERE hash = ?",
      bytes(hash),
    );
    const { value } = found.next();
    if (!value) return undefined;
    const { offer, state, revoked, hold, until } = value;
    return { ...this.#offerOf(offer), state, revoked, hold, until };
  }

  /** An offer's number stays its own, so that what was read once is known. */
  #offerOf(nr: number): Of {
    const known = this.#offers.get(nr);
    if (known) return known;
    const found = this.ctx.storage.sql
      .exec<Of>("SELECT offer, kind FROM offers WHERE nr = ?", nr)
      .one();
    this.#offers.set(nr, found);
    return found;
  }

  #offer(offer: string, kind: Kind): number {
    const { sql } = this.ctx.storage;
    const [known] = sql
      .exec<{ nr: number }>("SELECT nr FROM offers WHERE offer = ? AND kind = ?", offer, kind)
      .toArray();
    const insert = "INSERT INTO offers (offer, kind) VALUES (?, ?) RETURNING nr";
    return (known ?? sql.exec<{ nr: number }>(insert, offer, kind).one()).nr;
  }
}

function refusal(
  { kind, offer }: CodeClaim,
  row: Row | undefined,
  hold: string,
  now: number,
): Why | undefined {
  if (!row) return kind === "signed" ? undefined : "unknown";
  if (row.offer !== offer || row.kind !== kind) return "unknown";
  if (row.hold === hold && (row.state === USED || !row.revoked)) return undefined;
  const state = stateOf(row, now);
  return state === "free" ? undefined : state;
}

function stateOf({ state, revoked, until }: Row, now: number): CodeState {
  if (state === USED) return "used";
  if (revoked) return "revoked";
  return state === HELD && (until ?? 0) > now ? "held" : "free";
}

function bytes(hash: string): ArrayBuffer {
  const pairs = hash.length / 2;
  const key = new Uint8Array(pairs);
  for (let at = 0; at < pairs; at++) key[at] = Number.parseInt(hash.slice(2 * at, 2 * at + 2), 16);
  return key.buffer;
}
