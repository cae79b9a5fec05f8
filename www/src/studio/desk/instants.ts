/** When something begins, ends or runs out, as far as results tell: the marks of the timeline. */
import type { Instant, Quote, Reason, Status } from "perks";

export interface Mark {
  /** Epoch milliseconds. */
  at: number;
  what: "begins" | "ends" | "points_expire" | "points_come" | "tier_ends" | "coupon_ends";
  /** Of an offer, a ladder. */
  id?: string;
}

export function marks(status: Status | undefined, quote: Quote | undefined): Mark[] {
  const found: Mark[] = [];
  const add = (at: Instant | undefined, what: Mark["what"], id?: string) => {
    if (at !== undefined) found.push({ at: Date.parse(at), what, ...(id !== undefined && { id }) });
  };
  const refused = ({ offer, reasons }: { offer: string; reasons: Reason[] }) => {
    for (const reason of reasons) {
      if (reason.code === "not_yet") add(reason.from, "begins", offer);
      if (reason.code === "ended") add(reason.until, "ends", offer);
      if (reason.code === "wrong_time") add(reason.next, "begins", offer);
    }
  };
  for (const { offer, until } of status?.offers.available ?? []) add(until, "ends", offer);
  status?.offers.refused.forEach(refused);
  quote?.offers.refused.forEach(refused);
  for (const { ladder, until } of status?.tiers ?? []) add(until, "tier_ends", ladder);
  for (const { offer, until } of status?.coupons ?? []) add(until, "coupon_ends", offer);
  const books = status ? [status.points, ...(status.pools ?? []).map(({ points }) => points)] : [];
  for (const { lots } of books) {
    for (const lot of lots) {
      add(lot.expires_at, "points_expire");
      if (lot.state === "pending") add(lot.available_at, "points_come");
    }
  }
  return found;
}

/** What was known before goes on being known; in the order of time, each once. */
export function together(before: readonly Mark[], more: readonly Mark[]): Mark[] {
  const all = new Map([...before, ...more].map((it) => [`${it.at} ${it.what} ${it.id}`, it]));
  return [...all.values()].sort((one, other) => one.at - other.at);
}
