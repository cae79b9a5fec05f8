import { resolve } from "node:path";
import { defineConfig } from "vite";
import { gallery } from "./host/gallery.ts";
import { offline } from "./host/offline.ts";
import { policy } from "./host/policy.ts";
import { preload } from "./host/preload.ts";
import { session } from "./host/session.ts";

// Isolation lets `performance.now()` count in microseconds: the checkout shows how long a quote takes.
const headers = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

const PAGES = [".", "app", "checkout", "studio", "components"];
/** The one script that others name, and so keeps its name. */
const DROP_IN = "perks-components";

const page = (name: string) => resolve(import.meta.dirname, name, "index.html");
const input = {
  ...Object.fromEntries(PAGES.map((name) => [name === "." ? "home" : name, page(name)])),
  [DROP_IN]: resolve(import.meta.dirname, "src/drop-in.ts"),
};

export default defineConfig({
  // Relative addresses: the site runs from any folder of a server.
  base: "./",
  plugins: [gallery(), session(), policy(), preload(), offline()],
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    // Small files stay files: the policy allows no `data:`.
    assetsInlineLimit: 0,
    rollupOptions: {
      input,
      preserveEntrySignatures: "exports-only",
      output: {
        entryFileNames: ({ name }) => (name === DROP_IN ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
  optimizeDeps: { exclude: ["perks"] },
  server: { host: "127.0.0.1", headers, fs: { allow: [".."] } },
  preview: { host: "127.0.0.1", headers },
});
