/** A status for people: points and lots, levels and ways to them, memberships, perks, coupons, scores, as text. */
import { colours } from "../io.js";
import { item, pairs, section, table, tree } from "../layout.js";
import { heading } from "./quote.js";
import { refused } from "./reasons.js";
import { levels } from "./tiers.js";

/** Blanks before a table that stands below a title. */
const INDENT = 2;

export function showStatus(status, speak) {
  const { say, words } = speak;
  const joined = status.joined_at === undefined ? "" : `  ${words.status.since(say.day(status.joined_at))}`;
  return [
    heading(status, status.member, speak) + (joined && `\n${joined}`),
    pool(words.status.points, status.points, speak),
    ...(status.pools ?? []).map((it) =>
      pool(words.status.pool(speak.name("pool", it.pool), it.spendable), it.points, speak)),
    levels(status.tiers ?? [], speak),
    memberships(status.memberships ?? [], speak),
    perks(status.perks ?? [], speak),
    coupons(status.coupons ?? [], speak),
    who(status, speak),
    scores(status.scores ?? [], speak),
    streaks(status.streaks ?? [], speak),
    cashBack(status.cash_back ?? [], speak),
    rewards(status.rewards ?? [], speak),
    favourites(status.favourites ?? [], speak),
    offers(status.offers, speak),
  ].filter(Boolean).join("\n\n");
}

/** The books of a pool, and its lots, soonest to expire first. */
function pool(title, points, { say, words: { status: words } }) {
  const worth = points.worth_minor === undefined ? undefined : say.money(points.worth_minor);
  const rows = [];
  const books = { pending: "pending", spent: "spent", expired: "expired", clawed_back: "clawedBack", forfeited: "forfeited",
    transferred: "transferred", owed: "owed" };
  for (const [field, word] of Object.entries(books)) {
    if (points[field]) rows.push([words[word], say.points(points[field])]);
  }
  // Where nothing has happened to them, the balance says it.
  if (rows.length > 0) rows.unshift([words.granted, say.points(points.granted)]);
  if (points.next_expiry) {
    rows.push([words.nextExpiry, words.expires(say.points(points.next_expiry.points), say.time(points.next_expiry.at))]);
  }
  const shown = [`  ${words.balance(say.points(points.balance), worth)}`];
  if (rows.length > 0) shown.push(...pairs(rows));
  if (points.lots.length > 0) shown.push("", lots(points.lots, say, words));
  return section(title, shown);
}

function lots(all, say, words) {
  const { lot } = words;
  const heads = [{ head: lot.id }, { head: lot.left, right: true }, { head: lot.state }, { head: lot.earned }, { head: lot.available }, { head: lot.expires }];
  return table(heads, all.map((it) => [
    it.id,
    say.pointCount(it.left),
    words.states[it.state],
    say.day(it.earned_at),
    available(it, say, words),
    it.expires_at !== undefined ? say.time(it.expires_at) : it.available_at === undefined ? "" : words.never,
  ]), INDENT);
}

function available({ available_at: at, waits_for: waits, state }, say, words) {
  if (waits === "delivery") return words.waitsDelivery;
  if (waits !== undefined) return words.waitsActivity(say.name("activity", waits.activity.id), say.time(waits.activity.until));
  return state === "pending" ? say.time(at) : "";
}

function memberships(all, { say, words, name }) {
  const { status } = words;
  const { plan } = status;
  const heads = [plan.plan, plan.state, plan.since, plan.until, plan.grace, plan.renews].map((head) => ({ head }));
  const rows = all.map((it) => {
    const ended = it.ended === undefined ? undefined : say.day(it.ended);
    const none = [status.planNone(ended), it.trial && status.trial].filter(Boolean).join(words.list);
    return [
      name("plan", it.plan),
      it.state === undefined ? none : say.language.plan[it.state],
      it.since === undefined ? "" : say.day(it.since),
      it.until === undefined ? "" : say.time(it.until),
      it.grace_until === undefined ? "" : say.time(it.grace_until),
      it.state === undefined ? "" : status.renews[it.renews],
      it.price_minor === undefined ? "" : say.money(it.price_minor),
    ];
  });
  return rows.length === 0 ? "" : section(status.memberships, [table([...heads, { head: plan.price, right: true }], rows, INDENT)]);
}

/** Why not, or that it can be had. */
function state(reasons, can, { sentences }) {
  return reasons.length === 0 ? can : sentences(reasons);
}

