/** What a member carries: coupons, and codes and vouchers that were entered, each as a `<perks-coupon>`. */
import "./perks-coupon";
import { css } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Status, Verdict } from "perks";
import type { Speaker } from "../engine/speak";
import { html, nothing, PerksElement, type TemplateResult } from "./element";
import { badge } from "./parts/badge";

@customElement("perks-wallet")
export class PerksWallet extends PerksElement {
  static override styles = [
    ...PerksElement.styles,
    css`
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
        gap: 0.75rem;
        align-items: start;
      }

      section + section {
        margin-block-start: 1.5rem;
      }

      .asked {
        justify-items: start;
      }

      .code {
        font-family: ui-monospace, monospace;
      }

      h2 {
        margin-block-end: 0.625rem;
      }
    `,
  ];

  @property({ attribute: false }) status: Status | undefined;
  /** What the engine says of the codes. */
  @property({ attribute: false }) verdicts: readonly Verdict[] = [];
  /** Codes and vouchers as they were entered; without them those of the verdicts. */
  @property({ attribute: false }) codes: readonly string[] | undefined;

  protected get given(): boolean {
    return this.status !== undefined;
  }

  protected override body(speaker: Speaker): TemplateResult {
    const { words, verdicts } = this;
    const coupons = this.status?.coupons ?? [];
    const codes = this.codes ?? verdicts.map(({ entered }) => entered);
    if (coupons.length + codes.length === 0) {
      return html`<section class="panel" part="panel"><h2>${words.wallet.title}</h2><p>${words.wallet.none}</p></section>`;
    }
    return html`
      ${this.#cards(
        words.wallet.coupons,
        coupons.length,
        repeat(
          coupons,
          ({ coupon }) => coupon,
          (it) =>
            html`<li><perks-coupon exportparts=${PARTS} .coupon=${it} .voucher=${it.coupon} .speaker=${speaker}></perks-coupon></li>`,
        ),
      )}
      ${this.#cards(
        words.wallet.codes,
        codes.length,
        repeat(
          codes,
          (code) => code,
          (code) => this.#code(code, speaker),
        ),
      )}
    `;
  }

  #cards(title: string, count: number, cards: unknown) {
    if (count === 0) return nothing;
    return html`<section><h2>${title}</h2><ul class="cards" part="cards">${cards}</ul></section>`;
  }

  #code(code: string, speaker: Speaker): TemplateResult {
    const verdict = this.verdicts.find(({ entered }) => entered === code);
    if (!verdict)
      return html`<li><div class="panel asked" part="panel"><p class="code">${code}</p>${badge(this.words.coupon.state.asked)}</div></li>`;
    return html`<li><perks-coupon exportparts=${PARTS} .verdict=${verdict} .voucher=${code} .speaker=${speaker}></perks-coupon></li>`;
  }
}

const PARTS = "panel, coupon, badge, reasons, actions, button, qr";

declare global {
  interface HTMLElementTagNameMap {
    "perks-wallet": PerksWallet;
  }
}
