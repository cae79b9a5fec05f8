/** What the checkout says beside the package's sentences, by language. Amounts, points and times come written. */
import type { Bearer } from "perks";
import type { Locale } from "../../engine/speak";
import type { MoneyTotal } from "../desk/difference";
import type { FactField } from "../desk/facts";
import { en } from "./en";
import { zhCN } from "./zh-CN";

export interface CheckoutWords {
  title: string;
  own: {
    title: string;
    help: string;
    program: string;
    member: string;
    cart: string;
    open: string;
    close: string;
    none: string;
    full: string;
  };
  basket: {
    title: string;
    empty: string;
    unitsOf(goods: string): string;
    fewer(goods: string): string;
    more(goods: string): string;
    remove(goods: string): string;
    each(money: string): string;
    listPrice: string;
    net: string;
    /** Of some of the units. */
    ofUnits(offer: string, units: string): string;
    rounding: string;
    pointsShare: string;
    cardShare: string;
    earns(points: string): string;
    bearer: Record<Bearer, string>;
    payWith(goods: string): string;
    inMoney: string;
    /** Of one price among several its id. */
    pricePoints(price: string | undefined): string;
    atPrice(points: string, money: string | undefined): string;
    pointsEach: string;
    pointsEachHelp: string;
    document: string;
    lastGood: string;
    perk(name: string): string;
  };
  shelf: {
    title: string;
    add(goods: string): string;
    free: string;
    sku: string;
    price: string;
    units: string;
    category: string;
    tags: string;
    tagsHelp: string;
    put: string;
  };
  facts: {
    title: string;
    /** @param called an attribute's name */
    name(fact: FactField, called: string): string;
    unsaid: string;
    another: string;
    more: string;
    choose: string;
    shipping: string;
    card: string;
    none: string;
  };
  codes: {
    title: string;
    label: string;
    help: string;
    enter: string;
    of: string;
    anyOffer: string;
    good(offer: string, until: string | undefined): string;
    reading: string;
    unverified: string;
    drop(code: string): string;
    applied(offer: string): string;
    wallet: string;
    coupon(offer: string, worth: string | undefined): string;
    until(time: string): string;
    inUse: string;
    first(offer: string): string;
    named: string;
  };
  offers: {
    title: string;
    none: string;
    saves(money: string): string;
    givesPoints(points: string): string;
    givesBack(money: string): string;
    best: string;
    own: string;
    ownHelp: string;
    optimal(count: string, only: boolean): string;
    noChoice: string;
    bound(bound: string, gap: string, count: string): string;
    longer: string;
    better(money: string, offers: string): string;
    ownBest: string;
    toBest: string;
    leave(offer: string): string;
    leaveShort: string;
    left: string;
    take(offer: string): string;
    takeShort: string;
    others(count: string): string;
    alone(money: string): string;
  };
  points: {
    title: string;
    balance(points: string): string;
    label: string;
    slider: string;
    all: string;
    none: string;
    most(points: string): string;
    from(points: string): string;
    step(points: string): string;
    worth(points: string, money: string): string;
  };
  gifts: {
    title: string;
    added(offer: string): string;
    pick(offer: string): string;
    unpicked: string;
    choice(goods: string, units: string): string;
    stock(count: string): string;
  };
  hints: {
    title: string;
    apply(hint: string): string;
    applyShort: string;
    applied: string;
    undo: string;
    later(time: string): string;
    toNow: string;
  };
  sums: {
    title: string;
    totals: Record<MoneyTotal, string>;
    toEarn: string;
    inPool(pool: string): string;
    uncapped(points: string): string;
    cashBack(offer: string, time: string): string;
    after(level: string | undefined, until: string | undefined): string;
    spoken(pay: string, points: string): string;
    took(last: string, median: string, count: string): string;
    tookHelp: string;
    breakdown: string;
  };
  order: {
    place(money: string): string;
    sending: string;
    late: string;
    offline: string;
    kept: string;
    keptHelp: string;
    refused: string;
    orderedBefore: string;
    changedTitle: string;
    changedHelp: string;
    what: string;
    shown: string;
    now: string;
    nothing: string;
    same: string;
    spent: string;
    earned: string;
    accept(money: string): string;
    back: string;
    notNow: string;
    done: string;
    paid: string;
    earnedPoints: string;
    receipt: string;
    receiptHelp: string;
    digests: { program: string; inputs: string; outcome: string };
    anew: string;
  };
  broken: string;
}

const WORDS: Record<Locale, CheckoutWords> = { en, "zh-CN": zhCN };

export function wordsOf(locale: Locale): CheckoutWords {
  return WORDS[locale];
}
