/** What is asked of the engine when nobody types: hints, coupons, what points can be spent in, at which prices in points lines are to be had. */
import type { Hint, Reason, Status } from "perks";
import { answer } from "../../engine/answer";
import type { ProgramDocument } from "../../engine/shop";
import type { Desk } from "./desk";

/** What the idle time brought. */
export interface Found {
  hints: readonly Hint[];
  coupons: NonNullable<Status["coupons"]>;
  /** The least number of points that is taken, and multiples of what; as the engine refuses a single one. */
  spending: { minimum?: number; step?: number; reasons: readonly Reason[] };
  /** Prices in points, by line. */
  prices: ReadonlyMap<string, readonly string[]>;
}

export const NOTHING_FOUND: Found = {
  hints: [],
  coupons: [],
  spending: { reasons: [] },
  prices: new Map(),
};

const HINTS = 3;

export function find(desk: Desk): Found {
  const { cart, account } = desk;
  const now = desk.now();
  const status = answer(() => account.member.status({ now }));
  const coupons = "good" in status ? (status.good.coupons ?? []) : [];
  if (!cart) return { ...NOTHING_FOUND, coupons };
  const options = { ...desk.options(), now };
  const hints = answer(() => account.member.hints(cart, { ...options, at_most: HINTS }).hints);
  return {
    hints: "good" in hints ? hints.good : [],
    coupons,
    spending: spendingOf(desk),
    prices: pricesOf(desk),
  };
}

/** A single point is asked for: what stands against that says what is taken. */
function spendingOf(desk: Desk): Found["spending"] {
  const { cart, account } = desk;
  if (!cart) return NOTHING_FOUND.spending;
  const options = { ...desk.options(), spend: 1, now: desk.now() };
  const made = answer(() => account.member.quote(cart, options).points.spend.reasons);
  const reasons: readonly Reason[] = "good" in made ? made.good : [];
  const found: Found["spending"] = { reasons };
  for (const reason of reasons) {
    if (reason.code === "spend_below_minimum") found.minimum = reason.needs;
    if (reason.code === "spend_off_step") found.step = reason.step;
  }
  return found;
}

/** Each price of the programme is asked of all lines at once: it is a line's, unless there is no such price. */
function pricesOf(desk: Desk): Found["prices"] {
  const { cart, account, quote } = desk;
  const found = new Map<string, string[]>();
  if (!cart || !quote) return found;
  for (const price of declaredPrices(account.shop.document)) {
    const prices = Object.fromEntries(quote.lines.map(({ id }) => [id, { price }]));
    const options = { ...desk.options(), now: desk.now(), prices };
    const made = answer(() => account.member.quote(cart, options).points.prices ?? []);
    if ("problems" in made) continue;
    for (const { line, reasons } of made.good)
      if (!reasons.some(({ code }) => code === "no_such_price"))
        found.set(line, [...(found.get(line) ?? []), price]);
  }
  return found;
}

/** The ids of prices in points, as the document names them. */
function declaredPrices({ points }: ProgramDocument): string[] {
  return (points?.spending?.prices ?? []).map(({ id }) => id);
}

/** Runs the latest of what is asked for, once nothing was asked for a while and the page has time. */
export class Idle {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly wait: number,
    private readonly work: () => void,
  ) {}

  ask(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => whenIdle(this.work), this.wait);
  }
}

/** Safari has no idle callbacks. */
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work);
}
