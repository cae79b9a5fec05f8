/** One line of the basket: what it is, how many, what is taken off and by whom, what it costs and earns. It renders anew only if it changed. */

import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { AtPrices, Problem, QuoteLine, QuotePrice } from "perks";
import { CheckoutElement, differs } from "./element";
import { cross, minus, plus } from "./icons";
import { wrong } from "./wrong";

@customElement("checkout-line")
export class CheckoutLine extends CheckoutElement {
  static override styles = [
    ...CheckoutElement.styles,
    css`
      .line {
        display: grid;
        gap: 0.5rem 1rem;
        grid-template-columns: minmax(0, 1fr) auto;
        padding-block: 1rem;
        border-block-start: 1px solid var(--_edge);
      }

      .stepper {
        display: flex;
        gap: 0.375rem;
        align-items: center;
      }

      .stepper input {
        inline-size: 4.5rem;
        text-align: center;
      }

      .cost {
        display: grid;
        justify-items: end;
        align-content: center;
      }

      .net {
        font-size: 1.125rem;
        font-weight: 600;
      }

      .remove {
        justify-self: end;
        border-color: transparent;
      }

      .wide {
        grid-column: 1 / -1;
      }

      .parts li {
        display: flex;
        justify-content: space-between;
        gap: 1rem;
        font-size: 0.875rem;
      }

      .parts li span:first-child {
        overflow-wrap: anywhere;
      }

      .points {
        display: grid;
        gap: 0.5rem;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
      }
    `,
  ];

  @property({ attribute: false, hasChanged: differs }) line!: QuoteLine;
  @property({ attribute: false, hasChanged: differs }) perks: readonly string[] = [];
  /** Several bear the order's discounts: each says who bears it. */
  @property({ type: Boolean }) borne = false;
  @property({ attribute: false }) problems: readonly Problem[] | undefined;
  /** The prices in points at which it is to be had. */
  @property({ attribute: false, hasChanged: differs }) prices: readonly string[] = [];
  @property({ attribute: false, hasChanged: differs }) chosen: AtPrices[string] | undefined;
  @property({ attribute: false, hasChanged: differs }) priced: QuotePrice | undefined;
  @property({ attribute: false }) pricing: readonly Problem[] | undefined;
  /** What stands in the field while somebody types. */
  @state() private typed: string | undefined;

  override render(): TemplateResult {
    const { line, text, voice } = this;
    const { say } = voice;
    const name = voice.name("sku", line.sku);
    const cheaper = line.discount_minor > 0;
    return html`
      <div class="line">
        <div>
          <p class="name">${name}</p>
          <p class="quiet">${text.basket.each(say.money(line.price_minor))}</p>
        </div>
        <div class="cost">
          ${
            cheaper
              ? html`<s class="quiet number"
                  ><span class="unseen">${text.basket.listPrice}</span> ${say.money(line.list_minor)}</s
                >`
              : nothing
          }
          <span class="net number" data-test="net"
            ><span class="unseen">${text.basket.net}</span> ${say.money(line.net_minor)}</span
          >
        </div>
        ${this.#stepper(name)}
        <button
          class="square remove"
          aria-label=${text.basket.remove(name)}
          @click=${() => this.do({ is: "remove", line: line.id })}
        >
          ${cross}
        </button>
        ${wrong(voice, this.problems, "problem", "wide")} ${this.#parts()} ${this.#points(name)}
      </div>
    `;
  }

