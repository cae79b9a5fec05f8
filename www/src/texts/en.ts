import type { Reason } from "perks";
import type { Format } from "../format";
import type { Catalogue, Say } from "./index";

function points(count: number, format: Format): string {
  return `${format.count(count)} ${format.plural(count) === "one" ? "point" : "points"}`;
}

export const en: Catalogue = {
  language: "English",
  title: "Member price, points and checkout",
  words: {
    language: "Language",
    day: "Date",
    dayHelp: "Noon on this day, shop time",
    viewer: "Shopping as",
    member: "Member",
    guest: "Guest",
    card: "Your card",
    balance: "Balance",
    guestStatus:
      "You are shopping as a guest. Members pay member prices, earn points and spend them.",
    lots: "Where your points come from",
    lotSource: "Order",
    lotLeft: "Left",
    lotEarned: "Earned",
    lotExpires: "Expires",
    never: "never",
    pending: "Pending",
    memberOffers: "Offers on this day",
    always: "any time",
    cart: "Your basket",
    pointsShare: "Paid with points",
    addMore: "Add to the basket",
    spend: "Points to spend",
    spendSlider: "Points to spend, slider",
    spendMax: "All I can",
    applied: "Applied",
    refused: "Not applied",
    nothingApplied: "No offer applies to this basket.",
    list: "List price",
    discounts: "Discounts",
    net: "After discounts",
    pointsWorth: "Points",
    pay: "To pay",
    toEarn: "You earn",
    loading: "Starting the engine…",
    failed: "The engine could not be started.",
    lastGood: "The prices are those of the last valid basket.",
  },
  points,
  worth: (money) => `worth ${money} at the till`,
  memberSince: (day) => `Member since ${day}`,
  nextExpiry: (amount, day) => `${amount} expire on ${day}`,
  until: (time) => `until ${time}`,
  saves: (money) => `saves ${money}`,
  each: (money) => `${money} each`,
  earns: (amount) => `earns ${amount}`,
  spendable: (amount, money) => `You can use up to ${amount} here; your choice takes ${money} off.`,
  unitsOf: (goods) => `Quantity of ${goods}`,
  fewer: (goods) => `One fewer of ${goods}`,
  more: (goods) => `One more of ${goods}`,
  remove: (goods) => `Remove ${goods}`,
  add: (goods) => `Add ${goods}`,
  took: (micros) =>
    micros === undefined
      ? "This quote took less than this browser's clock can tell."
      : `This quote took ${micros} µs in WebAssembly, in your browser.`,
  summary: (pay, earns) => `To pay ${pay}; you earn ${earns}.`,
  reasons: {
    not_yet: ({ from }, say) => `Starts ${say.time(from)}.`,
    ended: ({ until }, say) => `Ended ${say.time(until)}.`,
    not_enrolled: () => "For members only.",
    amount_short: (it, say) =>
      `Needs ${say.money(it.needs_minor)}, you have ${say.money(it.has_minor)}: ${say.money(it.missing_minor)} more.`,
    units_short: (it, say) =>
      `Needs ${say.count(it.needs)} units, you have ${say.count(it.has)}: ${say.count(it.missing)} more.`,
    none_met: ({ of }, say) => `Needs one of these: ${alternatives(of, say)}`,
    too_few_met: ({ needs, has, of }, say) =>
      `Needs ${say.count(needs)} of these, ${say.count(has)} met: ${alternatives(of, say)}`,
    wrong_time: ({ next }, say) =>
      next === undefined ? "Not at this time." : `Not at this time; next ${say.time(next)}.`,
    other_level: ({ needs }) => `For the level ${needs.join(" or ")}.`,
    other_segment: () => "For certain members only.",
    other_class: () => "For certain members only.",
    no_membership: () => "For paying members only.",
    not_referred: () => "For whom another member brought.",
    not_invited: () => "By invitation.",
    too_soon: ({ from }, say) => (from === undefined ? "Not yet." : `From ${say.time(from)}.`),
    too_late: ({ until }, say) =>
      until === undefined ? "No longer." : `No longer since ${say.time(until)}.`,
    too_little: (it, say) =>
      it.unit === "money"
        ? `Needs ${say.money(it.needs_minor)}, you have ${say.money(it.has_minor)}: ${say.money(it.missing_minor)} more.`
        : `Needs ${it.needs}, you have ${it.has}: ${it.missing} more.`,
    too_much: (it, say) =>
      it.unit === "money"
        ? `Up to ${say.money(it.maximum_minor)}, you have ${say.money(it.has_minor)}.`
        : `Up to ${it.maximum}, you have ${it.has}.`,
    not_known: () => "We do not know enough about you yet.",
    other_order: () => "For another of your orders.",
    points_short: ({ needs, has, missing }, say) =>
      `Needs a balance of ${points(needs, say)}, you have ${say.count(has)}: ${say.count(missing)} more.`,
    points_over: ({ maximum, has }, say) =>
      `For a balance of ${points(maximum, say)} at the most, you have ${say.count(has)}.`,
    no_such_price: () => "This item has no price in points.",
    out_of_stock: () => "Out of stock.",
    limit_reached: ({ limit }, say) => `You had it ${say.count(limit)} times, which is the limit.`,
    spend_below_item: ({ needs, missing }, say) =>
      `Points pay whole items here: at least ${points(needs, say)}, ${say.count(missing)} more.`,
    excluded: () => "Not offered with this basket.",
    nothing_to_discount: () => "Nothing in the basket is part of this offer.",
    better_offer: ({ offer, by_minor }, say) =>
      `“${say.offer(offer)}” saves ${say.money(by_minor)} more.`,
    spending_off: () => "Points cannot be spent here.",
    balance_short: ({ needs, has, missing }, say) =>
      `You asked for ${points(needs, say)} and have ${say.count(has)}: ${say.count(missing)} short.`,
    spend_below_minimum: ({ needs, missing }, say) =>
      `At least ${points(needs, say)} at a time: ${say.count(missing)} more.`,
    spend_off_step: ({ step }, say) => `Points are spent in steps of ${say.count(step)}.`,
    spend_over_maximum: ({ maximum }, say) =>
      `The basket itself takes ${points(maximum, say)} at the most.`,
  },
  problems: {
    out_of_range: "This number is outside what is possible.",
    not_plain: "Please enter a whole number.",
    wrong_type: "Please enter a whole number.",
    bad_instant: "Please choose a date.",
    empty: "The basket needs at least one line.",
    over_limit: "The basket is over the limit.",
    too_many: "The basket is full.",
  },
};

function alternatives(of: Reason[][], say: Say): string {
  return of.map((reasons) => reasons.map((reason) => say.reason(reason)).join(" ")).join(" Or: ");
}
