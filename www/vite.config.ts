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

export default defineConfig({
  // Relative addresses: the site runs from any folder of a server.
  base: "./",
  plugins: [gallery(), session(), policy(), preload(), offline()],
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    // Small files stay files: the policy allows no `data:`.
    assetsInlineLimit: 0,
    rollupOptions: { input: PAGES.map((page) => resolve(import.meta.dirname, page, "index.html")) },
  },
  optimizeDeps: { exclude: ["perks"] },
  server: { host: "127.0.0.1", headers, fs: { allow: [".."] } },
  preview: { host: "127.0.0.1", headers },
});
