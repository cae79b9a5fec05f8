/** What a member entered, as the engine takes it: vouchers are verified, unique codes looked up. */
import type { Call, Entered } from "../contracts.ts";
import type { Loaded } from "../engine.ts";
import { type Resolved, resolve, type Uses } from "../entered.ts";
import type { Own } from "./own.ts";
import { patiently } from "./reserve.ts";
import { withPending } from "./view.ts";

export async function enteredOf(
  own: Own,
  call: Call,
  loaded: Loaded,
  entered: Entered[],
  now: number,
  uses?: Uses,
): Promise<Pick<Resolved, "coupons" | "refused">> {
  if (entered.length === 0) return { coupons: [], refused: [] };
  // The member is asked before anything is awaited.
  return patiently(
    withPending(own, call, loaded, ({ member, asOf }) =>
      resolve(own.env, loaded, member, entered, Math.max(now, asOf), uses),
    ),
  );
}
