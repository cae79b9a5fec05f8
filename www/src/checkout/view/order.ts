/** Placing the order, and what became of it: on its way, dearer or cheaper than shown, kept, refused. What differs stands side by side. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Account } from "../../account/account";
import { type Difference, differences } from "../desk/difference";
import type { Placing } from "../desk/till";
import { CheckoutElement } from "./element";

@customElement("checkout-order")
export class CheckoutOrder extends CheckoutElement {
  static override styles = [
    CheckoutElement.styles,
    css`
      button.main {
        inline-size: 100%;
        min-block-size: 3.25rem;
        font-size: 1.0625rem;
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
  ].flat();

  @property({ attribute: false }) placing: Placing = { is: "no" };
  /** What is to be paid; absent: there is nothing to order. */
  @property({ type: Number }) due: number | undefined;
  /** The basket is priced as of another time, or is wrong. */
  @property({ type: Boolean }) blocked = false;
  @property({ type: Boolean }) later = false;
  @property({ attribute: false }) link: Account["link"] = { state: "none" };

  override render(): TemplateResult {
    const { placing } = this;
    return html`<div class="stack">
      ${placing.is === "changed" ? this.#changed(placing) : this.#place()}
      ${placing.is === "refused" ? this.#refused(placing) : nothing}
    </div>`;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    // What needs a decision is read out, and is where the keyboard goes on.
    if (changed.has("placing") && this.placing.is === "changed")
      this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  #place(): TemplateResult {
    const { text, voice, placing, link, due } = this;
    const sending = placing.is === "sending";
    const late = sending && link.state === "late";
    return html`
      <button
        class="main"
        data-test="place"
        ?disabled=${due === undefined || this.blocked || this.later || sending}
        @click=${() => this.do({ is: "place" })}
      >
        ${sending ? text.order.sending : text.order.place(voice.say.money(due ?? 0))}
      </button>
      <p class="quiet" role="status" data-test="link">
        ${
          late
            ? text.order.late
            : link.state === "offline"
              ? text.order.offline
              : this.later
                ? text.order.notNow
                : nothing
        }
      </p>
    `;
  }

  #refused({ refusal }: Extract<Placing, { is: "refused" }>): TemplateResult {
    const { text, voice } = this;
    const { problems, message } = refusal;
    return html`<div class="tight" role="alert" data-test="refusal">
      <h3>${text.order.refused}</h3>
      ${
        problems.length === 0
          ? html`<p class="wrong">${message}</p>`
          : problems.map((it) => html`<p class="wrong">${voice.say.wrong(it)}</p>`)
      }
    </div>`;
  }

  #changed({ quote, shown }: Extract<Placing, { is: "changed" }>): TemplateResult {
    const { text, voice } = this;
    const { due_minor, pay_minor } = quote.totals;
    return html`<div class="stack" data-test="changed">
      <div class="tight">
        <h2 tabindex="-1">${text.order.changedTitle}</h2>
        <p>${text.order.changedHelp}</p>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">${text.order.what}</th>
            <th scope="col" class="number">${text.order.shown}</th>
            <th scope="col" class="number">${text.order.now}</th>
          </tr>
        </thead>
        <tbody>
          ${differences(shown, quote).map((it) => this.#difference(it))}
        </tbody>
      </table>
      <button class="main" data-test="accept" @click=${() => this.do({ is: "accept" })}>
        ${text.order.accept(voice.say.money(due_minor ?? pay_minor))}
      </button>
      <button @click=${() => this.do({ is: "back" })}>${text.order.back}</button>
    </div>`;
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
