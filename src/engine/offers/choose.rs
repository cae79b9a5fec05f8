//! The choice among eligible offers: one offer a line, each line the one that saves most.
//!
//! Offers of this version discount lines, apply by themselves, and have no limits that couple one
//! line to another. So the lines are independent, and the best of each is the best of all: no
//! other assignment saves more. Ties go to the offer that ends soonest, then to the lesser id.

use super::price::discount;
use crate::engine::facts::CartFacts;
use crate::outcome::Reason;
use crate::program::{Offer, Rules};
use crate::value::Money;

/// The offer that a line gets, and what it takes off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    /// Index into [`Rules::offers`].
    pub(crate) offer: usize,
    pub(crate) amount: Money,
}

/// For each line the best of the eligible offers.
pub(crate) fn choose(
    rules: &Rules,
    eligible: impl Iterator<Item = usize>,
    facts: &CartFacts<'_>,
) -> Vec<Option<Choice>> {
    let mut best: Vec<Option<Choice>> = vec![None; facts.cart.lines.len()];
    for index in eligible {
        let offer = &rules.offers[index];
        facts.cart.matches.visit(offer.target, &mut |line| {
            let amount = discount(offer, &facts.cart.lines[line]);
            let beats = match best[line] {
                None => amount > Money::ZERO,
                Some(held) => {
                    let rank = rules.offers[held.offer].rank;
                    amount > held.amount || (amount == held.amount && offer.rank < rank)
                }
            };
            if beats {
                best[line] = Some(Choice { offer: index, amount });
            }
        });
    }
    best
}

/// Why an eligible offer got no line.
pub(crate) fn why_not_chosen(
    rules: &Rules,
    offer: &Offer,
    facts: &CartFacts<'_>,
    best: &[Option<Choice>],
) -> Reason {
    let (mut winner, mut by) = (None, Money::ZERO);
    facts.cart.matches.visit(offer.target, &mut |line| {
        let own = discount(offer, &facts.cart.lines[line]);
        if let (true, Some(held)) = (own > Money::ZERO, best[line]) {
            winner = winner.or(Some(held.offer));
            by += held.amount - own;
        }
    });
    match winner {
        Some(winner) => Reason::BetterOffer { offer: rules.offers[winner].id.clone(), by },
        None => Reason::NothingToDiscount,
    }
}
