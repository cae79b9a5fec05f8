//! What stays one by one when what is older than an instant is folded: what is still open, what
//! something that stays names, and what a rule counts for ever.

use crate::member::{Available, CashBack, Lot, LotIx, Member, Order, OrderSpent, Redemption, Why};
use crate::program::RewardGives;
use crate::value::bounds::MAX_FOLDED_POINTS;
use crate::value::order::order;
use crate::value::{Date, Duration, Id, Instant, Key, Points};

/// What stays of each list, by index.
pub(super) struct Stays {
    pub(super) orders: Vec<bool>,
    pub(super) lots: Vec<bool>,
    pub(super) redemptions: Vec<bool>,
    pub(super) tiers: Vec<bool>,
    pub(super) memberships: Vec<bool>,
    pub(super) uses: Vec<bool>,
}

impl Stays {
    pub(super) fn new(member: &Member, until: Instant) -> Self {
        let orders = orders_that_stay(member, until);
        let redemptions = redemptions_that_stay(member, until);
        let lots = lots_that_stay(member, until, &orders, &redemptions);
        let (tiers, memberships) = (tiers_that_stay(member, until), memberships(member, until));
        Self { orders, lots, redemptions, tiers, memberships, uses: uses_that_stay(member, until) }
    }
}

/// Orders that are young enough, or open: something is owed because of them, they have money
/// coming, or a lot of theirs waits for what would name them. All orders of a day stay together,
/// since it is one visit.
fn orders_that_stay(member: &Member, until: Instant) -> Vec<bool> {
    let rules = &member.program.rules;
    if rules.history.all_orders {
        return vec![true; member.orders.len()];
    }
    let debts = &member.debts;
    let by_source =
        order(debts.len(), &mut |one, other| debts[one].source.cmp(&debts[other].source));
    let owes = |id: &Key| by_source.binary_search_by(|debt| debts[*debt].source.cmp(id)).is_ok();
    let waits = |order: &Order| {
        order.earned.iter().any(|it| {
            let lot = member.ledger.lot(it.lot);
            lot.left > Points::ZERO && !matches!(lot.available, Available::From(_))
        })
    };
    let open = |it: &Order| it.offers.iter().flat_map(|it| &it.cash_back).any(CashBack::is_open);
    let stays = |it: &Order| until <= it.at || owes(&it.id) || waits(it) || open(it);
    let mut list: Vec<bool> = member.orders.iter().map(stays).collect();
    let old = |(order, stays): &(&Order, &mut bool)| order.at < until && **stays;
    let open = member.orders.iter().zip(&mut list).filter(old);
    let mut days: Vec<Date> = open.map(|(order, _)| rules.calendar.day_of(order.at)).collect();
    if days.is_empty() {
        return list;
    }
    let by_day = order(days.len(), &mut |one, other| days[one].cmp(&days[other]));
    days = by_day.into_iter().map(|place| days[place]).collect();
    for (order, stays) in member.orders.iter().zip(&mut list) {
        *stays = *stays || days.binary_search(&rules.calendar.day_of(order.at)).is_ok();
    }
    list
}

/// Redemptions that are young enough, or of which something may still be had: uses of a perk, a
/// level.
fn redemptions_that_stay(member: &Member, until: Instant) -> Vec<bool> {
    let rules = &member.program.rules;
    let mut levels: Vec<(&Id, Duration)> = Vec::new();
    for reward in &rules.rewards {
        if let RewardGives::Tier { life, .. } = reward.gives {
            levels.push((&reward.id, life));
        }
    }
    let lasts = |it: &Redemption| {
        let level = levels.iter().find(|(reward, _)| **reward == it.reward);
        level.is_some_and(|(_, life)| until <= rules.calendar.after(it.at, *life))
    };
    let stays =
        |it: &Redemption| until <= it.at || (!it.cancelled && (it.uses.is_some() || lasts(it)));
    member.redemptions.iter().map(stays).collect()
}

