//! Reasons: the business says no. Typed, with what is needed, what there is, and what is missing.

use crate::value::{Id, Instant, Money, Points};

/// Why not. In order of precedence: an offer's reasons are listed in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The window opens later.
    NotYet {
        /// When it opens.
        from: Instant,
    },
    /// The window is over.
    Ended {
        /// When it closed: the first instant that is outside.
        until: Instant,
    },
    /// On other days, or at other hours.
    WrongTime {
        /// When it is the right time again, if that is within a year.
        next: Option<Instant>,
    },
    /// Only members who have joined.
    NotEnrolled,
    /// The member has another level.
    OtherLevel {
        /// Of this ladder.
        ladder: Id,
        /// One of these would do; lowest first.
        needs: Vec<Id>,
        /// The member's; a guest has none.
        has: Option<Id>,
    },
    /// The member is in none of these segments.
    OtherSegment {
        /// One of them would do.
        needs: Vec<Id>,
    },
    /// A balance is too low.
    PointsShort {
        /// Of this pool, where it is not the usual one.
        pool: Option<Id>,
        /// The least.
        needs: Points,
        /// What there is.
        has: Points,
    },
    /// A balance is too high.
    PointsOver {
        /// Of this pool, where it is not the usual one.
        pool: Option<Id>,
        /// The most.
        maximum: Points,
        /// What there is.
        has: Points,
    },
    /// The goods that count cost too little.
    AmountShort {
        /// The least amount.
        needs: Money,
        /// What there is.
        has: Money,
    },
    /// The goods that count are too few.
    UnitsShort {
        /// The least number of units.
        needs: i64,
        /// What there is.
        has: i64,
    },
    /// None of the alternatives is met; each with its own reasons, the nearest first.
    NoneMet {
        /// One list for each alternative.
        of: Vec<Vec<Reason>>,
    },
    /// Fewer of the conditions are met than needed.
    TooFewMet {
        /// The least number of conditions.
        needs: u32,
        /// How many are met.
        has: u32,
        /// One list for each unmet condition.
        of: Vec<Vec<Reason>>,
    },
    /// What must not be is.
    Excluded,
    /// No line matches, or no price would fall.
    NothingToDiscount,
    /// Other offers save more on each of its lines.
    BetterOffer {
        /// The one on the first of those lines.
        offer: Id,
        /// What they save more, together.
        by: Money,
    },
    /// The cart has no such line, or the programme no such price for it.
    NoSuchPrice,
    /// There is none left.
    OutOfStock,
    /// Had as often as a member may.
    LimitReached {
        /// At most so many times.
        limit: u32,
        /// How many times until now.
        used: u32,
        /// When it counts anew, if ever.
        until: Option<Instant>,
    },
    /// Points are not money in this programme.
    SpendingOff,
    /// Fewer points than asked for.
    BalanceShort {
        /// What was asked for.
        needs: Points,
        /// What there is.
        has: Points,
    },
    /// Fewer points than the least that is taken.
    SpendBelowMinimum {
        /// The least.
        needs: Points,
        /// What could be spent, or was asked for.
        has: Points,
    },
    /// Not a multiple of the step.
    SpendOffStep {
        /// Only multiples of it are taken.
        step: Points,
        /// What was asked for.
        has: Points,
    },
    /// More than this order takes.
    SpendOverMaximum {
        /// The most.
        maximum: Points,
        /// What was asked for.
        has: Points,
    },
    /// Points pay whole units, and these are fewer than the cheapest costs.
    SpendBelowItem {
        /// The least that pay a unit.
        needs: Points,
        /// What could be spent.
        has: Points,
    },
}

impl Reason {
    /// Its place in the order in which reasons are listed.
    pub(crate) const fn precedence(&self) -> u8 {
        match self {
            Self::NotYet { .. } => 0,
            Self::Ended { .. } => 1,
            Self::WrongTime { .. } => 2,
            Self::NotEnrolled => 3,
            Self::OtherLevel { .. } => 4,
            Self::OtherSegment { .. } => 5,
            Self::PointsShort { .. } => 6,
            Self::PointsOver { .. } => 7,
            Self::AmountShort { .. } => 8,
            Self::UnitsShort { .. } => 9,
            Self::NoneMet { .. } => 10,
            Self::TooFewMet { .. } => 11,
            Self::Excluded => 12,
            Self::NothingToDiscount => 13,
            Self::BetterOffer { .. } => 14,
            Self::NoSuchPrice => 15,
            Self::OutOfStock => 16,
            Self::LimitReached { .. } => 17,
            Self::SpendingOff => 18,
            Self::BalanceShort { .. } => 19,
            Self::SpendBelowMinimum { .. } => 20,
            Self::SpendOffStep { .. } => 21,
            Self::SpendOverMaximum { .. } => 22,
            Self::SpendBelowItem { .. } => 23,
        }
    }

    /// The stable name, as in JSON; `docs/codes.md` has a paragraph for each.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotYet { .. } => "not_yet",
            Self::Ended { .. } => "ended",
            Self::WrongTime { .. } => "wrong_time",
            Self::NotEnrolled => "not_enrolled",
            Self::OtherLevel { .. } => "other_level",
            Self::OtherSegment { .. } => "other_segment",
            Self::PointsShort { .. } => "points_short",
            Self::PointsOver { .. } => "points_over",
            Self::AmountShort { .. } => "amount_short",
            Self::UnitsShort { .. } => "units_short",
            Self::NoneMet { .. } => "none_met",
            Self::TooFewMet { .. } => "too_few_met",
            Self::Excluded => "excluded",
            Self::NothingToDiscount => "nothing_to_discount",
            Self::BetterOffer { .. } => "better_offer",
            Self::NoSuchPrice => "no_such_price",
            Self::OutOfStock => "out_of_stock",
            Self::LimitReached { .. } => "limit_reached",
            Self::SpendingOff => "spending_off",
            Self::BalanceShort { .. } => "balance_short",
            Self::SpendBelowMinimum { .. } => "spend_below_minimum",
            Self::SpendOffStep { .. } => "spend_off_step",
            Self::SpendOverMaximum { .. } => "spend_over_maximum",
            Self::SpendBelowItem { .. } => "spend_below_item",
        }
    }
}
