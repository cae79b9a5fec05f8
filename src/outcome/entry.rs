//! Entries: what happened to a member. Append-only; a member's state is their fold.

use crate::value::{Id, Instant, Key, Money, Points};

/// What recording an event did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// In order; empty for an event that was recorded before.
    pub entries: Vec<Entry>,
    /// True when this very event was recorded before.
    pub duplicate: bool,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Entry {
    /// The member joined.
    Joined {
        /// By which event.
        event: Key,
        /// When.
        at: Instant,
    },
    /// Points left a lot.
    Spent(Spent),
    /// A lot came to be.
    Granted(Granted),
}

/// Points that paid a part of an order, from one lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// By which event.
    pub event: Key,
    /// When.
    pub at: Instant,
    /// On which order.
    pub order: Key,
    /// From which lot.
    pub lot: Key,
    /// How many.
    pub points: Points,
    /// What they paid; the shares of an order's lots add up to what its points paid.
    pub worth: Money,
}

/// Points that an order earned by one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// By which event.
    pub event: Key,
    /// When.
    pub at: Instant,
    /// By which order.
    pub order: Key,
    /// The new lot: order and rule.
    pub lot: Key,
    /// By which rule.
    pub rule: Id,
    /// How many.
    pub points: Points,
    /// Spendable from here on.
    pub available_at: Instant,
    /// Gone from here on.
    pub expires_at: Option<Instant>,
    /// For each line that earned any.
    pub lines: Vec<LinePoints>,
}

/// Points that one line earned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinePoints {
    /// Of the cart's line.
    pub line: Key,
    /// How many.
    pub points: Points,
}
