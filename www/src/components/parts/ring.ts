/** How far somebody is, as a ring: for the eye alone, since the numbers stand beside it. */
import { arc } from "d3-shape";
import { html, svg, type TemplateResult } from "lit";

const OUTER = 48;
const INNER = 40;

/** @param share 0 to 1 of the way */
export function ring(share: number): TemplateResult {
  const draw = arc<number>()
    .innerRadius(INNER)
    .outerRadius(OUTER)
    .cornerRadius((OUTER - INNER) / 2)
    .startAngle(0)
    .endAngle((part) => part * 2 * Math.PI);
  return html`<svg viewBox="-50 -50 100 100" aria-hidden="true">
    ${svg`<path class="whole" d=${draw(1) ?? ""} /><path class="done" d=${share > 0 ? (draw(share) ?? "") : ""} />`}
  </svg>`;
}
