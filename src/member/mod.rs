//! The member: facts only, no decisions. A snapshot that [`crate::engine`] reads and replaces.

mod coupon;
mod fold;
mod fold_standing;
mod folded;
mod folding;
mod history;
mod ledger;
mod past;
mod size;
mod standing;

pub(crate) use coupon::Coupon;
pub use coupon::OfferUse;
pub(crate) use folded::{Folded, FoldedOffer, FoldedPoints, FoldedTimes};
pub(crate) use folding::Unfold;
pub(crate) use history::{
    Carried, CashBack, Debt, Digest, Order, OrderCounted, OrderEarned, OrderLine, OrderOffer,
    OrderSpent, Redemption, Reported, Run, Seen, Shipping, Taken,
};
pub(crate) use ledger::{Available, Ledger, Lot, LotIx, LotNames, LotState};
pub(crate) use past::{Past, PastOrder, Sold, Totals};
pub(crate) use standing::{Attribute, Brought, Membership, Standing, Use};
pub use standing::{PlanState, PlanStep, Why};

use crate::program::{Ladder, LevelId, PoolId, Program, RuleId, Watched};
use crate::value::{Date, Id, Instant, Key, Points, Window, split_units};

/// What is known of a member, or of a guest.
#[derive(Clone, Debug)]
pub struct Member {
    pub(crate) program: Program,
    /// `None` for a guest.
    pub(crate) id: Option<Key>,
    pub(crate) joined_at: Option<Instant>,
    /// The day of birth.
    pub(crate) born: Option<Date>,
    /// Who brought the member.
    pub(crate) referred_by: Option<Key>,
    /// The shared account to which the member belongs.
    pub(crate) household: Option<Key>,
    /// As the member or the shop states it.
    pub(crate) gender: Option<Key>,
    /// By name.
    pub(crate) attributes: Vec<Attribute>,
    /// Changes of levels in order of time; the latest of a ladder holds.
    pub(crate) tiers: Vec<Standing>,
    /// In the order of beginning.
    pub(crate) memberships: Vec<Membership>,
    /// Uses of perks, in the order of recording.
    pub(crate) uses: Vec<Use>,
    /// In the order of recording.
    pub(crate) brought: Vec<Brought>,
    /// The noted stage.
    pub(crate) stage: Option<Id>,
    /// The version of the programme by which the member was settled last.
    pub(crate) version: Option<u32>,
    /// By month, the oldest first.
    pub(crate) folded: Vec<Folded>,
    /// What was before is folded, but for what is still open.
    pub(crate) folded_until: Option<Instant>,
    /// It is a copy that looks ahead, and nothing of it is folded: whatever happens to its lots
    /// can be told afterwards.
    pub(crate) looks_ahead: bool,
    /// The segments that the member is in, in the order of entering.
    pub(crate) segments: Vec<Id>,
    /// The rules whose conditions the member meets, of those that are fired by that.
    pub(crate) met: Vec<Watched>,
    /// Everything up to here is settled; nothing earlier is recorded but corrections.
    pub(crate) as_of: Option<Instant>,
    /// In the order of recording.
    pub(crate) events: Vec<Seen>,
    pub(crate) ledger: Ledger,
    /// The oldest first.
    pub(crate) debts: Vec<Debt>,
    /// In the order of recording.
    pub(crate) orders: Vec<Order>,
    /// In the order of recording.
    pub(crate) activities: Vec<Reported>,
    /// Follows from the orders and reports.
    pub(crate) past: Past,
    /// In the order of the rules.
    pub(crate) runs: Vec<Run>,
    /// In the order of the rules.
    pub(crate) carried: Vec<Carried>,
    /// In the order of recording.
    pub(crate) redemptions: Vec<Redemption>,
    /// In the order of being issued.
    pub(crate) coupons: Vec<Coupon>,
    /// The offers that the member enrolled in, and when, in that order.
    pub(crate) activated: Vec<(Id, Instant)>,
    /// At most so many bytes of JSON: see [`Member::measure`] and [`Member::entry_size`].
    pub(crate) size: usize,
}

impl Member {
    /// Someone of whom nothing is known.
    pub(crate) fn guest(program: Program) -> Self {
        Self {
            program,
            id: None,
            joined_at: None,
            born: None,
            referred_by: None,
            household: None,
            gender: None,
            attributes: Vec::new(),
            tiers: Vec::new(),
            memberships: Vec::new(),
            uses: Vec::new(),
            brought: Vec::new(),
            stage: None,
            version: None,
            folded: Vec::new(),
            folded_until: None,
            looks_ahead: false,
            segments: Vec::new(),
            met: Vec::new(),
            as_of: None,
            events: Vec::new(),
            ledger: Ledger::default(),
            debts: Vec::new(),
            orders: Vec::new(),
            activities: Vec::new(),
            past: Past::default(),
            runs: Vec::new(),
            carried: Vec::new(),
            redemptions: Vec::new(),
            coupons: Vec::new(),
            activated: Vec::new(),
            size: 0,
        }
    }

