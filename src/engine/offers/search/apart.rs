//! What offers have to do with each other: which do not combine, and which can change what others
//! take off.

use super::{id, set_bit};
use crate::engine::facts::Facts;
use crate::program::{
    AmountPer, Base, Benefit, Discounted, Exclusive, Full, Made, Offer, Phase, Rules, Selection,
    Subject, Target, Taxed,
};
use crate::value::{Level, Money};

/// For each offer the others with which it does not combine, a bit each.
pub(super) fn conflicts(facts: &Facts<'_>, offers: &[usize]) -> Vec<Vec<u64>> {
    let rules = facts.rules();
    let of = |index: usize| (id(index), &rules.offers[index]);
    let words = offers.len().div_ceil(64);
    let mut conflicts = vec![vec![0; words]; offers.len()];
    // An offer that says nothing of others conflicts with those that do alone.
    let speaks: Vec<usize> = (0..offers.len())
        .filter(|&at| {
            let stacking = &rules.offers[offers[at]].stacking;
            stacking.exclusive != Exclusive::No
                || stacking.group.is_some()
                || !stacking.not_with.is_empty()
                || stacking.only_with.is_some()
                || rules.offers[offers[at]].perk.is_some()
        })
        .collect();
    for one in speaks {
        for other in 0..offers.len() {
            if one != other && rules.stacking.conflict(of(offers[one]), of(offers[other])) {
                set_bit(&mut conflicts[one], other);
                set_bit(&mut conflicts[other], one);
            }
        }
    }
    conflicts
}

/// Whether an offer never takes more off where less is left: a price that is rounded may leave more
/// over; an amount that some lines can't give is lost, and those that have no part in it leave more
/// to others; and what is gross off net prices is rounded line by line.
pub(super) fn is_steady(rules: &Rules, offer: &Offer) -> bool {
    match &offer.benefit {
        Benefit::Amount(how) => {
            !how.clamp && !how.floor_loses && rules.tax.amounts == Taxed::AsGiven
        }
        Benefit::Every(_) => rules.tax.amounts == Taxed::AsGiven,
        Benefit::Groups(_) => false,
        _ => offer.rounding.subject == Subject::Discount,
    }
}

/// Whether others can bring an offer goods: it asks for those that carry a discount.
pub(super) fn waits(offer: &Offer) -> bool {
    let yes = |of: &Selection| of.discounted == Discounted::Yes;
    yes(&offer.target.goods())
        || match &offer.benefit {
            Benefit::Groups(groups) => match &groups.made {
                Made::BuyGet(it) => yes(&it.bought) || yes(&it.got),
                Made::Parts { parts, .. } => parts.iter().any(|part| yes(&part.of)),
            },
            _ => false,
        }
}

/// Whether one more offer never makes all together save less: none that saves anything is judged by
/// what others leave, and what is discounted after the lines is the order as one amount, to the
/// minor unit, of which no limit takes the dearest units; and none finds a line full of coupons.
pub(super) fn is_calm(facts: &Facts<'_>, offers: &[usize]) -> bool {
    let rules = facts.rules();
    !rules.stacking.any_per_unit
        && rules.stacking.coupons_per_line.is_none()
        && offers.iter().map(|&index| &rules.offers[index]).all(|offer| {
            let to_the_unit = match &offer.benefit {
                Benefit::Percent { .. } => {
                    offer.rounding.level == Level::Order
                        && offer.rounding.granularity == Money::SMALLEST
                }
                Benefit::Amount(how) => {
                    how.per == AmountPer::Order && !how.shipping && is_steady(rules, offer)
                }
                Benefit::Every(every) => {
                    is_steady(rules, offer) && !matches!(every.full, Full::Amount(_, Base::Current))
                }
                _ => false,
            };
            let whole = matches!(offer.target, Target::Order(_)) && to_the_unit && !offer.binds();
            let apart = matches!(offer.phase, Phase::Line | Phase::Shipping);
            offer.phase == Phase::Points || (!offer.late && (apart || whole))
        })
}
