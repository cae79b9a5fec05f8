/** Uses and amounts: what fits in what is left. Whose they are is not known here. */
import type { Amounts, CounterAsk, CounterGrant, Limit } from "../contracts.ts";

/** Stands for no limit, so that all limits are reckoned alike; sums of these stay whole numbers. */
const UNLIMITED = 2 ** 50;

export const NONE: Amounts = { uses: 0, amount: 0 };

export function bound({ uses = UNLIMITED, amount = UNLIMITED }: Limit): Amounts {
  return { uses, amount };
}

export function plus(a: Amounts, b: Amounts): Amounts {
  return { uses: a.uses + b.uses, amount: a.amount + b.amount };
}

export function minus(a: Amounts, b: Amounts): Amounts {
  return { uses: a.uses - b.uses, amount: a.amount - b.amount };
}

export function least(a: Amounts, b: Amounts): Amounts {
  return { uses: Math.min(a.uses, b.uses), amount: Math.min(a.amount, b.amount) };
}

/** Whether all of it is there; of what is not wanted nothing needs to be. */
export function fits({ uses, amount }: Amounts, left: Amounts): boolean {
  return (uses === 0 || uses <= left.uses) && (amount === 0 || amount <= left.amount);
}

/** What can be had of it, where nothing more can be found. */
export function grantOf(
  want: Amounts,
  left: Amounts,
  overrun: CounterAsk["overrun"],
): Amounts | null {
  if (fits(want, left)) return want;
  const isOver = (want.uses > 0 && left.uses <= 0) || (want.amount > 0 && left.amount <= 0);
  if (isOver || overrun === "refuse") return null;
  return overrun === "allow"
    ? want
    : least(want, { uses: Math.max(left.uses, 0), amount: Math.max(left.amount, 0) });
}

/**
 * What the engine is told. What was granted fits above it; where that is less than was wanted, no more does; of what was allowed beyond
 * the limit, the limit is not reached.
 *
 * @param had what the object knows to be used and held
 * @param left what was left of the limit, where that is known
 */
export function told(
  limit: Limit,
  want: Amounts,
  granted: Amounts | null,
  had: Amounts,
  left?: Amounts,
): CounterGrant {
  const most = bound(limit);
  const before = (of: keyof Amounts) => {
    if (limit[of] === undefined) return had[of];
    if (granted === null) return most[of] - Math.max(left?.[of] ?? 0, 0);
    if (granted[of] < want[of]) return most[of] - granted[of];
    const room = granted[of] > 0 && left !== undefined && granted[of] > left[of] ? 1 : granted[of];
    return Math.max(
      Math.min(left === undefined ? had[of] : most[of] - left[of], most[of] - room),
      0,
    );
  };
  return { granted, before: { uses: before("uses"), amount: before("amount") } };
}
