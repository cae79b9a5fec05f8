//! A member's status: what the app shows.

use super::Reason;
use crate::member::{Lot, LotNames, LotState};
use crate::program::Program;
use crate::value::{Id, Instant, Key, Money, Points};

/// Points and offers of one member at one instant.
#[derive(Clone, Debug)]
pub struct Status {
    pub(crate) program: Program,
    /// The instant of the answer.
    pub now: Instant,
    /// `None` for a guest.
    pub member: Option<Key>,
    /// When the member joined.
    pub joined_at: Option<Instant>,
    /// The ledger.
    pub points: PointsStatus,
    /// Which offers could apply.
    pub offers: StatusOffers,
}

/// The ledger at one instant: granted = balance + pending + spent + expired.
#[derive(Clone, Debug)]
pub struct PointsStatus {
    /// Spendable now.
    pub balance: Points,
    /// What the balance is worth at the till; `None` where points are not money.
    pub worth: Option<Money>,
    /// Spendable later.
    pub pending: Points,
    /// Ever granted.
    pub granted: Points,
    /// Ever spent.
    pub spent: Points,
    /// Ever expired.
    pub expired: Points,
    /// In spending order, without those that are used up.
    pub lots: Vec<LotStatus>,
    /// The next loss, if nothing is spent before.
    pub next_expiry: Option<NextExpiry>,
}

/// One lot and what it is good for.
#[derive(Clone, Debug)]
pub struct LotStatus {
    pub(crate) lot: Lot,
    pub(crate) names: LotNames,
    /// Its pool, unless it is the usual one.
    pub(crate) pool: Option<Id>,
    pub(crate) state: LotState,
}

/// Points that will be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextExpiry {
    /// From here on they are gone.
    pub at: Instant,
    /// How many.
    pub points: Points,
}

/// Offers by whether they could apply to a suitable cart.
#[derive(Clone, Debug)]
pub struct StatusOffers {
    /// In the order of the programme.
    pub available: Vec<AvailableOffer>,
    /// In the order of the programme.
    pub refused: Vec<RefusedOffer>,
}

/// An offer that a suitable cart would get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvailableOffer {
    /// Which.
    pub offer: Id,
    /// The first instant at which it is over.
    pub until: Option<Instant>,
}

/// An offer that does not apply, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedOffer {
    /// Which.
    pub offer: Id,
    /// All of them, in order of precedence; at least one.
    pub reasons: Vec<Reason>,
}
