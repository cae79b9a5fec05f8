/** A quote for people: lines, totals, points, offers and why not, as text. */
import { colours, columns } from "../io.js";
import { item, pairs, section, table, wrap } from "../layout.js";
import { refused } from "./reasons.js";

/** The whole of a quote; `who` is the member, if one was named. */
export function showQuote(quote, who, speak) {
  return [
    heading(quote, who, speak),
    lines(quote, speak),
    totals(quote, speak),
    points(quote, speak),
    prices(quote, speak),
    offers(quote, speak),
    codes(quote, speak),
    gifts(quote, speak),
    cashBack(quote, speak),
    tier(quote, speak),
    perks(quote, speak),
    proof(quote, speak),
    receipt(quote, speak),
  ].filter(Boolean).join("\n\n");
}

/** Whose answer it is, and for when, by the clock of which zone. */
export function heading({ now }, who, speak) {
  const when = speak.words.when(speak.say.time(now), speak.zone);
  const title = [speak.title, who ?? speak.words.guest, when].join(" · ");
  return wrap(title, columns()).map(colours().bold).join("\n");
}

/** Discounts of one offer on a line, borne by several, are told as one. */
function discountsOf(line, { say, words, name }) {
  const sums = new Map();
  for (const { offer, amount_minor: amount, units } of line.discounts) {
    const title = offer === undefined ? words.quote.rounding : name("offer", offer);
    const of = units === undefined ? title : `${say.count(units)} × ${title}`;
    sums.set(of, (sums.get(of) ?? 0) + amount);
  }
  return [...sums].map(([title, amount]) => `${say.money(-amount)} ${title}`).join("\n");
}

function lines(quote, speak) {
  const { say, words } = speak;
  const { head } = words.quote;
  const heads = [
    { head: head.line }, { head: head.goods }, { head: head.units, right: true }, { head: head.list, right: true },
    { head: head.discounts }, { head: head.net, right: true }, { head: head.points, right: true },
    { head: head.card, right: true }, { head: head.pay, right: true }, { head: head.tax, right: true },
    { head: head.earns, right: true },
  ];
  const paid = quote.totals.points_minor !== 0 || quote.totals.card_minor !== undefined;
  const earns = quote.points.earn.total !== 0;
  return table(heads, quote.lines.map((line) => [
    line.id,
    say.name("sku", line.sku),
    say.count(line.units),
    say.money(line.list_minor),
    discountsOf(line, speak),
    say.money(line.net_minor),
    quote.totals.points_minor === 0 ? "" : minus(line.points_minor, speak),
    quote.totals.card_minor === undefined ? "" : minus(line.card_minor, speak),
    paid ? say.money(line.pay_minor) : "",
    line.tax === undefined ? "" : say.money(line.tax.tax_minor),
    earns ? say.pointCount(line.earns) : "",
  ]));
}

const minus = (amount, { say, words }) => (amount ? say.money(-amount) : words.dash);

function totals({ totals: all, shipping }, speak) {
  const { say, words: { quote: words } } = speak;
  const rows = [[words.list, say.money(all.list_minor)]];
  if (all.discount_minor !== 0) rows.push([words.discounts, say.money(-all.discount_minor)]);
  if (all.shipping_minor !== undefined) rows.push([words.shipping, say.money(all.shipping_minor)]);
  for (const { offer, amount_minor: amount } of shipping?.discounts ?? []) {
    rows.push([words.shippingOff, say.money(-amount), speak.name("offer", offer)]);
  }
  if (all.points_minor !== 0) rows.push([words.byPoints, say.money(-all.points_minor)]);
  if (all.card_minor !== undefined) rows.push([words.byCard, say.money(-all.card_minor)]);
  rows.push([words.pay, say.money(all.pay_minor)]);
  if (all.due_minor !== undefined) {
    rows.push([words.taxAdded, say.money(all.tax_minor)], [words.due, say.money(all.due_minor)]);
  } else if (all.tax_minor !== undefined) rows.push([words.taxIncluded, say.money(all.tax_minor)]);
  return pairs(rows, { right: true }).join("\n");
}

function points({ points: { balance, spend, earn } }, speak) {
  const { say, words: { quote: words } } = speak;
  if (earn.rules.length === 0 && spend.maximum === 0 && balance === 0 && spend.reasons.length === 0) return "";
  const rules = earn.rules.map((rule) => {
    const notes = [
      say.points(rule.points),
      rule.pool !== undefined && words.pool(speak.name("pool", rule.pool)),
      ...(rule.multipliers ?? []).map((id) => `× ${speak.name("rule", id)}`),
      rule.uncapped !== undefined && words.capped(say.points(rule.uncapped)),
    ].filter(Boolean);
    return item("+", speak.words.of(speak.name("rule", rule.rule), notes.join(speak.words.list)), 4);
  });
  const chosen = spend.chosen === 0 ? words.nothing : words.spending(say.points(spend.chosen), say.money(spend.worth_minor));
  const [earned, spent, left] = pairs([
    [words.earn, say.points(earn.total)],
    [words.spend, [chosen, spend.maximum > 0 && words.atMost(say.points(spend.maximum))].filter(Boolean).join(speak.words.clause)],
    [words.balance, say.points(balance)],
  ]);
  const rows = [earned, ...rules, spent, left];
  if (spend.reasons.length > 0) rows.push(item("!", speak.sentences(spend.reasons), 4));
  return rows.join("\n");
}

