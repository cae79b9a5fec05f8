/** The frame around every page: where one is, what is tried, how it is read, and how it stands with the edge. What the page shows is in its slot. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { theme } from "../components/theme";
import { LOCALES, type Locale, type Speaker } from "../engine/speak";
import type { GalleryList } from "../gallery/gallery";
import { dayChoice, pick } from "./choices";
import { cog } from "./icons";
import { linkNotice, notices, updateNotice } from "./notices";
import { GUEST, type Opened } from "./open";
import { OWN } from "./own";
import { addressOf, type Settings, type Theme, type Tried } from "./settings";
import { shellStyles } from "./shell-styles";
import { type PageName, type ShellWords, shellWords } from "./words";

/** What the frame asks of whoever started the page. */
export interface Asked {
  speak(locale: Locale): void;
  colour(theme: Theme): void;
  again(): void;
}

const PAGES: PageName[] = ["app", "checkout", "studio", "components"];

@customElement("page-shell")
export class PageShell extends LitElement {
  static override styles = [theme, shellStyles];

  @property({ attribute: false }) page: PageName = "home";
  @property({ attribute: false }) asked!: Asked;
  @property({ attribute: false }) settings!: Settings;
  @property({ attribute: false }) tried!: Tried;
  @property({ attribute: false }) choices: { cart?: true } = {};
  @property({ attribute: false }) list: GalleryList = [];
  @property({ attribute: false }) speaker: Speaker | undefined;
  @property({ attribute: false }) opened: Opened | undefined;
  /** Takes a new version of the page, where one is ready. */
  @property({ attribute: false }) newer: (() => void) | undefined;
  /** Why the page cannot be opened. */
  @property({ attribute: false }) failure: string | undefined;

  get words(): ShellWords {
    return shellWords(this.settings.locale);
  }

  protected override render(): TemplateResult {
    const { words, page, opened, failure, speaker } = this;
    return html`
      <header>
        <button class="skip" @click=${this.#skip}>${words.skip}</button>
        <a class="brand" href=${page === "home" ? "." : ".."}>Perks</a>
        ${this.#pages()}
        ${speaker ? html`<p class="title">${speaker.title}</p>` : nothing}
        <button class="open" popovertarget="choices" aria-label=${words.choose}>
          ${cog}<span>${words.choose}</span>
        </button>
      </header>
      <div id="choices" popover role="dialog" aria-labelledby="choices-title">${this.#choices()}</div>
      ${updateNotice(this.newer, words)}
      ${opened && speaker ? [linkNotice(opened.account, speaker, words), notices(opened.account, speaker, words)] : nothing}
      <main id="content" tabindex="-1">
        ${failure === undefined ? nothing : this.#failed(failure)}
        ${(opened && speaker) || failure !== undefined || page === "home" ? nothing : html`<p class="loading" role="status">${words.loading}</p>`}
        <slot ?hidden=${failure !== undefined}></slot>
      </main>
    `;
  }

  /** Stands in the header where there is room, else in the sheet. */
  #pages(): TemplateResult {
    const { words, page, tried } = this;
    return html`<nav aria-label=${words.navigation}>
      ${PAGES.map(
        (name) => html`<a
          href=${addressOf(tried, page === "home" ? `${name}/` : `../${name}/`)}
          aria-current=${name === page ? "page" : nothing}
          >${words.pages[name]}</a
        >`,
      )}
    </nav>`;
  }

  #choices(): TemplateResult {
    const { words, settings, opened, speaker, page } = this;
    return html`
      <div class="sheet">
        <h2 id="choices-title">${words.choose}</h2>
        <button class="close" popovertarget="choices" popovertargetaction="hide">${words.close}</button>
        ${this.#pages()}
        ${page === "home" ? nothing : this.#trials()}
        ${opened && speaker ? dayChoice(opened, words) : nothing}
        ${pick(words.language, Object.entries(LOCALES), settings.locale, (locale) => this.asked.speak(locale as Locale))}
        ${pick(words.colours, Object.entries(words.themes), settings.theme, (name) => this.asked.colour(name as Theme))}
      </div>
    `;
  }

  /** What is tried. Of one's own there is nothing else to choose but the gallery. */
  #trials(): (TemplateResult | typeof nothing)[] {
    const { words, list, tried, settings, speaker, choices } = this;
    const entry = list.find(({ id }) => id === tried.program);
    const go = (next: Tried) => location.assign(addressOf(next));
    const named = (id: string) => [id, id] as const;
    const isOwn = tried.program === OWN;
    const own = isOwn ? [[OWN, speaker?.title ?? words.own] as const] : [];
    const programs = list.map(
      ({ id, name }) => [id, name[settings.locale] ?? name.en ?? id] as const,
    );
    const members = entry ? [...entry.members.map(named), [GUEST, words.guest] as const] : [];
    const carts = (entry?.carts ?? []).map(named);
    return [
      pick(words.program, [...own, ...programs], tried.program, (program) => go({ program })),
      isOwn
        ? nothing
        : pick(words.member, members, tried.member ?? entry?.members[0], (member) =>
            go({ ...tried, member }),
          ),
      choices.cart && !isOwn
        ? pick(words.cart, carts, tried.cart ?? entry?.carts[0], (cart) => go({ ...tried, cart }))
        : nothing,
    ];
  }

  #failed(message: string): TemplateResult {
    const { words } = this;
    return html`<section class="failed" role="alert">
      <h1>${words.failed}</h1>
      <p>${message}</p>
      <button @click=${() => this.asked.again()}>${words.again}</button>
    </section>`;
  }

  /** No link: its jump would lead to another view of pages that keep theirs behind the `#`. */
  #skip(): void {
    this.renderRoot.querySelector<HTMLElement>("main")?.focus();
  }
}
