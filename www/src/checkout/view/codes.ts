/** Codes and vouchers: each keystroke is judged; what was entered says what it brought, or why nothing. */

import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Quote } from "perks";
import type { Entered } from "../desk/choice";
import type { Typed } from "../desk/typed";
import { CheckoutElement, differs } from "./element";
import { cross } from "./icons";

@customElement("checkout-codes")
export class CheckoutCodes extends CheckoutElement {
  static override styles = [
    ...CheckoutElement.styles,
    css`
      .field {
        display: grid;
        gap: 0.5rem;
        grid-template-columns: minmax(0, 1fr) auto;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.5rem;
        align-items: center;
        padding-block: 0.5rem;
        border-block-start: 1px solid var(--_edge);
      }

      .name {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];

  @property({ attribute: false }) codes: readonly Entered[] = [];
  /** What the quote says of them. */
  @property({ attribute: false, hasChanged: differs }) verdicts: NonNullable<Quote["codes"]> = [];
  @property({ attribute: false }) typed: Typed | undefined;
  /** Offers whose codes are told by who gives them out. */
  @property({ attribute: false, hasChanged: differs }) unique: readonly string[] = [];
  @state() private value = "";
  @state() private offer = "";

  override render(): TemplateResult {
    const { text, codes } = this;
    return html`
      <form class="stack" @submit=${this.#enter} novalidate>
        <h2>${text.codes.title}</h2>
        <div class="tight">
          <label for="code">${text.codes.label}</label>
          <div class="field">
            <input
              id="code"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              .value=${this.value}
              aria-describedby="verdict"
              @input=${this.#type}
            />
            <button type="submit">${text.codes.enter}</button>
          </div>
          ${this.#whose()}
          <p id="verdict" class="why" role="status" data-test="verdict">${this.#verdict()}</p>
        </div>
        ${
          codes.length === 0
            ? nothing
            : html`<ul data-test="codes">
                ${codes.map((it) => this.#code(it))}
              </ul>`
        }
      </form>
    `;
  }

  /** The caller says of which offer a unique code is. */
  #whose(): TemplateResult | typeof nothing {
    const { text, voice } = this;
    if (this.unique.length === 0) return nothing;
    return html`<label for="of">${text.codes.of}</label>
      <select id="of" @change=${this.#choose}>
        <option value="">${text.codes.anyOffer}</option>
        ${this.unique.map(
          (offer) => html`<option value=${offer}>${voice.name("offer", offer)}</option>`,
        )}
      </select>`;
  }

  #verdict(): TemplateResult | string {
    const { text, voice, typed } = this;
    const { say } = voice;
    if (this.value.trim() === "") return text.codes.help;
    if (!typed) return text.codes.reading;
    if (typed.is === "unread") return say.reason(typed.reason);
    const { offer, until, reasons } = typed.verdict;
    const name = offer === undefined ? "" : voice.name("offer", offer);
    if (reasons.length > 0) return reasons.map(say.reason).join(" ");
    const signed = typed.entered.voucher ? text.codes.unverified : "";
    const good = text.codes.good(name, until && say.time(until));
    return html`<span class="saving">${good}</span> ${signed}`;
  }

  #code(it: Entered): TemplateResult {
    const { text, voice } = this;
    const name = it.voucher?.serial ?? it.text;
    const verdict = this.verdicts.find(({ entered }) => entered === it.text || entered === name);
    const reasons = verdict?.reasons ?? [];
    return html`<li>
      <div>
        <strong class="name">${name}</strong>
        ${
          verdict?.offer !== undefined && reasons.length === 0
            ? html`<p class="saving">${text.codes.applied(voice.name("offer", verdict.offer))}</p>`
            : reasons.map((reason) => html`<p class="why">${voice.say.reason(reason)}</p>`)
        }
      </div>
      <button
        type="button"
        class="square"
        aria-label=${text.codes.drop(name)}
        @click=${() => this.do({ is: "drop", code: it })}
      >
        ${cross}
      </button>
    </li>`;
  }

  #type = (event: InputEvent): void => {
    this.value = (event.target as HTMLInputElement).value;
    this.do({ is: "typed", text: this.value, ...this.#of() });
  };

  #choose = (event: Event): void => {
    this.offer = (event.target as HTMLSelectElement).value;
    this.do({ is: "typed", text: this.value, ...this.#of() });
  };

  #enter = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.value.trim() === "") return;
    this.do({ is: "enter", text: this.value, ...this.#of() });
    this.value = "";
  };

  #of(): { offer?: string } {
    return this.offer ? { offer: this.offer } : {};
  }
}
