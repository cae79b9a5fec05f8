/** The order is placed, or kept until there is a connection: what it cost, what it earned, the level after it, and its receipt. */

import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Quote } from "perks";
import "../../components/perks-quote";
import type { Placing } from "../desk/till";
import { CheckoutElement } from "./element";
import { tick } from "./icons";

const DIGESTS = ["program", "inputs", "outcome"] as const;

@customElement("checkout-receipt")
export class CheckoutReceipt extends CheckoutElement {
  static override styles = [
    ...CheckoutElement.styles,
    css`
      .panel {
        max-inline-size: 40rem;
        margin-inline: auto;
        padding: clamp(1.25rem, 5vw, 2.5rem);
      }

      h2 {
        font-size: 1.5rem;
        outline-offset: 4px;
      }

      .sign {
        inline-size: 3rem;
        block-size: 3rem;
        border-radius: 50%;
        display: grid;
        place-items: center;
        background: var(--_brand);
        color: var(--_on-brand);
      }

      dl {
        display: grid;
        gap: 0.5rem;
      }

      dl div {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1rem;
      }

      .paid {
        font-size: 1.25rem;
        font-weight: 700;
      }

      perks-quote::part(panel) {
        padding: 0;
        background: none;
        box-shadow: none;
      }

      .digests div {
        display: block;
      }

      code {
        font-size: 0.8125rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) placing!: Extract<Placing, { is: "done" | "kept" }>;
  @property() order = "";

  override render(): TemplateResult {
    const { text, voice, placing } = this;
    const { quote } = placing;
    const { say } = voice;
    const { due_minor, pay_minor } = quote.totals;
    const done = placing.is === "done";
    return html`<div class="panel stack" data-test="receipt">
      ${done ? html`<span class="sign">${tick}</span>` : nothing}
      <div class="tight">
        <h2 tabindex="-1">${done ? text.order.done : text.order.kept}</h2>
        ${done ? nothing : html`<p>${text.order.keptHelp}</p>`}
        <p class="quiet"><code>${this.order}</code></p>
      </div>
      <dl>
        <div class="paid">
          <dt>${done ? text.order.paid : text.sums.totals.pay_minor}</dt>
          <dd class="number" data-test="paid">${say.money(due_minor ?? pay_minor)}</dd>
        </div>
        ${
          done
            ? html`<div class="earning">
                <dt>${text.order.earnedPoints}</dt>
                <dd class="number" data-test="earned">${say.points(placing.earned)}</dd>
              </div>`
            : nothing
        }
      </dl>
      ${(quote.tier_after ?? []).map(({ ladder, level, until }) => {
        const name = level === undefined ? undefined : voice.name("level", level, ladder);
        return html`<p>${text.sums.after(name, until && say.time(until))}</p>`;
      })}
      <perks-quote .speaker=${voice} .quote=${quote} compact></perks-quote>
      ${this.#digests(quote)}
      <button class="main" @click=${() => this.do({ is: "anew" })}>${text.order.anew}</button>
    </div>`;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector("h2")?.focus();
  }

  #digests({ receipt }: Quote): TemplateResult | typeof nothing {
    const { text } = this;
    if (!receipt) return nothing;
    return html`<div class="tight">
      <h3>${text.order.receipt}</h3>
      <dl class="digests" data-test="digests">
        ${DIGESTS.map(
          (name) => html`<div>
            <dt class="quiet">${text.order.digests[name]}</dt>
            <dd><code>${receipt[name]}</code></dd>
          </div>`,
        )}
      </dl>
      <p class="quiet">${text.order.receiptHelp}</p>
    </div>`;
  }
}
