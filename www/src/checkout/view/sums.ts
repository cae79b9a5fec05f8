/** What the order comes to: totals, points to earn by rule, money that comes back, the level after it, and how long pricing took. */

import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Quote } from "perks";
import type { MoneyTotal } from "../desk/difference";
import type { Pace } from "../desk/pace";
import { CheckoutElement, differs } from "./element";

/** In the order in which they are added up, and whether they are taken off. */
const ROWS: [MoneyTotal, "off" | "sum"][] = [
  ["list_minor", "sum"],
  ["discount_minor", "off"],
  ["shipping_minor", "sum"],
  ["shipping_discount_minor", "off"],
  ["points_minor", "off"],
  ["card_minor", "off"],
];

@customElement("checkout-sums")
export class CheckoutSums extends CheckoutElement {
  static override styles = [
    ...CheckoutElement.styles,
    css`
      dl {
        display: grid;
        gap: 0.375rem;
      }

      dl div {
        display: flex;
        justify-content: space-between;
        gap: 1rem;
        align-items: baseline;
      }

      .pay {
        font-size: 1.5rem;
        font-weight: 700;
        letter-spacing: -0.02em;
        padding-block-start: 0.75rem;
        border-block-start: 1px solid var(--_edge);
      }

      .pay dt {
        font-size: 1rem;
        letter-spacing: 0;
      }

      .rules {
        padding-inline-start: 0.75rem;
      }

      .took {
        font-variant-numeric: tabular-nums;
        font-size: 0.8125rem;
        color: var(--_quiet);
      }
    `,
  ];

  @property({ attribute: false, hasChanged: differs }) totals: Quote["totals"] | undefined;
  @property({ attribute: false, hasChanged: differs }) earn: Quote["points"]["earn"] | undefined;
  @property({ attribute: false, hasChanged: differs }) levels: NonNullable<Quote["tier_after"]> =
    [];
  @property({ attribute: false, hasChanged: differs }) back: NonNullable<Quote["cash_back"]> = [];
  @property({ attribute: false, hasChanged: differs }) shipping: Quote["shipping"];
  @property({ attribute: false }) pace: Pace | undefined;
  /** The quote is older than the basket. */
  @property({ type: Boolean }) stale = false;

  override render(): TemplateResult | typeof nothing {
    const { text, voice, totals, earn } = this;
    if (!totals || !earn) return nothing;
    const { say } = voice;
    return html`<div class="stack">
      <h2>${text.sums.title}</h2>
      <dl>
        ${ROWS.map(([total, is]) => this.#row(total, is, totals[total]))}
        ${this.#offShipping()} ${this.#due(totals)}
      </dl>
      ${this.#earns(earn)}
      ${this.back.map(
        ({ offer, at, amount_minor }) =>
          html`<p class="row between earning">
            <span class="grow">${text.sums.cashBack(voice.name("offer", offer), say.day(at))}</span>
            <span class="number">${say.money(amount_minor)}</span>
          </p>`,
      )}
      ${this.levels.map(({ ladder, level, until }) => {
        const name = level === undefined ? undefined : voice.name("level", level, ladder);
        return html`<p data-test="after">${text.sums.after(name, until && say.time(until))}</p>`;
      })}
      ${this.stale ? html`<p class="wrong" data-test="stale">${text.basket.lastGood}</p>` : nothing}
      <p class="unseen" role="status">
        ${text.sums.spoken(say.money(totals.due_minor ?? totals.pay_minor), say.points(earn.total))}
      </p>
      ${this.#pace()}
    </div>`;
  }

  #row(total: MoneyTotal, is: "off" | "sum", minor = 0): TemplateResult | typeof nothing {
    if (minor === 0 && total !== "list_minor") return nothing;
    const { text, voice } = this;
    const amount = voice.say.money(is === "off" ? -minor : minor);
    return html`<div class=${is === "off" ? "saving" : ""}>
      <dt>${text.sums.totals[total]}</dt>
      <dd class="number" data-test=${total}>${amount}</dd>
    </div>`;
  }

  /** By which offers. */
  #offShipping(): TemplateResult[] {
    const { voice } = this;
    return (this.shipping?.discounts ?? []).map(
      ({ offer, amount_minor }) => html`<div class="quiet rules">
        <dt>${voice.name("offer", offer)}</dt>
        <dd class="number">${voice.say.money(-amount_minor)}</dd>
      </div>`,
    );
  }

  #due({ pay_minor, tax_minor, due_minor }: Quote["totals"]): TemplateResult {
    const { text, voice } = this;
    const { totals } = text.sums;
    const money = (minor: number) => voice.say.money(minor);
    const tax =
      tax_minor === undefined
        ? nothing
        : html`<div class="quiet">
            <dt>${totals.tax_minor}</dt>
            <dd class="number" data-test="tax_minor">${money(tax_minor)}</dd>
          </div>`;
    const last: [MoneyTotal, number] =
      due_minor === undefined ? ["pay_minor", pay_minor] : ["due_minor", due_minor];
    return html`${tax}
      <div class="pay">
        <dt>${totals[last[0]]}</dt>
        <dd class="number" data-test=${last[0]}>${money(last[1])}</dd>
      </div>`;
  }

  #earns({ total, rules }: Quote["points"]["earn"]): TemplateResult | typeof nothing {
    const { text, voice } = this;
    const { say } = voice;
    if (total === 0 && rules.length === 0) return nothing;
    return html`<dl class="earning">
      <div>
        <dt>${text.sums.toEarn}</dt>
        <dd class="number" data-test="earn">${say.points(total)}</dd>
      </div>
      ${rules.map(
        ({ rule, pool, points, uncapped }) => html`<div class="quiet rules">
          <dt>
            ${voice.name("rule", rule)}
            ${pool === undefined ? nothing : text.sums.inPool(voice.name("pool", pool))}
            ${uncapped === undefined ? nothing : text.sums.uncapped(say.points(uncapped))}
          </dt>
          <dd class="number">${say.pointCount(points)}</dd>
        </div>`,
      )}
    </dl>`;
  }

  #pace(): TemplateResult | typeof nothing {
    const { text, voice, pace } = this;
    if (!pace) return nothing;
    const whole = (micros: number) => voice.say.count(Math.round(micros));
    return html`<p class="took" data-test="took">
      ${text.sums.tookHelp}
      ${text.sums.took(whole(pace.last), whole(pace.median), voice.say.count(pace.of))}
    </p>`;
  }
}
