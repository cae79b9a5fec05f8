/** The numbers and keys that objects go by, with what stands where a setting is absent. Who may call is not theirs to know. */
import type { JwkSet } from "perks/signed";
import type { Env } from "./contracts.ts";

const DEFAULTS = {
  PROGRAM_TTL_MS: 1_000,
  CODE_SHARDS: 16,
  COUNTER_SHARDS: 8,
  COUNTER_SHARD_FROM: 1_000,
  CLOCK_SKEW_MS: 120_000,
  IDEMPOTENCY_HOURS: 48,
} as const;

/** A setting that is a whole number, in what its name says; the others are counts. */
export function setting(env: Env, name: keyof typeof DEFAULTS): number {
  // Plain workerd says `null` of what its environment does not have.
  const text = env[name] ?? "";
  if (text === "") return DEFAULTS[name];
  const value = Number(text);
  const least = name.endsWith("_MS") ? 0 : 1;
  if (!Number.isSafeInteger(value) || value < least) {
    throw new Error(`the setting ${name} is a whole number of at least ${least}`);
  }
  return value;
}

let keys: { text: string; set: JwkSet } | undefined;

/** Who may sign programmes. */
export function programKeys({ PROGRAM_KEYS: text }: Env): JwkSet {
  if (keys?.text !== text) keys = { text, set: JSON.parse(text) };
  return keys.set;
}
