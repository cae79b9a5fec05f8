//! Segments, the lifecycle, scores.

use super::condition::ConditionDoc;
use super::fact::MeasureDoc;
use super::time::{DurationDoc, SpanDoc};
use crate::document::declare::{choice, either, object};
use crate::document::leaf::{Ident, Locales, Tabled};
use crate::document::shape::{Int, List, Map, Text};
use crate::value::bounds::{MAX_CLASSES, MAX_CUTS, MAX_INPUTS, MAX_STAGES, MAX_UNITS};

object! {
    /// Some members: who meet a condition, or whom the member record lists.
    SegmentDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        optional when: ConditionDoc<'v>,
        optional leave: ConditionDoc<'v>,
    } reserved []
}

object! {
    /// The stages of a member's life.
    LifecycleDoc<'v> {
        required stages: List<'v, StageDoc<'v>, MAX_STAGES>,
        optional otherwise: Ident,
    } reserved []
}

object! {
    /// A stage.
    StageDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        required when: ConditionDoc<'v>,
    } reserved []
}

object! {
    /// A number about a member, and its classes.
    ScoreDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        required how: HowDoc<'v>,
        optional classes: ClassDocs<'v>,
    } reserved []
}

/// The classes of a score.
pub(crate) type ClassDocs<'v> = List<'v, ClassDoc<'v>, MAX_CLASSES>;

object! {
    /// A class, and from which number on.
    ClassDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        optional from: Tabled<'v>,
    } reserved []
}

choice! {
    /// How a score is reckoned.
    HowDoc<'v> {
        words {}
        variants {
            /// One number as it is.
            "measure" => Measure(MeasureDoc<'v>),
            /// A weighted mean.
            "weighted" => Weighted(WeightedDoc<'v>),
            /// Recency, frequency, monetary value.
            "rfm" => Rfm(RfmDoc<'v>),
            /// What a member will bring.
            "lifetime_value" => LifetimeValue(LifetimeValueDoc<'v>),
            /// A class of two others.
            "matrix" => Matrix(ScoreMatrixDoc<'v>),
        }
    } reserved []
}

object! {
    /// A mean of numbers.
    WeightedDoc<'v> {
        required inputs: List<'v, InputDoc<'v>, MAX_INPUTS>,
        optional missing: MissingDoc,
    } reserved []
}

object! {
    /// A number, and how much it weighs.
    InputDoc<'v> {
        required of: MeasureDoc<'v>,
        required weight: Tabled<'v>,
    } reserved []
}

either! {
    /// What a mean is of which an input is missing.
    MissingDoc { "unknown", "skip" }
}

object! {
    /// Cut-offs.
    RfmDoc<'v> {
        optional within: SpanDoc<'v>,
        required recency: List<'v, DurationDoc, MAX_CUTS>,
        required frequency: List<'v, Int<1, MAX_UNITS>, MAX_CUTS>,
        required monetary: List<'v, Text<'v>, MAX_CUTS>,
    } reserved []
}

object! {
    /// Gupta and Lehmann's formula.
    LifetimeValueDoc<'v> {
        optional within: SpanDoc<'v>,
        required margin: Tabled<'v>,
        required retention: Tabled<'v>,
        required discount: Tabled<'v>,
    } reserved []
}

/// The class for each class of the columns.
pub(crate) type MatrixRow<'v> = Map<'v, Ident, MAX_CLASSES>;

object! {
    /// A class for each pair of classes.
    ScoreMatrixDoc<'v> {
        required rows: Ident,
        required columns: Ident,
        required classes: Map<'v, MatrixRow<'v>, MAX_CLASSES>,
    } reserved []
}
