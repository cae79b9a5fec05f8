/** A state in a word or two. */
import { html, type TemplateResult } from "lit";

export type Mood = "good" | "wrong" | "plain";

export function badge(text: string, mood: Mood = "plain"): TemplateResult {
  return html`<span class="badge ${mood}" part="badge">${text}</span>`;
}
