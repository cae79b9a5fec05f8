/**
 * The worker's face with all that is real but the members: an object that tells what it was asked, so that a test sees what a call becomes.
 */
import { DurableObject } from "cloudflare:workers";
import { answerTo, app } from "../../src/app.ts";
import type { Answer, Call, Env } from "../../src/contracts.ts";

export { CodesObject } from "../../src/objects/codes.ts";
export { CounterObject } from "../../src/objects/counter.ts";
export { OperationsObject } from "../../src/objects/operations.ts";
export { ProgramObject } from "../../src/objects/program.ts";

const METHODS = [
  "status",
  "state",
  "quote",
  "check",
  "hold",
  "commit",
  "release",
  "order",
  "record",
  "refund",
  "receipts",
  "receipt",
  "export",
  "import",
  "erase",
  "replay",
];

export class MemberObject extends DurableObject<Env> {}
for (const name of METHODS) {
  Object.defineProperty(MemberObject.prototype, name, {
    value: async function (this: MemberObject, call: Call, ...args: unknown[]): Promise<Answer> {
      if (JSON.stringify(args).includes("thrown-in-the-object"))
        throw new TypeError("it fell on\n    at Mallory Secretname");
      const object = (this as unknown as { ctx: DurableObjectState }).ctx.id.name;
      return { status: 200, body: { method: name, call, args, object } };
    },
  });
}

/** What Hono itself knows of routes, beside what it does. */
export default {
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/routes-of-hono") {
      return Response.json(app.routes.map(({ method, path }) => ({ method, path })));
    }
    // Another object than that of the counts, whose minutes are the test's.
    if (pathname === "/operations-object") {
      const [name, ...args] = (await request.json()) as ["tell" | "lastHour", ...never[]];
      const object = env.OPERATIONS.get(env.OPERATIONS.idFromName("another"));
      const calls = object as unknown as Record<string, (...args: never[]) => Promise<unknown>>;
      return Response.json((await calls[name]?.(...args)) ?? null);
    }
    return answerTo(request, env, ctx);
  },
};
