/** What the engine does here with a record: what happens to it, what an order comes to, what codes are good for. Nothing is kept. */
import type { EventDocument, Member, Problem, Quote, QuoteOptions, Recorded, Verdict } from "perks";
import type { AuthorityReason } from "perks/texts";
import { type Answer, answer } from "../engine/answer";
import type { Shop } from "../engine/shop";
import type { Account, Counters, Done, Happening, Order, Placed, Refusal } from "./account";

type Coupon = NonNullable<QuoteOptions["coupons"]>[number];

/** An event of the engine's types says exactly one thing, and so does what an app reports. */
export function eventOf(id: string, what: Happening, at?: number): EventDocument {
  return { id, ...(at !== undefined && { at }), ...what } as EventDocument;
}

export function recorded(
  shop: Shop,
  member: Member,
  what: Happening,
  { id, now }: { id: string; now: number },
): Done<Recorded> {
  const event = eventOf(id, stocked(shop, member, what), now);
  const made = answer(() => member.record(event, { now }));
  return "problems" in made
    ? { is: "refused", refusal: refusalOf(made.problems) }
    : { is: "done", result: made.good };
}

/** Prices the order as it was shown, and records it where it comes to the same. */
export function placed({ program }: Shop, member: Member, order: Order): Placed {
  const { quote: shown } = order;
  const { now } = shown;
  const made = answer((): Placed => {
    const quote = quoted({ program }, member, order);
    if (shown.receipt && shown.receipt.outcome !== quote.receipt?.outcome)
      return { is: "changed", quote, shown };
    member.record({ ...orderEvent({ ...order, quote }), at: now }, { now });
    return { is: "done", quote, earned: quote.points.earn.total };
  });
  return "problems" in made ? { is: "refused", refusal: refusalOf(made.problems) } : made.good;
}

/** What is recorded of an order, with the points that it was shown to spend; under its own id, as the edge does, so that neither records it beside the other. */
export function orderEvent({ id, cart, options, quote }: Order): EventDocument {
  const { prices, gifts, coupons, without, counters } = options;
  const said = { id, cart, spend: quote.points.spend.chosen };
  const what = { ...said, ...given({ prices, gifts, coupons, without, counters }) };
  return { id, order: what } as EventDocument;
}

/** What the order comes to as of when it was shown, with its receipt. */
export function quoted(
  { program }: Pick<Shop, "program">,
  member: Member,
  { cart, options, quote: { now } }: Order,
): Quote {
  using handle = program.cart(cart);
  return member.quote(handle, { ...options, now, receipt: "yes" });
}

/** What a check goes by; asked for anew after each wait, since the record may be replaced meanwhile, and freed. */
type Asked = Pick<Account, "shop" | "member" | "counters" | "now">;

/** As far as is known here: a unique code is one that nobody knows. */
export function checked(account: Asked, codes: readonly string[]): Promise<Verdict[]> {
  return Promise.all(codes.map((code) => verdictOf(account, code)));
}

async function verdictOf(account: Asked, entered: string): Promise<Verdict> {
  const now = account.now();
  let coupon: Coupon = entered.trim();
  if (isSigned(coupon)) {
    const { keySet, SignedError, verifyVoucher } = await import("perks/signed");
    try {
      const keys = keySet(account.shop.program.authority().keys);
      coupon = { voucher: (await verifyVoucher(coupon, keys, { now })).voucher };
    } catch (error) {
      if (!(error instanceof SignedError)) throw error;
      return refused(entered, error.code as AuthorityReason["code"]);
    }
  }
  const { member, counters } = account;
  const options = { now: account.now(), ...(counters && { counters }), coupons: [coupon] };
  const made = answer(() => member.check(options).codes[0]);
  const verdict = "good" in made ? made.good : undefined;
  return verdict ? { ...verdict, entered } : refused(entered, "unknown_code");
}

/** A signature's reasons are not the engine's; sentences know both. */
function refused(entered: string, code: AuthorityReason["code"] | "unknown_code"): Verdict {
  return { entered, reasons: [{ code }] as Verdict["reasons"] };
}

/** Three parts between dots, as no code is: a header in JSON begins like this. */
export function isSigned(text: string): boolean {
  return /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(text);
}

export function refusalOf(problems: readonly Problem[]): Refusal {
  const [first] = problems;
  if (!first) throw new Error("a refusal has a problem");
  return { code: first.code, message: first.message, problems };
}

/** Nobody but this device's member is known here, so nobody has used anything. */
export function untouched({ program }: Shop): Counters | undefined {
  const shared = program
    .authority()
    .offers.filter((it) => it.total !== undefined || it.budget_minor !== undefined);
  if (shared.length === 0) return undefined;
  return Object.fromEntries(shared.map(({ offer }) => [offer, { uses: 0, amount_minor: 0 }]));
}

/** With how many there are of a reward: all of its stock but what this member had, since nobody else is known here. */
function stocked({ program }: Shop, member: Member, what: Happening): Happening {
  const { redeem } = what;
  if (!redeem) return what;
  const { stock } =
    program.authority().rewards.find(({ reward }) => reward === redeem.reward) ?? {};
  if (stock === undefined) return what;
  const { redemptions = [] } = member.state();
  const had = redemptions.filter((it) => it.reward === redeem.reward && !it.cancelled);
  return { ...what, redeem: { ...redeem, stock_left: stock - had.length } };
}

/** Whether it can be read for the programme, and read alone. */
export function readable({ program }: Shop, text: string): Answer<Member> {
  return answer(() => program.member(text));
}

/** Without what is absent. */
function given(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
