/** Whether the worker serves, what there is, and what problems mean. */
import { z } from "@hono/zod-openapi";
import { configOf } from "../config.ts";
import { PROBLEMS, type ProblemCode, Refusal } from "../problem.ts";
import { SettingError } from "../settings.ts";
import { ok, type Route, route } from "./route.ts";

const tag = "Service";

const ProblemPage = z
  .object({ code: z.string(), status: z.int(), title: z.string(), help: z.string() })
  .openapi("ProblemPage");

/** @param openapi makes the document, which needs all routes */
export function service(openapi: () => object): Route[] {
  return [
    route({
      method: "get",
      path: "/health",
      tag,
      summary: "Whether it serves",
      needs: {},
      success: [
        {
          status: 200,
          is: "It serves",
          schema: z.object({ status: z.literal("ok") }).openapi("Health"),
        },
      ],
      handle({ env }) {
        try {
          configOf(env);
          return ok({ status: "ok" });
        } catch (error) {
          if (!(error instanceof SettingError)) throw error;
          // Whoever runs the worker reads this; the name of a setting and what is asked of it are no secret.
          throw new Refusal("internal", error.message, { setting: error.setting });
        }
      },
    }),
    route({
      method: "get",
      path: "/openapi.json",
      tag,
      summary: "This document",
      needs: {},
      success: [{ status: 200, is: "An OpenAPI document, 3.1" }],
      cache: "public, max-age=300",
      handle: () => ok(openapi()),
    }),
    route({
      method: "get",
      path: "/problems/{code}",
      tag,
      summary: "What a problem means, and what to do about it",
      needs: {},
      params: z.strictObject({ code: z.string().max(64) }),
      success: [{ status: 200, is: "The problem", schema: ProblemPage }],
      problems: ["not_found"],
      cache: "public, max-age=300",
      handle({ params: { code } }) {
        if (!Object.hasOwn(PROBLEMS, code))
          throw new Refusal("not_found", "there is no problem of this code");
        const [status, title, help] = PROBLEMS[code as ProblemCode];
        return ok({ code, status, title, help });
      },
    }),
  ];
}
