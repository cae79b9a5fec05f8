//! The ledger: points as lots, kept in the order in which they are spent.

use crate::value::order::sorted;
use crate::value::{Id, Instant, Key, Points};

/// The points of one earning. `left ≤ granted`, `earned ≤ available < expires`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lot {
    pub(crate) id: Key,
    pub(crate) rule: Id,
    pub(crate) source: Key,
    pub(crate) granted: Points,
    pub(crate) left: Points,
    pub(crate) earned_at: Instant,
    pub(crate) available_at: Instant,
    pub(crate) expires_at: Option<Instant>,
}

/// What a lot is good for at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LotState {
    Pending,
    Available,
    Expired,
    UsedUp,
}

impl Lot {
    pub(crate) fn state(&self, now: Instant) -> LotState {
        if self.left == Points::ZERO {
            LotState::UsedUp
        } else if self.expires_at.is_some_and(|expires| now >= expires) {
            LotState::Expired
        } else if now < self.available_at {
            LotState::Pending
        } else {
            LotState::Available
        }
    }

    /// Soonest to expire, then oldest, then by id.
    fn spending_key(&self) -> (bool, Option<Instant>, Instant, &Key) {
        (self.expires_at.is_none(), self.expires_at, self.earned_at, &self.id)
    }
}

/// All lots of a member; their sum is within bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ledger {
    /// In spending order; ids are distinct.
    lots: Vec<Lot>,
}

impl Ledger {
    pub(crate) fn new(lots: Vec<Lot>) -> Self {
        Self { lots: sorted(lots, |one, other| one.spending_key().cmp(&other.spending_key())) }
    }

    /// In spending order.
    pub(crate) fn lots(&self) -> &[Lot] {
        &self.lots
    }

    pub(crate) fn insert(&mut self, lot: Lot) {
        let key = lot.spending_key();
        let place = self.lots.partition_point(|other| other.spending_key() < key);
        self.lots.insert(place, lot);
    }

    /// What can be spent at an instant.
    pub(crate) fn balance(&self, now: Instant) -> Points {
        let available = |lot: &&Lot| lot.state(now) == LotState::Available;
        self.lots.iter().filter(available).map(|lot| lot.left).sum()
    }

    /// Takes points from the available lots in spending order, and tells `taken` of each share.
    ///
    /// The caller has checked that the balance suffices; what is missing is not taken.
    pub(crate) fn spend(
        &mut self,
        mut points: Points,
        now: Instant,
        mut taken: impl FnMut(&Lot, Points),
    ) {
        for lot in &mut self.lots {
            if points == Points::ZERO {
                return;
            }
            if lot.state(now) == LotState::Available {
                let share = points.min(lot.left);
                lot.left -= share;
                points -= share;
                taken(lot, share);
            }
        }
    }
}
