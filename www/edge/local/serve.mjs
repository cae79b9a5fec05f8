/**
 * The edge on this machine, by miniflare: the bundle as it is deployed, its state in `.state/`, and the gallery's programmes published.
 * `npm run edge -- [--port N] [--origin URL]… [--state FOLDER] [--empty]`; Ctrl-C ends it, and the next start goes on.
 */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Miniflare } from "miniflare";
import { load } from "perks";
import { signProgram } from "perks/signed";
import { bundle } from "./build.mjs";
import { keysIn, STATE, tokenOf } from "./keys.mjs";

const GALLERY = resolve(dirname(fileURLToPath(import.meta.url)), "../../../programs");
const CHECKOUT = fileURLToPath(new URL("../examples/checkout.mjs", import.meta.url));
/** The origin of `vite`, and of `vite preview`. */
const ORIGINS = ["http://127.0.0.1:5173", "http://127.0.0.1:4173"];
const OBJECTS = ["Program", "Member", "Codes", "Counter", "Operations"];

/** Starts it; `end` stops it. `port` 0 takes any; `log` null keeps none. */
export async function start({
  port = 8787,
  origins = ORIGINS,
  state = STATE,
  publish = true,
  log = process.stdout,
  entry = "src/worker.ts",
} = {}) {
  await mustBeFree(port);
  const leave = enter(state);
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
      out.on("data", (data) => isReady && log?.write(data));
      errors.pipe(process.stderr);
    },
  });
  const url = String(await worker.ready).replace(/\/$/, "");
  const programs = publish ? await publishGallery(url, secrets) : [];
  isReady = true;
  const end = async () => {
    await worker.dispose();
    leave();
  };
  return { url, secrets, programs, end };
}

/** Asked before: workerd says it with a stack. */
async function mustBeFree(port) {
  const server = createServer().listen(port, "127.0.0.1");
  const said = "choose another `--port`, 0 takes any";
  await once(server, "listening").catch(({ code }) => {
    throw new Error(`port ${port} cannot be had (${code}): ${said}`);
  });
  server.close();
  await once(server, "close");
}

/** One process serves a folder: two would each let a code be used. */
function enter(state) {
  mkdirSync(state, { recursive: true });
  const file = join(state, "process");
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, "utf8"));
    if (pid !== process.pid && isRunning(pid))
      throw new Error(
        `${state} is served by process ${pid}: end it, or take another \`--state\`, or remove ${file}`,
      );
  }
  writeFileSync(file, `${process.pid}\n`);
  const leave = () => rmSync(file, { force: true });
  // Miniflare hears signals too, and may end the process before `end` is through.
  process.once("exit", leave);
  return leave;
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and somebody else's.
    return error.code === "EPERM";
  }
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

/** What the command was asked with. */
function asked() {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      origin: { type: "string", multiple: true },
      state: { type: "string" },
      empty: { type: "boolean" },
    },
  });
  const port = Number(values.port ?? 8787);
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535))
    throw new Error(`\`--port ${values.port}\` is no port: take 0 to 65535, 0 for any`);
  return {
    port,
    origins: [...ORIGINS, ...(values.origin ?? [])],
    state: resolve(values.state ?? STATE),
    publish: !values.empty,
  };
}

async function main() {
  const options = asked();
  const { url, secrets, programs, end } = await start(options);
  const first = programs.includes("watsons-vip") ? "watsons-vip" : (programs[0] ?? "PROGRAM");
  const quote = `'{"cart":{"currency":"CNY","lines":[{"id":"1","sku":"tea","units":2,"price_minor":9900}]}}'`;
  console.log(`
The edge is at ${url} (Ctrl-C ends it); its keys and its state are in ${options.state}
  ${url}/openapi.json   what there is
  ${url}/operations     the last hour, with the key ${secrets.shops.operations}
Programmes: ${programs.join(", ") || "none"}
A member's token, for an hour (member try):
  ${await tokenOf(secrets, "try", { scope: "orders" })}
A back office's key, with all scopes:
  ${secrets.shops.office}
A first call, a guest's quote:
  curl ${url}/v1/programs/${first}/quotes --json ${quote}
A member joins:
  curl ${url}/v1/programs/${first}/members/try/events --json '{"id":"join","join":{}}' \\
    -H 'Idempotency-Key: join' -H 'Authorization: Bearer ${secrets.shops.office}'
A whole checkout:
  node ${relative(process.cwd(), CHECKOUT)} ${url} ${options.state}
`);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => end().then(() => process.exit(0)));
  }
}

/** What somebody can mend is said without a stack. */
function fail(error) {
  console.error(error.name === "Error" || error.code ? `edge: ${error.message}` : error);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main().catch(fail);
