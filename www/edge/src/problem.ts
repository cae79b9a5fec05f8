/**
 * What can be wrong with a call: `application/problem+json` (RFC 9457). The codes are stable; what each means stands here once, and is
 * what `GET /problems/{code}` tells.
 */
import { type Problem as EngineProblem, PerksError } from "perks";
import type { Answer } from "./contracts.ts";

/** By code: the status, the title, and what to do about it. */
export const PROBLEMS = {
  bad_request: [
    400,
    "The request is not of the form that is asked for",
    "Mend what `errors` names.",
  ],
  bad_document: [
    422,
    "A document is not what the engine reads",
    "Mend each of `problems`, at its place.",
  ],
  too_large: [413, "The body is too large", "Send less: `limit` is the most, in bytes."],
  unsupported_media_type: [
    415,
    "The body is of another type than is read here",
    "Say the `Content-Type` that `needs` names.",
  ],
  unauthorized: [
    401,
    "Nobody is known by what the call shows",
    "Show a member's token, or a shop's key, that holds.",
  ],
  forbidden: [
    403,
    "The caller may not do this",
    "Use a key with the scope that `needs` names; a member's token is for that member alone.",
  ],
  not_found: [404, "There is nothing here", "`GET /openapi.json` lists what there is."],
  method_not_allowed: [
    405,
    "This is not done here with that method",
    "`Allow` lists those that are.",
  ],
  unknown_program: [404, "No such programme is published here", "Publish it first."],
  unknown_version: [
    404,
    "No such version of the programme was published here",
    "`versions` lists those that were.",
  ],
  unknown_member: [404, "Nothing is known of this member", "Record `join`, or import the member."],
  unknown_order: [
    404,
    "The order is not known",
    "Say an order of this member that was committed here.",
  ],
  erased: [410, "The member was erased on request", "A new `join` or an import begins anew."],
  rate_limited: [429, "Too many calls", "Call again after `Retry-After` seconds."],
  key_missing: [
    400,
    "The call has no `Idempotency-Key`",
    "Send one, of 1 to 128 visible characters, and the same when you try again.",
  ],
  idempotency_conflict: [
    422,
    "The `Idempotency-Key` was used with other contents",
    "Take a new key for another call.",
  ],
  clock_skew: [
    422,
    "The time that the call says is too far from the time here",
    "Set the clock: `now` is the time here.",
  ],
  signature_refused: [422, "What is signed does not hold", "`reason` says why."],
  version_conflict: [
    409,
    "The version was published with another text",
    "Count the programme's `version` up.",
  ],
  quote_changed: [
    409,
    "The order costs or brings something else than was said",
    "`quote` is what it is now: show it, and call again with its `receipt`, its `now` among the options, and a new `Idempotency-Key`.",
  ],
  coupon_refused: [409, "A coupon, code or voucher cannot be used", "`codes` says why of each."],
  unknown_hold: [404, "There is no such hold", "Hold the order again."],
  hold_ended: [409, "The hold has ended", "Hold the order again."],
  hold_taken: [
    409,
    "What was held is used by somebody else",
    "Hold the order again: it is priced without it.",
  ],
  order_conflict: [
    409,
    "An order of this id is there, with other contents",
    "Take a new id for another order.",
  ],
  event_conflict: [409, "The event contradicts what is recorded", "See `problems`."],
  refused: [409, "The engine refuses it", "See `problems` and their reasons."],
  not_empty: [
    409,
    "There is something about this member already",
    "Erase it first, or import elsewhere.",
  ],
  not_proved: [409, "The events do not lead to the snapshot", "`problems` says where they part."],
  try_again: [
    503,
    "It could not be done now, and was not done",
    "Call again with the same `Idempotency-Key`.",
  ],
  internal: [500, "A fault of the edge", "Please report it, with the `instance`."],
} as const satisfies Record<string, readonly [status: number, title: string, help: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** An error that answers. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly more: object;
  readonly headers: Record<string, string>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: object = {},
    headers: Record<string, string> = {},
  ) {
    super(detail);
    this.code = code;
    this.more = more;
    this.headers = headers;
  }

  answer(): Answer {
    return problem(this.code, this.message, this.more);
  }
}

export function problem(code: ProblemCode, detail: string, more: object = {}): Answer {
  const [status, title, help] = PROBLEMS[code];
  return {
    status,
    body: { type: `/problems/${code}`, title, status, code, detail, help, ...more },
  };
}

/** What the engine found, as it says it: each with its place. */
export function ofEngine(error: PerksError, code: ProblemCode = "bad_document"): Answer {
  const problems: readonly EngineProblem[] = error.problems;
  const [first] = problems;
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : "";
  return problem(code, `${first?.message ?? "refused"}${more}`, { problems });
}

/** The answer to whatever was thrown, if anybody foresaw it. */
export function ofThrown(error: unknown): Answer | undefined {
  if (error instanceof Refusal) return error.answer();
  if (error instanceof PerksError && !error.problems.some((it) => it.code === "internal"))
    return ofEngine(error);
  return undefined;
}
