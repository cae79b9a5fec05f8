/**
 * What all components have in common: who speaks for them, whether there is something to show, and how they look. They take results of the
 * engine as properties and tell what people do as events; none computes, stores or fetches.
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Locale, Speaker } from "../engine/speak";
import type { PerksEvents } from "./events";
import { frame } from "./frame";
import { theme } from "./theme";
import { type ComponentWords, wordsOf } from "./words";

/** `offline`: what is shown may be old. */
export type Showing = "ready" | "loading" | "error" | "offline";

export abstract class PerksElement extends LitElement {
  static override styles = [theme, frame];

  /** Who speaks; without one nothing is shown but that it is loading. */
  @property({ attribute: false }) speaker: Speaker | undefined;
  @property({ reflect: true }) showing: Showing = "ready";
  /** What went wrong, in the reader's language, for `error`; beside `offline`, since when. */
  @property() message = "";

  get words(): ComponentWords {
    return wordsOf(this.speaker?.locale ?? spoken(this));
  }

  /** Whether what is to be shown is there. */
  protected abstract get given(): boolean;
  /** What is shown once all of it is there. */
  protected abstract body(speaker: Speaker): TemplateResult;

  protected override render(): TemplateResult {
    const { showing, speaker } = this;
    if (showing === "error") return this.#failed();
    if (showing === "loading" || !speaker || !this.given) return this.#loading();
    return html`${showing === "offline" ? this.#stale() : nothing}${this.body(speaker)}`;
  }

  protected tell<Name extends keyof PerksEvents>(name: Name, detail: PerksEvents[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #loading(): TemplateResult {
    return html`<div class="panel loading" part="panel loading" role="status" aria-busy="true">
      <span class="unseen">${this.words.loading}</span><i></i><i></i><i></i>
    </div>`;
  }

  #failed(): TemplateResult {
    const { words, message } = this;
    return html`<div class="panel failed" part="panel error">
      <div role="alert"><strong>${words.failed}</strong>${message ? html`<p>${message}</p>` : nothing}</div>
      <button part="button" @click=${() => this.tell("perks-retry", null)}>${words.retry}</button>
    </div>`;
  }

  #stale(): TemplateResult {
    const { words, message } = this;
    return html`<p class="stale" part="offline" role="status">${words.offline(message || undefined)}</p>`;
  }
}

/** The language that the page says it is in, until somebody speaks. */
function spoken(of: Element): Locale {
  const said = of.closest("[lang]")?.getAttribute("lang") ?? document.documentElement.lang;
  return said.startsWith("zh") ? "zh-CN" : "en";
}

export { html, nothing, type TemplateResult };
