/** QR codes of a text: for a terminal, and as SVG. Knows nothing of what the text is. */
import { renderSVG, renderUnicodeCompact } from "uqr";
import { colours } from "./io.js";

/** Of what a scanner needs: four modules of light about it, and so much twice that a fold or a stain does no harm. */
const FORM = { border: 4, ecc: "M" };

/** Lines of half blocks, light on dark as most terminals are; where there are colours, on any. */
export function terminalQr(text, stream = process.stdout) {
  const pc = colours(stream);
  return renderUnicodeCompact(text, FORM).split("\n").map((line) => pc.bgBlack(pc.whiteBright(line))).join("\n");
}

export function svgQr(text) {
  return `${renderSVG(text, FORM)}\n`;
}
