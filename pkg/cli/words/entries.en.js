/** What happened, entry by entry, in English. `it` is the entry, `say` the sentences of its programme, `name` its names. */

const WHY = {
  granted: "granted", earned: "earned", kept: "kept", grace: "in its grace period", lapsed: "not kept",
  undone: "undone by a return", requalified: "earned anew",
};

export const entries = {
  recorded: ({ event }) => `The event “${event}” is recorded.`,
  settled: () => "Everything up to here is settled.",
  folded: ({ until }, { say }) => `What was before ${say.day(until)} is kept as sums from here on.`,
  joined: ({ referred_by: by }) => `Joins${by === undefined ? "" : `, brought by “${by}”`}.`,
  profiled: ({ household, gender, attributes = {}, day }) => {
    const stated = [
      household !== undefined && `household “${household}”`,
      gender !== undefined && `gender “${gender}”`,
      day !== undefined && `born ${day}`,
      ...Object.entries(attributes).map(([key, value]) => (value === null ? `no “${key}”` : `“${key}” is “${value}”`)),
    ].filter(Boolean);
    return `Says: ${stated.join(", ")}.`;
  },
  migrated: ({ version }) => `Version ${version} of the programme holds from here on.`,
  levelled: ({ ladder, level, why, expires_at: until }, { say, name }) => {
    const title = name("ladder", ladder);
    const how = why === undefined ? "" : ` (${WHY[why]})`;
    if (level === undefined) return `${title}: no level any more${how}.`;
    return `${title}: ${name("level", level, ladder)}${how}${until === undefined ? "" : ` until ${say.time(until)}`}.`;
  },
  entered: ({ segment }, { name }) => `Comes into the segment “${name("segment", segment)}”.`,
  left: ({ segment }, { name }) => `Leaves the segment “${name("segment", segment)}”.`,
  staged: ({ stage }, { name }) =>
    stage === undefined ? "Is in no stage any more." : `Comes to the stage “${name("stage", stage)}”.`,
  met: (it, { name }) => `Meets what ${watched(it, name)} asks.`,
  unmet: (it, { name }) => `Meets no more what ${watched(it, name)} asks.`,
  subscribed: ({ plan, do: step, expires_at: until }, { say, name }) => {
    const [title, end] = [name("plan", plan), say.time(until)];
    return {
      trial: `Tries “${title}” until ${end}.`,
      paid: `Has paid “${title}” until ${end}.`,
      stop: `“${title}” is not renewed: it ends ${end}.`,
      end: `“${title}” ends.`,
    }[step];
  },
  used: ({ perk, quantity }, { say, name }) =>
    `Uses the perk “${name("perk", perk)}”${quantity === 1 ? "" : ` ${say.count(quantity)} times`}.`,
  brought: ({ of }) => `Brought “${of}”, who placed a first order.`,
  issued: ({ coupon, offer, worth_minor: worth, available_at: from, expires_at: until }, { say, name }) => {
    const much = worth === undefined ? "" : ` worth ${say.money(worth)}`;
    const window = [from && `from ${say.time(from)}`, until && `until ${say.time(until)}`].filter(Boolean).join(" ");
    return `Has the coupon “${coupon}” of “${name("offer", offer)}”${much}${window && `, good ${window}`}.`;
  },
  revoked: ({ coupon }) => `The coupon “${coupon}” is taken away.`,
  activated: ({ offer }, { name }) => `Enrols in “${name("offer", offer)}”.`,
  ordered: ({ order, order_lines: lines, uses = [] }, { say, name }) => {
    const net = lines.reduce((sum, line) => sum + line.net_minor, 0);
    const units = lines.reduce((sum, line) => sum + line.units, 0);
    const used = uses.length === 0 ? "" : `; uses ${say.and(uses.map(({ offer }) => `“${name("offer", offer)}”`))}`;
    return `Order “${order}”: ${say.count(units)} ${units === 1 ? "item" : "items"} for ${say.money(net)}${used}.`;
  },
  cash_back: ({ order, offer, amount_minor: amount, available_at: at }, { say, name }) =>
    `Will have ${say.money(amount)} back on ${say.time(at)}, by “${name("offer", offer)}” for the order “${order}”.`,
  credited: ({ order, offer, conversion, amount_minor: amount }, { say, name }) =>
    conversion === undefined
      ? `${say.money(amount)} is credited, by “${name("offer", offer)}” for the order “${order}”.`
      : `${say.money(amount)} is credited, by “${name("conversion", conversion)}”.`,
  cash_back_returned: ({ order, offer, amount_minor: amount }, { say, name }) =>
    `${say.money(amount)} less is given back by “${name("offer", offer)}” for the order “${order}”.`,
  delivered: ({ order }) => `The order “${order}” is delivered.`,
  returned: ({ order, returned }, { say }) => {
    const pay = returned.reduce((sum, line) => sum + line.pay_minor, 0);
    const what = returned.map(({ line, units }) => (line === undefined ? "shipping" : `${say.count(units)} of line ${line}`));
    return `Of the order “${order}” come back: ${say.and(what)}; ${say.money(pay)} is to be paid back.`;
  },
  reported: ({ activity, order, points = 0, amount_minor: amount, quantity }, { say, name }) => {
    const about = [
      order !== undefined && ` about the order “${order}”`,
      amount !== undefined && `, ${say.money(amount)}`,
      quantity !== undefined && `, ${say.count(quantity)}`,
    ].filter(Boolean).join("");
    return `Activity “${name("activity", activity)}”${about}${points > 0 ? `: earns ${say.points(points)}` : ""}.`;
  },
  ran: ({ rule, days }, { say, name }) => `“${name("rule", rule)}”: ${say.days(days)} in a row.`,
  carried: ({ rule, amount_minor: amount }, { say, name }) =>
    `“${name("rule", rule)}”: ${say.money(amount)} is left of a step, and waits for the next order.`,
  redeemed: ({ redemption, reward, points = 0, amount_minor: amount = 0, perk, quantity }, { say, name }) => {
    const costs = [points > 0 && say.points(points), amount > 0 && say.money(amount)].filter(Boolean);
    const much = costs.length === 0 ? "" : ` for ${say.and(costs)}`;
    const gives = perk === undefined ? "" : `: ${say.count(quantity)} of the perk “${name("perk", perk)}”`;
    return `Has the reward “${name("reward", reward)}”${much} (“${redemption}”)${gives}.`;
  },
  cancelled: ({ redemption, perk, source }, { name }) =>
    perk === undefined
      ? `The redemption “${redemption}” is given back.`
      : `The use “${source}” of the perk “${name("perk", perk)}” did not take place.`,
  granted: (it, { say, name }) => {
    const by = it.rule === undefined ? "" : ` by “${name("rule", it.rule)}”`;
    const converted = it.conversion === undefined ? "" : ` by “${name("conversion", it.conversion)}”`;
    const from = it.from === undefined ? "" : ` from “${it.from}”`;
    const pool = it.pool === undefined ? "" : ` in “${name("pool", it.pool)}”`;
    return `+${say.points(it.points)}${pool}${by}${converted}${from}${available(it, say, name)}${expires(it, say)}.`;
  },
  released: (it, { say }) => `${say.points(it.points)} of “${it.lot}” can be spent${expires(it, say)}.`,
  extended: ({ rule, pool, expires_at: until }, { say, name }) => {
    const whose = rule === undefined ? pool && ` in “${name("pool", pool)}”` : ` of “${name("rule", rule)}”`;
    return `Points${whose ?? ""} live until ${say.time(until)}.`;
  },
  spent: ({ points, worth_minor: worth, order, redemption }, { say }) => {
    const what = order === undefined ? `the redemption “${redemption}”` : `the order “${order}”`;
    return `−${say.points(points)} pay ${worth === undefined ? "for" : `${say.money(worth)} of`} ${what}.`;
  },
  converted: ({ points, conversion }, { say, name }) =>
    `−${say.points(points)} are converted by “${name("conversion", conversion)}”.`,
  given_back: ({ points, lot }, { say }) => `+${say.points(points)} come back to “${lot}”.`,
  renewed: (it, { say }) => `+${say.points(it.points)} come back, in a new lot${expires(it, say)}.`,
  clawed_back: ({ order, points, lot }, { say }) => {
    const why = order === undefined ? "" : ` by the return of the order “${order}”`;
    return points === undefined ? `Nothing is left of “${lot}” to take back.` : `−${say.points(points)} are taken back${why}.`;
  },
  restored: ({ order, points }, { say }) =>
    `+${say.points(points)}, which a return of the order “${order}” took, are back to be taken anew.`,
  owed: ({ points }, { say }) => `${say.points(points)} are owed.`,
  cleared: ({ points }, { say }) => `A debt of ${say.points(points)} is taken off, to be reckoned anew.`,
  repaid: ({ points }, { say }) => `−${say.points(points)} repay what was owed.`,
  expired: ({ points, lot }, { say }) => `−${say.points(points)} of “${lot}” expire.`,
  forfeited: ({ points, lot }, { say }) => `−${say.points(points)} of “${lot}” are forfeited.`,
  transferred: ({ to, points, lot }, { say }) => `−${say.points(points)} of “${lot}” go to “${to}”.`,
  sent: ({ to, points }, { say }) => `Sends ${say.points(points)} to “${to}”.`,
};

/** Of an entry that a later version may tell. */
export const otherEntry = ({ kind }) => `“${kind}”.`;

function watched(it, name) {
  const [kind, id] = Object.entries(it).find(([key]) => ["rule", "offer", "forfeit", "conversion"].includes(key));
  return { rule: "the rule", offer: "the offer", forfeit: "the forfeit", conversion: "the conversion" }[kind] +
    ` “${name(kind, id)}”`;
}

function available({ at, available_at: from, waits_for: waits }, say, name) {
  if (waits === "delivery") return ", on delivery";
  if (waits !== undefined) {
    return `, after “${name("activity", waits.activity.id)}” until ${say.time(waits.activity.until)}`;
  }
  return from === undefined || from <= at ? "" : `, from ${say.time(from)}`;
}

function expires({ expires_at: until }, say) {
  return until === undefined ? "" : `, until ${say.time(until)}`;
}
