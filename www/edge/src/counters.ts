/** Which object counts a limit of everybody, for whom. How it counts is in `counter/`. */
import type { Authority } from "perks";
import type { Amounts, CounterCalls, Env, Limit } from "./contracts.ts";
import { setting } from "./settings.ts";

/** What is limited. */
export type Counted = { offer: string; reward?: never } | { reward: string; offer?: never };

/** Of a budget alone, so many minor units are taken for a use. */
const MINOR_PER_USE = 100;

/** What a programme allows of an offer to everybody together; nothing where that is without limit. */
export function limitOf({ total, budget_minor }: Authority["offers"][number]): Limit | undefined {
  if (total === undefined && budget_minor === undefined) return undefined;
  return {
    ...(total === undefined ? {} : { uses: total }),
    ...(budget_minor === undefined ? {} : { amount: budget_minor }),
  };
}

/**
 * The name of the object that a member, or a guest's order, reserves at. Keep it with the hold: what confirms or releases goes there,
 * though another version may count elsewhere.
 */
export function counterFor(
  env: Env,
  program: string,
  counted: Counted,
  limit: Limit,
  who: string,
): string {
  const uses = limit.uses ?? (limit.amount ?? 0) / MINOR_PER_USE;
  if (uses < setting(env, "COUNTER_SHARD_FROM")) return bankOf(program, counted);
  return `${prefix(program, counted)}/${spread(who) % setting(env, "COUNTER_SHARDS")}`;
}

export function counter(env: Env, name: string): CounterCalls {
  return env.COUNTER.get(env.COUNTER.idFromName(name));
}

/** What is used and held, in all. */
export function readCounter(
  env: Env,
  program: string,
  counted: Counted,
  now: number,
): Promise<Amounts> {
  return counter(env, bankOf(program, counted)).read(now);
}

function bankOf(program: string, counted: Counted): string {
  return `${prefix(program, counted)}/bank`;
}

function prefix(program: string, { offer, reward }: Counted): string {
  return `${program}/${offer === undefined ? `reward:${reward}` : `offer:${offer}`}`;
}

/** FNV-1a of 32 bits, of UTF-16: spread evenly, and no secret. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
