/**
 * A module that cannot be had: each way to give another is refused with what to do, and starting again is possible. Under Node; how
 * pages find it stands in `runtimes/loading.test.mjs`.
 */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import test, { after } from "node:test";
import { runInNewContext } from "node:vm";
import { copy, MODULE, moduleOf, VERSION } from "./copies.mjs";
import { PROGRAM } from "./support.mjs";

const SMALLEST = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
const HTML = new TextEncoder().encode("<!doctype html><title>Not here</title>");
/** Says that it is of this version, and imports what the scripts have not: a type, an import of that type, the version. */
const NOPE = Buffer.concat([
  SMALLEST,
  Buffer.of(1, 4, 1, 0x60, 0, 0, 2, 22, 1, 13),
  Buffer.from("./perks_bg.js\x04nope\0\0"),
  MODULE.subarray(MODULE.lastIndexOf("perks") - 3),
]);

const SOURCE = /^no WebAssembly, or not all of it: what was given$/;
const other = (its) => new RegExp(`^the module does not fit perks ${VERSION}: it is of ${its}$`);

/** Wrong for `start` and `startSync`. */
const GIVEN = [
  ["undefined", () => undefined, SOURCE],
  ["null", () => null, SOURCE],
  ["a number", () => 7, SOURCE],
  ["true", () => true, SOURCE],
  ["a bigint", () => 7n, SOURCE],
  ["a symbol", () => Symbol("module"), SOURCE],
  ["a function", () => () => MODULE, SOURCE],
  ["an object", () => ({ module: MODULE }), SOURCE],
  ["a list of bytes", () => [...SMALLEST], SOURCE],
  ["an empty text", () => "", SOURCE],
  ["an instance", () => new WebAssembly.Instance(new WebAssembly.Module(SMALLEST)), SOURCE],
  ["what only claims to be a module", () => ({ [Symbol.toStringTag]: "WebAssembly.Module" }), SOURCE],
  ["what cannot be looked at", () => new Proxy({}, { get(_, name) { if (name !== "then") throw new Error("mine"); } }), SOURCE],
  ["a module of another realm", () => runInNewContext("new WebAssembly.Module(bytes)", { bytes: MODULE }), SOURCE],
  ["no bytes", () => new Uint8Array(), SOURCE],
  ["bytes of a page", () => HTML, SOURCE],
  ["bytes that end early", () => MODULE.subarray(0, MODULE.length / 2), SOURCE],
  ["bytes without the first", () => MODULE.subarray(1), SOURCE],
  ["bytes of another module", () => SMALLEST, other("something else")],
  ["another module", () => new WebAssembly.Module(SMALLEST), other("something else")],
  ["the module of another version", () => moduleOf("9.9.9"), other("9\\.9\\.9")],
];

/** Wrong for `start` alone: text is an address there. */
const FETCHED = [
  ["a promise that is rejected", () => Promise.reject(new Error("mine")), /^could not load what was promised$/],
  ["a download that fails", () => fetch("http://127.0.0.1:9/perks_bg.wasm"), /^could not load what was promised$/],
  ["a promise of nothing", async () => undefined, SOURCE],
  ["a thenable that throws", () => ({ get then() { throw new Error("mine"); } }), /^could not load what was promised$/],
  ["a text that is no address", () => "perks_bg.wasm", /^could not load perks_bg\.wasm$/],
  ["a server that is not there", () => "http://127.0.0.1:9/perks_bg.wasm", /^could not load http:\/\/127\.0\.0\.1:9\/perks_bg\.wasm$/],
  ["a URL of it", () => new URL("http://127.0.0.1:9/"), /^could not load http:/],
  ["a request of it", () => new Request("http://127.0.0.1:9/"), /^could not load http:/],
  ["an address without a file", (at) => `${at}none`, /^could not load \S+\/none \(404, null\)$/],
  ["a response of that", (at) => fetch(`${at}none`), /^could not load \S+\/none \(404, null\)$/],
  ["a page", (at) => `${at}page`, /^no WebAssembly, or not all of it: \S+\/page \(200, text\/html\)$/],
  ["a page that claims to be a module", (at) => `${at}lie`, /^no WebAssembly, or not all of it: \S+\/lie \(200, application\/wasm\)$/],
  ["half of the module", (at) => `${at}half`, /^no WebAssembly, or not all of it: \S+\/half \(200, application\/wasm\)$/],
  ["a connection that ends", (at) => `${at}cut`, /^(could not load|no WebAssembly, or not all of it:) \S+\/cut \(200, application\/wasm\)$/],
  ["a response that was read", async (at) => {
    const response = await fetch(`${at}module`);
    await response.arrayBuffer();
    return response;
  }, /^could not load \S+\/module/],
  ["a page that is kept", () => new Response(HTML), /^no WebAssembly, or not all of it: a response \(200, null\)$/],
  ["a response that never came", () => Response.error(), /^could not load a response \(0, null\)$/],
];

