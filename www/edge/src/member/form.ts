/**
 * The form of an export, as `import` reads it: whoever brings one may have written it. What its events lead to is not judged here, but that its
 * parts speak of each other, and of nothing of another programme.
 */

import { z } from "@hono/zod-openapi";
import type { EventDocument } from "perks";
import { latest, msOf } from "../clock.ts";
import type { Call } from "../contracts.ts";
import { id, key } from "../names.ts";
import { Refusal } from "../problem.ts";

import type { Exported } from "./carry.ts";
import { nameOf, type Own } from "./own.ts";

const count = z.int().min(0);
const object = z.custom<object>(
  (it) => typeof it === "object" && it !== null && !Array.isArray(it),
  "is to be an object",
);
const short = z.string().max(200);

const Row = z.strictObject({
  seq: z.int().min(1),
  kind: z.enum(["event", "base"]),
  id: key().optional(),
  at: z.int(),
  recorded_at: z.int(),
  version: z.int(),
  by: short,
  sum: z.string().regex(/^[0-9a-f]{32}$/, "is no sum"),
  document: object,
});

const Receipt = z.strictObject({
  order: key(),
  at: z.int(),
  version: z.int(),
  digest: short,
  receipt: z.strictObject({ program: short, inputs: short, outcome: short }),
  quote: object,
});

const Code = z.strictObject({
  kind: z.enum(["unique_code", "signed"]),
  offer: id(),
  hash: z.string().regex(/^[0-9a-f]{64}$/, "is no hash"),
});

const Counter = z.strictObject({
  kind: z.enum(["offer", "reward"]),
  name: id(),
  limit: z.strictObject({ uses: count.optional(), amount: count.optional() }),
  object: short,
});

const Claim = z.strictObject({
  id: z.uuid(),
  of: z.union([Code, Counter]),
  needed: z.strictObject({ uses: count, amount: count }).optional(),
});

const Form = z.looseObject({
  edge: z.literal(1, "only 1 is read here"),
  program: z.string(),
  member: z.string(),
  log: z.array(Row),
  snapshot: z.strictObject({ seq: z.int(), version: z.int(), document: object }),
  receipts: z.array(Receipt),
  claims: z.array(z.strictObject({ name: key(), claims: z.array(Claim).min(1) })),
});

export type Carried = Required<Pick<Exported, "log" | "snapshot" | "receipts" | "claims">>;

/** @throws {Refusal} `bad_request`, with the place of whatever is wrong */
export function carriedOf(own: Own, call: Call, document: object): Carried {
  const read = Form.safeParse(document);
  const errors = read.success
    ? wrongOf(own, call, read.data as unknown as Carried & typeof read.data)
    : read.error.issues.map(({ path, message }) => wrong(`/${path.join("/")}`, message));
  if (!read.success || errors.length > 0)
    throw new Refusal("bad_request", "it is no export of this member", {
      errors: errors.slice(0, 100),
    });
  return read.data as unknown as Carried;
}

function wrong(path: string, message: string) {
  return { path, message };
}

/** What each part says alone, and does not say rightly of the others. */
function wrongOf(
  { env }: Own,
  call: Call,
  { program, member, log, receipts, claims }: Carried & { program: string; member: string },
) {
  const errors: ReturnType<typeof wrong>[] = [];
  const check = (isRight: boolean, path: string, message: string) => {
    if (!isRight) errors.push(wrong(path, message));
  };
  check(program === call.program, "/program", "it is of another programme");
  check(member === nameOf(call.who), "/member", "it is of another member");
  const ahead = latest(env, call.now);
  const events = new Map<string, EventDocument>();
  for (const [nr, { kind, id, at, recorded_at, document }] of log.entries()) {
    check(recorded_at <= ahead, `/log/${nr}/recorded_at`, "it lies ahead");
    if (kind === "base") continue;
    const event = document as EventDocument;
    check(id === event.id, `/log/${nr}/id`, "it is not that of the event");
    check(at === msOf(event.at), `/log/${nr}/at`, "it is not that of the event");
    check(!events.has(event.id), `/log/${nr}/id`, "it was recorded before");
    events.set(event.id, event);
  }
  const orders = new Set<string>();
  for (const [nr, { order }] of receipts.entries()) {
    const isOrder = events.get(order)?.order !== undefined && !orders.has(order);
    check(
      isOrder,
      `/receipts/${nr}/order`,
      "no order of this id is in the log, or its receipt was",
    );
    orders.add(order);
  }
  const named = new Set<string>();
  for (const [nr, { name, claims: its }] of claims.entries()) {
    const event = events.get(name);
    const isTaker = (event?.order ?? event?.redeem) !== undefined && !named.has(name);
    check(isTaker, `/claims/${nr}/name`, "no order or redemption of this id is in the log");
    named.add(name);
    for (const [at, { of }] of its.entries()) {
      const isOurs = "hash" in of || of.object.startsWith(`${program}/${of.kind}:${of.name}/`);
      check(isOurs, `/claims/${nr}/claims/${at}/of/object`, "it does not count that");
    }
  }
  return errors;
}
