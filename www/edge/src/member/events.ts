/** Events of a member: anything but orders, which are priced and held first. Refunds too, and what other accounts send. */

import type { EventDocument } from "perks";
import { iso, latest, skewed } from "../clock.ts";
import type { Answer, Call, RefundRequest } from "../contracts.ts";
import { problem, Refusal } from "../problem.ts";

import { expire, finish, putReserving, undo } from "./holds.ts";
import { append, claimed, keep, sendBack } from "./log.ts";
import { runErrands } from "./outbox.ts";
import {
  canonical,
  eventRefused,
  guest,
  happening,
  instant,
  mustBeKnown,
  nameOf,
  type Own,
  sumOf,
} from "./own.ts";
import type { EventPlan } from "./plan.ts";
import { reserveCounter } from "./reserve.ts";
import { counterClaim } from "./shared.ts";
import type { Hold } from "./store.ts";
import { type Reading, reading, takeRecorded } from "./view.ts";

/** A reward of which there are but so many is reserved so long while it is recorded. */
const REDEEM_MS = 60_000;

/** Records an event; the first of a member is `join`. */
export async function record(own: Own, call: Call, event: EventDocument): Promise<Answer> {
  if (guest(call))
    throw new Refusal("bad_request", "nothing is recorded of guests but their orders");
  const what = happening(event);
  if (what === "order" || what === "refund") {
    throw new Refusal("bad_request", `\`${what}\` is not recorded as an event here`, {
      errors: [
        {
          path: `/${what}`,
          message: what === "order" ? "hold it, and commit it" : "record it as a refund",
        },
      ],
    });
  }
  if (what !== "join" || own.store.head()) mustBeKnown(own, call);
  return recorded(own, call, event);
}

/** Records what another account sent, for whoever it is: an account that gets something begins with it. */
export async function receive(own: Own, call: Call, event: EventDocument): Promise<Answer> {
  if (own.store.erased() !== undefined) mustBeKnown(own, call);
  return recorded(own, call, event);
}

export async function refund(own: Own, call: Call, request: RefundRequest): Promise<Answer> {
  mustBeKnown(own, call);
  if (guest(call)) return refundGuest(own, call, request);
  const { id, at, ...what } = request;
  return recorded(own, call, {
    id,
    ...(at === undefined ? {} : { at }),
    refund: what,
  } as EventDocument);
}

async function recorded(own: Own, call: Call, said: EventDocument): Promise<Answer> {
  expire(own, call.now);
  const known = own.store.event(said.id);
  const event = known ? asBefore(said, known) : whole(own, call, said);
  // What was recorded may be repeated for as long as it is known, whatever the time; and who says none is not wrong about it.
  const isSaid = !known && said.at !== undefined;
  if (isSaid && instant(said.at, "at") > latest(own.env, call.now)) throw skewed(call.now);
  const program = await reading(own, call);
  const stock = program.loaded.authority.rewards.find(
    ({ reward }) => reward === event.redeem?.reward,
  );
  if (stock && !known) return redeem(own, call, program, event, stock.stock);
  const { version } = program.loaded;
  const answer = await append(own, call, program.loaded, () => ({
    event,
    write: ({ entries, duplicate }) => ({
      status: duplicate ? 200 : 201,
      body: { id: event.id, at: event.at, duplicate, version, entries, ...heldBack(program) },
    }),
  }));
  await runErrands(own, call, call.now, "release");
  return answer;
}

/** The active version, where it cannot read the member: this is told beside what was done without it. */
export function heldBack({ held_back }: Reading) {
  return held_back ? { held_back } : {};
}

/** An event without an instant happens now, or when everything is settled up to. */
function whole(own: Own, call: Call, event: EventDocument): EventDocument {
  if (event.at !== undefined) return event;
  return { ...event, at: iso(Math.max(call.now, own.store.head()?.asOf ?? 0)) };
}

