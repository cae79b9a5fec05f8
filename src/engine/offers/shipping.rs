//! What offers take off the cost of shipping: the best of them applies.

use super::basket::Basket;
use super::price::Candidate;
use super::uses::limited;
use crate::engine::facts::Facts;
use crate::engine::values::value;
use crate::outcome::Reason;
use crate::program::{Base, Benefit, DiscountRounding, Off, Offer};
use crate::value::{Money, Rate};

/// Gives shipping to the offer that takes most off it; of equal ones to the one that needs no
/// coupon, then to that of the lesser rank. Tells what each would take off, or why that is more
/// than its limit leaves, and returns what is.
pub(super) fn best_of_shipping(
    facts: &Facts<'_>,
    offers: &[usize],
    basket: &mut Basket<'_>,
    candidates: &mut Vec<Candidate>,
    late: &mut Vec<(usize, Vec<Reason>)>,
) -> Money {
    let all = &facts.rules().offers;
    let line = basket.cart.lines.len();
    let mut best: Option<Candidate> = None;
    for &offer in offers {
        let amount = off_shipping(&all[offer], facts, basket).unwrap_or(Money::ZERO);
        let amount = match limited(facts, offer, amount) {
            Ok(amount) => amount,
            Err(reason) => {
                late.push((offer, vec![reason]));
                continue;
            }
        };
        if amount == Money::ZERO {
            continue;
        }
        let candidate = Candidate { offer, line, amount };
        candidates.push(candidate);
        if best.is_none_or(|held| candidate.beats(&held, all)) {
            best = Some(candidate);
        }
    }
    let Some(best) = best else { return Money::ZERO };
    basket.cut_shipping(best.offer, best.amount);
    best.amount
}

/// What an offer takes off, from zero to what is left; `None` where a table has no value.
pub(super) fn off_shipping(offer: &Offer, facts: &Facts<'_>, basket: &Basket<'_>) -> Option<Money> {
    let Benefit::Shipping(of) = &offer.benefit else { return None };
    let left = basket.shipping;
    let base = if offer.base == Base::List { basket.cart.shipping } else { left };
    let off = off(of.off, base, left, offer.rounding, facts)?;
    let cap = match of.cap {
        None => Money::MAX,
        Some(cap) => Money::clamped(value(cap, facts)?),
    };
    Some(off.min(left).min(cap))
}

/// What is taken off an amount, of which so much is left; perhaps more than that.
pub(super) fn off(
    off: Off,
    base: Money,
    left: Money,
    rounding: DiscountRounding,
    facts: &Facts<'_>,
) -> Option<Money> {
    let (Off::Percent(amount) | Off::Amount(amount) | Off::Price(amount)) = off;
    let amount = value(amount, facts)?;
    Some(match off {
        Off::Percent(_) => {
            let DiscountRounding { mode, granularity, .. } = rounding;
            Rate::billionths(amount).of_granular(base, mode, granularity)
        }
        Off::Amount(_) => Money::clamped(amount),
        Off::Price(_) => left.less(Money::clamped(amount)),
    })
}
