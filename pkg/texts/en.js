/** English. */

/** Whatever is wrong with the signature is nothing that its holder can mend. */
const FORGED = "This voucher is not genuine.";

/** @type {import("./index.d.ts").Language} */
export const en = {
  tag: "en",
  points: (count, plural) => `${count} ${plural === "one" ? "point" : "points"}`,
  days: (count, plural) => `${count} ${plural === "one" ? "day" : "days"}`,
  factOf: (fact, name) => `${fact} (${name})`,
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
    favourite: "Units of your favourite",
    holds: "Coupon",
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
  plan: { trial: "on trial", active: "active", grace: "in its grace period" },

  other: ({ code }) => `Not possible: “${code}”.`,
  reasons: {
    not_yet: ({ from }, say) => `Starts ${say.time(from)}.`,
    ended: ({ until }, say) => `Ended ${say.time(until)}.`,
    wrong_time: ({ next }, say) =>
      next === undefined ? "Not available at this time." : `Not available at this time; next ${say.time(next)}.`,
    not_enrolled: () => "For members only.",
    other_level: ({ ladder, needs }, say) =>
      `For the level ${say.or(needs.map((level) => say.name("level", level, ladder)))}.`,
    other_segment: () => "For certain members only.",
    other_class: (it, say) => {
      const yours = it.has === undefined ? "" : `; yours is ${say.classes(it.of, [it.has], it.name)[0]}`;
      return `${say.fact(it)}: for ${say.or(say.classes(it.of, it.needs, it.name))} only${yours}.`;
    },
    no_membership: ({ plan, has, ended }, say) => {
      const name = say.name("plan", plan);
      if (has !== undefined) return `Not with the membership “${name}” as it is: yours is ${en.plan[has]}.`;
      return ended === undefined
        ? `Needs the membership “${name}”.`
        : `Needs the membership “${name}”; yours ended on ${say.day(ended)}.`;
    },
    not_referred: () => "For members whom a friend brought.",
    not_invited: () => "By invitation only.",
    too_soon: ({ from, ...asked }, say) =>
      `${say.fact(asked)}: too soon${from === undefined ? "" : `, available from ${say.time(from)}`}.`,
    too_late: ({ until, ...asked }, say) =>
      `${say.fact(asked)}: too late${until === undefined ? "" : `, it was available until ${say.time(until)}`}.`,
    too_little: (it, say) =>
      `${say.fact(it)}: ${say.amount(it, "has")} of ${say.amount(it, "needs")}, ` +
      `${say.amount(it, "missing")} more needed.`,
    too_much: (it, say) =>
      `${say.fact(it)}: ${say.amount(it, "maximum")} at the most, you have ${say.amount(it, "has")}.`,
    not_known: (it, say) => `${say.fact(it)}: not known yet.`,
    other_order: ({ has }, say) =>
      has === 0
        ? "For orders with certain goods."
        : `Only for certain orders by their number; this is number ${say.count(has)}.`,
    points_short: ({ pool, needs, has, missing }, say) =>
      `Needs a balance of ${balance(pool, needs, say)}; you have ${say.pointCount(has)}, ${say.pointCount(missing)} short.`,
    points_over: ({ pool, maximum, has }, say) =>
      `For a balance of at most ${balance(pool, maximum, say)}; you have ${say.pointCount(has)}.`,
    amount_short: (it, say) =>
      `Needs ${say.money(it.needs_minor)} of ${goods(it.selector, say) ?? "these goods"}; you have ${say.money(it.has_minor)}, ` +
      `add ${say.money(it.missing_minor)} more.`,
    units_short: (it, say) => {
      const named = it.selector === undefined ? "" : ` of ${goods(it.selector, say)}`;
      return `Needs ${items(it.needs, say)}${named}; you have ${say.count(it.has)}, add ${say.count(it.missing)} more.`;
    },
    none_met: ({ of }, say) => `Needs one of these: ${alternatives(of, say).join(" Or: ")}`,
    too_few_met: ({ needs, has, of }, say) =>
      `Needs ${say.count(needs)} conditions, ${say.count(has)} met so far; ` +
      `the others: ${numbered(alternatives(of, say))}`,
    excluded: () => "Not available with this basket.",
    nothing_to_discount: (it, say) =>
      `Nothing in the basket is part of this offer${it.selector === undefined ? "" : `: it is for ${goods(it.selector, say)}`}.`,
    better_offer: ({ offer, by_minor }, say) =>
      by_minor === 0
        ? `“${say.name("offer", offer)}” saves as much.`
        : `“${say.name("offer", offer)}” saves ${say.money(by_minor)} more.`,
    conflict: ({ offer, by_minor }, say) => {
      const why = `Does not combine with “${say.name("offer", offer)}”`;
      if (by_minor === undefined) return `${why}.`;
      if (by_minor === 0) return `${why}: both save the same.`;
      return `${why}: with this one you save ${say.money(by_minor)} less.`;
    },
    better_combination: ({ by_minor }, say) =>
      !by_minor
        ? `Other offers together save ${by_minor === 0 ? "as much" : "more"}.`
        : `Other offers together save ${say.money(by_minor)} more.`,
    not_chosen: () => "Other offers were chosen.",
    no_such_price: () => "This item has no price in points.",
    out_of_stock: () => "Out of stock.",
    limit_reached: ({ limit, used, until }, say) =>
      `Limited to ${times(limit, say)}, ${say.count(used)} used so far${again(until, say)}.`,
    budget_reached: ({ limit_minor, used_minor, until }, say) =>
      `Limited to ${say.money(limit_minor)} of savings, ${say.money(used_minor)} used so far${again(until, say)}.`,
    code_needed: () => "Needs a code.",
    unknown_code: () => "This code is not valid.",
    voucher_of_other_program: () => "This voucher is of another programme.",
    key_refused: () => "The signature of this voucher is not accepted.",
    revoked: () => "This voucher was called back.",
    other_holder: () => "This voucher was issued to somebody else.",
    not_held: () => "Needs a coupon that you do not have.",
    used: () => "Already used.",
    not_activated: () => "Join this offer first.",
    left_out: () => "You left this offer out.",
    spending_off: () => "Points cannot be spent here.",
    balance_short: ({ needs, has, missing }, say) =>
      `Needs ${say.points(needs)}; you have ${say.pointCount(has)}, ${say.pointCount(missing)} short.`,
    spend_below_minimum: ({ needs, missing }, say) =>
      `At least ${say.points(needs)} at a time: ${say.pointCount(missing)} more.`,
    spend_off_step: ({ step }, say) => `Points are spent in steps of ${say.pointCount(step)}.`,
    spend_over_maximum: ({ maximum }, say) => `This order takes ${say.points(maximum)} at the most.`,
    spend_below_item: ({ needs, missing }, say) =>
      `Points pay whole items here: at least ${say.points(needs)}, ${say.pointCount(missing)} more.`,
  },

  authority: {
    held: () => "This is about to be used in another order. Try again in some minutes.",
    not_jws: () => FORGED,
    wrong_alg: () => FORGED,
    wrong_typ: () => FORGED,
    bad_header: () => FORGED,
    unknown_key: () => FORGED,
    bad_signature: () => FORGED,
    not_voucher: () => FORGED,
  },

  changes: {
    add: ({ amount_minor, units, selector, lines }, say) => {
      const skus = say.or([...new Set(lines.map(({ sku }) => say.name("sku", sku)))]);
      const named = goods(selector, say);
      return units === undefined
        ? `add ${say.money(amount_minor)} of ${named ?? `goods such as “${skus}”`}`
        : `add ${say.count(units)} more of ${named ?? `“${skus}”`} (${say.money(amount_minor)})`;
    },
    at: (instant, say) => `order from ${say.time(instant)} on`,
    set: {
      channel: (id, say) => `order through “${say.name("channel", id)}”`,
      store: (id, say) => `buy at “${say.name("store", id)}”`,
      region: (id, say) => `order to “${say.name("region", id)}”`,
      payment: (id, say) => `pay with “${say.name("payment", id)}”`,
      shipping_method: (id, say) => `have it shipped by “${say.name("shipping_method", id)}”`,
      device: (id, say) => `order with “${say.name("device", id)}”`,
      attribute: ({ name, value }, say) =>
        `choose “${typeof value === "number" ? say.count(value) : value}” for “${say.name("attribute", name)}”`,
    },
    without: (offers, say) => `do without ${say.and(offers.map((offer) => `“${say.name("offer", offer)}”`))}`,
    spend: (points, say) => (points === 0 ? "spend no points" : `spend ${say.points(points)}`),
  },
  hint: ({ offer, saves_minor, pays_minor, earns, cash_back_minor = 0 }, changes, say) => {
    const gains = [
      saves_minor > 0 && `save ${say.money(saves_minor)} more`,
      pays_minor !== 0 && `pay ${say.money(Math.abs(pays_minor))} ${pays_minor > 0 ? "more" : "less"}`,
      earns !== 0 && `earn ${say.points(Math.abs(earns))} ${earns > 0 ? "more" : "fewer"}`,
      cash_back_minor !== 0 &&
        `get ${say.money(Math.abs(cash_back_minor))} ${cash_back_minor > 0 ? "more" : "less"} back later`,
    ].filter((gain) => gain !== false);
    const brings = gains.length > 0 ? `: ${say.and(gains)}` : "";
    return `${capital(say.and(changes))} to get “${say.name("offer", offer)}”${brings}.`;
  },

  documents: {
    program: "programme",
    member: "member",
    cart: "cart",
    event: "event",
    options: "options",
    inputs: "inputs",
    receipt: "receipt",
  },
  place: (document, path, at) =>
    `${document}${path && ` ${path}`}${at === undefined ? "" : `, line ${at[0]}, column ${at[1]}`}`,
  problem: (place, wrong, help) => `${capital(place)}: ${wrong} ${help}`,
  kinds: {
    activity: "activity",
    class: "class",
    coupon: "coupon",
    cycle: "cycle",
    "earning rule": "earning rule",
    gift: "gift",
    group: "group",
    key: "key",
    ladder: "ladder",
    level: "level",
    offer: "offer",
    "offer or group": "offer or group",
    order: "order",
    perk: "perk",
    plan: "plan",
    pool: "pool",
    redemption: "redemption",
    reward: "reward",
    score: "score",
    segment: "segment",
    selector: "selector",
    "set of days": "set of days",
    stage: "stage",
    use: "use",
  },
  names: {
    id: { wrong: "is not an id", help: "Use small letters, digits, “.”, “_” and “-”, with a letter or digit first." },
    name: { wrong: "cannot be a name", help: "Use 1 to 128 characters, without blanks at the ends." },
    path: { wrong: "begins or ends with “/”", help: "Leave that “/” out." },
    digest: { wrong: "is not a sum of 32 hexadecimal digits", help: "Take it as it was told." },
    hash: { wrong: "is not a hash of 64 small hexadecimal digits", help: "Take the SHA-256 of the salt and the code." },
    holder: {
      wrong: "is not a hash of a holder, of 64 small hexadecimal digits",
      help: "Take the SHA-256 of the serial, a line feed and the member's id.",
    },
    key: { wrong: "is no Ed25519 public key", help: "Take the “x” of its JWK, 43 characters." },
    salt: { wrong: "is no salt to hide codes with", help: "Use 16 to 128 characters chosen at random." },
  },
  types: {
    nothing: "nothing",
    boolean: "true or false",
    integer: "a whole number",
    other_number: "a number that is not whole, or too large",
    text: "a text",
    list: "a list",
    object: "an object",
    word: "a word",
    word_or_object: "a word or an object",
    id: "an id",
    decimal: "a decimal number as a text",
    points: "a number of points",
    integer_or_text: "a whole number or a text",
    time: "a time of day",
    date: "a date",
    day_of_year: "a day of the year",
    instant: "an instant",
    spend: "a number of points, or “max”",
    coupon: "a coupon, a code or a voucher",
  },
  // The engine's own words are English, and say more where there is nothing but them.
  problems: {
    too_large: () => "This is larger than what is read.",
    not_utf8: () => "The text is not UTF-8.",
    not_json: its,
    too_deep: () => "Lists and objects are nested too deep.",
    not_plain: its,
    not_started: () => "The engine was not started.",
    not_loaded: () => "The engine could not be loaded.",
    wrong_type: ({ expected, found }) => {
      if (expected === undefined) return "This has the wrong type.";
      return `This must be ${en.types[expected]}${found === undefined ? "" : `, but is ${en.types[found]}`}.`;
    },
    duplicate_field: ({ name, instead }) =>
      instead === undefined
        ? `The field “${name}” stands here twice.`
        : `“${name}” is the old name of “${instead}”, and both stand here.`,
    unknown_field: ({ name }) => `There is no field “${name}” here.`,
    not_supported: ({ name }) => `“${name}” is not evaluated by this version.`,
    deprecated: ({ name, instead }) => `“${name}” is called “${instead}” now.`,
    missing_field: ({ name }, _say, problem) => (name === undefined ? its(0, 0, problem) : `“${name}” is missing.`),
    unknown_choice: ({ found }) => `“${found}” is no choice here.`,
    not_one_choice: its,
    empty: its,
    too_many: ({ maximum }, say, problem) =>
      maximum === undefined ? its(0, 0, problem) : `There are too many: at most ${say.count(maximum)}.`,
    too_long: ({ maximum }, say, problem) =>
      maximum === undefined ? its(0, 0, problem) : `This is too long: at most ${say.count(maximum)} characters.`,
    out_of_range: ({ minimum, maximum, above }, say, problem) => {
      const limits = [
        above !== undefined && `more than ${say.decimal(above)}`,
        minimum !== undefined && `at least ${say.decimal(minimum)}`,
        maximum !== undefined && `at most ${say.decimal(maximum)}`,
      ].filter((limit) => limit !== false);
      return limits.length === 0 ? its(0, 0, problem) : `This must be ${say.and(limits)}.`;
    },
    bad_id: ({ found, kind }) => `“${found}” ${en.names[kind].wrong}.`,
    bad_decimal: ({ found }) => `“${found}” is not a decimal number.`,
    too_many_decimals: ({ maximum }, say) =>
      `This has too many digits after the point: at most ${say.count(maximum)}.`,
    bad_date: ({ found }) => `“${found}” is not a date.`,
    bad_instant: ({ found }) => `“${found}” is not an instant.`,
    bad_time: ({ found }) => `“${found}” is not a time of day.`,
    bad_locale: ({ found }) => `“${found}” is not the name of a language.`,
    unsupported_format: its,
    unknown_currency: ({ found }) => `“${found}” is not a currency in use.`,
    wrong_currency: ({ needs }) => `The currency must be the programme's, ${needs}.`,
    unknown_zone: ({ found }) => `The time zone “${found}” is not known here.`,
    bad_zone: its,
    duplicate_id: ({ id }) => `“${id}” stands here twice.`,
    empty_window: its,
    contradiction: its,
    no_effect: its,
    unbounded: its,
    order_decides: ({ offer, before, off_minor, other_minor }, say) => {
      const [own, off, other] = [say.name("offer", offer), say.money(off_minor), say.money(other_minor)];
      return before === undefined
        ? `“${own}” takes items in the order of the cart's lines, which matters: of the example it takes ${off}, ` +
            `with the lines in the other order ${other}.`
        : `Nobody decided that “${say.name("offer", before)}” comes before “${own}”, which matters: of the example ` +
            `they take ${off}, in the other order ${other}.`;
    },
    wrong_program: ({ needs }) => `This does not belong to the programme “${needs}”.`,
    bad_lot: its,
    unknown_name: ({ kind, name }) => `The programme has no ${en.kinds[kind]} “${name}”.`,
    unknown_line: ({ id }) => `There is no line “${id}”.`,
    unknown_lot: ({ id }) => `There is no ${id === undefined ? "such lot of points" : `lot of points “${id}”`}.`,
    unknown_order: ({ kind, id }) =>
      id === undefined ? `There is no such ${en.kinds[kind]}.` : `There is no ${en.kinds[kind]} “${id}”.`,
    over_limit: its,
    event_conflict: its,
    event_too_early: its,
    event_in_future: its,
    wrong_member: its,
    spend_refused: ({ reason }, say) => `The points cannot be spent: ${say.reason(reason)}`,
    coupon_refused: ({ entered, reason }, say) => `“${entered}” does not apply: ${say.reason(reason)}`,
    return_refused: its,
    event_refused: ({ reason }, say, problem) =>
      reason === undefined ? its(0, 0, problem) : `This is not possible: ${say.reason(reason)}`,
    other_program: its,
    wrong_handle: its,
    freed_handle: its,
    more_problems: ({ count }, say) =>
      `${say.count(count)} more ${say.plural(count) === "one" ? "problem is" : "problems are"} not listed.`,
    internal: () => "The engine failed: this is a bug.",
  },
  help: {
    too_large: () => "Send less at once.",
    not_utf8: () => "Save the text as UTF-8.",
    not_json: theirs("Write it with a JSON library."),
    too_deep: () => "Write it flatter.",
    not_plain: theirs("Give JSON text, or plain objects."),
    not_started: () => "Call “start” first.",
    not_loaded: theirs("Check the connection, then try again."),
    wrong_type: () => "Write it as the format shows it.",
    duplicate_field: ({ instead }) => (instead === undefined ? "Remove one of them." : `Keep “${instead}”.`),
    unknown_field: ({ near }, _say, { document }) => {
      if (near !== undefined) return `Did you mean “${near}”?`;
      return WRITTEN.includes(document) ? NEWER : "Correct its name, or leave it out.";
    },
    not_supported: () => "Leave it out.",
    deprecated: ({ instead }) => `Write “${instead}”.`,
    missing_field: () => "Add it.",
    unknown_choice: ({ near, choices }, say, { document }) => {
      if (near !== undefined) return `Did you mean “${near}”?`;
      if (WRITTEN.includes(document)) return NEWER;
      return choices === undefined ? "Correct it." : `It is one of ${say.or(choices.map((word) => `“${word}”`))}.`;
    },
    not_one_choice: theirs("Name exactly one thing."),
    empty: theirs("Add at least one, or leave it out."),
    too_many: theirs("Leave some out."),
    too_long: () => "Shorten it.",
    out_of_range: theirs("Choose a number in the range."),
    bad_id: ({ kind }) => en.names[kind].help,
    bad_decimal: () => "Write digits, then perhaps a point and digits: “10.50”.",
    too_many_decimals: () => "Write fewer digits.",
    bad_date: () => "Write “2026-11-20”; for each year “11-20”.",
    bad_instant: () => "Write “2026-11-20T12:00:00+08:00”.",
    bad_time: () => "Write a time from “00:00” to “23:59”.",
    bad_locale: () => "Write “en” or “zh-CN”.",
    unsupported_format: theirs("Use a version of perks that reads it."),
    unknown_currency: () => "Use a code of ISO 4217, such as “CNY”.",
    wrong_currency: () => "Convert the amounts, or use another programme.",
    unknown_zone: () => "Write “Asia/Shanghai”, or an offset.",
    bad_zone: theirs("Correct the offset or the table."),
    duplicate_id: () => "Give each its own, or remove one.",
    empty_window: theirs("Let it end after it starts."),
    contradiction: theirs("Correct one of them."),
    no_effect: theirs("Remove it, or give it something to do."),
    unbounded: theirs("Give the question a beginning."),
    order_decides: theirs("Give one of them a higher priority."),
    wrong_program: () => "Read it with its own programme.",
    bad_lot: theirs("Take the member as it was last stored."),
    unknown_name: ({ near, declared }, say) => {
      if (near !== undefined) return `Did you mean “${near}”?`;
      if (declared === undefined) return "Correct the name, or declare it.";
      return `There ${declared.length === 1 ? "is only" : "are"} ${say.and(declared.map((id) => `“${id}”`))}.`;
    },
    unknown_line: () => "Use the id of a line that is there.",
    unknown_lot: () => "Use the id of a lot that is there.",
    unknown_order: () => "Check the id; record first what it is about.",
    over_limit: theirs("Send less at once."),
    event_conflict: theirs("Give each event an id of its own."),
    event_too_early: theirs("Record events in order, or say in “correction” why it comes late."),
    event_in_future: theirs("Record it when it has happened, and check the clock."),
    wrong_member: theirs("Check who the event is about."),
    spend_refused: () => "Quote the order first, and send what it chose.",
    coupon_refused: () => "Quote the order first, and send what applies.",
    return_refused: theirs("Return at most what is left of the order."),
    event_refused: theirs("Check first what the programme allows."),
    other_program: theirs("Use what was read for one programme."),
    wrong_handle: theirs("Use what “load” and the methods gave."),
    freed_handle: theirs("Read the document again."),
    more_problems: () => "Mend those listed, then read again.",
    internal: () => "Please report it with the error's “cause”, and read the documents again.",
  },
};

