/** The smallest changes that would bring more: each can be done with one press, and undone. */

import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Hint } from "perks";
import { CheckoutElement, differs } from "./element";

@customElement("checkout-hints")
export class CheckoutHints extends CheckoutElement {
  static override styles = [
    ...CheckoutElement.styles,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        align-items: center;
        padding-block: 0.5rem;
      }

      li p {
        flex: 1 1 14rem;
      }
    `,
  ];

  @property({ attribute: false, hasChanged: differs }) hints: readonly Hint[] = [];
  /** Something can be taken back. */
  @property({ type: Boolean }) undoable = false;
  /** What is priced as of another time, written. */
  @property() later = "";

  #hadFocus = false;

  override willUpdate(): void {
    this.#hadFocus = this.shadowRoot?.activeElement != null;
  }

  /** A hint that is taken is gone; what can be done next is not far. */
  override updated(): void {
    if (this.#hadFocus && !this.shadowRoot?.activeElement)
      this.renderRoot.querySelector("button")?.focus({ preventScroll: true });
  }

  override render(): TemplateResult | typeof nothing {
    const { text, voice, hints } = this;
    if (hints.length === 0 && !this.undoable && this.later === "") return nothing;
    return html`<div class="tight">
      ${hints.length > 0 ? html`<h2>${text.hints.title}</h2>` : nothing}
      <ul data-test="hints">
        ${hints.map((hint) => {
          const sentence = voice.say.hint(hint);
          return html`<li>
            <p>${sentence}</p>
            <button
              aria-label=${text.hints.apply(sentence)}
              @click=${() => this.do({ is: "hint", hint })}
            >
              ${text.hints.applyShort}
            </button>
          </li>`;
        })}
      </ul>
      ${
        this.later
          ? html`<div class="row between" role="status">
              <p>${text.hints.later(this.later)}</p>
              <button @click=${() => this.do({ is: "now" })}>${text.hints.toNow}</button>
            </div>`
          : nothing
      }
      ${
        this.undoable
          ? html`<div class="row between" role="status" data-test="undo">
              <p>${text.hints.applied}</p>
              <button @click=${() => this.do({ is: "undo" })}>${text.hints.undo}</button>
            </div>`
          : nothing
      }
    </div>`;
  }
}
