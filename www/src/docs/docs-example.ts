/** A component, live, in the state that is chosen: with what the engine answers for the gallery, and the last event that it told. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PerksElement } from "../components/element";
import { theme } from "../components/theme";
import { type Locale, type Speaker, speaker } from "../engine/speak";
import { COMMON, DECLARED, type Tag } from "./declared";
import { EXAMPLES, type Example, find } from "./examples";
import { docsWords, type StateName } from "./words";

const STATES = ["loading", "error", "offline"] as const;

@customElement("docs-example")
export class DocsExample extends LitElement {
  static override styles = [
    theme,
    css`
      .states {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
        margin: 0 0 0.75rem;
        padding: 0;
        border: 0;
        min-width: 0;
      }

      button {
        min-height: 2.75rem;
        padding: 0.375rem 0.875rem;
        border: 1px solid var(--_field-edge);
        border-radius: 999px;
        background: transparent;
        color: var(--_ink);
        font: inherit;
        font-size: 0.875rem;
        cursor: pointer;
      }

      button[aria-pressed="true"] {
        border-color: var(--_brand);
        background: var(--_brand);
        color: var(--_on-brand);
      }

      button:focus-visible {
        outline: 3px solid var(--_brand);
        outline-offset: 2px;
      }

      .stage {
        padding: clamp(0.75rem, 3vw, 1.5rem);
        border: 1px solid var(--_edge);
        border-radius: var(--_radius);
        background: var(--_ground);
        color: var(--_ink);
      }

      .stage.light {
        color-scheme: light;
      }

      .stage.dark {
        color-scheme: dark;
      }

      .told {
        display: block;
        margin-block-start: 0.5rem;
        color: var(--_quiet);
        font-size: 0.8125rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() tag: Tag = "perks-balance";
  /** Of the page around. */
  @property() locale: Locale = "en";
  /** Of the example. */
  @property() spoken: Locale = "en";
  @property() ground: "light" | "dark" = "light";
  @property() direction: "ltr" | "rtl" = "ltr";
  @state() private chosen: StateName | undefined;
  @state() private told: string | undefined;
  /** What is chosen is what is shown. */
  settled = false;
  #shown: PerksElement | undefined;
  #asked = 0;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (["tag", "chosen", "spoken"].some((name) => changed.has(name))) {
      this.settled = false;
      void this.#fill();
    }
  }

  protected override render(): TemplateResult {
    const words = docsWords(this.locale);
    const examples = EXAMPLES[this.tag];
    const now = this.chosen ?? examples[0]?.name;
    const names: StateName[] = [...examples.map(({ name }) => name), ...STATES];
    return html`
      <div class="states" role="group" aria-label=${words.example}>
        ${names.map(
          (name) => html`<button data-test="${this.tag}-${name}" aria-pressed=${name === now}
            @click=${() => this.#choose(name)}>${words.states[name]}</button>`,
        )}
      </div>
      <div class="stage ${this.ground}" dir=${this.direction} lang=${this.spoken}>${this.#shown ?? nothing}</div>
      <output class="told">${this.told ? words.told(this.told) : words.quiet}</output>
    `;
  }

  #choose(name: StateName): void {
    this.chosen = name;
    this.told = undefined;
  }

  /** A new element for each state, as on a page that shows it first. */
  async #fill(): Promise<void> {
    const number = ++this.#asked;
    const { tag, spoken, chosen } = this;
    const [first] = EXAMPLES[tag];
    const example = EXAMPLES[tag].find(({ name }) => name === chosen) ?? first;
    if (!example) throw new Error(`${tag} has an example`);
    const shown = await elementOf(tag, example, chosen, spoken);
    if (number !== this.#asked) return;
    for (const name of [...DECLARED[tag].events, ...COMMON.events])
      shown.addEventListener(name, (event) => {
        this.told = `${name} ${JSON.stringify(event.detail)}`;
      });
    this.#shown = shown;
    this.requestUpdate();
    await Promise.all([this.updateComplete, shown.updateComplete]);
    this.settled = number === this.#asked;
  }
}

async function elementOf(
  tag: Tag,
  example: Example,
  chosen: StateName | undefined,
  spoken: Locale,
): Promise<PerksElement> {
  const shown = document.createElement(tag);
  const words = docsWords(spoken);
  try {
    const { shop, properties } = await find(tag, example);
    const speaks: Speaker = await speaker(shop, spoken);
    Object.assign(shown, properties, { speaker: speaks });
    if (chosen === "loading") shown.showing = "loading";
    if (chosen === "error") Object.assign(shown, { showing: "error", message: words.failed });
    if (chosen === "offline") {
      const now = new Date(example.now ?? Date.now()).toISOString();
      Object.assign(shown, { showing: "offline", message: speaks.say.time(now) });
    }
  } catch (error) {
    console.error(error);
    Object.assign(shown, { showing: "error", message: words.failed });
  }
  return shown;
}

declare global {
  interface HTMLElementTagNameMap {
    "docs-example": DocsExample;
  }
}
