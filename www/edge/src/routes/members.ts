/** The calls about a member, and about a guest's order: each goes to the one object that knows, whole. */

import type { InstantInput } from "perks";
import { LARGE_BYTES } from "../body.ts";
import { isFar, msOf, skewed } from "../clock.ts";
import type { Answer, Call, MemberCalls, Who } from "../contracts.ts";
import { Refusal } from "../problem.ts";
import { objectOf } from "../reach.ts";
import {
  CheckRequest,
  Checks,
  CommitRequest,
  Event,
  guestOrderPath,
  Hold,
  HoldRequest,
  MemberExport,
  memberPath,
  Order,
  OrderRequest,
  orderPath,
  Preview,
  programPath,
  QuoteRequest,
  Receipts,
  Recorded,
  RefundRequest,
  State,
  Status,
} from "./forms.ts";
import { type Ask, nothing, type Route, route } from "./route.ts";

type Asked = Ask<{ program: string; member?: string; order?: string }, object, unknown>;

/** The object, and what each call to it brings. */
async function reach(ask: Asked, who: Who): Promise<[MemberCalls, Call]> {
  const { env, by, now, once } = ask;
  const { program } = ask.params;
  const call: Call = { program, who, now, by, ...(once && { once }) };
  return [await objectOf(env, program, who), call];
}

const ofMember = (ask: Ask<{ program: string; member: string }, object, unknown>) =>
  reach(ask, { member: ask.params.member });

const ofGuest = (ask: Ask<{ program: string }, object, unknown>, order: string) =>
  reach(ask, { guest: order });

/** What members may record of themselves, now, and what they may say of it. All else happened where the shop saw it, and the shop says so. */
const OWN = {
  redeem: ["reward", "points"],
  activate: ["offer"],
  // Where the token has `activities`: whoever gave it believes the member's app.
  activity: ["id", "order", "amount_minor", "quantity"],
} as const;

function ownEvent(
  { caller, now, env }: Ask<object, object, unknown>,
  event: Record<string, unknown>,
): void {
  if (caller.kind !== "member") return;
  const { id: _id, at, ...happened } = event;
  const [what = "", ...others] = Object.keys(happened);
  const said = others.length === 0 && isOwn(what) ? Object.keys(plain(happened[what])) : undefined;
  if (!said?.every((name) => isOwn(what) && (OWN[what] as readonly string[]).includes(name))) {
    throw new Refusal("forbidden", "members record `redeem`, `activate` and `activity` alone", {
      needs: "events",
    });
  }
  if (what === "activity" && !caller.scopes.includes("activities")) {
    throw new Refusal("forbidden", "the token's `scope` has no `activities`", {
      needs: "activities",
    });
  }
  if (at === undefined) return;
  // What is no instant the engine refuses, at its place.
  if (isFar(env, msOf(at as InstantInput), now)) throw skewed(now, "`at` is not now");
}

const isOwn = (what: string): what is keyof typeof OWN => Object.hasOwn(OWN, what);

const plain = (value: unknown): object =>
  typeof value === "object" && value !== null ? value : {};

const base = "/v1/programs/{program}/members/{member}";
const read = {
  tag: "Members",
  needs: { scope: "read", member: "always" },
  params: memberPath,
} as const;
const priced = { tag: "Orders", needs: { scope: "orders", member: "always" } } as const;
const paid = { tag: "Orders", needs: { scope: "orders", member: "orders" } } as const;
const guest = { tag: "Guests' orders", needs: { scope: "orders" } } as const;
const json = "application/json";
const once = "required";
const ofKnown = ["unknown_member", "erased"] as const;
const holdProblems = [
  "bad_document",
  "refused",
  "event_conflict",
  "quote_changed",
  "coupon_refused",
  "order_conflict",
  "clock_skew",
  "try_again",
] as const;
const commitProblems = [
  "quote_changed",
  "unknown_hold",
  "hold_ended",
  "hold_taken",
  "refused",
  "event_conflict",
  "try_again",
] as const;
const refundProblems = [
  "bad_document",
  "unknown_order",
  "refused",
  "event_conflict",
  "clock_skew",
] as const;
const releaseProblems = ["unknown_hold", "hold_ended", "hold_taken"] as const;
const held = [
  { status: 201, is: "The hold", schema: Hold },
  { status: 200, is: "It was held before", schema: Hold },
] as const;
const ordered = [
  { status: 201, is: "The order", schema: Order },
  { status: 200, is: "It was recorded before", schema: Order },
] as const;
const orderProblems = [...new Set([...holdProblems, ...commitProblems])];

