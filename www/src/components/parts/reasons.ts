/** Why not, each reason a sentence of the package's. */
import { html, nothing } from "lit";
import type { Reason } from "perks";
import type { Speaker } from "../../engine/speak";

export function reasons(list: readonly Reason[], { say }: Speaker) {
  if (list.length === 0) return nothing;
  return html`<ul class="reasons" part="reasons">${list.map((it) => html`<li>${say.reason(it)}</li>`)}</ul>`;
}
