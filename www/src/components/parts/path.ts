/** Ways to a level: each fact with what there is of what is needed, and the ways within facts. */
import { html, nothing, type TemplateResult } from "lit";
import type { TierFact, TierPath } from "perks";
import type { Speaker } from "../../engine/speak";
import type { ComponentWords } from "../words";
import { reasons } from "./reasons";
import { facts as small } from "./row";

/** One way, or several of which one is enough. */
export function ways(
  paths: readonly TierPath[],
  speaker: Speaker,
  words: ComponentWords,
): TemplateResult {
  const [only] = paths;
  if (only && paths.length === 1) return facts(only, speaker, words);
  return html`<p class="quiet">${words.tier.oneOf}</p>
    <ol class="ways">${paths.map((path) => html`<li>${facts(path, speaker, words)}</li>`)}</ol>`;
}

/** How far the way is that is furthest, 0 to 1: to be drawn. Facts without a number count once they are met. */
export function share(paths: readonly TierPath[]): number {
  return Math.max(0, ...paths.map(({ facts }) => Math.min(1, ...facts.map(shareOf))));
}

function shareOf(fact: TierFact): number {
  if (fact.met) return 1;
  const [needs, has] =
    fact.unit === "money" ? [fact.needs_minor, fact.has_minor] : [fact.needs, fact.has];
  if (needs === undefined || has === undefined || Number(needs) <= 0) return 0;
  return Math.min(1, Math.max(0, Number(has) / Number(needs)));
}

function facts(path: TierPath, speaker: Speaker, words: ComponentWords): TemplateResult {
  return html`<ul class="facts-of">${path.facts.map((fact) => item(fact, speaker, words))}</ul>`;
}

function item(fact: TierFact, speaker: Speaker, words: ComponentWords): TemplateResult {
  const { say } = speaker;
  const { tier } = words;
  const label = say.fact(fact);
  const [needs, has, maximum, missing] = (["needs", "has", "maximum", "missing"] as const).map(
    (key) => say.amount(fact, key),
  );
  const counted = fact.paths !== undefined && needs !== undefined;
  const number = counted ? undefined : needs;
  return html`<li class=${fact.met ? "met" : "open"} part="fact">
    <div class="row">
      <span><span class="mark" aria-hidden="true"></span>${label}<span class="unseen">${fact.met ? tier.met : tier.open}</span></span>
      ${number === undefined ? nothing : html`<span class="number">${tier.reached(has, number)}</span>`}
      ${maximum === undefined ? nothing : html`<span class="number">${tier.atMost(maximum, has)}</span>`}
    </div>
    ${number === undefined ? nothing : html`<progress max="1" .value=${shareOf(fact)} aria-label=${label}></progress>`}
    ${small(
      counted && needs !== undefined && tier.metOf(has ?? say.count(0), needs),
      fact.of === "not" && tier.not,
      !counted && missing !== undefined && tier.missing(missing),
      fact.until !== undefined && words.until(say.time(fact.until)),
    )}
    ${reasons(fact.reasons ?? [], speaker)}
    ${fact.paths ? html`<div class="within">${fact.paths.map((path) => facts(path, speaker, words))}</div>` : nothing}
  </li>`;
}
