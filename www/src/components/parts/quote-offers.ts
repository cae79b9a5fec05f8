/** What offers do in a quote, which would but for others, which do not and why, and how sure it is that none saves more. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { AppliedOffer, Reason } from "perks";
import type { Showed } from "../perks-quote";
import { reasons } from "./reasons";
import { facts } from "./row";

export function applied({ quote, speaker, words }: Showed): TemplateResult {
  const list = quote.offers.applied;
  if (list.length === 0) return html`<p>${words.quote.noneApplied}</p>`;
  return html`<ul class="list" part="applied">${list.map(
    (it) => html`<li>
      <div class="row">
        <span>${speaker.name("offer", it.offer)}</span>
        ${it.saves_minor > 0 ? html`<strong class="number saving">${words.quote.saves(speaker.say.money(it.saves_minor))}</strong>` : nothing}
      </div>
      ${brought(it, { speaker, words })}
    </li>`,
  )}</ul>`;
}

function brought(it: AppliedOffer, { speaker, words: all }: Pick<Showed, "speaker" | "words">) {
  const { say } = speaker;
  const words = all.quote;
  const { worth_minor: worth, counted, code, coupon, uses } = it;
  return facts(
    it.points !== undefined && words.givesPoints(say.points(it.points)),
    it.cash_back_minor !== undefined && words.givesLater(say.money(it.cash_back_minor)),
    coupon !== undefined && words.coupon(coupon),
    code !== undefined && words.code(code),
    worth !== undefined && worth > it.saves_minor && words.ofWorth(say.money(worth)),
    uses !== undefined && words.uses(say.count(uses)),
    counted && words.counted(say.count(counted.uses), say.money(counted.amount_minor)),
  );
}

export function possible(showed: Showed): TemplateResult {
  const { quote, speaker, words } = showed;
  return html`<ul class="list">${repeat(
    quote.offers.possible ?? [],
    ({ offer }) => offer,
    (it) =>
      outdone(
        speaker.name("offer", it.offer),
        it.reasons,
        showed,
        words.quote.alone(speaker.say.money(it.saves_minor)),
      ),
  )}</ul>`;
}

export function refused(showed: Showed): TemplateResult {
  const { quote, speaker } = showed;
  return html`<ul class="list" part="refused">${repeat(
    quote.offers.refused,
    ({ offer }) => offer,
    (it) => outdone(speaker.name("offer", it.offer), it.reasons, showed),
  )}</ul>`;
}

function outdone(name: string, why: readonly Reason[], { speaker }: Showed, alone?: string) {
  return html`<li class="stack">
    <div class="row"><span>${name}</span>${alone === undefined ? nothing : html`<span class="number quiet">${alone}</span>`}</div>
    ${reasons(why, speaker)}
  </li>`;
}

export function proof({ quote, speaker: { say }, words }: Showed) {
  const it = quote.offers.proof;
  if (!it) return nothing;
  const nodes = say.count(it.nodes);
  return html`<p class="quiet" part="proof">${
    it.optimal
      ? words.quote.optimal(nodes)
      : words.quote.gap(say.money(it.gap_minor), say.money(it.bound_minor), nodes)
  }</p>`;
}

export function better({ quote, speaker: { say, name }, words }: Showed) {
  const it = quote.offers.better;
  if (!it) return nothing;
  const offers = say.and(it.offers.map((offer) => name("offer", offer)));
  return html`<p class="saving" part="better">${words.quote.better(say.money(it.by_minor), offers)}</p>`;
}
