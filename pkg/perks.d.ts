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
 * (`wrong_type`), everything else (`not_plain`), more than 1,000,000 values or 9.25 MiB (`too_large`),
 * more than 32 levels (`too_deep`), half of a surrogate pair in a text (`not_utf8`).
 */
export type Document = string | Uint8Array | object;

/**
 * What the sentence for a problem needs beside its place, by code: names and ids, limits, words of the format, why the business
 * says no. Texts from outside are cut to 128 characters.
 */
export interface ProblemParams {
  wrong_type: { expected?: ExpectedType; found?: FoundType };
  /** `instead` is what the field is called now, where both that and its old name stand there. */
  duplicate_field: { name: string; instead?: string };
  /** `near` is what was probably meant. */
  unknown_field: { name: string; near?: string };
  not_supported: { name: string };
  /** `name` is read as long as the format is; write `instead`. */
  deprecated: { name: string; instead: string };
  missing_field: { name?: string };
  unknown_choice: { found: string; near?: string; choices?: string[] };
  too_many: { maximum?: number };
  too_long: { maximum?: number };
  /** Decimal numbers are texts. */
  out_of_range: { minimum?: number | string; maximum?: number | string; above?: number };
  bad_id: { found: string; kind: NamedKind };
  bad_decimal: { found: string };
  too_many_decimals: { maximum: number };
  bad_date: { found: string };
  bad_instant: { found: string };
  bad_time: { found: string };
  bad_locale: { found: string };
  /** `found` is an integer as a text, of whatever size; `reads` the format that is read here. */
  unsupported_format: { found: string; reads: number };
  unknown_currency: { found: string };
  wrong_currency: { needs: string };
  unknown_zone: { found: string };
  duplicate_id: { id: string };
  /** The turn of `offer` comes after that of `before`; without, lines of the cart decide. Off is so much of the example, and in the other order. */
  order_decides: { offer: string; before?: string; off_minor: number; other_minor: number };
  wrong_program: { needs: string };
  /** `near` is what was probably meant; where nothing is near, `declared` is all that there is of the kind, if it is little. */
  unknown_name: { kind: DeclaredKind; name: string; near?: string; declared?: string[] };
  unknown_line: { id: string };
  unknown_lot: { id?: string };
  unknown_order: { kind: "order" | "redemption" | "use" | "coupon"; id?: string };
  spend_refused: { reason: Reason };
  coupon_refused: { entered: string; reason: Reason };
  event_refused: { reason?: Reason };
  more_problems: { count: number };
}

/** What a field wants to hold. */
export type ExpectedType =
  | "text" | "integer" | "list" | "object" | "word" | "word_or_object" | "id" | "decimal" | "points" | "integer_or_text"
  | "time" | "date" | "day_of_year" | "instant" | "spend" | "coupon";
/**
 * An id that a programme declares, a name from outside, a path of words between `/`, a sum of 32 hexadecimal digits, a hash of a code,
 * a hash of a holder, a public key, what hides codes.
 */
export type NamedKind = "id" | "name" | "path" | "digest" | "hash" | "holder" | "key" | "salt";
/** What a document holds. */
export type FoundType = "nothing" | "boolean" | "integer" | "other_number" | "text" | "list" | "object";
/** What a programme declares, and others name. */
export type DeclaredKind =
  | "activity" | "class" | "cycle" | "earning rule" | "gift" | "group" | "key" | "ladder" | "level" | "offer" | "offer or group"
  | "perk" | "plan" | "pool" | "reward" | "score" | "segment" | "selector" | "set of days" | "stage";

/**
 * Stable; see `docs/codes.md`. Four come from this package and not from the engine: `not_plain` (the
 * value is no plain data, or reading it threw: then `cause` of the error is what was thrown),
 * `not_started` (see `perks/manual`), `not_loaded` (the module could not be fetched or compiled: `cause` is what
 * the runtime threw, or a `Response` that was no success), and `internal`: a bug of perks, please report it with the error's
 * `cause`; the handle may be unusable, so read the documents again.
 */
export type ProblemCode =
  | keyof ProblemParams
  | "too_large" | "not_utf8" | "not_json" | "too_deep" | "not_plain" | "not_started" | "not_loaded" | "not_one_choice" | "empty"
  | "bad_zone" | "empty_window" | "contradiction" | "no_effect" | "unbounded" | "bad_lot"
  | "over_limit" | "event_conflict" | "event_too_early" | "event_in_future" | "wrong_member" | "return_refused"
  | "other_program" | "wrong_handle" | "freed_handle" | "internal";

/** Something the author or the caller sent is wrong. All of them are reported at once. `perks/texts` has sentences for them. */
export type Problem = { [Code in ProblemCode]: ProblemOf<Code> }[ProblemCode];

type ProblemOf<Code extends ProblemCode> = {
  code: Code;
  severity: "error" | "warning";
  /** Which document. */
  document: "program" | "member" | "cart" | "event" | "options" | "inputs" | "receipt";
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
  /** A cart that shows it, for `order_decides`. */
  example?: CartDocument;
} & (Code extends keyof ProblemParams ? WithParams<ProblemParams[Code]> : { params?: never });

/** Absent where there would be nothing in it. */
type WithParams<Params> = object extends Params ? { params?: Params } : { params: Params };

/**
 * Thrown by every function of this package; nothing else is, but for what `fetch` throws when a
 * browser cannot load the module. The handles stay usable, and nothing has changed.
 */
export class PerksError extends Error {
  private constructor();
  /** What it is among errors of other libraries. */
  readonly name: "PerksError";
  /** At least one, in the order of the document. */
  readonly problems: readonly Problem[];
  /** What the caller's own getter or proxy threw, or what made the engine or its loading fail. */
  readonly cause?: unknown;
}

/**
 * What a number about a member is counted in, and so how it is written: `money` in minor units, in members named `…_minor`; `count`,
 * `points` (the programme's smallest) and `days` as integers; `share` in percent and `rate` as decimal texts, such as `"12.5"`.
 */
export type Unit = "money" | "count" | "points" | "days" | "share" | "rate";

/** A number about a member, as the format calls it. */
export type MeasureName =
  | "spend" | "orders" | "visits" | "bought" | "average_order" | "share" | "activities" | "points_earned" | "balance"
  | "expiring" | "referrals" | "uses" | "favourite" | "score" | "attribute" | "age" | "tenure" | "since_last_order";
/** A moment that a condition counts from. */
export type MomentName = "age" | "tenure" | "since_last_order" | "joined" | "birthday" | "anniversary" | "due_again";
/** What is one of a few: a stage, the class of a score, a gender, an attribute. */
export type ClassName = "stage" | "score" | "gender" | "attribute";
/** What an order says of itself, as its cart does; an attribute has a name. */
export type OrderFactName = "channel" | "store" | "region" | "payment" | "shipping_method" | "device" | "order_attribute";
/** A number about an order, beside its amount and units. */
export type OrderNumberName = "lines" | "shipping_cost" | "order_attribute";

/** What a condition asks about a member or an order. */
export interface Asked<Name extends string = string> {
  of: Name;
  /** Of which activity, pool, score, attribute, ladder or plan; absent where there is but one to speak of. */
  name?: string;
}

/** What is needed, what there is, and needs − has, each in a {@link Unit}. */
export type Short =
  | { unit: "money"; needs_minor: number; has_minor: number; missing_minor: number }
  | { unit: "count" | "points" | "days"; needs: number; has: number; missing: number }
  | { unit: "share" | "rate"; needs: string; has: string; missing: string };

/** What is allowed at the most, and what there is, in a {@link Unit}. */
export type Over =
  | { unit: "money"; maximum_minor: number; has_minor: number }
  | { unit: "count" | "points" | "days"; maximum: number; has: number }
  | { unit: "share" | "rate"; maximum: string; has: string };

