//! What counts of the orders of a span: those of the record, and what is folded of older ones.

use crate::engine::facts::{Facts, Planned};
use crate::member::{Folded, PastOrder, Sold, Totals};
use crate::program::{Discounted, Selection};
use crate::value::order::order;
use crate::value::{Date, Instant, Period, Window};

/// What the orders of a span come to, of the lines that both selections take.
pub(super) fn totals(facts: &Facts<'_>, span: Window, of: [Selection; 2]) -> Totals {
    let every_line = of.iter().all(Selection::is_all);
    let known = every_line && facts.without.is_none() && !facts.whole;
    let (mut totals, mut last) = (Totals::default(), None);
    if known {
        let (from, to) = places(facts, span);
        (totals, last) = facts.member.past.totals(from, to);
    }
    let mut add = |day, sold: &Sold| {
        totals.orders += 1;
        totals.days += i64::from(last != Some(day));
        last = Some(day);
        totals.sold.add(sold);
    };
    if !known {
        visit_kept(facts, span, of, &mut add);
    }
    visit_planned(facts, span, of, &mut add);
    if every_line {
        for month in &facts.member.folded {
            if is_in(facts, span, month) {
                totals.orders += i64::from(month.orders);
                totals.days += i64::from(month.visits);
                totals.sold.add(&Sold {
                    units: month.units,
                    list: month.list.minor(),
                    net: month.net.minor(),
                    paid: month.paid.minor(),
                });
            }
        }
    }
    totals
}

/// Whether a month of which only sums are kept counts: when a part of it lies within the span. What
/// is folded is older than what rules look back to, so that only spans without a beginning, and
/// those since joining or a level, reach it.
pub(crate) fn is_in(facts: &Facts<'_>, span: Window, month: &Folded) -> bool {
    let month = facts.rules().calendar.period_on(month.month, Period::Month);
    let span = span.intersect(Window { from: None, until: Some(facts.now.plus_millis(1)) });
    !month.intersect(span).is_empty()
}

/// Visits the orders of a span that count, in order of time: their days, and what is kept of them.
fn visit(facts: &Facts<'_>, span: Window, of: [Selection; 2], each: &mut dyn FnMut(Date, &Sold)) {
    visit_kept(facts, span, of, each);
    visit_planned(facts, span, of, each);
}

/// Those of the record.
fn visit_kept(
    facts: &Facts<'_>,
    span: Window,
    of: [Selection; 2],
    each: &mut dyn FnMut(Date, &Sold),
) {
    let lines = Lines::new(facts, of);
    let (from, to) = places(facts, span);
    for past in &facts.member.past.orders[from..to.max(from)] {
        if let Some(sold) = lines.counted(facts, past) {
            each(past.day, &sold);
        }
    }
}

/// The one that is planned.
fn visit_planned(
    facts: &Facts<'_>,
    span: Window,
    of: [Selection; 2],
    each: &mut dyn FnMut(Date, &Sold),
) {
    if let Some(planned) = facts.planned.filter(|_| span.contains(facts.now))
        && let Some(sold) = of_planned(planned, of)
    {
        each(facts.today(), &sold);
    }
}

/// Where the orders of a span stand in the past, up to now: from one place up to another.
pub(super) fn places(facts: &Facts<'_>, span: Window) -> (usize, usize) {
    let orders = &facts.member.past.orders;
    let is_before = |at| span.from.is_some_and(|from| at < from);
    let is_known = |at| at <= facts.now && span.until.is_none_or(|until| at < until);
    let from = orders.partition_point(|order| is_before(order.at));
    (from, orders.partition_point(|order| is_known(order.at)))
}

