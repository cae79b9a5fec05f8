//! Folding: what is older than an instant, and what nothing can ask for any more one by one,
//! becomes sums by month. `docs/semantics.md` §18 says what stays.
//!
//! It is reckoned from the member alone, so that a log comes to the same.

use super::folded::{Folded, FoldedPoints, FoldedTimes, added};
use super::{Available, Lot, LotIx, LotNames, Member, Order, OrderSpent, Redemption, Why};
use crate::program::RewardGives;
use crate::value::bounds::MAX_FOLDED_POINTS;
use crate::value::order::order;
use crate::value::{Calendar, Date, Duration, Id, Instant, Key, Money, Period, Points, Window};

impl Member {
    /// Whether something that is older than an instant can be folded.
    pub(crate) fn can_fold(&self, until: Instant) -> bool {
        let stays = Stays::new(self, until);
        let lists = [&stays.orders, &stays.lots, &stays.redemptions, &stays.tiers];
        let others = [&stays.memberships, &stays.uses];
        lists.into_iter().chain(others).any(|list| list.contains(&false))
            || self.activities.iter().any(|it| it.at < until)
            || self.events.iter().any(|it| it.at.is_some_and(|at| at < until))
    }

    /// The oldest of what may be folded one day, open or not.
    pub(crate) fn oldest(&self) -> Option<Instant> {
        let lists: [&mut dyn Iterator<Item = Instant>; 8] = [
            &mut self.ledger.lots().iter().map(|it| it.earned_at),
            &mut self.orders.iter().map(|it| it.at),
            &mut self.events.iter().filter_map(|it| it.at),
            &mut self.activities.iter().map(|it| it.at),
            &mut self.redemptions.iter().map(|it| it.at),
            &mut self.tiers.iter().map(|it| it.at),
            &mut self.memberships.iter().map(|it| it.until),
            &mut self.uses.iter().map(|it| it.at),
        ];
        lists.into_iter().filter_map(|list| list.min()).min()
    }

    /// Folds what is older than an instant.
    pub(super) fn fold_before(&mut self, until: Instant) {
        let stays = Stays::new(self, until);
        let program = self.program.clone();
        let rows = std::mem::take(&mut self.folded);
        let mut months = Months { calendar: &program.rules.calendar, rows, window: None, place: 0 };
        self.fold_orders(&stays.orders, &mut months);
        self.fold_lots(&stays.lots, &mut months);
        self.fold_activities(until, &mut months);
        self.fold_rewards(&stays.redemptions, &mut months);
        self.folded = months.rows;
        self.folded_until = self.folded_until.max(Some(until));
        self.leave_out(&stays, until);
        self.size = self.measure();
    }

    fn leave_out(&mut self, stays: &Stays, until: Instant) {
        retain(&mut self.orders, &stays.orders);
        retain(&mut self.redemptions, &stays.redemptions);
        retain(&mut self.tiers, &stays.tiers);
        retain(&mut self.memberships, &stays.memberships);
        retain(&mut self.uses, &stays.uses);
        self.activities.retain(|it| until <= it.at);
        self.events.retain(|it| it.at.is_none_or(|at| until <= at));
        let places = self.ledger.leave_out(&stays.lots);
        // What is named by what stays, stays.
        let moved = |lot: LotIx| places[lot.0 as usize].unwrap_or(lot);
        let spent = |list: &mut Vec<OrderSpent>| {
            for it in list {
                (it.lot, it.renewed) = (moved(it.lot), it.renewed.map(moved));
            }
        };
        for order in &mut self.orders {
            order.earned.iter_mut().for_each(|it| it.lot = moved(it.lot));
            order.taken.iter_mut().for_each(|it| it.lot = moved(it.lot));
            spent(&mut order.spent);
        }
        self.redemptions.iter_mut().for_each(|it| spent(&mut it.spent));
    }