/** What this object said itself is said again: a repetition does not know it. */
function asBefore(event: EventDocument, known: EventDocument): EventDocument {
  const at = event.at ?? known.at;
  const stock_left = known.redeem?.stock_left;
  if (!event.redeem || stock_left === undefined) return { ...event, at };
  return { ...event, at, redeem: { ...event.redeem, stock_left } };
}

/** Buys a reward of which there are but so many for everybody. */
async function redeem(
  own: Own,
  call: Call,
  program: Reading,
  said: EventDocument,
  stock: number,
): Promise<Answer> {
  const { store, env } = own;
  const reward = said.redeem?.reward ?? "";
  const { redeem: what, ...rest } = said;
  const { stock_left: _, ...bought } = what ?? { reward };
  const digest = await sumOf(canonical({ ...rest, bought }));
  const before = store.hold(said.id);
  if (before?.plan.kind === "order" && before.state !== "released" && before.state !== "expired") {
    return problem("event_conflict", "an order of this id is held");
  }
  if (before?.state === "committing") return finish(own, call, before);
  if (before) await undo(own, call, said.id, before.plan.claims);
  const claim = counterClaim(
    env,
    call.program,
    "reward",
    reward,
    { uses: stock },
    nameOf(call.who),
  );
  const want = { uses: 1, amount: 0 };
  const until = call.now + REDEEM_MS;
  const plan: EventPlan = { kind: "event", event: said, claims: [{ ...claim, needed: want }] };
  const hold: Hold = { name: said.id, state: "reserving", until, tries: 0, digest, plan };
  putReserving(own, call, hold);
  try {
    const { granted, before } = await reserveCounter(env, claim, {
      want,
      overrun: "refuse",
      until,
      now: call.now,
    });
    const stock_left = granted ? Math.max(1, stock - before.uses) : 0;
    const event = { ...rest, redeem: { ...bought, stock_left } } as EventDocument;
    const refused = tried(own, call, program, event);
    if (refused) {
      await undo(own, call, said.id, plan.claims);
      return refused;
    }
    const intent = { by: call.by, status: 201, ...(call.once ? { once: call.once } : {}) };
    return await finish(own, call, { ...hold, state: "held", plan: { ...plan, event, intent } });
  } catch (error) {
    if (store.hold(said.id)?.state === "reserving") await undo(own, call, said.id, plan.claims);
    throw error;
  }
}

/** The event on a copy. */
function tried(
  own: Own,
  call: Call,
  { loaded }: Reading,
  event: EventDocument,
): Answer | undefined {
  const { member } = takeRecorded(own, loaded);
  try {
    member.record(event, { now: Math.max(call.now, instant(event.at, "at")) });
    return undefined;
  } catch (error) {
    return eventRefused(error);
  } finally {
    member.free();
  }
}

/**
 * All of a guest's order comes back: its codes can be used again, and counts get back what it had, but for offers whose uses are kept. Of a part
 * there is nothing to keep here, since guests have no state.
 */
async function refundGuest(
  own: Own,
  call: Call,
  { id, at, order, lines, shipping }: RefundRequest,
): Promise<Answer> {
  const { store } = own;
  const row = store.receipt(order);
  if (!row) throw new Refusal("unknown_order", "no order of this guest is recorded");
  if (lines || shipping) {
    throw new Refusal("bad_request", "a guest's order is known here as a whole", {
      errors: [{ path: lines ? "/lines" : "/shipping", message: "leave it out" }],
    });
  }
  const before = store.cameBack();
  if (before !== undefined && before !== id)
    throw new Refusal("refused", "the order has come back already");
  const { loaded } = await reading(own, call);
  const isKept = (offer: string) =>
    loaded.authority.offers.some((it) => it.offer === offer && it.cancelled === "kept");
  const duplicate = before !== undefined;
  const answer = {
    status: duplicate ? 200 : 201,
    body: { id, at: at ?? iso(call.now), order, duplicate, version: loaded.version, entries: [] },
  };
  store.atomically(() => {
    sendBack(store, order, (claim) => !isKept(claimed(claim)), call.now);
    store.setCameBack(id);
    keep(own, call, answer);
  });
  await runErrands(own, call, call.now, "release");
  return answer;
}
