//! The ledger: points as lots, and the order in which they are spent.

use crate::program::{PoolId, RuleId};
use crate::value::order::order;
use crate::value::{Id, Instant, Key, Points, Window};

/// Index of a lot; a lot keeps it for as long as its member is in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LotIx(pub(crate) u32);

/// The points of one grant. What is not left, and has not gone otherwise, was spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lot {
    pub(crate) pool: PoolId,
    /// Where the programme still has it.
    pub(crate) rule: Option<RuleId>,
    pub(crate) granted: Points,
    pub(crate) left: Points,
    pub(crate) expired: Points,
    pub(crate) clawed_back: Points,
    pub(crate) forfeited: Points,
    pub(crate) transferred: Points,
    pub(crate) earned_at: Instant,
    pub(crate) available: Available,
    pub(crate) expires_at: Option<Instant>,
    /// What happens moves its expiry.
    pub(crate) sliding: bool,
}

/// From when a lot's points can be spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Available {
    From(Instant),
    /// When the order that earned them is delivered.
    OnDelivery,
    /// When the activity of [`LotNames::waits_for`] is reported; gone from this instant on.
    OnActivity {
        until: Instant,
    },
}

/// The names of a lot, which never change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LotNames {
    pub(crate) id: Key,
    /// The rule that granted it; none for an adjustment or what was received.
    pub(crate) rule: Option<Id>,
    /// The order, event or instant that earned it.
    pub(crate) source: Key,
    /// The activity that makes it available.
    pub(crate) waits_for: Option<Id>,
}

impl LotNames {
    /// What [`Self::came_back`] tells a lot by, after the last `:` of its id. No rule's id has it.
    pub(crate) const BACK: &str = "~back";

    /// Its points were granted to another lot, paid for something, and came back to this one.
    fn came_back(&self) -> bool {
        self.id.as_str().rsplit(':').next().is_some_and(|last| last.starts_with(Self::BACK))
    }
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
    /// A lot of which nothing has gone.
    pub(crate) fn new(pool: PoolId, points: Points, earned_at: Instant) -> Self {
        Self {
            pool,
            rule: None,
            granted: points,
            left: points,
            expired: Points::ZERO,
            clawed_back: Points::ZERO,
            forfeited: Points::ZERO,
            transferred: Points::ZERO,
            earned_at,
            available: Available::From(earned_at),
            expires_at: None,
            sliding: false,
        }
    }

    pub(crate) fn spent(&self) -> Points {
        self.granted
            - self.left
            - self.expired
            - self.clawed_back
            - self.forfeited
            - self.transferred
    }

    /// Whether what is left of it is gone, settled or not.
    pub(crate) fn is_over(&self, now: Instant) -> bool {
        let missed = match self.available {
            Available::OnActivity { until } => until <= now,
            _ => false,
        };
        missed || self.expires_at.is_some_and(|expires| expires <= now)
    }

    pub(crate) fn is_available(&self, now: Instant) -> bool {
        let available = matches!(self.available, Available::From(from) if from <= now);
        available && self.expires_at.is_none_or(|expires| now < expires)
    }

    pub(crate) fn state(&self, now: Instant) -> LotState {
        if self.left == Points::ZERO {
            if self.expired == Points::ZERO { LotState::UsedUp } else { LotState::Expired }
        } else if self.is_over(now) {
            LotState::Expired
        } else if self.is_available(now) {
            LotState::Available
        } else {
            LotState::Pending
        }
    }
}

/// All lots of a member; their sum is within bounds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    lots: Vec<Lot>,
    names: Vec<LotNames>,
    /// In spending order: the soonest to expire, then the oldest, then by id.
    order: Vec<LotIx>,
    /// What lots were before they changed, while a call may still be taken back.
    journal: Option<Vec<(LotIx, Lot)>>,
}

impl Ledger {
    pub(crate) fn new(lots: Vec<(Lot, LotNames)>) -> Self {
        let mut ledger = Self::default();
        (ledger.lots, ledger.names) = lots.into_iter().unzip();
        ledger.sort();
        ledger
    }

    pub(crate) fn len(&self) -> usize {
        self.lots.len()
    }

