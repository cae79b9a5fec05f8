/** The gifts that there are beside the cart: what comes with the order, and what one may choose. */

import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Picks, Quote } from "perks";
import { CheckoutElement, differs } from "./element";

type Gift = NonNullable<Quote["gifts"]>[number];

@customElement("checkout-gifts")
export class CheckoutGifts extends CheckoutElement {
  @property({ attribute: false, hasChanged: differs }) gifts: readonly Gift[] = [];
  @property({ attribute: false }) picks: Picks = {};
  /** What there was to choose from: what is picked is no longer offered, and can be changed all the same. */
  #seen = new Map<string, Gift>();

  override willUpdate(): void {
    for (const gift of this.gifts) this.#seen.set(gift.offer, gift);
  }

  get #all(): Gift[] {
    const offered = new Set(this.gifts.map(({ offer }) => offer));
    const picked = Object.entries(this.picks).filter(([offer]) => !offered.has(offer));
    const seen = picked.map(
      ([offer, sku]) => this.#seen.get(offer) ?? { offer, choices: [{ sku, units: 1 }] },
    );
    return [...this.gifts, ...seen];
  }

  override render(): TemplateResult | typeof nothing {
    const all = this.#all;
    if (all.length === 0) return nothing;
    return html`<div class="stack">
      <h2>${this.text.gifts.title}</h2>
      ${all.map((gift) => this.#gift(gift))}
    </div>`;
  }

  #gift({ offer, added, choices }: Gift): TemplateResult {
    const { text, voice } = this;
    const name = voice.name("offer", offer);
    const picked = this.picks[offer];
    const legend = added ? text.gifts.added(name) : text.gifts.pick(name);
    const option = (label: string, sku: string | undefined, stock?: number) =>
      html`<label class="tick"
        ><input
          type="radio"
          name=${offer}
          .checked=${live(picked === sku)}
          @change=${() => this.do({ is: "gift", offer, sku })}
        /><span>${label}</span>
        ${
          stock === undefined
            ? nothing
            : html`<span class="quiet">${text.gifts.stock(voice.say.count(stock))}</span>`
        }</label
      >`;
    const label = ({ sku, units }: Gift["choices"][number]) =>
      units === 1
        ? voice.name("sku", sku)
        : text.gifts.choice(voice.name("sku", sku), voice.say.count(units));
    if (added && choices.length === 1)
      return html`<div class="tight" data-test="gift">
        <h3>${legend}</h3>
        ${choices.map((it) => html`<p>${label(it)}</p>`)}
      </div>`;
    return html`<fieldset class="tight" data-test="gift">
      <legend>${legend}</legend>
      ${option(text.gifts.unpicked, undefined)}
      ${choices.map((it) => option(label(it), it.sku, it.stock))}
    </fieldset>`;
  }
}
