/** The first page: what there is, and every programme of the gallery to try it with. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { theme } from "../components/theme";
import type { Locale } from "../engine/speak";
import type { GalleryList } from "../gallery/gallery";
import { addressOf } from "../shell/settings";
import { shellWords } from "../shell/words";
import { homeWords } from "./words";

const PAGES = ["app", "checkout", "studio", "components"] as const;
const TRIED = ["app", "checkout", "studio"] as const;

@customElement("home-page")
export class HomePage extends LitElement {
  static override styles = [
    theme,
    css`
      :host {
        max-width: 72rem;
        margin: 0 auto;
        padding: 2.5rem 1rem 4rem;
      }

      h1 {
        margin: 0;
        max-width: 18ch;
        font-size: clamp(2rem, 6vw, 3.25rem);
        line-height: 1.1;
        letter-spacing: -0.025em;
        text-wrap: balance;
      }

      :host(:lang(zh)) h1 {
        max-width: 12em;
        letter-spacing: 0;
      }

      .about {
        max-width: 42rem;
        margin: 1rem 0 2.5rem;
        color: var(--_quiet);
        font-size: 1.125rem;
      }

      .pages {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
        gap: 1rem;
      }

      .pages a {
        padding: 1.25rem;
        border-radius: var(--_radius);
        background: var(--_panel);
        color: inherit;
        text-decoration: none;
      }

      .pages strong {
        display: block;
        margin-block-end: 0.25rem;
        color: var(--_brand);
        font-size: 1.125rem;
      }

      a:hover strong {
        text-decoration: underline;
      }

      h2 {
        margin: 3rem 0 0.25rem;
        font-size: 1.375rem;
      }

      .quiet {
        margin: 0 0 1rem;
        color: var(--_quiet);
      }

      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 0.5rem;
        padding-block: 0.25rem;
        border-block-end: 1px solid var(--_edge);
      }

      li span {
        flex: 1 1 14rem;
      }

      li a {
        padding: 0.625rem 0.5rem;
        color: var(--_brand);
      }

      /* On phones a name has a line of its own, and what it leads to stands below it. */
      @media (max-width: 30rem) {
        li {
          gap: 0 1rem;
          padding-block: 0.5rem;
        }

        li span {
          flex-basis: 100%;
          font-weight: 600;
        }

        li a {
          padding-inline: 0;
        }
      }

      a:focus-visible {
        outline: 3px solid var(--_brand);
        outline-offset: 2px;
      }
    `,
  ];

  @property({ attribute: false }) locale: Locale = "en";
  @property({ attribute: false }) list: GalleryList | undefined;
  @property({ type: Boolean }) unavailable = false;

  protected override render(): TemplateResult {
    const words = homeWords(this.locale);
    const names = shellWords(this.locale).pages;
    return html`
      <h1>${words.claim}</h1>
      <p class="about">${words.about}</p>
      <div class="pages">
        ${PAGES.map((page) => html`<a href="${page}/"><strong>${names[page]}</strong>${words.pages[page]}</a>`)}
      </div>
      <h2>${words.gallery}</h2>
      <p class="quiet">${words.galleryAbout}</p>
      ${this.unavailable ? html`<p role="alert">${words.unavailable}</p>` : nothing}
      <ul>
        ${this.list?.map(({ id, name }) => this.#program(id, name[this.locale] ?? name.en ?? id))}
      </ul>
    `;
  }

  #program(id: string, name: string): TemplateResult {
    const words = homeWords(this.locale);
    return html`<li>
      <span id=${id}>${name}</span>
      ${TRIED.map(
        (page) =>
          html`<a id="${id}-${page}" href=${addressOf({ program: id }, `${page}/`)} aria-labelledby="${id} ${id}-${page}"
            >${words[page]}</a
          >`,
      )}
    </li>`;
  }
}
