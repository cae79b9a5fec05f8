/** What a shopper asks for beside the cart: codes, offers, points, prices in points, gifts. It becomes the options of a quote. */

import type { AtPrices, Hint, Picks, QuoteOptions, Voucher } from "perks";
import type { Account } from "../../account/account";

/** Something that was entered: a code, a code with the offer that it is said to be of, or a signed voucher. */
export interface Entered {
  text: string;
  offer?: string;
  voucher?: Voucher;
}

export interface Choice {
  codes: readonly Entered[];
  /** Coupons of the member's that are named before others of their offers. */
  coupons: readonly string[];
  without: readonly string[];
  /** Absent: the programme's choice. */
  offers: readonly string[] | undefined;
  nodes: number;
  spend: number | "max";
  prices: AtPrices;
  gifts: Picks;
  /** Priced as of then, epoch milliseconds or an instant, and not of now. */
  at: string | undefined;
}

/** As the engine does by itself. */
export const USUAL_NODES = 500;
export const MOST_NODES = 1_000_000;

export const NOTHING_CHOSEN: Choice = {
  codes: [],
  coupons: [],
  without: [],
  offers: undefined,
  nodes: USUAL_NODES,
  spend: 0,
  prices: {},
  gifts: {},
  at: undefined,
};

export type Options = Omit<QuoteOptions, "now" | "receipt">;

/** What is as usual is left out. */
export function optionsOf(choice: Choice, { counters }: Pick<Account, "counters">): Options {
  const coupons = [...choice.coupons, ...choice.codes.map(couponOf)];
  return {
    spend: choice.spend,
    ...(counters && { counters }),
    ...(coupons.length > 0 && { coupons }),
    ...(choice.without.length > 0 && { without: [...choice.without] }),
    ...(choice.offers !== undefined && { offers: [...choice.offers] }),
    ...(choice.nodes !== USUAL_NODES && { nodes: choice.nodes }),
    ...(Object.keys(choice.prices).length > 0 && { prices: choice.prices }),
    ...(Object.keys(choice.gifts).length > 0 && { gifts: choice.gifts }),
  };
}

/**
 * An order is priced as the programme does. So offers that were picked by hand, or found by a longer search, are asked for by leaving out
 * all others.
 *
 * @param applied what the quote that is ordered applies
 * @param all the programme's
 */
export function orderedBy(
  { offers, nodes, ...rest }: Options,
  applied: readonly string[],
  all: readonly string[],
): Options {
  if (offers === undefined && nodes === undefined) return rest;
  const without = all.filter((offer) => !applied.includes(offer));
  return { ...rest, ...(without.length > 0 && { without }) };
}

export function couponOf({
  text,
  offer,
  voucher,
}: Entered): NonNullable<Options["coupons"]>[number] {
  if (voucher) return { voucher };
  return offer === undefined ? text : { code: text, offer };
}

/** What a hint changes beside the cart. */
export function withHint(choice: Choice, { change }: Hint): Choice {
  const { without = [], at, spend } = change;
  return {
    ...choice,
    without: [...choice.without, ...without],
    ...(at !== undefined && { at }),
    ...(spend !== undefined && { spend }),
  };
}

/** The same without what is about a line that is gone. */
export function withoutLine(choice: Choice, line: string): Choice {
  const { [line]: _gone, ...prices } = choice.prices;
  return { ...choice, prices };
}
