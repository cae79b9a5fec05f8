/**
 * The worker's face: each request goes through who calls, how often, whether it may, what it asks, and then its route. Every answer of 400
 * and above is a problem, and every request is a line of the log.
 */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { Doorkeeper, type Known, mayCall } from "./auth.ts";
import { type Config, configOf } from "./config.ts";
import type { Answer, Env } from "./contracts.ts";
import { originHeaders, preflight } from "./cors.ts";
import { count, namesOf } from "./counts.ts";
import { Limits, networkOf } from "./limits.ts";
import { mustBeListed } from "./listed.ts";
import { faultOf, log, type Seen } from "./log.ts";
import { document } from "./openapi.ts";
import { ofThrown, problem, Refusal } from "./problem.ts";
import { readContents, readPath, readQuery } from "./read.ts";
import { routes } from "./routes/all.ts";
import { honoPath, type Route } from "./routes/route.ts";
import { SettingError } from "./settings.ts";

type Told = Partial<Pick<Seen, "route" | "code" | "by" | "program" | "instance" | "fault">>;

/** What a request carries through its route. */
interface Bindings {
  env: Env;
  /** For the log, as it becomes known. */
  told: Told;
  /** What any answer to it has. */
  headers: Record<string, string>;
}

type Handling = { Bindings: Bindings };
type Its = Context<Handling>;

/** A shop's key calls for many, unless its settings say how often. */
const SHOP_FACTOR = 20;

const limits = new Limits();
const doors = new WeakMap<Config, Doorkeeper>();

export const app = new OpenAPIHono<Handling>();
const ROUTES = routes(() => document(app, ROUTES));

/** The worker's `fetch`. */
export async function answerTo(
  request: Request,
  env: Env,
  ctx: ExecutionContext,
): Promise<Response> {
  const from = Date.now();
  const told: Told = {};
  const headers = {
    "X-Content-Type-Options": "nosniff",
    ...originHeaders(request.headers.get("Origin"), origins(env)),
  };
  const response =
    preflight(request, headers) ?? (await app.fetch(request, { env, told, headers }, ctx));
  const now = Date.now();
  const seen: Seen = {
    method: method(request.method),
    route: "–",
    status: response.status,
    ms: now - from,
    ...told,
  };
  log(seen, now, (work) => ctx.waitUntil(work));
  count(env, now, namesOf(seen));
  return response;
}

for (const route of ROUTES) {
  app.on(route.method.toUpperCase(), honoPath(route.path), (c) => handle(c, route));
}

app.notFound((c) => {
  const path = new URL(c.req.url).pathname;
  const methods = allowed(path);
  if (methods.length === 0) return answer(c, problem("not_found", "there is nothing here"));
  const Allow = methods.join(", ");
  if (c.req.method === "OPTIONS") {
    return new Response(null, { status: 204, headers: { ...c.env.headers, Allow } });
  }
  return answer(c, problem("method_not_allowed", `this is done with ${Allow}`), { Allow });
});

app.onError((error, c) => {
  // Nothing was done: its path is asked for before anything else is.
  if (!URL.canParse(c.req.url))
    return answer(c, problem("bad_request", "the `Host` and the path are no address"));
  const known = ofThrown(error);
  if (known) return answer(c, known, error instanceof Refusal ? error.headers : {});
  if (isPassing(error))
    return answer(c, problem("try_again", "an object did not answer"), { "Retry-After": "1" });
  const instance = `urn:uuid:${crypto.randomUUID()}`;
  const fault = error instanceof SettingError ? error.message : faultOf(error);
  Object.assign(c.env.told, { instance, fault });
  return answer(c, problem("internal", "this was not foreseen", { instance }));
});

