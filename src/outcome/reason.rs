//! Reasons: the business says no. Typed, with what is needed, what there is, and what is missing.

use super::{Asked, Measured};
use crate::member::PlanState;
use crate::value::{Id, Instant, Key, Money, Points};

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
    /// The member has none of these: a stage, a class, a gender, an attribute.
    OtherClass {
        /// What is asked: `stage`, `gender`, or the name of the score or attribute.
        of: Asked,
        /// One of these would do.
        needs: Vec<Key>,
        /// What there is, where it is known.
        has: Option<Key>,
    },
    /// The paid membership is not in one of these states.
    NoMembership {
        /// Which.
        plan: Id,
        /// What it is instead; `None`: there is none.
        has: Option<PlanState>,
        /// When the last one ended.
        ended: Option<Instant>,
    },
    /// Nobody, or somebody else, brought the member.
    NotReferred,
    /// The level is for whom it is granted to.
    NotInvited,
    /// A number about the member is too small.
    TooLittle {
        /// Which.
        of: Measured,
        /// The least.
        needs: i64,
        /// What there is.
        has: i64,
    },
    /// A number about the member is too large.
    TooMuch {
        /// Which.
        of: Measured,
        /// The most.
        maximum: i64,
        /// What there is.
        has: i64,
    },
    /// Not so long ago.
    TooSoon {
        /// Since what.
        of: Asked,
        /// From when it is long enough.
        from: Option<Instant>,
    },
    /// Longer ago.
    TooLate {
        /// Since what.
        of: Asked,
        /// Until when it was not.
        until: Option<Instant>,
    },
    /// Nobody knows: the history is too short, or nothing was stated.
    NotKnown {
        /// What is asked.
        of: Asked,
    },
    /// The order at hand is another.
    OtherOrder {
        /// Its number.
        has: u32,
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
        /// What these goods are called.
        selector: Option<Id>,
        /// The least amount.
        needs: Money,
        /// What there is.
        has: Money,
    },
    /// The goods that count are too few.
    UnitsShort {
        /// What these goods are called.
        selector: Option<Id>,
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
    NothingToDiscount {
        /// What the goods are called that it is for.
        selector: Option<Id>,
    },
    /// Other offers save more on each of its lines.
    BetterOffer {
        /// The one on the first of those lines.
        offer: Id,
        /// What they save more, together.
        by: Money,
    },
    /// It does not combine with an offer that applies.
    Conflict {
        /// The first of those.
        offer: Id,
        /// What all together save less with it in their place; told of the first hundred such
        /// offers.
        by: Option<Money>,
    },
    /// With it, all together save less.
    BetterCombination {
        /// So much; told of the first hundred such offers.
        by: Option<Money>,
    },
    /// Others were chosen: the caller picked them, or the programme takes no more.
    NotChosen,
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
    /// As much was saved with it as a member may.
    BudgetReached {
        /// At most so much.
        limit: Money,
        /// How much until now.
        used: Money,
        /// When it counts anew, if ever.
        until: Option<Instant>,
    },
    /// It takes a code, and none was entered.
    CodeNeeded,
    /// No offer has this code, or takes this voucher, and the member has no such coupon.
    UnknownCode,
    /// The voucher is of another programme.
    VoucherOfOtherProgram {
        /// Of which.
        program: Id,
    },
    /// The key that signed the voucher is none by which the offer's are signed now.
    KeyRefused {
        /// Which.
        key: Key,
    },
    /// The voucher was called back.
    Revoked,
    /// The voucher was issued to somebody else.
    OtherHolder,
    /// The member holds no coupon of it.
    NotHeld,
    /// The coupon or code is used.
    Used {
        /// By this order.
        order: Key,
    },
    /// The member has not enrolled in it.
    NotActivated,
    /// The caller leaves it out.
    LeftOut,
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
            Self::OtherClass { .. } => 6,
            Self::NoMembership { .. } => 7,
            Self::NotReferred => 8,
            Self::NotInvited => 9,
            Self::TooSoon { .. } => 10,
            Self::TooLate { .. } => 11,
            Self::TooLittle { .. } => 12,
            Self::TooMuch { .. } => 13,
            Self::NotKnown { .. } => 14,
            Self::OtherOrder { .. } => 15,
            Self::PointsShort { .. } => 16,
            Self::PointsOver { .. } => 17,
            Self::AmountShort { .. } => 18,
            Self::UnitsShort { .. } => 19,
            Self::NoneMet { .. } => 20,
            Self::TooFewMet { .. } => 21,
            Self::Excluded => 22,
            Self::NothingToDiscount { .. } => 23,
            Self::BetterOffer { .. } => 24,
            Self::Conflict { .. } => 25,
            Self::BetterCombination { .. } => 26,
            Self::NotChosen => 27,
            Self::NoSuchPrice => 28,
            Self::OutOfStock => 29,
            Self::LimitReached { .. } => 30,
            Self::BudgetReached { .. } => 31,
            Self::CodeNeeded => 32,
            Self::UnknownCode => 33,
            Self::VoucherOfOtherProgram { .. } => 34,
            Self::KeyRefused { .. } => 35,
            Self::Revoked => 36,
            Self::OtherHolder => 37,
            Self::NotHeld => 38,
            Self::Used { .. } => 39,
            Self::NotActivated => 40,
            Self::LeftOut => 41,
            Self::SpendingOff => 42,
            Self::BalanceShort { .. } => 43,
            Self::SpendBelowMinimum { .. } => 44,
            Self::SpendOffStep { .. } => 45,
            Self::SpendOverMaximum { .. } => 46,
            Self::SpendBelowItem { .. } => 47,
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
            Self::OtherClass { .. } => "other_class",
            Self::NoMembership { .. } => "no_membership",
            Self::NotReferred => "not_referred",
            Self::NotInvited => "not_invited",
            Self::TooSoon { .. } => "too_soon",
            Self::TooLate { .. } => "too_late",
            Self::TooLittle { .. } => "too_little",
            Self::TooMuch { .. } => "too_much",
            Self::NotKnown { .. } => "not_known",
            Self::OtherOrder { .. } => "other_order",
            Self::PointsShort { .. } => "points_short",
            Self::PointsOver { .. } => "points_over",
            Self::AmountShort { .. } => "amount_short",
            Self::UnitsShort { .. } => "units_short",
            Self::NoneMet { .. } => "none_met",
            Self::TooFewMet { .. } => "too_few_met",
            Self::Excluded => "excluded",
            Self::NothingToDiscount { .. } => "nothing_to_discount",
            Self::BetterOffer { .. } => "better_offer",
            Self::Conflict { .. } => "conflict",
            Self::BetterCombination { .. } => "better_combination",
            Self::NotChosen => "not_chosen",
            Self::NoSuchPrice => "no_such_price",
            Self::OutOfStock => "out_of_stock",
            Self::LimitReached { .. } => "limit_reached",
            Self::BudgetReached { .. } => "budget_reached",
            Self::CodeNeeded => "code_needed",
            Self::UnknownCode => "unknown_code",
            Self::VoucherOfOtherProgram { .. } => "voucher_of_other_program",
            Self::KeyRefused { .. } => "key_refused",
            Self::Revoked => "revoked",
            Self::OtherHolder => "other_holder",
            Self::NotHeld => "not_held",
            Self::Used { .. } => "used",
            Self::NotActivated => "not_activated",
            Self::LeftOut => "left_out",
            Self::SpendingOff => "spending_off",
            Self::BalanceShort { .. } => "balance_short",
            Self::SpendBelowMinimum { .. } => "spend_below_minimum",
            Self::SpendOffStep { .. } => "spend_off_step",
            Self::SpendOverMaximum { .. } => "spend_over_maximum",
            Self::SpendBelowItem { .. } => "spend_below_item",
        }
    }
}
