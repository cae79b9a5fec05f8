/**
 * A member's record as things that happened, the newest first. It is read off the snapshot: what the snapshot has no instant of, such as a
 * return, is told with what it belongs to.
 */
import type { FoldedDocument, Instant, LotDocument, MemberDocument, OrderDocument } from "perks";

export type Happened = { at: Instant } & (
  | { is: "order"; order: OrderDocument }
  | { is: "redemption"; reward: string; cancelled: boolean; spent: readonly LotPart[] }
  | { is: "activity"; activity: string }
  | { is: "granted"; lot: LotDocument }
  | { is: "expired"; lot: LotDocument }
  | { is: "level"; ladder: string; level?: string }
  | { is: "coupon"; offer: string; used: boolean; revoked: boolean }
  | { is: "plan"; plan: string; until: Instant }
  | { is: "use"; perk: string; count: number; cancelled: boolean }
  | { is: "enrolled"; offer: string }
  | { is: "joined" }
  | { is: "folded"; month: FoldedDocument }
);

interface LotPart {
  points: number;
}

export function happened(state: MemberDocument): Happened[] {
  const orders = new Set(state.orders.map(({ id }) => id));
  const all: Happened[] = [
    ...state.orders.map((order) => ({ is: "order", at: order.at, order }) as const),
    ...(state.redemptions ?? []).map(
      ({ at, reward, cancelled, spent = [] }) =>
        ({ is: "redemption", at, reward, cancelled: cancelled === 1, spent }) as const,
    ),
    ...(state.activities ?? []).map(
      ({ at, activity }) => ({ is: "activity", at, activity }) as const,
    ),
    ...state.lots.flatMap((lot) => ofLot(lot, orders)),
    ...(state.tiers ?? []).map(({ ladder, level, at, since }) => ({
      is: "level" as const,
      at: at ?? since,
      ladder,
      ...(level !== undefined && { level }),
    })),
    ...(state.coupons ?? []).map(
      ({ issued_at, offer, used, revoked }) =>
        ({
          is: "coupon",
          at: issued_at,
          offer,
          used: used !== undefined,
          revoked: !!revoked,
        }) as const,
    ),
    ...(state.memberships ?? []).map(
      ({ since, plan, until }) => ({ is: "plan", at: since, plan, until }) as const,
    ),
    ...(state.uses ?? []).map(
      ({ at, perk, count, cancelled }) =>
        ({ is: "use", at, perk, count, cancelled: cancelled === 1 }) as const,
    ),
    ...(state.activated ?? []).map(({ at, offer }) => ({ is: "enrolled", at, offer }) as const),
    ...(state.joined_at ? [{ is: "joined", at: state.joined_at } as const] : []),
    ...(state.folded ?? []).map(
      (month) => ({ is: "folded", at: `${month.month}T12:00:00.000Z`, month }) as const,
    ),
  ];
  return all.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

/** What an order earned is told with it. */
function ofLot(lot: LotDocument, orders: ReadonlySet<string>): Happened[] {
  const granted: Happened[] = orders.has(lot.source)
    ? []
    : [{ is: "granted", at: lot.earned_at, lot }];
  const gone = lot.expires_at ?? lateOf(lot);
  return lot.expired && gone ? [{ is: "expired", at: gone, lot }, ...granted] : granted;
}

/** Until when what a lot waited for could have come. */
function lateOf({ waits_for }: LotDocument): Instant | undefined {
  return typeof waits_for === "object" ? waits_for.activity.until : undefined;
}

/**
 * What was paid for an order in money: its parts as they were recorded, added up, since a record has no sum of them. Nothing is rounded. Tax
 * that came on top of prices is not recorded, and not in it.
 */
export function paidOf({ lines, shipping }: OrderDocument): number {
  const goods = lines.reduce(
    (sum, { net_minor, points_minor, card_minor = 0 }) =>
      sum + net_minor - points_minor - card_minor,
    0,
  );
  if (!shipping) return goods;
  const { cost_minor, discount_minor = 0, points_minor = 0, card_minor = 0 } = shipping;
  return goods + cost_minor - discount_minor - points_minor - card_minor;
}

/** How much of an order came back. */
export function returnedOf({ lines }: OrderDocument): "none" | "part" | "all" {
  if (lines.every(({ units, returned = 0 }) => returned === units)) return "all";
  return lines.some(({ returned = 0 }) => returned > 0) ? "part" : "none";
}
