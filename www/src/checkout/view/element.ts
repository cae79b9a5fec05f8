/** What all parts of the checkout have in common: its words, and how they tell what people do. */
import { LitElement } from "lit";
import { property } from "lit/decorators.js";
import { theme } from "../../components/theme";
import type { Speaker } from "../../engine/speak";
import { type Action, act } from "../desk/actions";
import { type CheckoutWords, wordsOf } from "../words";
import { looks } from "./looks";

export abstract class CheckoutElement extends LitElement {
  static override styles = [theme, looks];

  @property({ attribute: false }) speaker: Speaker | undefined;

  get text(): CheckoutWords {
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

  protected do(action: Action): void {
    act(this, action);
  }
}

/** For properties that are made anew with each quote: what says the same needs no rendering. */
export function differs(now: unknown, before: unknown): boolean {
  return now !== before && JSON.stringify(now) !== JSON.stringify(before);
}