/** What perks writes for itself to read. */
const WRITTEN = ["member", "inputs", "receipt"];
const NEWER = "A newer perks may have written it: update this one.";

/** What the engine says of it, as a sentence. */
function its(_params, _say, { message }) {
  return sentence(message);
}

/**
 * What the engine says to do about it, or else this.
 *
 * @returns {(params: object, say: unknown, problem: { help?: string }) => string}
 */
function theirs(otherwise) {
  return (_params, _say, { help }) => (help === undefined ? otherwise : sentence(help));
}

function sentence(words) {
  return `${capital(words.replace(/`([^`]*)`/g, "“$1”"))}${words.endsWith("?") ? "" : "."}`;
}

function capital(text) {
  return text.replace(/^\p{Ll}/u, (first) => first.toUpperCase());
}

/** The alternatives of a reason, each with all that it lacks; one that has alternatives itself is set apart. */
function alternatives(of, say) {
  const all = (reasons) =>
    reasons.map((reason) => (reason.of instanceof Array ? `(${say.reason(reason)})` : say.reason(reason))).join(" ");
  return of.map(all);
}

function numbered(sentences) {
  return sentences.map((sentence, index) => `(${index + 1}) ${sentence}`).join(" ");
}

function balance(pool, count, say) {
  return `${say.points(count)}${pool === undefined ? "" : ` in “${say.name("pool", pool)}”`}`;
}

function items(count, say) {
  return `${say.count(count)} ${say.plural(count) === "one" ? "item" : "items"}`;
}

/** What the goods are called that a selector with a name asks for. */
function goods(selector, say) {
  return selector === undefined ? undefined : `“${say.name("selector", selector)}”`;
}

function times(count, say) {
  return count === 1 ? "once" : `${say.count(count)} times`;
}

function again(until, say) {
  return until === undefined ? "" : `; again from ${say.time(until)}`;
}
