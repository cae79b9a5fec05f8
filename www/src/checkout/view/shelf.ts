/** What can be put into the basket: goods of the programme's carts, and any article with a price of one's own. */

import { css, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { CartLine, Problem } from "perks";
import { minorOf, wholeOf } from "../../engine/minor";
import { CheckoutElement, differs } from "./element";
import { plus } from "./icons";
import { wrong } from "./wrong";

/** The fields of a line of one's own, by the names that the engine gives them. */
const FIELDS = ["sku", "price_minor", "units", "category", "tags"] as const;
type Field = (typeof FIELDS)[number];

@customElement("checkout-shelf")
export class CheckoutShelf extends CheckoutElement {
  static override styles = [
    ...CheckoutElement.styles,
    css`
      .goods {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }

      @media (max-width: 40rem) {
        .goods {
          flex-wrap: nowrap;
          overflow-x: auto;
          margin-inline: -1.25rem;
          padding: 0.25rem 1.25rem;
          scrollbar-width: thin;
        }

        .goods button {
          flex: none;
          max-inline-size: 80%;
        }
      }

      .goods button {
        display: inline-flex;
        gap: 0.5rem;
        align-items: center;
        text-align: start;
        border-color: var(--_edge);
      }

      .goods button span {
        overflow-wrap: anywhere;
      }

      form {
        display: grid;
        gap: 0.75rem;
        grid-template-columns: repeat(auto-fill, minmax(min(9rem, 100%), 1fr));
        align-items: start;
        padding-block-start: 0.5rem;
      }

      form button {
        justify-self: start;
        margin-block-start: 1.6rem;
      }
    `,
  ];

  /** Lines of carts, one of each article. */
  @property({ attribute: false, hasChanged: differs }) goods: readonly CartLine[] = [];
  @property({ attribute: false }) problems: readonly Problem[] | undefined;
  /** Of the currency. */
  @property({ type: Number }) digits = 2;

  override render(): TemplateResult {
    const { text, voice, goods } = this;
    return html`
      <div class="stack">
        <h3>${text.shelf.title}</h3>
        <div class="goods">
          ${goods.map((line) => {
            const name = voice.name("sku", line.sku);
            return html`<button aria-label=${text.shelf.add(name)} @click=${() => this.#add(line)}>
              ${plus}<span>${name}</span>
              <span class="quiet number">${voice.say.money(line.price_minor)}</span>
            </button>`;
          })}
        </div>
        <details>
          <summary>${text.shelf.free}</summary>
          <form @submit=${this.#submit} novalidate>
            ${this.#field("sku", text.shelf.sku)}
            ${this.#field("price_minor", text.shelf.price, "decimal")}
            ${this.#field("units", text.shelf.units, "numeric", "1")}
            ${this.#field("category", text.shelf.category)}
            ${this.#field("tags", text.shelf.tags, "text", "", text.shelf.tagsHelp)}
            <button type="submit">${text.shelf.put}</button>
          </form>
          ${wrong(voice, this.problems?.filter(unplaced), "problem")}
        </details>
      </div>
    `;
  }

  #field(name: Field, label: string, mode = "text", value = "", help = ""): TemplateResult {
    const problems = this.problems?.filter(({ path }) => placeOf(path) === name);
    const bad = problems !== undefined && problems.length > 0;
    return html`<div class="tight">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        inputmode=${mode}
        autocomplete="off"
        .defaultValue=${value}
        placeholder=${help}
        aria-invalid=${bad ? "true" : "false"}
        aria-describedby="wrong-${name}"
      />
      ${wrong(this.voice, problems, `wrong-${name}`)}
    </div>`;
  }

  #add({ id: _id, ...line }: CartLine): void {
    this.do({ is: "add", line: { ...line, units: 1 } });
  }

  #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const said = (name: Field) => String(new FormData(form).get(name) ?? "").trim();
    const tags = said("tags").split(/\s+/).filter(Boolean);
    this.do({
      is: "add",
      line: {
        sku: said("sku"),
        units: wholeOf(said("units")),
        price_minor: minorOf(said("price_minor"), this.digits),
        ...(said("category") && { category: said("category") }),
        ...(tags.length > 0 && { tags }),
      },
    });
  };
}

/** `/price_minor` of a line that is added; `/lines/0/price_minor` of one that is the first. */
function placeOf(path: string): string | undefined {
  return path.split("/").find((part) => (FIELDS as readonly string[]).includes(part));
}

function unplaced({ path }: Problem): boolean {
  return placeOf(path) === undefined;
}