    /// The identifier; `None` for a guest.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_ref().map(AsRef::as_ref)
    }

    /// The name of a pool, unless it is the usual one.
    pub(crate) fn pool_name(&self, pool: PoolId) -> Option<&Id> {
        self.program.rules.points.pool_name(pool)
    }

    /// The level of a ladder at an instant, and the change that it comes from; the base from none.
    pub(crate) fn level(
        &self,
        ladder: &Ladder,
        now: Instant,
    ) -> (Option<LevelId>, Option<&Standing>) {
        self.level_without(ladder, now, None)
    }

    /// The same without what an event changed.
    pub(crate) fn level_without(
        &self,
        ladder: &Ladder,
        now: Instant,
        event: Option<&Key>,
    ) -> (Option<LevelId>, Option<&Standing>) {
        let counts = |it: &Standing| event.is_none() || it.event.as_ref() != event;
        let mut begun = self.tiers.iter().rev();
        let last = begun.find(|it| it.ladder == ladder.id && it.at <= now && counts(it));
        // Where a level is asked at its end, it lasts until another change says otherwise.
        let lasts = |it: &&Standing| ladder.is_walked() || it.until.is_none_or(|until| now < until);
        let holds = last.filter(lasts);
        match holds.and_then(|standing| ladder.level(standing.level.as_ref()?)) {
            None => (ladder.base(), None),
            level => (level, holds),
        }
    }

    pub(crate) fn is_enrolled(&self, now: Instant) -> bool {
        self.joined_at.is_some_and(|joined| joined <= now)
    }

    /// What the member owes of a pool.
    pub(crate) fn debt(&self, pool: PoolId) -> Points {
        self.debts.iter().filter(|debt| debt.pool == pool).map(|debt| debt.points).sum()
    }

    /// What can be spent of a pool at an instant, less what is owed: negative when more is owed.
    pub(crate) fn balance(&self, pool: PoolId, now: Instant) -> Points {
        self.ledger.available(pool, now) - self.debt(pool)
    }

    /// Of a pool's points that could be spent at an instant of the past, those that are there no
    /// more: they expired since, or paid.
    pub(crate) fn gone_since(&self, pool: PoolId, then: Instant) -> Points {
        let mut sum = Points::ZERO;
        if self.as_of <= Some(then) {
            return sum;
        }
        let was = |lot: &Lot| lot.pool == pool && lot.is_available(then) && !lot.undone;
        for lot in self.ledger.lots().iter().filter(|lot| was(lot)) {
            sum += lot.expired;
        }
        let orders = self.orders.iter().map(|it| (it.at, &it.spent));
        let redemptions = self.redemptions.iter().map(|it| (it.at, &it.spent));
        for (_, spent) in orders.chain(redemptions).filter(|(at, _)| then < *at) {
            for it in spent.iter().filter(|it| was(self.ledger.lot(it.lot))) {
                // What came back to a lot of its own was here before.
                sum += it.points;
                sum -= if it.renewed.is_none() { it.returned } else { Points::ZERO };
            }
        }
        sum - self.back_since(pool, then)
    }

    /// Of what there was of a pool in the past, and expired since: what units had earned that came
    /// back later still. They took nothing of it, since it was gone.
    fn back_since(&self, pool: PoolId, now: Instant) -> Points {
        let mut sum = Points::ZERO;
        for past in self.past.orders.iter().filter(|past| past.came_back) {
            let order = &self.orders[past.order];
            for earned in &order.earned {
                let lot = self.ledger.lot(earned.lot);
                if lot.pool != pool || lot.expired == Points::ZERO || !lot.is_available(now) {
                    continue;
                }
                let mut back = Points::ZERO;
                for (line, of_line) in order.lines.iter().zip(&earned.lines) {
                    let part = split_units(of_line.count(), line.units).first(line.returned);
                    back += Points::clamped(part);
                }
                sum += back.less(earned.clawed_back).min(lot.expired);
            }
        }
        sum
    }

    /// Of a pool's points that there were at an instant, those that returns took or left as a debt.
    pub(crate) fn taken_of(&self, pool: PoolId, then: Instant) -> Points {
        let mut sum = self.debt(pool) + self.back_since(pool, then);
        for lot in self.ledger.lots() {
            if lot.pool == pool && lot.is_available(then) && !lot.undone {
                sum += lot.clawed_back;
            }
        }
        sum
    }

    /// What returns took back of the points that some rules granted in a window, from whichever lot
    /// or as a debt. What a lot paid for another order's return is no part of it.
    pub(crate) fn taken_back(&self, window: Window, counts: &dyn Fn(RuleId) -> bool) -> Points {
        let mut sum = Points::ZERO;
        for order in &self.orders {
            self.each_taken_back(order, &mut |lot, back| {
                let lot = self.ledger.lot(lot);
                if lot.rule.is_some_and(counts) && window.contains(lot.earned_at) {
                    sum += back;
                }
            });
        }
        sum
    }

    /// What returns took back of the points of each lot that an order earned.
    fn each_taken_back(&self, order: &Order, tell: &mut dyn FnMut(LotIx, Points)) {
        let taken = order.taken.iter().map(|it| (self.ledger.lot(it.lot).pool, it.points));
        let owed = self.debts.iter().filter(|debt| debt.source == order.id);
        let owed = owed.map(|debt| (debt.pool, debt.points));
        let mut elsewhere: Vec<(PoolId, Points)> = taken.chain(owed).collect();
        for earned in &order.earned {
            let lot = self.ledger.lot(earned.lot);
            let mut back = earned.clawed_back;
            for (_, points) in elsewhere.iter_mut().filter(|(pool, _)| *pool == lot.pool) {
                let more = lot.granted.less(back).min(*points);
                back += more;
                *points -= more;
            }
            tell(earned.lot, back);
        }
    }
}
