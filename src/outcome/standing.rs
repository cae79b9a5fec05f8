//! What a member's scores are, and what they were reached from; what is asked about a member.

use crate::value::{Id, Instant, Key};

/// A level that an order leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierAfter {
    /// Of which ladder.
    pub ladder: Id,
    /// Which.
    pub level: Option<Id>,
    /// And until when, if there is an end.
    pub until: Option<Instant>,
}

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

/// What a condition asks about a member, by its name in the format; and of what, where the
/// programme has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The fact, as in the format: `spend`, `tenure`.
    pub fact: &'static str,
    /// The score, activity, pool or attribute.
    pub name: Option<Key>,
}

/// A number about a member, and what it is counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Which.
    pub asked: Asked,
    /// Of the numbers beside it.
    pub unit: Unit,
}

/// What a number is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Minor units of the currency.
    Money,
    /// A whole number.
    Count,
    /// The programme's smallest points.
    Points,
    /// Billionths of a whole: 1 % is 10,000,000.
    Share,
    /// Billionths.
    Rate,
    /// Whole days.
    Days,
}

impl Unit {
    /// The stable name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Count => "count",
            Self::Points => "points",
            Self::Share => "share",
            Self::Rate => "rate",
            Self::Days => "days",
        }
    }
}