/** The sentence-free "no" of the business: typed, with what is needed, what there is, what is missing. */
export type Reason =
  | { code: "not_yet"; from: Instant }
  | { code: "ended"; until: Instant }
  | { code: "wrong_time"; next?: Instant }
  | { code: "not_enrolled" }
  | { code: "other_level"; ladder: string; needs: string[]; has?: string }
  | { code: "other_segment"; needs: string[] }
  /** Of the classes or values that are needed one would do; without `has` the member is in none. */
  | ({ code: "other_class"; needs: string[]; has?: string } & Asked<ClassName | OrderFactName>)
  /** `has` is what the membership is instead; without one, `ended` is when the last one was over. */
  | { code: "no_membership"; plan: string; has?: PlanState; ended?: Instant }
  /** Nobody brought the member, or somebody else. */
  | { code: "not_referred" }
  /** The level is for whom it is granted to. */
  | { code: "not_invited" }
  /** `from` is the first instant at which enough time has passed, if nothing else happens. */
  | ({ code: "too_soon"; from?: Instant } & Asked<MomentName>)
  /** `until` is the first instant at which it was too late. */
  | ({ code: "too_late"; until?: Instant } & Asked<MomentName>)
  | ({ code: "too_little" } & Asked<MeasureName | OrderNumberName> & Short)
  /** `amount` and `units` are those of the cart. */
  | ({ code: "too_much" } & Asked<MeasureName | OrderNumberName | "amount" | "units"> & Over)
  /** Nobody stated it, or what happened does not suffice to know. */
  | ({ code: "not_known" } & Asked<MeasureName | MomentName | ClassName | OrderFactName>)
  /** The number of the order at hand, its first being 1; 0 when the cart holds none of the goods that are counted. */
  | { code: "other_order"; has: number }
  /** A balance, in smallest points; without `pool` of the first that can be spent. So it is of the next. */
  | { code: "points_short"; pool?: string; needs: number; has: number; missing: number }
  /** More smallest points than are allowed. */
  | { code: "points_over"; pool?: string; maximum: number; has: number }
  /** `selector`: the goods that count are those of one selector with a name; so it is of the next, and of `nothing_to_discount`. */
  | { code: "amount_short"; selector?: string; needs_minor: number; has_minor: number; missing_minor: number }
  /** Units of the goods that count. */
  | { code: "units_short"; selector?: string; needs: number; has: number; missing: number }
  /** Each alternative with its own reasons, the nearest first. */
  | { code: "none_met"; of: Reason[][] }
  /** How many conditions are needed and met; each that is not, with its own reasons. */
  | { code: "too_few_met"; needs: number; has: number; missing: number; of: Reason[][] }
  | { code: "excluded" }
  | { code: "nothing_to_discount"; selector?: string }
  | { code: "better_offer"; offer: string; by_minor: number }
  /** `by_minor` is told of the first hundred offers that others outdo; so it is of the next. */
  | { code: "conflict"; offer: string; by_minor?: number }
  | { code: "better_combination"; by_minor?: number }
  | { code: "not_chosen" }
  | { code: "no_such_price" }
  | { code: "out_of_stock" }
  /** How many times, in the period that ends at `until`. Of a coupon or code, an order uses one of an offer. */
  | { code: "limit_reached"; limit: number; used: number; until?: Instant }
  /** As `limit_reached`, of what it saved. */
  | { code: "budget_reached"; limit_minor: number; used_minor: number; until?: Instant }
  /** It takes a code, and none was entered. */
  | { code: "code_needed" }
  /** No offer has this code, or takes this voucher, and the member has no such coupon. */
  | { code: "unknown_code" }
  /** The voucher is of this other programme. */
  | { code: "voucher_of_other_program"; program: string }
  /** The key that signed the voucher is none by which the offer's are signed now. */
  | { code: "key_refused"; key: string }
  /** The voucher was called back. */
  | { code: "revoked" }
  /** The voucher was issued to somebody else. */
  | { code: "other_holder" }
  /** The member has no coupon of it. */
  | { code: "not_held" }
  /** The coupon, code or voucher is used, by this order. */
  | { code: "used"; order: string }
  /** The member has not enrolled in it. */
  | { code: "not_activated" }
  /** The caller left it out. */
  | { code: "left_out" }
  | { code: "spending_off" }
  /** So many smallest points were asked for; so it is of `has` of the next four. */
  | { code: "balance_short"; needs: number; has: number; missing: number }
  /** The least number of points that is taken. */
  | { code: "spend_below_minimum"; needs: number; has: number; missing: number }
  /** Multiples of so many points are taken. */
  | { code: "spend_off_step"; step: number; has: number }
  /** The most points that this order takes. */
  | { code: "spend_over_maximum"; maximum: number; has: number }
  /** The points that the cheapest unit costs, of which points pay whole ones alone. */
  | { code: "spend_below_item"; needs: number; has: number; missing: number };

/** Who pays for a discount, or for cash back. */
export type Bearer = "brand" | "shop" | "platform" | "partner";

/** Who bears an amount: one all of it, or several, each a part in minor units; the parts add up to it. */
export type Borne =
  | { bearer: Bearer; bearers?: never }
  | { bearer?: never; bearers: { bearer: Bearer; amount_minor: number }[] };

/** Points of one grant, in the programme's smallest points. Spent is what is neither left nor gone otherwise. */
export type LotDocument = {
  id: string;
  /** Absent where it is the first pool that can be spent. */
  pool?: string;
  /** The earning rule that granted it; absent for what was given by hand, received or converted. */
  rule?: string;
  /** The order, event or instant that it came from. */
  source: string;
  granted: number;
  /** Neither spent nor gone. */
  left: number;
  /** Expired, or what it waited for did not come. Absent when none, as the next three. */
  expired?: number;
  /** Taken by returns. */
  clawed_back?: number;
  /** Taken away by a forfeit or by hand. */
  forfeited?: number;
  /** Gone to another account, or to a lot of its own. */
  transferred?: number;
  earned_at: Instant;
  /** Not spendable from here on; absent: never expires, or not known before it is available. */
  expires_at?: Instant;
  /** What the member does moves `expires_at`. */
  expiry?: "sliding";
  /** What entering a level, segment or stage gave that would not have been entered: all of it was taken back. */
  undone?: 1;
} & Availability;

/** Spendable from an instant on, or once something has happened: its order's delivery, or an activity in time. */
export type Availability =
  | { available_at: Instant; waits_for?: never }
  | { waits_for: "delivery" | { activity: { id: string; until: Instant } }; available_at?: never };

/** A lot in a status, and whether it can be spent at that instant; `used_up`: nothing is left, for whatever cause. */
export type Lot = LotDocument & { state: "pending" | "available" | "expired" | "used_up" };

/**
 * The books of a pool, in the programme's smallest points:
 * granted = balance + pending + spent + expired + clawed_back + forfeited + transferred.
 */
export interface PointsStatus {
  /** Spendable now, less what is owed: negative while more is owed. */
  balance: number;
  /** What the balance is worth at the till, rounded down; absent where points are not cash. */
  worth_minor?: number;
  /** Spendable later. */
  pending: number;
  granted: number;
  /** What paid, or was converted. */
  spent: number;
  /** Expired, or what they waited for did not come. */
  expired: number;
  /** Taken by returns, what is owed included. Absent when none, as the next three. */
  clawed_back?: number;
  /** Taken away by forfeits or by hand. */
  forfeited?: number;
  /** Gone to other accounts, or to lots of their own. */
  transferred?: number;
  /** What a return took and was no longer there: new points repay it first. */
  owed?: number;
  /** Soonest to expire first: the order in which they are spent. Used-up lots are left out. */
  lots: Lot[];
  /** The next loss, if nothing is spent before. */
  next_expiry?: { at: Instant; points: number };
}

/** What a member has at an instant: points, levels, memberships, perks, offers. */
export interface Status {
  program: string;
  /** The programme's version. */
  version: number;
  currency: string;
  now: Instant;
  /** Absent for a guest. */
  member?: string;
  joined_at?: Instant;
  /** The level of each ladder; absent where the programme has none, empty for a guest. */
  tiers?: TierStatus[];
  /** What each plan is to the member; absent where the programme has none. */
  memberships?: MembershipStatus[];
  /** What there is of each perk; absent where the programme has none. */
  perks?: PerkStatus[];
  /** Those that the member is in, by the programme's order; absent where the programme has none. */
  segments?: string[];
  /** The stage of the member's life; absent where the programme has none, or none is met. */
  stage?: string;
  /** Each score, and what it was reached from; absent where the programme has none, and for a guest. */
  scores?: ScoreStatus[];
  /** Of the first pool that can be spent. */
  points: PointsStatus;
  /** The other pools; absent when there are none. */
  pools?: { pool: string; spendable: boolean; points: PointsStatus }[];
  /** For each rule that gives by the day of a run; absent when there are none. */
  streaks?: {
    rule: string;
    /** Of the run; 0 when it is broken or never began. */
    days: number;
    /** Today counts already. */
    done: boolean;
    /** What the next day gives. */
    next_points: number;
    /** When it can be earned: from here on … */
    next_from?: Instant;
    /** … and before this instant, so that the run goes on. */
    next_until?: Instant;
  }[];
  /** Money that is still to be credited, less what came back; absent when there is none. */
  cash_back?: ({ order: string; offer: string; amount_minor: number; at: Instant } & Borne)[];
  /** What points buy; absent where the programme has no rewards. */
  rewards?: RewardQuote[];
  /** The coupons that can be used, now or later; absent when there are none. */
  coupons?: {
    coupon: string;
    offer: string;
    issued_at: Instant;
    /** When it can be used, by itself and by its offer. */
    from?: Instant;
    until?: Instant;
    /** What it takes off, where its offer takes what each coupon is worth. */
    worth_minor?: number;
    /** Why it cannot be used now; empty when a suitable cart could. */
    reasons: Reason[];
  }[];
  /** What the member buys most, for each that a selector asks for; absent when none does, and for guests. */
  favourites?: {
    by: "sku" | "category" | "brand";
    /** The selectors with a name that ask for it; absent when none. */
    selectors?: string[];
    /** Which; absent where nothing was bought often enough. */
    name?: string;
    /** How many units were bought of what was bought most. */
    units: number;
    /** The least number of units, below which nothing is a favourite. */
    needs: number;
  }[];
  /** But for those that the programme does not show. */
  offers: {
    /** Could apply to a suitable cart now. */
    available: { offer: string; until?: Instant }[];
    refused: { offer: string; reasons: Reason[] }[];
  };
}

