/**
 * How far somebody is, as a ring: for the eye alone, since the numbers stand beside it. A circle whose length is called 100 draws any share of
 * itself, without a library for arcs.
 */
import { html, nothing, svg, type TemplateResult } from "lit";

const LENGTH = 100;

/** @param share 0 to 1 of the way */
export function ring(share: number, inside: unknown): TemplateResult {
  return html`<div class="ring" part="ring">
    <svg viewBox="-50 -50 100 100" aria-hidden="true">
      <circle class="whole" r="44"></circle>
      ${share > 0 ? done(share) : nothing}
    </svg>
    <div>${inside}</div>
  </div>`;
}

/** From the top on, with the clock. */
function done(share: number) {
  return svg`<circle class="done" r="44" transform="rotate(-90)" pathLength=${LENGTH}
    stroke-dasharray="${share * LENGTH} ${LENGTH}"></circle>`;
}
