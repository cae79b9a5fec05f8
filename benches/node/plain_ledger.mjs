/**
 * The ledger as one writes it by hand in JavaScript, for the programmes of `documents.mjs`: what is
 * over expires, what expires soonest is spent first, an order's points become a lot, the order is
 * kept, and the same event twice does nothing. Nothing is validated; an event that goes wrong
 * half-way leaves half of it behind.
 */

import { quote, readCart } from "./plain.mjs";

const iso = (instant) => new Date(instant).toISOString();

/** The lots in the order in which they are spent. */
export function readMember(text) {
  const { id, lots } = JSON.parse(text);
  const read = lots.map((lot) => ({
    id: lot.id,
    rule: lot.rule,
    granted: lot.granted,
    left: lot.left,
    expired: lot.expired ?? 0,
    earned: Date.parse(lot.earned_at),
    available: Date.parse(lot.available_at),
    expires: Date.parse(lot.expires_at),
  }));
  read.sort(before);
  return { joined: true, id, lots: read, events: new Map(), orders: [] };
}

function before(a, b) {
  return a.expires - b.expires || a.earned - b.earned || (a.id < b.id ? -1 : 1);
}

/** What is over is gone. */
export function settle(member, { now }) {
  const entries = [];
  for (const lot of member.lots) {
    if (lot.expires > now) break;
    if (lot.left === 0) continue;
    const { id, rule, left, expires } = lot;
    entries.push({ kind: "expired", at: iso(expires), lot: id, rule, points: left });
    lot.expired += left;
    lot.left = 0;
  }
  member.asOf = now;
  return entries;
}

/** Records the event of an order. */
export function record(program, member, event, { now }) {
  const text = JSON.stringify(event);
  if (member.events.has(event.id)) {
    if (member.events.get(event.id) !== text) throw new Error("recorded with other contents");
    return { duplicate: true, entries: [] };
  }
  const at = Date.parse(event.at);
  if (at > now || at < member.asOf) throw new Error("out of time");
  const entries = settle(member, { now: at });
  member.events.set(event.id, text);
  const { id, cart, spend } = event.order;
  const priced = quote(program, member, readCart(JSON.stringify(cart)), { now: at, spend });
  if (priced.points.spend.chosen !== spend) throw new Error("cannot be spent");
  const entry = (kind, rest) => ({ kind, event: event.id, at: event.at, order: id, ...rest });
  const spent = take(member, spend, at);
  for (const { lot, points } of spent) entries.push(entry("spent", { lot, points }));
  const earned = priced.points.earn.rules.map(({ rule, points }) => {
    const lot = { id: `${id}:${rule}`, rule, granted: points, left: points, expired: 0 };
    insert(member.lots, { ...lot, earned: at, available: at, expires: Number.POSITIVE_INFINITY });
    entries.push(entry("granted", { lot: lot.id, rule, points }));
    return { lot: lot.id, points };
  });
  member.orders.push({ id, event: event.id, at, lines: priced.lines, spent, earned });
  return { duplicate: false, entries };
}

function take(member, points, now) {
  const spent = [];
  for (const lot of member.lots) {
    if (points === 0) break;
    if (lot.left === 0 || lot.available > now || lot.expires <= now) continue;
    const share = Math.min(points, lot.left);
    lot.left -= share;
    points -= share;
    spent.push({ lot: lot.id, points: share });
  }
  return spent;
}

function insert(lots, lot) {
  let [low, high] = [0, lots.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(lots[middle], lot) < 0) low = middle + 1;
    else high = middle;
  }
  lots.splice(low, 0, lot);
}
