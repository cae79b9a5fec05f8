/** The level of each ladder, what leads to the next and keeps it, and what would be lost, as text. */
import { item, section, tree } from "../layout.js";
import { reasonNodes } from "./reasons.js";

export function levels(all, speak) {
  const { words: { status } } = speak;
  return section(status.levels, all.map((it) => level(it, speak)));
}

function level(it, speak) {
  const { say, words, name } = speak;
  const { status } = words;
  const title = it.level === undefined ? status.noLevel : name("level", it.level, it.ladder);
  const head = [
    title,
    it.since !== undefined && status.levelSince(say.time(it.since)),
    it.until !== undefined && status.until(say.time(it.until)),
    it.why !== undefined && status.why[it.why],
  ].filter(Boolean).join(words.list);
  const ways = [it.next && way(it.next, it, status.next, speak), it.stay && way(it.stay, it, status.stay, speak)].filter(Boolean);
  const lost = it.loses && loses(it.loses, it.ladder, speak);
  const rows = [item("", words.of(name("ladder", it.ladder), head))];
  if (ways.length > 0) rows.push(tree(ways, "    "));
  if (lost) rows.push(item("!", lost, 4));
  return rows.join("\n");
}

/** What a level asks: one way of several, each of which asks some things together. */
function way(progress, { ladder }, title, speak) {
  const { say, words: { status, with: brackets }, name } = speak;
  const to = name("level", progress.level, ladder);
  const text = progress.at === undefined ? to : brackets(to, status.asOf(say.time(progress.at)));
  return { text: title(text), children: paths(progress.paths, speak) };
}

function paths(all, speak) {
  if (all.length === 1) return facts(all[0].facts, speak);
  return [{ text: speak.words.status.anyOf, children: all.map((it) => path(it, speak)) }];
}

/** A path asks all of its facts. */
function path(it, speak) {
  const nodes = facts(it.facts, speak);
  return nodes.length === 1 ? nodes[0] : { text: speak.words.status.allOf, children: nodes };
}

function facts(all, speak) {
  return all.map((fact) => {
    const mark = fact.met ? "✓" : "✗";
    const children = [
      ...(fact.paths ?? []).map((it) => path(it, speak)),
      ...(fact.reasons && !fact.paths ? reasonNodes(fact.reasons, speak) : []),
    ];
    return { text: `${mark} ${distance(fact, speak)}`, children };
  });
}

/** A fact, what there is of it and what is missing. */
function distance(fact, { say, words }) {
  const { status } = words;
  const title = say.fact(fact);
  const [has, needs, maximum, missing] = ["has", "needs", "maximum", "missing"].map((key) => say.amount(fact, key));
  const parts = [];
  if (fact.unit !== undefined) {
    const known = has ?? status.unknown;
    if (needs !== undefined) parts.push(status.has(known, needs));
    else parts.push(status.hasOnly(known));
    if (maximum !== undefined) parts.push(status.atMostOf(known, maximum));
    if (missing !== undefined && !fact.met) parts.push(status.missing(missing));
  } else if (fact.needs !== undefined) parts.push(status.has(say.count(fact.has ?? 0), say.count(fact.needs)));
  if (fact.until !== undefined) parts.push(status.counts(say.time(fact.until)));
  return parts.length === 0 ? title : words.of(title, parts.join(words.list));
}

function loses({ at, level: left, perks, offers }, ladder, { say, words, name }) {
  const { status } = words;
  const lost = [
    left === undefined ? status.losesNone : status.losesLevel(name("level", left, ladder)),
    perks.length > 0 && status.losesPerks(say.and(perks.map((id) => name("perk", id)))),
    offers.length > 0 && status.losesOffers(say.and(offers.map((id) => name("offer", id)))),
  ].filter(Boolean).join(words.clause);
  return status.loses(say.time(at), lost);
}
