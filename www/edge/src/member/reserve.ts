/**
 * Reservations in the objects of codes and counters, one claim at a time. Each call can fail, or not come back: then it is `try_again`, and
 * what may have happened is harmless, since each can be repeated and a reservation ends by itself.
 */
import { confirmAll, releaseAll, reserveAll } from "../codes.ts";
import type { Call, CounterAsk, CounterGrant, Env } from "../contracts.ts";
import { counter } from "../counters.ts";
import { Refusal } from "../problem.ts";
import { promptly } from "../promptly.ts";
import type { Claim } from "./plan.ts";

type Whose = Pick<Call, "program">;

export async function reserveCounter(
  env: Env,
  { id, of }: Claim,
  ask: Omit<CounterAsk, "hold" | "limit">,
): Promise<CounterGrant> {
  if (!("limit" in of)) throw new Error("a claim on a code has no limit");
  return patiently(counter(env, of.object).reserve({ ...ask, hold: id, limit: of.limit }));
}

/** Why a code cannot be had; nothing where it can. */
export async function reserveCode(
  env: Env,
  { program }: Whose,
  { id, of }: Claim,
  until: number,
  now: number,
): Promise<string | undefined> {
  if (!("hash" in of)) throw new Error("a claim on a counter has no hash");
  const { refused } = await patiently(reserveAll(env, program, id, [of], until, now));
  return refused[0]?.why;
}

/** Whether it is still there to be confirmed. */
export async function confirm(
  env: Env,
  { program }: Whose,
  { id, of, needed }: Claim,
): Promise<boolean> {
  return patiently(
    "hash" in of ? confirmAll(env, program, id, [of]) : counter(env, of.object).confirm(id, needed),
  );
}

export async function release(env: Env, { program }: Whose, { id, of }: Claim): Promise<void> {
  await patiently(
    "hash" in of ? releaseAll(env, program, id, [of]) : counter(env, of.object).release(id),
  );
}

/** Another object's answer, or `try_again`. */
export async function patiently<T>(answer: Promise<T>): Promise<T> {
  try {
    return await promptly(answer);
  } catch (error) {
    throw new Refusal("try_again", "something that the call needs cannot be reached", {
      reason: String(error),
    });
  }
}
