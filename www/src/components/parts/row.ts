/** What something is called, and its number, on a line; lines of facts that are absent are left out. */
import { html, nothing, type TemplateResult } from "lit";

export function row(label: string, number: string, kind = ""): TemplateResult {
  return html`<div class="row ${kind}"><dt>${label}</dt><dd class="number">${number}</dd></div>`;
}

/** Small facts beside each other. */
export function facts(...texts: (string | false | undefined)[]) {
  const there = texts.filter((text) => text !== undefined && text !== false);
  if (there.length === 0) return nothing;
  return html`<p class="quiet facts">${there.map((text) => html`<span>${text}</span>`)}</p>`;
}