    fn fold_orders(&self, stays: &[bool], months: &mut Months<'_>) {
        let counted = self.program.rules.history.returned_orders;
        let mut last: Option<Date> = None;
        let by_time = |one: usize, other: usize| self.orders[one].at.cmp(&self.orders[other].at);
        for index in order(stays.len(), &mut |one, other| by_time(one, other)) {
            let order = &self.orders[index];
            if stays[index] {
                continue;
            }
            self.each_taken_back(order, &mut |lot, back| {
                if back > Points::ZERO {
                    let (lot, names) = (self.ledger.lot(lot), self.ledger.names(lot));
                    let row = points_of(months.of(lot.earned_at), lot, names);
                    row.taken_back += back;
                }
            });
            let day = months.calendar.day_of(order.at);
            let row = months.of(order.at);
            if order.came_back() && !counted {
                row.returned = row.returned.saturating_add(1);
                continue;
            }
            row.orders = row.orders.saturating_add(1);
            row.visits = row.visits.saturating_add(u32::from(last != Some(day)));
            last = Some(day);
            row.last_order = row.last_order.max(Some(order.at));
            for line in &order.lines {
                row.units = added(row.units, line.kept_units().into());
                for (sum, amount) in [
                    (&mut row.list, line.kept_list()),
                    (&mut row.net, line.kept_net()),
                    (&mut row.paid, line.kept_paid()),
                ] {
                    *sum = Money::clamped(added(sum.minor(), amount.minor()));
                }
            }
        }
    }

    fn fold_lots(&self, stays: &[bool], months: &mut Months<'_>) {
        let lots = self.ledger.lots().iter().zip(self.ledger.all_names()).zip(stays);
        for ((lot, names), stays) in lots {
            if *stays {
                continue;
            }
            let row = points_of(months.of(lot.earned_at), lot, names);
            row.granted += lot.granted;
            row.expired += lot.expired;
            row.clawed_back += lot.clawed_back;
            row.forfeited += lot.forfeited;
            row.transferred += lot.transferred;
        }
    }

    fn fold_activities(&self, until: Instant, months: &mut Months<'_>) {
        let list = self.activities.iter().filter(|it| it.at < until);
        let list: Vec<_> = list.map(|it| (&it.activity, it.at, it.quantity)).collect();
        fold_times(&list, months, &|month| &mut month.activities);
    }

    fn fold_rewards(&self, stays: &[bool], months: &mut Months<'_>) {
        let list = self.redemptions.iter().zip(stays);
        let list = list.filter(|(it, stays)| !**stays && !it.cancelled);
        let list: Vec<_> = list.map(|(it, _)| (&it.reward, it.at, None)).collect();
        fold_times(&list, months, &|month| &mut month.rewards);
    }
}

/// Counts what happened by its id: how often, on how many days, and how much.
fn fold_times(
    list: &[(&Id, Instant, Option<i64>)],
    months: &mut Months<'_>,
    of: &dyn Fn(&mut Folded) -> &mut Vec<FoldedTimes>,
) {
    let by_id = &mut |one: usize, other: usize| {
        let key = |index: usize| (list[index].0, list[index].1);
        key(one).cmp(&key(other))
    };
    let mut last: Option<(&Id, Date)> = None;
    for index in order(list.len(), by_id) {
        let (id, at, quantity) = list[index];
        let day = Some((id, months.calendar.day_of(at)));
        let times = of(months.of(at));
        let place = times.iter().position(|it| it.id == *id).unwrap_or_else(|| {
            let place = times.partition_point(|it| it.id < *id);
            let none = FoldedTimes { id: id.clone(), times: 0, days: 0, quantity: 0 };
            times.insert(place, none);
            place
        });
        let it = &mut times[place];
        it.times = it.times.saturating_add(1);
        it.days = it.days.saturating_add(u32::from(last != day));
        it.quantity = added(it.quantity, quantity.unwrap_or(0));
        last = day;
    }
}

/// What stays of each list, by index.
struct Stays {
    orders: Vec<bool>,
    lots: Vec<bool>,
    redemptions: Vec<bool>,
    tiers: Vec<bool>,
    memberships: Vec<bool>,
    uses: Vec<bool>,
}

impl Stays {
    fn new(member: &Member, until: Instant) -> Self {
        let orders = orders_that_stay(member, until);
        let redemptions = redemptions_that_stay(member, until);
        let lots = lots_that_stay(member, until, &orders, &redemptions);
        let (tiers, memberships) = (tiers_that_stay(member, until), memberships(member, until));
        Self { orders, lots, redemptions, tiers, memberships, uses: uses_that_stay(member, until) }
    }
}

/// Orders that are young enough, or open: something is owed because of them, or a lot of theirs
/// waits for what would name them. All orders of a day stay together, since it is one visit.
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
    let stays = |it: &Order| until <= it.at || owes(&it.id) || waits(it);
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

