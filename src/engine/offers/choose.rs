//! The choice among eligible offers: one offer a line, each line the one that saves most.
//!
//! Offers of this version discount lines, apply by themselves, and have no limits that couple one
//! line to another. So the lines are independent, and the best of each is the best of all: no
//! other assignment saves more. Ties go to the offer that ends soonest, then to the lesser id.

use super::price::discount;
use crate::engine::facts::CartFacts;
use crate::outcome::Reason;
use crate::program::Rules;
use crate::value::Money;

/// What an offer takes off a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    /// Index into [`Rules::offers`].
    pub(crate) offer: usize,
    pub(crate) amount: Money,
}

/// The choice for each line, and what else there was to choose from.
pub(crate) struct Chosen {
    /// In the order of the cart.
    pub(crate) lines: Vec<Option<Choice>>,
    /// Every discount of an eligible offer on a line, by offer and then by line.
    candidates: Vec<(usize, Choice)>,
}

/// For each line the best of the eligible offers, which come in the order of the programme.
pub(crate) fn choose(
    rules: &Rules,
    eligible: impl Iterator<Item = usize>,
    facts: &CartFacts<'_>,
) -> Chosen {
    let mut lines: Vec<Option<Choice>> = vec![None; facts.cart.lines.len()];
    let mut candidates = Vec::new();
    for index in eligible {
        let offer = &rules.offers[index];
        facts.cart.matches.visit(offer.target, &mut |line| {
            let amount = discount(offer, &facts.cart.lines[line]);
            if amount == Money::ZERO {
                return;
            }
            let choice = Choice { offer: index, amount };
            candidates.push((line, choice));
            let beats = lines[line].is_none_or(|held| {
                let rank = rules.offers[held.offer].rank;
                amount > held.amount || (amount == held.amount && offer.rank < rank)
            });
            if beats {
                lines[line] = Some(choice);
            }
        });
    }
    Chosen { lines, candidates }
}

impl Chosen {
    /// Why an eligible offer got no line.
    pub(crate) fn why_not(&self, rules: &Rules, offer: usize) -> Reason {
        let start = self.candidates.partition_point(|(_, choice)| choice.offer < offer);
        let own = self.candidates[start..].iter().take_while(|(_, choice)| choice.offer == offer);
        let (mut winner, mut by) = (None, Money::ZERO);
        for (line, choice) in own {
            if let Some(held) = self.lines[*line] {
                winner = winner.or(Some(held.offer));
                by += held.amount - choice.amount;
            }
        }
        match winner {
            Some(winner) => Reason::BetterOffer { offer: rules.offers[winner].id.clone(), by },
            None => Reason::NothingToDiscount,
        }
    }
}
