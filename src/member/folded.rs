//! What is left of the past: sums by calendar month. How it comes about is in `folding`.
//!
//! Whoever counts over all time adds these sums to what is still there one by one.

use super::Member;
use crate::program::{PoolId, RuleId};
use crate::value::bounds::MAX_MINOR;
use crate::value::{Date, Id, Instant, Money, Points, Window};

/// A month of which only sums are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Folded {
    /// Its first day.
    pub(crate) month: Date,
    /// Those that count.
    pub(crate) orders: u32,
    /// Orders that came back whole, and therefore do not count.
    pub(crate) returned: u32,
    /// Days with an order that counts.
    pub(crate) visits: u32,
    /// Kept units.
    pub(crate) units: i64,
    /// Of kept units.
    pub(crate) list: Money,
    pub(crate) net: Money,
    pub(crate) paid: Money,
    /// The last order that counts.
    pub(crate) last_order: Option<Instant>,
    /// By pool and rule.
    pub(crate) points: Vec<FoldedPoints>,
    /// By activity.
    pub(crate) activities: Vec<FoldedTimes>,
    /// By reward, those that were not given back.
    pub(crate) rewards: Vec<FoldedTimes>,
    /// By perk.
    pub(crate) uses: Vec<FoldedTimes>,
    /// By offer.
    pub(crate) offers: Vec<FoldedOffer>,
}

/// Lots that are used up, by the rule that granted them; without one what was adjusted, received
/// or only came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoldedPoints {
    pub(crate) pool: PoolId,
    pub(crate) rule: Option<Id>,
    /// Where the programme still has it.
    pub(crate) known: Option<RuleId>,
    pub(crate) granted: Points,
    pub(crate) expired: Points,
    pub(crate) clawed_back: Points,
    pub(crate) forfeited: Points,
    pub(crate) transferred: Points,
    /// Of the pool, what was sent to others, where caps count that.
    pub(crate) sent: Points,
    /// Of what the rule granted, what returns took back from whichever lot: for caps. As the next,
    /// it is of the folded orders, some of whose lots may still be there.
    pub(crate) taken_back: Points,
    /// Of what the rule granted, the part of the units that came back.
    pub(crate) returned: Points,
}

/// How often an activity was reported, a reward was had, or a perk was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoldedTimes {
    pub(crate) id: Id,
    pub(crate) times: u32,
    /// On so many days.
    pub(crate) days: u32,
    pub(crate) quantity: i64,
}

/// What orders had of an offer, and how many coupons of it were issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoldedOffer {
    pub(crate) offer: Id,
    pub(crate) uses: i64,
    pub(crate) saved: Money,
    pub(crate) coupons: u32,
}

impl Folded {
    /// The sums of an offer.
    pub(super) fn offer(&mut self, id: &Id) -> &mut FoldedOffer {
        let list = &mut self.offers;
        let place = list.iter().position(|it| it.offer == *id).unwrap_or_else(|| {
            let place = list.partition_point(|it| it.offer < *id);
            let (offer, saved) = (id.clone(), Money::ZERO);
            list.insert(place, FoldedOffer { offer, uses: 0, saved, coupons: 0 });
            place
        });
        &mut list[place]
    }

    /// The month that a day is in.
    pub(crate) fn month_of(day: Date) -> Date {
        Date::from_ymd(day.year(), day.month(), 1).unwrap_or(day)
    }

    /// What a list has of something; names that have become one stand side by side.
    fn sum(list: &[FoldedTimes], id: &Id, of: &dyn Fn(&FoldedTimes) -> i64) -> i64 {
        list.iter().filter(|it| it.id == *id).fold(0, |sum, it| added(sum, of(it)))
    }

    /// A month of which nothing is folded yet.
    pub(crate) fn new(month: Date) -> Self {
        Self {
            month,
            orders: 0,
            returned: 0,
            visits: 0,
            units: 0,
            list: Money::ZERO,
            net: Money::ZERO,
            paid: Money::ZERO,
            last_order: None,
            points: Vec::new(),
            activities: Vec::new(),
            rewards: Vec::new(),
            uses: Vec::new(),
            offers: Vec::new(),
        }
    }
}

impl FoldedPoints {
    /// What was spent is what has not gone otherwise.
    pub(crate) fn spent(&self) -> Points {
        self.granted - self.expired - self.clawed_back - self.forfeited - self.transferred
    }
}

impl Member {
    /// A sum over all that is folded. It stops at 2^53−1, as each of its parts does: what is not
    /// negative comes to the same, whatever was folded together.
    pub(crate) fn folded_sum(&self, of: &dyn Fn(&Folded) -> i64) -> i64 {
        let mut sum = 0;
        for month in &self.folded {
            sum = added(sum, of(month));
        }
        sum
    }

    /// Whether there ever was an order, even if it came back.
    pub(crate) fn has_ordered(&self) -> bool {
        !self.orders.is_empty() || self.has_folded_orders()
    }

    /// Whether orders are among what is folded.
    pub(crate) fn has_folded_orders(&self) -> bool {
        self.folded.iter().any(|month| month.orders + month.returned > 0)
    }

    /// How often a reward was had and not given back, of what is folded.
    pub(crate) fn folded_rewards(&self, reward: &Id) -> u32 {
        let times = |it: &FoldedTimes| i64::from(it.times);
        let of = |month: &Folded| Folded::sum(&month.rewards, reward, &times);
        u32::try_from(self.folded_sum(&of)).unwrap_or(u32::MAX)
    }

    /// How many coupons of an offer were issued, of what is folded.
    pub(crate) fn folded_coupons(&self, offer: &Id) -> i64 {
        self.folded_sum(&|month| {
            let own = month.offers.iter().find(|it| it.offer == *offer);
            own.map_or(0, |it| it.coupons.into())
        })
    }

    /// How often a perk was used beside what rewards gave, of what is folded.
    pub(crate) fn folded_uses(&self, perk: &Id) -> i64 {
        self.folded_sum(&|month| Folded::sum(&month.uses, perk, &|it| it.quantity))
    }

    /// What some rules granted in a window, less what returns took back of it where `released`.
    pub(crate) fn granted_by(
        &self,
        window: Window,
        released: bool,
        counts: &dyn Fn(RuleId) -> bool,
    ) -> Points {
        let mut granted = self.ledger.granted(window, counts);
        let mut back = if released { self.taken_back(window, counts) } else { Points::ZERO };
        // What is folded is older than any stretch of time that a rule asks for.
        if window == Window::ALWAYS {
            for it in self.folded.iter().flat_map(|month| &month.points) {
                if it.known.is_some_and(counts) {
                    granted += it.granted;
                    back += it.taken_back;
                }
            }
        }
        if released { granted.less(back) } else { granted }
    }
}

/// The sum of two numbers that are not negative, at most 2^53−1.
pub(super) fn added(one: i64, other: i64) -> i64 {
    one.saturating_add(other).min(MAX_MINOR)
}
