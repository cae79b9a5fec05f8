/**
 * A member as the engine sees it: as recorded, and with the orders of holds on top, so that nothing is held twice. Under which version, too:
 * the active one, unless it cannot read the snapshot.
 */

import {
  type EventDocument,
  type Member,
  type MemberDocument,
  PerksError,
  type Problem,
} from "perks";
import { iso, msOf } from "../clock.ts";
import type { Call } from "../contracts.ts";
import { type Loaded, programOf, versionOf } from "../engine.ts";
import * as handles from "./handles.ts";
import { guest, type Own } from "./own.ts";
import type { OrderPlan } from "./plan.ts";
import type { Hold } from "./store.ts";

/** A programme to read a member with. */
export interface Reading {
  loaded: Loaded;
  /** The active version, where it cannot read the snapshot, and why: the version that wrote it goes on. */
  held_back?: { version: number; problems: readonly Problem[] };
}

/**
 * The active version; for a member that it cannot read, the one that wrote the snapshot. A version that drops what members have is a mistake of
 * its author, and no reason to serve nobody: what is recorded says under which version it was.
 */
export async function reading(own: Own, call: Call): Promise<Reading> {
  const active = await programOf(own.env, call.program, call.now);
  const head = own.store.head();
  if (guest(call) || !head || head.version === active.version) return { loaded: active };
  const problems = unreadable(own, active);
  if (!problems) return { loaded: active };
  const loaded = await versionOf(own.env, call.program, head.version);
  return { loaded, held_back: { version: active.version, problems } };
}

function unreadable(own: Own, loaded: Loaded): readonly Problem[] | undefined {
  const tag = recordedTag(own, loaded);
  if (own.unreadable?.tag === tag) return own.unreadable.problems;
  try {
    withRecorded(own, loaded, () => undefined);
    return undefined;
  } catch (error) {
    if (
      !(error instanceof PerksError) ||
      !error.problems.every(({ document }) => document === "member")
    )
      throw error;
    own.unreadable = { tag, problems: error.problems };
    return error.problems;
  }
}

/** A member, and until when it is settled: nothing is asked of it as of an earlier instant. */
export interface Seen {
  member: Member;
  /** Epoch milliseconds. */
  asOf: number;
}

function recordedTag({ store }: Own, { version }: Loaded): string {
  return `${store.life}|${store.head()?.seq ?? 0}|${version}`;
}

/** The member as recorded, for a moment; who changes it takes it, by {@link takeRecorded}. */
export function withRecorded<T>(own: Own, loaded: Loaded, use: (seen: Seen) => T): T {
  const kept = takeRecorded(own, loaded);
  return using(own.id, kept, use);
}

/** The member as recorded, to be changed: {@link keepRecorded} or free it. Of who is not known, somebody of whom nothing is known. */
export function takeRecorded(own: Own, loaded: Loaded, id?: string): handles.Kept {
  const tag = recordedTag(own, loaded);
  const kept = handles.take(own.id, tag);
  if (kept) return kept;
  const snapshot = own.store.snapshot();
  const text =
    snapshot?.text ??
    JSON.stringify({ format: 1, program: loaded.id, id, events: [], lots: [], orders: [] });
  return { member: loaded.program.member(text), tag, asOf: snapshot?.asOf ?? 0, size: text.length };
}

/** After what is on disk has changed as it has. */
export function keepRecorded(own: Own, loaded: Loaded, kept: handles.Kept, asOf: number) {
  handles.put(own.id, { ...kept, tag: recordedTag(own, loaded), asOf });
}

export function forget(own: Own) {
  handles.drop(own.id);
  handles.drop(pendingName(own));
}

function pendingName({ id }: Own): string {
  return `${id}/pending`;
}

function pendingTag(own: Own, loaded: Loaded): string {
  return `${recordedTag(own, loaded)}|${own.store.holdsChanged}`;
}

