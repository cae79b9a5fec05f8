//! The ledger: points as lots, and the order in which they are spent.
//!
//! Beside the lots it keeps what saves looking at each of them again: most are used up, or simply
//! available until they expire.

mod left_out;

use core::cmp::Ordering;

pub(super) use self::left_out::LeftOut;
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
    /// A rule granted it, whether the programme still has that or not, and its points are new.
    pub(crate) earned: bool,
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
    /// What it was given for would not have been: all of it was taken back.
    pub(crate) undone: bool,
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

    /// A rule granted it; but not to another lot, from which its points paid for something and came
    /// back to this one.
    fn earned(&self) -> bool {
        let last = self.id.as_str().rsplit(':').next();
        self.rule.is_some() && !last.is_some_and(|last| last.starts_with(Self::BACK))
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
            earned: false,
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
            undone: false,
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
        missed || self.is_expired(now)
    }

    pub(crate) fn is_available(&self, now: Instant) -> bool {
        let available = matches!(self.available, Available::From(from) if from <= now);
        available && !self.is_expired(now)
    }

    /// What counts of it where points are added up.
    fn rest(&self) -> Points {
        self.left.max(Points::ZERO)
    }

    fn is_expired(&self, now: Instant) -> bool {
        self.expires_at.is_some_and(|expires| expires <= now)
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
    by_id: Vec<LotIx>,
    /// In spending order: the soonest to expire, then the oldest, then by id.
    order: Vec<LotIx>,
    /// So many at the start of the order have nothing left.
    used_up: usize,
    /// From here on every lot is available that is not `waiting`, until it expires.
    since: Option<Instant>,
    /// Lots that become available later, or did after `since`; ascending.
    waiting: Vec<LotIx>,
    /// What is left in each pool, whatever it is good for.
    left: Vec<Points>,
    /// What lots were before they changed, while a call may still be taken back.
    journal: Option<Vec<(LotIx, Lot)>>,
}

impl Ledger {
    /// Of lots that differ in their ids.
    pub(crate) fn new(lots: Vec<(Lot, LotNames)>) -> Self {
        // Room for what is granted next: else the first grant would copy all lots.
        let room = lots.len() + lots.len() / 16 + 4;
        let mut ledger = Self {
            lots: Vec::with_capacity(room),
            names: Vec::with_capacity(room),
            ..Self::default()
        };
        for (mut lot, names) in lots {
            lot.earned = names.earned();
            ledger.since = ledger.since.max(Some(lot.earned_at));
            ledger.lots.push(lot);
            ledger.names.push(names);
        }
        ledger.index();
        ledger
    }

    pub(crate) fn len(&self) -> usize {
        self.lots.len()
    }

    /// Every lot, in the order in which they came.
    pub(crate) fn all(&self) -> impl Iterator<Item = LotIx> + use<> {
        self.all_from(0)
    }

    /// Those that came after there were so many; the others are not counted through.
    pub(crate) fn all_from(&self, lots: usize) -> impl Iterator<Item = LotIx> + use<> {
        (lots..self.lots.len()).map(ix)
    }

    /// The place of the lot that is inserted next.
    pub(crate) fn next(&self) -> LotIx {
        ix(self.lots.len())
    }

    /// Lots and their places, in spending order.
    pub(crate) fn spending_order(&self) -> &[LotIx] {
        &self.order
    }

    /// Where in the spending order the first lot stands that has something left.
    pub(crate) fn first_left(&self) -> usize {
        self.used_up
    }

    /// Every lot that was not available when the last call ended, and perhaps others; ascending.
    pub(crate) fn waiting(&self) -> &[LotIx] {
        &self.waiting
    }

    /// Some lots in spending order: that of the places is another once a snapshot was read.
    pub(crate) fn in_order(&self, lots: &[LotIx]) -> Vec<LotIx> {
        sorted(lots, &|one, other| self.compare(one, other))
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
        let lot = *self.by_id.get(self.place_of(id))?;
        self.compare_id(lot, id).is_eq().then_some(lot)
    }

