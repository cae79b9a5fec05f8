//! Tables of values, in place of plain ones.

use super::condition::ConditionDoc;
use super::fact::MeasureDoc;
use super::selector::SelectorDoc;
use crate::document::declare::{choice, object, words};
use crate::document::leaf::{Ident, Keyed, Number, Tabled};
#[cfg(feature = "schema")]
use crate::document::schema::form;
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
        /// The ladder; the only one need not be named.
        optional ladder: Ident,
        /// By level; one that is not named has the value of the nearest below it.
        required values: Map<'v, Tabled<'v>, MAX_LEVELS>
            as form::NonEmpty<Map<'v, form::Cell, MAX_LEVELS>>,
        /// The value when nothing else fits. Default: there is none, and the rule or offer does not
        /// apply.
        optional otherwise: Tabled<'v> as form::Cell,
    } reserved []
}

object! {
    /// A value for each segment; the first counts.
    BySegmentDoc<'v> {
        /// The first segment that the member is in counts.
        required values: List<'v, SegmentValueDoc<'v>, MAX_SEGMENTS>
            as form::NonEmpty<List<'v, SegmentValueDoc<'v>, MAX_SEGMENTS>>,
        /// The value when nothing else fits. Default: there is none, and the rule or offer does not
        /// apply.
        optional otherwise: Tabled<'v> as form::Cell,
    } reserved []
}

object! {
    /// The value of a segment.
    SegmentValueDoc<'v> {
        /// The segment.
        required segment: Ident,
        /// The value of who is in it.
        required value: Tabled<'v> as form::Cell,
    } reserved []
}

/// Values by the name of a stage or class. Neither are more than levels may be.
pub(crate) type ByNames<'v> = Map<'v, Tabled<'v>, MAX_LEVELS>;

object! {
    /// A value for each stage.
    ByStageDoc<'v> {
        /// By stage.
        required values: ByNames<'v> as form::NonEmpty<Map<'v, form::Cell, MAX_LEVELS>>,
        /// The value when nothing else fits. Default: there is none, and the rule or offer does not
        /// apply.
        optional otherwise: Tabled<'v> as form::Cell,
    } reserved []
}

object! {
    /// A value for each class of a score.
    ByScoreDoc<'v> {
        /// The score.
        required of: Ident,
        /// By class.
        required values: ByNames<'v> as form::NonEmpty<Map<'v, form::Cell, MAX_LEVELS>>,
        /// The value when nothing else fits. Default: there is none, and the rule or offer does not
        /// apply.
        optional otherwise: Tabled<'v> as form::Cell,
    } reserved []
}

object! {
    /// A value for each class of a score and each of another.
    MatrixDoc<'v> {
        /// The score whose classes are the rows.
        required rows: Ident,
        /// The score whose classes are the columns.
        required columns: Ident,
        /// Of each row the value for each column.
        required values: Map<'v, ByNames<'v>, MAX_LEVELS>
            as form::NonEmpty<Map<'v, Map<'v, form::Cell, MAX_LEVELS>, MAX_LEVELS>>,
        /// The value when nothing else fits. Default: there is none, and the rule or offer does not
        /// apply.
        optional otherwise: Tabled<'v> as form::Cell,
    } reserved []
}

object! {
    /// A value for each step that a measure reaches.
    LadderTableDoc<'v> {
        /// The number that the steps are of.
        required by: MeasureDoc<'v>,
        /// From the lowest on; the last that is reached counts.
        required steps: List<'v, StepDoc<'v>, MAX_STEPS>
            as form::NonEmpty<List<'v, StepDoc<'v>, MAX_STEPS>>,
        /// What the value of a step is for. Default: the `whole`.
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional applies: AppliesDoc,
        /// The value when nothing else fits. Default: there is none, and the rule or offer does not
        /// apply.
        optional otherwise: Tabled<'v> as form::Cell,
    } reserved []
}

object! {
    /// The value from a number on.
    StepDoc<'v> {
        /// The least number of the step, in the unit of `by`.
        required from: Tabled<'v> as form::StepFrom,
        /// The value from there on.
        required value: Tabled<'v> as form::Cell,
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
        /// The first whose selector takes the line counts.
        required values: List<'v, LineValueDoc<'v>, MAX_CELLS>
            as form::NonEmpty<List<'v, LineValueDoc<'v>, MAX_CELLS>>,
        /// The value when nothing else fits. Default: there is none, and the rule or offer does not
        /// apply.
        optional otherwise: Tabled<'v> as form::Cell,
    } reserved []
}

object! {
    /// The value of lines.
    LineValueDoc<'v> {
        /// Which lines.
        required of: SelectorDoc<'v>,
        /// Their value.
        required value: Tabled<'v> as form::Cell,
    } reserved []
}

object! {
    /// So many times the number that a line carries.
    ByAttributeDoc<'v> {
        /// The name under which the line carries the number.
        required name: Keyed,
        /// So many times the number. Default: `"1"`.
        optional times: Number as form::PositiveFactor,
    } reserved []
}

object! {
    /// A value for each condition; the first that is met counts.
    CasesDoc<'v> {
        /// The first whose condition is met counts.
        required values: List<'v, CaseDoc<'v>, MAX_CELLS>
            as form::NonEmpty<List<'v, CaseDoc<'v>, MAX_CELLS>>,
        /// The value when nothing else fits. Default: there is none, and the rule or offer does not
        /// apply.
        optional otherwise: Tabled<'v> as form::Cell,
    } reserved []
}

object! {
    /// The value under a condition.
    CaseDoc<'v> {
        /// The condition.
        required when: ConditionDoc<'v>,
        /// The value where it is met.
        required value: Tabled<'v> as form::Cell,
    } reserved []
}
