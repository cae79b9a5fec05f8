/** What all parts of the checkout have in common: its words, and how they tell what people do. */
import { theme } from "../../components/theme";
import { layout } from "../../shell/layout";
import { Voiced } from "../../shell/voiced";
import { type Action, act } from "../desk/actions";
import { type CheckoutWords, wordsOf } from "../words";
import { looks } from "./looks";

export abstract class CheckoutElement extends Voiced {
  static override styles = [theme, layout, looks];

  get text(): CheckoutWords {
    return wordsOf(this.locale);
  }

  protected do(action: Action): void {
    act(this, action);
  }
}

/** For properties that are made anew with each quote: what says the same needs no rendering. */
export function differs(now: unknown, before: unknown): boolean {
  return now !== before && JSON.stringify(now) !== JSON.stringify(before);
}