  #stepper(name: string): TemplateResult {
    const { line, text } = this;
    return html`
      <div class="stepper">
        <button
          class="square"
          aria-label=${text.basket.fewer(name)}
          ?disabled=${line.units <= 1}
          @click=${() => this.#units(String(line.units - 1))}
        >
          ${minus}
        </button>
        <input
          inputmode="numeric"
          autocomplete="off"
          maxlength="16"
          aria-label=${text.basket.unitsOf(name)}
          aria-invalid=${this.problems ? "true" : "false"}
          aria-describedby="problem"
          data-test="units"
          .value=${live(this.typed ?? String(line.units))}
          @input=${(event: InputEvent) => this.#type((event.target as HTMLInputElement).value)}
          @blur=${this.#settle}
        />
        <button
          class="square"
          aria-label=${text.basket.more(name)}
          @click=${() => this.#units(String(line.units + 1))}
        >
          ${plus}
        </button>
      </div>
    `;
  }

  /** What makes the price: each discount and who bears it, points, gift card; and what it earns. */
  #parts(): TemplateResult | typeof nothing {
    const { line, text, voice } = this;
    const { say } = voice;
    const { basket } = text;
    const row = (look: string, what: string, minor: number, by = "") =>
      html`<li class=${look}>
        <span>${what} ${by ? html`<span class="quiet">${by}</span>` : nothing}</span>
        <span class="number">${say.money(-minor)}</span>
      </li>`;
    const rows = line.discounts.map(({ offer, units, amount_minor, bearer }) => {
      const name = offer === undefined ? basket.rounding : voice.name("offer", offer);
      const what = units === undefined ? name : basket.ofUnits(name, say.count(units));
      return row("saving", what, amount_minor, this.borne ? basket.bearer[bearer] : "");
    });
    if (line.points_minor > 0) rows.push(row("quiet", basket.pointsShare, line.points_minor));
    if (line.card_minor) rows.push(row("quiet", basket.cardShare, line.card_minor));
    const perks = this.perks.map((perk) => basket.perk(voice.name("perk", perk)));
    if (rows.length + perks.length === 0 && line.earns === 0) return nothing;
    return html`
      <ul class="parts tight wide">
        ${rows}
        ${perks.map((perk) => html`<li class="earning">${perk}</li>`)}
        ${
          line.earns > 0
            ? html`<li class="earning" data-test="earns">${basket.earns(say.points(line.earns))}</li>`
            : nothing
        }
      </ul>
    `;
  }

  /** At which price in points it is bought; of a mix, how many of them. */
  #points(name: string): TemplateResult | typeof nothing {
    const { line, text, voice, chosen, priced } = this;
    const { say } = voice;
    if (this.prices.length === 0 && !chosen) return nothing;
    const choose = (price: string | undefined, points?: string) =>
      this.do({ is: "price", line: line.id, price, ...(points !== undefined && { points }) });
    const money = priced && priced.money_minor > 0 ? say.money(priced.money_minor) : undefined;
    return html`
      <div class="wide tight">
        <div class="points">
          <select
            aria-label=${text.basket.payWith(name)}
            data-test="price"
            .value=${live(chosen?.price ?? "")}
            @change=${(event: Event) =>
              choose((event.target as HTMLSelectElement).value || undefined)}
          >
            <option value="">${text.basket.inMoney}</option>
            ${this.prices.map(
              (price) =>
                html`<option value=${price} ?selected=${price === chosen?.price}>
                  ${text.basket.pricePoints(this.prices.length > 1 ? price : undefined)}
                </option>`,
            )}
          </select>
          ${
            chosen
              ? html`<input
                  inputmode="decimal"
                  autocomplete="off"
                  placeholder=${text.basket.pointsEach}
                  aria-label=${text.basket.pointsEach}
                  aria-describedby="each-help price-problem"
                  aria-invalid=${this.pricing ? "true" : "false"}
                  @input=${(event: InputEvent) =>
                    choose(chosen.price, (event.target as HTMLInputElement).value)}
                />`
              : nothing
          }
        </div>
        ${chosen ? html`<p class="quiet" id="each-help">${text.basket.pointsEachHelp}</p>` : nothing}
        ${
          priced && priced.reasons.length === 0
            ? html`<p class="earning" data-test="at-price">
                ${text.basket.atPrice(say.points(priced.points), money)}
              </p>`
            : nothing
        }
        ${priced?.reasons.map((reason) => html`<p class="why">${say.reason(reason)}</p>`)}
        ${wrong(voice, this.pricing, "price-problem")}
      </div>
    `;
  }

  #type(typed: string): void {
    this.typed = typed;
    this.#units(typed);
  }

  /** What was good stands as the engine has it; what was not stays, with why. */
  #settle = (): void => {
    if (!this.problems) this.typed = undefined;
  };

  #units(text: string): void {
    if (this.typed !== undefined && this.typed !== text) this.typed = undefined;
    this.do({ is: "units", line: this.line.id, text });
  }
}
