/** What people do with components, as events: all bubble and leave shadow roots. */
import type { Hint } from "perks";

/** A coupon of the member's, by its id, or a code or voucher as it was entered. */
export type Use =
  | { coupon: string; code?: never; offer: string }
  | { code: string; coupon?: never; offer: string };

export interface PerksEvents {
  "perks-retry": null;
  "perks-use": Use;
  "perks-drop": { code: string };
  /** What it costs in points, in the programme's smallest, as it was shown. */
  "perks-redeem": { reward: string; points: number };
  "perks-check-in": { rule: string };
  "perks-hint": { hint: Hint };
}

export type PerksEvent<Name extends keyof PerksEvents> = CustomEvent<PerksEvents[Name]>;

declare global {
  interface HTMLElementEventMap {
    "perks-retry": PerksEvent<"perks-retry">;
    "perks-use": PerksEvent<"perks-use">;
    "perks-drop": PerksEvent<"perks-drop">;
    "perks-redeem": PerksEvent<"perks-redeem">;
    "perks-check-in": PerksEvent<"perks-check-in">;
    "perks-hint": PerksEvent<"perks-hint">;
  }
}
