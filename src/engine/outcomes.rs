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
    /// What an offer gives; `None` where that is nothing.
    fn of(&self, rules: &Rules, offer: usize) -> Option<Given> {
        let id = &rules.offers[offer].id;
        let mut earned = self.earned.rules.iter();
        let mut given = Given::default();
        match &rules.offers[offer].benefit {
            Benefit::Gift(_) => {
                self.gifts.iter().find(|it| it.added && it.offer == *id)?;
            }
            Benefit::CashBack(_) => {
                given.cash_back = Some(self.cash_back.iter().find(|it| it.offer == *id)?.amount);
            }
            Benefit::Multiplier => {
                earned.find(|rule| rule.multipliers.contains(id))?;
            }
            Benefit::Points => {
                let own = |it: &&RulePoints| rules.points.rule(it.index).offer == Some(offer);
                given.points = Some(earned.find(own)?.points).filter(|it| *it > Points::ZERO);
                given.points?;
            }
            _ => return None,
        }
        Some(given)
    }
}

/// What an offer gives that can be told in a number.
#[derive(Default)]
struct Given {
    points: Option<Points>,
    cash_back: Option<Money>,
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
        let given = asked.gives.of(rules, index);
        if saves > Money::ZERO || given.is_some() {
            let given = given.unwrap_or_default();
            offers.applied.push(applied(offer, (saves, uses), given, guarded));
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
        } else if named
            && offer.is_coupon()
            && matches!(&*reasons, [Reason::NothingToDiscount { .. }])
        {
            let given = Given::default();
            offers.applied.push(applied(offer, (saves, uses), given, guarded));
        } else {
            offers.refused.push(RefusedOffer { offer: id, reasons });
        }
    }
    let codes = asked.access.told(rules, facts.member, &offers);
    (offers, codes)
}

fn applied(
    offer: &Offer,
    (saves, uses): (Money, u32),
    given: Given,
    guarded: Option<&Guarded>,
) -> Applied {
    let counted = offer.limits.as_deref().filter(|limits| limits.is_counted_elsewhere());
    let counter = guarded.and_then(|it| it.counter).unwrap_or_default();
    Applied {
        offer: offer.id.clone(),
        saves,
        points: given.points,
        cash_back: given.cash_back,
        uses: offer.noted.then_some(uses),
        coupon: guarded.and_then(|it| it.coupon.clone()),
        worth: guarded.and_then(|it| it.worth),
        code: guarded.and_then(|it| it.code.clone()),
        counted: counted.map(|_| (counter.uses, counter.amount)),
    }
}
