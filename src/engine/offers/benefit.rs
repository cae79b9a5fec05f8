//! What an offer takes off the parts of a basket.

use super::amount::{amount_off, full_times, in_its_tax, reached};
use super::basket::{Basket, Part};
use super::shares::Shares;
use crate::engine::eligibility::value;
use crate::engine::facts::Facts;
use crate::engine::share::each_unit;
use crate::program::{
    Amount, AmountOff, AmountPer, Base, Benefit, DiscountRounding, Full, Groups, Offer, PriceList,
    Subject,
};
use crate::value::{Key, Level, Money, Rate, Rounding};

/// A benefit with its numbers, as they are here and now.
pub(super) enum Terms<'r> {
    Percent {
        off: Rate,
        cap: Money,
    },
    FixedPrice(Money),
    PriceList(&'r PriceList),
    Amount {
        off: Money,
        how: &'r AmountOff,
    },
    Every(EveryTerms),
    OtherPrice {
        attribute: &'r Key,
        share: Rate,
    },
    /// With their number.
    Groups(&'r Groups, i64),
}

/// So much off for each full so much.
pub(super) struct EveryTerms {
    off: Money,
    full: i64,
    /// What is counted is an amount on this base; else units.
    base: Option<Base>,
    cap: Money,
    at_most: i64,
}

/// How what comes of `every` is taken off: once, as far as there is room.
const ONCE: AmountOff = AmountOff {
    off: Amount::Fixed(0),
    per: AmountPer::Order,
    clamp: false,
    floor_loses: false,
    goods: true,
    fees: true,
    shipping: false,
};

/// The numbers of a benefit; `None` where a table has none.
pub(super) fn terms<'r>(benefit: &'r Benefit, facts: &Facts<'_>) -> Option<Terms<'r>> {
    let money = |amount| value(amount, facts).map(Money::clamped);
    Some(match benefit {
        Benefit::Percent { off, cap } => {
            let off = Rate::billionths(value(*off, facts)?);
            Terms::Percent { off, cap: at_most(*cap, facts)? }
        }
        Benefit::FixedPrice(price) => Terms::FixedPrice(money(*price)?),
        Benefit::PriceList(prices) => Terms::PriceList(prices),
        Benefit::Amount(how) => Terms::Amount { off: money(how.off)?, how },
        Benefit::Every(every) => {
            let (full, base) = match every.full {
                Full::Amount(full, base) => (full, Some(base)),
                Full::Units(full) => (full, None),
            };
            Terms::Every(EveryTerms {
                off: money(every.off)?,
                full: value(full, facts)?,
                base,
                cap: at_most(every.cap, facts)?,
                at_most: every.at_most,
            })
        }
        Benefit::OtherPrice { attribute, share } => {
            Terms::OtherPrice { attribute, share: Rate::billionths(value(*share, facts)?) }
        }
        Benefit::Groups(groups) => Terms::Groups(groups, value(groups.value, facts)?),
        // They take nothing off by lines.
        _ => return None,
    })
}

/// A limit that may be absent; `None` where a table has none.
fn at_most(cap: Option<Amount>, facts: &Facts<'_>) -> Option<Money> {
    cap.map_or(Some(Money::MAX), |cap| value(cap, facts).map(Money::clamped))
}

/// What a plain offer takes off a part: from zero to the room of it.
pub(super) fn plain(
    terms: &Terms<'_>,
    offer: &Offer,
    part: &Part,
    basket: &Basket<'_>,
    facts: &Facts<'_>,
) -> Money {
    if let Some((rate, base)) = share_of(terms, offer, part, basket) {
        return percent(rate, offer.rounding, base, part);
    }
    let price = match terms {
        Terms::FixedPrice(price) => Some(*price),
        Terms::PriceList(prices) => {
            let listed = basket.cart.lines[part.line].symbol.and_then(|sku| prices.price(sku));
            listed.and_then(|price| value(price, facts)).map(Money::clamped)
        }
        _ => None,
    };
    price.map_or(Money::ZERO, |price| down_to(price, part).min(part.room))
}

/// The share that an offer takes of a part, and of what; `None` where it takes no share.
fn share_of(
    terms: &Terms<'_>,
    offer: &Offer,
    part: &Part,
    basket: &Basket<'_>,
) -> Option<(Rate, Money)> {
    match terms {
        Terms::Percent { off, .. } => Some((*off, part.base(offer.base))),
        Terms::OtherPrice { attribute, share } => {
            let other = basket.cart.lines[part.line].goods.number(attribute);
            let dearer = |price| down_to(Money::clamped(price), part);
            Some((*share, other.map_or(Money::ZERO, dearer)))
        }
        _ => None,
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
    let shares = Shares::new(facts.rules(), parts, basket);
    match terms {
        Terms::Amount { off, how } => {
            let parts = &reached(how, parts, basket);
            return in_its_tax(facts.rules(), parts, basket, &|parts| {
                amount_off(*off, how, parts, &shares)
            });
        }
        Terms::Every(every) => {
            let off = every.comes_to(parts);
            return in_its_tax(facts.rules(), parts, basket, &|parts| {
                amount_off(off, &ONCE, parts, &shares)
            });
        }
        _ => {}
    }
    let cap = if let Terms::Percent { cap, .. } = terms { *cap } else { Money::MAX };
    if offer.rounding.level == Level::Order {
        let of = |part| share_of(terms, offer, part, basket);
        if let Some((rate, _)) = parts.first().and_then(of) {
            let bases: Vec<Money> =
                parts.iter().map(|part| of(part).map_or(Money::ZERO, |(_, base)| base)).collect();
            let DiscountRounding { mode, granularity, .. } = offer.rounding;
            let whole = rate.of_granular(bases.iter().copied().sum(), mode, granularity);
            let rooms = parts.iter().zip(&bases).map(|(part, &base)| part.room.min(base));
            let rooms: Vec<Money> = rooms.collect();
            return shares.within(whole.min(cap), &bases, &rooms);
        }
    }
    let amounts: Vec<Money> =
        parts.iter().map(|part| plain(terms, offer, part, basket, facts)).collect();
    if amounts.iter().copied().sum::<Money>() > cap {
        return shares.within(cap, &amounts, &amounts);
    }
    amounts
}

impl EveryTerms {
    /// At most so often.
    pub(super) fn limit(&mut self, times: u32) {
        self.at_most = self.at_most.min(times.into());
    }

    /// How often it takes something off parts.
    pub(super) fn times(&self, parts: &[Part]) -> i64 {
        let counted = |part: &Part| match self.base {
            Some(base) => part.base(base).minor(),
            None => i64::from(part.units),
        };
        self.times_of(parts.iter().map(counted).sum())
    }

    fn times_of(&self, all: i64) -> i64 {
        full_times(all, self.full).min(self.at_most)
    }

    /// What it takes off parts together.
    fn comes_to(&self, parts: &[Part]) -> Money {
        self.off_times(self.times(parts))
    }

    fn off_times(&self, times: i64) -> Money {
        Money::clamped(self.off.minor().saturating_mul(times)).min(self.cap)
    }

    /// What it takes off goods of which so much is left, and all are of such a list amount and so
    /// many units.
    pub(super) fn off_all(&self, list: Money, left: Money, units: i64) -> Money {
        let all = match self.base {
            Some(Base::List) => list.minor(),
            Some(_) => left.minor(),
            None => units,
        };
        self.off_times(self.times_of(all))
    }

    /// What it takes off at most, less what is more, where so much is left or more, and it takes
    /// an amount off what is.
    pub(super) fn most_off(&self, left: Money, takes: Money) -> Money {
        if self.base.is_none_or(|base| base == Base::List) {
            return takes;
        }
        if self.off.minor() > self.full {
            // The more there is the less is left of it.
            return left.min(self.off_times(self.at_most));
        }
        // What is left is least where one more time is reached; each further one leaves more.
        let next = (self.times_of(left.minor()).saturating_add(1)).saturating_mul(self.full);
        let next = Money::clamped(next);
        let then = self.off_all(next, next, 0).min(next);
        takes.max(then.less(next.less(left)))
    }
}

fn down_to(price: Money, part: &Part) -> Money {
    part.left.less(price.times_units(part.units))
}

/// Rounding up to the granularity could pass what is left, hence the limit; a floor price is one
/// too.
fn percent(rate: Rate, rounding: DiscountRounding, base: Money, part: &Part) -> Money {
    let DiscountRounding { mode, level, granularity, subject } = rounding;
    let of = |base: Money, left: Money| match subject {
        Subject::Discount => rate.of_granular(base, mode, granularity),
        Subject::Price => left.less(rate.left_of(left, base, mode, granularity)),
    };
    let off = match level {
        Level::Unit => each_unit(part.units, base, part.left, &of),
        Level::Line | Level::Order => of(base, part.left),
    };
    off.min(part.room)
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
