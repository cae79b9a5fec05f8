/** Quotes of an order for a member, and whether one promises what another did. */
import type { CartDocument, Member, Quote, QuoteOptions, Receipt } from "perks";
import type { Answer, HoldRequest, Options } from "../contracts.ts";
import type { Loaded } from "../engine.ts";
import { problem, Refusal } from "../problem.ts";
import type { OrderOptions } from "./plan.ts";
import { changes, type Terms, termsOf } from "./terms.ts";

/** Of any quote: with its receipt, since that is what callers compare. */
export function quoteOf(
  member: Member,
  { program }: Loaded,
  cart: CartDocument,
  options: QuoteOptions,
): Quote {
  using read = program.cart(cart);
  return member.quote(read, { ...options, receipt: "yes" });
}

/** What a caller asks an order to be priced with; an order is priced as the programme does, and offers are left out by `without`. */
export function orderOptions(
  options: Options | undefined,
  coupons: NonNullable<OrderOptions["coupons"]>,
) {
  const { now: _, offers, nodes, coupons: __, spend, ...rest } = options ?? {};
  const wrong = offers ? "offers" : nodes ? "nodes" : undefined;
  if (wrong) {
    throw new Refusal(
      "bad_request",
      `\`${wrong}\` is for quotes alone: an order is priced as the programme does`,
      {
        errors: [{ path: `/options/${wrong}`, message: "leave offers out by `without`" }],
      },
    );
  }
  return {
    ...rest,
    ...(coupons.length > 0 ? { coupons } : {}),
    ...(spend === undefined ? {} : { spend }),
  };
}

/** What is to be paid in money; minor units. */
export function dueOf({ totals }: Quote): number {
  return totals.due_minor ?? totals.pay_minor;
}

/**
 * Answers where it is not the quote of the caller's receipt. Of the inputs nothing is asked: a quote that says the same, its instant and its balance
 * too, promises the same.
 */
export function notThatOf(quote: Quote, receipt: Receipt | undefined): Answer | undefined {
  if (!receipt) return undefined;
  const isSame =
    quote.receipt?.program === receipt.program && quote.receipt.outcome === receipt.outcome;
  return isSame ? undefined : quoteChanged(quote, { receipt });
}

/** The order is another: which sums of the caller's receipt are, what it is now, and what is otherwise where that is known. */
export function quoteChanged(
  quote: Quote,
  { receipt }: Pick<HoldRequest, "receipt">,
  was?: Terms,
): Answer {
  const same = (name: keyof Receipt) =>
    receipt?.[name] === quote.receipt?.[name] ? "same" : "other";
  return problem("quote_changed", "the order is not what was said", {
    ...(receipt
      ? { receipt: { program: same("program"), inputs: same("inputs"), outcome: same("outcome") } }
      : {}),
    quote,
    ...(was ? { changed: changes(was, termsOf(quote)) } : {}),
  });
}

/**
 * The same with what was held pinned: its own coupons named, and offers left out that were not in it. Another hold may have had them when this one
 * was priced, and have them still.
 */
export function pinned(options: OrderOptions, held: Terms, quote: Quote): OrderOptions {
  const named = (options.coupons ?? []).filter((it) => typeof it === "string");
  const coupons = Object.values(held.offers).flatMap((it) =>
    "coupon" in it ? [String(it.coupon)] : [],
  );
  const without = quote.offers.applied
    .map(({ offer }) => offer)
    .filter((offer) => !Object.hasOwn(held.offers, offer));
  return {
    ...options,
    ...(coupons.length > 0
      ? { coupons: [...(options.coupons ?? []), ...coupons.filter((it) => !named.includes(it))] }
      : {}),
    ...(without.length > 0 ? { without: [...(options.without ?? []), ...without] } : {}),
  };
}

/** Whether they promise the same. */
export function sameTerms(was: Terms, quote: Quote): boolean {
  return changes(was, termsOf(quote)).length === 0;
}
