/** Placing the order: what was shown is sent, and the account answers whether that is what it costs. It never charges anything else. */
import type { Quote } from "perks";
import type { Order, Placed, Refusal } from "../../account/account";
import { answer } from "../../engine/answer";
import { type Options, orderedBy } from "./choice";
import type { Desk } from "./desk";
import { differences } from "./difference";

export type Placing =
  | { is: "no" }
  | { is: "sending" }
  | { is: "changed"; quote: Quote; shown: Quote }
  /** `quote` is what was shown. */
  | { is: "kept"; quote: Quote }
  | { is: "refused"; refusal: Refusal }
  | { is: "done"; quote: Quote; earned: number };

export class Till {
  placing: Placing = { is: "no" };

  constructor(
    private readonly desk: Desk,
    private readonly changed: () => void,
  ) {}

  /** Sends the order as it is shown. */
  async place(): Promise<void> {
    const { desk } = this;
    const { cart } = desk;
    if (!cart || this.placing.is === "sending") return;
    const now = desk.now();
    const made = answer(() => {
      const quote = (options: Options) =>
        desk.account.member.quote(cart, { ...options, now, receipt: "yes" });
      const asked = desk.options();
      const shown = quote(asked);
      const options = this.#ordered(asked, shown);
      return { shown, options, quote: quote(options) };
    });
    if ("problems" in made) {
      desk.requote();
      return;
    }
    const { shown, options, quote } = made.good;
    // As the programme orders it, it may cost something else than what was picked by hand.
    if (differences(shown, quote).length > 0) this.#is({ is: "changed", quote, shown });
    else await this.#send({ id: desk.order, cart: cart.state(), options, quote });
  }

  /** Sends it once more, as it costs now. */
  async accept(): Promise<void> {
    const { placing, desk } = this;
    const cart = desk.document();
    if (placing.is !== "changed" || !cart) return;
    const options = this.#ordered(desk.options(), placing.quote);
    await this.#send({ id: desk.order, cart, options, quote: placing.quote });
  }

  /** To the basket. */
  back(): void {
    this.#is({ is: "no" });
  }

  #ordered(options: Options, { offers }: Quote): Options {
    const all = this.desk.account.shop.document.offers ?? [];
    return orderedBy(
      options,
      offers.applied.map(({ offer }) => offer),
      all.map(({ id }) => id),
    );
  }

  async #send(order: Order): Promise<void> {
    this.#is({ is: "sending" });
    // With its number: whoever loads the page again sends the same order.
    this.desk.keep();
    const placed = await this.desk.account.place(order);
    if (placed.is === "done" || placed.is === "kept") this.desk.ordered();
    if (placed.is === "refused" && isOrderedBefore(placed.refusal)) this.desk.renumber();
    this.#is(placingOf(placed, order));
  }

  #is(placing: Placing): void {
    this.placing = placing;
    this.changed();
  }
}

/** Whether an order with this basket's number is recorded, with other contents: by the edge's word, or the engine's. */
export function isOrderedBefore({ code }: Refusal): boolean {
  return code === "order_conflict" || code === "event_conflict";
}

function placingOf(placed: Placed, { quote }: Order): Placing {
  if (placed.is === "kept") return { is: "kept", quote };
  if (placed.is !== "done") return placed;
  // The same order, priced the same: its receipt is the one that was sent with it.
  const { receipt = quote.receipt } = placed.quote;
  return { ...placed, quote: receipt ? { ...placed.quote, receipt } : placed.quote };
}
