import type { ClassName, OrderFactName, Reason } from "perks";
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
    rounded: "Rounded down",
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
    noLevel: "no level",
    oneOfThese: "Either of these:",
    notKnown: "not known",
    memberships: "Memberships",
    noMembership: "not a member",
    canBeTried: "can be tried",
    perks: "Perks",
    about: "About you",
    stage: "Stage",
    segments: "Groups",
    scores: "Scores",
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
  days: (count, format) =>
    `${format.count(count)} ${format.plural(count) === "one" ? "day" : "days"}`,
  since: (time) => `since ${time}`,
  why: {
    granted: "granted to you",
    earned: "earned",
    kept: "kept",
    grace: "in its grace: what keeps it can still be done",
    lapsed: "the level above is over",
    undone: "after a return",
    requalified: "by the programme's new rules",
  },
  toLevel: (level) => `To reach ${level}`,
  toStay: (level, day) =>
    day === undefined ? `To keep ${level}` : `To keep ${level} after ${day}`,
  reached: (has, needs) => `${has ?? "not known"} of ${needs}`,
  missing: (amount) => `${amount} more`,
  atMost: (maximum, has) => `${has ?? "not known"}, ${maximum} at the most`,
  loses: (day, level, gone) =>
    `If nothing more happens: on ${day} ${level ?? "no level"}${gone.length > 0 ? `, without ${gone.join(", ")}` : ""}.`,
  after: (level, until) =>
    `This order takes you to ${level ?? "no level"}${until === undefined ? "" : ` until ${until}`}.`,
  plan: { trial: "on trial", active: "active", grace: "in grace" },
  renews: {
    automatic: "renews by itself",
    by_hand: "is renewed by you",
    stopped: "is stopped and runs out",
  },
  costs: (money) => `${money} a period`,
  grace: (day) => `benefits until ${day} if not renewed`,
  ended: (day) => `ended on ${day}`,
  gives: (gives, format) => {
    if (typeof gives === "string") return PERKS[gives];
    if ("return_days" in gives) return `${en.days(gives.return_days, format)} to return`;
    if ("priority" in gives) return `priority ${format.count(gives.priority)}`;
    return `allowance ${format.count(gives.allowance)}`;
  },
  left: (left, of, format) => `${format.count(left)} of ${format.count(of)} left`,
  used: (times, format) => `used ${times === 1 ? "once" : `${format.count(times)} times`}`,
  carried: (times, format) => `${format.count(times)} carried over`,
  extra: (times, format) => `${format.count(times)} from rewards`,
  reachedFrom: (inputs) => `from ${inputs}`,
  facts: {
    spend: "Spend",
    orders: "Orders",
    visits: "Days with an order",
    bought: "Items bought",
    average_order: "Average order",
    share: "Share of what you buy",
    activities: "Activities",
    points_earned: "Points earned",
    balance: "Points balance",
    expiring: "Points about to expire",
    referrals: "Friends brought",
    uses: "Uses of the offer",
    holds: "A coupon",
    score: "Score",
    attribute: "Profile",
    age: "Age",
    tenure: "Time as a member",
    since_last_order: "Time since your last order",
    joined: "Time since joining",
    birthday: "Birthday",
    anniversary: "Anniversary",
    due_again: "Time to buy again",
    stage: "Stage",
    gender: "Gender",
    enrolled: "Member of the programme",
    tier: "Level",
    segment: "Group of members",
    membership: "Membership",
    referred: "Brought by a friend",
    invited: "By invitation",
    during: "In a certain period",
    any: "One of these",
    at_least: "Some of these",
    not: "Not this",
    amount: "Basket",
    units: "Items in the basket",
    channel: "Channel",
    store: "Store",
    region: "Region",
    payment: "Payment",
    shipping_method: "Shipping",
    device: "Device",
    order_attribute: "Order",
    lines: "Lines in the basket",
    shipping_cost: "Shipping cost",
    recency: "Recency",
    frequency: "Frequency",
    monetary: "Amount",
    yearly_margin: "Yearly margin",
    retention: "Retention",
    discount: "Discount",
  },
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
    other_level: ({ needs }, say) =>
      `For the level ${needs.map((level) => say.name("level", level)).join(" or ")}.`,
    other_segment: () => "For certain members only.",
    other_class: ({ of, name, needs, has }, say) =>
      `For ${say.fact({ of, ...(name && { name }) })}: ${classes(of, needs, say).join(" or ")}${
        has === undefined ? "" : `, yours is ${classes(of, [has], say)}`
      }.`,
    no_membership: ({ plan, has, ended }, say) => {
      const needed = `Needs the membership ${say.name("plan", plan)}`;
      if (has !== undefined) return `${needed} in another state: yours is ${en.plan[has]}.`;
      return ended === undefined ? `${needed}.` : `${needed}, which ended on ${say.day(ended)}.`;
    },
    not_referred: () => "For members whom a friend brought.",
    not_invited: () => "By invitation only.",
    too_soon: ({ from, ...asked }, say) =>
      `${say.fact(asked)}: not enough yet${from === undefined ? "" : `, from ${say.time(from)}`}.`,
    too_late: ({ until, ...asked }, say) =>
      `${say.fact(asked)}: too long${until === undefined ? "" : `, it was until ${say.time(until)}`}.`,
    too_little: (it, say) =>
      `${say.fact(it)}: needs ${say.amount(it, "needs")}, you have ${say.amount(it, "has")}, ${say.amount(it, "missing")} more.`,
    too_much: (it, say) =>
      `${say.fact(it)}: ${say.amount(it, "maximum")} at the most, you have ${say.amount(it, "has")}.`,
    not_known: (it, say) => `${say.fact(it)}: not known yet.`,
    other_order: ({ has }, say) =>
      has === 0
        ? "For orders with certain goods."
        : `For other orders by their number; this one is number ${say.count(has)}.`,
    points_short: ({ needs, has, missing }, say) =>
      `Needs a balance of ${points(needs, say)}, you have ${say.count(has)}: ${say.count(missing)} more.`,
    points_over: ({ maximum, has }, say) =>
      `For a balance of ${points(maximum, say)} at the most, you have ${say.count(has)}.`,
    no_such_price: () => "This item has no price in points.",
    out_of_stock: () => "Out of stock.",
    limit_reached: ({ limit }, say) => `You had it ${say.count(limit)} times, which is the limit.`,
    budget_reached: ({ limit_minor }, say) =>
      `It saved you ${say.money(limit_minor)}, which is the limit.`,
    code_needed: () => "Needs a code.",
    unknown_code: () => "This code is not known.",
    not_held: () => "Needs a coupon.",
    used: () => "Already used.",
    not_activated: () => "Enrol in the offer first.",
    left_out: () => "Left out.",
    spend_below_item: ({ needs, missing }, say) =>
      `Points pay whole items here: at least ${points(needs, say)}, ${say.count(missing)} more.`,
    excluded: () => "Not offered with this basket.",
    nothing_to_discount: () => "Nothing in the basket is part of this offer.",
    better_offer: ({ offer, by_minor }, say) =>
      `“${say.offer(offer)}” saves ${say.money(by_minor)} more.`,
    conflict: ({ offer, by_minor }, say) =>
      `It does not combine with “${say.offer(offer)}”${by_minor === undefined ? "" : `: with it you save ${say.money(by_minor)} less`}.`,
    better_combination: ({ by_minor }, say) =>
      `With it you would save ${by_minor === undefined ? "" : `${say.money(by_minor)} `}less in all.`,
    not_chosen: () => "Other offers were chosen.",
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

/** Perks that are what they are called. */
const PERKS = {
  service: "service",
  early_access: "early access to offers",
  upgrade: "upgrade",
  fee_waiver: "a fee less",
  return_days: "more days to return",
  priority: "priority",
  allowance: "allowance",
};

/** Stages and classes by their names; what is stated stands for itself. */
function classes(of: ClassName | OrderFactName, ids: string[], say: Say): string[] {
  if (of === "stage") return ids.map((id) => say.name("stage", id));
  return of === "score" ? ids.map((id) => say.name("class", id)) : ids;
}
