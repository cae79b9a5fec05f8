/** The components' page: what each is for, how it is used, what it takes and tells, and examples of every state. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { theme } from "../components/theme";
import { LOCALES, type Locale, type Speaker } from "../engine/speak";
import type { Opened } from "../shell/open";
import type { PageRoot } from "../shell/start";
import { COMMON, CUSTOM, DECLARED, type Declared, TAGS, type Tag } from "./declared";
import "./docs-example";
import { docsStyles } from "./docs-styles";
import { detailOf, snippetOf } from "./snippets";
import { type DocsWords, docsWords, type PropertyName } from "./words";

@customElement("docs-page")
export class DocsPage extends LitElement implements PageRoot {
  static override styles = [theme, docsStyles];

  @property({ attribute: false }) speaker: Speaker | undefined;
  @property({ attribute: false }) opened: Opened | undefined;
  /** The examples' language, where it is not the page's. */
  @state() private spoken: Locale | undefined;
  @state() private ground: "light" | "dark" | undefined;
  @state() private direction: "ltr" | "rtl" = "ltr";

  changed(): void {}

  protected override render(): TemplateResult | typeof nothing {
    if (!this.speaker) return nothing;
    const words = docsWords(this.speaker.locale);
    return html`
      <h1>${words.title}</h1>
      <p class="about">${words.about}</p>
      <p>${words.use}</p>
      <pre><code>import "./components";</code></pre>
      ${this.#switches(words)}
      <nav aria-label=${words.contents}>
        <ul>${TAGS.map((tag) => html`<li><a href="#${tag}" @click=${(event: Event) => this.#jump(event, tag)}>${tag}</a></li>`)}</ul>
      </nav>
      ${TAGS.map((tag) => this.#component(tag, words))}
      <section>
        <h2>${words.every}</h2>
        ${declared(COMMON, words)}
        <h3>${words.custom}</h3>
        <p>${words.customAbout}</p>
        <dl class="table">${CUSTOM.map((name) => html`<div><dt><code>${name}</code></dt><dd>${words.customs[name]}</dd></div>`)}</dl>
      </section>
    `;
  }

  #switches(words: DocsWords): TemplateResult {
    const ground = this.ground ?? groundNow();
    const spoken = this.spoken ?? this.speaker?.locale ?? "en";
    return html`<div class="switches" role="group" aria-label=${words.switches}>
      ${choice(words.language, "language", LOCALES, spoken, (it) => {
        this.spoken = it as Locale;
      })}
      ${choice(words.ground, "ground", words.grounds, ground, (it) => {
        this.ground = it as "light" | "dark";
      })}
      ${choice(words.direction, "direction", words.directions, this.direction, (it) => {
        this.direction = it as "ltr" | "rtl";
      })}
    </div>`;
  }

  #component(tag: Tag, words: DocsWords): TemplateResult {
    const { speaker } = this;
    const locale = speaker?.locale ?? "en";
    return html`<section id=${tag} tabindex="-1" aria-labelledby="${tag}-title">
      <h2 id="${tag}-title"><code>&lt;${tag}&gt;</code></h2>
      <p>${words.purpose[tag]}</p>
      <docs-example tag=${tag} locale=${locale} spoken=${this.spoken ?? locale}
        ground=${this.ground ?? groundNow()} direction=${this.direction}></docs-example>
      <h3>${words.snippet}</h3>
      <pre><code>${snippetOf(tag)}</code></pre>
      ${declared(DECLARED[tag], words)}
    </section>`;
  }

  /** The address keeps what is tried; what has the name lies within this element. */
  #jump(event: Event, tag: Tag): void {
    event.preventDefault();
    const to = this.renderRoot.querySelector<HTMLElement>(`#${tag}`);
    to?.scrollIntoView();
    to?.focus({ preventScroll: true });
  }
}

function declared({ properties, events, parts }: Declared, words: DocsWords): TemplateResult {
  return html`
    <h3>${words.properties}</h3>
    <dl class="table">${Object.entries(properties).map(
      ([name, { type, attribute }]) => html`<div>
        <dt><code>${name}</code> <code class="type">${type}</code></dt>
        <dd>${words.property[name as PropertyName]}${attribute ? html` <small>${words.attribute}</small>` : nothing}</dd>
      </div>`,
    )}</dl>
    <h3>${words.events}</h3>
    ${
      events.length === 0
        ? html`<p class="quiet">${words.none}</p>`
        : html`<dl class="table">${events.map(
            (name) => html`<div>
              <dt><code>${name}</code> <code class="type">${detailOf(name)}</code></dt>
              <dd>${words.event[name]}</dd>
            </div>`,
          )}</dl>`
    }
    <h3>${words.parts}</h3>
    <p class="parts">${parts.map((name) => html`<code>${name}</code> `)}</p>
  `;
}

function choice(
  label: string,
  name: string,
  of: Record<string, string>,
  now: string,
  choose: (value: string) => void,
): TemplateResult {
  return html`<label>${label}
    <select data-test=${name} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${Object.entries(of).map(([value, text]) => html`<option value=${value} ?selected=${value === now}>${text}</option>`)}
    </select>
  </label>`;
}

/** What the page itself is on. */
function groundNow(): "light" | "dark" {
  const { theme: chosen } = document.documentElement.dataset;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
