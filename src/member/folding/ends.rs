//! Until when each thing stays one by one as what is old is folded: while it is young, while it is
//! open, while something that stays names it, and for ever where a rule counts it.
//!
//! Folding before a later instant folds more, and what it leaves out ends nothing earlier: so what
//! is found once holds until something happens.

use crate::member::{Available, CashBack, Lot, LotIx, Member, OrderSpent, Why};
use crate::program::RewardGives;
use crate::value::bounds::MAX_FOLDED_POINTS;
use crate::value::order::order;
use crate::value::{Date, Duration, Id, Instant, Key, Points};

/// What no folding reaches.
const NEVER: Instant = Instant::MAX;

/// Of each list, by index: what is folded before a later instant than this goes.
pub(in crate::member) struct Ends {
    pub(in crate::member) orders: Vec<Instant>,
    pub(in crate::member) lots: Vec<Instant>,
    /// The lots of which nothing is left: the others end never.
    used_up: Vec<LotIx>,
    pub(in crate::member) redemptions: Vec<Instant>,
    pub(in crate::member) tiers: Vec<Instant>,
    pub(in crate::member) memberships: Vec<Instant>,
    pub(in crate::member) uses: Vec<Instant>,
    pub(in crate::member) coupons: Vec<Instant>,
}

impl Ends {
    /// For what is folded before an instant: lots whose sum does not fit stay as they are.
    pub(super) fn new(member: &Member, until: Instant) -> Self {
        let orders = orders(member);
        let redemptions = redemptions(member);
        let (mut lots, mut used_up) = lots(member, &orders, &redemptions);
        let folded = member.folded.iter().flat_map(|month| &month.points).map(|it| it.granted);
        let mut sum: Points = folded.sum();
        for lot in &used_up {
            if lots[lot.0 as usize] < until {
                sum += member.ledger.lot(*lot).granted;
            }
        }
        if sum.count() > MAX_FOLDED_POINTS {
            lots.fill(NEVER);
            used_up.clear();
        }
        let (tiers, memberships) = (tiers(member), memberships(member));
        let (uses, coupons) = (uses(member), coupons(member, &orders));
        Self { orders, lots, used_up, redemptions, tiers, memberships, uses, coupons }
    }

    /// The first end of all, and the first that is not before an instant.
    pub(super) fn first(&self, member: &Member, until: Instant) -> (Instant, Instant) {
        let activities = member.activities.iter().map(|it| it.at).collect();
        let events = member.events.iter().filter_map(|it| it.at).collect();
        let lots = self.used_up.iter().map(|lot| self.lots[lot.0 as usize]).collect();
        let (mut first, mut later) = (NEVER, NEVER);
        let lists = [&self.orders, &lots, &self.redemptions, &self.tiers];
        let others = [&self.memberships, &self.uses, &self.coupons, &activities, &events];
        for list in lists.into_iter().chain(others) {
            for &end in list {
                if end < later {
                    first = first.min(end);
                    later = if until <= end { end } else { later };
                }
            }
        }
        (first, later)
    }
}

/// An order is open while something is owed because of it, money of it is to come, or a lot of its
/// waits for what would name it. All orders of a day stay together, since it is one visit.
fn orders(member: &Member) -> Vec<Instant> {
    let rules = &member.program.rules;
    if rules.history.all_orders {
        return vec![NEVER; member.orders.len()];
    }
    let debts = &member.debts;
    let by_source =
        order(debts.len(), &mut |one, other| debts[one].source.cmp(&debts[other].source));
    let owes = |id: &Key| by_source.binary_search_by(|debt| debts[*debt].source.cmp(id)).is_ok();
    let mut ends = Vec::with_capacity(member.orders.len());
    let mut days: Vec<Date> = Vec::new();
    for order in &member.orders {
        let waits = order.earned.iter().any(|it| {
            let lot = member.ledger.lot(it.lot);
            lot.left > Points::ZERO && !matches!(lot.available, Available::From(_))
        });
        let mut promised = order.offers.iter().flat_map(|it| &it.cash_back);
        if waits || owes(&order.id) || promised.any(CashBack::is_open) {
            days.push(rules.calendar.day_of(order.at));
        }
        ends.push(order.at);
    }
    if days.is_empty() {
        return ends;
    }
    let by_day = order(days.len(), &mut |one, other| days[one].cmp(&days[other]));
    days = by_day.into_iter().map(|place| days[place]).collect();
    for past in &member.past.orders {
        if days.binary_search(&past.day).is_ok() {
            ends[past.order] = NEVER;
        }
    }
    ends
}

/// A redemption is open while something may still be had of it: uses of a perk, a level.
fn redemptions(member: &Member) -> Vec<Instant> {
    let rules = &member.program.rules;
    let mut levels: Vec<(&Id, Duration)> = Vec::new();
    for reward in &rules.rewards {
        if let RewardGives::Tier { life, .. } = reward.gives {
            levels.push((&reward.id, life));
        }
    }
    let mut ends = Vec::with_capacity(member.redemptions.len());
    for it in &member.redemptions {
        let level = levels.iter().find(|(reward, _)| **reward == it.reward);
        ends.push(match level {
            _ if it.cancelled => it.at,
            _ if it.uses.is_some() => NEVER,
            Some((_, life)) => it.at.max(rules.calendar.after(it.at, *life)),
            None => it.at,
        });
    }
    ends
}

