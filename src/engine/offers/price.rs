//! A set of offers on a cart, phase by phase.
//!
//! 1. `line`: offers that couple units take theirs, one after the other; then each line gives the
//!    units that are left to the plain offer that takes most off them.
//! 2. `shop`, then `platform`: one offer after the other, each on what the ones before it left.
//!
//! Within a phase the turns go by rank.

use super::basket::{Basket, Part};
use super::benefit::{discounts, plain, terms};
use crate::engine::eligibility::met;
use crate::engine::facts::{CartFacts, Facts};
use crate::engine::reasons::refusals;
use crate::outcome::Reason;
use crate::program::{Base, Offer, Phase, Selection, Target};
use crate::value::{Money, Window};

/// A cart after a set of offers.
pub(crate) struct Priced<'c> {
    pub(crate) basket: Basket<'c>,
    /// What each plain offer would take off each line's free units, by offer and then by line.
    pub(super) candidates: Vec<Candidate>,
    /// Why those of the set that are judged in their turn did not apply.
    pub(super) late: Vec<(usize, Vec<Reason>)>,
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
    closed: &[usize],
) -> Priced<'c> {
    let basket = Basket::new(goods, closed);
    let mut priced = Priced { basket, candidates: Vec::new(), late: Vec::new() };
    let offers = &facts.rules().offers;
    let mut phase = Phase::Line;
    // The plain offers have their turn when all others of the phase `line` had theirs.
    let mut plain = Vec::new();
    for &index in set {
        let offer = &offers[index];
        if offer.phase != phase {
            priced.best_of_each_line(facts, &std::mem::take(&mut plain));
            priced.basket.free_all();
            phase = offer.phase;
            goods.tell(Base::Current, &priced.basket.left);
        }
        if offer.is_plain() {
            plain.push(index);
        } else {
            priced.turn(facts, goods, index, offer);
        }
    }
    priced.best_of_each_line(facts, &plain);
    goods.tell(Base::Current, &priced.basket.left);
    priced
}

impl Priced<'_> {
    /// The turn of an offer that works on all its parts together.
    fn turn(&mut self, facts: &Facts<'_>, goods: &CartFacts<'_>, index: usize, offer: &Offer) {
        let before = offer.late.then(|| {
            goods.tell(Base::Current, &self.basket.left);
            goods.tell(Base::After, &self.basket.left);
            self.basket.clone()
        });
        self.apply(facts, index, offer);
        let Some(before) = before else { return };
        goods.tell(Base::After, &self.basket.left);
        if !met(&offer.when, facts) {
            self.late.push((index, refusals(&Window::ALWAYS, &offer.when, facts)));
            self.basket = before;
        }
    }

    fn apply(&mut self, facts: &Facts<'_>, index: usize, offer: &Offer) {
        let Some(terms) = terms(&offer.benefit, facts) else { return };
        let parts = self.parts(facts, offer);
        let amounts = discounts(&terms, offer, &parts, &self.basket, facts);
        for (part, amount) in parts.iter().zip(amounts) {
            self.basket.cut(index, part, amount);
            if offer.phase == Phase::Line && amount > Money::ZERO {
                self.basket.use_up(part);
            }
        }
    }

    /// What an offer works on.
    fn parts(&mut self, facts: &Facts<'_>, offer: &Offer) -> Vec<Part> {
        match &offer.target {
            Target::Lines(of) => self.basket.parts(*of),
            Target::Order => self.basket.parts(Selection::default()),
            Target::Units { of, at_most, take } => {
                let at_most = crate::engine::eligibility::value(*at_most, facts).unwrap_or(0);
                let at_most = u32::try_from(at_most).unwrap_or(u32::MAX);
                self.basket.units(*of, at_most, *take)
            }
        }
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
        for (part, candidate) in free.iter().zip(&best) {
            if let (Some(part), Some(candidate)) = (part, candidate) {
                self.basket.cut(candidate.offer, part, candidate.amount);
            }
        }
    }
}