/** A level of a ladder, and where it leads. */
export interface TierStatus {
  ladder: string;
  /** Absent where not even the first is everybody's, and the member has none. */
  level?: string;
  /** Since when without a break; the base of who had nothing else, since joining. */
  since?: Instant;
  /** Until when: the first instant without it, unless it is kept; in its grace, the end of that. Absent: for ever. */
  until?: Instant;
  /** Absent for the base of who had nothing else. */
  why?: LevelReason;
  /** The event by which it came; absent where time did it. */
  event?: string;
  /** What leads to the next level; absent on the highest, and where levels are only granted. */
  next?: TierProgress;
  /** What keeps the level; absent where it has no end. */
  stay?: TierProgress;
  /** What goes at its end, its grace included, if nothing more happens; absent where nothing would. */
  loses?: {
    /** From here on. */
    at: Instant;
    /** The level that is left; absent: none. */
    level?: string;
    /** Perks that are had no more. */
    perks: string[];
    /** Offers that are available no more. */
    offers: string[];
  };
}

/** What a level asks, as far as it is met. */
export interface TierProgress {
  level: string;
  /** As of the last instant before this one; absent: as of now. */
  at?: Instant;
  /** One of them is enough. */
  paths: TierPath[];
}

/** One way to a level: each of its facts is needed. */
export interface TierPath {
  met: boolean;
  facts: TierFact[];
}

/** What a level can ask: a number, something else about the member, or several of them. */
export type FactName =
  | MeasureName | MomentName | ClassName
  | "enrolled" | "tier" | "segment" | "membership" | "referred" | "invited" | "holds" | "during" | "any" | "at_least" | "not";

/** A fact on the way to a level. */
export type TierFact = Asked<FactName> & {
  met: boolean;
  /** Until when what counts now counts: the end of its year, say. */
  until?: Instant;
  /** Of what is no number, why it is not met; absent when it is. */
  reasons?: Reason[];
  /** Of `any`, `at_least` and `not`, the conditions; each is one path. Of the first two, `needs` and `has` count those that are met. */
  paths?: TierPath[];
} & Distance;

/**
 * The least and the most that a number may be, what there is, and how much is missing, in a {@link Unit}; absent `has`: not known; absent `missing`:
 * nothing, or not known. What is no number has no unit.
 */
export type Distance =
  | { unit?: never; needs?: never; maximum?: never; has?: never; missing?: never }
  | { unit: "money"; needs_minor?: number; maximum_minor?: number; has_minor?: number; missing_minor?: number }
  | { unit: "count" | "points" | "days"; needs?: number; maximum?: number; has?: number; missing?: number }
  | { unit: "share" | "rate"; needs?: string; maximum?: string; has?: string; missing?: string };

/** What something comes to, in a {@link Unit}; absent where that is not known. */
export type Value =
  | { unit: "money"; value_minor?: number }
  | { unit: "count" | "points" | "days"; value?: number }
  | { unit: "share" | "rate"; value?: string };

/** A score of the member, and what it was reached from; a matrix has a class and no number. */
export type ScoreStatus = {
  score: string;
  /** Absent below the first class, where the number is not known, and where the score has no classes. */
  class?: string;
  inputs?: ScoreInput[];
} & (Value | { unit?: never; value?: never });

/** A number that a score was reached from; of a matrix, the class of another score. */
export type ScoreInput = Asked<
  MeasureName | "recency" | "frequency" | "monetary" | "yearly_margin" | "retention" | "discount"
> & { class?: string } & Value;

/** A plan of paid membership, and what it is to the member. */
export interface MembershipStatus {
  plan: string;
  /** Tried, paid, or over with benefits that go on for a while; absent without a membership. */
  state?: PlanState;
  /** Since when without a break. */
  since?: Instant;
  /** While it is tried, until when. */
  trial_until?: Instant;
  /** Until when it is paid; where nothing is paid yet, until when it is tried. */
  until?: Instant;
  /** Until when its benefits go on if it is not renewed; absent without grace. */
  grace_until?: Instant;
  /** Without a membership, when the last one was over. */
  ended?: Instant;
  /** It can be tried now: a plan is tried once. */
  trial: boolean;
  /** How it goes on; what is stopped runs out. */
  renews: "automatic" | "by_hand" | "stopped";
  /** What a period costs the member; absent where the programme says no price. */
  price_minor?: number;
}

/** What a perk is; the number is the member's, absent where the programme says none. */
export type PerkGives =
  | "service" | "early_access" | "upgrade" | "fee_waiver" | "return_days" | "priority" | "allowance"
  | ExactlyOne<{
      return_days: number;
      /** A whole number, whose meaning is the host's. */
      priority: number;
      /** A whole number of what the programme names as its unit: pieces of luggage, say. */
      allowance: number;
    }>;

/** A perk, and what there is of it: left = quota + carried − used + extra, at least 0. */
export interface PerkStatus {
  perk: string;
  gives: PerkGives;
  /** How often in the period; absent: as often as one likes. */
  quota?: number;
  /** Beside it, what was left of the period before; absent when none. */
  carried?: number;
  /** Of both, in the period; without a quota, ever. */
  used: number;
  /** How often still; absent without a quota. */
  left?: number;
  /** Of these, what rewards gave; absent when none. */
  extra?: number;
  /** The period of the quota: its first instant … */
  from?: Instant;
  /** … and the first after it, when the quota is there anew. */
  until?: Instant;
  /** Why it cannot be used now; empty when it can. */
  reasons: Reason[];
}

/** How good the chosen combination of offers is. */
export interface OfferProof {
  /** The gap is zero: no combination saves more. */
  optimal: boolean;
  /** What no combination exceeds. */
  bound_minor: number;
  /** bound_minor − what was saved. */
  gap_minor: number;
  /** The combinations that were looked at, whole or in part. */
  nodes: number;
}

/** What an offer takes off a line, and who bears it. */
export interface LineDiscount {
  /** Absent: of rounding the order's total to a coin. */
  offer?: string;
  /** Of so many of the line's units; absent: of all. */
  units?: number;
  /** Of an offer that several bear, each one's part is a discount of its own. */
  amount_minor: number;
  bearer: Bearer;
}

/** A line of a quote: list − discount = net; net − by points − by card = to pay. */
export interface QuoteLine {
  id: string;
  sku: string;
  units: number;
  /** Of one unit, before discounts. */
  price_minor: number;
  /** units × price_minor */
  list_minor: number;
  discounts: LineDiscount[];
  /** Their sum. */
  discount_minor: number;
  /** list_minor − discount_minor */
  net_minor: number;
  /** This line's share of what the spent points are worth. */
  points_minor: number;
  /** This line's share of what the gift card pays; absent when none. */
  card_minor?: number;
  /** net_minor − points_minor − card_minor: what is paid in money. */
  pay_minor: number;
  /** Absent without a rate. */
  tax?: QuoteTax;
  /** Points this line earns: its share of `points.earn.total`. */
  earns: number;
}

/** Tax after discounts: in the price, or on top of it, as the programme's `tax.prices` says. */
export interface QuoteTax {
  /** In percent. */
  rate: string;
  /** What is left after discounts, without the tax. */
  base_minor: number;
  tax_minor: number;
}

/** What an earning rule gives, or would but for a cap. */
export interface RulePoints {
  /** Or the offer whose bonus it is. */
  rule: string;
  /** The pool that it goes to, unless that is the usual one. */
  pool?: string;
  /** In all, after multipliers and caps. */
  points: number;
  /** The points before caps, where one took some away. */
  uncapped?: number;
  /** The multipliers that hold for it; absent when there are none. */
  multipliers?: string[];
  /** Of each line, in the order of the cart; adds up to `points`. Only of an order. */
  lines?: number[];
}

