/** The Content-Security-Policy of every page that is built: all of it is the site's own, and nothing runs that stands in a page. */
import type { Plugin } from "vite";

const POLICY = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "connect-src": "'self'",
  "img-src": "'self'",
  "manifest-src": "'self'",
  "worker-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
};

export function policy(): Plugin {
  const content = Object.entries(POLICY)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
  return {
    name: "perks:policy",
    // Vite's own development server puts scripts into pages.
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content },
        injectTo: "head-prepend",
      },
    ],
  };
}
