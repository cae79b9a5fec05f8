/** Orders: held, committed, released, or held and committed in one call. Each of these is one turn of the object: nothing changes between. */
import type { CartDocument, Quote, QuoteOptions } from "perks";
import type { Answer, Call, CommitRequest, HoldRequest } from "../contracts.ts";
import type { Loaded } from "../engine.ts";
import { problem, Refusal } from "../problem.ts";
import { enteredOf } from "./entering.ts";
import { committedBefore, end, expire, finish, heldBody, mustBeOpen, undo } from "./holds.ts";
import { keep } from "./log.ts";
import { canonical, eventRefused, guest, mustBeKnown, nearNow, type Own, sumOf } from "./own.ts";
import type { Claim, OrderPlan } from "./plan.ts";
import { notThatOf, orderOptions, quoteChanged, quoteOf, sameTerms } from "./pricing.ts";
import { couponRefused, lacks, Shared } from "./shared.ts";
import type { Hold } from "./store.ts";
import { termsOf } from "./terms.ts";
import { orderEvent, type Reading, reading, type Seen, tryPending, withPending } from "./view.ts";

const TTL_SECONDS = 600;
const MOST_TTL_SECONDS = 3_600;
/** What is held and committed in one call is held so long. */
const DIRECT_SECONDS = 60;
/** A reservation outlives its hold, so that a commit at the last moment finds it. */
const GRACE_MS = 30_000;
/** One more offer that everybody shares may come in with each; what then still changes is tried again later. */
const MOST_ROUNDS = 8;
/** Each is priced with all others, so that they are not without end. */
const MOST_HOLDS = 50;

/** Holds an order: what it costs is promised until the hold's end. */
export async function hold(own: Own, call: Call, request: HoldRequest): Promise<Answer> {
  const made = await make(own, call, request, { seconds: ttlOf(request) });
  if ("status" in made) return made;
  const { held, quote, isNew } = made;
  if (!isNew) return { status: 200, body: heldBody(held, quote) };
  return own.store.atomically(() => {
    own.store.own(call);
    own.store.putHold(held, held.until);
    return keep(own, call, { status: 201, body: heldBody(held, quote) });
  });
}

/** Records what is held. */
export async function commit(
  own: Own,
  call: Call,
  order: string,
  { paid_minor }: CommitRequest,
): Promise<Answer> {
  mustBeKnown(own, call);
  expire(own, call.now);
  const row = own.store.receipt(order);
  if (row) return committedBefore(row);
  const open = mustBeOpen(own.store.hold(order));
  if (open.plan.kind !== "order")
    throw new Refusal("unknown_hold", "nothing is held for this order");
  // What was begun goes on as it began.
  if (open.state === "committing") return finish(own, inIntent(call, open), open);
  return finish(own, call, withIntent(open, call, 200, paid_minor));
}

/** Gives back what is held; what is over already is no harm. */
export async function release(own: Own, call: Call, order: string): Promise<Answer> {
  mustBeKnown(own, call);
  expire(own, call.now);
  if (own.store.receipt(order)) throw new Refusal("hold_ended", "the order is recorded: refund it");
  const held = own.store.hold(order);
  if (held?.plan.kind !== "order")
    throw new Refusal("unknown_hold", "nothing is held for this order");
  const answer = { status: 200, body: { order, state: "released" } };
  if (held.state === "committing") throw new Refusal("try_again", "the order is being committed");
  if (held.state === "held" || held.state === "reserving") {
    await end(own, call, held, "released", held.plan.claims, () => keep(own, call, answer));
  }
  return answer;
}

/** Holds and commits at once. */
export async function order(
  own: Own,
  call: Call,
  request: HoldRequest & CommitRequest,
): Promise<Answer> {
  const made = await make(own, call, request, { seconds: DIRECT_SECONDS, isDirect: true });
  if ("status" in made) return made;
  const held = withIntent(made.held, call, 201, request.paid_minor);
  if (held.plan.claims.length > 0) {
    // Known before anything is confirmed, so that what comes between can go on with it, or give it back.
    own.store.atomically(() => own.store.putHold(held, held.until));
  }
  const answer = await finish(own, call, held);
  const left = own.store.hold(request.order);
  if (made.isNew && answer.status >= 300 && left?.state === "held")
    await undo(own, call, left.name, left.plan.claims);
  return answer;
}