/** What an order costs a member at an instant: discounts, points to spend and to earn, and why not. */
export interface Quote {
  program: string;
  /** The programme's version. */
  version: number;
  currency: string;
  now: Instant;
  lines: QuoteLine[];
  /** Absent without shipping, or when it costs nothing. */
  shipping?: {
    cost_minor: number;
    /** Each with who bears it; absent when there are none. */
    discounts?: { offer: string; amount_minor: number; bearer: Bearer }[];
    /** Their sum; absent when there are none. */
    discount_minor?: number;
    points_minor: number;
    card_minor?: number;
    /** cost_minor − discount_minor − points_minor − card_minor */
    pay_minor: number;
    /** Absent without a rate. */
    tax?: QuoteTax;
  };
  /** Over lines and shipping: net + shipping − shipping_discount − points − card = pay. */
  totals: {
    list_minor: number;
    discount_minor: number;
    net_minor: number;
    /** Before discounts. */
    shipping_minor?: number;
    /** Absent when there is none. */
    shipping_discount_minor?: number;
    points_minor: number;
    card_minor?: number;
    pay_minor: number;
    /** Over lines and shipping with a rate; absent when nothing. */
    taxable_minor?: number;
    tax_minor?: number;
    /** Only where prices exclude tax: pay_minor + tax_minor, what is paid in money. */
    due_minor?: number;
    units: number;
  };
  points: {
    /** Points that can be spent now; negative for who owes some. */
    balance: number;
    /** The lines that were to be bought at a price in points, by their ids; absent when none. */
    prices?: QuotePrice[];
    spend: {
      /** The most points that this order takes from this balance. */
      maximum: number;
      /** The points that are charged. */
      chosen: number;
      /** What they pay of the order. */
      worth_minor: number;
      /** Why not what was asked for; empty when it was granted. */
      reasons: Reason[];
    };
    /** The points of all rules, and of each. */
    earn: { total: number; rules: RulePoints[] };
  };
  /** The levels that the order leads to, where they are others than before it; absent when none. */
  tier_after?: {
    ladder: string;
    level?: string;
    /** Absent: for ever. */
    until?: Instant;
  }[];
  offers: {
    applied: AppliedOffer[];
    /** What would apply, but for others, and what it would save alone; absent when none. */
    possible?: { offer: string; saves_minor: number; reasons: Reason[] }[];
    /** In the order of the programme. */
    refused: { offer: string; reasons: Reason[] }[];
    /** How sure it is that no other combination saves more; absent where there was nothing to choose. */
    proof?: OfferProof;
    /** Where offers were picked: what saves more, and how much; absent when nothing does. */
    better?: { by_minor: number; offers: string[] };
  };
  /** The coupons and codes that were entered, each once; absent when none. */
  codes?: {
    /** As it was entered. */
    entered: string;
    /** Absent where it is of no offer. */
    offer?: string;
    /** Why it brings nothing; empty where its offer applied. */
    reasons: Reason[];
  }[];
  /** What gifts there are beside the cart, one of the choices of each; absent when there are none. */
  gifts?: {
    offer: string;
    /** It comes with the order; absent where it is free once it is in the cart, or picked. */
    added?: true;
    /** `stock` is how many there are, where that is limited. */
    choices: { sku: string; units: number; stock?: number }[];
  }[];
  /** What is credited later; absent when nothing is. */
  cash_back?: ({ offer: string; amount_minor: number; at: Instant } & Borne)[];
  /** The perks of the member that are about goods of the cart, to be had early or without a fee, and the lines; absent when none. */
  perks?: { perk: string; lines: string[] }[];
  /** Where it was asked for: equal ones are of one programme, one input, one outcome. */
  receipt?: Receipt;
}

/** Why two offers never apply together. */
export type ConflictWhy =
  /** One of them is alone in the order, or in the phase of both. */
  | "exclusive"
  /** One of them names the other, or its group, in `not_with`. */
  | "not_with"
  /** One of them has an `only_with` without the other and its group. */
  | "only_with"
  /** Both are of a group of which one may apply. */
  | "group"
  /** Both use one perk. */
  | "perk"
  /** Both are coupons, and an order has one place for these. */
  | "coupons";

/** Which offers combine. What holds between one and many others stands once. */
export interface Combinations {
  /** How offers are chosen of those that combine. */
  choose: "best" | "all" | "best_per_line" | "best_per_group" | "first" | "first_per_line" | "levels";
  /** A unit can have several offers of the phase `line`; absent where one. */
  per_unit?: "any";
  /** At most so many coupons in an order. */
  coupons?: number;
  /** At most so many coupons take anything off a line. */
  coupons_per_line?: number;
  /** The most that all take off together: so many percent of the list amount of all goods, and so much. */
  maximum?: { share: string; amount_minor?: number };
  /** In the order of the programme; absent when none. `not_with`: the offers that combine with none of the group. */
  groups?: { group: string; at_most: number; offers: string[]; not_with?: string[] }[];
  /** The perks that several offers use: of these one applies. Absent when none. */
  perks?: { perk: string; offers: string[] }[];
  /** In the order of their turns. */
  offers: {
    offer: string;
    phase: "line" | "shop" | "platform" | "shipping" | "points";
    /** Higher first within the phase; absent for 0. */
    priority?: number;
    /** In `order` it combines with no other, in `phase` with none of its phase. */
    exclusive?: "order" | "phase";
    /** It takes one of the places for coupons. */
    coupon?: true;
    group?: string;
    perk?: string;
    /** The offers and groups with which it does not combine, whichever of both says so. */
    not_with?: string[];
    /** The offers and groups with which alone it combines, where it names them. */
    only_with?: string[];
  }[];
}

/** What an authority must know of a programme: what it counts for everybody, and what can be used once. */
export interface Authority {
  /** Those with a total or a budget, or of kind `unique_code` or `signed`; in the order of the programme. */
  offers: {
    offer: string;
    kind: "automatic" | "wallet" | "public_code" | "unique_code" | "signed";
    /** The most uses by everybody. */
    total?: number;
    /** The most that it saves everybody, or gives everybody as cash back. */
    budget_minor?: number;
    /** What becomes of the use that goes over: there is none; it gets what is left; it is the last. */
    overrun: "refuse" | "trim" | "allow";
    /** What becomes of the use of an order of which all goods came back. */
    cancelled: "returned" | "kept";
  }[];
  /** Those with a stock, and how many there were at first; in the order of the programme. */
  rewards: { reward: string; stock: number }[];
  /** The public keys of signed vouchers, valid from `from` until `until`, with the serials that hold no more; in the order of the programme. */
  keys: { id: string; public: string; from?: Instant; until?: Instant; revoked: string[] }[];
}

/** What tells whether two quotes are one: of the programme, of what was put in, of what came out. 32 hexadecimal digits each. */
export interface Receipt { program: string; inputs: string; outcome: string }

/** A quote that was made again. */
export interface Replay {
  /** Whether all three are. */
  same: boolean;
  /** Whether the programme is that of the receipt. */
  program: "same" | "other";
  /** Whether member, cart and options are. */
  inputs: "same" | "other";
  /** Whether the quote says the same. */
  outcome: "same" | "other";
  /** As it is made now, with a receipt of its own. */
  quote: Quote;
}

/** An offer that applied. */
export interface AppliedOffer {
  offer: string;
  saves_minor: number;
  /** What it gives, where it gives points. */
  points?: number;
  /** What it gives later, where it gives cash back. */
  cash_back_minor?: number;
  /** Absent where nobody counts them. */
  uses?: number;
  /** The coupon of the member's that it uses. */
  coupon?: string;
  /** What that coupon is worth, where the offer takes so much; what `saves_minor` is less is lost. */
  worth_minor?: number;
  /** The code that it uses, as codes are compared. */
  code?: string;
  /**
   * Of an offer that is limited for everybody together, what everybody had of it until now, as the caller said: 0 without. The order
   * adds `uses`, and `saves_minor` or `cash_back_minor`, so that the authority can compare and set.
   */
  counted?: { uses: number; amount_minor: number };
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
  gives:
    | "donation"
    | ExactlyOne<{
        gift: { sku: string };
        gift_card: { worth_minor: number };
        cash_back: { worth_minor: number };
        /** `worth_minor`: what it takes off, where its offer takes what each coupon is worth. */
        coupon: { offer: string; worth_minor?: number };
        partner: { worth_minor: number };
        perk: { id: string; uses: number };
        tier: { ladder: string; level: string };
      }>;
  points: number;
  /** Beside the points. */
  money_minor: number;
  reasons: Reason[];
}

/** A line of an order, as it was paid. */
export interface OrderLine {
  id: string;
  sku: string;
  units: number;
  /** Of one unit, before discounts. */
  price_minor: number;
  category?: string;
  brand?: string;
  tags?: string[];
  /** What it sells; absent: goods. */
  kind?: LineKind;
  /** The tax that its price includes, or that comes on top, in percent. */
  tax?: { rate: string };
  attributes?: Attributes;
  /** It carried a discount from elsewhere. */
  discounted?: "yes";
  /** Of all units, after discounts. */
  net_minor: number;
  /** The part of it that points paid. */
  points_minor: number;
  /** The part of it that a gift card paid; absent when none. */
  card_minor?: number;
  /** The points that paid it; absent when none. */
  spent?: number;
  /** Units that came back; absent when none. */
  returned?: number;
}