async function handle(c: Its, route: Route): Promise<Response> {
  const { env, told } = c.env;
  told.route = `${route.method.toUpperCase()} ${route.path}`;
  const now = Date.now();
  // What says whether the worker serves must not need what may be wrong with it.
  const config = route.path === "/health" ? ({} as Config) : configOf(env);
  const { caller, by } = route.path === "/health" ? NOBODY : await admitted(c, config, now);
  told.by = by;
  const url = new URL(c.req.url);
  const params = readPath(route, c.req.param(), url);
  const { program, member } = params as { program?: string; member?: string };
  mayCall(caller, route.needs, program, member);
  const query = readQuery(route, url);
  if (program !== undefined) await mustBeListed(env, program);
  const contents = await readContents(
    route,
    c.req.raw,
    `${url.pathname}${url.search}`,
    caller,
    config.maxBodyBytes,
  );
  const saw = ({ id, version }: { id: string; version: number }) => {
    told.program = `${id}@${version}`;
  };
  const { headers } = c.req.raw;
  const made = await route.handle({
    env,
    config,
    caller,
    by,
    now,
    params,
    query,
    headers,
    saw,
    ...contents,
  });
  if (made instanceof Response) {
    for (const [name, value] of Object.entries(c.env.headers)) made.headers.set(name, value);
    return made;
  }
  return answer(c, made, made.status < 400 && route.cache ? { "Cache-Control": route.cache } : {});
}

/** Where a setting is wrong the answer says so, if not to pages of other origins. */
function origins(env: Env): readonly string[] {
  try {
    return configOf(env).corsOrigins;
  } catch (error) {
    if (error instanceof SettingError) return [];
    throw error;
  }
}

const NOBODY: Known = { caller: { kind: "anybody" }, by: "anybody" };

/** Who calls, where it does not call too often; whoever shows what does not hold counts by its address. */
async function admitted(c: Its, config: Config, now: number): Promise<Known> {
  const { ratePerSecond, rateBurst } = config;
  const address = `address ${networkOf(c.req.header("CF-Connecting-IP") ?? "")}`;
  let door = doors.get(config);
  if (!door) {
    door = new Doorkeeper(config);
    doors.set(config, door);
  }
  try {
    const known = await door.known(c.req.header("Authorization"), now);
    const { caller } = known;
    if (caller.kind === "shop") {
      const key = config.shopKeys.find((key) => key.id === caller.id);
      const perSecond = key?.per_second ?? ratePerSecond * SHOP_FACTOR;
      take(`shop ${caller.id}`, now, perSecond, Math.max(perSecond, rateBurst * SHOP_FACTOR));
    } else {
      take(
        caller.kind === "member" ? `member ${caller.id}` : address,
        now,
        ratePerSecond,
        rateBurst,
      );
    }
    return known;
  } catch (error) {
    if (error instanceof Refusal && error.code === "unauthorized")
      take(address, now, ratePerSecond, rateBurst);
    throw error;
  }
}

function take(caller: string, now: number, perSecond: number, burst: number): void {
  const seconds = limits.take(caller, now, perSecond, burst);
  if (seconds === 0) return;
  throw new Refusal(
    "rate_limited",
    `again in ${seconds} s`,
    { retry_after_seconds: seconds },
    { "Retry-After": String(seconds) },
  );
}

/** An answer as it goes out. */
function answer(c: Its, { status, body }: Answer, headers: Record<string, string> = {}): Response {
  const bad = status >= 400;
  if (bad && "code" in body) c.env.told.code = String(body.code);
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...c.env.headers,
      "Content-Type": bad ? "application/problem+json" : "application/json",
      "Cache-Control": "no-store",
      ...(status === 503 && { "Retry-After": "1" }),
      ...headers,
    },
  });
}

const patterns = ROUTES.map(({ method, path }) => ({
  method: method.toUpperCase(),
  form: new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
}));

/** The methods of a path, where it has any. */
function allowed(path: string): string[] {
  const methods = patterns.filter(({ form }) => form.test(path)).map(({ method }) => method);
  return methods.includes("GET") ? [...methods, "HEAD"] : methods;
}

/** Objects that are moved or have too much to do say so; nothing was done that the caller was told of. */
function isPassing(error: unknown): boolean {
  const { retryable, overloaded } = (error ?? {}) as { retryable?: boolean; overloaded?: boolean };
  return retryable === true || overloaded === true;
}

/** A method is the caller's text: only those that there are get into the log. */
function method(said: string): string {
  return ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"].includes(said) ? said : "–";
}
