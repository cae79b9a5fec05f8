/** The member's coupons at this order: they are on by themselves; each can be left out, and of several of one offer one be named first. */

import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Quote, Status } from "perks";
import { CheckoutElement, differs } from "./element";

export type HeldCoupon = NonNullable<Status["coupons"]>[number];

@customElement("checkout-wallet")
export class CheckoutWallet extends CheckoutElement {
  static override styles = [
    ...CheckoutElement.styles,
    css`
      li {
        padding-block: 0.375rem;
        border-block-start: 1px solid var(--_edge);
      }

      p {
        padding-inline-start: 2rem;
      }
    `,
  ];

  @property({ attribute: false, hasChanged: differs }) coupons: readonly HeldCoupon[] = [];
  @property({ attribute: false, hasChanged: differs }) offers: Quote["offers"] | undefined;
  @property({ attribute: false }) without: readonly string[] = [];

  override render(): TemplateResult | typeof nothing {
    if (this.coupons.length === 0) return nothing;
    return html`<div class="tight">
      <h3>${this.text.codes.wallet}</h3>
      <ul data-test="wallet">
        ${this.coupons.map((it) => this.#coupon(it))}
      </ul>
    </div>`;
  }

  #coupon(it: HeldCoupon): TemplateResult {
    const { text, voice } = this;
    const { say } = voice;
    const name = voice.name("offer", it.offer);
    const out = this.without.includes(it.offer);
    const same = this.coupons.filter(({ offer }) => offer === it.offer).map(({ coupon }) => coupon);
    const worth = it.worth_minor === undefined ? undefined : say.money(it.worth_minor);
    const used = this.offers?.applied.some(({ coupon }) => coupon === it.coupon);
    return html`<li>
      <label class="tick"
        ><input
          type="checkbox"
          .checked=${live(!out)}
          @change=${() => this.do({ is: out ? "take" : "leave", offer: it.offer })}
        /><span>${text.codes.coupon(name, worth)}</span></label
      >
      ${it.until ? html`<p class="quiet">${text.codes.until(say.time(it.until))}</p>` : nothing}
      ${
        used
          ? html`<p class="saving">${text.codes.inUse}</p>`
          : this.#reasons(it).map((reason) => html`<p class="why">${say.reason(reason)}</p>`)
      }
      ${
        same.length > 1 && !out && !used
          ? html`<button
              class="text"
              aria-label=${text.codes.first(name)}
              @click=${() => this.do({ is: "coupon", coupon: it.coupon, insteadOf: same })}
            >
              ${text.codes.named}
            </button>`
          : nothing
      }
    </li>`;
  }

  /** Of itself, or else of its offer at this order. */
  #reasons({ reasons, offer }: HeldCoupon) {
    if (reasons.length > 0 || !this.offers) return reasons;
    const { possible = [], refused } = this.offers;
    return [...possible, ...refused].find((it) => it.offer === offer)?.reasons ?? [];
  }
}
