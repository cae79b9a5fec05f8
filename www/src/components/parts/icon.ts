/** A small picture in lines, beside words or on a button that says in words what it does. Its size and width may be given by a sheet of styles. */
import { svg, type TemplateResult } from "lit";

/** @param path of a square of 24 by 24 */
export function icon(path: string, size = 24): TemplateResult<2> {
  return svg`<svg viewBox="0 0 24 24" width=${size} height=${size} aria-hidden="true" focusable="false"
    fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">
    <path d=${path} />
  </svg>`;
}
