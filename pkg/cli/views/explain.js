/** What is said of each offer, as trees. */
import { colours } from "../io.js";
import { item, tree } from "../layout.js";
import { brings, heading } from "./quote.js";
import { reasonNodes } from "./reasons.js";

const MARKS = { applied: "✓", possible: "○", refused: "✗", not_shown: "–" };
const PAINTS = { applied: "green", possible: "yellow", refused: "red", not_shown: "dim" };

export function showExplanation(answer, who, speak) {
  const { words: { explain } } = speak;
  const number = (state) => answer.offers.filter((it) => it.state === state).length;
  const codes = (answer.codes ?? []).map((it) => code(it, speak));
  return [
    heading(answer, who, speak),
    ...(codes.length > 0 ? [codes.join("\n")] : []),
    ...answer.offers.map((it) => offer(it, relevant(it, answer), speak)),
    ...(answer.offers.length > 1
      ? [explain.summary(number("applied"), number("possible"), number("refused") + number("not_shown"))]
      : []),
  ].join("\n\n");
}

/**
 * With which others an offer never goes: of one offer that was asked about all of them, in a list of all offers those that this
 * order has or could have.
 */
function relevant({ conflicts: all }, { offers }) {
  if (offers.length === 1) return all;
  const could = new Set(offers.filter(({ state }) => state === "applied" || state === "possible").map((it) => it.offer));
  return all.filter((it) => could.has(it.offer));
}

function code({ entered, offer: of, reasons }, speak) {
  const { words: { explain }, name } = speak;
  const whose = of === undefined ? explain.codeUnknown(entered) : explain.code(entered, name("offer", of));
  const why = reasons.length === 0 ? "" : ` ${speak.sentences(reasons)}`;
  return item(reasons.length === 0 ? "✓" : "✗", `${whose}${why}`, 0);
}

function offer(it, against, speak) {
  const { words, name } = speak;
  const { explain } = words;
  const title = name("offer", it.offer) === it.offer ? it.offer : words.with(name("offer", it.offer), it.offer);
  const nodes = facts(it, against, speak);
  const pc = colours();
  const head = words.of(pc.bold(title), explain[{ applied: "applies", not_shown: "hidden" }[it.state] ?? it.state]);
  return [item(pc[PAINTS[it.state]](MARKS[it.state]), head, 0), ...(nodes.length > 0 ? [tree(nodes)] : [])].join("\n");
}

function facts(it, all, speak) {
  const { say, words } = speak;
  const { explain } = words;
  const nodes = [];
  if (it.state === "applied") nodes.push({ text: brings(it, it.gift, speak) });
  if (it.state === "possible") nodes.push({ text: words.quote.alone(say.money(it.saves_minor)) });
  nodes.push(...reasonNodes(it.reasons ?? [], speak));
  if (it.hint) nodes.push({ text: words.of(explain.hint, say.hint(it.hint)) });
  const against = conflicts(all, speak);
  if (against.length > 0) nodes.push({ text: words.of(explain.conflicts, "").trimEnd(), children: against });
  return nodes;
}

/** Offers that it never goes with, by why. */
function conflicts(all, { words, name }) {
  const groups = new Map();
  for (const { offer: other, why } of all) {
    const because = why.map((it) => words.explain.why[it] ?? it).join(words.list);
    groups.set(because, [...(groups.get(because) ?? []), name("offer", other)]);
  }
  return [...groups].flatMap(([because, others]) =>
    others.length === 1
      ? { text: words.of(others[0], because) }
      : { text: words.of(because, "").trimEnd(), children: others.map((text) => ({ text })) });
}