const reading: Route[] = [
  route({
    ...read,
    method: "get",
    path: `${base}/status`,
    summary: "The status",
    success: [{ status: 200, is: "The status", schema: Status }],
    problems: [...ofKnown],
    handle: (ask) => call(ofMember(ask), (object, it) => object.status(it)),
  }),
  route({
    ...read,
    method: "get",
    path: `${base}/state`,
    summary: "The snapshot for previews; what is held counts as used",
    success: [{ status: 200, is: "The snapshot", schema: State }],
    problems: [...ofKnown],
    handle: (ask) => call(ofMember(ask), (object, it) => object.state(it)),
  }),
  route({
    ...read,
    method: "get",
    path: `${base}/receipts`,
    summary: "Receipts of orders",
    success: [{ status: 200, is: "The receipts", schema: Receipts }],
    problems: [...ofKnown],
    handle: (ask) => call(ofMember(ask), (object, it) => object.receipts(it)),
  }),
  route({
    ...read,
    method: "get",
    path: `${base}/receipts/{order}`,
    params: orderPath,
    summary: "The receipt of an order, with its quote",
    success: [{ status: 200, is: "The receipt", schema: Order }],
    problems: [...ofKnown, "unknown_order"],
    handle: (ask) => call(ofMember(ask), (object, it) => object.receipt(it, ask.params.order)),
  }),
];

const ordering: Route[] = [
  route({
    ...priced,
    method: "post",
    path: `${base}/quotes`,
    params: memberPath,
    body: { type: json, schema: QuoteRequest },
    summary: "Quotes",
    success: [{ status: 200, is: "The quote", schema: Preview }],
    problems: [...ofKnown, "bad_document", "clock_skew"],
    handle: (ask) => call(ofMember(ask), (object, it) => object.quote(it, ask.body as never)),
  }),
  route({
    ...priced,
    method: "post",
    path: `${base}/checks`,
    params: memberPath,
    body: { type: json, schema: CheckRequest },
    summary: "Checks coupons, codes and vouchers, and says why not",
    success: [{ status: 200, is: "What each is", schema: Checks }],
    problems: [...ofKnown, "bad_document", "clock_skew"],
    handle: (ask) => call(ofMember(ask), (object, it) => object.check(it, ask.body as never)),
  }),
  route({
    ...priced,
    method: "post",
    path: `${base}/holds`,
    params: memberPath,
    body: { type: json, schema: HoldRequest },
    once,
    summary: "Holds what an order needs, for a while",
    success: [...held],
    problems: [...ofKnown, ...holdProblems],
    handle: (ask) => call(ofMember(ask), (object, it) => object.hold(it, ask.body as never)),
  }),
  route({
    ...paid,
    method: "post",
    path: `${base}/holds/{order}/commit`,
    params: orderPath,
    body: { type: json, schema: CommitRequest, otherwise: {} },
    once,
    summary: "Records the order that is held",
    success: [{ status: 200, is: "The order", schema: Order }],
    problems: [...ofKnown, ...commitProblems],
    handle: (ask) =>
      call(ofMember(ask), (object, it) => object.commit(it, ask.params.order, ask.body as never)),
  }),
  route({
    ...priced,
    method: "post",
    path: `${base}/holds/{order}/release`,
    params: orderPath,
    body: { type: json, schema: nothing, otherwise: {} },
    once,
    summary: "Gives back what is held; again is no harm",
    success: [{ status: 200, is: "It is released" }],
    problems: [...ofKnown, ...releaseProblems],
    handle: (ask) => call(ofMember(ask), (object, it) => object.release(it, ask.params.order)),
  }),
  route({
    ...paid,
    method: "post",
    path: `${base}/orders`,
    params: memberPath,
    body: { type: json, schema: OrderRequest },
    once,
    summary: "Holds and commits in one call",
    success: [...ordered],
    problems: [...ofKnown, ...orderProblems],
    handle: (ask) => call(ofMember(ask), (object, it) => object.order(it, ask.body as never)),
  }),
];

const events = {
  tag: "Events",
  needs: { scope: "events" },
  params: memberPath,
  method: "post",
  once,
} as const;
const recorded = [
  { status: 201, is: "What it did", schema: Recorded },
  { status: 200, is: "It was recorded before", schema: Recorded },
] as const;

const recording: Route[] = [
  route({
    ...events,
    path: `${base}/events`,
    needs: { scope: "events", member: "always" },
    body: { type: json, schema: Event },
    summary: "Records an event; members redeem, activate, and report activities alone",
    success: [...recorded],
    problems: [...ofKnown, "bad_document", "refused", "event_conflict", "clock_skew"],
    handle: (ask) => {
      ownEvent(ask, ask.body);
      return call(ofMember(ask), (object, it) => object.record(it, ask.body));
    },
  }),
  route({
    ...events,
    path: `${base}/refunds`,
    body: { type: json, schema: RefundRequest },
    summary: "Records what came back",
    success: [...recorded],
    problems: [...ofKnown, ...refundProblems],
    handle: (ask) => call(ofMember(ask), (object, it) => object.refund(it, ask.body as never)),
  }),
];

