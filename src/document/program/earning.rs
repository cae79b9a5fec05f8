//! Earning rules.

use super::condition::ConditionDoc;
use super::rounding::ModeDoc;
use super::time::WindowDoc;
use crate::document::declare::{choice, object, words};
use crate::document::leaf::{Ident, Locales, Plain, PointsText};
use crate::document::shape::Text;

object! {
    /// One way to earn.
    EarningDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        required on: OnDoc,
        optional window: WindowDoc<'v>,
        optional when: ConditionDoc<'v>,
        required give: GiveDoc<'v>,
    } reserved [
        "text", "schedule", "pool", "available", "expires", "caps", "multiplied",
    ]
}

words! {
    /// What the points are for.
    OnDoc {
        /// An order that is paid.
        "order" => Order,
    } reserved [
        "delivery", "activity", "every", "birthday", "anniversary", "joined", "referral",
        "enters_tier", "enters_segment", "enters_stage", "met",
    ]
}

choice! {
    /// How many points.
    GiveDoc<'v> {
        words {}
        variants {
            /// So many, whatever the amount.
            "points" => Points(Plain<PointsText<'v>>),
            /// So many for each amount.
            "per_amount" => PerAmount(PerAmountDoc<'v>),
        }
    } reserved ["per_unit", "per_quantity", "streak"]
}

object! {
    /// `points` for each `amount` of `basis`.
    PerAmountDoc<'v> {
        required points: Plain<PointsText<'v>>,
        required amount: Plain<Text<'v>>,
        optional basis: BasisDoc,
        optional steps: StepsDoc,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional level: EarnLevelDoc,
        optional rounding: ModeDoc,
    } reserved ["of", "shipping", "tax", "fractions"]
}

words! {
    /// Over what the amount is counted before steps are.
    EarnLevelDoc {
        /// All lines together.
        "order" => Order,
    } reserved ["line", "unit"]
}

words! {
    /// Which amount of an order earns.
    BasisDoc {
        /// After discounts, less what points paid.
        "paid" => Paid,
        /// After discounts, whoever paid how.
        "after_discounts" => AfterDiscounts,
        /// At list prices.
        "before_discounts" => BeforeDiscounts,
    } reserved []
}

words! {
    /// What a part of a step earns.
    StepsDoc {
        /// Nothing.
        "full" => Full,
        /// As much as a whole one.
        "started" => Started,
        /// Its part.
        "continuous" => Continuous,
    } reserved []
}
