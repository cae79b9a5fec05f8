/** Each recipe of the README, run as it stands there in every runtime that it is for, with the package as npm ships it. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import test, { after } from "node:test";
import { build, createServer } from "vite";
import { browser, BROWSERS, chosen } from "./drivers/index.mjs";
import { script } from "./drivers/command.mjs";
import { worker } from "./drivers/workerd.mjs";
import { PKG, project, put } from "./project.mjs";
import { serve } from "./server.mjs";

/** `programs/watsons-vip/README.md` works it out by hand. */
const PAY = "26310";
const POLICY = { "content-security-policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'" };
const text = (id) => `document.querySelector("#${id}")?.textContent || undefined`;

const root = project();
const runtimes = chosen();
const folders = readdirSync(join(PKG, "examples"), { withFileTypes: true }).filter((it) => it.isDirectory());

/** What runs each folder of `examples`, and in what. */
const RECIPES = {
  node: { in: ["node"], run: printed("quote.js", PAY) },
  deno: { in: ["deno"], run: printed("quote.js", PAY) },
  bun: { in: ["bun"], run: printed("quote.js", PAY) },
  worker: { in: ["workerd"], run: answered },
  vite: { in: BROWSERS, run: shown("pay", PAY, bundled) },
  plain: { in: BROWSERS, run: shown("pay", PAY, vendored) },
  manual: { in: ["node", ...BROWSERS], run: started },
  "web-worker": { in: BROWSERS, run: shown("pay", PAY, vendored) },
  "service-worker": { in: BROWSERS, run: shown("pay", PAY, compact) },
};

test("every example has a test, and stands in the README as it is", () => {
  assert.deepEqual(folders.map(({ name }) => name).sort(), Object.keys(RECIPES).sort());
  const readme = readFileSync(join(PKG, "README.md"), "utf8");
  for (const { name } of folders) {
    for (const file of readdirSync(join(PKG, "examples", name))) {
      // Pages only name their script.
      if (name !== "plain" && file === "index.html") continue;
      const shown = readFileSync(join(PKG, "examples", name, file), "utf8");
      const language = { js: "js", html: "html", capnp: "capnp" }[file.split(".").pop()];
      assert.ok(readme.includes(`\n\`\`\`${language}\n${shown}\`\`\`\n`), `examples/${name}/${file} is not in the README`);
    }
  }
});

for (const [name, recipe] of Object.entries(RECIPES)) {
  for (const runtime of recipe.in.filter((it) => runtimes.includes(it))) {
    test(`the recipe ${name} in ${runtime}`, async () => recipe.run(runtime, projectOf(name)));
  }
}

test("the recipe vite in development, in chromium", { skip: !runtimes.includes("chromium") && "PERKS_RUNTIMES" }, async () => {
  const folder = projectOf("vite");
  const server = await createServer({ root: folder, logLevel: "warn", server: { host: "127.0.0.1", port: 0 } });
  await server.listen();
  try {
    await shows("chromium", server.resolvedUrls.local[0], "pay", PAY);
  } finally {
    await server.close();
  }
});

test("the sentences need no bundler, and no module", { skip: !BROWSERS.some((it) => runtimes.includes(it)) && "PERKS_RUNTIMES" }, async () => {
  const address = await vendored(projectOf("plain"));
  const page = `(globalThis.said ??= Promise.all(["index.js", "zh-CN.js"].map((file) => import("/vendor/perks/texts/" + file)))
    .then(([{ texts }, { zhCN }]) => {
      const say = texts(zhCN, { currency: "CNY", digits: 2, timeZone: "+08:00" });
      const needs = { needs_minor: 10000, has_minor: 8750, missing_minor: 1250 };
      globalThis.sentence = say.reason({ code: "amount_short", ...needs }) + say.time("2026-11-29T16:00:00.000Z");
    }), globalThis.sentence)`;
  for (const runtime of BROWSERS.filter((it) => runtimes.includes(it))) {
    const said = await (await opened(runtime)).ask(address, page, 20_000);
    assert.equal(said, "指定商品需满 ¥100.00，现为 ¥87.50，还差 ¥12.50。2026年11月30日 00:00", runtime);
  }
});

