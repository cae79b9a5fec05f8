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
    }

    fn add_masks(&mut self, rules: &Rules, of: &Order) {
        let words = words(rules);
        if words == 0 {
            return;
        }
        let any = self.masks.len();
        self.masks.resize(any + words * (1 + of.lines.len()), 0);
        for (index, line) in (1..).zip(&of.lines) {
            let mut mask = line.goods.mask(line.price, &rules.selectors);
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
        let has = |line: usize, bit: &usize| {
            let word = self.masks.get(past.masks + words * line + bit / 64);
            word.is_some_and(|word| word >> (bit % 64) & 1 == 1)
        };
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
        let known = self.past.orders[from..].iter_mut().find(|known| known.order == order);
        if let Some(known) = known {
            known.look_at(of);
        }
    }

    /// Forgets what was added after there were so many orders and reports.
    pub(crate) fn forget(&mut self, orders: usize, reports: usize) {
        let past = &mut self.past;
        let gone = past.orders.iter().filter(|known| known.order >= orders);
        let masks = gone.map(|known| known.masks).min();
        past.masks.truncate(masks.unwrap_or(past.masks.len()));
        past.orders.retain(|known| known.order < orders);
        past.reports.retain(|known| known.report < reports);
    }
}
