/**
 * What a quote promises, so that two can be compared: what is paid, saved, spent, earned and given. Not in it: reasons, proofs, hints, balances,
 * instants, and how much everybody had of an offer (`counted`), since none of these is anything that the customer gets or gives.
 */
import type { Quote } from "perks";

export interface Terms {
  currency: string;
  /** By the id of a line: what its goods cost after discounts, what points, a gift card and money pay of it, what it earns. */
  lines: Record<
    string,
    {
      net_minor: number;
      points_minor: number;
      card_minor: number;
      pay_minor: number;
      earns: number;
    }
  >;
  totals: Quote["totals"];
  /** Points that pay. */
  spent: number;
  /** Points by rule. */
  earned: Record<string, number>;
  /** By offer: what it saves, gives, and uses. */
  offers: Record<string, object>;
  /** What comes with the order, by offer: units by sku. */
  gifts: Record<string, Record<string, number>>;
  /** What is credited later, by offer. */
  cash_back: Record<string, number>;
}

export function termsOf(quote: Quote): Terms {
  const by = <T, V>(list: readonly T[] | undefined, entry: (it: T) => [string, V]) =>
    Object.fromEntries((list ?? []).map(entry)) as Record<string, V>;
  return {
    currency: quote.currency,
    lines: by(quote.lines, ({ id, net_minor, points_minor, card_minor = 0, pay_minor, earns }) => [
      id,
      { net_minor, points_minor, card_minor, pay_minor, earns },
    ]),
    totals: quote.totals,
    spent: quote.points.spend.chosen,
    earned: by(quote.points.earn.rules, ({ rule, points }) => [rule, points]),
    offers: by(quote.offers.applied, ({ offer, counted: _, ...what }) => [offer, what]),
    gifts: by(
      quote.gifts?.filter(({ added }) => added),
      ({ offer, choices }) => [offer, by(choices, ({ sku, units }) => [sku, units])],
    ),
    cash_back: by(quote.cash_back, ({ offer, amount_minor }) => [offer, amount_minor]),
  };
}

/** A value that is another; absent where there is none. */
export interface Change {
  /** JSON pointer into {@link Terms}. */
  path: string;
  was?: unknown;
  is?: unknown;
}

/** Where two differ, in the order of the first and then of what the second has beside it; empty when they promise the same. */
export function changes(was: unknown, is: unknown, path = ""): Change[] {
  if (was === is) return [];
  if (!isRecord(was) || !isRecord(is)) {
    return [{ path, ...(was === undefined ? {} : { was }), ...(is === undefined ? {} : { is }) }];
  }
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...names].flatMap((name) =>
    changes(
      own(was, name),
      own(is, name),
      `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    ),
  );
}

function own(record: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