function perks(all, speak) {
  const { say, words: { status }, name } = speak;
  const { perk } = status;
  const gives = (it) => {
    if (typeof it === "string") return status.gives[it];
    const [[kind, number]] = Object.entries(it);
    return `${status.gives[kind]} ${say.count(number)}`;
  };
  const heads = [
    { head: perk.perk }, { head: perk.gives }, { head: perk.left, right: true }, { head: perk.used, right: true },
    { head: perk.until }, { head: perk.now },
  ];
  const rows = all.map((it) => [
    name("perk", it.perk),
    gives(it.gives),
    it.left === undefined ? "" : say.count(it.left),
    it.used === 0 ? "" : say.count(it.used),
    it.until === undefined ? "" : say.time(it.until),
    state(it.reasons, status.usable, speak),
  ]);
  return rows.length === 0 ? "" : section(status.perks, [table(heads, rows, INDENT)]);
}

function coupons(all, speak) {
  const { say, words: { status }, name } = speak;
  const { coupon } = status;
  const heads = [
    { head: coupon.coupon }, { head: coupon.offer }, { head: coupon.worth, right: true }, { head: coupon.from },
    { head: coupon.until }, { head: coupon.now },
  ];
  const rows = all.map((it) => [
    it.coupon,
    name("offer", it.offer),
    it.worth_minor === undefined ? "" : say.money(it.worth_minor),
    it.from === undefined ? "" : say.time(it.from),
    it.until === undefined ? "" : say.time(it.until),
    state(it.reasons, status.usable, speak),
  ]);
  return rows.length === 0 ? "" : section(status.coupons, [table(heads, rows, INDENT)]);
}

/** Segments and stage. */
function who({ segments, stage }, { words, name }) {
  const rows = [];
  if (segments?.length > 0) rows.push([words.status.segments, segments.map((id) => name("segment", id)).join(words.list)]);
  if (stage !== undefined) rows.push([words.status.stage, name("stage", stage)]);
  return rows.length === 0 ? "" : pairs(rows).join("\n");
}

function scores(all, speak) {
  const { say, words, name } = speak;
  return section(words.status.scores, all.map((it) => {
    const value = it.unit === undefined ? undefined : (say.amount(it, "value") ?? words.status.unknown);
    const level = it.class === undefined ? undefined : name("class", it.class, it.score);
    const found = [level, value].filter((part) => part !== undefined);
    const head = words.of(name("score", it.score), found.join(words.list) || words.status.unknown);
    const inputs = (it.inputs ?? []).map((input) => {
      const from = input.class === undefined
        ? (say.amount(input, "value") ?? words.status.unknown)
        : name("class", input.class, input.name);
      return { text: words.of(say.fact(input), from) };
    });
    return inputs.length === 0 ? item("", head) : `${item("", head)}\n${tree(inputs, "  ")}`;
  }));
}

function streaks(all, { say, words, name }) {
  const { status } = words;
  return section(status.streaks, all.map((it) => {
    const [from, until] = [it.next_from, it.next_until].map((at) => at && say.time(at));
    const run = status.streak(it.days, say.points(it.next_points), from, until);
    return item("", words.of(name("rule", it.rule), it.done ? [run, status.streakDone].join(words.list) : run));
  }));
}

function cashBack(all, { say, words: { status }, name }) {
  return section(status.cashBack, all.map((it) =>
    item("", status.cashBackRow(say.money(it.amount_minor), name("offer", it.offer), it.order, say.time(it.at)))));
}

function rewards(all, speak) {
  const { say, words: { status }, name } = speak;
  const { reward } = status;
  const heads = [{ head: reward.reward }, { head: reward.points, right: true }, { head: reward.money, right: true }, { head: reward.now }];
  const rows = all.map((it) => [
    name("reward", it.reward),
    say.pointCount(it.points),
    it.money_minor === 0 ? "" : say.money(it.money_minor),
    state(it.reasons, status.canHave, speak),
  ]);
  return rows.length === 0 ? "" : section(status.rewards, [table(heads, rows, INDENT)]);
}

function favourites(all, { say, words: { status } }) {
  return section(status.favourites, all.map((it) => {
    const name = it.name !== undefined && it.by === "sku" ? say.name("sku", it.name) : it.name;
    return item("", status.favourite(status.by[it.by], name, it.units, it.needs));
  }));
}

function offers({ available: can, refused: no }, speak) {
  const { say, words, name } = speak;
  const pc = colours();
  return [
    section(words.status.available, can.map(({ offer, until }) => {
      const title = name("offer", offer);
      return item(pc.green("✓"), until === undefined ? title : [title, words.status.ends(say.time(until))].join(words.list));
    })),
    section(words.status.refused, no.map((it) => refused(pc.red("✗"), name("offer", it.offer), it.reasons, speak))),
  ].filter(Boolean).join("\n\n");
}
