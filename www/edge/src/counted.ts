/** What everybody used and holds of the limits of a programme, for previews: as of a moment ago. Holds ask the counters themselves. */
import type { QuoteOptions } from "perks";
import { putLast } from "./bounded.ts";
import type { Amounts, Env } from "./contracts.ts";
import { type Counted, limitOf, readCounter } from "./counters.ts";
import type { Loaded } from "./engine.ts";
import { Refusal } from "./problem.ts";
import { promptly } from "./promptly.ts";

export interface Counts {
  offers: Record<string, Amounts>;
  rewards: Record<string, Amounts>;
}

/** Counts are kept for so long: a preview's are of then anyway. */
const KEPT_MS = 1_000;
const MAX_KEPT = 256;

interface Kept {
  at: number;
  counts: Counts;
}

const kept = new Map<string, Kept>();

/** As options of the engine; nothing where there is no limit. */
export async function counters(
  env: Env,
  loaded: Loaded,
  now: number,
): Promise<Pick<QuoteOptions, "counters">> {
  const { offers } = await countsOf(env, loaded, now);
  return Object.keys(offers).length > 0 ? { counters: asCounters(offers) } : {};
}

/** Of every limit of the active version; each isolate asks for them once a second at most. */
export async function countsOf(
  env: Env,
  { id, version, authority }: Loaded,
  now: number,
): Promise<Counts> {
  const name = `${id}@${version}`;
  const known = kept.get(name);
  if (known && Math.abs(now - known.at) < KEPT_MS) return known.counts;
  // One asks; those who call meanwhile go on with what there is.
  if (known) known.at = now;
  const read = async (name: string, counted: Counted) =>
    [name, await promptly(readCounter(env, id, counted, now))] as const;
  const limited = authority.offers.filter(limitOf);
  const [offers, rewards] = await Promise.all([
    Promise.all(limited.map(({ offer }) => read(offer, { offer }))),
    Promise.all(authority.rewards.map(({ reward }) => read(reward, { reward }))),
  ]).catch((error) => {
    throw new Refusal("try_again", "what everybody used cannot be read now", {
      reason: String(error),
    });
  });
  const counts = { offers: Object.fromEntries(offers), rewards: Object.fromEntries(rewards) };
  return putLast(kept, name, { at: now, counts }, MAX_KEPT).counts;
}

export function asCounters(
  offers: Record<string, Amounts>,
): Record<string, { uses: number; amount_minor: number }> {
  const counters = Object.entries(offers).map(
    ([offer, { uses, amount }]) => [offer, { uses, amount_minor: amount }] as const,
  );
  return Object.fromEntries(counters);
}
