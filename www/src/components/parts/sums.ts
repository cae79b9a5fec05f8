/** The sums of an order, from the list price to what is to be paid; those that are absent or nothing are left out. */
import { html, nothing, type TemplateResult } from "lit";
import type { Showed } from "../perks-quote";
import { row } from "./row";

export function sums({ quote, speaker, words: all }: Showed): TemplateResult {
  const { totals: of } = quote;
  const { count, money } = speaker.say;
  const words = all.quote;
  const plus = (label: string, minor: number | undefined, kind = "") =>
    minor ? row(label, money(minor), kind) : nothing;
  const minus = (label: string, minor: number | undefined, kind = "") =>
    minor ? row(label, money(-minor), kind) : nothing;
  const last = of.due_minor === undefined ? "pay" : "";
  return html`<dl class="sums" part="sums" aria-label=${words.sums}>
    ${row(words.list(count(of.units)), money(of.list_minor))}
    ${minus(words.discounts, of.discount_minor, "saving")}
    ${of.discount_minor ? row(words.net, money(of.net_minor)) : nothing}
    ${plus(words.shipping, of.shipping_minor)}
    ${minus(words.shippingOff, of.shipping_discount_minor, "saving")}
    ${minus(words.byPoints, of.points_minor, "earning")}
    ${minus(words.byCard, of.card_minor)}
    ${row(words.pay, money(of.pay_minor), last)}
    ${plus(words.taxable, of.taxable_minor, "quiet")}
    ${plus(words.taxSum, of.tax_minor, "quiet")}
    ${of.due_minor === undefined ? nothing : row(words.due, money(of.due_minor), "pay")}
  </dl>`;
}
