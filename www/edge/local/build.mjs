/** Bundles the worker as it is deployed: one script, and the engine's module beside it. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { page } from "./page.mjs";

const edge = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where the bundle is: `worker.js` and `perks_bg.wasm`. */
export const DIST = join(edge, "dist");

export async function bundle(outdir = DIST, entry = "src/worker.ts") {
  await build({
    absWorkingDir: edge,
    entryPoints: { worker: entry },
    outdir,
    bundle: true,
    format: "esm",
    target: "es2022",
    conditions: ["workerd", "worker"],
    external: ["cloudflare:*"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    plugins: [page],
    logLevel: "warning",
  });
  return outdir;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
