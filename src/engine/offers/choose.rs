//! The choice among eligible offers, and why the others did not apply.

use super::basket::Basket;
use super::price::{Priced, price};
use crate::engine::facts::{CartFacts, Facts};
use crate::outcome::Reason;
use crate::program::Rules;
use crate::value::Money;

/// The cart after the offers that apply.
pub(crate) struct Chosen<'c>(Priced<'c>);

/// Applies the eligible offers: `eligible` tells of each index whether it is. Of the closed lines
/// nothing is taken.
pub(crate) fn choose<'c>(
    facts: &Facts<'_>,
    goods: &CartFacts<'c>,
    eligible: &dyn Fn(usize) -> bool,
    closed: &[usize],
) -> Chosen<'c> {
    let turns = facts.rules().turns.iter().copied();
    let set: Vec<usize> = turns.filter(|&offer| eligible(offer)).collect();
    Chosen(price(facts, goods, &set, closed))
}

impl<'c> Chosen<'c> {
    pub(crate) fn basket(&self) -> &Basket<'c> {
        &self.0.basket
    }

    /// Rounds the order's total, of which points pay so much at prices in points.
    pub(crate) fn to_coin(&mut self, rules: &Rules, at_price: Money) {
        self.0.basket.to_coin(rules, at_price);
    }

    /// Why an eligible offer took nothing off.
    pub(crate) fn why_not(&mut self, facts: &Facts<'_>, offer: usize) -> Vec<Reason> {
        let late = self.0.late.iter_mut().find(|(index, _)| *index == offer);
        if let Some((_, reasons)) = late {
            return std::mem::take(reasons);
        }
        let own = self.0.candidates.iter().filter(|candidate| candidate.offer == offer);
        let (mut winner, mut by) = (None, Money::ZERO);
        for candidate in own {
            let of_line = |cut: &&super::Cut| cut.line == candidate.line;
            if let Some(cut) = self.0.basket.cuts.iter().find(of_line) {
                winner = winner.or(Some(cut.offer));
                by += cut.amount - candidate.amount;
            }
        }
        let offers = &facts.rules().offers;
        vec![match winner {
            Some(winner) => Reason::BetterOffer { offer: offers[winner].id.clone(), by },
            None => Reason::NothingToDiscount,
        }]
    }
}
