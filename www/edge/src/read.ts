/** Reads a call by its route's forms: path, query, `Idempotency-Key` and body. What is wrong is told with its place, all of it. */

import type { z } from "@hono/zod-openapi";
import { type Body, readBody, readJson } from "./body.ts";
import type { Caller } from "./contracts.ts";
import { Refusal } from "./problem.ts";
import { type BodyForm, nothing, type Route } from "./routes/route.ts";
import { sha256 } from "./sha256.ts";

type Where = "path" | "query" | "header" | "body";

/** The most faults that one answer names. */
const MAX_ERRORS = 20;

interface Contents {
  body: unknown;
  once?: { key: string; digest: string };
}

export function readPath(route: Route, params: Record<string, string>, url: URL): object {
  // What cannot be decoded would stand for itself, and so for another name, too.
  if (!isEncoded(url.pathname)) {
    throw wrong([{ in: "path", path: "", message: "is not UTF-8 that is percent-encoded" }]);
  }
  return route.params ? parsed(route.params, params, "path") : {};
}

function isEncoded(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}

export function readQuery(route: Route, url: URL): object {
  // What is read by people and machines beside the calls may be asked with whatever they add.
  const form = route.query ?? (route.path.startsWith("/v1/") ? nothing : undefined);
  const asked = url.search === "" ? {} : Object.fromEntries(url.searchParams);
  return form ? parsed(form, asked, "query") : {};
}

export async function readContents(
  route: Route,
  request: Request,
  path: string,
  caller: Caller,
  maxBodyBytes: number,
): Promise<Contents> {
  const key = onceKey(route, request);
  const form = route.body;
  const type = form?.type ?? "application/json";
  const body = await readBody(request, type, form?.limit ?? maxBodyBytes);
  const value = contents(form, body);
  if (key === undefined) return { body: value };
  const digest = await digestOf(`${request.method}\n${path}\n`, body.bytes);
  // Two callers that count their keys alike do not meet; a member is one, whatever key its token is of.
  const owner = caller.kind === "shop" ? `shop:${caller.id}` : caller.kind;
  return { body: value, once: { key: `${owner} ${key}`, digest } };
}

function contents(form: BodyForm<unknown> | undefined, { text }: Body): unknown {
  if (!form) {
    if (text === undefined || text.trim() === "" || text.trim() === "{}") return undefined;
    throw wrong([{ in: "body", path: "", message: "nothing is read here" }]);
  }
  if (text === undefined) {
    if ("otherwise" in form) return form.otherwise;
    throw wrong([{ in: "body", path: "", message: "is missing" }]);
  }
  return parsed(form.schema, form.type === "application/json" ? readJson(text) : text, "body");
}

function onceKey(route: Route, request: Request): string | undefined {
  if (!route.once) return undefined;
  const key = request.headers.get("Idempotency-Key");
  if (key === null && route.once === "optional") return undefined;
  if (key === null || !/^[\x21-\x7e]{1,128}$/.test(key)) {
    throw new Refusal("key_missing", "`Idempotency-Key` is to be 1 to 128 visible characters");
  }
  return key;
}

async function digestOf(head: string, bytes: Uint8Array): Promise<string> {
  const start = new TextEncoder().encode(head);
  const all = new Uint8Array(start.length + bytes.length);
  all.set(start);
  all.set(bytes, start.length);
  return sha256(all);
}

interface Fault {
  in: Where;
  path: string;
  message: string;
}

export function parsed<T>(schema: z.ZodType<T>, value: unknown, where: Where): T {
  const read = schema.safeParse(value, { error: said });
  if (read.success) return read.data;
  throw wrong(read.error.issues.flatMap((issue) => faults(issue, where)));
}

/** In the words of the other messages; what this says nothing of, the form or its library says. */
function said(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is missing" : `is to be of type \`${issue.expected}\``;
    case "too_small":
      return `${measured(issue)} at least ${issue.minimum}`;
    case "too_big":
      return `${measured(issue)} at most ${issue.maximum}`;
    case "invalid_value":
      return `is to be ${issue.values.map((value) => `\`${String(value)}\``).join(" or ")}`;
    case "invalid_union":
      return "is nothing that may stand here";
    default:
      return undefined;
  }
}

/** What of a value is too much, or too little. */
function measured({ origin }: { origin: string }): string {
  if (origin === "string") return "has a number of characters that is to be";
  return origin === "array" ? "has a number of elements that is to be" : "is to be";
}

function faults(issue: z.core.$ZodIssue, where: Where): Fault[] {
  const path = pointer(issue.path);
  if (issue.code !== "unrecognized_keys") return [{ in: where, path, message: issue.message }];
  return issue.keys.map((name) => ({
    in: where,
    path: `${path}${pointer([name])}`,
    message: "is not known here",
  }));
}

/** A place as RFC 6901 writes it, cut where somebody made it long. */
function pointer(path: readonly PropertyKey[]): string {
  const step = (name: PropertyKey) =>
    `/${String(name).slice(0, 64).replace(/~/g, "~0").replace(/\//g, "~1")}`;
  return path.map(step).join("").toWellFormed();
}

export function wrong(all: Fault[]): Refusal {
  const errors = all.slice(0, MAX_ERRORS);
  const [first] = errors;
  const more = all.length > 1 ? `, and ${all.length - 1} more` : "";
  const place = first?.path ? `, \`${first.path}\`` : "";
  return new Refusal("bad_request", `${first?.in}${place}: ${first?.message}${more}`, { errors });
}
