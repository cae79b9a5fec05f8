//! The past at hand: orders and reports in order of time, with what is left of each order and which
//! lines the programme's questions narrow it to. It follows from the record, is never written, and
//! saves looking at lines, names and the calendar again.

use super::{Member, Order, OrderLine, Reported};
use crate::program::{ActivityId, Discounted, Rules};
use crate::value::{Date, Instant, split_units};

/// What is kept of an order, or of several: units and minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sold {
    pub(crate) units: i64,
    pub(crate) list: i64,
    pub(crate) net: i64,
    /// In money: not by points, nor by a gift card.
    pub(crate) paid: i64,
}

impl Sold {
    /// Sums of documents that nobody checked for it might be too large.
    pub(crate) fn add(&mut self, other: &Self) {
        self.units = self.units.saturating_add(other.units);
        self.list = self.list.saturating_add(other.list);
        self.net = self.net.saturating_add(other.net);
        self.paid = self.paid.saturating_add(other.paid);
    }

    fn numbers(&self) -> [i64; 4] {
        [self.units, self.list, self.net, self.paid]
    }
}

/// A sum, where it stops as [`Sold::add`] does.
fn held(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(i64::MAX)
}

impl OrderLine {
    /// What is kept of it: the parts of the units that did not come back.
    pub(crate) fn kept(&self) -> Sold {
        self.without(self.returned)
    }

    /// What it is without so many units.
    fn without(&self, returned: u32) -> Sold {
        let kept = |amount: i64| amount - split_units(amount, self.units).first(returned);
        let units = self.units.saturating_sub(returned);
        Sold {
            units: i64::from(units),
            list: self.price.times_units(units).minor(),
            net: kept(self.net.minor()),
            paid: kept((self.net - self.by_points - self.by_card).minor()),
        }
    }
}

/// An order, where it stands in time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PastOrder {
    pub(crate) at: Instant,
    /// The business day.
    pub(crate) day: Date,
    /// Index into [`Member::orders`].
    pub(crate) order: usize,
    /// Of all of its lines.
    pub(crate) sold: Sold,
    /// Some units came back.
    pub(crate) came_back: bool,
    /// Where its masks begin.
    masks: usize,
}

/// What all orders up to one come to that count; so what any stretch of them comes to is known
/// from its ends.
#[derive(Clone, Copy, Debug, Default)]
struct Running {
    orders: i64,
    /// Days with one.
    days: i64,
    last: Option<Date>,
    /// As [`Sold`]: sums of documents that nobody checked fit.
    sold: [i128; 4],
}

/// What a stretch of orders comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) orders: i64,
    /// Days with one.
    pub(crate) days: i64,
    pub(crate) sold: Sold,
}

/// A report, where it stands in time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PastReport {
    pub(crate) at: Instant,
    /// The business day.
    pub(crate) day: Date,
    /// Index into [`Member::activities`].
    pub(crate) report: usize,
    /// Where the programme still has it.
    pub(crate) activity: Option<ActivityId>,
}

/// Orders and reports; those of one instant in the order of recording.
#[derive(Clone, Debug, Default)]
pub(crate) struct Past {
    pub(crate) orders: Vec<PastOrder>,
    pub(crate) reports: Vec<PastReport>,
    /// Of each of the orders.
    running: Vec<Running>,
    /// Of each order a bit for each of [`Rules::past`]: whether one of its lines matches, then the
    /// same of each line; whole words.
    masks: Vec<u64>,
}

fn words(rules: &Rules) -> usize {
    rules.past.len().div_ceil(64)
}

impl Past {
    fn add_order(&mut self, rules: &Rules, order: usize, of: &Order) {
        let masks = self.masks.len();
        self.add_masks(rules, of);
        let known = self.orders.last().filter(|last| last.at == of.at);
        let day = known.map_or_else(|| rules.calendar.day_of(of.at), |last| last.day);
        let mut past =
            PastOrder { at: of.at, day, order, sold: Sold::default(), came_back: false, masks };
        past.look_at(of);
        let place = self.orders.partition_point(|known| known.at <= of.at);
        self.orders.insert(place, past);
        self.run_from(rules, place);
    }

