//! Folding: what is older than an instant, and what nothing can ask for any more one by one,
//! becomes sums by month. `docs/semantics.md` §18 says what stays.
//!
//! It is reckoned from the member alone, so that a log comes to the same.

mod ends;

pub(super) use self::ends::Ends;
use self::ends::lot_end;
use super::folded::{Folded, FoldedPoints, FoldedTimes, added};
use super::ledger::LeftOut;
use super::{
    Available, Coupon, Lot, LotIx, LotNames, Member, Order, OrderEarned, OrderSpent, Past,
    Redemption, Reported, Seen, Use,
};
use crate::outcome::{Entry, EntryKind};
use crate::program::{PoolId, RuleId};
use crate::value::order::order;
use crate::value::{Calendar, Date, Id, Instant, Money, Period, Points, Window, split_units};

/// What it takes to undo a folding: what was taken out of each list, with where it stood.
#[derive(Debug)]
pub(crate) struct Unfold {
    rows: Vec<Folded>,
    folded_until: Option<Instant>,
    past: Past,
    orders: Vec<(usize, Order)>,
    redemptions: Vec<(usize, Redemption)>,
    uses: Vec<(usize, Use)>,
    activities: Vec<(usize, Reported)>,
    events: Vec<(usize, Seen)>,
    lots: LeftOut,
}

impl Member {
    /// What is folded before an instant goes if it is later than the first of these; once it is
    /// gone, no more goes until one is later than the second.
    pub(crate) fn folds_after(&self, until: Instant) -> (Instant, Instant) {
        Ends::new(self, until).first(self, until)
    }

    /// What is folded goes no sooner because of an entry than after this instant; the first of all
    /// where it takes another look.
    pub(crate) fn entry_folds_after(&self, entry: &Entry) -> Instant {
        match entry.kind {
            EntryKind::Expired
            | EntryKind::Forfeited
            | EntryKind::Converted
            | EntryKind::ClawedBack => {
                let lot = entry.lot_ix.map(|lot| self.ledger.lot(lot));
                // An order may have waited for the lot.
                let lot = lot.filter(|lot| matches!(lot.available, Available::From(_)));
                lot.map_or(Instant::MIN, lot_end)
            }
            EntryKind::Levelled => entry.at,
            EntryKind::Migrated
            | EntryKind::Entered
            | EntryKind::Left
            | EntryKind::Staged
            | EntryKind::Granted
            | EntryKind::Folded => Instant::MAX,
            _ => Instant::MIN,
        }
    }

    /// Folds what is older than an instant, and keeps what it takes to undo that.
    pub(crate) fn fold_before(&mut self, until: Instant) -> Unfold {
        let ends = Ends::new(self, until);
        let program = self.program.clone();
        let (calendar, rows) = (&program.rules.calendar, self.folded.clone());
        let mut months = Months { calendar, rows, window: None, place: 0, first: usize::MAX };
        self.fold_orders(&ends.orders, until, &mut months);
        self.fold_lots(&ends.lots, until, &mut months);
        self.fold_sent(until, &mut months);
        self.fold_activities(until, &mut months);
        self.fold_rewards(&ends.redemptions, until, &mut months);
        self.fold_uses(&ends.uses, until, &mut months);
        self.fold_coupons(&ends.coupons, until, &mut months);
        let Months { rows, first, .. } = months;
        // As what entries add, this is reckoned generously: months that were there count again.
        let more: usize = rows.iter().skip(first).map(|it| self.folded_size(it)).sum();
        self.size = (self.size + more).saturating_sub(self.size_before(&ends, until));
        let rows = std::mem::replace(&mut self.folded, rows);
        let folded_until = self.folded_until;
        self.folded_until = folded_until.max(Some(until));
        self.leave_out(&ends, until, (rows, folded_until))
    }

    fn leave_out(
        &mut self,
        ends: &Ends,
        until: Instant,
        (rows, folded_until): (Vec<Folded>, Option<Instant>),
    ) -> Unfold {
        let past = self.leave_out_past(&ends.orders, until);
        let lots = self.ledger.leave_out(&|LotIx(lot)| ends.lots[lot as usize] < until);
        let undo = Unfold {
            rows,
            folded_until,
            past,
            orders: take_out(&mut self.orders, &|index, _| ends.orders[index] < until),
            redemptions: take_out(&mut self.redemptions, &|at, _| ends.redemptions[at] < until),
            uses: take_out(&mut self.uses, &|index, _| ends.uses[index] < until),
            activities: take_out(&mut self.activities, &|_, it| it.at < until),
            events: take_out(&mut self.events, &|_, it| it.at.is_some_and(|at| at < until)),
            lots,
        };
        retain(&mut self.tiers, &ends.tiers, until);
        retain(&mut self.memberships, &ends.memberships, until);
        retain(&mut self.coupons, &ends.coupons, until);
        if !undo.lots.is_empty() {
            self.move_lots(&|lot| undo.lots.moved(lot));
        }
        undo
    }

