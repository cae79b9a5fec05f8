/**
 * What all components have in common: who speaks for them, whether there is something to show, and how they look. They take results of the
 * engine as properties and tell what people do as events; none computes, stores or fetches.
 */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Speaker } from "../engine/speak";
import { theme } from "./theme";
import { type ComponentWords, wordsOf } from "./words";

/** `offline`: what is shown may be old. */
export type Showing = "ready" | "loading" | "error" | "offline";

export abstract class PerksElement extends LitElement {
  static override styles = [theme];

  /** Who speaks; without one nothing is shown but that it is loading. */
  @property({ attribute: false }) speaker: Speaker | undefined;
  @property({ reflect: true }) showing: Showing = "ready";
  /** What went wrong, in the reader's language, for `error`; beside `offline`, since when. */
  @property() message = "";

  get words(): ComponentWords {
    return wordsOf(this.speaker?.locale ?? "en");
  }
}
export { html, nothing, type TemplateResult };
