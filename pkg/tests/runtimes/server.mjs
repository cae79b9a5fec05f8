/** A plain static server of a folder: no bundler, no rewriting, right types. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * Serves until the process ends.
 *
 * @param {string} folder
 * @param {{ headers?: Record<string, string>, answer?: (path: string, response: import("node:http").ServerResponse) => unknown }} [how]
 * `headers` go with every file; `answer` may answer itself, and returns true then
 * @returns {Promise<string>} its address, which ends in a slash
 */
export async function serve(folder, { headers = {}, answer = () => false } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    if (await answer(path, response)) return;
    try {
      const body = await readFile(join(folder, normalize(path)));
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain", ...headers }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  server.unref();
  return `http://127.0.0.1:${server.address().port}/`;
}