function withIntent(held: Hold, { by, once }: Call, status: number, paid_minor?: number): Hold {
  const intent = {
    by,
    status,
    ...(once ? { once } : {}),
    ...(paid_minor === undefined ? {} : { paid_minor }),
  };
  return { ...held, plan: { ...held.plan, intent } };
}

type Made = { held: Hold & { plan: OrderPlan }; quote: Quote; isNew: boolean };

/** How an order is held: for how long, and whether it is committed at once. */
interface How {
  seconds: number;
  isDirect?: boolean;
}

/** Prices and reserves; what is held already for the same order and contents is that. */
async function make(own: Own, call: Call, request: HoldRequest, how: How): Promise<Made | Answer> {
  mustBeKnown(own, call);
  expire(own, call.now);
  const { order, cart, receipt } = request;
  const said = nearNow(own, call, request.options?.now);
  const { now: _, ...contents } = request.options ?? {};
  const digest = await sumOf(canonical({ cart, options: contents }));
  const before = await earlier(own, call, order, digest);
  if (before && "status" in before) return before;
  const program = await reading(own, call);
  const { loaded } = program;
  const price = (options: QuoteRequestOptions, now: number) =>
    withPending(own, call, loaded, at(loaded, cart, options, now), order);
  if (before?.digest === digest) {
    const quote = price(before.plan.options, before.plan.at);
    const { terms, claims } = before.plan;
    const isSame =
      sameTerms(terms, quote) && !lacks(loaded, quote, claims) && !notThatOf(quote, receipt);
    if (isSame) return { held: before, quote, isNew: false };
  }
  mustBeFew(own, order);
  const entered = await enteredOf(own, call, loaded, request.options?.coupons ?? [], said);
  const options = orderOptions(request.options, entered.coupons);
  const time = withPending(own, call, loaded, ({ asOf }) => Math.max(said, asOf), order);
  const first = price(options, time);
  const refused = [
    ...entered.refused,
    ...(first.codes ?? []).filter(({ reasons }) => reasons.length > 0),
  ];
  const no = notThatOf(first, receipt) ?? (refused.length > 0 ? couponRefused(refused) : undefined);
  if (no) return no;
  // Another cart takes the place of the first, once it is known to be worth it.
  if (before) await undo(own, call, order, before.plan.claims);
  const until = call.now + how.seconds * 1_000;
  const held = {
    name: order,
    state: "held" as const,
    until,
    tries: 0,
    digest,
    plan: plan(cart, options, first, time, []),
  };
  return reserve(own, call, program, held, first, { isCompared: receipt !== undefined, ...how });
}

/** Beside the order itself, whose other cart takes its own place. */
function mustBeFew({ store }: Own, order: string) {
  const others = store.holds("held", "committing").filter(({ name }) => name !== order);
  if (others.length < MOST_HOLDS) return;
  throw new Refusal(
    "rate_limited",
    `${MOST_HOLDS} orders are held already: commit or release some`,
  );
}

/** What is there of an order: its answer, its hold, or nothing any more. */
async function earlier(
  own: Own,
  call: Call,
  order: string,
  digest: string,
): Promise<Made["held"] | Answer | undefined> {
  const { store } = own;
  const conflict = () =>
    problem("order_conflict", "an order of this id is recorded, with other contents");
  const row = store.receipt(order);
  if (row) return row.digest === digest ? committedBefore(row) : conflict();
  if (!guest(call) && store.event(order)) return conflict();
  const held = store.hold(order);
  if (!held) return undefined;
  if (held.plan.kind !== "order") return conflict();
  if (held.state === "committing") {
    const answer = await finish(own, inIntent(call, held), held);
    return answer.status < 300 && held.digest !== digest ? conflict() : answer;
  }
  if (held.state === "held") return { ...held, plan: held.plan };
  // What is over leaves nothing.
  await undo(own, call, order, held.plan.claims);
  return undefined;
}

