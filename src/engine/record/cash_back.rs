//! Money later: promised with an order, credited when its time comes, less what came back.

use super::Recorder;
use crate::member::{CashBack, Member, Order};
use crate::outcome::{EntryKind, LineShare, QuoteCashBack};
use crate::program::BearerShare;
use crate::value::order::sorted;
use crate::value::{Id, Instant, Key, Money, split_units};

impl Recorder<'_> {
    /// An order has money coming; what is due at once is credited.
    pub(super) fn promise(&mut self, order: &Key, later: &[QuoteCashBack]) {
        let Some(index) = self.member.find_order(order) else { return };
        for it in later {
            let mut shares = Vec::new();
            for (line, &amount) in self.member.orders[index].lines.iter().zip(&it.lines) {
                if amount > Money::ZERO {
                    shares.push(LineShare { line: line.id.clone(), amount });
                }
            }
            let mut entry = self.entry(EntryKind::CashBack);
            entry.order = Some(order.clone());
            entry.offer = Some(it.offer.clone());
            entry.amount = Some(it.amount);
            entry.available_at = Some(it.at);
            entry.bearers = it.bearers.clone();
            entry.shares = shares;
            self.put(entry);
            if it.at <= self.when {
                self.credit(order.clone(), it.offer.clone(), it.amount, it.bearers.clone());
            }
        }
    }

    fn credit(&mut self, order: Key, offer: Id, amount: Money, bearers: Vec<BearerShare>) {
        let mut entry = self.entry(EntryKind::Credited);
        entry.order = Some(order);
        entry.offer = Some(offer);
        entry.amount = Some(amount);
        entry.bearers = bearers;
        self.put(entry);
    }

    /// What is due of an order's offer is credited, if anything is left of it.
    pub(super) fn credit_due(&mut self, (order, offer): (usize, usize)) {
        let it = &self.member.orders[order];
        let of = &it.offers[offer];
        if let Some(cash_back) = of.cash_back.as_ref().filter(|it| it.is_open()) {
            let (amount, bearers) = (cash_back.left(), cash_back.borne());
            self.credit(it.id.clone(), of.offer.clone(), amount, bearers);
        }
    }

    /// The parts of units that came back are not credited, or are to be paid back: each line's part
    /// is split to its units, so that nothing is left when all came back.
    pub(super) fn less_cash_back(&mut self, order: usize) {
        let it = &self.member.orders[order];
        let mut less = Vec::new();
        for of in &it.offers {
            let Some(cash_back) = &of.cash_back else { continue };
            let (before, after) = (cash_back.back, returned_of(it, cash_back));
            if after > before {
                let bearers = cash_back.borne_between(before, after);
                less.push((of.offer.clone(), after - before, bearers));
            }
        }
        let id = it.id.clone();
        for (offer, back, bearers) in less {
            let mut entry = self.entry(EntryKind::CashBackReturned);
            entry.order = Some(id.clone());
            entry.offer = Some(offer);
            entry.amount = Some(back);
            entry.bearers = bearers;
            self.put(entry);
        }
    }
}

/// What belongs to the units that came back so far.
fn returned_of(order: &Order, cash_back: &CashBack) -> Money {
    let lines = order.lines.iter().zip(&cash_back.lines);
    let part = |amount: Money, units, returned| split_units(amount.minor(), units).first(returned);
    lines.map(|(line, &it)| Money::clamped(part(it, line.units, line.returned))).sum()
}

/// What is still to be credited: by order and by its offer.
pub(super) struct Credits {
    /// The latest first.
    open: Vec<(Instant, usize, usize)>,
}

impl Credits {
    pub(super) fn new(member: &Member) -> Self {
        let mut open = Vec::new();
        for (index, order) in member.orders.iter().enumerate() {
            for (offer, of) in order.offers.iter().enumerate() {
                if let Some(it) = of.cash_back.as_ref().filter(|it| it.is_open()) {
                    open.push((it.at, index, offer));
                }
            }
        }
        Self { open: sorted(open, |one, other| other.cmp(one)) }
    }

    pub(super) fn next(&self) -> Option<Instant> {
        self.open.last().map(|(at, ..)| *at)
    }

    /// Those that are due, taken out.
    pub(super) fn at(&mut self, instant: Instant) -> Vec<(usize, usize)> {
        let mut due = Vec::new();
        while let Some((_, order, offer)) = self.open.pop_if(|(at, ..)| *at <= instant) {
            due.push((order, offer));
        }
        due
    }

    /// All of them, by order and by its offer.
    pub(super) fn all(self) -> Vec<(usize, usize)> {
        self.open.into_iter().map(|(_, order, offer)| (order, offer)).collect()
    }
}
