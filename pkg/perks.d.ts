/// <reference lib="esnext.disposable" />
/**
 * Perks: points, tiers, perks and coupons from one rule document.
 *
 * Units, everywhere in this file: `…_minor` is an integer of the programme's minor currency unit
 * (CNY 12.90 is `1290`, JPY 500 is `500`); points are integers of the programme's smallest point;
 * an {@link Instant} that comes out is RFC 3339 in UTC with milliseconds (`2026-11-20T04:00:00.000Z`).
 * Every integer is within ±(2^53 − 1).
 */

/** RFC 3339 text with an offset, epoch milliseconds, or a `Date`. */
export type InstantInput = string | number | Date;
/** RFC 3339, UTC, milliseconds: the form of `Date.prototype.toISOString`. */
export type Instant = string;
/**
 * JSON text, its UTF-8 bytes, or a plain object of the same shape (slower).
 *
 * An object holds texts, safe integers, booleans, `null`, lists and objects made by `{}`; a member that
 * is `undefined` counts as absent, and a `Date` as its epoch milliseconds. It is read once, before the
 * engine is called, and never changed. Refused, at their place: other numbers and bigints
 * (`wrong_type`), everything else (`not_plain`), more than 1,000,000 values or 8 MiB (`too_large`),
 * more than 32 levels (`too_deep`), half of a surrogate pair in a text (`not_utf8`).
 */
export type Document = string | Uint8Array | object;

/** Something the author or the caller sent is wrong. All of them are reported at once. */
export interface Problem {
  /**
   * Stable; see `docs/codes.md`. Three come from this package and not from the engine: `not_plain` (the
   * value is no plain data, or reading it threw: then `cause` of the error is what was thrown),
   * `not_started` (see `perks/manual`), and `internal`: a bug of perks, please report it with the error's
   * `cause`; the handle may be unusable, so read the documents again.
   */
  code: string;
  severity: "error" | "warning";
  /** Which document: `program`, `member`, `cart`, `event`, `options`. */
  document: "program" | "member" | "cart" | "event" | "options";
  /** JSON pointer (RFC 6901) into that document; empty for the whole of it. */
  path: string;
  /** One-based; absent when the document was neither text nor bytes, or where no place can be named. */
  line?: number;
  /** One-based, in Unicode scalar values; there whenever `line` is. */
  column?: number;
  /** One sentence, lower case. */
  message: string;
  /** What to do about it, where something useful can be said. */
  help?: string;
}

/**
 * Thrown by every function of this package; nothing else is, but for what `fetch` throws when a
 * browser cannot load the module. The handles stay usable, and nothing has changed.
 */
export class PerksError extends Error {
  private constructor();
  readonly name: "PerksError";
  /** At least one, in the order of the document. */
  readonly problems: readonly Problem[];
  /** What the caller's own getter or proxy threw, or what made the engine fail. */
  readonly cause?: unknown;
}

/** The sentence-free "no" of the business: typed, with what is needed, what there is, what is missing. */
export type Reason =
  | { code: "not_yet"; from: Instant }
  | { code: "ended"; until: Instant }
  | { code: "wrong_time"; next?: Instant }
  | { code: "not_enrolled" }
  | { code: "other_level"; ladder: string; needs: string[]; has?: string }
  | { code: "other_segment"; needs: string[] }
  | { code: "points_short"; pool?: string; needs: number; has: number; missing: number }
  | { code: "points_over"; pool?: string; maximum: number; has: number }
  | { code: "amount_short"; needs_minor: number; has_minor: number; missing_minor: number }
  | { code: "units_short"; needs: number; has: number; missing: number }
  | { code: "none_met"; of: Reason[][] }
  | { code: "too_few_met"; needs: number; has: number; missing: number; of: Reason[][] }
  | { code: "excluded" }
  | { code: "nothing_to_discount" }
  | { code: "better_offer"; offer: string; by_minor: number }
  | { code: "no_such_price" }
  | { code: "out_of_stock" }
  | { code: "limit_reached"; limit: number; used: number; until?: Instant }
  | { code: "spending_off" }
  | { code: "balance_short"; needs: number; has: number; missing: number }
  | { code: "spend_below_minimum"; needs: number; has: number; missing: number }
  | { code: "spend_off_step"; step: number; has: number }
  | { code: "spend_over_maximum"; maximum: number; has: number }
  | { code: "spend_below_item"; needs: number; has: number; missing: number };