const privacy = { tag: "Privacy", needs: { scope: "privacy" }, params: memberPath } as const;

const keeping: Route[] = [
  route({
    ...privacy,
    method: "get",
    path: `${base}/export`,
    summary: "Everything about the member",
    success: [{ status: 200, is: "All that is kept", schema: MemberExport }],
    problems: [...ofKnown],
    handle: (ask) => call(ofMember(ask), (object, it) => object.export(it)),
  }),
  route({
    ...privacy,
    method: "put",
    path: `${base}/import`,
    body: { type: json, schema: MemberExport, limit: LARGE_BYTES },
    once: "optional",
    summary: "Takes an export, where there is nothing yet, and replays it",
    success: [{ status: 201, is: "It is taken" }],
    problems: ["not_empty", "not_proved", "bad_document"],
    handle: (ask) => call(ofMember(ask), (object, it) => object.import(it, ask.body)),
  }),
  route({
    ...privacy,
    method: "delete",
    path: base,
    summary: "Erases the member",
    success: [{ status: 200, is: "It is erased" }],
    problems: ["unknown_member"],
    handle: (ask) => call(ofMember(ask), (object, it) => object.erase(it)),
  }),
  route({
    ...privacy,
    method: "post",
    path: `${base}/replay`,
    body: { type: json, schema: nothing, otherwise: {} },
    summary: "Proves the snapshot by its events",
    success: [{ status: 200, is: "It is proved" }],
    problems: [...ofKnown, "not_proved"],
    handle: (ask) => call(ofMember(ask), (object, it) => object.replay(it)),
  }),
];

const guests = "/v1/programs/{program}/guests";

const ofGuests: Route[] = [
  route({
    ...guest,
    method: "post",
    path: `${guests}/holds`,
    params: programPath,
    body: { type: json, schema: HoldRequest },
    once,
    summary: "Holds what a guest's order needs",
    success: [...held],
    problems: [...holdProblems],
    handle: (ask) =>
      call(ofGuest(ask, ask.body.order), (object, it) => object.hold(it, ask.body as never)),
  }),
  route({
    ...guest,
    method: "post",
    path: `${guests}/holds/{order}/commit`,
    params: guestOrderPath,
    body: { type: json, schema: CommitRequest, otherwise: {} },
    once,
    summary: "Records a guest's order that is held",
    success: [{ status: 200, is: "The order", schema: Order }],
    problems: [...commitProblems],
    handle: (ask) =>
      call(ofGuest(ask, ask.params.order), (object, it) =>
        object.commit(it, ask.params.order, ask.body as never),
      ),
  }),
  route({
    ...guest,
    method: "post",
    path: `${guests}/holds/{order}/release`,
    params: guestOrderPath,
    body: { type: json, schema: nothing, otherwise: {} },
    once,
    summary: "Gives back what a guest's order holds",
    success: [{ status: 200, is: "It is released" }],
    problems: [...releaseProblems],
    handle: (ask) =>
      call(ofGuest(ask, ask.params.order), (object, it) => object.release(it, ask.params.order)),
  }),
  route({
    ...guest,
    method: "post",
    path: `${guests}/orders`,
    params: programPath,
    body: { type: json, schema: OrderRequest },
    once,
    summary: "Holds and commits a guest's order",
    success: [...ordered],
    problems: orderProblems,
    handle: (ask) =>
      call(ofGuest(ask, ask.body.order), (object, it) => object.order(it, ask.body as never)),
  }),
  route({
    ...guest,
    method: "post",
    path: `${guests}/refunds`,
    params: programPath,
    needs: { scope: "events" },
    once,
    body: { type: json, schema: RefundRequest },
    summary: "Records what came back of a guest's order",
    success: [...recorded],
    problems: [...refundProblems],
    handle: (ask) =>
      call(ofGuest(ask, ask.body.order), (object, it) => object.refund(it, ask.body as never)),
  }),
  route({
    ...guest,
    method: "get",
    path: `${guests}/receipts/{order}`,
    params: guestOrderPath,
    needs: { scope: "read" },
    summary: "The receipt of a guest's order",
    success: [{ status: 200, is: "The receipt", schema: Order }],
    problems: ["unknown_order"],
    handle: (ask) =>
      call(ofGuest(ask, ask.params.order), (object, it) => object.receipt(it, ask.params.order)),
  }),
];

export const MEMBERS: Route[] = [...reading, ...ordering, ...recording, ...keeping, ...ofGuests];

async function call(
  reached: Promise<[MemberCalls, Call]>,
  ask: (object: MemberCalls, call: Call) => Promise<Answer>,
): Promise<Answer> {
  return ask(...(await reached));
}
