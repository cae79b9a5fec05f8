//! Tables of values, in place of plain ones.

use super::condition::ConditionDoc;
use super::fact::MeasureDoc;
use super::selector::SelectorDoc;
use crate::document::declare::{choice, object, words};
use crate::document::leaf::{Ident, Keyed, Number, Tabled};
use crate::document::shape::{Choices, List, Map};
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
            /// The member's stage.
            "by_stage" => ByStage(ByStageDoc<'v>),
            /// The class of a score.
            "by_score" => ByScore(ByScoreDoc<'v>),
            /// The classes of two scores.
            "matrix" => Matrix(MatrixDoc<'v>),
            /// The steps of a measure.
            "ladder" => Ladder(LadderTableDoc<'v>),
            /// What each line is.
            "by_line" => ByLine(ByLineDoc<'v>),
            /// What each line carries.
            "by_attribute" => ByAttribute(ByAttributeDoc<'v>),
            /// Conditions.
            "cases" => Cases(CasesDoc<'v>),
        }
    } reserved []
}

/// The tables that tell lines apart.
pub(crate) const OF_LINES: Choices =
    Choices { words: &[], tags: &[], reserved: &["by_line", "by_attribute"] };

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

/// Values by the name of a stage or class. Neither are more than levels may be.
pub(crate) type ByNames<'v> = Map<'v, Tabled<'v>, MAX_LEVELS>;

object! {
    /// A value for each stage.
    ByStageDoc<'v> {
        required values: ByNames<'v>,
        optional otherwise: Tabled<'v>,
    } reserved []
}

object! {
    /// A value for each class of a score.
    ByScoreDoc<'v> {
        required of: Ident,
        required values: ByNames<'v>,
        optional otherwise: Tabled<'v>,
    } reserved []
}

object! {
    /// A value for each class of a score and each of another.
    MatrixDoc<'v> {
        required rows: Ident,
        required columns: Ident,
        required values: Map<'v, ByNames<'v>, MAX_LEVELS>,
        optional otherwise: Tabled<'v>,
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
    /// A value for each selector; the first that takes a line counts.
    ByLineDoc<'v> {
        required values: List<'v, LineValueDoc<'v>, MAX_CELLS>,
        optional otherwise: Tabled<'v>,
    } reserved []
}

object! {
    /// The value of lines.
    LineValueDoc<'v> {
        required of: SelectorDoc<'v>,
        required value: Tabled<'v>,
    } reserved []
}

object! {
    /// So many times the number that a line carries.
    ByAttributeDoc<'v> {
        required name: Keyed,
        optional times: Number,
    } reserved []
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
