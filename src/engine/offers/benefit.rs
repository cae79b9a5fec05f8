//! What an offer takes off the parts of a basket.

use super::basket::{Basket, Part};
use crate::engine::eligibility::value;
use crate::engine::facts::Facts;
use crate::engine::share::{capped, within};
use crate::program::{Amount, Base, Benefit, DiscountRounding, Groups, Offer, PriceList};
use crate::value::{Level, Money, Rate, Rounding};

/// A benefit with its numbers, as they are here and now.
pub(super) enum Terms<'r> {
    Percent {
        off: Rate,
        cap: Option<Money>,
    },
    FixedPrice(Money),
    PriceList(&'r PriceList),
    /// With their number.
    Groups(&'r Groups, i64),
}

/// The numbers of a benefit; `None` where a table has none.
pub(super) fn terms<'r>(benefit: &'r Benefit, facts: &Facts<'_>) -> Option<Terms<'r>> {
    let money = |amount| value(amount, facts).map(Money::clamped);
    Some(match benefit {
        Benefit::Percent { off, cap } => {
            let off = Rate::billionths(value(*off, facts)?);
            let cap = match cap {
                None => None,
                Some(cap) => Some(money(*cap)?),
            };
            Terms::Percent { off, cap }
        }
        Benefit::FixedPrice(price) => Terms::FixedPrice(money(*price)?),
        Benefit::PriceList(prices) => Terms::PriceList(prices),
        Benefit::Groups(groups) => Terms::Groups(groups, value(groups.value, facts)?),
    })
}

/// What a plain offer takes off a part: from zero to what is left of it.
pub(super) fn plain(
    terms: &Terms<'_>,
    offer: &Offer,
    part: &Part,
    basket: &Basket<'_>,
    facts: &Facts<'_>,
) -> Money {
    match terms {
        Terms::Percent { off, .. } => percent(*off, offer.rounding, offer.base, part),
        Terms::FixedPrice(price) => down_to(*price, part),
        Terms::PriceList(prices) => {
            let listed = basket.cart.lines[part.line].symbol.and_then(|sku| prices.price(sku));
            let price = listed.and_then(|price| value(price, facts)).map(Money::clamped);
            price.map_or(Money::ZERO, |price| down_to(price, part))
        }
        // No unit is a group by itself.
        Terms::Groups(..) => Money::ZERO,
    }
}

/// What an offer takes off each of some parts.
pub(super) fn discounts(
    terms: &Terms<'_>,
    offer: &Offer,
    parts: &[Part],
    basket: &Basket<'_>,
    facts: &Facts<'_>,
) -> Vec<Money> {
    let ranks: Vec<u32> = parts.iter().map(|part| basket.cart.ranks[part.line]).collect();
    if let (Terms::Percent { off, cap }, Level::Order) = (terms, offer.rounding.level) {
        let DiscountRounding { mode, granularity, .. } = offer.rounding;
        let bases: Vec<Money> = parts.iter().map(|part| part.base(offer.base)).collect();
        let left: Vec<Money> = parts.iter().map(|part| part.left).collect();
        let whole = off.of_granular(bases.iter().copied().sum(), mode, granularity);
        let most = left.iter().copied().sum::<Money>().min(cap.unwrap_or(Money::MAX));
        return capped(whole.min(most), &bases, &left, &ranks);
    }
    let amounts: Vec<Money> =
        parts.iter().map(|part| plain(terms, offer, part, basket, facts)).collect();
    match terms {
        Terms::Percent { cap: Some(cap), .. } if amounts.iter().copied().sum::<Money>() > *cap => {
            within(*cap, &amounts, &ranks)
        }
        _ => amounts,
    }
}

fn down_to(price: Money, part: &Part) -> Money {
    part.left.less(price.times_units(part.units))
}

/// Rounding up to the granularity could pass what is left, hence the limit.
fn percent(rate: Rate, rounding: DiscountRounding, base: Base, part: &Part) -> Money {
    let DiscountRounding { mode, level, granularity } = rounding;
    let base = part.base(base);
    let off = if level == Level::Unit {
        // Of an amount that does not divide, the first units carry one more than the rest.
        let split = part.split(base);
        let of = |unit: i64| rate.of_granular(Money::clamped(unit), mode, granularity);
        let (most, least) = (split.first(1), split.after(part.units - 1, 1));
        let more = u32::try_from(base.minor() - least * i64::from(part.units)).unwrap_or(0);
        of(most).times_units(more) + of(least).times_units(part.units - more)
    } else {
        rate.of_granular(base, mode, granularity)
    };
    off.min(part.left)
}

/// What a percentage takes off an amount, at the most.
pub(super) fn percent_of(
    off: Amount,
    of: Money,
    rounding: DiscountRounding,
    facts: &Facts<'_>,
) -> Money {
    let rate = Rate::billionths(value(off, facts).unwrap_or(0));
    rate.of_granular(of, Rounding::Ceil, rounding.granularity)
}
