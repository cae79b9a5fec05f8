/**
 * From a hold to what is recorded. What is reserved in other objects is written down before they are asked, so that after any fault it is either
 * given back or gone on with; see docs/edge.md, §5.
 */

import type { Member, Quote } from "perks";
import { later } from "../alarm.ts";
import { iso } from "../clock.ts";
import type { Answer, Call } from "../contracts.ts";
import { tellOrders } from "../counts.ts";
import type { Loaded } from "../engine.ts";
import { problem, Refusal } from "../problem.ts";
import { setting } from "../settings.ts";
import { append, type Entry, keep } from "./log.ts";
import { runErrands } from "./outbox.ts";
import { guest, type Own } from "./own.ts";
import type { Claim, HoldState, OrderPlan } from "./plan.ts";
import { dueOf, pinned, quoteChanged, quoteOf, sameTerms } from "./pricing.ts";
import { confirm } from "./reserve.ts";
import { lacks } from "./shared.ts";
import type { Hold, ReceiptRow } from "./store.ts";
import { orderEvent, reading, withPending } from "./view.ts";

/** Should the call that reserves not come back, the alarm does; where it still goes on, the alarm waits its turn. */
const RESERVING_MS = 5_000;

/** Somebody waits for an order that was begun, so it is never left alone for longer. */
const LONGEST_MS = 15_000;

/** When what was begun is gone on with that was tried in vain so many times. */
export function againAt(now: number, tries: number): number {
  return later(now, tries, LONGEST_MS);
}

/** Writes down what will be asked for. */
export function putReserving({ store }: Own, call: Call, hold: Hold) {
  store.atomically(() => {
    store.own(call);
    store.putHold({ ...hold, state: "reserving" }, call.now + RESERVING_MS);
  });
}

/** Ends a hold, and gives back what is reserved; whoever asks for it is told how it ended until that is forgotten. */
export async function end(
  own: Own,
  call: Call,
  hold: Hold,
  state: HoldState,
  claims: Claim[] = hold.plan.claims,
  write?: () => void,
) {
  const { store, env } = own;
  store.atomically(() => {
    for (const claim of claims) store.send(claim.id, { kind: "release", claim }, call.now);
    const forgotten = call.now + setting(env, "IDEMPOTENCY_HOURS") * 3_600_000;
    const plan = { ...hold.plan, claims: [] };
    store.putHold({ ...hold, state, plan }, forgotten);
    write?.();
  });
  if (claims.length > 0) await runErrands(own, call, call.now, "release");
}

/** As {@link end}, and as if it had never been. */
export async function undo(own: Own, call: Call, name: string, claims: Claim[]) {
  const { store } = own;
  if (claims.length === 0 && !store.hold(name)) return;
  store.atomically(() => {
    for (const claim of claims) store.send(claim.id, { kind: "release", claim }, call.now);
    store.dropHold(name);
  });
  if (claims.length > 0) await runErrands(own, call, call.now, "release");
}

/** Those whose time is over are over; their reservations end by themselves. */
export function expire({ store, env }: Own, now: number) {
  const over = store.holdsDue(now).filter(({ state, until }) => state === "held" && until <= now);
  if (over.length === 0) return;
  store.atomically(() => {
    for (const hold of over) {
      const plan = { ...hold.plan, claims: [] };
      store.putHold(
        { ...hold, state: "expired", plan },
        now + setting(env, "IDEMPOTENCY_HOURS") * 3_600_000,
      );
    }
  });
  tellOrders(env, "expired", over.length, now);
}

/** Confirms and records what is held, and goes on with what was begun; the answer is the commit's. */
export async function finish(own: Own, call: Call, hold: Hold): Promise<Answer> {
  return hold.plan.kind === "order"
    ? finishOrder(own, call, { ...hold, plan: hold.plan })
    : finishEvent(own, call, hold);
}

