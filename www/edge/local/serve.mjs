/**
 * The edge on this machine, by miniflare: the bundle as it is deployed, its state in `.state/`, and the gallery's programmes published.
 * `npm run edge -- [--port N] [--origin URL]… [--state FOLDER] [--empty]`; Ctrl-C ends it, and the next start goes on.
 */
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Miniflare } from "miniflare";
import { load } from "perks";
import { signProgram } from "perks/signed";
import { bundle } from "./build.mjs";
import { keysIn, STATE, tokenOf } from "./keys.mjs";

const GALLERY = resolve(dirname(fileURLToPath(import.meta.url)), "../../../programs");
/** The origin of `vite`, and of `vite preview`. */
const ORIGINS = ["http://127.0.0.1:5173", "http://127.0.0.1:4173"];
const OBJECTS = ["Program", "Member", "Codes", "Counter", "Operations"];

/** Starts it; `end` stops it. `port` 0 takes any. */
export async function start({
  port = 8787,
  origins = ORIGINS,
  state = STATE,
  publish = true,
  entry = "src/worker.ts",
} = {}) {
  const dist = await bundle(join(state, "dist"), entry);
  const { settings, secrets } = await keysIn(state);
  let isReady = false;
  const worker = new Miniflare({
    host: "127.0.0.1",
    port,
    modulesRoot: dist,
    modules: [
      { type: "ESModule", path: join(dist, "worker.js") },
      { type: "CompiledWasm", path: join(dist, "perks_bg.wasm") },
    ],
    compatibilityDate: "2026-07-01",
    durableObjects: Object.fromEntries(
      OBJECTS.map((name) => [name.toUpperCase(), { className: `${name}Object`, useSQLite: true }]),
    ),
    durableObjectsPersist: join(state, "objects"),
    bindings: { ...settings, CORS_ORIGINS: origins.join(" ") },
    handleRuntimeStdio(out, errors) {
      // What is published at the start is said once, in the end.
      out.on("data", (data) => isReady && process.stdout.write(data));
      errors.pipe(process.stderr);
    },
  });
  const url = String(await worker.ready).replace(/\/$/, "");
  const programs = publish ? await publishGallery(url, secrets) : [];
  isReady = true;
  return { url, secrets, programs, end: () => worker.dispose() };
}

/** What is not there yet is prepared, signed and published; what is there stays. */
async function publishGallery(url, secrets) {
  const folders = readdirSync(GALLERY).map((name) => join(GALLERY, name, "program.json"));
  const ids = [];
  for (const file of folders.filter(existsSync)) {
    const program = await load(readFileSync(file));
    const known = await fetch(`${url}/v1/programs/${program.id}`);
    if (known.status === 404) {
      const body = await signProgram(program.prepare({ salt: randomUUID() }), secrets.program);
      const headers = {
        Authorization: `Bearer ${secrets.shops.office}`,
        "Content-Type": "application/jose",
      };
      const answer = await fetch(`${url}/v1/programs`, { method: "POST", headers, body });
      if (!answer.ok) throw new Error(`${file} could not be published: ${await answer.text()}`);
    }
    ids.push(program.id);
    program.free();
  }
  return ids;
}

async function main() {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      origin: { type: "string", multiple: true },
      state: { type: "string" },
      empty: { type: "boolean" },
    },
  });
  const edge = await start({
    ...(values.port !== undefined && { port: Number(values.port) }),
    ...(values.origin && { origins: [...ORIGINS, ...values.origin] }),
    ...(values.state !== undefined && { state: resolve(values.state) }),
    publish: !values.empty,
  });
  const { url, secrets, programs } = edge;
  console.log(`
The edge is at ${url}
  ${url}/openapi.json   what there is
  ${url}/operations     the last hour, with the key ${secrets.shops.operations}
Programmes: ${programs.join(", ") || "none"}
A member's token, for an hour (member try):
  ${await tokenOf(secrets, "try", { scope: "orders" })}
A back office's key, with all scopes:
  ${secrets.shops.office}
`);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => edge.end().then(() => process.exit(0)));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