/// When the last order of a span was that counts, with one of these lines, and its day.
pub(crate) fn last_order(
    facts: &Facts<'_>,
    span: Window,
    of: Selection,
) -> Option<(Instant, Date)> {
    let of = [of, Selection::default()];
    let is_now = span.contains(facts.now);
    if is_now && facts.planned.is_some_and(|planned| of_planned(planned, of).is_some()) {
        return Some((facts.now, facts.today()));
    }
    let orders = &facts.member.past.orders;
    let lines = Lines::new(facts, of);
    let (from, known) = places(facts, span);
    let counted = |past: &&PastOrder| lines.counted(facts, past).is_some();
    let kept = orders[from..known].iter().rev().find(counted).map(|last| (last.at, last.day));
    if !of.iter().all(Selection::is_all) {
        return kept;
    }
    // One that is open is kept, however old, while a later one is folded.
    let mut folded = facts.member.folded.iter().rev().filter_map(|month| month.last_order);
    let last = folded.find(|last| *last <= facts.now && span.contains(*last));
    match last.filter(|last| kept.is_none_or(|(at, _)| at < *last)) {
        Some(last) => Some((last, facts.rules().calendar.day_of(last))),
        None => kept,
    }
}

/// The days of a span on which goods were bought that were kept: how many, the median of the gaps
/// between them, and the last. Of an even number of gaps it is the lesser of the middle two.
pub(super) fn gaps(facts: &Facts<'_>, span: Window, of: Selection) -> Option<(u32, i64, Date)> {
    let mut days: Vec<Date> = Vec::new();
    visit(facts, span, [of, Selection::default()], &mut |day, sold| {
        if sold.units > 0 && days.last() != Some(&day) {
            days.push(day);
        }
    });
    let gaps: Vec<i64> = days.windows(2).map(|pair| pair[1].days_since(pair[0])).collect();
    let sorted = order(gaps.len(), &mut |one, other| gaps[one].cmp(&gaps[other]));
    let median = gaps[*sorted.get(sorted.len().checked_sub(1)? >> 1)?];
    Some((u32::try_from(days.len()).ok()?, median, *days.last()?))
}

/// Which lines a question is about, as places in [`crate::program::Rules::past`].
struct Lines {
    places: [usize; 2],
    count: usize,
}

impl Lines {
    fn new(facts: &Facts<'_>, of: [Selection; 2]) -> Self {
        let mut lines = Self { places: [0; 2], count: 0 };
        for of in of.iter().filter(|of| !of.is_all()) {
            // One that is not there takes no line.
            lines.places[lines.count] = place(facts, *of).unwrap_or(usize::MAX);
            lines.count += 1;
        }
        lines
    }

    /// What counts of an order, if it counts.
    fn counted(&self, facts: &Facts<'_>, past: &PastOrder) -> Option<Sold> {
        if facts.without == Some(past.order) {
            return None;
        }
        let whole = facts.whole && past.came_back;
        let sold = match self.count {
            0 if !whole => past.sold,
            count => {
                let order = &facts.member.orders[past.order];
                let places = &self.places[..count];
                facts.member.past.narrowed(facts.rules(), past, (order, whole), places)?
            }
        };
        (sold.units > 0 || facts.rules().history.returned_orders).then_some(sold)
    }
}

/// Where in [`crate::program::Rules::past`] a selection stands.
pub(super) fn place(facts: &Facts<'_>, of: Selection) -> Option<usize> {
    facts.rules().past.iter().position(|known| *known == of)
}

fn of_planned(planned: &Planned<'_>, of: [Selection; 2]) -> Option<Sold> {
    let amounts = &planned.amounts;
    let (mut sold, mut any) = (Sold::default(), false);
    for (index, line) in amounts.cart.lines.iter().enumerate() {
        let mut discounted = line.mask.discounted;
        if amounts.net[index] < amounts.list[index] {
            discounted = Discounted::Yes;
        }
        if of.iter().all(|of| of.matches_given(&line.mask, discounted)) {
            any = true;
            sold.add(&Sold {
                units: line.units.into(),
                list: amounts.list[index].minor(),
                net: amounts.net[index].minor(),
                paid: amounts.pay[index].minor(),
            });
        }
    }
    any.then_some(sold)
}
