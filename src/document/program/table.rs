//! Tables of values, in place of plain ones.

use super::condition::{BaseDoc, ConditionDoc};
use super::selector::SelectorDoc;
use crate::document::declare::{choice, object, words};
use crate::document::leaf::{Ident, Tabled};
use crate::document::shape::{List, Map};
use crate::value::bounds::{MAX_CELLS, MAX_LEVELS, MAX_SEGMENTS, MAX_STEPS};

choice! {
    /// What a value depends on.
    TableDoc<'v> {
        words {}
        variants {
            /// The member's level.
            "by_tier" => ByTier(ByTierDoc<'v>),
            /// The member's segments.
            "by_segment" => BySegment(BySegmentDoc<'v>),
            /// The steps of a measure.
            "ladder" => Ladder(LadderTableDoc<'v>),
            /// Conditions.
            "cases" => Cases(CasesDoc<'v>),
        }
    } reserved ["by_stage", "by_score", "matrix", "by_line", "by_attribute"]
}

object! {
    /// A value for each level, or the nearest below it.
    ByTierDoc<'v> {
        optional ladder: Ident,
        required values: Map<'v, Tabled<'v>, MAX_LEVELS>,
        optional otherwise: Tabled<'v>,
    } reserved []
}

object! {
    /// A value for each segment; the first counts.
    BySegmentDoc<'v> {
        required values: List<'v, SegmentValueDoc<'v>, MAX_SEGMENTS>,
        optional otherwise: Tabled<'v>,
    } reserved []
}

object! {
    /// The value of a segment.
    SegmentValueDoc<'v> {
        required segment: Ident,
        required value: Tabled<'v>,
    } reserved []
}

object! {
    /// A value for each step that a measure reaches.
    LadderTableDoc<'v> {
        required by: MeasureDoc<'v>,
        required steps: List<'v, StepDoc<'v>, MAX_STEPS>,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional applies: AppliesDoc,
        optional otherwise: Tabled<'v>,
    } reserved []
}

choice! {
    /// A number, without bounds.
    MeasureDoc<'v> {
        words {}
        variants {
            /// What goods cost.
            "amount" => Amount(MeasuredAmountDoc<'v>),
            /// How many they are.
            "units" => Units(MeasuredUnitsDoc<'v>),
            /// What can be spent.
            "balance" => Balance(MeasuredBalanceDoc<'v>),
        }
    } reserved [
        "lines", "shipping_cost", "attribute", "score", "age", "tenure", "referrals", "spend",
        "orders", "visits", "bought", "average_order", "share", "since_last_order", "activities",
        "points_earned", "expiring", "uses",
    ]
}

object! {
    /// The list amount of goods.
    MeasuredAmountDoc<'v> {
        optional of: SelectorDoc<'v>,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional base: BaseDoc,
    } reserved ["tax"]
}

object! {
    /// The units of goods.
    MeasuredUnitsDoc<'v> {
        optional of: SelectorDoc<'v>,
    } reserved []
}

object! {
    /// The balance of a pool.
    MeasuredBalanceDoc<'v> {
        optional pool: Ident,
    } reserved []
}

object! {
    /// The value from a number on.
    StepDoc<'v> {
        required from: Tabled<'v>,
        required value: Tabled<'v>,
    } reserved []
}

words! {
    /// What a step's value is for.
    AppliesDoc {
        /// All of it.
        "whole" => Whole,
    } reserved ["slice"]
}

object! {
    /// A value for each condition; the first that is met counts.
    CasesDoc<'v> {
        required values: List<'v, CaseDoc<'v>, MAX_CELLS>,
        optional otherwise: Tabled<'v>,
    } reserved []
}

object! {
    /// The value under a condition.
    CaseDoc<'v> {
        required when: ConditionDoc<'v>,
        required value: Tabled<'v>,
    } reserved []
}
