/** What the order says of itself, as far as carts of the programme say it: payment, channel, region and the like; shipping and gift card. */

import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { CartDocument, Problem } from "perks";
import { textOf, wholeOf } from "../../engine/minor";
import { FACTS, type Fact, type FactField, pathOf } from "../desk/facts";
import { CheckoutElement, differs } from "./element";
import { wrong } from "./wrong";

const ANOTHER = "\u0000another";

@customElement("checkout-facts")
export class CheckoutFacts extends CheckoutElement {
  static override styles = [
    ...CheckoutElement.styles,
    css`
      .fields {
        display: grid;
        gap: 1rem;
        grid-template-columns: repeat(auto-fill, minmax(min(11rem, 100%), 1fr));
        align-items: start;
      }
    `,
  ];

  @property({ attribute: false, hasChanged: differs }) fields: readonly FactField[] = [];
  @property({ attribute: false, hasChanged: differs }) cart: Pick<
    CartDocument,
    "shipping" | "gift_card_minor"
  > = {};
  @property({ type: Boolean }) card = false;
  @property({ attribute: false }) problems: readonly Problem[] | undefined;
  @property({ type: Number }) digits = 2;
  /** Facts that are written out, and not chosen of those that are known. */
  @state() private written: readonly string[] = [];

  override render(): TemplateResult {
    const { text, cart, digits } = this;
    const { shipping, gift_card_minor } = cart;
    const missing = FACTS.filter((kind) => !this.fields.some((it) => it.kind === kind));
    const extra = missing.filter((kind) => this.written.includes(`/${kind}`));
    const all = [...this.fields, ...extra.map(emptyField)];
    return html`
      <div class="stack">
        <h2>${text.facts.title}</h2>
        <div class="fields">
          ${all.map((field) => this.#fact(field))}
          ${this.#money("shipping", text.facts.shipping, shipping && textOf(shipping.cost_minor, digits))}
          ${
            this.card || gift_card_minor !== undefined
              ? this.#money(
                  "card",
                  text.facts.card,
                  gift_card_minor === undefined ? undefined : textOf(gift_card_minor, digits),
                )
              : nothing
          }
          ${this.#more(missing.filter((kind) => !extra.includes(kind)))}
        </div>
        ${wrong(
          this.voice,
          this.problems?.filter((it) => !this.#placed(it)),
          "problem",
        )}
      </div>
    `;
  }

  #fact(field: FactField): TemplateResult {
    const { text } = this;
    const path = pathOf(field);
    const problems = this.problems?.filter((it) => it.path === path);
    const writes = field.number || this.written.includes(path);
    const id = path.slice(1);
    const say = (value: string) => {
      const it = field.number ? wholeOf(value) : value;
      this.do({ is: "fact", fact: field, value: value === "" ? undefined : it });
    };
    const choose = (value: string) => {
      if (value === ANOTHER) this.written = [...this.written, path];
      else say(value);
    };
    return html`<div class="tight">
      <label for=${id}>${this.#name(field)}</label>
      ${
        writes
          ? html`<input
              id=${id}
              autocomplete="off"
              inputmode=${field.number ? "numeric" : "text"}
              .value=${field.value}
              placeholder=${text.facts.unsaid}
              aria-invalid=${problems?.length ? "true" : "false"}
              aria-describedby="wrong-${id}"
              @input=${(event: InputEvent) => say((event.target as HTMLInputElement).value)}
            />`
          : html`<select
              id=${id}
              .value=${live(field.value)}
              aria-describedby="wrong-${id}"
              @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
            >
              <option value="">${text.facts.unsaid}</option>
              ${field.known.map(
                (it) =>
                  html`<option value=${it} ?selected=${it === field.value}>${this.#called(field, it)}</option>`,
              )}
              <option value=${ANOTHER}>${text.facts.another}</option>
            </select>`
      }
      ${wrong(this.voice, problems, `wrong-${id}`)}
    </div>`;
  }

  #name(field: FactField): string {
    return this.text.facts.name(field, this.voice.name("attribute", field.name ?? ""));
  }

  /** What is said of an attribute is told as it stands. */
  #called({ kind }: FactField, value: string): string {
    return kind === "attribute" ? value : this.voice.name(kind, value);
  }

  #money(is: "shipping" | "card", label: string, value: string | undefined): TemplateResult {
    const path = is === "card" ? "/gift_card_minor" : "/shipping/cost_minor";
    const problems = this.problems?.filter((it) => it.path === path);
    return html`<div class="tight">
      <label for=${is}>${label}</label>
      <input
        id=${is}
        inputmode="decimal"
        autocomplete="off"
        placeholder=${this.text.facts.none}
        .value=${value ?? ""}
        aria-invalid=${problems?.length ? "true" : "false"}
        aria-describedby="wrong-${is}"
        @input=${(event: InputEvent) =>
          this.do({ is, text: (event.target as HTMLInputElement).value })}
      />
      ${wrong(this.voice, problems, `wrong-${is}`)}
    </div>`;
  }

  /** Facts that no cart of the programme states can be stated all the same. */
  #more(missing: readonly (typeof FACTS)[number][]): TemplateResult | typeof nothing {
    const { text } = this;
    if (missing.length === 0) return nothing;
    return html`<div class="tight">
      <label for="more">${text.facts.more}</label>
      <select
        id="more"
        .value=${live("")}
        @change=${(event: Event) => {
          const kind = (event.target as HTMLSelectElement).value;
          if (kind) this.written = [...this.written, `/${kind}`];
        }}
      >
        <option value="">${text.facts.choose}</option>
        ${missing.map(
          (kind) => html`<option value=${kind}>${this.#name(emptyField(kind))}</option>`,
        )}
      </select>
    </div>`;
  }

  #placed({ path }: Problem): boolean {
    const own: readonly string[] = ["/gift_card_minor", "/shipping/cost_minor", ...this.written];
    return own.includes(path) || this.fields.some((it) => pathOf(it) === path);
  }
}

function emptyField(kind: Exclude<Fact["kind"], "attribute">): FactField {
  return { kind, value: "", known: [], number: false };
}
