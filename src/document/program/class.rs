//! Segments, the lifecycle, scores.

use super::condition::ConditionDoc;
use super::fact::MeasureDoc;
use super::time::{DurationDoc, SpanDoc};
use crate::document::declare::{choice, either, object};
use crate::document::leaf::{Ident, Locales, Tabled};
#[cfg(feature = "schema")]
use crate::document::schema::form;
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
        required stages: List<'v, StageDoc<'v>, MAX_STAGES>
            as form::NonEmpty<List<'v, StageDoc<'v>, MAX_STAGES>>,
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
        optional classes: ClassDocs<'v> as form::NonEmpty<ClassDocs<'v>>,
    } reserved []
}

/// The classes of a score.
pub(crate) type ClassDocs<'v> = List<'v, ClassDoc<'v>, MAX_CLASSES>;

object! {
    /// A class, and from which number on.
    ClassDoc<'v> {
        /// Its name.
        required id: Ident,
        /// What people call it.
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        /// The least number of the class, in the score's own unit; not of a `matrix`.
        optional from: Tabled<'v> as form::ClassFrom,
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
        /// The numbers.
        required inputs: List<'v, InputDoc<'v>, MAX_INPUTS>
            as form::NonEmpty<List<'v, InputDoc<'v>, MAX_INPUTS>>,
        /// What the mean is when one of them is not known: `unknown`, or that of the others
        /// (`skip`). Default: `unknown`.
        optional missing: MissingDoc,
    } reserved []
}

object! {
    /// A number, and how much it weighs.
    InputDoc<'v> {
        /// The number.
        required of: MeasureDoc<'v>,
        /// How much it weighs, from -1000 to 1000.
        required weight: Tabled<'v> as form::Weight,
    } reserved []
}

either! {
    /// What a mean is of which an input is missing.
    MissingDoc { "unknown", "skip" }
}

object! {
    /// Cut-offs.
    RfmDoc<'v> {
        /// The stretch of the past that counts. Default: `lifetime`.
        optional within: SpanDoc<'v>,
        /// Cut-offs of the time since the last order, the longest first.
        required recency: List<'v, DurationDoc, MAX_CUTS>
            as form::NonEmpty<List<'v, form::Lasting, MAX_CUTS>>,
        /// Cut-offs of the number of orders, the smallest first.
        required frequency: List<'v, Int<1, MAX_UNITS>, MAX_CUTS>
            as form::NonEmpty<List<'v, Int<1, MAX_UNITS>, MAX_CUTS>>,
        /// Cut-offs of what was spent, the smallest first.
        required monetary: List<'v, Text<'v>, MAX_CUTS>
            as form::NonEmpty<List<'v, form::PositiveMoney, MAX_CUTS>>,
    } reserved []
}

object! {
    /// Gupta and Lehmann's formula.
    LifetimeValueDoc<'v> {
        /// The stretch of the past that counts. Default: `lifetime`.
        optional within: SpanDoc<'v>,
        /// The part of what is spent that is earned.
        required margin: Tabled<'v> as form::Table<form::Percent>,
        /// The part of members that stay for another year.
        required retention: Tabled<'v> as form::Table<form::Percent>,
        /// How much less a year later is worth.
        required discount: Tabled<'v> as form::Percent,
    } reserved []
}

/// The class for each class of the columns.
pub(crate) type MatrixRow<'v> = Map<'v, Ident, MAX_CLASSES>;

object! {
    /// A class for each pair of classes.
    ScoreMatrixDoc<'v> {
        /// The score whose classes are the rows.
        required rows: Ident,
        /// The score whose classes are the columns.
        required columns: Ident,
        /// Of each row the class for each column.
        required classes: Map<'v, MatrixRow<'v>, MAX_CLASSES>,
    } reserved []
}