async function finishOrder(
  own: Own,
  call: Call,
  hold: Hold & { plan: OrderPlan },
): Promise<Answer> {
  const { plan } = hold;
  // Where nothing is to be confirmed, the last look is the only one.
  if (hold.state === "held" && plan.claims.length > 0) {
    const { loaded } = await reading(own, call);
    const now = withPending(
      own,
      call,
      loaded,
      ({ member, asOf }) => decide(member, loaded, hold, call.now, asOf),
      hold.name,
    );
    if ("status" in now) return now;
  }
  const lost = await confirmAll(own, call, hold);
  if (lost) return lost;
  const { loaded } = await reading(own, call);
  const lastLook = (member: Member, asOf: number) => decide(member, loaded, hold, call.now, asOf);
  const answer = guest(call)
    ? finishGuest(
        own,
        call,
        hold,
        withPending(own, call, loaded, ({ member }) => lastLook(member, 0)),
        loaded.version,
      )
    : await append(own, call, loaded, (member, asOf) => {
        const decided = lastLook(member, asOf);
        if ("status" in decided) return decided;
        const { at, quote, options } = decided;
        return {
          event: orderEvent(hold.name, { cart: plan.cart, options }, at),
          write: ({ entries }) => {
            recordOrder(own, hold, at, quote, loaded.version);
            return committed(own, hold, { entries });
          },
        } satisfies Entry;
      });
  return settled(own, call, hold, asOthersLeaveIt(own, call, loaded, hold, answer));
}

/** What the order costs now is what it would be held for now: others have what they hold. */
function asOthersLeaveIt(
  own: Own,
  call: Call,
  loaded: Loaded,
  { name, plan }: Hold & { plan: OrderPlan },
  answer: Answer,
): Answer {
  const isChanged = "code" in answer.body && answer.body.code === "quote_changed";
  if (!isChanged) return answer;
  const quote = withPending(
    own,
    call,
    loaded,
    ({ member, asOf }) =>
      quoteOf(member, loaded, plan.cart, { ...plan.options, now: Math.max(asOf, call.now) }),
    name,
  );
  return sameTerms(plan.terms, quote) ? answer : quoteChanged(quote, {}, plan.terms);
}

function finishGuest(
  own: Own,
  call: Call,
  hold: Hold,
  decided: Decided | Answer,
  version: number,
): Answer {
  if ("status" in decided) return decided;
  return own.store.atomically(() => {
    own.store.own(call);
    recordOrder(own, hold, decided.at, decided.quote, version);
    return keep(own, call, committed(own, hold, {}));
  });
}

async function finishEvent(own: Own, call: Call, hold: Hold): Promise<Answer> {
  const { plan, name } = hold;
  if (plan.kind !== "event") throw new Error("it is an order");
  const lost = await confirmAll(own, call, hold);
  if (lost) return lost;
  const { loaded } = await reading(own, call);
  const answer = await append(own, call, loaded, () => ({
    event: plan.event,
    write: ({ entries, duplicate }) => {
      own.store.putClaims(name, plan.claims);
      own.store.dropHold(name);
      return {
        status: duplicate ? 200 : 201,
        body: { id: name, at: plan.event.at, duplicate, version: loaded.version, entries },
      };
    },
  }));
  return settled(own, call, hold, answer);
}

/** Where what was confirmed came to nothing after all, it is given back. */
async function settled(own: Own, call: Call, hold: Hold, answer: Answer): Promise<Answer> {
  const { store } = own;
  if (answer.status < 300) return answer;
  if (hold.plan.kind === "event") {
    await undo(own, call, hold.name, hold.plan.claims);
  } else if (store.hold(hold.name)?.state === "committing") {
    await end(own, call, hold, "released", hold.plan.claims, () => keep(own, call, answer));
  }
  return answer;
}

interface Decided {
  at: number;
  quote: Quote;
  options: OrderPlan["options"];
}

