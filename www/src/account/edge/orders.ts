/** What is said to the edge of an order, and what its answers are to whoever placed it; what of an event would be refused anyway. */
import type { EventDocument, Quote, Receipt } from "perks";
import { changes, termsOf } from "../../../edge/src/member/terms";
import { answer } from "../../engine/answer";
import type { Counters, Order, Placed, Refusal } from "../account";
import { isSigned, refusalOf } from "../locally";
import type { Refused } from "./calls";
import type { Fetched } from "./fetched";
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
): { json: object; isAnother: boolean } | undefined {
  const { options, ...rest } = json as { options: object };
  if (code === "clock_skew") {
    const { now: _, ...others } = options as { now?: string };
    return { json: { ...rest, options: others }, isAnother: false };
  }
  const { quote } = body as { quote?: Quote };
  if (code !== "quote_changed" || !quote || !shown) return undefined;
  if (changes(shown, termsOf(quote)).length > 0) return undefined;
  const { receipt, now } = quote;
  return { json: { ...rest, receipt, options: { ...options, now } }, isAnother: true };
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

/** Tries events on a copy, in their order; says why the last one is refused. Of a stock as much is there as at first. */
export function rehearsed(
  { shop: { program }, known }: Fetched,
  events: readonly object[],
  now: number,
): Refusal | undefined {
  using member = program.member(known.text);
  const { rewards } = program.authority();
  const problems = events.map((it) => {
    const event = it as EventDocument;
    const stock = rewards.find(({ reward }) => reward === event.redeem?.reward)?.stock;
    const redeem = event.redeem && stock !== undefined && { ...event.redeem, stock_left: stock };
    const tried = { ...event, at: now, ...(redeem && { redeem }) } as EventDocument;
    const made = answer(() => member.record(tried, { now }));
    return "problems" in made ? made.problems : undefined;
  });
  const last = problems.at(-1);
  return last && refusalOf(last);
}