/** The member with the orders of all holds, but perhaps of one, recorded on top; a guest is nobody with anything. */
export function withPending<T>(
  own: Own,
  call: Call,
  loaded: Loaded,
  use: (seen: Seen) => T,
  without?: string,
): T {
  if (guest(call)) {
    using member = loaded.program.guest();
    return use({ member, asOf: 0 });
  }
  const all = own.store.holds("held", "committing");
  const holds = all.filter(({ name }) => name !== without);
  if (holds.length === 0) return withRecorded(own, loaded, use);
  if (holds.length < all.length) {
    const seen = pending(own, loaded, holds);
    try {
      return use(seen);
    } finally {
      seen.member.free();
    }
  }
  const tag = pendingTag(own, loaded);
  const kept = handles.take(pendingName(own), tag) ?? pending(own, loaded, holds);
  return using(pendingName(own), { ...kept, tag }, use);
}

function pending(own: Own, loaded: Loaded, holds: Hold[]): handles.Kept {
  const { text, asOf: settled } = own.store.snapshot() ?? { text: "", asOf: 0 };
  const member = loaded.program.member(text);
  let asOf = settled;
  const orders = new Set<string>();
  for (const { name, plan } of holds) {
    if (plan.kind !== "order") continue;
    const at = Math.max(plan.at, asOf);
    try {
      member.record(orderEvent(name, plan, at), { now: at });
      asOf = at;
      orders.add(name);
    } catch (error) {
      // What cannot be recorded any more will be told to whoever commits it, and takes nothing from others.
      if (!(error instanceof PerksError)) throw error;
    }
  }
  return {
    member: withoutGains(loaded, member, orders, JSON.parse(text)),
    tag: "",
    asOf,
    size: text.length,
  };
}

/** What orders bring beside lots and coupons of their own. */
const GAINS = ["tiers", "carried", "runs", "met", "segments", "stage", "debts"] as const;

/**
 * What is held is used already, but brings nothing yet: no points, coupons or levels of orders that may never be. So what is promised on top can be
 * kept if nothing else is committed.
 */
function withoutGains(
  { program }: Loaded,
  member: Member,
  orders: Set<string>,
  before: MemberDocument,
): Member {
  if (orders.size === 0) return member;
  const state = member.state();
  const isGain = (id: string | undefined) => id !== undefined && orders.has(id);
  const own = state.orders.map(({ earned, counted, ...order }) =>
    isGain(order.id)
      ? order
      : { ...order, ...(earned ? { earned } : {}), ...(counted ? { counted } : {}) },
  );
  const kept = {
    ...state,
    lots: state.lots.filter(({ source }) => !isGain(source)),
    orders: own,
    ...(state.coupons ? { coupons: state.coupons.filter(({ order }) => !isGain(order)) } : {}),
    ...Object.fromEntries(GAINS.map((name) => [name, before[name]])),
  };
  try {
    const without = program.member(kept);
    member.free();
    return without;
  } catch (error) {
    // What else speaks of them keeps them: then they count, and whoever commits first is told if that was wrong.
    if (!(error instanceof PerksError)) throw error;
    return member;
  }
}

/** Tries an event on a copy of what {@link withPending} shows; throws what the engine says. */
export function tryPending(
  own: Own,
  call: Call,
  loaded: Loaded,
  event: EventDocument,
  now: number,
) {
  withPending(own, call, loaded, ({ member }) => {
    using copy = loaded.program.member(member.state());
    copy.record(event, { now });
  });
}

function using<T>(name: string, kept: handles.Kept, use: (seen: Seen) => T): T {
  try {
    const result = use(kept);
    handles.put(name, kept);
    return result;
  } catch (error) {
    kept.member.free();
    throw error;
  }
}

/** What is recorded of an order that is held. */
export function orderEvent(
  order: string,
  { cart, options }: Pick<OrderPlan, "cart" | "options">,
  at: number,
): EventDocument {
  return { id: order, at: iso(at), order: { id: order, cart, ...options } };
}

/** Until when a snapshot is settled, in epoch milliseconds: where it does not say, its latest lot, order or activity. */
export function settledUntil(state: ReturnType<Member["state"]>): number {
  if (state.as_of !== undefined) return msOf(state.as_of);
  const of = [
    ...state.lots.map((it) => msOf(it.earned_at)),
    ...state.orders.map((it) => msOf(it.at)),
    ...(state.activities ?? []).map((it) => msOf(it.at)),
  ];
  return of.reduce((latest, at) => Math.max(latest, at), 0);
}
