//! The limits of everything that is read or computed, in one table, with the proofs that sums fit.
//!
//! The limits keep every number that crosses a border within ±(2^53−1), where a JavaScript number
//! is exact, and every sum far within an `i64`. Nothing here checks anything: readers do.

/// A number stays within `min..=max`, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is limited, with its unit last.
    pub name: &'static str,
    /// The least value allowed.
    pub min: i64,
    /// The greatest value allowed.
    pub max: i64,
    /// The reason for the limit, for its message.
    pub why: &'static str,
}

/// Any amount of money or points, in minor units: 2^53−1.
pub const MAX_MINOR: i64 = (1 << 53) - 1;
/// The price of one unit, in minor units.
pub const MAX_PRICE_MINOR: i64 = 10_000_000_000;
/// The units of one line.
pub const MAX_UNITS: i64 = 1_000_000;
/// Units times price of one line, in minor units.
pub const MAX_LINE_MINOR: i64 = 9_000_000_000_000;
/// The lines of a cart.
pub const MAX_LINES: i64 = 500;
/// The points of one lot, in smallest points.
pub const MAX_LOT_POINTS: i64 = 400_000_000_000;
/// The lots of a member.
pub const MAX_LOTS: i64 = 20_000;
/// A program's text, in bytes.
pub const MAX_PROGRAM_BYTES: i64 = 4 << 20;
/// A member's text, in bytes.
pub const MAX_MEMBER_BYTES: i64 = 8 << 20;
/// The text of a log of entries, in bytes.
pub const MAX_LOG_BYTES: i64 = 64 << 20;
/// A cart's text, in bytes.
pub const MAX_CART_BYTES: i64 = 1 << 20;
/// An event's text, in bytes.
pub const MAX_EVENT_BYTES: i64 = 1 << 20;
/// The text of an operation's options, in bytes: counters of every offer, and as many vouchers as
/// may be named, have less.
///
/// A counter has at most 128 bytes, a voucher 1,024: 2,000 × 128 + 100 × 1,024 = 358,400.
pub const MAX_OPTIONS_BYTES: i64 = 384 << 10;
/// The text of what a quote was made from, in bytes; options are written with what holds by
/// default.
///
/// `{}` of a counter becomes 27 bytes more, 2,000 × 27 = 54,000, and little else is added.
pub const MAX_INPUTS_BYTES: i64 =
    MAX_MEMBER_BYTES + MAX_CART_BYTES + MAX_OPTIONS_BYTES + (128 << 10);
