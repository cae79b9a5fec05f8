//! What a member's scores are, and what they were reached from.

use super::{Measured, Unit};
use crate::value::Id;

/// A score of a member at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreStatus {
    /// Which.
    pub score: Id,
    /// Of its number; a matrix has none.
    pub unit: Option<Unit>,
    /// What it comes to; `None` where that is not known, and of a matrix.
    pub value: Option<i64>,
    /// The class that it falls into, if any.
    pub class: Option<Id>,
    /// What it was reached from.
    pub inputs: Vec<ScoreInput>,
}

/// A number, or a class, that a score was reached from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreInput {
    /// Which, and what it is counted in.
    pub of: Measured,
    /// What there is; `None` where that is not known.
    pub value: Option<i64>,
    /// Of a matrix, the class of the other score.
    pub class: Option<Id>,
}
