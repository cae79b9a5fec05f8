/** What the engine says is wrong, beside the field that it is about: what, and what to do about it. */

import { html, type TemplateResult } from "lit";
import type { Problem } from "perks";
import type { Speaker } from "../../engine/speak";

/** The place is there even when nothing is wrong, so that a field can refer to it. */
export function wrong(
  { say }: Speaker,
  problems: readonly Problem[] | undefined,
  id: string,
  look = "",
): TemplateResult {
  const sentences = (problems ?? []).flatMap((it) => [say.wrong(it), say.help(it)]).filter(Boolean);
  return html`<p class="wrong ${look}" id=${id} ?hidden=${sentences.length === 0}>
    ${sentences.join(" ")}
  </p>`;
}
