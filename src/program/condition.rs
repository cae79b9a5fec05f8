//! Conditions: what must be true of the member, the cart and the time.

use crate::value::Money;

/// Index into [`super::Rules::facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FactId(pub(crate) u32);

/// One condition; a tree of bounded depth.
#[derive(Clone, Debug)]
pub(crate) enum Condition {
    /// Each of them; of none, true.
    All(Box<[Condition]>),
    /// One of them.
    Any(Box<[Condition]>),
    /// The opposite.
    Not(Box<Condition>),
    /// `needs` of them.
    AtLeast { needs: u32, of: Box<[Condition]> },
    /// The member has joined.
    Enrolled,
    /// The list amount of the fact's lines.
    Amount { at_least: Money, of: FactId },
    /// The units of the fact's lines.
    Units { at_least: i64, of: FactId },
}

impl Condition {
    /// The condition that is always met.
    pub(crate) fn always() -> Self {
        Self::All(Box::default())
    }
}
