/** The OpenAPI document (3.1), made of the routes themselves: there is no route without it, and nothing in it that is no route. */
import { type OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import { PROBLEMS, type ProblemCode } from "./problem.ts";
import { Problem } from "./routes/forms.ts";
import type { Route } from "./routes/route.ts";

type Answers = RouteConfig["responses"];

const TAGS = {
  Service: "Whether it serves, what there is, and what problems mean.",
  Programmes: "What is published, and which version is active.",
  Previews: "For anybody: quotes of guests, and what is left of limits.",
  "Codes and vouchers": "Unique codes and signed vouchers.",
  Members: "What is known of a member.",
  Orders: "Quotes, holds and orders of a member.",
  Events: "What else happened to a member.",
  "Guests' orders": "The same of orders without a member; the order's id names them.",
  Privacy: "Everything about a member: out, in, away, and proved.",
  Operation: "Counts of the last hour.",
};

/** Of any call. */
const ALWAYS: ProblemCode[] = ["bad_request", "rate_limited", "internal"];

function describe({ openAPIRegistry: registry }: App, routes: readonly Route[]): void {
  registry.registerComponent("securitySchemes", "shop", {
    type: "http",
    scheme: "bearer",
    description:
      "The key of a shop or a back office: `perks_ID_SECRET`. What it may is said by its scopes.",
  });
  registry.registerComponent("securitySchemes", "member", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description:
      "A token of the member whom the path names, in `sub`. To commit orders its `scope` has `orders`.",
  });
  for (const route of routes) registry.registerPath(pathOf(route));
}

type App = Pick<OpenAPIHono, "getOpenAPI31Document" | "openAPIRegistry">;

let made: object | undefined;

/** Made once, when it is asked for, since most isolates never are. */
export function document(app: App, routes: readonly Route[]): object {
  if (made) return made;
  describe(app, routes);
  made = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Perks edge",
      version: "1",
      description:
        "Keeps what members did, decides what an order costs, and lets each coupon, code and limit be used exactly once. " +
        "Documents of the engine are described by the JSON Schemas and types of the npm package `perks`.",
      license: { name: "MIT OR Apache-2.0", url: "https://spdx.org/licenses/" },
    },
    servers: [{ url: "/" }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  });
  return made;
}

function pathOf(route: Route): RouteConfig {
  const { method, path, tag, summary, params, query, body } = route;
  const content = body && { [body.type]: { schema: body.schema } };
  return {
    method,
    path,
    operationId: operationId(route),
    tags: [tag],
    summary,
    description: may(route),
    security: security(route),
    request: {
      ...(params && { params: params as z.ZodObject }),
      ...(query && { query: query as z.ZodObject }),
      ...(route.once && { headers: onceHeader(route.once) }),
      ...(content && { body: { required: !("otherwise" in (body ?? {})), content } }),
    },
    responses: { ...successes(route), ...problems(route) },
  };
}

/** `postMembersHolds` of `POST /v1/programs/{program}/members/{member}/holds`. */
function operationId({ method, path }: Route): string {
  const words = path
    .replace("/v1/programs/{program}", "/program")
    .split(/[/.{}-]+/)
    .filter(Boolean);
  return method + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join("");
}

function may({ needs: { scope, member } }: Route): string {
  if (!scope) return "For anybody.";
  const shop = `Shops: scope \`${scope}\`.`;
  if (!member) return shop;
  return `${shop} Members: for themselves${member === "orders" ? ", where the token's `scope` has `orders`" : ""}.`;
}

function security({ needs: { scope, member } }: Route): Record<string, string[]>[] {
  if (!scope) return [];
  return member ? [{ shop: [] }, { member: [] }] : [{ shop: [] }];
}

function onceHeader(once: "required" | "optional") {
  const key = z.string().min(1).max(128).openapi({
    description: "The same for each try of one call, and another for each other call.",
    example: "8f14e45f-ceea-467f-9b3d-1c2f6c0d7a51",
  });
  return z.object({ "Idempotency-Key": once === "required" ? key : key.optional() });
}

function successes(route: Route): Answers {
  return Object.fromEntries(
    route.success.map(({ status, is, schema, type = "application/json", empty }) => [
      status,
      empty
        ? { description: is }
        : { description: is, content: { [type]: { schema: schema ?? z.looseObject({}) } } },
    ]),
  );
}

/** Problems of one status are one response. */
function problems(route: Route): Answers {
  const codes = new Set<ProblemCode>(ALWAYS);
  if (route.needs.scope) for (const code of ["unauthorized", "forbidden"] as const) codes.add(code);
  // A body that is asked for by nobody is read all the same, to see that there is nothing in it.
  if (route.method !== "get")
    for (const code of ["too_large", "unsupported_media_type"] as const) codes.add(code);
  if (route.once === "required") codes.add("key_missing");
  if (route.once) codes.add("idempotency_conflict");
  if (route.path.startsWith("/v1/programs/")) codes.add("unknown_program").add("try_again");
  for (const code of route.problems ?? []) codes.add(code);
  const byStatus = Map.groupBy([...codes].sort(), (code) => PROBLEMS[code][0]);
  const responses: Answers = {};
  for (const [status, same] of byStatus) {
    responses[status] = {
      description: same.map((code) => `\`${code}\`: ${PROBLEMS[code][1]}.`).join(" "),
      content: { "application/problem+json": { schema: Problem } },
    };
  }
  return responses;
}
