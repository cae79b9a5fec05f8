/** What is asked about a member, and changes nothing. */

import type { Member } from "perks";
import { iso } from "../clock.ts";
import type { Answer, Call, CheckRequest, QuoteRequest } from "../contracts.ts";
import { counters } from "../counted.ts";
import { Refusal } from "../problem.ts";
import { enteredOf } from "./entering.ts";
import { heldBack } from "./events.ts";
import { expire, receiptBody } from "./holds.ts";
import { mustBeKnown, nearNow, type Own } from "./own.ts";
import { quoteOf } from "./pricing.ts";
import { reading, withPending, withRecorded } from "./view.ts";

/** As recorded: what is held is not spent yet. */
export async function status(own: Own, call: Call): Promise<Answer> {
  mustBeKnown(own, call);
  const program = await reading(own, call);
  const it = withRecorded(own, program.loaded, ({ member, asOf }) =>
    member.status({ now: Math.max(call.now, asOf) }),
  );
  return { status: 200, body: { ...it, ...heldBack(program) } };
}

/** For previews: what is held counts as used. */
export async function state(own: Own, call: Call): Promise<Answer> {
  const program = await current(own, call);
  const it = withPending(own, call, program.loaded, ({ member, asOf }) => ({
    state: member.state(),
    now: iso(Math.max(call.now, asOf)),
  }));
  return { status: 200, body: { version: program.loaded.version, ...it, ...heldBack(program) } };
}

export async function quote(
  own: Own,
  call: Call,
  { cart, options }: QuoteRequest,
): Promise<Answer> {
  const { now: said, coupons = [], counters: known, ...rest } = options ?? {};
  const now = nearNow(own, call, said);
  const { loaded } = await current(own, call);
  const [entered, counted] = await Promise.all([
    enteredOf(own, call, loaded, coupons, now),
    known ? { counters: known } : counters(own.env, loaded, call.now),
  ]);
  const it = withPending(own, call, loaded, ({ member, asOf }) =>
    quoteOf(member, loaded, cart, {
      ...counted,
      ...rest,
      ...(entered.coupons.length > 0 ? { coupons: entered.coupons } : {}),
      now: Math.max(now, asOf),
    }),
  );
  return { status: 200, body: { ...withRefused(it, entered.refused), ...counted } };
}

/** What coupons, codes and vouchers are good for: for a cart, or before there is one. */
export async function check(
  own: Own,
  call: Call,
  { coupons, cart, now: said, uses }: CheckRequest,
): Promise<Answer> {
  const now = nearNow(own, call, said);
  const { loaded } = await current(own, call);
  const [entered, counted] = await Promise.all([
    enteredOf(own, call, loaded, coupons, now, uses),
    counters(own.env, loaded, call.now),
  ]);
  const codes = withPending(own, call, loaded, ({ member, asOf }) => {
    const options = { ...counted, coupons: entered.coupons, now: Math.max(now, asOf) };
    return cart ? (quoteOf(member, loaded, cart, options).codes ?? []) : verdicts(member, options);
  });
  return { status: 200, body: { codes: [...codes, ...entered.refused] } };
}

function verdicts(member: Member, options: Parameters<Member["check"]>[0]) {
  return member.check(options).codes;
}

export async function receipts(own: Own, call: Call): Promise<Answer> {
  mustBeKnown(own, call);
  const receipts = own.store
    .receipts()
    .map(({ order, at, version, receipt }) => ({ order, at: iso(at), version, receipt }));
  return { status: 200, body: { receipts } };
}

export async function receipt(own: Own, call: Call, order: string): Promise<Answer> {
  mustBeKnown(own, call);
  const row = own.store.receipt(order);
  if (!row) throw new Refusal("unknown_order", "no order of this id is recorded");
  return { status: 200, body: receiptBody(row) };
}

async function current(own: Own, call: Call) {
  mustBeKnown(own, call);
  expire(own, call.now);
  return reading(own, call);
}

/** What was refused before the engine saw it stands with what the engine says of the others. */
function withRefused<T extends { codes?: object[] }>(quote: T, refused: object[]): object {
  return refused.length > 0 ? { ...quote, codes: [...(quote.codes ?? []), ...refused] } : quote;
}
