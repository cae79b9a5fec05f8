/** The order costs something else than was shown: what differs stands side by side, to be taken or left. Nothing is charged before. */
import { css, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type Difference, differences } from "../desk/difference";
import type { Placing } from "../desk/till";
import { CheckoutElement } from "./element";

@customElement("checkout-changed")
export class CheckoutChanged extends CheckoutElement {
  static override styles = [
    ...CheckoutElement.styles,
    css`
      h2 {
        font-size: 1.5rem;
      }

      button {
        min-block-size: 3.25rem;
      }

      table {
        inline-size: 100%;
        border-collapse: collapse;
      }

      th,
      td {
        padding: 0.5rem 0.25rem;
        text-align: start;
        vertical-align: baseline;
        border-block-start: 1px solid var(--_edge);
        overflow-wrap: anywhere;
      }

      thead th {
        border: 0;
        color: var(--_quiet);
        font-weight: 400;
        font-size: 0.875rem;
      }

      th {
        font-weight: 400;
      }

      :is(th, td).number {
        text-align: end;
      }

      .pay :is(th, td) {
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) placing!: Extract<Placing, { is: "changed" }>;

  /** What needs a decision is where the keyboard goes on. */
  override firstUpdated(): void {
    this.renderRoot.querySelector("h2")?.focus();
  }

  override render(): TemplateResult {
    const { text, voice } = this;
    const { quote, shown } = this.placing;
    const rows = differences(shown, quote);
    const { due_minor, pay_minor } = quote.totals;
    return html`<div class="stack" data-test="changed">
      <div class="tight">
        <h2 tabindex="-1">${text.order.changedTitle}</h2>
        <p>${text.order.changedHelp}</p>
      </div>
      ${rows.length === 0 ? html`<p>${text.order.same}</p>` : this.#table(rows)}
      <button class="main" data-test="accept" @click=${() => this.do({ is: "accept" })}>
        ${text.order.accept(voice.say.money(due_minor ?? pay_minor))}
      </button>
      <button @click=${() => this.do({ is: "back" })}>${text.order.back}</button>
    </div>`;
  }

  #table(rows: readonly Difference[]): TemplateResult {
    const { text } = this;
    return html`<table>
        <thead>
          <tr>
            <th scope="col">${text.order.what}</th>
            <th scope="col" class="number">${text.order.shown}</th>
            <th scope="col" class="number">${text.order.now}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((it) => this.#difference(it))}
        </tbody>
      </table>`;
  }

  #difference(it: Difference): TemplateResult {
    const { text, voice } = this;
    const { say } = voice;
    const points = it.of === "spent" || it.of === "earned";
    const written = (value: number | undefined) => {
      if (value === undefined) return text.order.nothing;
      return points ? say.points(value) : say.money(value);
    };
    const last = it.of === "total" && (it.total === "pay_minor" || it.total === "due_minor");
    return html`<tr class=${last ? "pay" : ""} data-of=${it.of}>
      <th scope="row">${this.#what(it)}</th>
      <td class="number">${written(it.shown)}</td>
      <td class="number">${written(it.now)}</td>
    </tr>`;
  }

  #what(it: Difference): string {
    const { text, voice } = this;
    if (it.of === "total") return text.sums.totals[it.total];
    if (it.of === "line") return voice.name("sku", it.sku);
    return it.of === "offer" ? voice.name("offer", it.offer) : text.order[it.of];
  }
}
