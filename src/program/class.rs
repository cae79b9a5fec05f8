//! Segments, stages and scores: facts that are derived from others.

use super::{Amount, Condition, MeasureId, Within};
use crate::value::{Duration, Id, Money, Rate};

/// Index into [`super::Rules::segments`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SegmentId(pub(crate) u8);

/// Some members.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) id: Id,
    /// Who is in; `None`: whom the member's record lists.
    pub(crate) when: Option<Condition>,
    /// Who is in stays until this is met.
    pub(crate) leave: Option<Condition>,
    /// Entering and leaving are noted, since a rule or `leave` depends on them.
    pub(crate) noted: bool,
}

/// Index into [`Lifecycle::stages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StageId(pub(crate) u8);

/// The stages of a member's life; the first that is met counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lifecycle {
    pub(crate) stages: Box<[(Id, Condition)]>,
    pub(crate) otherwise: Option<StageId>,
    /// Entering is noted, since a rule depends on it.
    pub(crate) noted: bool,
}

/// Index into [`super::Rules::scores`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ScoreId(pub(crate) u8);

/// A number about a member, and the classes that it falls into.
#[derive(Clone, Debug)]
pub(crate) struct Score {
    pub(crate) id: Id,
    pub(crate) how: How,
    /// Ascending by what they begin with, in the score's own unit; of a matrix in their order, with
    /// nothing to begin with.
    pub(crate) classes: Box<[(Id, i64)]>,
}

/// How a score is reckoned.
#[derive(Clone, Debug)]
pub(crate) enum How {
    Measure(MeasureId),
    /// Inputs with weights in billionths.
    Weighted {
        inputs: Box<[(MeasureId, i64)]>,
        skip_missing: bool,
    },
    Rfm(Box<Rfm>),
    LifetimeValue(Box<LifetimeValue>),
    Matrix(Box<Matrix>),
}

/// Cut-offs, each list in the order in which more of them is better.
#[derive(Clone, Debug)]
pub(crate) struct Rfm {
    /// The longest first.
    pub(crate) recency: Box<[Duration]>,
    /// Ascending.
    pub(crate) frequency: Box<[u32]>,
    /// Ascending.
    pub(crate) monetary: Box<[Money]>,
    pub(crate) orders: MeasureId,
    pub(crate) spend: MeasureId,
}

impl Rfm {
    /// Cut-offs of the part that has the most.
    pub(crate) fn most_cuts(&self) -> usize {
        self.recency.len().max(self.frequency.len()).max(self.monetary.len())
    }
}

/// Gupta and Lehmann's: margin × retention ÷ (1 + discount − retention).
#[derive(Clone, Debug)]
pub(crate) struct LifetimeValue {
    pub(crate) within: Within,
    pub(crate) spend: MeasureId,
    /// In billionths.
    pub(crate) margin: Amount,
    /// In billionths.
    pub(crate) retention: Amount,
    pub(crate) discount: Rate,
}

impl LifetimeValue {
    /// Days of membership before which it is not known.
    pub(crate) const LEAST_DAYS: i64 = 30;
    /// Days of a year.
    pub(crate) const YEAR_DAYS: i64 = 365;
}

/// A class for each pair of classes.
#[derive(Clone, Debug)]
pub(crate) struct Matrix {
    pub(crate) rows: ScoreId,
    pub(crate) columns: ScoreId,
    /// Row by row, an index into [`Score::classes`] each.
    pub(crate) cells: Box<[u8]>,
}

/// How far a programme looks back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct History {
    /// What is older is folded; `None`: nothing is.
    pub(crate) keep: Option<Duration>,
    /// Orders are never folded, since a rule asks for the lines of all of them.
    pub(crate) all_orders: bool,
    /// An order that came back whole counts.
    pub(crate) returned_orders: bool,
}

/// What names were before, of one kind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Renamed {
    pub(crate) ladders: Box<[(Id, Id)]>,
    pub(crate) levels: Box<[(Id, Id)]>,
    pub(crate) segments: Box<[(Id, Id)]>,
    pub(crate) stages: Box<[(Id, Id)]>,
    pub(crate) plans: Box<[(Id, Id)]>,
    pub(crate) perks: Box<[(Id, Id)]>,
    pub(crate) activities: Box<[(Id, Id)]>,
    pub(crate) rules: Box<[(Id, Id)]>,
    pub(crate) rewards: Box<[(Id, Id)]>,
    pub(crate) pools: Box<[(Id, Id)]>,
}

/// What a new version of a programme does to its members.
#[derive(Clone, Debug, Default)]
pub(crate) struct Migration {
    /// Levels are asked anew at once; else they go on until their end.
    pub(crate) requalify: bool,
    pub(crate) renamed: Renamed,
}
