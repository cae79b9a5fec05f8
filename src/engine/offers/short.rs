//! Why units make no group: what is missing for the first.

use super::basket::{Basket, Part};
use crate::outcome::Reason;
use crate::program::{Buy, BuyGet, Groups, Made, Named, Selection};
use crate::value::{Id, Money};

/// What is missing; nothing where there are units for a group.
pub(super) fn short(
    groups: &Groups,
    (target, named): (Selection, &Named),
    runs: &[Part],
    basket: &Basket<'_>,
) -> Vec<Reason> {
    let mut counting = Counting { target, named, runs, basket, reasons: Vec::new() };
    match &groups.made {
        Made::BuyGet(of) => counting.buy_get(of),
        Made::Parts { parts, .. } => {
            for part in &**parts {
                counting.needs(part.units, &[part.of]);
            }
            let all: Vec<Selection> = parts.iter().map(|part| part.of).collect();
            counting.needs_together(parts.iter().map(|part| part.units).sum(), &all);
        }
    }
    counting.reasons
}

/// Counts units of which something is left.
struct Counting<'f> {
    /// The offer's.
    target: Selection,
    named: &'f Named,
    runs: &'f [Part],
    basket: &'f Basket<'f>,
    reasons: Vec<Reason>,
}

impl Counting<'_> {
    fn is_any(&self, run: &Part, of: &[Selection]) -> bool {
        run.left > Money::ZERO && of.iter().any(|of| self.basket.takes(*of, run.line))
    }

    /// What goods are called that are all of one selection.
    fn called(&self, of: &[Selection]) -> Option<Id> {
        let (first, others) = of.split_first()?;
        let one = others.iter().all(|other| other == first);
        one.then(|| self.named.of_both(*first, self.target)).flatten()
    }

    fn needs(&mut self, units: u32, of: &[Selection]) {
        let own = self.runs.iter().filter(|run| self.is_any(run, of));
        let (needs, has) = (i64::from(units), own.map(|run| i64::from(run.units)).sum());
        if has < needs {
            let selector = self.called(of);
            self.reasons.push(Reason::UnitsShort { selector, needs, has });
        }
    }

    /// Of goods of which there are enough for one or the other.
    fn needs_together(&mut self, units: u32, of: &[Selection]) {
        if self.reasons.is_empty() {
            self.needs(units, of);
        }
    }

    fn buy_get(&mut self, of: &BuyGet) {
        match of.buy {
            Buy::Units(units) => {
                self.needs(units, &[of.bought]);
                self.needs(of.units, &[of.got]);
                self.needs_together(units + of.units, &[of.bought, of.got]);
            }
            Buy::Minor(amount) => {
                let needs = Money::clamped(amount);
                self.needs_amount(needs, of, 0);
                self.needs(of.units, &[of.got]);
                if self.reasons.is_empty() {
                    self.needs_amount(needs, of, of.units);
                }
            }
        }
    }

    /// Less the first units that are got, so many.
    fn needs_amount(&mut self, needs: Money, of: &BuyGet, got: u32) {
        let (mut has, mut got) = (Money::ZERO, got);
        for index in self.basket.in_order(self.runs, of.take.first()) {
            let run = &self.runs[index];
            let set_aside = if self.is_any(run, &[of.got]) { run.units.min(got) } else { 0 };
            got -= set_aside;
            if self.is_any(run, &[of.bought]) {
                has += run.left - run.first(set_aside).left;
            }
        }
        if has < needs {
            let selector = self.called(&[of.bought]);
            self.reasons.push(Reason::AmountShort { selector, needs, has });
        }
    }
}
