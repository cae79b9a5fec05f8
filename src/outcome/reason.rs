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
    /// Only members who have joined.
    NotEnrolled,
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
            Self::NotEnrolled => 2,
            Self::AmountShort { .. } => 3,
            Self::UnitsShort { .. } => 4,
            Self::NoneMet { .. } => 5,
            Self::TooFewMet { .. } => 6,
            Self::Excluded => 7,
            Self::NothingToDiscount => 8,
            Self::BetterOffer { .. } => 9,
            Self::NoSuchPrice => 10,
            Self::OutOfStock => 11,
            Self::LimitReached { .. } => 12,
            Self::SpendingOff => 13,
            Self::BalanceShort { .. } => 14,
            Self::SpendBelowMinimum { .. } => 15,
            Self::SpendOffStep { .. } => 16,
            Self::SpendOverMaximum { .. } => 17,
            Self::SpendBelowItem { .. } => 18,
        }
    }

    /// The stable name, as in JSON; `docs/codes.md` has a paragraph for each.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotYet { .. } => "not_yet",
            Self::Ended { .. } => "ended",
            Self::NotEnrolled => "not_enrolled",
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