/** What shipping cost; parts that are zero are absent. */
export interface Shipping {
  /** Before discounts. */
  cost_minor: number;
  discount_minor?: number;
  points_minor?: number;
  card_minor?: number;
  /** The points that paid it. */
  spent?: number;
  /** It came back. */
  returned?: 1;
}

/** Units that came back, and their part of what they cost: the parts of all units add up to the line's. */
export interface ReturnedLine {
  units: number;
  /** Absent for shipping. */
  line?: string;
  /** Of what points had paid; absent when none. */
  points_minor?: number;
  /** Of what a gift card had paid; absent when none. */
  card_minor?: number;
  /** To be paid back in money. */
  pay_minor: number;
}

/** What is stated of a member, a line or an order, by name: a whole number from 0 to 1,000,000,000, and texts. */
export type Attributes<None = never> = Record<string, number | string | None>;
/** Why a member has a level. */
export type LevelReason = "granted" | "earned" | "kept" | "grace" | "lapsed" | "undone" | "requalified";
/** What a membership is: tried, paid, or over with benefits that go on for a while. */
export type PlanState = "trial" | "active" | "grace";
/** What happens to a membership. */
export type PlanStep = "trial" | "paid" | "stop" | "end";

/** Which event did it, and when. */
interface ByEvent { event: string; at: Instant }
/** What time may do as well, then without an event. */
interface ByEventOrTime { event?: string; at: Instant }
/** So many points, at least one, of a lot. */
interface OfLot { lot: string; points: number }
/** What points paid: an order, or a reward. */
type Paying = { order: string; redemption?: never } | { redemption: string; order?: never };
/** Points that are owed, or no longer. */
interface Debt {
  /** The order or event that it comes from; absent where it is this very event. */
  source?: string;
  /** Absent where it is the first pool that can be spent. */
  pool?: string;
  points: number;
}

/** Whose condition it is: one of these. */
export type Watched = ExactlyOne<{ rule: string; offer: string; forfeit: string; conversion: string }>;

/**
 * What happened: append-only; a member's state is the fold of its entries, so that whoever keeps all of
 * them, in order, can make the snapshot anew. Points are in the programme's smallest points.
 */
export type Entry =
  /** The first of each event; `digest` tells a repetition from a conflict. */
  | ({ kind: "recorded"; digest: string } & ByEvent)
  /** Everything up to here is settled. */
  | { kind: "settled"; at: Instant }
  /** What was before `until` is kept as sums by month from here on, but for what is still open. */
  | { kind: "folded"; at: Instant; until: Instant }
  /** `day` is the day of birth: `1990-05-01`; `version` the programme's version, where levels are reached by it. */
  | ({ kind: "joined"; referred_by?: string; day?: string; version?: number } & ByEvent)
  /** An attribute that is `null` was taken away. */
  | ({ kind: "profiled"; household?: string; gender?: string; attributes?: Attributes<null>; day?: string } & ByEvent)
  /** A new version of the programme holds from here on: `version`. */
  | { kind: "migrated"; at: Instant; version: number }
  /**
   * From `at` until `expires_at` the member has the level, or none, unless another change follows. `since` is when it was
   * reached, where that is another instant; without `why` it was granted.
   */
  | ({
      kind: "levelled"; ladder: string; level?: string; why?: LevelReason; since?: Instant; expires_at?: Instant;
    } & ByEventOrTime)
  | ({ kind: "entered" | "left"; segment: string } & ByEventOrTime)
  /** The member came to another stage, or to none. */
  | ({ kind: "staged"; stage?: string } & ByEventOrTime)
  /** What a rule that `met` fires asks is met from here on, or no more: an earning rule's, that of an offer's coupons, a forfeit's or a conversion's. */
  | ({ kind: "met" | "unmet" } & Watched & ByEventOrTime)
  /** A membership, told by its plan and `since`, and until when it is paid, tried, or was. */
  | ({ kind: "subscribed"; plan: string; do: PlanStep; since: Instant; expires_at: Instant } & ByEvent)
  /** So many uses; of these, what was carried over and what rewards gave. */
  | ({ kind: "used"; perk: string; quantity: number; carried?: number; extra?: number } & ByEvent)
  /** Somebody whom the member brought placed a first order. */
  | ({ kind: "brought"; of: string } & ByEvent)
  /** A coupon, valid from `available_at` until `expires_at`, within the window of its offer; `order` is the one that it goes with. */
  | ({
      kind: "issued"; coupon: string; offer: string; order?: string; available_at?: Instant; expires_at?: Instant;
      /** What it takes off, where its offer takes what each coupon is worth. */
      worth_minor?: number;
      /** The conversion by which points became it. */
      conversion?: string;
    } & ByEventOrTime)
  | ({ kind: "revoked"; coupon: string } & ByEvent)
  /** The member enrolled in an offer. */
  | ({ kind: "activated"; offer: string } & ByEvent)
  /** `said` is what the cart said of itself and the programme asks about; `offers` are those that gave points, or multiplied them. */
  | ({
      kind: "ordered"; order: string; order_lines: OrderLine[]; shipping?: Shipping; said?: OrderFacts;
      offers?: { offer: string }[]; uses?: OfferUse[];
    } & ByEvent)
  /** An order has so much coming at an instant; `shares` are the parts of the lines. */
  | ({
      kind: "cash_back"; order: string; offer: string; amount_minor: number; available_at: Instant;
      shares: { line: string; amount_minor: number }[];
    } & Borne & ByEvent)
  /** What is left of it is credited. */
  | ({ kind: "credited"; order: string; offer: string; amount_minor: number; conversion?: never } & Borne & ByEventOrTime)
  /** Points became so much money, which is credited; who bears it is not told. */
  | ({
      kind: "credited"; conversion: string; amount_minor: number;
      order?: never; offer?: never; bearer?: never; bearers?: never;
    } & ByEventOrTime)
  /** A return took so much of it: where it is credited already, that is to be paid back. */
  | ({ kind: "cash_back_returned"; order: string; offer: string; amount_minor: number } & Borne & ByEvent)
  | ({ kind: "delivered"; order: string } & ByEvent)
  | ({ kind: "returned"; order: string; returned: ReturnedLine[] } & ByEvent)
  /** An activity; `points` is what it earned, `order` what it was about. */
  | ({
      kind: "reported"; activity: string; order?: string; points?: number; amount_minor?: number; quantity?: number;
    } & ByEvent)
  /** A run of so many days, the last of them `day`. */
  | ({ kind: "ran"; rule: string; day: string; days: number } & ByEvent)
  /** What is left of a step waits for the next order. */
  | ({
      kind: "carried"; rule: string; amount_minor: number;
      /** The order that moved it, by itself or by a return, and what the rule counted of it. */
      order?: string; counted?: CountedDocument;
    } & ByEventOrTime)
  /** A reward was bought; `amount_minor` is paid in money beside the points. */
  | ({
      kind: "redeemed"; redemption: string; reward: string; points?: number; amount_minor?: number;
      /** The perk of which it gave so many uses. */
      perk?: string; quantity?: number;
    } & ByEvent)
  /** A reward was given back; or a use, which the event `source` reported, did not take place. */
  | ({ kind: "cancelled"; redemption: string; perk?: never } & ByEvent)
  | ({ kind: "cancelled"; perk: string; source: string; redemption?: never } & ByEvent)
  /** A lot came to be. */
  | ({
      kind: "granted";
      order?: string;
      /** Absent where it is the order or the event. */
      source?: string;
      /** Absent for what was given by hand, received or converted. */
      rule?: string;
      /** The conversion by which points of another pool became it. */
      conversion?: string;
      pool?: string;
      expires_at?: Instant;
      expiry?: "sliding";
      /** The account that it was received from. */
      from?: string;
      /** Of an order, the lines that earned any: adds up to `points`. */
      lines?: { line: string; points: number }[];
    } & Availability & OfLot & ByEventOrTime)
  /** A lot became available, and so expires. */
  | ({
      kind: "released"; rule?: string; available_at: Instant; expires_at?: Instant; expiry?: "sliding";
    } & OfLot & ByEventOrTime)
  /** Sliding lots live longer: those of a rule, or of a pool's rules that say nothing themselves. */
  | ({ kind: "extended"; rule?: string; pool?: string; expires_at: Instant } & ByEvent)
  /** Points of a lot paid `worth_minor` of an order, or a part of a reward. */
  | ({ kind: "spent"; worth_minor?: number } & Paying & OfLot & ByEvent)
  /** Points of a lot became a coupon, points of another pool or money: an entry that follows, of the same conversion. They count as spent. */
  | ({ kind: "converted"; conversion: string } & OfLot & ByEventOrTime)
  /** Points that had paid came back to their lot. */
  | ({ kind: "given_back" } & Paying & OfLot & ByEvent)
  /** They came back to a new lot, since theirs, `source`, was gone or soon will be. */
  | ({ kind: "renewed"; source: string; expires_at?: Instant; expiry?: "sliding" } & Paying & OfLot & ByEvent)
  /**
   * A return took them: with `rule` from a lot that the order earned, otherwise from another one. Without `order` all of what
   * entering a level, segment or stage gave that would not have been entered; without `points` nothing of it was left.
   */
  | ({ kind: "clawed_back"; order?: string; rule?: string; lot: string; points?: number } & ByEvent)
  /** What an earlier return of the order took elsewhere is back, to be taken anew. */
  | ({ kind: "restored"; order: string } & OfLot & ByEvent)
  /** A return took more than there was. */
  | ({ kind: "owed" } & Debt & ByEvent)
  /** A debt is taken off, to be reckoned anew. */
  | ({ kind: "cleared" } & Debt & ByEvent)
  /** Points of a lot repaid what `order`, or `source`, owed. */
  | ({ kind: "repaid"; order?: string; lot: string } & Debt & ByEventOrTime)
  /** Time took them, or what they waited for did not come. */
  | ({ kind: "expired"; rule?: string; at: Instant } & OfLot)
  /** Taken away: by a forfeit, or by hand. */
  | ({ kind: "forfeited"; forfeit?: string } & OfLot & ByEventOrTime)
  | ({ kind: "transferred"; to: string } & OfLot & ByEvent)
  /** A transfer sends so many, where the programme caps that: the entries of the lots come after it. */
  | ({ kind: "sent"; to: string; points: number; pool?: string } & ByEvent);