function prices({ points: { prices: all = [] } }, speak) {
  const { say, words: { quote: words } } = speak;
  return all.map((it) => {
    if (it.reasons.length > 0) return item("✗", `${words.priceAsUsual(it.line, it.price)} ${speak.sentences(it.reasons)}`);
    const cost = [say.points(it.points), it.money_minor > 0 && say.money(it.money_minor)].filter(Boolean).join(" + ");
    return item("✓", words.price(it.line, it.price, cost));
  }).join("\n");
}

/** What an offer that applied brings, in a list; `gift` is that of the quote, where it has one. */
export function brings(it, gift, speak) {
  const { say, words } = speak;
  const found = [
    it.saves_minor > 0 && words.quote.saves(say.money(it.saves_minor)),
    it.points !== undefined && words.quote.gives(say.points(it.points)),
    it.cash_back_minor !== undefined && words.quote.later(say.money(it.cash_back_minor)),
    gift && words.quote.gives(goodsOf(gift, speak)),
    it.uses !== undefined && words.quote.uses(it.uses),
    it.coupon !== undefined && words.quote.coupon(it.coupon),
    it.worth_minor !== undefined && words.quote.worth(say.money(it.worth_minor)),
    it.code !== undefined && words.quote.code(it.code),
  ].filter(Boolean);
  return found.length > 0 ? found.join(words.list) : words.quote.saves(say.money(0));
}

/** The choices of a gift: one of them. */
function goodsOf({ choices }, { say, words }) {
  return say.or(choices.map(({ sku, units, stock }) => {
    const goods = `${say.count(units)} × ${say.name("sku", sku)}`;
    return stock === undefined ? goods : words.with(goods, words.quote.stock(stock));
  }));
}

function offers({ gifts: given = [], offers: { applied, possible = [], refused: no } }, speak) {
  const { say, words, name } = speak;
  const pc = colours();
  return [
    section(words.quote.applied, applied.map((it) => {
      const gift = given.find(({ offer }) => offer === it.offer);
      return item(pc.green("✓"), words.of(name("offer", it.offer), brings(it, gift, speak)));
    })),
    section(words.quote.possible, possible.map((it) => {
      const why = `${words.quote.alone(say.money(it.saves_minor))}${words.stop}${speak.sentences(it.reasons)}`;
      return item(pc.yellow("○"), words.of(name("offer", it.offer), why));
    })),
    section(words.quote.refused, no.map((it) => refused(pc.red("✗"), name("offer", it.offer), it.reasons, speak))),
  ].filter(Boolean).join("\n\n");
}

function codes({ codes: all = [] }, speak) {
  const { words, name } = speak;
  return section(words.quote.codes, all.map(({ entered, offer, reasons }) => {
    const title = offer === undefined ? `“${entered}”` : words.with(`“${entered}”`, name("offer", offer));
    return reasons.length === 0
      ? item(colours().green("✓"), words.of(title, words.quote.codeApplies))
      : refused(colours().red("✗"), title, reasons, speak);
  }));
}

function gifts({ gifts: all = [] }, speak) {
  const { words, name } = speak;
  return section(words.quote.gifts, all.map((it) => {
    const how = it.added ? words.quote.giftAdded : words.quote.giftFree;
    return item("✓", words.of(name("offer", it.offer), [goodsOf(it, speak), how].join(words.list)));
  }));
}

function cashBack({ cash_back: all = [] }, { say, words, name }) {
  return section(words.quote.cashBack, all.map(({ offer, amount_minor: amount, at }) =>
    item("✓", words.of(name("offer", offer), words.quote.cashBackAt(say.money(amount), say.time(at))))));
}

function tier({ tier_after: all = [] }, { say, words, name }) {
  return section(words.quote.tier, all.map(({ ladder, level, until }) => {
    const title = level === undefined ? words.status.noLevel : name("level", level, ladder);
    return item("✓", words.of(name("ladder", ladder), until === undefined ? title : `${title} ${words.quote.until(say.time(until))}`));
  }));
}

function perks({ perks: all = [] }, { words, name }) {
  return section(words.quote.perks, all.map(({ perk, lines: ids }) =>
    item("✓", words.of(name("perk", perk), words.quote.lines(ids)))));
}

function proof({ offers: { proof: it, better, applied } }, { say, words, name }) {
  const rows = [];
  if (it?.optimal) rows.push(item("", words.quote.proved(it.nodes), 0));
  else if (it) {
    const saved = it.bound_minor - it.gap_minor;
    rows.push(item("", words.quote.unproved(say.money(saved), say.money(it.bound_minor), it.nodes), 0));
  }
  if (better) {
    const titles = say.and(better.offers.map((offer) => `“${name("offer", offer)}”`));
    rows.push(item("", words.quote.better(say.money(better.by_minor), titles), 0));
  }
  return applied.length === 0 && !better ? "" : rows.join("\n");
}

function receipt({ receipt: it }, { words }) {
  if (it === undefined) return "";
  const { receiptParts: parts } = words.quote;
  return section(words.quote.receipt, pairs(Object.keys(parts).map((part) => [parts[part], it[part]])));
}

/** Hints, the greatest gain first. */
export function showHints(hints, speak) {
  return section(speak.words.quote.hints, hints.map((hint) => item("→", speak.say.hint(hint))));
}
