/** A text as a QR code: one path of dark modules on a light ground with its quiet zone, whatever the theme, since scanners want it so. */
import { html, type TemplateResult } from "lit";
import { encode } from "uqr";

/** Modules that have to be light around it, as ISO/IEC 18004 says. */
const QUIET = 4;

export function qr(text: string, label: string): TemplateResult {
  const { size, data } = encode(text, { border: QUIET, ecc: "M" });
  const path = data.map((line, y) => runs(line, y)).join("");
  return html`<svg class="qr" part="qr" role="img" aria-label=${label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">
    <rect width=${size} height=${size} fill="#fff"></rect>
    <path d=${path} fill="#000"></path>
  </svg>`;
}

/** The dark runs of a line of modules, as rectangles of one module's height. */
function runs(line: readonly boolean[], y: number): string {
  let path = "";
  for (let x = 0; x < line.length; x += 1) {
    const from = x;
    while (line[x]) x += 1;
    if (x > from) path += `M${from} ${y}h${x - from}v1h${from - x}z`;
  }
  return path;
}