/** Who pays for a discount. */
export type Bearer = "brand" | "shop" | "platform" | "partner";

export interface Lot {
  id: string;
  /** The earning rule that granted it. */
  rule: string;
  /** The event or order it came from. */
  source: string;
  granted: number;
  left: number;
  earned_at: Instant;
  /** Not spendable before. */
  available_at: Instant;
  /** Not spendable from here on; absent: never expires. */
  expires_at?: Instant;
  state: "pending" | "available" | "expired" | "used_up";
}

export interface Status {
  program: string;
  version: number;
  currency: string;
  now: Instant;
  /** Absent for a guest. */
  member?: string;
  joined_at?: Instant;
  /** The level of each ladder; absent where the programme has none, empty for a guest. */
  tiers?: {
    ladder: string;
    level: string;
    /** Since when and until when it was granted; the base of who was granted nothing has neither. */
    since?: Instant;
    until?: Instant;
  }[];
  /** Those that the member is in, by the programme's order; absent where the programme has none. */
  segments?: string[];
  points: {
    /** Spendable now. */
    balance: number;
    /** What the balance is worth at the till, rounded down; absent where points are not cash. */
    worth_minor?: number;
    pending: number;
    /** Of every point ever granted: granted = balance + pending + spent + expired. */
    granted: number;
    spent: number;
    expired: number;
    /** Soonest to expire first: the order in which they are spent. Used-up lots are left out. */
    lots: Lot[];
    /** The next loss, if nothing is spent before. */
    next_expiry?: { at: Instant; points: number };
  };
  offers: {
    /** Could apply to a suitable cart now. */
    available: { offer: string; until?: Instant }[];
    refused: { offer: string; reasons: Reason[] }[];
  };
}

export interface LineDiscount {
  offer: string;
  amount_minor: number;
  bearer: Bearer;
}

export interface QuoteLine {
  id: string;
  sku: string;
  units: number;
  price_minor: number;
  /** units × price_minor */
  list_minor: number;
  discounts: LineDiscount[];
  discount_minor: number;
  /** list_minor − discount_minor */
  net_minor: number;
  /** This line's share of what the spent points are worth. */
  points_minor: number;
  /** This line's share of what the gift card pays; absent when none. */
  card_minor?: number;
  /** net_minor − points_minor − card_minor: what is paid in money. */
  pay_minor: number;
  /** Points this line earns: its share of `points.earn.total`. */
  earns: number;
}

/** What an earning rule gives, or would but for a cap. */
export interface RulePoints {
  rule: string;
  /** The pool that it goes to, unless that is the usual one. */
  pool?: string;
  /** In all, after multipliers and caps. */
  points: number;
  /** Before caps, where one took some away. */
  uncapped?: number;
  /** Of each line, in the order of the cart; adds up to `points`. Only of an order. */
  lines?: number[];
}

export interface Quote {
  program: string;
  version: number;
  currency: string;
  now: Instant;
  lines: QuoteLine[];
  /** Absent without shipping, or when it costs nothing. */
  shipping?: {
    cost_minor: number;
    points_minor: number;
    card_minor?: number;
    /** cost_minor − points_minor − card_minor */
    pay_minor: number;
  };
  /** Over lines and shipping: net + shipping − points − card = pay. */
  totals: {
    list_minor: number;
    discount_minor: number;
    net_minor: number;
    shipping_minor?: number;
    points_minor: number;
    card_minor?: number;
    pay_minor: number;
    units: number;
  };
  points: {
    /** Spendable now; negative for who owes points. */
    balance: number;
    /** The lines that were to be bought at a price in points, by their ids; absent when none. */
    prices?: QuotePrice[];
    spend: {
      /** The most that this order takes from this balance. */
      maximum: number;
      /** What is charged. */
      chosen: number;
      worth_minor: number;
      /** Why not what was asked for; empty when it was granted. */
      reasons: Reason[];
    };
    earn: { total: number; rules: RulePoints[] };
  };
  offers: {
    applied: { offer: string; saves_minor: number }[];
    /** In the order of the programme. */
    refused: { offer: string; reasons: Reason[] }[];
  };
}

