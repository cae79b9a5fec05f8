//! A set of offers on a cart, phase by phase.
//!
//! 1. `line`: offers that couple units take theirs, one after the other; then each line gives the
//!    units that are left to the plain offer that takes most off them.
//! 2. `shop`, then `platform`: one offer after the other, each on what the ones before it left.
//!
//! Within a phase the turns go by priority, then by rank.

use super::basket::{Basket, Part};
use super::benefit::{Terms, discounts, plain, terms};
use super::groups::grouped;
use super::short::short;
use crate::engine::eligibility::{met, value};
use crate::engine::facts::{CartFacts, Facts};
use crate::engine::reasons::refusals;
use crate::engine::share::within;
use crate::outcome::Reason;
use crate::program::{Base, Benefit, Groups, Offer, Per, Phase, Selection, Target, UnitOrder};
use crate::value::{Money, Rounding, Window};

/// A cart after some offers had their turns.
#[derive(Clone)]
pub(crate) struct Priced<'c> {
    pub(crate) basket: Basket<'c>,
    /// What is taken off, all in all.
    pub(super) saved: Money,
    /// The phase of the last turn.
    pub(super) phase: Phase,
    /// The plain offers so far, whose turn is when all others of the phase `line` had theirs.
    plain: Vec<usize>,
    /// What each plain offer would take off each line's free units, by offer and then by line.
    pub(super) candidates: Vec<Candidate>,
    /// Why those of the set that are judged in their turn did not apply.
    pub(super) late: Vec<(usize, Vec<Reason>)>,
    /// What the last offer that found too few units for a group lacked.
    pub(super) short: Vec<Reason>,
}

/// What a plain offer would take off a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) offer: usize,
    pub(super) line: usize,
    pub(super) amount: Money,
}

/// Applies offers, which come in the order of their turns.
pub(super) fn price<'c>(
    facts: &Facts<'_>,
    goods: &CartFacts<'c>,
    set: &[usize],
    of: &Lines<'_>,
) -> Priced<'c> {
    let mut priced = Priced::new(goods, of.closed);
    for &index in set {
        priced.next(facts, goods, index, of);
    }
    priced.finish(facts, goods);
    priced
}

/// Which lines an offer may have.
#[derive(Clone, Copy, Default)]
pub(super) struct Lines<'l> {
    /// None has these.
    pub(super) closed: &'l [usize],
    /// Of the phase `line`, the only offer that may have each line.
    pub(super) owners: Option<&'l [Option<usize>]>,
}

impl Lines<'_> {
    fn may(&self, phase: Phase, offer: usize, line: usize) -> bool {
        phase != Phase::Line || self.owners.is_none_or(|owners| owners[line] == Some(offer))
    }
}

impl<'c> Priced<'c> {
    pub(super) fn new(goods: &CartFacts<'c>, closed: &[usize]) -> Self {
        Self {
            basket: Basket::new(goods, closed),
            saved: Money::ZERO,
            phase: Phase::Line,
            plain: Vec::new(),
            candidates: Vec::new(),
            late: Vec::new(),
            short: Vec::new(),
        }
    }

    /// An offer has its turn; turns come in the order of the programme's.
    pub(super) fn next(
        &mut self,
        facts: &Facts<'_>,
        goods: &CartFacts<'c>,
        index: usize,
        of: &Lines<'_>,
    ) {
        let rules = facts.rules();
        let offer = &rules.offers[index];
        if offer.phase != self.phase {
            self.end_phase(facts);
            self.phase = offer.phase;
        }
        if offer.is_plain() && !rules.stacking.any_per_unit && of.owners.is_none() {
            self.plain.push(index);
        } else {
            self.turn(facts, goods, index, of);
        }
    }

    /// All had their turns.
    pub(super) fn finish(&mut self, facts: &Facts<'_>, goods: &CartFacts<'_>) {
        self.end_phase(facts);
        for base in [Base::Current, Base::After] {
            goods.tell(base, &self.basket.left);
        }
    }

    fn end_phase(&mut self, facts: &Facts<'_>) {
        let plain = std::mem::take(&mut self.plain);
        if !plain.is_empty() {
            self.best_of_each_line(facts, &plain);
        }
        self.basket.free_all();
    }

    /// The turn of an offer that works on all its parts together.
    fn turn(&mut self, facts: &Facts<'_>, goods: &CartFacts<'c>, index: usize, of: &Lines<'_>) {
        let offer = &facts.rules().offers[index];
        let before = offer.late.then(|| {
            goods.tell(Base::Current, &self.basket.left);
            goods.tell(Base::After, &self.basket.left);
            (self.basket.clone(), self.saved)
        });
        self.apply(facts, index, offer, of);
        let Some(before) = before else { return };
        goods.tell(Base::After, &self.basket.left);
        if !met(&offer.when, facts) {
            self.late.push((index, refusals(&Window::ALWAYS, &offer.when, facts)));
            (self.basket, self.saved) = before;
        }
    }

    fn apply(&mut self, facts: &Facts<'_>, index: usize, offer: &Offer, of: &Lines<'_>) {
        let Some(terms) = terms(&offer.benefit, facts) else { return };
        if let Terms::Groups(groups, value) = terms {
            return self.group(facts, index, groups, value, of);
        }
        let parts = self.parts(facts, index, offer, of);
        let amounts = discounts(&terms, offer, &parts, &self.basket, facts);
        self.give(facts, index, &parts, amounts);
    }

