//! Conditions and facts.

use super::selector::SelectorDoc;
use super::time::WindowDoc;
use crate::document::declare::{choice, object, words};
use crate::document::leaf::{Ident, PointsText, Tabled, TimeOfDay};
use crate::document::shape::{Int, Later, List, Text};
use crate::value::bounds::{MAX_CONDITIONS, MAX_DATES};

choice! {
    /// What must be true.
    ConditionDoc<'v> {
        words {
            /// The member has joined.
            "enrolled" => Enrolled,
        }
        variants {
            /// Each of them.
            "all" => All(List<'v, ConditionDoc<'v>, MAX_CONDITIONS>),
            /// One of them.
            "any" => Any(List<'v, ConditionDoc<'v>, MAX_CONDITIONS>),
            /// The opposite.
            "not" => Not(Later<'v, ConditionDoc<'v>>),
            /// `n` of them.
            "at_least" => AtLeast(AtLeastDoc<'v>),
            /// An amount of goods in the cart.
            "amount" => Amount(AmountDoc<'v>),
            /// A number of goods in the cart.
            "units" => Units(UnitsDoc<'v>),
            /// A level.
            "tier" => Tier(TierFactDoc<'v>),
            /// A segment.
            "segment" => Segment(InDoc<'v>),
            /// A balance.
            "balance" => Balance(BalanceDoc<'v>),
            /// A window.
            "during" => During(WindowDoc<'v>),
            /// Days of the week.
            "weekdays" => Weekdays(InDoc<'v>),
            /// Hours of the day.
            "hours" => Hours(HoursDoc<'v>),
            /// Days of the month.
            "days_of_month" => DaysOfMonth(DaysOfMonthDoc<'v>),
            /// Single days.
            "dates" => Dates(InDoc<'v>),
            /// Days of every year.
            "yearly" => Yearly(InDoc<'v>),
        }
    } reserved [
        "lines", "shipping_cost", "channel", "store", "region", "payment", "shipping_method",
        "device", "attribute", "stage", "score", "age", "gender", "tenure", "joined",
        "membership", "referred", "referrals", "invited", "birthday", "anniversary", "spend",
        "orders", "visits", "bought", "average_order", "share", "nth_order", "since_last_order",
        "due_again", "activities", "points_earned", "expiring", "uses", "holds", "nth_weekday",
        "day_set", "period_day",
    ]
}

object! {
    /// `n` of `of`.
    AtLeastDoc<'v> {
        required n: Int<1, 100>,
        required of: List<'v, ConditionDoc<'v>, MAX_CONDITIONS>,
    } reserved []
}

object! {
    /// Goods that `of` matches (default: the offer's target) cost `at_least` or more.
    AmountDoc<'v> {
        required at_least: Text<'v>,
        optional of: SelectorDoc<'v>,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional base: BaseDoc,
    } reserved ["above", "at_most", "below", "equals", "tax"]
}

words! {
    /// At which prices.
    BaseDoc {
        /// List prices.
        "list" => List,
    } reserved ["current", "after"]
}

object! {
    /// Goods that `of` matches (default: the offer's target) are `at_least` so many units.
    UnitsDoc<'v> {
        required at_least: Int<1, 1_000_000>,
        optional of: SelectorDoc<'v>,
    } reserved ["above", "at_most", "below", "equals"]
}

/// What a field `in` lists.
pub(crate) type InList<'v> = List<'v, Tabled<'v>, MAX_DATES>;

object! {
    /// One of these.
    InDoc<'v> {
        required r#in: InList<'v>,
    } reserved []
}

object! {
    /// One of these levels, or one and all above it.
    TierFactDoc<'v> {
        optional ladder: Ident,
        optional r#in: InList<'v>,
        optional at_least: Ident,
    } reserved []
}

object! {
    /// A balance within bounds.
    BalanceDoc<'v> {
        optional at_least: PointsText<'v>,
        optional above: PointsText<'v>,
        optional at_most: PointsText<'v>,
        optional below: PointsText<'v>,
        optional equals: PointsText<'v>,
        optional pool: Ident,
    } reserved []
}

object! {
    /// From the one time on until the other.
    HoursDoc<'v> {
        required from: TimeOfDay,
        required until: TimeOfDay,
    } reserved []
}

object! {
    /// On these days of the month, or on those whose number `every` divides.
    DaysOfMonthDoc<'v> {
        optional r#in: InList<'v>,
        optional every: Int<1, 31>,
    } reserved []
}
