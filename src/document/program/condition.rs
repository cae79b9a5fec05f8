//! Conditions and facts.

use super::selector::SelectorDoc;
use crate::document::declare::{choice, object, words};
use crate::document::shape::{Int, Later, List, Text};
use crate::value::bounds::MAX_CONDITIONS;

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
        }
    } reserved [
        "lines", "shipping_cost", "channel", "store", "region", "payment", "shipping_method",
        "device", "attribute", "tier", "segment", "stage", "score", "age", "gender", "tenure",
        "joined", "membership", "referred", "referrals", "invited", "birthday", "anniversary",
        "spend", "orders", "visits", "bought", "average_order", "share", "nth_order",
        "since_last_order", "due_again", "activities", "points_earned", "balance", "expiring",
        "uses", "holds", "during", "weekdays", "hours", "days_of_month", "nth_weekday", "dates",
        "yearly", "day_set", "period_day",
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