/** A line at a price in points; where there are reasons it is priced as usual instead. */
export interface QuotePrice {
  line: string;
  price: string;
  /** For all its units. */
  points: number;
  /** For all its units, beside the points. */
  money_minor: number;
  reasons: Reason[];
}

/** What a reward costs; it can be had when there are no reasons. */
export interface RewardQuote {
  reward: string;
  points: number;
  /** Beside the points. */
  money_minor: number;
  reasons: Reason[];
}

/** What happened to the ledger: append-only; the member's state is the fold of its entries. */
export type Entry =
  | { kind: "joined"; event: string; at: Instant }
  /** From `at` until `expires_at` the member has the level, unless another is granted. */
  | { kind: "levelled"; event: string; at: Instant; ladder: string; level: string; expires_at?: Instant }
  | { kind: "entered" | "left"; event: string; at: Instant; segment: string }
  | { kind: "spent"; event: string; at: Instant; order: string; lot: string; points: number; worth_minor: number }
  | {
      kind: "granted"; event: string; at: Instant; order: string; lot: string; rule: string; points: number;
      available_at: Instant; expires_at?: Instant;
      /** Adds up to `points`. */
      lines: { line: string; points: number }[];
    };

export interface Recorded {
  /** Empty when this very event was recorded before. */
  entries: Entry[];
  /** True when the event had been recorded before, with the same contents. */
  duplicate: boolean;
}

export interface StatusOptions { now: InstantInput }
export interface QuoteOptions {
  now: InstantInput;
  /** Points to spend: a number, or `"max"`. Default 0. */
  spend?: number | "max";
  /** By line: at which price in points it is bought, and how many points for each unit. Default: as many as go. */
  prices?: Record<string, { price: string; points?: number }>;
}
export interface RecordOptions { now: InstantInput }

/**
 * A handle into the module. `free()` it, or use `using`; what is forgotten is freed some time after
 * it was collected. A freed handle throws {@link PerksError} with a problem of code `freed_handle`;
 * freeing it again is no harm. Handles are independent: a member outlives its programme's handle.
 */
interface Handle extends Disposable {
  free(): void;
}

export class Program implements Handle {
  private constructor();
  readonly id: string;
  readonly version: number;
  readonly currency: string;
  /** Decimal digits of the currency: JPY 0, CNY 2, KWD 3. */
  readonly digits: number;
  /** Warnings of the reading; errors are thrown. */
  readonly warnings: readonly Problem[];
  member(document: Document): Member;
  /** Someone who has not joined. */
  guest(): Member;
  cart(document: Document): Cart;
  free(): void;
  [Symbol.dispose](): void;
}

export class Member implements Handle {
  private constructor();
  /** Absent for a guest. */
  readonly id: string | undefined;
  status(options: StatusOptions): Status;
  /** @param cart of the same programme */
  quote(cart: Cart, options: QuoteOptions): Quote;
  /** Changes this handle's state, and says how; when it throws, nothing has changed. */
  record(event: Document, options: RecordOptions): Recorded;
  /** The snapshot, as a member document. */
  state(): object;
  free(): void;
  [Symbol.dispose](): void;
}

export class Cart implements Handle {
  private constructor();
  /** Changes one line in place: nothing else is read again. @param units at least 1 */
  setUnits(line: string, units: number): void;
  /** Adds a line behind the others; its id must be new. */
  addLine(line: Document): void;
  removeLine(line: string): void;
  /** The cart document as it stands. */
  state(): object;
  free(): void;
  [Symbol.dispose](): void;
}

/**
 * Reads a programme document. In a browser the first call waits for the module.
 *
 * @throws {PerksError} with every problem.
 */
export function load(document: Document): Promise<Program>;
