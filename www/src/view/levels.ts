/** The levels of the member: since when, until when, what leads on, what keeps, what would go. */
import type { TierFact, TierPath, TierProgress, TierStatus } from "perks";
import { el } from "./dom";
import type { Texts } from "./texts";

export function* levels(tiers: TierStatus[], texts: Texts) {
  const { catalogue, say } = texts;
  for (const { ladder, level, since, until, why, next, stay, loses } of tiers) {
    const name = level === undefined ? catalogue.words.noLevel : say.name("level", level);
    const details = [
      since !== undefined && catalogue.since(say.day(since)),
      until !== undefined && catalogue.until(say.time(until)),
      why !== undefined && catalogue.why[why],
    ].filter((text) => text !== false);
    yield el(
      "div",
      { class: "level", "data-test": `level-${ladder}` },
      el("h3", {}, say.name("ladder", ladder)),
      el("p", { class: "level-name" }, name),
      details.length > 0 && el("p", { class: "quiet" }, details.join(" · ")),
      next && progress("next", catalogue.toLevel(say.name("level", next.level)), next, texts),
      stay &&
        progress(
          "stay",
          catalogue.toStay(say.name("level", stay.level), stay.at && say.time(stay.at)),
          stay,
          texts,
        ),
      loses &&
        el(
          "p",
          { class: "quiet", "data-test": "loses" },
          catalogue.loses(say.time(loses.at), loses.level && say.name("level", loses.level), [
            ...loses.perks.map((perk) => say.name("perk", perk)),
            ...loses.offers.map((offer) => say.name("offer", offer)),
          ]),
        ),
    );
  }
}

function progress(kind: string, title: string, { paths }: TierProgress, texts: Texts): HTMLElement {
  return el(
    "div",
    { class: "progress", "data-test": kind },
    el("h4", {}, title),
    ways(paths, texts),
  );
}

/** One way, or several of which one is enough. */
function ways(paths: TierPath[], texts: Texts): HTMLElement {
  const [only] = paths;
  if (only !== undefined && paths.length === 1) return facts(only, texts);
  return el(
    "div",
    {},
    el("p", { class: "quiet" }, texts.catalogue.words.oneOfThese),
    el("ol", { class: "ways" }, ...paths.map((path) => el("li", {}, facts(path, texts)))),
  );
}

function facts(path: TierPath, texts: Texts): HTMLElement {
  return el("ul", { class: "facts" }, ...path.facts.map((fact) => factItem(fact, texts)));
}

/** What is asked, how far it is, what is missing, and until when it can be reached. */
function factItem(fact: TierFact, texts: Texts): HTMLElement {
  const { catalogue, say } = texts;
  const label = say.fact(fact);
  const needs = say.amount(fact, "needs");
  const maximum = say.amount(fact, "maximum");
  const missing = say.amount(fact, "missing");
  const has = say.amount(fact, "has");
  const distance = [
    needs !== undefined && catalogue.reached(has, needs),
    maximum !== undefined && catalogue.atMost(maximum, has),
    missing !== undefined && catalogue.missing(missing),
    !fact.met && fact.until !== undefined && catalogue.until(say.time(fact.until)),
  ].filter((text) => text !== false);
  return el(
    "li",
    { class: fact.met ? "yes" : "no" },
    el("span", {}, label),
    distance.length > 0 && el("span", { class: "effect" }, distance.join(" · ")),
    needs !== undefined &&
      el("progress", {
        max: Number(fact.unit === "money" ? fact.needs_minor : fact.needs),
        value: Number((fact.unit === "money" ? fact.has_minor : fact.has) ?? 0),
        "aria-label": label,
      }),
    fact.reasons && el("span", { class: "effect" }, fact.reasons.map(say.reason).join(" ")),
    fact.paths && el("div", {}, ...fact.paths.map((path) => facts(path, texts))),
  );
}
