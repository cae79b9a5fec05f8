/** What people do at the checkout, as one event that bubbles to the page: parts of the page tell, none changes anything. */
import type { CartLine, Hint } from "perks";
import type { Entered } from "./choice";
import type { Fact } from "./facts";

export type Action =
  | { is: "units"; line: string; text: string }
  | { is: "remove"; line: string }
  | { is: "add"; line: Omit<CartLine, "id"> }
  | { is: "fact"; fact: Fact; value: string | number | undefined }
  | { is: "shipping" | "card"; text: string }
  | { is: "typed"; text: string; offer?: string }
  | { is: "enter"; text: string; offer?: string }
  | { is: "drop"; code: Entered }
  | { is: "coupon"; coupon: string; insteadOf: readonly string[] }
  | { is: "leave" | "take"; offer: string }
  | { is: "pick"; offers: readonly string[] | undefined }
  | { is: "longer" }
  | { is: "spend"; spend: number | "max" }
  | { is: "price"; line: string; price: string | undefined; points?: string }
  | { is: "gift"; offer: string; sku: string | undefined }
  | { is: "hint"; hint: Hint }
  | { is: "now" | "undo" | "place" | "accept" | "back" | "anew" };

export const ACTION = "checkout-action";

declare global {
  interface HTMLElementEventMap {
    [ACTION]: CustomEvent<Action>;
  }
}

/** Tells the page. */
export function act(from: EventTarget, action: Action): void {
  from.dispatchEvent(new CustomEvent(ACTION, { detail: action, bubbles: true, composed: true }));
}