const server = createServer((request, response) => {
  const send = (type, body) => response.writeHead(200, { "content-type": type, "content-length": body.length }).end(body);
  const answers = {
    "/page": () => send("text/html", HTML),
    "/lie": () => send("application/wasm", HTML),
    "/half": () => send("application/wasm", MODULE.subarray(0, MODULE.length / 2)),
    "/module": () => send("application/wasm", MODULE),
    "/plain": () => send("text/plain", MODULE),
    "/params": () => send("application/wasm; charset=utf-8", MODULE),
    "/cut": () => {
      response.writeHead(200, { "content-type": "application/wasm", "content-length": MODULE.length });
      response.write(MODULE.subarray(0, 100_000), () => response.destroy());
    },
  };
  (answers[request.url] ?? (() => response.writeHead(404).end()))();
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
after(() => server.close());
const at = `http://127.0.0.1:${server.address().port}/`;

/** A copy that nobody started; its quotes are those of any. */
const fresh = () => copy()("manual");

async function notLoaded(manual, work, message) {
  await assert.rejects(async () => work(), (error) => {
    assert.ok(error instanceof manual.PerksError, `${error?.stack ?? error}`);
    const [{ code, severity, document, path, message: said, help }, ...more] = error.problems;
    assert.deepEqual([code, severity, document, path, more], ["not_loaded", "error", "program", "", []]);
    assert.match(said, message);
    assert.ok(help.length > 20, help);
    assert.ok("cause" in error && error.cause !== undefined, "the cause is there");
    return true;
  });
  await assert.rejects(manual.load(PROGRAM), (error) => error.problems[0].code === "not_started");
}

for (const [name, make, message] of [...GIVEN, ...FETCHED]) {
  test(`start with ${name}`, async () => {
    const manual = await fresh();
    await notLoaded(manual, () => manual.start(make(at)), message);
    await manual.start(`${at}module`);
    assert.equal((await manual.load(PROGRAM)).id, "watsons-vip");
  });
}

for (const [name, make, message] of [...GIVEN, ["an address", () => "/perks_bg.wasm", SOURCE], ["a promise", async () => MODULE, SOURCE]]) {
  test(`startSync with ${name}`, async () => {
    const manual = await fresh();
    await notLoaded(manual, () => manual.startSync(make()), message);
    manual.startSync(MODULE);
    assert.equal((await manual.load(PROGRAM)).id, "watsons-vip");
  });
}

test("a module of this version that does not fit is told apart", async () => {
  const manual = await fresh();
  await notLoaded(manual, () => manual.startSync(NOPE), new RegExp(`^the module does not fit perks ${VERSION}: `));
});

test("where nothing may be compiled, as in edge workers, a module that does not fit is told apart", async () => {
  const manual = await fresh();
  const old = new WebAssembly.Module(moduleOf("9.9.9"));
  const { Instance } = WebAssembly;
  WebAssembly.Instance = class {
    constructor() {
      throw new WebAssembly.CompileError("not here");
    }
  };
  try {
    await notLoaded(manual, () => manual.startSync(old), other("9\\.9\\.9"));
    await notLoaded(manual, () => manual.startSync(MODULE), /^compiling WebAssembly is not allowed here$/);
  } finally {
    WebAssembly.Instance = Instance;
  }
});

const RIGHT = {
  bytes: () => MODULE,
  "an array buffer": () => new Uint8Array(MODULE).buffer,
  "a module": () => new WebAssembly.Module(MODULE),
  "an address": () => `${at}module`,
  "a URL": () => new URL(`${at}module`),
  "a request": () => new Request(`${at}module`),
  "a response": () => fetch(`${at}module`),
  "a promise of bytes": async () => MODULE,
  "a response of the wrong type": () => fetch(`${at}plain`),
  "a response of a type with parameters": () => fetch(`${at}params`),
};
for (const [name, make] of Object.entries(RIGHT)) {
  test(`start takes ${name}`, async () => {
    const manual = await fresh();
    await manual.start(make());
    assert.equal((await manual.load(PROGRAM)).id, "watsons-vip");
    // Again is no harm, whatever is given.
    await manual.start();
    await manual.start(Promise.reject(new Error("nobody needs it")));
    manual.startSync();
  });
}

test("a module is compiled while it arrives, where the server says what it is", async () => {
  const { compileStreaming } = WebAssembly;
  let streamed = 0;
  WebAssembly.compileStreaming = (response) => {
    streamed += 1;
    return compileStreaming(response);
  };
  try {
    for (const [path, count] of [["plain", 0], ["params", 0], ["module", 1]]) {
      streamed = 0;
      await (await fresh()).start(`${at}${path}`);
      assert.equal(streamed, count, path);
    }
  } finally {
    WebAssembly.compileStreaming = compileStreaming;
  }
});

test("starts at once do not disturb each other", async () => {
  const manual = await fresh();
  const ends = await Promise.allSettled([manual.start(`${at}module`), manual.start(`${at}none`), manual.start(MODULE)]);
  assert.deepEqual(ends.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
  assert.equal((await manual.load(PROGRAM)).id, "watsons-vip");
});