/** Prices the order as it would be recorded, and answers where that is not what was held, or not what was charged. */
function decide(
  member: Member,
  loaded: Loaded,
  { plan }: Hold & { plan: OrderPlan },
  now: number,
  asOf: number,
): Decided | Answer {
  // No event lies ahead of the time here because a caller's clock did; and none before what is settled.
  const at = Math.max(asOf, Math.min(plan.at, now));
  const price = (options: OrderPlan["options"]) => ({
    at,
    options,
    quote: quoteOf(member, loaded, plan.cart, { ...options, now: at }),
  });
  const first = price(plan.options);
  const isSame = ({ quote }: Decided) =>
    sameTerms(plan.terms, quote) && !lacks(loaded, quote, plan.claims);
  const same = isSame(first) ? first : price(pinned(plan.options, plan.terms, first.quote));
  if (!isSame(same)) return quoteChanged(first.quote, {}, plan.terms);
  const paid = plan.intent?.paid_minor;
  if (paid === undefined || paid === dueOf(same.quote)) return same;
  const { totals } = plan.terms;
  const name = totals.due_minor === undefined ? "pay_minor" : "due_minor";
  return quoteChanged(same.quote, {}, { ...plan.terms, totals: { ...totals, [name]: paid } });
}

/** Writes the intention, and confirms what is reserved. Answers where somebody else has it; `try_again` leaves the intention. */
async function confirmAll(own: Own, call: Call, hold: Hold): Promise<Answer | undefined> {
  const { store, env } = own;
  const { claims } = hold.plan;
  if (claims.length === 0) return undefined;
  const { tries } = hold;
  store.atomically(() =>
    store.putHold({ ...hold, state: "committing", tries: tries + 1 }, againAt(call.now, tries)),
  );
  const held = await Promise.all(claims.map((claim) => confirm(env, call, claim)));
  if (held.every(Boolean)) return undefined;
  const answer = problem("hold_taken", "what was held had ended, and somebody else has it");
  await end(own, call, hold, "taken", claims, () => keep(own, call, answer));
  return answer;
}

function recordOrder({ store }: Own, hold: Hold, at: number, quote: Quote, version: number) {
  const { receipt } = quote;
  if (!receipt) throw new Error("a quote has a receipt");
  const { name, digest, plan } = hold;
  store.putReceipt({ order: name, at, version, digest, receipt, quote });
  if (plan.claims.length > 0) store.putClaims(name, plan.claims);
  store.dropHold(name);
}

/** The answer to who commits: to the call that did, and to any later one. */
export function committed(
  own: Own,
  { name, plan }: Pick<Hold, "name" | "plan">,
  more: { entries?: object[] },
): Answer {
  const row = own.store.receipt(name);
  if (!row) throw new Error("what is committed has a receipt");
  return {
    status: plan.intent?.status ?? 200,
    body: { ...receiptBody(row), duplicate: false, ...more },
  };
}

export function committedBefore(row: ReceiptRow): Answer {
  return { status: 200, body: { ...receiptBody(row), duplicate: true } };
}

export function receiptBody({ order, at, version, receipt, quote }: ReceiptRow) {
  return { order, state: "committed", at: iso(at), version, receipt, quote };
}

/** What was held, once more. */
export function heldBody({ name, until, plan }: Hold & { plan: OrderPlan }, quote: Quote) {
  return {
    order: name,
    state: "held",
    at: iso(plan.at),
    until: iso(until),
    version: plan.version,
    quote,
  };
}

/** Refuses what is not held any more, as it ended. */
export function mustBeOpen(hold: Hold | undefined): Hold {
  if (!hold || hold.state === "reserving")
    throw new Refusal("unknown_hold", "nothing is held for this order");
  if (hold.state === "taken")
    throw new Refusal("hold_taken", "what was held had ended, and somebody else has it");
  if (hold.state === "expired") throw new Refusal("hold_ended", `it ended at ${iso(hold.until)}`);
  if (hold.state === "released") throw new Refusal("hold_ended", "it was released");
  return hold;
}
