/** What a route is: its form, which the OpenAPI document shows and by which calls are read, who may call it, and what it does. */
import { z } from "@hono/zod-openapi";
import type { Needs } from "../auth.ts";
import type { Config } from "../config.ts";
import type { Answer, Caller, Env } from "../contracts.ts";
import type { ProblemCode } from "../problem.ts";

/** A call, read by its route. */
export interface Ask<Params, Query, Body> {
  env: Env;
  config: Config;
  caller: Caller;
  by: string;
  /** The worker's clock; epoch milliseconds. */
  now: number;
  params: Params;
  query: Query;
  body: Body;
  /** Of routes that take `Idempotency-Key`. */
  once?: { key: string; digest: string };
  headers: Headers;
  /** Tells the log which programme it was. */
  saw(program: { id: string; version: number }): void;
}

export type Method = "get" | "post" | "put" | "delete";

export interface BodyForm<Body> {
  type: "application/json" | "application/jose" | "text/plain";
  /** Of JSON what it is read by; of text what is documented. */
  schema: z.ZodType<Body>;
  /** Bytes, where it is not `MAX_BODY_BYTES`. */
  limit?: number;
  /** What stands where nothing was sent; absent where something must be. */
  otherwise?: Body;
}

export interface Success {
  status: 200 | 201 | 304;
  is: string;
  schema?: z.ZodType;
  /** Where it is not JSON. */
  type?: string;
  /** Whether it has no body. */
  empty?: true;
}

export interface Route<Params = object, Query = object, Body = unknown> {
  method: Method;
  /** As OpenAPI writes it: `/v1/programs/{program}`. */
  path: string;
  tag: string;
  summary: string;
  needs: Needs;
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: BodyForm<Body>;
  /** Whether `Idempotency-Key` must stand, or may. */
  once?: "required" | "optional";
  success: Success[];
  /** Beside those that any call may have. */
  problems?: ProblemCode[];
  /** Where answers are not about members: the `Cache-Control` of a success; `no-store` else. */
  cache?: string;
  handle(ask: Ask<Params, Query, Body>): Promise<Answer | Response> | Answer | Response;
}

/** Lets what a handler gets follow from the schemas. */
export function route<Params = object, Query = object, Body = undefined>(
  it: Route<Params, Query, Body>,
): Route {
  return it as unknown as Route;
}

/** How Hono writes the path. */
export const honoPath = (path: string) => path.replace(/\{(\w+)\}/g, ":$1");

export const ok = (body: object, status = 200): Answer => ({ status, body });

export const nothing = z.strictObject({});