/// Lots of which something is left, that are young enough, or that are named by what stays.
fn lots_that_stay(
    member: &Member,
    until: Instant,
    orders: &[bool],
    redemptions: &[bool],
) -> Vec<bool> {
    let mut stays: Vec<bool> =
        member.ledger.lots().iter().map(|lot| !is_past(lot, until)).collect();
    let mut name = |lot: LotIx| stays[lot.0 as usize] = true;
    for (order, _) in member.orders.iter().zip(orders).filter(|(_, stays)| **stays) {
        order.earned.iter().for_each(|it| name(it.lot));
        order.taken.iter().for_each(|it| name(it.lot));
        order.spent.iter().for_each(|it| paid(it, &mut name));
    }
    for (it, _) in member.redemptions.iter().zip(redemptions).filter(|(_, stays)| **stays) {
        it.spent.iter().for_each(|it| paid(it, &mut name));
    }
    // Were their sum not to fit, they would stay as they are.
    let folded = member.folded.iter().flat_map(|month| &month.points).map(|it| it.granted);
    let lots = member.ledger.lots().iter().zip(&stays);
    let more = lots.filter(|(_, stays)| !**stays).map(|(lot, _)| lot.granted);
    let sum: Points = folded.chain(more).sum();
    if sum.count() > MAX_FOLDED_POINTS {
        stays.fill(true);
    }
    stays
}

fn paid(it: &OrderSpent, name: &mut dyn FnMut(LotIx)) {
    name(it.lot);
    it.renewed.into_iter().for_each(name);
}

/// Nothing of it is left; it was earned, and was over where that is how it went, before an instant.
fn is_past(lot: &Lot, until: Instant) -> bool {
    let missed = match lot.available {
        Available::OnActivity { until } => Some(until),
        _ => lot.expires_at,
    };
    let over = lot.expired == Points::ZERO || missed.is_none_or(|end| end < until);
    lot.left == Points::ZERO && lot.earned_at < until && over
}

/// Of each ladder the last change before an instant stays, and the last grant while it holds.
fn tiers_that_stay(member: &Member, until: Instant) -> Vec<bool> {
    let mut stays = vec![true; member.tiers.len()];
    // The ladders that were seen, and whether a grant of theirs was.
    let mut seen: Vec<(&Id, bool)> = Vec::new();
    for (it, stays) in member.tiers.iter().zip(&mut stays).rev() {
        if until <= it.at {
            continue;
        }
        let granted = it.why == Why::Granted;
        match seen.iter_mut().find(|(ladder, _)| **ladder == it.ladder) {
            None => seen.push((&it.ladder, granted)),
            Some((_, known)) => {
                *stays = granted && !*known && it.until.is_none_or(|end| until <= end);
                *known |= granted;
            }
        }
    }
    stays
}

/// Memberships that may not be over stay, the last of each plan, and those that tell that a plan
/// was tried.
fn memberships(member: &Member, until: Instant) -> Vec<bool> {
    let rules = &member.program.rules;
    let mut stays = Vec::with_capacity(member.memberships.len());
    for it in &member.memberships {
        let plan = rules.plans.iter().find(|plan| plan.id == it.plan);
        let grace = plan.and_then(|plan| plan.grace).unwrap_or(Duration::Exact(0));
        stays.push(it.trial_until.is_some() || until <= rules.calendar.after(it.until, grace));
    }
    let mut seen: Vec<&Id> = Vec::new();
    for (it, stays) in member.memberships.iter().zip(&mut stays).rev() {
        if !seen.contains(&&it.plan) {
            seen.push(&it.plan);
            *stays = true;
        }
    }
    stays
}

/// Uses that are young enough stay, and those that took what a reward gave.
fn uses_that_stay(member: &Member, until: Instant) -> Vec<bool> {
    member.uses.iter().map(|it| until <= it.at || it.extra > 0).collect()
}
