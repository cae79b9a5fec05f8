//! Perks: what a member has that is no discount on an order.

use super::{Amount, Condition, Selection};
use crate::value::{Cycle, Duration, Id, Window};

/// Index into [`super::Rules::perks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PerkId(pub(crate) u16);

/// One perk.
#[derive(Clone, Debug)]
pub(crate) struct Perk {
    pub(crate) id: Id,
    pub(crate) when: Condition,
    pub(crate) window: Window,
    pub(crate) gives: PerkGives,
    /// `None`: as often as one likes.
    pub(crate) quota: Option<Quota>,
}

/// How often a perk can be used.
#[derive(Clone, Debug)]
pub(crate) struct Quota {
    pub(crate) uses: Amount,
    /// `None`: ever.
    pub(crate) per: Option<Cycle>,
    /// What is left of a period is there in the next one too.
    pub(crate) carried: bool,
    /// A use that is cancelled counts all the same.
    pub(crate) cancelled_counts: bool,
}

/// What a perk is. Texts for people are not kept.
#[derive(Clone, Debug)]
pub(crate) enum PerkGives {
    Service,
    /// Offers, by their index, and goods so much sooner.
    EarlyAccess {
        offers: Box<[u32]>,
        of: Option<Selection>,
        by: Duration,
    },
    /// So many days to return goods.
    ReturnDays(Amount),
    /// A place in the queue: more is sooner.
    Priority(Amount),
    Upgrade,
    /// So much of something: baggage, hours.
    Allowance(Amount),
    FeeWaiver(Selection),
}
