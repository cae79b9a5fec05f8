/** What the parts of a member's object share: its store, the settings that they go by, and how they say no. */

import { type EventDocument, type InstantInput, PerksError, type Problem } from "perks";
import { isFar, msOf, skewed } from "../clock.ts";
import type { Answer, Call, Env, Who } from "../contracts.ts";
import { ofEngine, Refusal } from "../problem.ts";
import { sha256 } from "../sha256.ts";
import type { Store } from "./store.ts";

export interface Own {
  env: Env;
  /** Of the object: what its handles are kept by. */
  id: string;
  store: Store;
  /** The last snapshot that the active version could not read, and why. */
  unreadable?: { tag: string; problems: readonly Problem[] };
}

export function guest({ who }: Call): boolean {
  return who.guest !== undefined;
}

/** Who the object is for, to the objects that count: a guest's order stands for the guest. */
export function nameOf(who: Who): string {
  return who.member ?? who.guest;
}

/** Refuses who is not known, or not any more. */
export function mustBeKnown({ store }: Own, call: Call) {
  if (guest(call)) return;
  const day = store.erased();
  if (day !== undefined)
    throw new Refusal("erased", `the member was erased on ${day}`, { erased: day });
  if (!store.head()) throw new Refusal("unknown_member", "nothing is known of this member");
}

/** Epoch milliseconds of an instant that a caller says. */
export function instant(value: InstantInput, name: string): number {
  const ms = msOf(value);
  if (!Number.isSafeInteger(ms))
    throw new Refusal("bad_request", `\`${name}\` is no instant`, {
      errors: [{ path: `/${name}` }],
    });
  return ms;
}

/** The instant of a caller's preview, if it is near enough to the time here; without one the time here. */
export function nearNow({ env }: Own, call: Call, said: InstantInput | undefined): number {
  if (said === undefined) return call.now;
  const at = instant(said, "now");
  if (isFar(env, at, call.now)) throw skewed(call.now);
  return at;
}

/** The engine's own codes that say no for what is recorded, and not for how something is written. */
const AGAINST: readonly string[] = [
  "event_refused",
  "spend_refused",
  "coupon_refused",
  "return_refused",
  "event_too_early",
  "event_in_future",
  "over_limit",
  "unknown_line",
  "unknown_lot",
];

/** What the engine says to an event, as an answer; anything else is thrown on. */
export function eventRefused(error: unknown): Answer {
  if (!(error instanceof PerksError) || error.problems.some(({ code }) => code === "internal"))
    throw error;
  const codes: readonly string[] = error.problems.map(({ code }) => code);
  if (codes.includes("event_conflict") || codes.includes("wrong_member"))
    return ofEngine(error, "event_conflict");
  if (codes.includes("unknown_order")) return ofEngine(error, "unknown_order");
  return ofEngine(error, codes.some((code) => AGAINST.includes(code)) ? "refused" : "bad_document");
}

/** The first 16 bytes of the SHA-256 of a text, in hexadecimal digits. */
export async function sumOf(text: string): Promise<string> {
  return (await sha256(text)).slice(0, 32);
}

/** A text that is the same for the same contents, in whatever order they were written. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, it) =>
    typeof it === "object" && it !== null && !Array.isArray(it)
      ? Object.fromEntries(Object.entries(it).sort(([one], [other]) => (one < other ? -1 : 1)))
      : it,
  );
}

/** What happens in an event: the one name beside those that all have. */
export function happening(event: EventDocument): string | undefined {
  return Object.keys(event).find((name) => !["id", "at", "correction"].includes(name));
}