    /// Lots and their places, in spending order.
    pub(crate) fn spending_order(&self) -> &[LotIx] {
        &self.order
    }

    pub(crate) fn lots(&self) -> &[Lot] {
        &self.lots
    }

    pub(crate) fn all_names(&self) -> &[LotNames] {
        &self.names
    }

    pub(crate) fn lot(&self, LotIx(lot): LotIx) -> &Lot {
        &self.lots[lot as usize]
    }

    pub(crate) fn names(&self, LotIx(lot): LotIx) -> &LotNames {
        &self.names[lot as usize]
    }

    pub(crate) fn find(&self, id: &Key) -> Option<LotIx> {
        let place = self.names.iter().position(|names| names.id == *id)?;
        u32::try_from(place).ok().map(LotIx)
    }

    /// What can be spent of a pool at an instant.
    pub(crate) fn available(&self, pool: PoolId, now: Instant) -> Points {
        let mut sum = Points::ZERO;
        for lot in &self.lots {
            if lot.pool == pool && lot.left > Points::ZERO && lot.is_available(now) {
                sum += lot.left;
            }
        }
        sum
    }

    /// What is held of a pool at an instant, pending points included.
    pub(crate) fn held(&self, pool: PoolId, now: Instant) -> Points {
        let held = |lot: &&Lot| lot.pool == pool && !lot.is_over(now);
        self.lots.iter().filter(held).map(|lot| lot.left).sum()
    }

    /// What some rules granted in a window. What only came back to a lot of its own was granted
    /// before.
    pub(crate) fn granted(&self, window: Window, counts: &dyn Fn(RuleId) -> bool) -> Points {
        let mut sum = Points::ZERO;
        for (lot, names) in self.lots.iter().zip(&self.names) {
            if let Some(rule) = lot.rule
                && window.contains(lot.earned_at)
                && counts(rule)
                && !names.came_back()
            {
                sum += lot.granted;
            }
        }
        sum
    }

    pub(crate) fn insert(&mut self, lot: Lot, names: LotNames) -> LotIx {
        let new = LotIx(u32::try_from(self.lots.len()).unwrap_or(u32::MAX));
        self.lots.push(lot);
        self.names.push(names);
        let place = self.order.partition_point(|&other| self.is_before(other, new));
        self.order.insert(place, new);
        new
    }

    /// Changes a lot, but for what its place in the spending order depends on.
    pub(crate) fn change(&mut self, at: LotIx, change: impl FnOnce(&mut Lot)) {
        let lot = &mut self.lots[at.0 as usize];
        if let Some(journal) = &mut self.journal {
            journal.push((at, *lot));
        }
        change(lot);
    }

    /// Finds the spending order anew, after expiries have changed.
    pub(crate) fn sort(&mut self) {
        let order = order(self.lots.len(), &mut |one, other| {
            let key = |lot: usize| {
                let (lot, names): (&Lot, &LotNames) = (&self.lots[lot], &self.names[lot]);
                (lot.expires_at.is_none(), lot.expires_at, lot.earned_at, &names.id)
            };
            key(one).cmp(&key(other))
        });
        self.order = order.into_iter().map(|lot| LotIx(u32::try_from(lot).unwrap_or(0))).collect();
    }

    fn is_before(&self, one: LotIx, other: LotIx) -> bool {
        let key = |ix: LotIx| {
            let lot = self.lot(ix);
            (lot.expires_at.is_none(), lot.expires_at, lot.earned_at)
        };
        let (first, second) = (key(one), key(other));
        first < second || first == second && self.names(one).id < self.names(other).id
    }

    /// From here on, what changes can be taken back.
    pub(crate) fn begin(&mut self) {
        self.journal = Some(Vec::new());
    }

    pub(crate) fn commit(&mut self) {
        self.journal = None;
    }

    /// As it was at [`Ledger::begin`], when it had so many lots.
    pub(crate) fn roll_back(&mut self, lots: usize) {
        for (LotIx(lot), was) in self.journal.take().unwrap_or_default().into_iter().rev() {
            self.lots[lot as usize] = was;
        }
        self.lots.truncate(lots);
        self.names.truncate(lots);
        self.sort();
    }
}