    /// Takes amounts off parts, as far as all discounts together may: those units are used up, and
    /// of groups all their units.
    fn give(&mut self, facts: &Facts<'_>, index: usize, parts: &[Part], mut amounts: Vec<Money>) {
        self.trim(facts, parts, &mut amounts);
        let offer = &facts.rules().offers[index];
        let uses_up = offer.phase == Phase::Line && !facts.rules().stacking.any_per_unit;
        let gives = |amount: Money| amount > Money::ZERO;
        let together =
            matches!(offer.benefit, Benefit::Groups(_)) && amounts.iter().copied().any(gives);
        for (part, amount) in parts.iter().zip(amounts) {
            self.cut(index, part, amount);
            if uses_up && (together || gives(amount)) {
                self.basket.use_up(part);
            }
        }
    }

    fn cut(&mut self, offer: usize, part: &Part, amount: Money) {
        self.saved += amount;
        self.basket.cut(offer, part, amount);
    }

    /// Leaves of some amounts what all discounts together may still take off.
    fn trim(&self, facts: &Facts<'_>, parts: &[Part], amounts: &mut Vec<Money>) {
        let Some(maximum) = facts.rules().stacking.maximum else { return };
        let list: Money = self.basket.left.iter().copied().sum::<Money>() + self.saved;
        let most = maximum.share.of(list, Rounding::Floor).min(maximum.amount);
        let most = most.less(self.saved);
        if amounts.iter().copied().sum::<Money>() > most {
            let ranks: Vec<u32> =
                parts.iter().map(|part| self.basket.cart.ranks[part.line]).collect();
            *amounts = within(most, amounts, &ranks);
        }
    }

    /// What an offer works on.
    fn parts(
        &mut self,
        facts: &Facts<'_>,
        index: usize,
        offer: &Offer,
        lines: &Lines<'_>,
    ) -> Vec<Part> {
        let may = |line| lines.may(offer.phase, index, line);
        match &offer.target {
            Target::Lines(of) => self.basket.parts(*of, &may),
            Target::Order => self.basket.parts(Selection::default(), &may),
            Target::Units { .. } => self.units(facts, &offer.target, &may),
        }
    }

    /// The units of a target, pile by pile.
    fn units(
        &mut self,
        facts: &Facts<'_>,
        target: &Target,
        may: &dyn Fn(usize) -> bool,
    ) -> Vec<Part> {
        let Target::Units { of, at_most, per, take } = target else {
            return self.basket.units(target.goods(), u32::MAX, Per::Order, UnitOrder::Cart, may);
        };
        let at_most = value(*at_most, facts).unwrap_or(0);
        self.basket.units(*of, u32::try_from(at_most).unwrap_or(u32::MAX), *per, *take, may)
    }

    /// The turn of an offer that makes groups of units: all units of those that take something off
    /// are used up.
    fn group(
        &mut self,
        facts: &Facts<'_>,
        index: usize,
        groups: &Groups,
        value: i64,
        of: &Lines<'_>,
    ) {
        let offer = &facts.rules().offers[index];
        self.basket.even_out(offer.target.goods());
        let may = |line| of.may(offer.phase, index, line);
        let runs = self.units(facts, &offer.target, &may);
        let grouped = grouped(groups, value, offer, &runs, &self.basket, facts);
        if grouped.iter().all(|has| has.amount == Money::ZERO) {
            self.short = short(groups, &runs, &self.basket);
            return;
        }
        let (mut parts, mut amounts) = (Vec::new(), Vec::new());
        for (mut run, has) in runs.into_iter().zip(grouped) {
            for (units, amount) in [(has.cheaper, has.amount), (has.beside, Money::ZERO)] {
                if units > 0 {
                    parts.push(self.basket.take(&mut run, units));
                    amounts.push(amount);
                }
            }
        }
        self.give(facts, index, &parts, amounts);
    }

    /// Gives the free units of each line to the plain offer that takes most off them; of equal ones
    /// to that of the lesser rank.
    fn best_of_each_line(&mut self, facts: &Facts<'_>, offers: &[usize]) {
        let all = &facts.rules().offers;
        let free: Vec<Option<Part>> =
            (0..self.basket.left.len()).map(|line| self.basket.free(line)).collect();
        let mut best: Vec<Option<Candidate>> = vec![None; free.len()];
        let (basket, candidates) = (&self.basket, &mut self.candidates);
        for &index in offers {
            let offer = &all[index];
            let (Target::Lines(of), Some(terms)) = (&offer.target, terms(&offer.benefit, facts))
            else {
                continue;
            };
            basket.cart.matches.visit(*of, &mut |line| {
                let Some(part) = &free[line] else { return };
                let amount = plain(&terms, offer, part, basket, facts);
                if amount == Money::ZERO {
                    return;
                }
                let candidate = Candidate { offer: index, line, amount };
                candidates.push(candidate);
                let beats = best[line].is_none_or(|held| {
                    let rank = all[held.offer].rank;
                    amount > held.amount || (amount == held.amount && offer.rank < rank)
                });
                if beats {
                    best[line] = Some(candidate);
                }
            });
        }
        let best = free.iter().zip(best);
        let (parts, won): (Vec<Part>, Vec<Candidate>) =
            best.filter_map(|(part, won)| Some(((*part)?, won?))).unzip();
        let mut amounts = won.iter().map(|won| won.amount).collect();
        self.trim(facts, &parts, &mut amounts);
        for ((part, won), amount) in parts.iter().zip(won).zip(amounts) {
            self.cut(won.offer, part, amount);
        }
    }
}