    /// Undoes a folding after which nothing has happened, but for levels, memberships and
    /// coupons.
    pub(crate) fn unfold(&mut self, undo: Unfold) {
        (self.folded, self.folded_until, self.past) = (undo.rows, undo.folded_until, undo.past);
        if let Some(places) = self.ledger.put_back(undo.lots) {
            self.move_lots(&|LotIx(lot)| places[lot as usize]);
        }
        put_back(&mut self.orders, undo.orders);
        put_back(&mut self.redemptions, undo.redemptions);
        put_back(&mut self.uses, undo.uses);
        put_back(&mut self.activities, undo.activities);
        put_back(&mut self.events, undo.events);
    }

    /// Names lots by other places: what is named by what stays, stays.
    fn move_lots(&mut self, moved: &dyn Fn(LotIx) -> LotIx) {
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

    fn fold_orders(&self, ends: &[Instant], until: Instant, months: &mut Months<'_>) {
        let counted = self.program.rules.history.returned_orders;
        let mut last: Option<Date> = None;
        for past in &self.past.orders {
            if until <= ends[past.order] {
                continue;
            }
            let order = &self.orders[past.order];
            self.fold_earned(order, months);
            for used in order.uses.iter().filter(|used| self.counts(order, &used.offer)) {
                let sums = months.of(past.at).offer(&used.offer);
                sums.uses = added(sums.uses, used.uses.into());
                sums.saved = Money::clamped(added(sums.saved.minor(), used.saved.minor()));
            }
            let (row, sold) = (months.of(past.at), &past.sold);
            if sold.units == 0 && !counted {
                row.returned = row.returned.saturating_add(1);
                continue;
            }
            row.orders = row.orders.saturating_add(1);
            row.visits = row.visits.saturating_add(u32::from(last != Some(past.day)));
            last = Some(past.day);
            row.last_order = row.last_order.max(Some(past.at));
            row.units = added(row.units, sold.units);
            for (sum, amount) in
                [(&mut row.list, sold.list), (&mut row.net, sold.net), (&mut row.paid, sold.paid)]
            {
                *sum = Money::clamped(added(sum.minor(), amount));
            }
        }
    }

    fn fold_coupons(&self, ends: &[Instant], until: Instant, months: &mut Months<'_>) {
        for (it, _) in self.coupons.iter().zip(ends).filter(|(_, end)| **end < until) {
            let Coupon { offer, at, .. } = it;
            let sums = months.of(*at).offer(offer);
            sums.coupons = sums.coupons.saturating_add(1);
        }
    }

    /// What came back of what an order earned.
    fn fold_earned(&self, order: &Order, months: &mut Months<'_>) {
        self.each_taken_back(order, &mut |ix, taken| {
            let lot = self.ledger.lot(ix);
            let mut returned = Points::ZERO;
            for earned in order.earned.iter().filter(|earned| earned.lot == ix) {
                returned += returned_part(order, earned);
            }
            if taken.max(returned) > Points::ZERO {
                let row = points_of(months.of(lot.earned_at), lot, self.ledger.names(ix));
                row.taken_back += taken;
                row.returned += returned;
            }
        });
    }

    fn fold_lots(&self, ends: &[Instant], until: Instant, months: &mut Months<'_>) {
        let lots = self.ledger.lots().iter().zip(self.ledger.all_names()).zip(ends);
        for ((lot, names), end) in lots {
            if until <= *end {
                continue;
            }
            let row = points_of(months.of(lot.earned_at), lot, names);
            row.granted += lot.granted;
            row.returned += if lot.undone { lot.granted } else { Points::ZERO };
            row.expired += lot.expired;
            row.clawed_back += lot.clawed_back;
            row.forfeited += lot.forfeited;
            row.transferred += lot.transferred;
        }
    }

    fn fold_sent(&self, until: Instant, months: &mut Months<'_>) {
        for it in &self.events {
            if let (Some(at), Some((pool, points))) = (it.at.filter(|at| *at < until), it.sent) {
                let row = points_of_rule(months.of(at), pool, None, None);
                row.sent = Points::clamped(added(row.sent.count(), points.count()));
            }
        }
    }

    fn fold_activities(&self, until: Instant, months: &mut Months<'_>) {
        let list = self.activities.iter().filter(|it| it.at < until);
        let list: Vec<_> = list.map(|it| (&it.activity, it.at, it.quantity)).collect();
        fold_times(&list, months, &|month| &mut month.activities);
    }

    /// What rewards gave, and is used, is no part of it: such uses stay.
    fn fold_uses(&self, ends: &[Instant], until: Instant, months: &mut Months<'_>) {
        let list = self.uses.iter().zip(ends).filter(|(_, end)| **end < until);
        let list = list.filter(|(it, _)| self.counts_use(it));
        let list = list.map(|(it, _)| (&it.perk, it.at, Some(i64::from(it.count))));
        fold_times(&list.collect::<Vec<_>>(), months, &|month| &mut month.uses);
    }

    /// One that was cancelled may count all the same.
    fn counts_use(&self, it: &Use) -> bool {
        let mut perks = self.program.rules.perks.iter();
        let perk = perks.find(|perk| it.cancelled && perk.id == it.perk);
        !it.cancelled || perk.and_then(|it| it.quota.as_ref()).is_some_and(|it| it.cancelled_counts)
    }

    fn fold_rewards(&self, ends: &[Instant], until: Instant, months: &mut Months<'_>) {
        let list = self.redemptions.iter().zip(ends);
        let list = list.filter(|(it, end)| **end < until && !it.cancelled);
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

/// The months, and the one that was asked for last: most of what is old stands by time.
struct Months<'c> {
    calendar: &'c Calendar,
    rows: Vec<Folded>,
    window: Option<Window>,
    place: usize,
    /// The first row that was asked for.
    first: usize,
}

impl Months<'_> {
    /// The month that an instant is in.
    fn of(&mut self, instant: Instant) -> &mut Folded {
        if !self.window.is_some_and(|window| window.contains(instant)) {
            self.window = Some(self.calendar.period_of(instant, Period::Month));
            let month = Folded::month_of(self.calendar.day_of(instant));
            self.place = self.rows.partition_point(|row| row.month < month);
            if self.rows.get(self.place).is_none_or(|row| row.month != month) {
                self.rows.insert(self.place, Folded::new(month));
            }
            self.first = self.first.min(self.place);
        }
        &mut self.rows[self.place]
    }
}

/// Sums of a lot's rule and pool. What only came back to a lot of its own was granted before.
fn points_of<'r>(row: &'r mut Folded, lot: &Lot, names: &LotNames) -> &'r mut FoldedPoints {
    let (rule, known) = if lot.earned { (names.rule.as_ref(), lot.rule) } else { (None, None) };
    points_of_rule(row, lot.pool, rule, known)
}

