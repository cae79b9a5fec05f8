/** The numbers and keys that the worker and its objects go by. Who may call is not theirs to know. */
import type { JwkSet } from "perks/signed";
import type { Env } from "./contracts.ts";

/** By name: what stands where it is absent, the least, and the most; in what the name says, the others are counts. */
const NUMBERS = {
  PROGRAM_TTL_MS: [1_000, 0, 3_600_000],
  CLOCK_SKEW_MS: [120_000, 0, 86_400_000],
  IDEMPOTENCY_HOURS: [48, 1, 8_760],
  MAX_BODY_BYTES: [262_144, 1_024, 6_291_456],
  RATE_PER_SECOND: [50, 1, 1_000_000],
  RATE_BURST: [100, 1, 1_000_000],
  CODE_SHARDS: [16, 1, 256],
  COUNTER_SHARDS: [8, 1, 256],
  COUNTER_SHARD_FROM: [1_000, 1, 1_000_000_000],
} as const;

type NumberName = keyof typeof NUMBERS;

export const NUMBER_NAMES = Object.keys(NUMBERS) as NumberName[];

/** A setting that cannot be: for whoever runs the worker, never for its callers. */
export class SettingError extends Error {
  readonly setting: string;

  constructor(setting: string, why: string) {
    super(`the setting \`${setting}\` ${why}`);
    this.setting = setting;
  }
}

/** A setting as it stands there, if it does. */
export function settingText(env: Env, name: keyof Env): string | undefined {
  const value: unknown = env[name];
  // What stands in no environment is `null` in workerd, and empty in many a file of settings.
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A setting that is a whole number. @throws {SettingError} */
export function setting(env: Env, name: NumberName): number {
  const [otherwise, least, most] = NUMBERS[name];
  const text = settingText(env, name);
  if (text === undefined) return otherwise;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new SettingError(name, `is to be a whole number from ${least} to ${most}`);
}

let keys: { text: string; set: JwkSet } | undefined;

/** Who may sign programmes. */
export function programKeys({ PROGRAM_KEYS: text }: Env): JwkSet {
  if (keys?.text !== text) keys = { text, set: JSON.parse(text) };
  return keys.set;
}
