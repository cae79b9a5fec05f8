/** Programmes: published, rolled out and back, and read by anybody as they were signed. */

import { z } from "@hono/zod-openapi";
import { SignedError, verifyProgram } from "perks/signed";
import { mayCall } from "../auth.ts";
import { LARGE_BYTES } from "../body.ts";
import { iso } from "../clock.ts";
import type { Answer, Env } from "../contracts.ts";
import { askAgain } from "../engine.ts";
import { listProgram } from "../listed.ts";
import { id } from "../names.ts";
import { Refusal } from "../problem.ts";
import { forget, signedOf } from "../published.ts";
import { programObject } from "../reach.ts";
import { programKeys } from "../settings.ts";
import { programPath } from "./forms.ts";
import { ok, type Route, route } from "./route.ts";

const needs = { scope: "programs" } as const;
const tag = "Programmes";

const Jws = z.string().openapi("SignedProgram", {
  description:
    "A compact JWS by Ed25519 with the published form of a programme, as `perks sign` makes it.",
});

const PublishedVersion = z
  .looseObject({ program: id(), version: z.int(), active: z.int().nullable() })
  .openapi("PublishedVersion");

const Versions = z
  .object({
    versions: z.array(
      z.object({
        version: z.int(),
        kid: z.string(),
        published_at: z.string(),
        by: z.string(),
        active: z.boolean(),
      }),
    ),
    activations: z.array(z.object({ version: z.int(), at: z.string(), by: z.string() })),
  })
  .openapi("Versions", { description: "Newest first." });

/** Whose text it is must be known before it is stored: its object is named by it. */
async function signedId(env: Env, jws: string, now: number): Promise<string> {
  try {
    return (await verifyProgram(jws, programKeys(env), { now })).id;
  } catch (error) {
    if (!(error instanceof SignedError) || error.code === "bad_key") throw error;
    throw new Refusal("signature_refused", error.message, {
      reason: { code: error.code, params: error.params },
    });
  }
}

export const PROGRAMS: Route[] = [
  route({
    method: "post",
    path: "/v1/programs",
    tag,
    summary: "Publishes a signed programme, and makes it active",
    needs,
    query: z.strictObject({
      activate: z
        .enum(["yes", "no"])
        .optional()
        .openapi({ description: "`no`: it is there, and not yet active." }),
    }),
    body: { type: "application/jose", schema: Jws, limit: LARGE_BYTES },
    success: [
      { status: 201, is: "It is published", schema: PublishedVersion },
      { status: 200, is: "It was published before", schema: PublishedVersion },
    ],
    problems: ["signature_refused", "bad_document", "version_conflict"],
    async handle({ env, body, caller, by, now, query }) {
      const jws = body.trim();
      const program = await signedId(env, jws, now);
      mayCall(caller, needs, program);
      await listProgram(env, program);
      const activate = query.activate !== "no";
      const answer = await programObject(env, program).publish(jws, {
        now,
        by,
        id: program,
        activate,
      });
      askAgain(program);
      forget(program);
      return answer;
    },
  }),
  route({
    method: "get",
    path: "/v1/programs/{program}",
    tag,
    summary: "The active version, as it was signed",
    needs: {},
    params: programPath,
    success: [
      {
        status: 200,
        is: "The programme, with an `ETag`",
        schema: Jws,
        type: "application/jose",
      },
      { status: 304, is: "`If-None-Match` names it", empty: true },
    ],
    async handle({ env, params: { program }, headers, now, saw }) {
      const { version, tag, jws } = await signedOf(env, program, now);
      saw({ id: program, version });
      const kept = { ETag: tag, "Cache-Control": "public, no-cache" };
      if (matches(headers.get("If-None-Match"), tag)) {
        return new Response(null, { status: 304, headers: kept });
      }
      return new Response(jws, { headers: { ...kept, "Content-Type": "application/jose" } });
    },
  }),
  route({
    method: "get",
    path: "/v1/programs/{program}/versions",
    tag,
    summary: "What was published and activated, when and by which key",
    needs,
    params: programPath,
    success: [{ status: 200, is: "Versions and activations", schema: Versions }],
    async handle({ env, params: { program } }) {
      const { versions, activations } = await programObject(env, program).versions();
      if (versions.length === 0)
        throw new Refusal("unknown_program", `\`${program}\` is not published here`);
      return ok({
        versions: versions.map((it) => ({ ...it, published_at: iso(it.published_at) })),
        activations: activations.map((it) => ({ ...it, at: iso(it.at) })),
      });
    },
  }),
  route({
    method: "post",
    path: "/v1/programs/{program}/activation",
    tag,
    summary: "Rolls out a version, or back to one",
    needs,
    params: programPath,
    body: {
      type: "application/json",
      schema: z.strictObject({ version: z.int().min(0) }).openapi("Activation"),
    },
    success: [{ status: 200, is: "It is active", schema: PublishedVersion }],
    problems: ["unknown_version"],
    async handle({ env, params: { program }, body: { version }, by, now }): Promise<Answer> {
      const answer = await programObject(env, program).activate(version, { now, by });
      askAgain(program);
      forget(program);
      return answer;
    },
  }),
];

/** Whether a cache has it already: RFC 9110 compares weakly here. */
function matches(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header
    .split(",")
    .some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === etag);
}
