/** Pages that open without a network, and that can be installed: all that is built is kept by a service worker, which `src/shell/worker.ts` registers. */
import type { Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";

/** The studio's editor is the largest script, the engine's module the largest file. */
const LARGEST_BYTES = 4 * 1_024 * 1_024;

export function offline(): Plugin[] {
  return [
    installable,
    ...VitePWA({
      registerType: "prompt",
      injectRegister: false,
      // It stands in `public/`, since every page links to it from its own folder.
      manifest: false,
      workbox: {
        globPatterns: ["**/*.{html,js,css,wasm,json,svg,png,webmanifest}"],
        maximumFileSizeToCacheInBytes: LARGEST_BYTES,
        // What is tried stands in the address, and is the page's own business.
        ignoreURLParametersMatching: [/./],
        dontCacheBustURLsMatching: /^assets\//,
        cleanupOutdatedCaches: true,
        // What the first visit did not need yet is there, too.
        clientsClaim: true,
        inlineWorkboxRuntime: true,
        navigateFallback: null,
        sourcemap: false,
      },
    }),
  ];
}

const installable: Plugin = {
  name: "perks:installable",
  transformIndexHtml: (_html, { path }) => {
    const root = path === "/index.html" ? "." : "..";
    const link = (rel: string, href: string) => ({
      tag: "link",
      attrs: { rel, href: `${root}/${href}` },
    });
    const colour = { tag: "meta", attrs: { name: "theme-color", content: "#00695f" } };
    return [
      link("manifest", "manifest.webmanifest"),
      link("apple-touch-icon", "icons/icon-180.png"),
      colour,
    ];
  },
};
