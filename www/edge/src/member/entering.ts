import type { Call, Entered, Env } from "../contracts.ts";
import type { Loaded } from "../engine.ts";
import type { OrderPlan } from "./plan.ts";

type Coupons = NonNullable<OrderPlan["options"]["coupons"]>;
export async function enteredOf(
  _env: Env,
  _loaded: Loaded,
  _call: Call,
  coupons: Entered[],
): Promise<{
  coupons: Coupons;
  refused: { entered: string; offer?: string; reasons: { code: string }[] }[];
}> {
  return { coupons, refused: [] };
}