    /// Where in `by_id` an id stands, or would.
    fn place_of(&self, id: &Key) -> usize {
        place(&self.by_id, &|lot| self.compare_id(lot, id).is_lt())
    }

    /// What can be spent of a pool at an instant.
    pub(crate) fn available(&self, pool: PoolId, now: Instant) -> Points {
        // All that is left, but for what expired or still waits. In the past anything may be.
        let past = Some(now) < self.since;
        let mut sum = self.left.get(usize::from(pool.0)).copied().unwrap_or_default();
        let mut leave_out = |lot: &Lot| {
            if lot.pool == pool && !lot.is_available(now) {
                sum -= lot.rest();
            }
        };
        for &lot in &self.order[self.used_up..] {
            let lot = self.lot(lot);
            if !past && !lot.is_expired(now) {
                break;
            }
            leave_out(lot);
        }
        for &lot in &self.waiting {
            let lot = self.lot(lot);
            if !past && !lot.is_expired(now) {
                leave_out(lot);
            }
        }
        sum
    }

    /// What is held of a pool at an instant, pending points included.
    pub(crate) fn held(&self, pool: PoolId, now: Instant) -> Points {
        let held = |lot: &&Lot| lot.pool == pool && !lot.is_over(now);
        self.lots.iter().filter(held).map(|lot| lot.left).sum()
    }

    /// What some rules granted in a window; what came back to a lot of its own was granted before.
    pub(crate) fn granted(&self, window: Window, counts: &dyn Fn(RuleId) -> bool) -> Points {
        let mut sum = Points::ZERO;
        for lot in self.lots.iter().filter(|lot| lot.earned) {
            if lot.rule.is_some_and(counts) && window.contains(lot.earned_at) {
                sum += lot.granted;
            }
        }
        sum
    }

    pub(crate) fn insert(&mut self, mut lot: Lot, names: LotNames) -> LotIx {
        lot.earned = names.earned();
        let new = self.next();
        let by_id = self.place_of(&names.id);
        self.by_id.insert(by_id, new);
        self.lots.push(lot);
        self.names.push(names);
        if self.waits(new) {
            self.waiting.push(new);
        }
        self.count(lot.pool, lot.rest());
        self.put_in_order(new);
        new
    }

    /// Changes a lot, but for what its place in the spending order depends on.
    pub(crate) fn change(&mut self, at: LotIx, change: impl FnOnce(&mut Lot)) {
        let before = self.note(at);
        change(&mut self.lots[at.0 as usize]);
        self.changed(at, before);
    }

    /// Changes from when and until when a lot lives, and its place in the spending order with it.
    pub(crate) fn reschedule(
        &mut self,
        at: LotIx,
        available: Available,
        expires_at: Option<Instant>,
        sliding: bool,
    ) {
        let (place, waited) = (self.place(at), self.waits(at));
        self.order.remove(place);
        self.used_up = self.used_up.min(place);
        self.note(at);
        let lot = &mut self.lots[at.0 as usize];
        (lot.available, lot.expires_at, lot.sliding) = (available, expires_at, sliding);
        self.put_in_order(at);
        if self.waits(at) && !waited {
            self.index();
        }
    }

    /// Keeps what a lot is, in case it is taken back; returns what is left of it.
    fn note(&mut self, at: LotIx) -> Points {
        let lot = &self.lots[at.0 as usize];
        if let Some(journal) = &mut self.journal {
            journal.push((at, *lot));
        }
        lot.rest()
    }

    fn changed(&mut self, at: LotIx, before: Points) {
        let (pool, now) = (self.lot(at).pool, self.lot(at).rest());
        if now == before {
            return;
        }
        self.count(pool, now - before);
        if before == Points::ZERO {
            self.used_up = self.used_up.min(self.place(at));
        }
        self.skip_used_up();
    }

