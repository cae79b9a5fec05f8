import { defineConfig } from "vite";

// Isolation lets `performance.now()` count in microseconds: the page shows how long a quote takes.
const headers = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

export default defineConfig({
  // Relative addresses: the site runs from any folder of a server.
  base: "./",
  build: { target: "es2022", modulePreload: { polyfill: false } },
  optimizeDeps: { exclude: ["perks"] },
  server: { host: "127.0.0.1", headers, fs: { allow: [".."] } },
  preview: { host: "127.0.0.1", headers },
});
