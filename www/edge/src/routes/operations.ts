/** Counts of the last hour, and a page of them: the page itself is for anybody, and asks for the key that its numbers need. */
import { z } from "@hono/zod-openapi";
import { operations } from "../counts.ts";
import { html, POLICY } from "../page/page.ts";
import { ok, type Route, route } from "./route.ts";

const tag = "Operation";

const counts = { requests: z.int(), refused: z.int(), faults: z.int(), p50: z.int(), p99: z.int() };

const Hour = z
  .object({
    now: z.int(),
    p50: z.int(),
    p99: z.int(),
    minutes: z.array(z.object({ at: z.int(), ...counts })),
    routes: z.array(z.object({ route: z.string(), ...counts })),
    problems: z.array(z.object({ code: z.string(), count: z.int() })),
    orders: z.object({
      held: z.int(),
      committed: z.int(),
      released: z.int(),
      expired: z.int(),
      changed: z.int(),
    }),
  })
  .openapi("Hour", {
    description:
      "The last 60 minutes. Times are epoch milliseconds, latencies milliseconds within which so many of a hundred lie.",
  });

export const OPERATIONS: Route[] = [
  route({
    method: "get",
    path: "/v1/operations",
    tag,
    summary: "Counts of the last hour",
    needs: { scope: "operate" },
    success: [{ status: 200, is: "The counts", schema: Hour }],
    handle: async ({ env, now }) => ok(await operations(env).lastHour(now)),
  }),
  route({
    method: "get",
    path: "/operations",
    tag,
    summary: "A page of them, which asks for a key",
    needs: {},
    success: [{ status: 200, is: "The page", schema: z.string(), type: "text/html" }],
    handle: () =>
      new Response(html, {
        headers: {
          "Content-Type": "text/html; charset=utf-8",
          "Content-Security-Policy": POLICY,
          "Cache-Control": "no-cache",
          "Referrer-Policy": "no-referrer",
          "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        },
      }),
  }),
];