/// Lots that are named by what stays, stay.
fn lots(
    member: &Member,
    orders: &[Instant],
    redemptions: &[Instant],
) -> (Vec<Instant>, Vec<LotIx>) {
    let all = member.ledger.lots();
    let (mut ends, mut used_up) = (vec![NEVER; all.len()], Vec::new());
    let mut next = LotIx(0);
    // A plain loop: it looks at each lot, and an iterator of two is called for each.
    for lot in all {
        if lot.left == Points::ZERO {
            ends[next.0 as usize] = lot_end(lot);
            used_up.push(next);
        }
        next.0 += 1;
    }
    let mut name = |LotIx(lot): LotIx, by: Instant| {
        let end = &mut ends[lot as usize];
        *end = by.max(*end);
    };
    for (order, by) in member.orders.iter().zip(orders) {
        order.earned.iter().for_each(|it| name(it.lot, *by));
        order.taken.iter().for_each(|it| name(it.lot, *by));
        order.spent.iter().for_each(|it| paid(it, *by, &mut name));
    }
    for (it, by) in member.redemptions.iter().zip(redemptions) {
        it.spent.iter().for_each(|it| paid(it, *by, &mut name));
    }
    (ends, used_up)
}

fn paid(it: &OrderSpent, by: Instant, name: &mut dyn FnMut(LotIx, Instant)) {
    name(it.lot, by);
    it.renewed.into_iter().for_each(|lot| name(lot, by));
}

/// Until when a lot stays that nothing names: something is left of it, it is young, or it was over
/// later where that is how it went.
pub(super) fn lot_end(lot: &Lot) -> Instant {
    if lot.left != Points::ZERO {
        return NEVER;
    }
    let missed = match lot.available {
        Available::OnActivity { until } => Some(until),
        _ => lot.expires_at,
    };
    missed.filter(|_| lot.expired != Points::ZERO).map_or(lot.earned_at, |it| it.max(lot.earned_at))
}

/// Of each ladder the last change stays, and the last grant while it holds.
fn tiers(member: &Member) -> Vec<Instant> {
    let mut ends = vec![NEVER; member.tiers.len()];
    // The ladders that were seen, when they changed next, and when by the next grant.
    let mut seen: Vec<(&Id, Instant, Instant)> = Vec::new();
    for (it, end) in member.tiers.iter().zip(&mut ends).rev() {
        let place = seen.iter().position(|(ladder, ..)| **ladder == it.ladder);
        let place = place.unwrap_or_else(|| {
            seen.push((&it.ladder, NEVER, NEVER));
            seen.len() - 1
        });
        let (_, next, next_grant) = &mut seen[place];
        *end = it.at.max(*next);
        *next = it.at.min(*next);
        if it.why == Why::Granted {
            let holds = it.until.unwrap_or(NEVER);
            *end = holds.min(*next_grant).max(*end);
            *next_grant = it.at.min(*next_grant);
        }
    }
    ends
}

/// Memberships that may not be over stay, the last of each plan, and those that tell that a plan
/// was tried.
fn memberships(member: &Member) -> Vec<Instant> {
    let rules = &member.program.rules;
    let mut ends = vec![NEVER; member.memberships.len()];
    let mut seen: Vec<&Id> = Vec::new();
    for (it, end) in member.memberships.iter().zip(&mut ends).rev() {
        if !seen.contains(&&it.plan) {
            seen.push(&it.plan);
        } else if it.trial_until.is_none() {
            let plan = rules.plans.iter().find(|plan| plan.id == it.plan);
            let grace = plan.and_then(|plan| plan.grace).unwrap_or(Duration::Exact(0));
            *end = rules.calendar.after(it.until, grace);
        }
    }
    ends
}

/// Uses that took what a reward gave stay.
fn uses(member: &Member) -> Vec<Instant> {
    member.uses.iter().map(|it| if it.extra > 0 { NEVER } else { it.at }).collect()
}

/// A coupon stays while it may still be used, and while an order stays that used it or issued it.
fn coupons(member: &Member, ends_of_orders: &[Instant]) -> Vec<Instant> {
    let mut ends = Vec::with_capacity(member.coupons.len());
    if member.coupons.is_empty() {
        return ends;
    }
    let (offers, orders) = (&member.program.rules.offers, &member.orders);
    let by_id = order(orders.len(), &mut |one, other| orders[one].id.cmp(&orders[other].id));
    let end_of = |id: &Key| {
        let found = by_id.binary_search_by(|order| orders[*order].id.cmp(id)).ok();
        found.map_or(Instant::MIN, |place| ends_of_orders[by_id[place]])
    };
    for it in &member.coupons {
        let mut end = it.at;
        if !it.revoked && it.used.is_none() {
            let offer = offers.iter().find(|offer| offer.id == it.offer);
            let over = [it.valid.until, offer.and_then(|offer| offer.window.until)];
            end = end.max(over.into_iter().flatten().min().unwrap_or(NEVER));
        }
        for order in [&it.used, &it.order].into_iter().flatten() {
            end = end.max(end_of(order));
        }
        ends.push(end);
    }
    ends
}
