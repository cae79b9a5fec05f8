/** The example of a checkout against the edge as `npm run edge` starts it, word for word as the documents have it. */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { start } from "../local/serve.mjs";

const run = promisify(execFile);
const example = fileURLToPath(new URL("../examples/checkout.mjs", import.meta.url));
const serve = fileURLToPath(new URL("../local/serve.mjs", import.meta.url));
const root = new URL("../../../", import.meta.url);
const documents = readFileSync(new URL("docs/edge.md", root), "utf8");
const state = mkdtempSync(join(tmpdir(), "perks-examples-"));

let edge;
before(async () => {
  edge = await start({ port: 0, state });
});
after(async () => {
  await edge?.end();
  rmSync(state, { recursive: true });
});

const checkout = async (url) => {
  const { stdout } = await run(process.execPath, [example, url, state]);
  return stdout.trim().split("\n");
};

test("a checkout, from the preview to what came back", async () => {
  const [previewed, held, committed, returned, ...more] = await checkout(edge.url);
  // 20 % off 158.00, rounded to the fen.
  assert.equal(previewed, "previewed: 12640 fen");
  assert.match(held, /^held: 12640 fen, until /);
  assert.match(committed, /^committed: o-\d+$/);
  assert.match(returned, /^returned: recorded, returned\b/);
  assert.deepEqual(more, []);
});

test("what happens between preview and hold is shown before it is held", async () => {
  const { url, end } = await disturbed();
  const said = await checkout(url);
  await end();
  assert.equal(said[0], "previewed: 12640 fen");
  // 100 points of the order before, which are worth 10.00.
  assert.equal(said[1], "it costs 11640 fen now: the customer agrees");
  assert.match(said[2], /^held: 11640 fen, until /);
  assert.match(said[3], /^committed: /);
});

/** Passes calls on, but that before the first hold an order of 1,000.00 is recorded, and the first answer to a commit gets lost. */
async function disturbed() {
  const seen = new Set();
  const isFirst = (name) => !seen.has(name) && seen.add(name);
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const { method, url, headers } = request;
    if (url.endsWith("/holds") && isFirst("hold")) await orderElsewhere();
    const names = ["authorization", "content-type", "idempotency-key"];
    const kept = names.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []));
    const answer = await fetch(edge.url + url, { method, headers: kept, ...(body && { body }) });
    const text = await answer.text();
    if (url.endsWith("/commit") && isFirst("commit")) return request.socket.destroy();
    response.writeHead(answer.status, { "Content-Type": answer.headers.get("Content-Type") });
    response.end(text);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const end = () => new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, end };
}

async function orderElsewhere() {
  const lines = [{ id: "1", sku: "elsewhere", units: 1, price_minor: 100_000 }];
  const answer = await fetch(`${edge.url}/v1/programs/watsons-vip/members/try/orders`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${edge.secrets.shops.checkout}`,
      "Content-Type": "application/json",
      "Idempotency-Key": "elsewhere",
    },
    body: JSON.stringify({ order: "elsewhere", cart: { currency: "CNY", lines } }),
  });
  assert.equal(answer.status, 201, await answer.text());
}

test("a programme of one's own, vouchers and codes, by the commands of the documents", async () => {
  const [, commands] = /```sh\n(STATE=edge\/\.state; .*?)```/s.exec(documents);
  const here = commands
    .replaceAll("/tmp/", `${state}/`)
    .replace("STATE=edge/.state; EDGE=http://127.0.0.1:8787", `STATE='${state}'; EDGE=${edge.url}`);
  const curl = `curl() { node edge/tests/support/curl.mjs "$@"; }`;
  const { stdout } = await run("bash", ["-euc", `${curl}\n${here}`], {
    cwd: new URL("www/", root),
  });
  const answers = stdout.split("\n").flatMap((line) => (line[0] === "{" ? [JSON.parse(line)] : []));
  const [published, issued, checked, revoked, loaded, activated, ...more] = answers;
  assert.equal(published.active, 1);
  assert.equal(issued.vouchers.length, 2);
  assert.deepEqual([checked.codes[0].offer, checked.codes[0].reasons], ["paper", []]);
  assert.deepEqual(revoked, { revoked: 1 });
  assert.deepEqual(loaded, { added: 1_000, known: 0 });
  assert.equal(activated.active, 1);
  assert.deepEqual(more, []);
});

test("the documents have it word for word", () => {
  assert.ok(documents.includes(`\n\`\`\`js\n${readFileSync(example, "utf8")}\`\`\`\n`));
});

test("what was interrupted leaves its folder to the next", async () => {
  const own = join(state, "own");
  for (const signal of ["SIGINT", "SIGTERM", "SIGKILL", "SIGINT"]) {
    const all = [serve, "--port", "0", "--state", own, "--empty"];
    // A group of its own: whoever is killed cannot end what it started.
    const child = spawn(process.execPath, all, { detached: true });
    const ended = once(child, "exit");
    for await (const data of child.stdout) if (String(data).includes("The edge is at")) break;
    if (signal === "SIGKILL") process.kill(-child.pid, signal);
    else child.kill(signal);
    await ended;
    assert.equal(existsSync(join(own, "process")), signal === "SIGKILL", signal);
  }
});

test("what cannot start says why, and what to do", async () => {
  for (const [options, said] of [
    [["--state", state], /^edge: .* is served by process \d+: end it, or take another `--state`/],
    [["--port", "abc"], /^edge: `--port abc` is no port/],
    [
      ["--port", new URL(edge.url).port, "--state", join(state, "other")],
      /^edge: port \d+ cannot be had \(EADDRINUSE\): choose another/,
    ],
    [["--prot", "1"], /^edge: Unknown option '--prot'/],
  ]) {
    const failed = await run(process.execPath, [serve, ...options]).catch((error) => error);
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, said);
  }
});
