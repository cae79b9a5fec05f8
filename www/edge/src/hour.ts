/** Counts of the last hour, as they are told and shown: by the worker, its object and its page. Types alone. */

/** What happened, counted: each name once, as `counts.ts` makes them. */
export type Counts = Record<string, number>;

/** Latencies in milliseconds, estimated from buckets: each is the upper bound of its bucket. */
export interface Latency {
  p50: number;
  p99: number;
}

export interface Hour extends Latency {
  now: number;
  /** Of each minute, the oldest first. */
  minutes: ({ at: number; requests: number; refused: number; faults: number } & Latency)[];
  /** The busiest first. `refused` are answers of 4xx, `faults` of 5xx. */
  routes: ({ route: string; requests: number; refused: number; faults: number } & Latency)[];
  /** The most frequent first. */
  problems: { code: string; count: number }[];
  /** What became of orders. */
  orders: Record<"held" | "committed" | "released" | "expired" | "changed", number>;
}
