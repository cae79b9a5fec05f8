/** How many points pay: a field, a slider, and all that one can; what the engine refuses says why. */

import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Problem, Quote } from "perks";
import { minorOf, textOf } from "../../engine/minor";
import { type Found, NOTHING_FOUND } from "../desk/idle";
import { CheckoutElement, differs } from "./element";
import { wrong } from "./wrong";

@customElement("checkout-points")
export class CheckoutPoints extends CheckoutElement {
  static override styles = [
    ...CheckoutElement.styles,
    css`
      .field {
        display: grid;
        gap: 0.5rem;
        grid-template-columns: minmax(5rem, 1fr) auto auto;
      }
    `,
  ];

  @property({ attribute: false, hasChanged: differs }) points: Quote["points"] | undefined;
  @property({ attribute: false, hasChanged: differs }) spending: Found["spending"] =
    NOTHING_FOUND.spending;
  @property({ attribute: false }) asked: number | "max" = 0;
  @property({ attribute: false }) problems: readonly Problem[] | undefined;
  /** Decimal digits of points. */
  @property({ type: Number }) digits = 0;
  @state() private typed: string | undefined;

  override render(): TemplateResult | typeof nothing {
    const { text, voice, points, asked } = this;
    if (!points) return nothing;
    const { say } = voice;
    const { spend } = points;
    const idle = spend.maximum === 0 && asked === 0 && this.typed === undefined;
    return html`<div class="stack">
      <div class="row between">
        <h2>${text.points.title}</h2>
        <span class="quiet">${text.points.balance(say.points(points.balance))}</span>
      </div>
      ${idle ? this.#none() : this.#fields(spend)}
    </div>`;
  }

  /** Why not a single one. */
  #none(): TemplateResult {
    const { voice, spending } = this;
    // That there are too few of them, the balance says.
    const why = spending.reasons.filter(({ code }) => code !== "balance_short");
    return html`<div class="tight" data-test="why">
      ${why.map((it) => html`<p class="why">${voice.say.reason(it)}</p>`)}
    </div>`;
  }

  #fields(spend: Quote["points"]["spend"]): TemplateResult {
    const { text, voice, asked, digits } = this;
    const { say } = voice;
    const shown = this.typed ?? textOf(asked === "max" ? spend.chosen : asked, digits);
    return html`<div class="tight">
      <label for="spend">${text.points.label}</label>
      <div class="field">
        <input
          id="spend"
          inputmode="decimal"
          autocomplete="off"
          maxlength="18"
          .value=${live(shown)}
          aria-invalid=${this.problems || spend.reasons.length > 0 ? "true" : "false"}
          aria-describedby="help why problem"
          @input=${(event: InputEvent) => this.#type((event.target as HTMLInputElement).value)}
          @blur=${this.#settle}
        />
        <button ?disabled=${asked === 0 && this.typed === undefined} @click=${() => this.#spend(0)}>
          ${text.points.none}
        </button>
        <button @click=${() => this.#spend("max")}>${text.points.all}</button>
      </div>
      <input
        type="range"
        min="0"
        max=${spend.maximum}
        step=${this.spending.step ?? 1}
        aria-label=${text.points.slider}
        aria-valuetext=${say.points(spend.chosen)}
        .value=${live(String(spend.chosen))}
        @input=${(event: InputEvent) =>
          this.#spend(Number((event.target as HTMLInputElement).value))}
      />
      <p class="quiet" id="help" data-test="help">${this.#help(spend)}</p>
      <div class="wrong" id="why" data-test="why">
        ${spend.reasons.map((reason) => html`<p>${say.reason(reason)}</p>`)}
      </div>
      ${wrong(voice, this.problems, "problem")}
    </div>`;
  }

  #help({ maximum, chosen, worth_minor }: Quote["points"]["spend"]): string {
    const { text, voice, spending } = this;
    const { say } = voice;
    const parts = [
      text.points.most(say.points(maximum)),
      ...(spending.minimum === undefined ? [] : [text.points.from(say.points(spending.minimum))]),
      ...(spending.step === undefined ? [] : [text.points.step(say.points(spending.step))]),
      ...(chosen > 0 ? [text.points.worth(say.points(chosen), say.money(worth_minor))] : []),
    ];
    return parts.join(" ");
  }

  #type(typed: string): void {
    this.typed = typed;
    this.do({ is: "spend", spend: typed.trim() === "" ? 0 : minorOf(typed, this.digits) });
  }

  /** Slider and buttons write the field anew. */
  #spend(spend: number | "max"): void {
    this.typed = undefined;
    this.do({ is: "spend", spend });
  }

  #settle = (): void => {
    if (!this.problems) this.typed = undefined;
  };
}