/// The text of a receipt, in bytes.
pub const MAX_RECEIPT_BYTES: i64 = 1 << 20;
/// Events that a forecast supposes.
pub const MAX_FORECAST_EVENTS: i64 = 100;
/// The hints that one call tells.
pub const MAX_HINTS: i64 = 20;
/// Arrays and objects within one another in a document.
pub const MAX_DEPTH: i64 = 32;
/// The offers of a program.
pub const MAX_OFFERS: i64 = 2_000;
/// The choices of a gift.
pub const MAX_GIFTS: i64 = 32;
/// The earning rules of a program, with the offers that give points.
pub const MAX_EARNING_RULES: i64 = 200;
/// The pools of points of a program.
pub const MAX_POOLS: i64 = 8;
/// The multipliers of a program, with the offers that multiply points.
pub const MAX_MULTIPLIERS: i64 = 64;
/// The caps of one list.
pub const MAX_CAPS: i64 = 64;
/// The forfeits of a program.
pub const MAX_FORFEITS: i64 = 32;
/// The conversions of a program.
pub const MAX_CONVERSIONS: i64 = 32;
/// The rewards of a program.
pub const MAX_REWARDS: i64 = 1_000;
/// The limits of one reward.
pub const MAX_REWARD_LIMITS: i64 = 16;
/// Ways in which coupons of one offer are issued by themselves.
pub const MAX_ISSUES: i64 = 16;
/// The codes of one offer.
pub const MAX_CODES: i64 = 5_000;
/// The public keys of a program.
pub const MAX_KEYS: i64 = 32;
/// The serials that a key has revoked.
pub const MAX_REVOKED: i64 = 5_000;
/// Codes, coupons or offers that a caller names for one order.
pub const MAX_NAMED_OFFERS: i64 = 100;
/// The activities of a program.
pub const MAX_ACTIVITIES: i64 = 256;
/// The prices in points of a program.
pub const MAX_POINTS_PRICES: i64 = 200;
/// The days of a streak that have points of their own, and its milestones.
pub const MAX_STREAK_DAYS: i64 = 366;
/// The cycles of a program's own.
pub const MAX_CYCLES: i64 = 16;
/// The days with a name of a program.
pub const MAX_DAY_SETS: i64 = 64;
/// The days of one list of dates.
pub const MAX_DATES: i64 = 512;
/// The characters of an id that a program declares.
pub const MAX_ID_CHARS: i64 = 64;
/// The characters of an outside id: sku, order, lot, member.
pub const MAX_KEY_CHARS: i64 = 128;
/// The characters of the salt that hides codes, at least: 16 of 64 letters are 96 bits.
pub const MIN_SALT_CHARS: i64 = 16;
/// The characters of any other text.
pub const MAX_TEXT_CHARS: i64 = 2_000;
/// The tags of a line.
pub const MAX_TAGS: i64 = 50;
/// The attributes of a line, of an order, of a selector.
pub const MAX_ATTRIBUTES: i64 = 50;
/// One of these numbers.
pub const MAX_NUMBER: i64 = 1_000_000_000;
/// The problems that one report lists.
pub const MAX_PROBLEMS: i64 = 100;
/// The ladders of a program.
pub const MAX_LADDERS: i64 = 8;
/// The levels of a ladder.
pub const MAX_LEVELS: i64 = 32;
/// The groups of offers of a program.
pub const MAX_GROUPS: i64 = 64;
/// Sets of offers that a quote looks at: the most that a caller may ask for.
pub const MAX_NODES: i64 = 1_000_000;
/// The segments of a program.
pub const MAX_SEGMENTS: i64 = 128;
/// The paid memberships of a program.
pub const MAX_PLANS: i64 = 16;
/// The perks of a program.
pub const MAX_PERKS: i64 = 256;
/// The stages of a lifecycle.
pub const MAX_STAGES: i64 = 16;
/// The scores of a program.
pub const MAX_SCORES: i64 = 64;
/// The classes of a score.
pub const MAX_CLASSES: i64 = 32;
/// The numbers that a score weighs.
pub const MAX_INPUTS: i64 = 32;
/// The cut-offs of one part of a score.
pub const MAX_CUTS: i64 = 32;
/// The different numbers that a program asks of the past.
pub const MAX_MEASURES: i64 = 500;
/// The rules of a program that are fired when their own conditions turn met.
pub const MAX_WATCHES: i64 = 128;
/// The names of one kind that were others before.
pub const MAX_RENAMED: i64 = 256;
/// The segments that a member is in, the memberships that a member had, and the rules of which the
/// conditions are met.
pub const MAX_STANDINGS: i64 = 1_000;
/// The changes of a member's levels: eight ladders may each be asked every day, for years.
pub const MAX_LEVEL_CHANGES: i64 = 20_000;
/// What is stated of a member.
pub const MAX_STATED: i64 = 100;
/// Uses of a perk in one event.
pub const MAX_USES: i64 = 1_000_000;
/// The steps of a table by a measure.
pub const MAX_STEPS: i64 = 64;
/// The cells of a table, those of the tables in it included.
pub const MAX_CELLS: i64 = 1_024;
/// Tables within one another.
pub const MAX_TABLES_DEEP: i64 = 3;
/// The orders of a member.
pub const MAX_ORDERS: i64 = 20_000;
/// The points of all lots of a member that are folded, in smallest points.
pub const MAX_FOLDED_POINTS: i64 = 1_000_000_000_000_000;
/// The months of which a member's sums are kept: 230 years from 1970 to 2199.
pub const MAX_MONTHS: i64 = 230 * 12;
/// What a member paid for one order, in minor units.
pub const MAX_ORDER_MINOR: i64 = 450_000_000_000;
/// The conditions of one list.
pub const MAX_CONDITIONS: i64 = 100;
/// The names in one list of a selector.
pub const MAX_SELECTED: i64 = 5_000;
/// The selectors with a name of a program.
pub const MAX_NAMED_SELECTORS: i64 = 256;
/// The prices of one list.
pub const MAX_PRICES: i64 = 5_000;
/// The parts of a bundle.
pub const MAX_PARTS: i64 = 16;
/// The locales of one text.
pub const MAX_LOCALES: i64 = 100;
/// The first instant, 1970-01-01T00:00:00Z, in epoch milliseconds.
pub const MIN_INSTANT_MILLIS: i64 = 0;
/// The last instant, 2199-12-31T23:59:59.999Z, in epoch milliseconds.
///
/// 230 years from 1970 hold 230 × 365 + 56 leap days (57 years divisible by four, less 2100)
/// = 84,006 days of 86,400,000 ms, less one.
pub const MAX_INSTANT_MILLIS: i64 = 84_006 * 86_400_000 - 1;
/// How far a zone's clock may be from UTC, in seconds: 18 hours.
pub const MAX_OFFSET_SECONDS: i32 = 18 * 3_600;
/// The entries of a zone's table.
pub const MAX_ZONE_ENTRIES: i64 = 2_000;