/** Each browser is started once. */
const browsers = new Map();
function opened(name) {
  if (!browsers.has(name)) browsers.set(name, browser(name));
  return browsers.get(name);
}
// One that did not start keeps no other from being closed.
after(() => Promise.allSettled([...browsers.values()].map(async (it) => (await it).close())));

/** A project of a recipe alone: its files, the documents, and the installed package. */
function projectOf(name) {
  const folder = mkdtempSync(join(root, `${name}-`));
  for (const file of ["node_modules", "package.json"]) cpSync(join(root, file), join(folder, file), { recursive: true });
  put(folder, readdirSync(join(PKG, "examples", name)).map((file) => `examples/${name}/${file}`));
  put(folder, documents("program.json", "member.json", "cart.json"));
  return folder;
}

function documents(...files) {
  return files.map((file) => `../programs/watsons-vip/${file}`);
}

function printed(file, expected) {
  return async (runtime, folder) => {
    const { stdout, stderr } = await script(runtime, folder, file);
    assert.deepEqual([stdout.trim(), stderr], [expected, ""]);
  };
}

async function answered(_runtime, folder) {
  shell(folder, "esbuild worker.js --bundle --format=esm ");
  const { address, stop } = await worker(folder, "worker.capnp");
  const [member, cart] = ["member.json", "cart.json"].map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
  const send = async (body) => {
    const response = await fetch(address, { method: "POST", body: JSON.stringify(body) });
    return [response.status, await response.json()];
  };
  try {
    const answers = await Promise.all(Array.from({ length: 20 }, () => send({ member, cart, spend: 200 })));
    for (const [status, { totals }] of answers) assert.deepEqual([status, totals.list_minor], [200, 39470]);
    const [status, [{ code, path }]] = await send({ member, cart: { ...cart, currency: "USD" } });
    assert.deepEqual([status, code, path], [422, "wrong_currency", "/currency"]);
  } finally {
    stop();
  }
}

function shown(id, expected, published) {
  return async (runtime, folder) => shows(runtime, await published(folder), id, expected);
}

async function shows(runtime, address, id, expected) {
  assert.equal(await (await opened(runtime)).ask(address, text(id), 20_000), expected);
}

async function started(runtime, folder) {
  if (runtime === "node") await printed("sync.js", "watsons-vip")(runtime, folder);
  else await shown("program", "watsons-vip", vendored)(runtime, folder);
}

/** The package's folder among what is served, as where there is no bundler. */
function vendored(folder) {
  mkdirSync(join(folder, "vendor"));
  cpSync(join(folder, "node_modules/perks"), join(folder, "vendor/perks"), { recursive: true });
  return serve(folder, { headers: POLICY });
}

/** What Vite builds, and the documents beside it. */
async function bundled(folder) {
  await build({ root: folder, logLevel: "warn" });
  put(join(folder, "dist"), documents("program.json", "member.json", "cart.json"));
  return serve(join(folder, "dist"), { headers: POLICY });
}

/** The service worker and the module among what is served. */
function compact(folder) {
  mkdirSync(join(folder, "public"));
  put(join(folder, "public"), ["examples/service-worker/index.html", "examples/service-worker/page.js"]);
  put(join(folder, "public"), documents("program.json", "member.json", "cart.json"));
  shell(folder, "esbuild worker.js --bundle --format=iife ");
  shell(folder, "cp ");
  return serve(join(folder, "public"), { headers: POLICY });
}

/** Runs the one command of the README that begins so, with the tools of the package. */
function shell(folder, begins) {
  const readme = readFileSync(join(PKG, "README.md"), "utf8");
  const [command, ...more] = readme.split("\n").filter((line) => line.startsWith(begins));
  assert.ok(command && more.length === 0, begins);
  const [program, ...args] = command.split(" ");
  const PATH = [join(PKG, "node_modules/.bin"), process.env.PATH].join(delimiter);
  execFileSync(program, args, { cwd: folder, stdio: "pipe", env: { ...process.env, PATH } });
}