/** An event for another account that follows: record it there. It has the same id, so twice is no harm. */
export interface Message {
  /** The member or household. */
  to: string;
  event: { id: string; at: Instant } & (
    | { receive: { from: string; lots: { points: number; pool?: string; expires_at?: Instant }[] }; referral?: never }
    | { referral: { of: string }; receive?: never }
  );
}

/** What an event, or time, did to a member. */
export interface Recorded {
  /** Empty when this very event was recorded before, or everything was settled. */
  entries: Entry[];
  /** Absent when there are none. */
  messages?: Message[];
  /**
   * What the counts of everybody get back, and codes can be used again; absent when nothing: what an order had of offers, all of whose
   * goods came back with this event, where `cancelled` is not `kept`; of a redemption that was given back, the reward.
   */
  restored?: (OfferUse & { reward?: never } | { reward: string; offer?: never })[];
  /** True when the event had been recorded before, with the same contents. */
  duplicate: boolean;
}

/** What coupons and codes are good for, before there is a cart. */
export interface Verdicts {
  /** Each thing that was entered once, in that order. */
  codes: Verdict[];
}

/** What a coupon or code is good for. */
export interface Verdict {
  /** As it was entered. */
  entered: string;
  /** Absent where it is of no offer. */
  offer?: string;
  /** The coupon of the member's that it is. */
  coupon?: string;
  /** The code that it is, as codes are compared, or a voucher's serial. */
  code?: string;
  /** Until when its offer, and of a coupon or voucher this one, is to be had; absent where that has no end. */
  until?: Instant;
  /** Why it cannot be used, whatever the cart; empty where a cart may have it. */
  reasons: Reason[];
}

/** What would let offers apply that do not: the greatest gain first. */
export interface Hints {
  /** At most one for an offer. */
  hints: Hint[];
}

/** The smallest change that lets an offer apply, and what that brings: it was priced. */
export interface Hint {
  offer: string;
  /** All of it is to be changed; the rest of the cart and of the options stays. */
  change: {
    /** What the goods to add cost before discounts; 0 without any. */
    cost_minor: number;
    add?: {
      /** So much of them, before discounts. */
      amount_minor: number;
      /** So many, where units are what is missing; else any goods like these do that cost so much. */
      units?: number;
      /** A selector with a name asks for them, and for no others. */
      selector?: string;
      /** Lines that do, with ids that are new to the cart: {@link Cart.addLine} takes them. */
      lines: CartLine[];
    }[];
    /** When to buy instead: the option `now`. */
    at?: Instant;
    /** What the cart is to say of itself instead; of its attributes, these. */
    set?: OrderFacts;
    /** Offers to leave out: the option `without`, beside what is left out already. */
    without?: string[];
    /** How many points to spend instead: the option `spend`. */
    spend?: number;
  };
  /** What all offers together then take off more, of goods and shipping; not negative. */
  saves_minor: number;
  /** What is then paid more in money; negative where it is less. */
  pays_minor: number;
  /** The points that are then earned more; negative where they are fewer. */
  earns: number;
  /** What is then credited more later; absent when it is the same. */
  cash_back_minor?: number;
}

/** What time brings until an instant, if nothing happens but what was supposed. */
export interface Forecast {
  now: Instant;
  until: Instant;
  /** In order of time: what expires, is granted, becomes available or falls due, and what the supposed events do. */
  entries: Entry[];
  /** The points of the first pool that can be spent, at `until`. */
  balance: number;
  /** What `status` will say at `until`: levels, memberships, perks, scores and points as they will be then. */
  status: Status;
}

/** What a line sells. */
export type LineKind = "goods" | "gift_card" | "service" | "fee";

/** So many units of one sku at one price. */
export interface CartLine {
  id: string;
  sku: string;
  /** At least 1. */
  units: number;
  /** Of one unit, before discounts. */
  price_minor: number;
  /** A path: `beauty/mask`. */
  category?: string;
  brand?: string;
  tags?: string[];
  /** What it sells; `goods` when absent. Selectors are about goods, unless they say otherwise. */
  kind?: LineKind;
  /** The tax that its price includes, or that comes on top where the programme says so, in percent. */
  tax?: { rate: string };
  /** No discount takes a unit below it; at most the price. */
  floor_price_minor?: number;
  /** Texts, and whole numbers from 0 to 1,000,000,000, by name. */
  attributes?: Attributes;
  /** Whether it carries a discount from elsewhere; `no` when absent. */
  discounted?: "yes" | "no";
}

/** What an order says of itself, as far as conditions ask for it. What is not said is not known. */
export interface OrderFacts {
  channel?: string;
  store?: string;
  /** A path, from the whole to the part: `CN/31/0115`. */
  region?: string;
  /** The method of payment, a co-branded card too. */
  payment?: string;
  shipping_method?: string;
  device?: string;
  /** Texts, and whole numbers from 0 to 1,000,000,000, by name. */
  attributes?: Attributes;
}

/** What is about to be bought. */
export interface CartDocument extends OrderFacts {
  /** The programme's. */
  currency: string;
  lines: CartLine[];
  /** Bringing it to the customer, and the tax that it includes, in percent. */
  shipping?: { cost_minor: number; tax?: { rate: string } };
  /** What a gift card may pay at the most. */
  gift_card_minor?: number;
}

/** What can happen to a member; an event says exactly one of these. Points are in the programme's smallest points. */
export interface Happenings {
  /** A cart was paid; it is priced again. `spend` is how many points paid, 0 when absent; the rest as in {@link QuoteOptions}. */
  order: { id: string; cart: CartDocument; spend?: number; prices?: AtPrices; gifts?: Picks } & EnteredOptions;
  /**
   * A coupon is issued, or taken away. Without `from` and `until` it is valid as its offer says. `worth_minor` is what it takes off: to
   * be said where its offer takes what each coupon is worth, and only there.
   */
  coupon:
    | { issue: { id: string; offer: string; from?: InstantInput; until?: InstantInput; worth_minor?: number }; revoke?: never }
    | { revoke: { coupon: string }; issue?: never };
  /**
   * Units of lines come back; without `lines` all that is left, shipping included. `shipping` says otherwise:
   * with all it may be `kept`, with lines `returned`.
   */
  refund: { order: string; lines?: { line: string; units: number }[]; shipping?: "kept" | "returned" };
  delivered: { order: string };
  /** An activity of the programme, which says whether it carries an amount or a quantity. */
  activity: { id: string; order?: string; amount_minor?: number; quantity?: number };
  /** A reward is bought. `stock_left` is how many the caller has. */
  redeem: { reward: string; points?: number; stock_left?: number };
  /** A redemption is given back, or a use did not take place: the event that said so. */
  cancel: { redemption: string; use?: never } | { use: string; redemption?: never };
  /**
   * A membership is tried; a period is paid, the first or one more; it is not renewed any more; it ends at once. The engine
   * charges nothing: say so when it has happened.
   */
  membership: { plan: string; do: PlanStep };
  /** The member enrols in an offer that asks for it; again it does nothing. */
  activate: { offer: string };
  /** A perk is used, once unless `count` says more. */
  use: { perk: string; count?: number };
  /** A level is granted, until an instant or as long as the programme says; `ladder` where there are several. */
  level: { ladder?: string; level: string; until?: InstantInput };
  /** The member comes into a segment, or leaves it. */
  segment: { id: string; in: "yes" | "no" };
  /** Points given by hand, or taken when negative; never zero, and never more than the balance. */
  adjust: { points: number; reason: string; pool?: string; expires_at?: InstantInput };
  /** Points go to another account: the answer holds the message for it. */
  transfer: { to: string; points: number; pool?: string };
  /** Points come from another account: a {@link Message} of its recording. */
  receive: { from: string; lots: { points: number; pool?: string; expires_at?: InstantInput }[] };
  /** Somebody whom the member brought placed a first order: a {@link Message} of theirs. */
  referral: { of: string };
  /** `birthday` is a day: `1990-05-01`. */
  join: { referred_by?: string; birthday?: string };
  /** What is stated replaces what was; an attribute that is `null` is taken away. */
  profile: { birthday?: string; household?: string; gender?: string; attributes?: Attributes<null> };
}

