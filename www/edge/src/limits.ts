/**
 * How often somebody may call: a bucket of tokens for each caller, in this isolate alone.
 *
 * Libraries for this empty their tables by timers, and a worker has none between requests; or they ask a store, which costs more than
 * most calls here. This is a map that stays small.
 */
import { putLast } from "./bounded.ts";

interface Bucket {
  tokens: number;
  /** When `tokens` was true; epoch milliseconds. */
  at: number;
}

const MAX_BUCKETS = 10_000;

/** Longer than any address is somebody's own text. */
const MAX_ADDRESS = 64;

/**
 * Who counts as one by an address: of IPv6 its first 64 bits, since who has one address has the 2^64 of that network. IPv4 that is
 * written as IPv6 is IPv4.
 */
export function networkOf(address: string): string {
  const said = address.slice(0, MAX_ADDRESS);
  if (!said.includes(":")) return said;
  if (said.includes(".")) return said.slice(said.lastIndexOf(":") + 1);
  const [head = [], tail] = said.split("::", 2).map((part) => part.split(":").filter(Boolean));
  const zeros = tail ? Array(Math.max(0, 8 - head.length - tail.length)).fill("0") : [];
  const groups = [...head, ...zeros, ...(tail ?? [])].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}

export class Limits {
  readonly #buckets = new Map<string, Bucket>();
  readonly #most: number;

  constructor(most = MAX_BUCKETS) {
    this.#most = most;
  }

  /** Takes a token of this caller: 0, or how many whole seconds there is none. */
  take(caller: string, now: number, perSecond: number, burst: number): number {
    const known = this.#buckets.get(caller);
    const since = known ? Math.max(0, now - known.at) : 0;
    const tokens = known ? Math.min(burst, known.tokens + (since * perSecond) / 1_000) : burst;
    const taken = tokens >= 1;
    // Those who call stay, and the first of the map is whoever did not for longest.
    putLast(this.#buckets, caller, { tokens: taken ? tokens - 1 : tokens, at: now }, this.#most);
    return taken ? 0 : Math.ceil((1 - tokens) / perSecond);
  }
}
