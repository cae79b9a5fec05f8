//! Rules that something fires when what they ask themselves turns met.

use super::Condition;
use crate::value::Id;

/// Index into [`super::Rules::watches`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WatchId(pub(crate) u16);

/// A rule whose condition is looked at, as that of a segment is.
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    pub(crate) of: Watched,
    pub(crate) when: Condition,
}

/// Whose condition it is, by what members' records call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Watched {
    /// An earning rule's.
    Rule(Id),
    /// Of the coupons of an offer, which are issued so in one way at most.
    Offer(Id),
    Forfeit(Id),
    Conversion(Id),
}

impl Watched {
    /// The kind of rule, as documents write it, and its id.
    pub(crate) fn named(&self) -> (&'static str, &Id) {
        match self {
            Self::Rule(rule) => ("rule", rule),
            Self::Offer(offer) => ("offer", offer),
            Self::Forfeit(forfeit) => ("forfeit", forfeit),
            Self::Conversion(conversion) => ("conversion", conversion),
        }
    }
}
