/** Placing the order: whether it can be, that it is on its way, and why it was refused. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Account } from "../../account/account";
import { whyNot } from "../../shell/refused";
import { isOrderedBefore, type Placing } from "../desk/till";
import { CheckoutElement } from "./element";

@customElement("checkout-order")
export class CheckoutOrder extends CheckoutElement {
  static override styles = [
    ...CheckoutElement.styles,
    css`
      button.main {
        inline-size: 100%;
        min-block-size: 3.25rem;
        font-size: 1.0625rem;
      }
    `,
  ];

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
      ${this.#place()}
      ${placing.is === "refused" ? this.#refused(placing) : nothing}
    </div>`;
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
    const sentences = isOrderedBefore(refusal)
      ? [text.order.orderedBefore]
      : whyNot(refusal, voice, voice.say.wrong);
    return html`<div class="tight" role="alert" data-test="refusal">
      <h3>${text.order.refused}</h3>
      ${sentences.map((it) => html`<p class="wrong">${it}</p>`)}
    </div>`;
  }
}