fn points_of_rule<'r>(
    row: &'r mut Folded,
    pool: PoolId,
    rule: Option<&Id>,
    known: Option<RuleId>,
) -> &'r mut FoldedPoints {
    let list = &mut row.points;
    let place = list.iter().position(|it| it.pool == pool && it.rule.as_ref() == rule);
    let place = place.unwrap_or_else(|| {
        let place = list.partition_point(|it| (it.pool, it.rule.as_ref()) < (pool, rule));
        let none = FoldedPoints {
            pool,
            rule: rule.cloned(),
            known,
            granted: Points::ZERO,
            expired: Points::ZERO,
            clawed_back: Points::ZERO,
            forfeited: Points::ZERO,
            transferred: Points::ZERO,
            sent: Points::ZERO,
            taken_back: Points::ZERO,
            returned: Points::ZERO,
        };
        list.insert(place, none);
        place
    });
    &mut list[place]
}

/// Of a lot that an order earned, the part of the units that came back.
fn returned_part(order: &Order, earned: &OrderEarned) -> Points {
    let mut part = Points::ZERO;
    for (line, points) in order.lines.iter().zip(&earned.lines) {
        part += Points::clamped(split_units(points.count(), line.units).first(line.returned));
    }
    part
}

fn retain<T>(list: &mut Vec<T>, ends: &[Instant], until: Instant) {
    let mut index = 0;
    list.retain(|_| {
        index += 1;
        until <= ends[index - 1]
    });
}

fn take_out<T>(list: &mut Vec<T>, goes: &dyn Fn(usize, &T) -> bool) -> Vec<(usize, T)> {
    let mut gone = Vec::new();
    for (index, it) in std::mem::take(list).into_iter().enumerate() {
        if goes(index, &it) {
            gone.push((index, it));
        } else {
            list.push(it);
        }
    }
    gone
}

fn put_back<T>(list: &mut Vec<T>, gone: Vec<(usize, T)>) {
    let mut stayed = std::mem::take(list).into_iter();
    for (index, it) in gone {
        list.extend(stayed.by_ref().take(index - list.len()));
        list.push(it);
    }
    list.extend(stayed);
}
