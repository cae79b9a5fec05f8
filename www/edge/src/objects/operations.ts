/** Counts of the last hour, by minute, as isolates tell them. Numbers and the names of routes and problems: nothing about anybody. */
import { DurableObject } from "cloudflare:workers";
import type { Env, OperationsCalls } from "../contracts.ts";
import { BOUNDS, orderCount } from "../counts.ts";
import type { Counts, Hour, Latency } from "../hour.ts";

const MINUTES = 60;
const MINUTE_MS = 60_000;
/** Each request has a class, a bucket, and at most three names more: so many names are more than there can be. */
const MOST_NAMES = 2_000;

const TABLE =
  "CREATE TABLE IF NOT EXISTS counts (minute INTEGER, name TEXT, n INTEGER NOT NULL, PRIMARY KEY (minute, name)) WITHOUT ROWID";

const ORDERS = ["held", "committed", "released", "expired", "changed"] as const;

/** Requests by class of status, and by bucket of latency. */
class Tally {
  requests = 0;
  refused = 0;
  faults = 0;
  readonly #buckets: number[] = Array(BOUNDS.length + 1).fill(0);

  addClass(status: string, n: number): void {
    this.requests += n;
    if (status === "4") this.refused += n;
    if (status === "5") this.faults += n;
  }

  addBucket(bucket: number, n: number): void {
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + n;
  }

  told(): { requests: number; refused: number; faults: number } & Latency {
    const { requests, refused, faults } = this;
    return { requests, refused, faults, p50: this.#within(50), p99: this.#within(99) };
  }

  /** The upper bound, in milliseconds, within which so many of a hundred lie. */
  #within(percent: number): number {
    const all = this.#buckets.reduce((sum, n) => sum + n, 0);
    let left = Math.ceil((all * percent) / 100);
    if (left === 0) return 0;
    for (const [bucket, n] of this.#buckets.entries()) {
      left -= n;
      if (left <= 0) return BOUNDS[bucket] ?? 2 * (BOUNDS.at(-1) ?? 0);
    }
    return 0;
  }
}

export class OperationsObject extends DurableObject<Env> implements OperationsCalls {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec(TABLE);
  }

  async tell(minute: number, counts: Counts): Promise<void> {
    this.ctx.storage.transactionSync(() => {
      const { sql } = this.ctx.storage;
      sql.exec("DELETE FROM counts WHERE minute <= ?", minute - MINUTES);
      for (const [name, n] of Object.entries(counts).slice(0, MOST_NAMES)) {
        sql.exec(
          "INSERT INTO counts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
          minute,
          name,
          n,
        );
      }
    });
  }

  async lastHour(now: number): Promise<Hour> {
    const last = Math.floor(now / MINUTE_MS);
    const first = last - MINUTES + 1;
    const minutes = new Map(Array.from({ length: MINUTES }, (_, at) => [first + at, new Tally()]));
    const all = new Tally();
    const routes = new Map<string, Tally>();
    const problems = new Map<string, number>();
    const others = new Map<string, number>();
    for (const { minute, name, n } of this.#rows(first, last)) {
      const [kind = "", what = ""] = name.split(" ", 2);
      const rest = name.slice(kind.length + what.length + 2);
      const tallies = [all, minutes.get(minute), rest && tallyOf(routes, rest)];
      for (const tally of tallies) {
        if (!tally) continue;
        if (kind === "class") tally.addClass(what, n);
        if (kind === "ms") tally.addBucket(Number(what), n);
      }
      if (kind === "problem") problems.set(what, (problems.get(what) ?? 0) + n);
      if (kind === "order") others.set(name, (others.get(name) ?? 0) + n);
    }
    const { p50, p99 } = all.told();
    return {
      now,
      p50,
      p99,
      minutes: [...minutes].map(([minute, tally]) => ({ at: minute * MINUTE_MS, ...tally.told() })),
      routes: sorted(
        [...routes].map(([route, tally]) => ({ route, ...tally.told() })),
        "requests",
      ),
      problems: sorted(
        [...problems].map(([code, count]) => ({ code, count })),
        "count",
      ),
      orders: Object.fromEntries(
        ORDERS.map((word) => [word, others.get(orderCount(word)) ?? 0]),
      ) as Hour["orders"],
    };
  }

  #rows(first: number, last: number): { minute: number; name: string; n: number }[] {
    return this.ctx.storage.sql
      .exec<{ minute: number; name: string; n: number }>(
        "SELECT minute, name, n FROM counts WHERE minute BETWEEN ? AND ?",
        first,
        last,
      )
      .toArray();
  }
}

function tallyOf(routes: Map<string, Tally>, route: string): Tally {
  const tally = routes.get(route) ?? new Tally();
  routes.set(route, tally);
  return tally;
}

function sorted<Name extends string, T extends Record<Name, number>>(list: T[], by: Name): T[] {
  return list.sort((one, other) => other[by] - one[by]);
}
