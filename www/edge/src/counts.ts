/**
 * What this isolate counts of its requests, until it tells `OperationsObject`: once a second at most. Names alone, and numbers: what a
 * request was about is not known here.
 */
import { waitUntil } from "cloudflare:workers";
import type { Env, OperationsCalls } from "./contracts.ts";
import type { Counts } from "./hour.ts";

/** Upper bounds of the buckets of latencies, in milliseconds; one more is for what took longer. */
export const BOUNDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] as const;

const TELL_MS = 1_000;
/** A request that was to tell may have been cut off: then another does. */
const GIVE_UP_MS = 5_000;

export type OrderWord = "held" | "committed" | "released" | "expired" | "changed";

/** The name of what became of orders; objects tell it, too. */
export const orderCount = (word: OrderWord) => `order ${word}`;

export function operations(env: Env): OperationsCalls {
  const { OPERATIONS } = env;
  return OPERATIONS.get(OPERATIONS.idFromName("operations")) as unknown as OperationsCalls;
}

const minutes = new Map<number, Counts>();
let promisedAt = Number.NEGATIVE_INFINITY;
let promised = false;

/** Counts one request. `route` is its pattern. */
export function count(env: Env, now: number, names: readonly string[]): void {
  const minute = Math.floor(now / 60_000);
  const counts = minutes.get(minute) ?? {};
  minutes.set(minute, counts);
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  if (promised && now - promisedAt < GIVE_UP_MS) return;
  promised = true;
  promisedAt = now;
  waitUntil(tellSoon(env));
}

async function tellSoon(env: Env): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, TELL_MS));
  promised = false;
  const told = [...minutes];
  minutes.clear();
  for (const [minute, counts] of told) await operations(env).tell(minute, counts).catch(lost);
}

/** Of objects: what became of orders beside what a call asked for. */
export function tellOrders(env: Env, word: OrderWord, times: number, now: number): void {
  const told = operations(env).tell(Math.floor(now / 60_000), { [orderCount(word)]: times });
  waitUntil(told.catch(lost));
}

function lost(): void {
  // Counts are no record: what could not be told is lost, and the log has each request.
  console.warn(JSON.stringify({ warning: "counts could not be told" }));
}

/** The names under which a request counts. */
export function namesOf(seen: {
  route: string;
  status: number;
  ms: number;
  code?: string | undefined;
}): string[] {
  const { route, status, ms, code } = seen;
  const bucket = BOUNDS.findIndex((bound) => ms <= bound);
  const names = [
    `class ${Math.floor(status / 100)} ${route}`,
    `ms ${bucket < 0 ? BOUNDS.length : bucket} ${route}`,
  ];
  if (code) names.push(`problem ${code}`);
  const order = orderOf(route, status, code);
  return order ? [...names, ...order.map(orderCount)] : names;
}

function orderOf(route: string, status: number, code: string | undefined): OrderWord[] | undefined {
  if (code === "quote_changed") return ["changed"];
  if (status >= 300) return undefined;
  const [method, path = ""] = route.split(" ");
  if (method !== "POST") return undefined;
  if (path.endsWith("/holds")) return ["held"];
  if (path.endsWith("/commit")) return ["committed"];
  if (path.endsWith("/release")) return ["released"];
  if (path.endsWith("/orders")) return ["held", "committed"];
  return undefined;
}