/** Exactly one of the fields of `T`. */
type ExactlyOne<T> = { [Name in keyof T]: Pick<T, Name> & { [Other in Exclude<keyof T, Name>]?: never } }[keyof T];

/** One thing that happened, at its instant. */
export type EventDocument = {
  /** Repeating an event with the same id and contents does nothing. */
  id: string;
  at: InstantInput;
  /** Why it comes after what followed it; without, it may not lie before what is settled. */
  correction?: { reason: string };
} & ExactlyOne<Happenings>;

/** What a lot paid of an order or a reward. */
export interface SpentDocument {
  lot: string;
  points: number;
  /** Of these, what came back; absent when none. */
  returned?: number;
  /** The lot that they came back to, where that is another. */
  renewed?: string;
}

/** An order in a snapshot: what was bought and what it did, since returns and questions about the past need it. */
export interface OrderDocument {
  id: string;
  /** The event that recorded it. */
  event: string;
  at: Instant;
  delivered_at?: Instant;
  lines: OrderLine[];
  shipping?: Shipping;
  /** The offers that gave points, multiplied them, or give money later: the parts of its lines, and what returns took back. */
  offers?: {
    offer: string;
    /** Who bears it is as it was promised; older records may lack it, and have it from the programme of now. */
    cash_back?: { at: Instant; lines: number[]; back_minor?: number; credited?: 1 } & (
      | Borne
      | { bearer?: never; bearers?: never }
    );
  }[];
  /** What the cart said of itself, as far as the programme asked when it was recorded: returns ask again. */
  said?: OrderFacts;
  /** The lots that it earned, with the points of each line, in their order, and what returns took of them. */
  earned?: { lot: string; lines: number[]; clawed_back?: number }[];
  /** The lots that paid a part of it, in the order in which they did. */
  spent?: SpentDocument[];
  /** What its returns took from other lots than its own. */
  taken?: { lot: string; points: number }[];
  /** What it had of offers whose uses are counted. */
  uses?: OfferUse[];
  /** What rules counted of it that carry what is left of a step. */
  counted?: CountedDocument[];
}

/** What a rule counted of an order that carries what is left of a step. */
export interface CountedDocument {
  rule: string;
  /** For each line, in their order. */
  lines: number[];
  shipping_minor?: number;
  /** What its full steps came to, what was carried to it included. */
  steps_minor?: number;
  /** By how much the order has moved what is carried, its returns included; absent in an entry. */
  moved_minor?: number;
}

/** What an order had of an offer: what it took off, or gave as cash back; a coupon of the member's, or a code as codes are compared. */
export interface OfferUse { offer: string; uses: number; saved_minor?: number; coupon?: string; code?: string }

/** A member's snapshot: all that a decision needs. Lists and numbers that are empty are mostly absent. */
export interface MemberDocument {
  format: 1;
  program: string;
  /** Absent for a guest. */
  id?: string;
  joined_at?: Instant;
  /** A day: `1990-05-01`. */
  birthday?: string;
  referred_by?: string;
  household?: string;
  gender?: string;
  /** By name. */
  attributes?: Attributes;
  /**
   * Changes of levels in order of time: decided `at`, where that is not `since`, since when it is had without a break; without
   * `why` it was granted, without `level` there is none.
   */
  tiers?: {
    ladder: string; level?: string; at?: Instant; since: Instant; until?: Instant; why?: LevelReason; event?: string;
  }[];
  /** In the order of beginning; what was never paid is over with its trial. */
  memberships?: {
    plan: string; since: Instant; trial_until?: Instant;
    /** Until when it is paid or tried, or when it was ended. */
    until: Instant;
    stopped?: 1;
    ended?: 1;
  }[];
  /** By the event that reported it: so many uses, and of these what was carried over and what rewards gave. */
  uses?: { id: string; perk: string; at: Instant; count: number; carried?: number; extra?: number; cancelled?: 1 }[];
  /** Who was brought, and when that was said. */
  brought?: { id: string; at: Instant }[];
  segments?: string[];
  stage?: string;
  /** The rules whose conditions the member meets, of those that `met` fires. */
  met?: Watched[];
  /** The version of the programme that the member was settled by. */
  version?: number;
  /** Everything up to here is settled. */
  as_of?: Instant;
  /**
   * `at` is the event's own instant; without it the event is kept for ever. `sent` is what a transfer sent, of the usual pool unless it
   * says otherwise, where the programme caps that.
   */
  events: { id: string; digest: string; at?: Instant; sent?: { points: number; pool?: string } }[];
  /** In spending order. */
  lots: LotDocument[];
  /** Points that the member owes, the oldest first. */
  debts?: { source: string; pool?: string; points: number }[];
  orders: OrderDocument[];
  activities?: {
    event: string; activity: string; at: Instant; amount_minor?: number; quantity?: number;
    /** It granted points. */
    earned?: 1;
  }[];
  /** Runs of days: the last of them, and how many. */
  runs?: { rule: string; day: string; days: number }[];
  /** What is left of a step waits for the next order; after returns a step and more, or below zero. */
  carried?: { rule: string; amount_minor: number }[];
  /** Valid from `from` until `until`, within the window of the offer; `order` is the one that it was issued for. */
  coupons?: {
    id: string; offer: string; issued_at: Instant; from?: Instant; until?: Instant; order?: string;
    /** What it takes off, where its offer takes what each coupon is worth. */
    worth_minor?: number;
    /** By which order. */
    used?: string;
    /** It was taken away. */
    revoked?: 1;
  }[];
  /** The offers that the member enrolled in. */
  activated?: { offer: string; at: Instant }[];
  redemptions?: {
    id: string; event: string; reward: string; at: Instant;
    /** What was paid in money. */
    money_minor?: number;
    /** The perk of which it gave so many uses. */
    perk?: string;
    uses?: number;
    spent?: SpentDocument[];
    cancelled?: 1;
  }[];
  /** Of what is older, sums by calendar month, the oldest first. */
  folded?: FoldedDocument[];
  /** What was before is folded; nothing of it can be recorded or come back any more. */
  folded_until?: Instant;
}

/** A month of which only sums are kept; numbers that are zero are absent. */
export interface FoldedDocument {
  /** Its first day: `2016-01-01`. */
  month: string;
  /** Those that count. */
  orders?: number;
  /** Orders that came back whole and do not count. */
  returned?: number;
  /** Days with an order. */
  visits?: number;
  /** Units that did not come back, and what they cost. */
  units?: number;
  list_minor?: number;
  net_minor?: number;
  /** What was paid in money. */
  paid_minor?: number;
  last_order_at?: Instant;
  /** Lots that are used up, by the rule that granted them. */
  points?: {
    granted: number;
    pool?: string;
    /** Absent for what was given by hand, received, or only came back. */
    rule?: string;
    expired?: number;
    clawed_back?: number;
    forfeited?: number;
    transferred?: number;
    /** What transfers sent of the pool, where the programme caps that; stands where there is no rule. */
    sent?: number;
    /** Of what orders had earned: what returns took back, from whichever lot. */
    taken_back?: number;
    /** Of what orders had earned: the part of the units that came back. */
    returned?: number;
  }[];
  activities?: FoldedTimes[];
  /** Rewards that were not given back. */
  rewards?: FoldedTimes[];
  /** Uses of perks, of which `quantity` is how many. */
  uses?: FoldedTimes[];
  /** Uses of offers, and how many coupons of them were issued. */
  offers?: { id: string; uses?: number; saved_minor?: number; coupons?: number }[];
}

/** How often something was reported, had or used, and on how many days. */
export interface FoldedTimes { id: string; times: number; days: number; quantity?: number }