const fn limit(name: &'static str, min: i64, max: i64, why: &'static str) -> Limit {
    Limit { name, min, max, why }
}

/// Every limit.
pub const LIMITS: &[Limit] = &[
    limit("amount_minor", -MAX_MINOR, MAX_MINOR, "a JavaScript number is exact within 2^53 - 1"),
    limit("price_minor", 0, MAX_PRICE_MINOR, "no unit costs more"),
    limit("line_units", 1, MAX_UNITS, "no line holds more"),
    limit("line_minor", 0, MAX_LINE_MINOR, "500 lines of it stay within 2^53 - 1"),
    limit("cart_lines", 0, MAX_LINES, "the work of a quote grows with the lines"),
    limit("lot_points", 0, MAX_LOT_POINTS, "20,000 lots of it stay within 2^53 - 1"),
    limit("member_lots", 0, MAX_LOTS, "the work of a balance grows with the lots"),
    limit("program_bytes", 0, MAX_PROGRAM_BYTES, "reading needs memory"),
    limit("member_bytes", 0, MAX_MEMBER_BYTES, "reading needs memory"),
    limit("log_bytes", 0, MAX_LOG_BYTES, "reading needs memory"),
    limit("cart_bytes", 0, MAX_CART_BYTES, "reading needs memory"),
    limit("event_bytes", 0, MAX_EVENT_BYTES, "reading needs memory"),
    limit("options_bytes", 0, MAX_OPTIONS_BYTES, "reading needs memory"),
    limit("inputs_bytes", 0, MAX_INPUTS_BYTES, "reading needs memory"),
    limit("receipt_bytes", 0, MAX_RECEIPT_BYTES, "reading needs memory"),
    limit("forecast_events", 0, MAX_FORECAST_EVENTS, "each is recorded on a copy"),
    limit("hints", 1, MAX_HINTS, "people look at some"),
    limit("document_depth", 0, MAX_DEPTH, "reading needs stack"),
    limit("program_offers", 0, MAX_OFFERS, "the work of a quote grows with the offers"),
    limit("gift_choices", 1, MAX_GIFTS, "people choose among them"),
    limit("program_earning_rules", 0, MAX_EARNING_RULES, "each rule looks at each line"),
    limit("program_pools", 1, MAX_POOLS, "each grant names one"),
    limit("program_multipliers", 0, MAX_MULTIPLIERS, "each looks at each rule"),
    limit("listed_caps", 0, MAX_CAPS, "each counts what was granted before"),
    limit("program_forfeits", 0, MAX_FORFEITS, "each looks at each event"),
    limit("program_conversions", 0, MAX_CONVERSIONS, "each looks at each event"),
    limit("program_rewards", 0, MAX_REWARDS, "people choose among them"),
    limit("reward_limits", 0, MAX_REWARD_LIMITS, "there are not more periods"),
    limit("coupon_issues", 0, MAX_ISSUES, "each is asked whenever something happens"),
    limit("offer_codes", 1, MAX_CODES, "more are better codes of their own, which the shop keeps"),
    limit("program_keys", 0, MAX_KEYS, "publishers change over from one to the next"),
    limit("key_revoked", 0, MAX_REVOKED, "for more, change the key"),
    limit("named_offers", 0, MAX_NAMED_OFFERS, "people enter some"),
    limit("program_activities", 0, MAX_ACTIVITIES, "rules name each"),
    limit("program_points_prices", 0, MAX_POINTS_PRICES, "each looks at each line"),
    limit("streak_days", 1, MAX_STREAK_DAYS, "a year has no more"),
    limit("program_cycles", 0, MAX_CYCLES, "limits and spans name each"),
    limit("program_day_sets", 0, MAX_DAY_SETS, "conditions name each"),
    limit("listed_dates", 1, MAX_DATES, "a year has no more"),
    limit("id_chars", 1, MAX_ID_CHARS, "an id is a name, not a text"),
    limit("key_chars", 1, MAX_KEY_CHARS, "an id of another system is a name, not a text"),
    limit("salt_chars", MIN_SALT_CHARS, MAX_KEY_CHARS, "nobody has hashes for a longer one"),
    limit("text_chars", 0, MAX_TEXT_CHARS, "a text is a few sentences"),
    limit("program_ladders", 1, MAX_LADDERS, "a member has a level of each"),
    limit("ladder_levels", 1, MAX_LEVELS, "people climb them one by one"),
    limit("program_groups", 0, MAX_GROUPS, "sets of offers are checked against each"),
    limit("quote_nodes", 1, MAX_NODES, "the work of a quote grows with them"),
    limit("program_segments", 0, MAX_SEGMENTS, "conditions name each"),
    limit("program_plans", 0, MAX_PLANS, "people choose among them"),
    limit("program_perks", 0, MAX_PERKS, "each asks who has it"),
    limit("lifecycle_stages", 1, MAX_STAGES, "each is asked until one is met"),
    limit("program_scores", 0, MAX_SCORES, "conditions name each"),
    limit("score_classes", 0, MAX_CLASSES, "people tell them apart"),
    limit("score_inputs", 1, MAX_INPUTS, "people weigh them"),
    limit("score_cuts", 1, MAX_CUTS, "a part of a score has two digits"),
    limit("program_measures", 0, MAX_MEASURES, "each looks at each order"),
    limit("program_watches", 0, MAX_WATCHES, "each is asked after each event"),
    limit("renamed_ids", 0, MAX_RENAMED, "there are not more things of a kind that members have"),
    limit("member_standings", 0, MAX_STANDINGS, "each is looked at for each condition"),
    limit("member_level_changes", 0, MAX_LEVEL_CHANGES, "each is looked at for each condition"),
    limit("member_stated", 0, MAX_STATED, "people state no more"),
    limit("perk_uses", 1, MAX_USES, "20,000 events of it stay within 2^53 - 1"),
    limit("table_steps", 1, MAX_STEPS, "a finer table is a formula"),
    limit("table_cells", 1, MAX_CELLS, "people read all of them"),
    limit("tables_deep", 1, MAX_TABLES_DEEP, "nobody reads deeper ones"),
    limit("line_tags", 0, MAX_TAGS, "selectors look at each tag"),
    limit("line_attributes", 0, MAX_ATTRIBUTES, "rules look at each of them"),
    limit("line_number", 0, MAX_NUMBER, "500 lines of a million units of it stay within 64 bits"),
    limit("reported_problems", 0, MAX_PROBLEMS, "nobody reads more at once"),
    limit("member_orders", 0, MAX_ORDERS, "facts are computed over all orders"),
    limit("list_conditions", 0, MAX_CONDITIONS, "the work of a quote grows with the conditions"),
    limit("selected_names", 1, MAX_SELECTED, "a longer list is better a tag or a category"),
    limit("named_selectors", 0, MAX_NAMED_SELECTORS, "nobody keeps more in mind"),
    limit("listed_prices", 1, MAX_PRICES, "a longer list is better in the shop's own prices"),
    limit("bundle_parts", 2, MAX_PARTS, "each looks at each line"),
    limit("text_locales", 1, MAX_LOCALES, "a text is carried in every locale"),
    limit("folded_points", 0, MAX_FOLDED_POINTS, "with 20,000 lots it stays within 2^53 - 1"),
    limit("folded_months", 0, MAX_MONTHS, "instants lie in no others"),
    limit("order_minor", 0, MAX_ORDER_MINOR, "20,000 orders of it stay within 2^53 - 1"),
    limit("instant_millis", MIN_INSTANT_MILLIS, MAX_INSTANT_MILLIS, "calendars are known in it"),
    limit("date_year", 1, 9_999, "a date is written with four digits of the year"),
    limit(
        "zone_offset_seconds",
        -(MAX_OFFSET_SECONDS as i64),
        MAX_OFFSET_SECONDS as i64,
        "no clock on earth is further from UTC",
    ),
    limit("zone_entries", 1, MAX_ZONE_ENTRIES, "no zone changes its clock more often until 2100"),
];

