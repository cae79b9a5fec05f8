/** What is said to the edge of an order, and what its answers are to whoever placed it. */
import type { Quote, Receipt } from "perks";
import { changes, termsOf } from "../../../edge/src/member/terms";
import type { Counters, Order, Placed } from "../account";
import { isSigned } from "../locally";
import type { Refused } from "./calls";
import type { Entry } from "./outbox";

type Coupons = NonNullable<Order["options"]["coupons"]>;

/** The order as it was shown: as of then, with its receipt, and with what is to be paid. */
export async function bodyOf(
  { id, cart, options, quote }: Order,
  counters: Counters | undefined,
  codes: readonly string[],
): Promise<object> {
  const { counters: _, coupons, ...rest } = options;
  const said = {
    ...rest,
    now: quote.now,
    ...(counters && { counters }),
    ...(coupons && { coupons: await sentOf(coupons, codes) }),
  };
  const { receipt } = quote;
  const paid_minor = quote.totals.due_minor ?? quote.totals.pay_minor;
  return { order: id, cart, options: said, ...(receipt && { receipt }), paid_minor };
}

/** Of a voucher's claims the signed text among the codes that are kept: the edge verifies for itself. */
async function sentOf(coupons: Coupons, codes: readonly string[]): Promise<unknown[]> {
  const hasVouchers = coupons.some((it) => typeof it === "object" && it.voucher);
  if (!hasVouchers) return coupons;
  const { readVoucher } = await import("perks/signed");
  const signed = codes
    .map((code) => code.trim())
    .filter(isSigned)
    .flatMap((text) => {
      try {
        return [{ text, voucher: readVoucher(text).voucher }];
      } catch {
        // What is kept may be anything that somebody entered.
        return [];
      }
    });
  return coupons.map((it) => {
    if (typeof it !== "object" || !it.voucher) return it;
    const { serial, offer, key } = it.voucher;
    const found = signed.find(
      ({ voucher }) => voucher.serial === serial && voucher.offer === offer && voucher.key === key,
    );
    return found?.text ?? it;
  });
}

/**
 * What is said next of an order that was refused, where it promises what was shown all the same: one that waited longer than clocks differ is one of
 * now, and a quote that differs in its instant or its balance alone is agreed to already. Absent where that is not why.
 */
export function nextOf(
  { refusal: { code }, body }: Refused,
  { json, shown }: Pick<Entry, "json" | "shown">,
): object | undefined {
  const { options, ...rest } = json as { options: object };
  if (code === "clock_skew") {
    const { now: _, ...others } = options as { now?: string };
    return { ...rest, options: others };
  }
  const { quote } = body as { quote?: Quote };
  if (code !== "quote_changed" || !quote || !shown) return undefined;
  if (changes(shown, termsOf(quote)).length > 0) return undefined;
  const { receipt, now } = quote;
  return { ...rest, receipt, options: { ...options, now } };
}

export function doneOf(body: { quote: Quote; receipt: Receipt }): Placed {
  const { quote, receipt } = body;
  return { is: "done", quote: { ...quote, receipt }, earned: quote.points.earn.total };
}

/** Absent where it is refused for another reason than its price. */
export function changedOf(
  { refusal, body }: Refused,
  shown: Quote,
): Extract<Placed, { is: "changed" }> | undefined {
  if (refusal.code !== "quote_changed" || !body.quote) return undefined;
  return { is: "changed", quote: body.quote, shown };
}
