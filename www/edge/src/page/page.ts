/** The page of counts as it goes out: one text, of which the script and the style are allowed by their hashes and nothing else is. */
import { html, script, style } from "../../page/index.html?page";

export { html };

export const POLICY = [
  "default-src 'none'",
  `script-src '${script}'`,
  `style-src '${style}'`,
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