// The lines of a cart add up: 500 × 9e12 = 4.5e15 < 2^53−1 ≈ 9.007e15.
const _: () = assert!(MAX_LINES * MAX_LINE_MINOR <= MAX_MINOR);
// A price times units never overflows before it is compared: 1e10 × 1e6 = 1e16 < 2^63.
const _: () = assert!(MAX_PRICE_MINOR.checked_mul(MAX_UNITS).is_some());
// The numbers of a cart's units add up in an i64: 500 × 1e6 × 1e9 = 5e17 < 2^63.
const _: () = assert!((MAX_LINES * MAX_UNITS).checked_mul(MAX_NUMBER).is_some());
// A price of one unit fits its line.
const _: () = assert!(MAX_PRICE_MINOR <= MAX_LINE_MINOR);
// The lots of a member add up: 20,000 × 4e11 = 8e15 < 2^53−1.
const _: () = assert!(MAX_LOTS * MAX_LOT_POINTS <= MAX_MINOR);
// With all that is folded, too: 8e15 + 1e15 = 9e15 < 2^53−1.
const _: () = assert!(MAX_LOTS * MAX_LOT_POINTS + MAX_FOLDED_POINTS <= MAX_MINOR);
// A thousand of the largest amounts add up in an i64: 1,000 × (2^53−1) < 2^63.
const _: () = assert!(MAX_MINOR.checked_mul(1_000).is_some());
// The orders of a member add up: 20,000 × 4.5e11 = 9e15 < 2^53−1.
const _: () = assert!(MAX_ORDERS * MAX_ORDER_MINOR <= MAX_MINOR);
// The uses of perks add up: 20,000 × 1e6 = 2e10 < 2^53−1.
const _: () = assert!(MAX_ORDERS * MAX_USES <= MAX_MINOR);
// The levels of a ladder are bits of a word.
const _: () = assert!(MAX_LEVELS <= 32);
// The measures of a program are numbered in 16 bits.
const _: () = assert!(MAX_MEASURES < 1 << 16);
// Parts of a score by cut-offs have two digits each.
const _: () = assert!(MAX_CUTS < 99);
// Seconds of a zone's table, with an offset, are far within an i64.
const _: () = assert!(MAX_INSTANT_MILLIS + (MAX_OFFSET_SECONDS as i64) * 1_000 < MAX_MINOR);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_ordered_and_named_once() {
        for (index, limit) in LIMITS.iter().enumerate() {
            assert!(limit.min <= limit.max, "{}", limit.name);
            assert!(LIMITS[..index].iter().all(|other| other.name != limit.name));
        }
    }

    #[test]
    fn every_limit_crosses_a_border_exactly() {
        for limit in LIMITS {
            assert!(limit.max <= MAX_MINOR && limit.min >= -MAX_MINOR, "{}", limit.name);
        }
    }
}
