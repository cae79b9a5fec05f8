/**
 * The site's own login, as far as a demonstration has one: signs a member of the gallery in at the edge, and hands calls on to it, so that pages ask
 * nobody but their own host. A shop has its own login instead; its keys are with its server, as these are.
 */
import { existsSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join, resolve } from "node:path";
import { load, PerksError } from "perks";
import type { Connect, Plugin, ProxyOptions } from "vite";
import { tokenOf } from "../edge/local/keys.mjs";
import type { Session } from "../src/account/edge/session.ts";
import { documentOf } from "./gallery.ts";

const EDGE = process.env.PERKS_EDGE ?? "http://127.0.0.1:8787";
const STATE = process.env.PERKS_EDGE_STATE ?? resolve(import.meta.dirname, "../edge/.state");
/** Below the site, where calls to the edge are handed on. */
const PATH = "/edge";
/** An edge that has just started reads a programme before it answers. */
const PATIENCE_MS = 4_000;
/** What the token of a demonstration lets its app do without a shop's server. */
const SCOPE = "orders activities";

export function session(): Plugin {
  const serve = ({ middlewares }: { middlewares: Connect.Server }) => {
    middlewares.use((request, response, next) => {
      const { pathname, searchParams } = new URL(request.url ?? "", "http://site");
      if (!pathname.endsWith("/session")) return next();
      answer(request, response, searchParams).catch(next);
    });
  };
  return {
    name: "perks:session",
    config: () => ({ server: { proxy: proxy() }, preview: { proxy: proxy() } }),
    configureServer: serve,
    configurePreviewServer: serve,
  };
}

/** Nobody there is answered at once, as any gateway says it. */
function proxy(): Record<string, ProxyOptions> {
  const options: ProxyOptions = {
    target: EDGE,
    changeOrigin: true,
    rewrite: (path) => path.slice(PATH.length),
    configure: (server) => {
      server.removeAllListeners("error");
      server.on("error", (_error, _request, response) => {
        if ("headersSent" in response && !response.headersSent) response.writeHead(502);
        response.end();
      });
    },
  };
  return { [`^${PATH}/`]: options };
}

async function answer(request: IncomingMessage, response: ServerResponse, asked: URLSearchParams) {
  // Pages of others get no token.
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") {
    response.writeHead(403).end();
    return;
  }
  const said = await signIn(asked.get("program") ?? "", asked.get("member") ?? "");
  response.setHeader("Content-Type", "application/json");
  response.setHeader("Cache-Control", "no-store");
  response.end(JSON.stringify(said));
}

/** That there is no edge is an answer as any other: browsers would tell their console of an error. */
async function signIn(program: string, name: string): Promise<Session> {
  const text = documentOf(program, "program");
  const member = documentOf(program, "member", name);
  const files = ["settings", "secrets"].map((it) => join(STATE, `${it}.json`));
  if (!text || !member || !files.every(existsSync)) return { why: "no_edge" };
  const [settings, secrets] = files.map((file) => JSON.parse(readFileSync(file, "utf8")));
  const now = await clock();
  if (now === undefined) return { why: "no_edge" };
  const { id } = JSON.parse(member);
  if (!(await isPast(text, member, now))) return { why: "ahead" };
  const address = `${EDGE}/v1/programs/${program}/members/${encodeURIComponent(id)}/import`;
  const imported = await fetch(address, {
    method: "PUT",
    headers: {
      Authorization: `Bearer ${secrets.shops.office}`,
      "Content-Type": "application/json",
    },
    body: member,
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => undefined);
  // 409: it is there already.
  if (!imported || !(imported.ok || imported.status === 409)) return { why: "no_edge" };
  const token = await tokenOf(secrets, id, { scope: SCOPE });
  return { edge: PATH, token, member: id, keys: JSON.parse(settings.PROGRAM_KEYS) };
}

/** The edge's clock, epoch milliseconds; absent where there is none. */
async function clock(): Promise<number | undefined> {
  try {
    const answer = await fetch(`${EDGE}/health`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok
      ? Date.parse(answer.headers.get("Date") ?? new Date().toISOString())
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether anything can happen by then: what comes before what is recorded, the engine refuses. */
async function isPast(program: string, text: string, now: number): Promise<boolean> {
  const read = await load(program);
  const member = read.member(text);
  try {
    member.record({ id: "signed-in", at: now, adjust: { points: 1, reason: "tried" } }, { now });
    return true;
  } catch (error) {
    if (!(error instanceof PerksError)) throw error;
    return error.problems.every(({ code }) => code !== "event_too_early");
  } finally {
    member.free();
    read.free();
  }
}
