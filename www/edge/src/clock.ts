/** Times that callers say, beside the time here: they may be a little apart, since clocks are. */
import type { InstantInput } from "perks";
import type { Env } from "./contracts.ts";
import { Refusal } from "./problem.ts";
import { setting } from "./settings.ts";

/** Epoch milliseconds; not a number for what is no instant. */
export function msOf(at: InstantInput): number {
  return typeof at === "number" ? at : Date.parse(String(at));
}

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** How far ahead of the time here a time that is said may lie; epoch milliseconds. */
export function latest(env: Env, now: number): number {
  return now + setting(env, "CLOCK_SKEW_MS");
}

/** Whether a time is too far from the time here, before or after it; what is no time is not. */
export function isFar(env: Env, at: number, now: number): boolean {
  return Math.abs(at - now) > setting(env, "CLOCK_SKEW_MS");
}

export function skewed(
  now: number,
  detail = "the time that the call says is too far from the time here",
): Refusal {
  return new Refusal("clock_skew", detail, { now: iso(now) });
}