    /// Adds up anew from an order on.
    fn run_from(&mut self, rules: &Rules, place: usize) {
        self.running.truncate(place);
        let mut sum = self.running.last().copied().unwrap_or_default();
        for past in &self.orders[place..] {
            if past.sold.units > 0 || rules.history.returned_orders {
                sum.orders += 1;
                sum.days += i64::from(sum.last != Some(past.day));
                sum.last = Some(past.day);
                for (sum, more) in sum.sold.iter_mut().zip(past.sold.numbers()) {
                    *sum += i128::from(more);
                }
            }
            self.running.push(sum);
        }
    }

    fn running_to(&self, place: usize) -> Running {
        place.checked_sub(1).map_or_else(Running::default, |last| self.running[last])
    }

    /// What the orders from one place up to another come to that count, of all of their lines, and
    /// the day of the last of them.
    pub(crate) fn totals(&self, from: usize, to: usize) -> (Totals, Option<Date>) {
        let (before, all) = (self.running_to(from), self.running_to(to.max(from)));
        let orders = all.orders - before.orders;
        if orders == 0 {
            return (Totals::default(), None);
        }
        // The day on which the stretch begins may have had one before.
        let same = self.orders.partition_point(|order| Some(order.day) <= before.last);
        let shared = self.running_to(same.clamp(from, to)).orders > before.orders;
        let [units, list, net, paid] = [0, 1, 2, 3].map(|it| held(all.sold[it] - before.sold[it]));
        let sold = Sold { units, list, net, paid };
        let days = all.days - before.days + i64::from(shared);
        (Totals { orders, days, sold }, all.last)
    }

    fn add_masks(&mut self, rules: &Rules, of: &Order) {
        let words = words(rules);
        if words == 0 {
            return;
        }
        let any = self.masks.len();
        self.masks.resize(any + words * (1 + of.lines.len()), 0);
        for (index, line) in (1..).zip(&of.lines) {
            // No question about the past asks for a favourite, which is found from it.
            let mut mask = line.goods.mask(line.price, (&rules.selectors, &[]));
            if line.net < line.price.times_units(line.units) {
                mask.discounted = Discounted::Yes;
            }
            for (bit, selection) in rules.past.iter().enumerate() {
                if selection.matches(&mask) {
                    let (word, bit) = (bit / 64, 1 << (bit % 64));
                    self.masks[any + word] |= bit;
                    self.masks[any + words * index + word] |= bit;
                }
            }
        }
    }

    fn add_report(&mut self, rules: &Rules, report: usize, of: &Reported) {
        let activity = rules.activities.iter().position(|activity| activity.id == of.activity);
        let activity = activity.and_then(|it| u16::try_from(it).ok()).map(ActivityId);
        let day = rules.calendar.day_of(of.at);
        let place = self.reports.partition_point(|known| known.at <= of.at);
        self.reports.insert(place, PastReport { at: of.at, day, report, activity });
    }

    /// What an order comes to of the lines that match each of these; `None` where none does. As a
    /// whole, as if nothing of it had come back.
    pub(crate) fn narrowed(
        &self,
        rules: &Rules,
        past: &PastOrder,
        (order, whole): (&Order, bool),
        of: &[usize],
    ) -> Option<Sold> {
        let words = words(rules);
        let has = |line: usize, bit: &usize| self.has(past, words, line, *bit);
        if !of.iter().all(|bit| has(0, bit)) {
            return None;
        }
        let (mut sold, mut any) = (Sold::default(), false);
        for (index, line) in (1..).zip(&order.lines) {
            if of.iter().all(|bit| has(index, bit)) {
                sold.add(&line.without(if whole { 0 } else { line.returned }));
                any = true;
            }
        }
        any.then_some(sold)
    }

