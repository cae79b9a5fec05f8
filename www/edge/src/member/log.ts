/** Appending to the log: the one way in which a member changes. What is recorded, its effect and its answer are one transaction. */
import type { EventDocument, Member, Recorded } from "perks";
import type { Answer, Call } from "../contracts.ts";
import type { Loaded } from "../engine.ts";
import { setting } from "../settings.ts";
import { eventRefused, instant, nameOf, type Own, sumOf } from "./own.ts";
import type { Claim } from "./plan.ts";
import { keepRecorded, settledUntil, takeRecorded } from "./view.ts";

/** What is to be recorded. */
export interface Entry {
  event: EventDocument;
  /** What is written with it, and what the caller is told. */
  write: (recorded: Recorded) => Answer;
}

/**
 * Records what `make` says of the member as it stands, or answers with what it says instead. Between these nothing else changes the member: both
 * are one turn. What the engine says no to is an answer, and nothing has changed.
 */
export async function append(
  own: Own,
  call: Call,
  loaded: Loaded,
  make: (member: Member, asOf: number) => Entry | Answer,
): Promise<Answer> {
  const { store } = own;
  const kept = takeRecorded(own, loaded, nameOf(call.who));
  try {
    const made = make(kept.member, kept.asOf);
    if ("status" in made) {
      keepRecorded(own, loaded, kept, kept.asOf);
      return made;
    }
    const { event, write } = made;
    const at = instant(event.at, "at");
    const recorded_at = Math.max(call.now, at);
    const recorded = recordedOf(kept.member, event, recorded_at);
    if ("status" in recorded) {
      keepRecorded(own, loaded, kept, kept.asOf);
      return recorded;
    }
    if (recorded.duplicate) {
      keepRecorded(own, loaded, kept, kept.asOf);
      return store.atomically(() => keep(own, call, write(recorded)));
    }
    const state = kept.member.state();
    const text = JSON.stringify(state);
    // Others may read while the sum is made, but the caller's turn is not over: nobody else changes anything.
    const sum = await sumOf(text);
    const asOf = settledUntil(state);
    const seq = (store.head()?.seq ?? 0) + 1;
    const { version } = loaded;
    const answer = store.atomically(() => {
      store.own(call);
      const document = JSON.stringify(event);
      const row = {
        seq,
        kind: "event" as const,
        id: event.id,
        at,
        recorded_at,
        version,
        by: call.by,
        sum,
        document,
      };
      store.append(row);
      store.putSnapshot({ seq, version, asOf, text });
      for (const [index, message] of (recorded.messages ?? []).entries()) {
        store.send(`${seq}:${index}`, { kind: "message", message }, call.now);
      }
      giveBack(own, call, event, recorded);
      return keep(own, call, write(recorded));
    });
    keepRecorded(own, loaded, { ...kept, size: text.length }, asOf);
    return answer;
  } catch (error) {
    kept.member.free();
    throw error;
  }
}

function recordedOf(member: Member, event: EventDocument, now: number): Recorded | Answer {
  try {
    return member.record(event, { now });
  } catch (error) {
    return eventRefused(error);
  }
}

/** Keeps an answer for the call's key, inside the transaction of its effect. */
export function keep({ env, store }: Own, { once, now }: Call, answer: Answer): Answer {
  if (once) store.keepAnswer(once, answer, now, setting(env, "IDEMPOTENCY_HOURS"));
  return answer;
}

/** What an order or a redemption had of everybody's goes back when the engine says so. */
function giveBack({ store }: Own, { now }: Call, event: EventDocument, { restored }: Recorded) {
  const of = event.refund?.order ?? event.cancel?.redemption;
  if (!restored || of === undefined) return;
  const back = new Set(restored.map((it) => it.offer ?? it.reward));
  sendBack(store, of, (claim) => back.has(claimed(claim)), now);
}

/** Gives back those claims of an order or event; the others stay. */
export function sendBack(
  store: Own["store"],
  name: string,
  isBack: (claim: Claim) => boolean,
  now: number,
) {
  const claims = store.claims(name);
  for (const claim of claims.filter(isBack)) store.send(claim.id, { kind: "release", claim }, now);
  store.putClaims(
    name,
    claims.filter((claim) => !isBack(claim)),
  );
}

/** The offer or reward of a claim. */
export function claimed({ of }: Claim): string {
  return "hash" in of ? of.offer : of.name;
}
