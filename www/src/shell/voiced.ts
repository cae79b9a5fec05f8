/** What parts of pages have in common: nothing of them is shown before there is someone to speak. */
import { LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { Locale, Speaker } from "../engine/speak";

export abstract class Voiced extends LitElement {
  @property({ attribute: false }) speaker: Speaker | undefined;

  get locale(): Locale {
    return this.speaker?.locale ?? "en";
  }

  /** @throws {Error} where nobody speaks yet: nothing is rendered then */
  get voice(): Speaker {
    if (!this.speaker) throw new Error("nobody speaks yet");
    return this.speaker;
  }

  override shouldUpdate(): boolean {
    return this.speaker !== undefined;
  }
}
