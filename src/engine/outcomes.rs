//! What became of each offer in a quote, and of what was entered.

use super::facts::{CartFacts, Facts};
use super::offers::{Access, Chosen, Guarded};
use crate::outcome::{
    Applied, Earned, PossibleOffer, QuoteCashBack, QuoteCode, QuoteGift, QuoteOffers, Reason,
    RefusedOffer, RulePoints,
};
use crate::program::{Benefit, Offer, Rules, UseUnit};
use crate::value::{Money, Points};

/// What offers give beside discounts.
pub(super) struct Gives<'q> {
    pub(super) gifts: &'q [QuoteGift],
    pub(super) cash_back: &'q [QuoteCashBack],
    pub(super) earned: &'q Earned,
}

impl Gives<'_> {
    /// Whether an offer gives anything, and the points that it gives, where it gives points.
    fn of(&self, rules: &Rules, offer: usize) -> (bool, Option<Points>) {
        let id = &rules.offers[offer].id;
        match &rules.offers[offer].benefit {
            Benefit::Gift(_) => (self.gifts.iter().any(|it| it.added && it.offer == *id), None),
            Benefit::CashBack(_) => (self.cash_back.iter().any(|it| it.offer == *id), None),
            Benefit::Multiplier => {
                let mut rules = self.earned.rules.iter();
                (rules.any(|rule| rule.multipliers.contains(id)), None)
            }
            Benefit::Points => {
                let own = |it: &&RulePoints| rules.points.rule(it.index).offer == Some(offer);
                let points = self.earned.rules.iter().find(own).map(|rule| rule.points);
                (points.is_some_and(|points| points > Points::ZERO), points)
            }
            _ => (false, None),
        }
    }
}

/// What decides who has which offer, beside windows and conditions.
pub(super) struct Asked<'a> {
    pub(super) gives: &'a Gives<'a>,
    pub(super) closed: &'a [usize],
    pub(super) picked: &'a dyn Fn(usize) -> bool,
    pub(super) access: &'a Access,
}

/// What became of each offer, in the order of the programme, and of what was entered.
pub(super) fn outcomes<'c>(
    facts: &Facts<'_>,
    goods: &CartFacts<'c>,
    asked: &Asked<'_>,
    reasons: Vec<Vec<Reason>>,
    mut chosen: Chosen<'c>,
) -> (QuoteOffers, Vec<QuoteCode>) {
    let rules = facts.rules();
    let by_unit = |offer: &Offer| offer.use_unit() == UseUnit::Unit;
    let uses = rules.offers.iter().map(|offer| (Money::ZERO, u32::from(!by_unit(offer))));
    let mut saves: Vec<(Money, u32)> = uses.collect();
    for cut in &chosen.basket().cuts {
        let (saved, uses) = &mut saves[cut.offer];
        *saved += cut.amount;
        *uses += if by_unit(&rules.offers[cut.offer]) { cut.units } else { 0 };
    }
    for (offer, times) in &chosen.basket().times {
        saves[*offer].1 = *times;
    }
    let mut offers = QuoteOffers {
        applied: Vec::new(),
        possible: Vec::new(),
        refused: Vec::new(),
        proof: chosen.proof,
        better: None,
    };
    for (index, mut reasons) in reasons.into_iter().enumerate() {
        let (offer, (saves, uses)) = (&rules.offers[index], saves[index]);
        let (id, guarded) = (offer.id.clone(), asked.access.of(index));
        let (given, points) = asked.gives.of(rules, index);
        if saves > Money::ZERO || given {
            offers.applied.push(applied(offer, (saves, points), uses, guarded));
            continue;
        }
        let mut alone = Money::ZERO;
        if reasons.is_empty() {
            (reasons, alone) = chosen.why_not(facts, goods, asked.closed, index);
            let gives = alone > Money::ZERO || offer.is_for_members();
            if gives && !(asked.picked)(index) {
                reasons = vec![Reason::NotChosen];
            }
        }
        // Who names it uses it.
        let named = offer.used_without_effect && guarded.is_some_and(|it| it.named);
        if alone > Money::ZERO {
            offers.possible.push(PossibleOffer { offer: id, saves: alone, reasons });
        } else if named && offer.is_coupon() && reasons == [Reason::NothingToDiscount] {
            offers.applied.push(applied(offer, (saves, points), uses, guarded));
        } else {
            offers.refused.push(RefusedOffer { offer: id, reasons });
        }
    }
    let codes = asked.access.told(rules, facts.member, &offers);
    (offers, codes)
}

fn applied(
    offer: &Offer,
    (saves, points): (Money, Option<Points>),
    uses: u32,
    guarded: Option<&Guarded>,
) -> Applied {
    let counted = offer.limits.as_deref().filter(|limits| limits.is_counted_elsewhere());
    let counter = guarded.and_then(|it| it.counter).unwrap_or_default();
    Applied {
        offer: offer.id.clone(),
        saves,
        points,
        uses: offer.noted.then_some(uses),
        coupon: guarded.and_then(|it| it.coupon.clone()),
        code: guarded.and_then(|it| it.code.clone()),
        counted: counted.map(|_| (counter.uses, counter.amount)),
    }
}
