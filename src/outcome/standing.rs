//! Where a member stands: levels and what leads to others, scores and what they were reached from;
//! what is asked about a member.

use super::Reason;
use crate::member::Why;
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

/// A level of a ladder at one instant, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierStatus {
    /// Of which ladder.
    pub ladder: Id,
    /// Which; none where not even the first is everybody's.
    pub level: Option<Id>,
    /// Since when without a break; the base of who had nothing else, since joining.
    pub since: Option<Instant>,
    /// Until when, if there is an end; in its grace, the end of that.
    pub until: Option<Instant>,
    /// Why; the base of who had nothing else needs no reason.
    pub why: Option<Why>,
    /// By which event; by time without one.
    pub event: Option<Key>,
    /// What leads to the next level, where there is one.
    pub next: Option<TierProgress>,
    /// What keeps this one, where it ends.
    pub stay: Option<TierProgress>,
    /// What is lost at its end, if nothing more happens.
    pub loses: Option<TierLoss>,
}

/// What a level asks, as far as it is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierProgress {
    /// Which.
    pub level: Id,
    /// As of when it is asked; at any time without it.
    pub at: Option<Instant>,
    /// One of them is enough.
    pub paths: Vec<TierPath>,
}

/// One way to a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierPath {
    /// All of its facts are.
    pub met: bool,
    /// Each is needed.
    pub facts: Vec<TierFact>,
}

/// A fact on the way to a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierFact {
    /// What is asked; of several conditions `any`, `at_least` or `not`.
    pub asked: Asked,
    /// Whether that is so.
    pub met: bool,
    /// Of a number, what it is counted in.
    pub unit: Option<Unit>,
    /// The least.
    pub needs: Option<i64>,
    /// The most.
    pub maximum: Option<i64>,
    /// What there is, where that is known.
    pub has: Option<i64>,
    /// Until when it counts: then its stretch of time ends.
    pub until: Option<Instant>,
    /// Of what is no number, why it is not met.
    pub reasons: Vec<Reason>,
    /// Of several conditions, each of them.
    pub paths: Vec<TierPath>,
}

/// What goes with a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierLoss {
    /// From here on.
    pub at: Instant,
    /// The level that is left.
    pub level: Option<Id>,
    /// Perks that are had no more.
    pub perks: Vec<Id>,
    /// Offers that are available no more.
    pub offers: Vec<Id>,
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
