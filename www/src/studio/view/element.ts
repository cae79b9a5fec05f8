/** What all parts of the studio have in common: who speaks, and its words. */
import { LitElement } from "lit";
import { property } from "lit/decorators.js";
import { theme } from "../../components/theme";
import type { Speaker } from "../../engine/speak";
import { type StudioWords, wordsOf } from "../words";
import { looks } from "./looks";

export abstract class StudioElement extends LitElement {
  static override styles = [theme, looks];

  @property({ attribute: false }) speaker: Speaker | undefined;

  get text(): StudioWords {
    return wordsOf(this.speaker?.locale ?? "en");
  }

  /** Nothing is shown before there is someone to speak. */
  get voice(): Speaker {
    if (!this.speaker) throw new Error("nobody speaks yet");
    return this.speaker;
  }

  override shouldUpdate(): boolean {
    return this.speaker !== undefined;
  }
}
