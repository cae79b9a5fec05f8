/** Tells pages that compute of the module before their scripts ask for it: it is the largest thing that the first answer waits for. */
import type { Plugin } from "vite";

export function preload(): Plugin {
  return {
    name: "perks:preload",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle, path }) {
        const module = Object.keys(bundle ?? {}).find((file) => file.endsWith(".wasm"));
        if (!module) this.error("the bundle has no module");
        // The first page shows no results.
        if (path === "/index.html") return [];
        const attrs = { rel: "preload", as: "fetch", crossorigin: true, href: `../${module}` };
        return [{ tag: "link", attrs, injectTo: "head-prepend" }];
      },
    },
  };
}
