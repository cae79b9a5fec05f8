/** What components say beside the package's sentences, by language. Every argument is written already. */
import type { Bearer, LevelReason, MembershipStatus, PlanState } from "perks";
import type { Locale } from "../../engine/speak";
import { en } from "./en";
import { zhCN } from "./zh-CN";

export interface ComponentWords {
  loading: string;
  failed: string;
  retry: string;
  /** Without a moment: nobody said since when. */
  offline(since: string | undefined): string;
  until(time: string): string;
  since(time: string): string;
  always: string;
  balance: {
    title: string;
    guest: string;
    worth(money: string): string;
    pending(points: string): string;
    owed(points: string): string;
    expires(points: string, day: string): string;
    notSpendable: string;
    others: string;
    lots: string;
    none: string;
    earned(day: string): string;
    /** Of points that no rule of the programme gave. */
    given: string;
    never: string;
    sliding: string;
    available(time: string): string;
    waitsForDelivery: string;
    waitsFor(activity: string, time: string): string;
    /** Of a grant of which not all is left: how many it was … */
    ofGranted(points: string): string;
    /** … and where some went, as the book is called. */
    gone(book: string, points: string): string;
    books: string;
    book: Record<Book, string>;
    cashBack: string;
    cashBackOf(order: string): string;
  };
  tier: {
    title: string;
    none: string;
    noLevel: string;
    ownNone: string;
    why: Record<LevelReason, string>;
    rise(level: string): string;
    stay(level: string, time: string | undefined): string;
    highest: string;
    oneOf: string;
    reached(has: string | undefined, needs: string): string;
    missing(amount: string): string;
    atMost(maximum: string, has: string | undefined): string;
    met: string;
    open: string;
    /** Of what is counted as it will stand then. */
    asOf(time: string): string;
    metOf(has: string, needs: string): string;
    not: string;
    loses(day: string, level: string | undefined): string;
    losesPerks: string;
    losesOffers: string;
    plans: string;
    plan: Record<PlanState | "none", string>;
    tried(time: string): string;
    paid(time: string): string;
    grace(time: string): string;
    ended(time: string): string;
    canBeTried: string;
    renews: Record<MembershipStatus["renews"], string>;
    price(money: string): string;
  };
  coupon: {
    state: Record<CouponState, string>;
    worth(money: string): string;
    issued(day: string): string;
    use: string;
    useOf(name: string): string;
    show: string;
    showOf(name: string): string;
    hide: string;
    drop: string;
    dropOf(code: string): string;
    unknown: string;
    qr(name: string): string;
  };
  wallet: { title: string; coupons: string; codes: string; none: string };
  quote: {
    title: string;
    none: string;
    lines: string;
    units(count: string, money: string): string;
    unitsOf(count: string): string;
    was: string;
    tax(rate: string, money: string, base: string): string;
    earns(points: string): string;
    rounding: string;
    byPoints: string;
    byCard: string;
    borne(who: string): string;
    bornePart(who: string, money: string): string;
    bearer: Record<Bearer, string>;
    price(points: string, money: string | undefined): string;
    sums: string;
    list(units: string): string;
    discounts: string;
    net: string;
    shipping: string;
    shippingOff: string;
    pay: string;
    taxable: string;
    taxSum: string;
    due: string;
    applied: string;
    noneApplied: string;
    saves(money: string): string;
    givesPoints(points: string): string;
    givesLater(money: string): string;
    coupon(id: string): string;
    code(code: string): string;
    /** Of a coupon that is worth more than it took off. */
    ofWorth(money: string): string;
    uses(count: string): string;
    counted(uses: string, money: string): string;
    possible: string;
    alone(money: string): string;
    refused(count: string): string;
    codes: string;
    codeTaken: string;
    gifts: string;
    added: string;
    oneOf: string;
    gift(name: string, units: string): string;
    stock(count: string): string;
    cashBack: string;
    points: string;
    spend(points: string, money: string): string;
    spendUpTo(maximum: string, balance: string): string;
    earn: string;
    earnNone: string;
    uncapped(points: string): string;
    multiplied(names: string): string;
    tierAfter(ladder: string, level: string | undefined, until: string | undefined): string;
    optimal(nodes: string): string;
    gap(gap: string, bound: string, nodes: string): string;
    better(by: string, offers: string): string;
    took(micros: string): string;
  };
  rewards: {
    title: string;
    none: string;
    price(points: string, money: string | undefined): string;
    redeem: string;
    redeemOf(name: string): string;
    donation: string;
    gift(name: string): string;
    giftCard(money: string): string;
    cashBack(money: string): string;
    coupon(name: string, worth: string | undefined): string;
    partner(money: string): string;
    perk(name: string, uses: string): string;
    tier(level: string, ladder: string): string;
  };
  streak: {
    title: string;
    none: string;
    run(days: string): string;
    broken: string;
    done: string;
    checkIn: string;
    checkInOf(name: string): string;
    next(points: string): string;
    from(time: string): string;
    until(time: string): string;
    earlier: string;
    later: string;
    calendar(name: string, month: string): string;
    checked: string;
  };
  hints: {
    title: string;
    none: string;
    apply: string;
    applyOf(name: string): string;
    adds: string;
    line(name: string, units: string, money: string): string;
    saves(money: string): string;
  };
}

export type Book =
  | "granted"
  | "pending"
  | "spent"
  | "expired"
  | "clawed_back"
  | "forfeited"
  | "transferred";

export type CouponState = "ready" | "not_yet" | "ended" | "used" | "not_now" | "asked";

const WORDS: Record<Locale, ComponentWords> = { en, "zh-CN": zhCN };

export function wordsOf(locale: Locale): ComponentWords {
  return WORDS[locale];
}
