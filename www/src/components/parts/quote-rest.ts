/** What a quote says beside goods and offers: points to spend and to earn by rule, the level after it, gifts, cash back, codes. */
import { html, nothing, type TemplateResult } from "lit";
import type { RulePoints } from "perks";
import type { Showed } from "../perks-quote";
import { badge } from "./badge";
import { reasons } from "./reasons";
import { facts } from "./row";

export function points(showed: Showed, compact: boolean): TemplateResult {
  const { quote, speaker, words: all } = showed;
  const { say } = speaker;
  const words = all.quote;
  const { spend, earn, balance } = quote.points;
  return html`<div class="part" part="points">
    <div class="row">
      <h3>${earn.total > 0 ? words.earn : words.points}</h3>
      ${earn.total > 0 ? html`<strong class="number earning">${say.points(earn.total)}</strong>` : nothing}
    </div>
    ${earn.total > 0 || earn.rules.length > 0 ? nothing : html`<p class="quiet">${words.earnNone}</p>`}
    ${(compact && earn.total > 0) || earn.rules.length === 0 ? nothing : html`<ul class="details">${earn.rules.map((it) => rule(it, showed))}</ul>`}
    ${facts(
      spend.chosen > 0 && words.spend(say.points(spend.chosen), say.money(spend.worth_minor)),
      !compact &&
        spend.maximum > 0 &&
        words.spendUpTo(say.points(spend.maximum), say.points(balance)),
    )}
    ${reasons(spend.reasons, speaker)}
  </div>`;
}

function rule(it: RulePoints, { speaker, words: all }: Showed): TemplateResult {
  const { say, name } = speaker;
  const words = all.quote;
  const by = it.multipliers?.map((id) => name("rule", id));
  return html`<li>
    <div class="row"><span>${name("rule", it.rule)}</span><span class="number earning">${say.points(it.points)}</span></div>
    ${facts(
      it.pool !== undefined && name("pool", it.pool),
      it.uncapped !== undefined && words.uncapped(say.points(it.uncapped)),
      by && words.multiplied(say.and(by)),
    )}
  </li>`;
}

export function tierAfter({ quote, speaker: { say, name }, words }: Showed) {
  return (quote.tier_after ?? []).map(
    ({ ladder, level, until }) =>
      html`<p class="earning" part="tier-after">${words.quote.tierAfter(
        name("ladder", ladder),
        level === undefined ? undefined : name("level", level, ladder),
        until === undefined ? undefined : say.time(until),
      )}</p>`,
  );
}

export function gifts({ quote, speaker: { say, name }, words }: Showed) {
  if (!quote.gifts) return nothing;
  return html`<div class="part" part="gifts">
    <h3>${words.quote.gifts}</h3>
    <ul class="list">${quote.gifts.map(
      (it) => html`<li>
        <div class="row"><span>${name("offer", it.offer)}</span><span class="quiet">${it.added ? words.quote.added : words.quote.oneOf}</span></div>
        <ul>${it.choices.map(
          ({ sku, units, stock }) => html`<li class="row">
            <span>${words.quote.gift(name("sku", sku), say.count(units))}</span>
            ${stock === undefined ? nothing : html`<span class="quiet">${words.quote.stock(say.count(stock))}</span>`}
          </li>`,
        )}</ul>
      </li>`,
    )}</ul>
  </div>`;
}

export function cashBack({ quote, speaker: { say, name }, words: all }: Showed) {
  if (!quote.cash_back) return nothing;
  const words = all.quote;
  return html`<div class="part" part="cash-back">
    <h3>${words.cashBack}</h3>
    <ul class="list">${quote.cash_back.map(
      (it) => html`<li>
        <div class="row"><span>${name("offer", it.offer)}</span><strong class="number earning">${say.money(it.amount_minor)}</strong></div>
        ${facts(
          say.day(it.at),
          it.bearer && words.borne(words.bearer[it.bearer]),
          ...(it.bearers ?? []).map(({ bearer, amount_minor }) =>
            words.bornePart(words.bearer[bearer], say.money(amount_minor)),
          ),
        )}
      </li>`,
    )}</ul>
  </div>`;
}

export function codes({ quote, speaker, words }: Showed) {
  if (!quote.codes) return nothing;
  return html`<div class="part" part="codes">
    <h3>${words.quote.codes}</h3>
    <ul class="list">${quote.codes.map(
      ({ entered, offer, reasons: why }) => html`<li class="stack">
        <div class="row">
          <span>${offer === undefined ? words.coupon.unknown : speaker.name("offer", offer)} <small class="quiet entered">${entered}</small></span>
          ${why.length === 0 ? badge(words.quote.codeTaken, "good") : nothing}
        </div>
        ${reasons(why, speaker)}
      </li>`,
    )}</ul>
  </div>`;
}