    /// The lines of an order that match one of these, with the units that did not come back.
    pub(crate) fn lines_of<'o>(
        &self,
        rules: &Rules,
        past: &PastOrder,
        order: &'o Order,
        of: usize,
    ) -> impl Iterator<Item = (&'o OrderLine, u32)> {
        let words = words(rules);
        let any = self.has(past, words, 0, of);
        let lines = (1..).zip(&order.lines).filter(move |_| any);
        let own = lines.filter(move |(index, _)| self.has(past, words, *index, of));
        own.map(|(_, line)| (line, line.units.saturating_sub(line.returned)))
    }

    /// Whether one of an order's lines, from 1 on, matches; of 0, any of them.
    fn has(&self, past: &PastOrder, words: usize, line: usize, bit: usize) -> bool {
        let word = self.masks.get(past.masks + words * line + bit / 64);
        word.is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }
}

impl PastOrder {
    fn look_at(&mut self, order: &Order) {
        (self.sold, self.came_back) = (Sold::default(), false);
        for line in &order.lines {
            self.sold.add(&line.kept());
            self.came_back |= line.returned > 0;
        }
    }
}

impl Member {
    /// Finds the past anew, whatever has become of orders and reports.
    pub(crate) fn index(&mut self) {
        self.past = Past::default();
        for order in 0..self.orders.len() {
            self.index_order(order);
        }
        for report in 0..self.activities.len() {
            self.index_report(report);
        }
    }

    /// Leaves out what is folded before an instant, by the ends of orders, which are still there;
    /// returns what it was.
    pub(super) fn leave_out_past(&mut self, ends: &[Instant], until: Instant) -> Past {
        let was = std::mem::take(&mut self.past);
        let (past, words) = (&mut self.past, words(&self.program.rules));
        // Masks stand as their orders do.
        let (mut places, mut next, mut from) = (Vec::with_capacity(ends.len()), 0, 0);
        for (order, end) in self.orders.iter().zip(ends) {
            places.push((next, past.masks.len()));
            let all = words * (1 + order.lines.len());
            if until <= *end {
                past.masks.extend_from_slice(&was.masks[from..from + all]);
                next += 1;
            }
            from += all;
        }
        for it in was.orders.iter().filter(|it| until <= ends[it.order]) {
            let (order, masks) = places[it.order];
            past.orders.push(PastOrder { order, masks, ..*it });
        }
        past.run_from(&self.program.rules, 0);
        let (mut places, mut next) = (Vec::with_capacity(self.activities.len()), 0);
        for it in &self.activities {
            places.push(next);
            next += usize::from(until <= it.at);
        }
        for it in was.reports.iter().filter(|it| until <= it.at) {
            past.reports.push(PastReport { report: places[it.report], ..*it });
        }
        was
    }

    /// A new order, of that index.
    pub(super) fn index_order(&mut self, order: usize) {
        self.past.add_order(&self.program.rules, order, &self.orders[order]);
    }

    /// A new report, of that index.
    pub(super) fn index_report(&mut self, report: usize) {
        self.past.add_report(&self.program.rules, report, &self.activities[report]);
    }

    /// Looks at an order again, of which units came back or did not after all.
    pub(crate) fn look_at(&mut self, order: usize) {
        let of = &self.orders[order];
        let from = self.past.orders.partition_point(|known| known.at < of.at);
        let known = self.past.orders[from..].iter().position(|known| known.order == order);
        if let Some(known) = known.map(|known| from + known) {
            self.past.orders[known].look_at(of);
            self.past.run_from(&self.program.rules, known);
        }
    }

    /// Forgets what was added after there were so many orders and reports.
    pub(crate) fn forget(&mut self, orders: usize, reports: usize) {
        let past = &mut self.past;
        let gone = past.orders.iter().filter(|known| known.order >= orders);
        let masks = gone.map(|known| known.masks).min();
        past.masks.truncate(masks.unwrap_or(past.masks.len()));
        past.orders.retain(|known| known.order < orders);
        past.run_from(&self.program.rules, 0);
        past.reports.retain(|known| known.report < reports);
    }
}
