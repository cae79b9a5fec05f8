/** How a page finds that the module cannot be loaded, in every browser: a problem that says what to do, and another attempt. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { after } from "node:test";
import { MODULE, moduleOf } from "../copies.mjs";
import { browser, BROWSERS, chosen } from "./drivers/index.mjs";
import { entry, project } from "./project.mjs";
import { serve } from "./server.mjs";

const folder = project();
const probe = readFileSync(new URL("probe.js", import.meta.url), "utf8");
writeFileSync(join(folder, "probe.js"), probe.replace("ENTRY", entry(folder, "perks")));
writeFileSync(join(folder, "mended.js"), "");
writeFileSync(join(folder, "index.html"), '<!doctype html><title>Probe</title><script type="module" src="probe.js"></script>');
const program = readFileSync(new URL("../../../programs/watsons-vip/program.json", import.meta.url), "utf8");
writeFileSync(join(folder, "program.js"), `export const program = ${JSON.stringify(program)};`);

const send = (response, type, body) => response.writeHead(200, { "content-type": type, "content-length": body.length }).end(body);
const WASM = "application/wasm";
const PAGE = Buffer.from("<!doctype html><title>Not here</title>");
const policy = (scripts, connect) => ({ "content-security-policy": `default-src 'none'; script-src 'self'${scripts}; connect-src ${connect}` });

/** What is wrong with the server, what the problem says and what it says to do, and whether the server can be mended. */
const CASES = {
  "no file": [{ wasm: (response) => response.writeHead(404).end() }, /^could not load http\S+\.wasm \(404, null\)$/, /is there/],
  "a failing server": [{ wasm: (response) => response.writeHead(503).end() }, /^could not load http\S+\.wasm \(503, null\)$/, /is there/],
  "no connection": [{ wasm: (response) => response.destroy() }, /^could not load http\S+\.wasm$/, /network/],
  "a page instead": [{ wasm: (response) => send(response, "text/html", PAGE) }, /^no WebAssembly, or .*\(200, text\/html\)$/, /perks_bg\.wasm/],
  "a page that claims to be the module": [{ wasm: (response) => send(response, WASM, PAGE) }, /^no WebAssembly, or not all/, /perks_bg\.wasm/],
  // Firefox runs out of memory of half a module, and says no more.
  "half of it": [
    { wasm: (response) => send(response, WASM, MODULE.subarray(0, MODULE.length / 2)) },
    /^(could not load|no WebAssembly, or not all of it:) http\S+\.wasm \(200, application\/wasm\)$/,
    /whole|perks_bg\.wasm/,
  ],
  "a connection that ends": [
    {
      wasm: (response) => {
        response.writeHead(200, { "content-type": WASM, "content-length": MODULE.length });
        response.write(MODULE.subarray(0, 100_000), () => response.destroy());
      },
    },
    /^(could not load|no WebAssembly, or not all of it:) http\S+\.wasm \(200, application\/wasm\)$/,
    /network|perks_bg\.wasm/,
  ],
  "another version": [{ wasm: (response) => send(response, WASM, moduleOf("9.9.9")) }, /^the module does not fit perks \S+: it is of 9\.9\.9$/, /one version/],
  "another module": [{ wasm: (response) => send(response, WASM, MODULE.subarray(0, 8)) }, /^the module does not fit perks \S+: it is of something else$/, /one version/],
  "a policy against WebAssembly": [{ headers: policy("", "'self'") }, /^compiling WebAssembly is not allowed here$/, /'wasm-unsafe-eval'/, true],
  "a policy against fetching": [{ headers: policy(" 'wasm-unsafe-eval'", "'none'") }, /^could not load http\S+\.wasm$/, /connect-src/, true],
};

/** Serves the module wrongly until the page says that it failed. */
function broken({ headers, wasm }) {
  let mended = wasm === undefined;
  return serve(folder, {
    headers,
    answer(path, response) {
      if (path === "/mended.js") mended = true;
      if (mended || !path.endsWith(".wasm")) return false;
      wasm(response);
      return true;
    },
  });
}

const browsers = new Map();
// One that did not start keeps no other from being closed.
after(() => Promise.allSettled([...browsers.values()].map(async (it) => (await it).close())));

for (const runtime of BROWSERS.filter((it) => chosen().includes(it))) {
  const report = async (server) => {
    if (!browsers.has(runtime)) browsers.set(runtime, browser(runtime));
    return (await browsers.get(runtime)).ask(await broken(server), "globalThis.report", 20_000);
  };

  for (const [name, [server, message, help, stays]] of Object.entries(CASES)) {
    test(`${name}, in ${runtime}`, async () => {
      const { first, second } = await report(server);
      assert.equal(first.name, "PerksError", JSON.stringify(first));
      const [problem, ...more] = first.problems;
      assert.deepEqual([problem.code, problem.document, more], ["not_loaded", "program", []]);
      assert.match(problem.message, message);
      assert.match(problem.help, help);
      assert.notEqual(first.cause, "undefined");
      if (stays) assert.deepEqual(second, first);
      else assert.deepEqual(second, { id: "watsons-vip" });
    });
  }

  for (const type of ["text/plain", "application/octet-stream", "application/wasm; charset=utf-8"]) {
    test(`a module that is served as ${type} starts all the same, in ${runtime}`, async () => {
      const { first } = await report({ wasm: (response) => send(response, type, MODULE) });
      assert.deepEqual(first, { id: "watsons-vip" });
    });
  }

  test(`a module without a type starts all the same, in ${runtime}`, async () => {
    const { first } = await report({ wasm: (response) => response.writeHead(200, { "content-length": MODULE.length }).end(MODULE) });
    assert.deepEqual(first, { id: "watsons-vip" });
  });

  test(`a policy that allows no more than it must, in ${runtime}`, async () => {
    const { first } = await report({ headers: policy(" 'wasm-unsafe-eval'", "'self'") });
    assert.deepEqual(first, { id: "watsons-vip" });
  });
}