/// Redemptions that are young enough, or whose reward still counts: uses of a perk, a level.
fn redemptions_that_stay(member: &Member, until: Instant) -> Vec<bool> {
    let rules = &member.program.rules;
    let lasting = |reward: &&crate::program::Reward| {
        matches!(reward.gives, RewardGives::Perk { .. } | RewardGives::Tier { .. })
    };
    let lasting: Vec<_> = rules.rewards.iter().filter(lasting).collect();
    let counts = |it: &Redemption| {
        let reward = lasting.iter().find(|reward| reward.id == it.reward);
        reward.is_some_and(|reward| match reward.gives {
            RewardGives::Tier { life, .. } => until <= rules.calendar.after(it.at, life),
            _ => true,
        })
    };
    let stays = |it: &Redemption| until <= it.at || (!it.cancelled && counts(it));
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

/// Memberships that may not be over stay, and those that tell that the plan was tried.
fn memberships(member: &Member, until: Instant) -> Vec<bool> {
    let rules = &member.program.rules;
    let mut stays = Vec::with_capacity(member.memberships.len());
    for it in &member.memberships {
        let plan = rules.plans.iter().find(|plan| plan.id == it.plan);
        let grace = plan.and_then(|plan| plan.grace).unwrap_or(Duration::Exact(0));
        stays.push(it.trial_until.is_some() || until <= rules.calendar.after(it.until, grace));
    }
    stays
}

/// Uses that are young enough stay, and those of a perk that counts them for ever: without a
/// period, or beside what a reward gave.
fn uses_that_stay(member: &Member, until: Instant) -> Vec<bool> {
    let rules = &member.program.rules;
    let given = |perk: &Id| {
        let gives =
            |gives: &RewardGives| matches!(gives, RewardGives::Perk { id, .. } if id == perk);
        rules.rewards.iter().any(|reward| gives(&reward.gives))
    };
    let ever = |perk: &&crate::program::Perk| {
        perk.quota.as_ref().is_some_and(|quota| quota.per.is_none()) || given(&perk.id)
    };
    let ever: Vec<_> = rules.perks.iter().filter(ever).collect();
    let counts = |perk: &Id| ever.iter().any(|it| it.id == *perk);
    member.uses.iter().map(|it| until <= it.at || counts(&it.perk)).collect()
}

/// The months, and the one that was asked for last: most of what is old stands by time.
struct Months<'c> {
    calendar: &'c Calendar,
    rows: Vec<Folded>,
    window: Option<Window>,
    place: usize,
}

impl Months<'_> {
    /// The month that an instant is in.
    fn of(&mut self, instant: Instant) -> &mut Folded {
        if !self.window.is_some_and(|window| window.contains(instant)) {
            self.window = Some(self.calendar.period_of(instant, Period::Month));
            let day = self.calendar.day_of(instant);
            let month = day.first_of(Period::Month, self.calendar.week_start());
            self.place = self.rows.partition_point(|row| row.month < month);
            if self.rows.get(self.place).is_none_or(|row| row.month != month) {
                self.rows.insert(self.place, Folded::new(month));
            }
        }
        &mut self.rows[self.place]
    }
}

/// Sums of a lot's rule and pool. What only came back to a lot of its own was granted before.
fn points_of<'r>(row: &'r mut Folded, lot: &Lot, names: &LotNames) -> &'r mut FoldedPoints {
    let (rule, known) = match names.came_back() {
        true => (None, None),
        false => (names.rule.as_ref(), lot.rule),
    };
    let list = &mut row.points;
    let place = list.iter().position(|it| it.pool == lot.pool && it.rule.as_ref() == rule);
    let place = place.unwrap_or_else(|| {
        let place = list.partition_point(|it| (it.pool, it.rule.as_ref()) < (lot.pool, rule));
        let none = FoldedPoints {
            pool: lot.pool,
            rule: rule.cloned(),
            known,
            granted: Points::ZERO,
            expired: Points::ZERO,
            clawed_back: Points::ZERO,
            forfeited: Points::ZERO,
            transferred: Points::ZERO,
            taken_back: Points::ZERO,
        };
        list.insert(place, none);
        place
    });
    &mut list[place]
}

fn retain<T>(list: &mut Vec<T>, stays: &[bool]) {
    let mut index = 0;
    list.retain(|_| {
        index += 1;
        stays[index - 1]
    });
}
