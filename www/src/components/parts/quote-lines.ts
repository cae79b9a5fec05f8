/** The lines of a quote and its shipping: from the list price to what is paid, discount by discount, with who bears each. */
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import type { QuoteLine, QuotePrice, QuoteTax } from "perks";
import type { Showed } from "../perks-quote";
import { reasons } from "./reasons";
import { facts } from "./row";

export function lines(showed: Showed, compact: boolean): TemplateResult {
  const { quote, speaker, words } = showed;
  if (quote.lines.length === 0) return html`<p>${words.quote.none}</p>`;
  const besides = besidesOf(showed);
  return html`<ol class="list lines" part="lines" aria-label=${words.quote.lines}>${repeat(
    quote.lines,
    ({ id }) => id,
    (line) => {
      const beside = besides(line.id);
      return html`<li>${guard(
        [JSON.stringify(line), JSON.stringify(beside), speaker, compact],
        () => goods(line, beside, showed, compact),
      )}</li>`;
    },
  )}</ol>`;
}

/** What else a quote says of a line: its price in points, and perks that are about it. */
interface Beside {
  price?: QuotePrice | undefined;
  perks: string[];
}

function besidesOf({ quote }: Showed): (line: string) => Beside {
  const { perks = [], points } = quote;
  const prices = new Map((points.prices ?? []).map((it) => [it.line, it]));
  return (line) => ({
    price: prices.get(line),
    perks: perks.filter((it) => it.lines.includes(line)).map(({ perk }) => perk),
  });
}

function goods(line: QuoteLine, beside: Beside, showed: Showed, compact: boolean): TemplateResult {
  const { speaker, words: all } = showed;
  const { say, name } = speaker;
  const words = all.quote;
  return html`
    <div class="row">
      <span class="goods">${name("sku", line.sku)}</span>
      <span class="number">
        ${line.discount_minor > 0 ? html`<s class="quiet"><span class="unseen">${words.was} </span>${say.money(line.list_minor)}</s>` : nothing}
        <strong>${say.money(line.net_minor)}</strong>
      </span>
    </div>
    ${facts(
      words.units(say.count(line.units), say.money(line.price_minor)),
      line.earns > 0 && words.earns(say.points(line.earns)),
      ...(compact ? [] : beside.perks.map((perk) => name("perk", perk))),
      !compact && taxOf(line.tax, showed),
    )}
    ${compact ? nothing : details(line, beside, showed)}
  `;
}

function details(line: QuoteLine, { price }: Beside, showed: Showed): TemplateResult {
  const { speaker, words } = showed;
  const { say, name } = speaker;
  return html`
    <ul class="details">
      ${line.discounts.map((it) =>
        detail(
          it.offer === undefined ? words.quote.rounding : name("offer", it.offer),
          say.money(-it.amount_minor),
          "saving",
          it.units === undefined ? "" : words.quote.unitsOf(say.count(it.units)),
          words.quote.borne(words.quote.bearer[it.bearer]),
        ),
      )}
      ${line.points_minor > 0 ? detail(words.quote.byPoints, say.money(-line.points_minor), "earning") : nothing}
      ${line.card_minor ? detail(words.quote.byCard, say.money(-line.card_minor), "") : nothing}
      ${
        line.points_minor > 0 || line.card_minor
          ? detail(words.quote.pay, say.money(line.pay_minor), "")
          : nothing
      }
      ${price ? detail(name("offer", price.price), priceOf(price, showed), "earning") : nothing}
    </ul>
    ${price ? reasons(price.reasons, speaker) : nothing}
  `;
}

function priceOf({ points, money_minor }: QuotePrice, { speaker, words }: Showed): string {
  const { say } = speaker;
  return words.quote.price(
    say.points(points),
    money_minor > 0 ? say.money(money_minor) : undefined,
  );
}

function taxOf(tax: QuoteTax | undefined, { speaker: { say }, words }: Showed) {
  return (
    tax &&
    words.quote.tax(say.percent(tax.rate), say.money(tax.tax_minor), say.money(tax.base_minor))
  );
}

function detail(what: string, amount: string, kind: string, ...small: string[]): TemplateResult {
  return html`<li class="row">
    <span>${what}${small.map((text) => (text ? html` <small class="quiet">${text}</small>` : nothing))}</span>
    <span class="number ${kind}">${amount}</span>
  </li>`;
}

export function shipping(showed: Showed, compact: boolean) {
  const { quote, speaker, words: all } = showed;
  const it = quote.shipping;
  if (!it || compact) return nothing;
  const { say, name } = speaker;
  const words = all.quote;
  return html`<div class="part" part="shipping">
    <div class="row">
      <h3>${words.shipping}</h3>
      <span class="number">${say.money(it.cost_minor)}</span>
    </div>
    <ul class="details">
      ${(it.discounts ?? []).map(({ offer, amount_minor, bearer }) =>
        detail(
          name("offer", offer),
          say.money(-amount_minor),
          "saving",
          words.borne(words.bearer[bearer]),
        ),
      )}
      ${it.points_minor > 0 ? detail(words.byPoints, say.money(-it.points_minor), "earning") : nothing}
      ${it.card_minor ? detail(words.byCard, say.money(-it.card_minor), "") : nothing}
      ${detail(words.pay, say.money(it.pay_minor), "", taxOf(it.tax, showed) ?? "")}
    </ul>
  </div>`;
}
