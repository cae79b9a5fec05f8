/** What is supposed: a purchase, and a day to look at. The engine says what comes of it; nothing is recorded. */
import type {
  CartDocument,
  EventDocument,
  Forecast,
  Hint,
  Hints,
  Quote,
  QuoteOptions,
} from "perks";
import type { Account } from "../account/account";
import { type Answer, answer } from "../engine/answer";
import { hinted } from "../engine/hinted";

export interface Purchase {
  cart: CartDocument;
  /** When, epoch milliseconds; absent: now. */
  at?: number;
  without?: readonly string[];
  /** Smallest points. */
  spend?: number;
}

export interface Outcome {
  forecast: Forecast;
  /** Of the purchase, where there is one. */
  bought?: { quote: Quote; hints: Hints };
}

/** @param until epoch milliseconds; never before the purchase */
export function outcomeOf(
  account: Account,
  purchase: Purchase | undefined,
  until: number,
): Answer<Outcome> {
  const { member } = account;
  const now = account.now();
  if (!purchase) {
    return answer(() => ({ forecast: member.forecast({ now, until: Math.max(now, until) }) }));
  }
  const { cart, at = now, without = [], spend = 0 } = purchase;
  const { counters } = account;
  const entered = { without: [...without], spend, ...(counters && { counters }) };
  const options: QuoteOptions = { ...entered, now: at };
  const id = "what-if";
  const event: EventDocument = { id, at, order: { id, cart, ...entered } };
  return answer(() => {
    using handle = account.shop.program.cart(cart);
    const bought = { quote: member.quote(handle, options), hints: member.hints(handle, options) };
    const forecast = member.forecast({ now, until: Math.max(at, until), events: [event] });
    return { forecast, bought };
  });
}

/** The purchase as a hint would have it. */
export function followed({ cart, ...rest }: Purchase, hint: Hint): Purchase {
  const { at, without, spend } = hint.change;
  return {
    ...rest,
    cart: hinted(cart, hint),
    ...(at !== undefined && { at: Date.parse(at) }),
    ...(without && { without: [...(rest.without ?? []), ...without] }),
    ...(spend !== undefined && { spend }),
  };
}