/** Of {@link Program.prepare}. */
export interface PrepareOptions {
  /**
   * What is hashed with each public code: 16 to 128 characters, chosen at random for each publication. Needed where
   * public codes stand in the document. It is no secret, since the prepared document shows it.
   */
  salt?: string;
}

/** Of {@link Member.status}: as of when. */
export interface StatusOptions { now: InstantInput }
/** Of {@link Member.quote} and {@link Member.inputs}. */
export interface QuoteOptions extends EnteredOptions {
  now: InstantInput;
  /** Points to spend: a number, or `"max"`. Default 0. */
  spend?: number | "max";
  /** By line: at which price in points it is bought, and how many points for each unit. Default: as many as go. */
  prices?: AtPrices;
  /** The gifts that the member picked. Default: those in the cart. */
  gifts?: Picks;
  /** The offers to apply, by id, where they are picked. Default: the programme's choice. */
  offers?: string[];
  /** The most combinations of offers to look at for the best, 1 to 1,000,000. Default 500. */
  nodes?: number;
  /** Whether the quote has a receipt. Default `no`: it is reckoned from the whole of programme, member and cart. */
  receipt?: "yes" | "no";
}
/** Of {@link Member.hints}: those of a quote, of which the hints are, and how many. */
export interface HintOptions extends Omit<QuoteOptions, "receipt"> {
  /** The most hints, 1 to 20. Default 3. */
  at_most?: number;
}
/** Skus by the id of an offer: one of its choices each. */
export type Picks = Record<string, string>;
/** What a caller names of offers for an order. */
export interface EnteredOptions {
  /** Coupons of the member's, by their ids, codes and vouchers; of a unique code the caller says of which offer it is. */
  coupons?: (string | { code: string; offer: string; voucher?: never } | { voucher: Voucher; code?: never; offer?: never })[];
  /** Offers to leave out. */
  without?: string[];
  /** By offer, what everybody had of it until now. An order that uses an offer with a total or a budget needs it. */
  counters?: Record<string, { uses?: number; amount_minor?: number }>;
}
/** Of {@link Member.check}: as of when, and what is asked about. */
export interface CheckOptions extends Omit<EnteredOptions, "without"> { now: InstantInput }
/** What a signed voucher says. That its key signed it is verified before: the engine judges what it says. */
export interface Voucher {
  /** The programme that it is of. */
  program: string;
  /** The offer that it is for. */
  offer: string;
  /** Its number, by which it is told from the offer's others, exactly as it is written. */
  serial: string;
  /** The id of the key that signed it. */
  key: string;
  /**
   * Whom it was issued to; absent: whoever has it. The SHA-256 over the UTF-8 of the serial, a line feed and the member's id, in 64
   * small hexadecimal digits.
   */
  holder?: string;
  /** It holds from then on. */
  from?: InstantInput;
  /** It holds before then. */
  until?: InstantInput;
}
/** By the id of a line. */
export type AtPrices = Record<string, { price: string; points?: number }>;
/** Of {@link Member.record}: no event may lie after `now`. */
export interface RecordOptions { now: InstantInput }
/** Of {@link Member.settle}: until when. */
export interface SettleOptions { now: InstantInput }
/** Of {@link Member.forecast}. */
export interface ForecastOptions {
  now: InstantInput;
  /** Not before `now`. */
  until: InstantInput;
  /** What is supposed to happen, between `now` and `until`, in any order; at most 100. */
  events?: EventDocument[];
}

/**
 * A handle into the module. `free()` it, or use `using`; what is forgotten is freed some time after
 * it was collected. A freed handle throws {@link PerksError} with a problem of code `freed_handle`;
 * freeing it again is no harm. Handles are independent: a member outlives its programme's handle.
 */
interface Handle extends Disposable {
  /** Frees its memory in the module; again is no harm. */
  free(): void;
}

/** The rules, as {@link load} read them: what members and carts are read for. */
export class Program implements Handle {
  private constructor();
  /** As its document says. */
  readonly id: string;
  /** The programme's version, as its document says. */
  readonly version: number;
  /** ISO 4217, such as `CNY`. */
  readonly currency: string;
  /** Decimal digits of the currency: JPY 0, CNY 2, KWD 3. */
  readonly digits: number;
  /** Of its days: a name as `Intl` knows it, that of a table of its own, or an offset such as `+08:00`. */
  readonly zone: string;
  /** Decimal digits of points, 0 to 3: 1 where the smallest point is a tenth. */
  readonly pointDigits: number;
  /** Warnings of the reading, such as `deprecated`; errors are thrown. */
  readonly warnings: readonly Problem[];
  /** Reads a snapshot: what {@link Member.state} gave, or an import. @throws {PerksError} with every problem. */
  member(document: Document): Member;
  /** Someone who has not joined. */
  guest(): Member;
  /** Reads a {@link CartDocument}. @throws {PerksError} with every problem. */
  cart(document: Document): Cart;
  /** More warnings, which cost more than the reading: orders that nobody decided and that change what is paid, each with a cart as `example`. */
  check(): Problem[];
  /**
   * The text of the document as it is published: with the table of its zone, with hashes for public codes, without
   * `$schema`, in canonical form (RFC 8785). What it is loaded as answers as this programme does. The same salt gives
   * the same text; what is prepared already stays, to the byte.
   *
   * @throws {PerksError} where public codes stand in the document and there is no salt; where one of them is also a
   * hidden one of another offer; where the text is longer than a programme may be.
   */
  prepare(options?: PrepareOptions): string;
  /** What an authority must know: what it counts for everybody, what can be used once, and whose signatures hold. */
  authority(): Authority;
  /** A code as the programme compares it: whose are equal are one code. Who keeps unique codes keeps them so. */
  code(text: string): string;
  /** Which offers combine, of the programme alone. */
  combinations(): Combinations;
  /** Why two offers never apply together; empty where they combine. */
  conflicts(one: string, other: string): ConflictWhy[];
  /** Whether they combine. */
  combines(one: string, other: string): boolean;
  /**
   * Makes a quote again, and tells whether it is that of its receipt.
   *
   * @param inputs what {@link Member.inputs} told
   */
  replay(receipt: string | Uint8Array | Receipt, inputs: Document): Replay;
  /** Frees its memory in the module; again is no harm. */
  free(): void;
  /** The same, for `using`. */
  [Symbol.dispose](): void;
}

/** A member, or a guest, of one programme: what has happened so far. */
export class Member implements Handle {
  private constructor();
  /** Absent for a guest. */
  readonly id: string | undefined;
  /** Points, levels, memberships, perks and offers at an instant; changes nothing. */
  status(options: StatusOptions): Status;
  /** The price of a cart, with the best offers, points to spend and points to earn; changes nothing. @param cart of the same programme */
  quote(cart: Cart, options: QuoteOptions): Quote;
  /** The JSON text that a quote is made from beside the programme: keep it to `replay` the quote. @param cart of the same programme */
  inputs(cart: Cart, options: QuoteOptions): string;
  /** What coupons and codes are good for, before there is a cart; changes nothing. */
  check(options: CheckOptions): Verdicts;
  /** The smallest changes that let offers apply. @param cart of the same programme */
  hints(cart: Cart, options: HintOptions): Hints;
  /** Changes this handle's state, and says how; when it throws, nothing has changed. */
  record(event: string | Uint8Array | EventDocument, options: RecordOptions): Recorded;
  /**
   * Brings the state up to date: what time brought until `now`, such as what expired. Recording does so by
   * itself; whoever keeps entries settles from time to time, so that a loss is on record.
   */
  settle(options: SettleOptions): Recorded;
  /** What time brings until an instant, if nothing happens but what `events` suppose; changes nothing. */
  forecast(options: ForecastOptions): Forecast;
  /** The snapshot, as a member document. */
  state(): MemberDocument;
  /** Frees its memory in the module; again is no harm. */
  free(): void;
  /** The same, for `using`. */
  [Symbol.dispose](): void;
}

/** What is about to be bought, for one programme; changed in place as the customer types. */
export class Cart implements Handle {
  private constructor();
  /** Changes one line in place: nothing else is read again. @param units at least 1 */
  setUnits(line: string, units: number): void;
  /** Adds a line behind the others; its id must be new. */
  addLine(line: Document): void;
  /** Removes a line, by its id; not the last, since a cart is never empty. */
  removeLine(line: string): void;
  /** The cart document as it stands. */
  state(): CartDocument;
  /** Frees its memory in the module; again is no harm. */
  free(): void;
  /** The same, for `using`. */
  [Symbol.dispose](): void;
}

/**
 * Reads a programme document. In a browser the first call waits for the module, and each tries again what failed.
 *
 * @throws {PerksError} with every problem.
 */
export function load(document: Document): Promise<Program>;