    fn count(&mut self, PoolId(pool): PoolId, points: Points) {
        let pool = usize::from(pool);
        if self.left.len() <= pool {
            self.left.resize(pool + 1, Points::ZERO);
        }
        self.left[pool] += points;
    }

    fn skip_used_up(&mut self) {
        while let Some(&lot) = self.order.get(self.used_up)
            && self.lot(lot).rest() == Points::ZERO
        {
            self.used_up += 1;
        }
    }

    fn waits(&self, at: LotIx) -> bool {
        !matches!(self.lot(at).available, Available::From(from) if Some(from) <= self.since)
    }

    fn find_waiting(&mut self, among: &[LotIx]) {
        self.waiting.clear();
        for &lot in among {
            if self.waits(lot) {
                self.waiting.push(lot);
            }
        }
    }

    fn put_in_order(&mut self, lot: LotIx) {
        let place = self.place(lot);
        self.order.insert(place, lot);
        self.used_up = self.used_up.min(place);
        self.skip_used_up();
    }

    /// Where in the spending order a lot stands, or would.
    fn place(&self, lot: LotIx) -> usize {
        place(&self.order, &|other| self.compare(other, lot).is_lt())
    }

    fn compare(&self, one: LotIx, other: LotIx) -> Ordering {
        let key = |lot: LotIx| {
            let &Lot { expires_at, earned_at, .. } = self.lot(lot);
            (expires_at.unwrap_or(Instant::MAX), expires_at.is_none(), earned_at)
        };
        key(one).cmp(&key(other)).then_with(|| self.compare_id(one, &self.names(other).id))
    }

    fn compare_id(&self, lot: LotIx, id: &Key) -> Ordering {
        self.names(lot).id.cmp(id)
    }

    /// Finds all that is kept beside the lots.
    fn index(&mut self) {
        let all: Vec<LotIx> = self.all().collect();
        self.by_id = sorted(&all, &|one, other| self.compare_id(one, &self.names(other).id));
        self.find_waiting(&all);
        self.order = all;
        self.sort();
        self.left.clear();
        for lot in 0..self.lots.len() {
            let lot = &self.lots[lot];
            self.count(lot.pool, lot.rest());
        }
    }

    /// Finds the spending order anew; from the old one on, since what moves together kept its own.
    pub(crate) fn sort(&mut self) {
        self.order = sorted(&self.order, &|one, other| self.compare(one, other));
        self.used_up = 0;
        self.skip_used_up();
    }

    /// From here on, what changes can be taken back.
    pub(crate) fn begin(&mut self) {
        self.journal = Some(Vec::new());
    }

    /// What changed stays, and everything up to an instant is settled.
    pub(crate) fn commit(&mut self, until: Option<Instant>) {
        self.journal = None;
        self.since = self.since.max(until);
        let waiting = core::mem::take(&mut self.waiting);
        self.find_waiting(&waiting);
    }

    /// As it was at [`Ledger::begin`], when it had so many lots.
    pub(crate) fn roll_back(&mut self, lots: usize) {
        for (LotIx(lot), was) in self.journal.take().unwrap_or_default().into_iter().rev() {
            self.lots[lot as usize] = was;
        }
        self.lots.truncate(lots);
        self.names.truncate(lots);
        self.index();
    }
}

/// Where the first lot stands that is not before another.
fn place(list: &[LotIx], is_before: &dyn Fn(LotIx) -> bool) -> usize {
    list.partition_point(|&lot| is_before(lot))
}

fn sorted(list: &[LotIx], compare: &dyn Fn(LotIx, LotIx) -> Ordering) -> Vec<LotIx> {
    let places = order(list.len(), &mut |one, other| compare(list[one], list[other]));
    places.into_iter().map(|place| list[place]).collect()
}

fn ix(lot: usize) -> LotIx {
    LotIx(u32::try_from(lot).unwrap_or(u32::MAX))
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