/** The call that began what is gone on with. */
export function inIntent({ once: _, ...call }: Call, { plan }: Hold): Call {
  const { intent } = plan;
  return { ...call, by: intent?.by ?? call.by, ...(intent?.once ? { once: intent.once } : {}) };
}

function at(loaded: Loaded, cart: CartDocument, options: QuoteRequestOptions, now: number) {
  return ({ member, asOf }: Seen) =>
    quoteOf(member, loaded, cart, { ...options, now: Math.max(now, asOf) });
}

type QuoteRequestOptions = Omit<QuoteOptions, "now">;

/** What a hold keeps: of points that were asked for as `max`, so many. */
function plan(
  cart: CartDocument,
  options: QuoteRequestOptions,
  quote: Quote,
  time: number,
  claims: Claim[],
): OrderPlan {
  const { spend, ...rest } = options;
  const { chosen } = quote.points.spend;
  const spent = spend === "max" ? chosen : (spend ?? 0);
  return {
    kind: "order",
    cart,
    options: { ...rest, ...(spent === 0 ? {} : { spend: spent }) },
    at: time,
    terms: termsOf(quote),
    version: quote.version,
    claims,
  };
}

/**
 * Reserves what the order uses of everybody's, and prices it again with what there is of it, until both agree. All or nothing is kept. Who saw a
 * price has that one, or is told.
 */
async function reserve(
  own: Own,
  call: Call,
  { loaded }: Reading,
  held: Hold & { plan: OrderPlan },
  first: Quote,
  { isCompared, isDirect }: { isCompared: boolean } & How,
): Promise<Made | Answer> {
  const { cart, options: asked, at: time, terms } = held.plan;
  const shared = new Shared(own, call, held, held.until + GRACE_MS);
  const price = () => withPending(own, call, loaded, at(loaded, cart, shared.options(asked), time));
  try {
    let quote = first;
    for (let round = 0; await shared.cover(loaded, quote); round += 1) {
      if (round === MOST_ROUNDS)
        throw new Refusal("try_again", "what everybody shares changes too quickly");
      quote = price();
    }
    const refused = await shared.take(loaded, quote);
    const made = {
      ...held,
      plan: plan(cart, shared.options(asked), quote, time, shared.needed(quote)),
    };
    // What is recorded at once, and needs nothing of others, is tried by that.
    const isTried = isDirect && made.plan.claims.length === 0;
    const no =
      refused ??
      notAsSaid(quote, isCompared ? terms : undefined) ??
      (isTried ? undefined : tried(own, call, loaded, made));
    if (no) {
      await shared.undo();
      return no;
    }
    await shared.drop(quote);
    return { held: made, quote, isNew: true };
  } catch (error) {
    await shared.undo();
    throw error;
  }
}

/** Another price than the caller saw, or a code that now brings nothing. */
function notAsSaid(quote: Quote, seen: OrderPlan["terms"] | undefined): Answer | undefined {
  if (seen && !sameTerms(seen, quote)) return quoteChanged(quote, {}, seen);
  const lost = (quote.codes ?? []).filter(({ reasons }) => reasons.length > 0);
  return lost.length > 0 ? couponRefused(lost) : undefined;
}

/** The order as it would be recorded, tried; a guest's is recorded nowhere. */
function tried(
  own: Own,
  call: Call,
  loaded: Loaded,
  { name, plan }: Made["held"],
): Answer | undefined {
  if (guest(call)) return undefined;
  try {
    tryPending(own, call, loaded, orderEvent(name, plan, plan.at), plan.at);
    return undefined;
  } catch (error) {
    return eventRefused(error);
  }
}

function ttlOf({ ttl_seconds = TTL_SECONDS }: HoldRequest): number {
  if (Number.isSafeInteger(ttl_seconds) && ttl_seconds > 0 && ttl_seconds <= MOST_TTL_SECONDS)
    return ttl_seconds;
  throw new Refusal("bad_request", `\`ttl_seconds\` is 1 to ${MOST_TTL_SECONDS}`, {
    errors: [{ path: "/ttl_seconds" }],
  });
}
