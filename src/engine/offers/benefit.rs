//! What an offer takes off the parts of a basket.

use super::amount::{amount_off, full_times, in_its_tax};
use super::basket::{Basket, Part};
use super::shares::Shares;
use crate::engine::facts::Facts;
use crate::engine::share::each_unit;
use crate::engine::values::{Each, here, value};
use crate::program::{
    Amount, AmountOff, AmountPer, Base, Benefit, DiscountRounding, Full, Groups, Offer, PriceList,
    Subject,
};
use crate::value::{Key, Level, Money, Rate, Rounding};

/// A benefit with its numbers, as they are here and now.
pub(super) enum Terms<'r> {
    Percent {
        off: Each<'r, Rate>,
        cap: Money,
    },
    FixedPrice(Each<'r, Money>),
    PriceList(&'r PriceList),
    Amount {
        off: Each<'r, Money>,
        how: &'r AmountOff,
    },
    Every(EveryTerms),
    OtherPrice {
        attribute: &'r Key,
        share: Each<'r, Rate>,
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
pub(super) fn terms<'r>(benefit: &'r Benefit, facts: &Facts<'r>) -> Option<Terms<'r>> {
    let money = |amount| here(amount, facts).map(|it| it.map(Money::clamped));
    let rate = |amount| here(amount, facts).map(|it| it.map(Rate::billionths));
    Some(match benefit {
        Benefit::Percent { off, cap } => {
            Terms::Percent { off: rate(*off)?, cap: at_most(*cap, facts)? }
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
                off: value(every.off, facts).map(Money::clamped)?,
                full: value(full, facts)?,
                base,
                cap: at_most(every.cap, facts)?,
                at_most: every.at_most,
            })
        }
        Benefit::OtherPrice { attribute, share } => {
            Terms::OtherPrice { attribute, share: rate(*share)? }
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
    if let Some((rate, base)) = share_of(terms, offer, part, basket, facts) {
        return percent(rate, offer.rounding, base, part);
    }
    let own = |price: &Each<'_, Money>| amount_of(price, offer, part.line, basket, facts);
    let price = match terms {
        Terms::FixedPrice(price) => own(price),
        Terms::PriceList(prices) => {
            let listed = listed(prices, part.line, basket, facts);
            listed.and_then(|price| own(&price.map(Money::clamped)))
        }
        _ => None,
    };
    price.map_or(Money::ZERO, |price| down_to(price, part).min(part.room))
}

/// What a list says of a line's price; `None` where it says nothing.
fn listed<'r>(
    prices: &PriceList,
    line: usize,
    basket: &Basket<'_>,
    facts: &Facts<'r>,
) -> Option<Each<'r, i64>> {
    let listed = basket.cart.lines[line].symbol.and_then(|sku| prices.price(sku));
    here(listed?, facts)
}

/// What an amount is for a line, or for shipping; `None` where that has no value.
fn amount_of(
    amount: &Each<'_, Money>,
    offer: &Offer,
    line: usize,
    basket: &Basket<'_>,
    facts: &Facts<'_>,
) -> Option<Money> {
    amount.of(|| basket.asked(line, offer.rounding), facts, Money::clamped)
}

/// The share that an offer takes of a part, and of what; `None` where it takes no share.
fn share_of(
    terms: &Terms<'_>,
    offer: &Offer,
    part: &Part,
    basket: &Basket<'_>,
    facts: &Facts<'_>,
) -> Option<(Rate, Money)> {
    // A share of nothing is none, so that no price is rounded because of it.
    let own = |rate: &Each<'_, Rate>| {
        let own = rate.of(|| basket.asked(part.line, offer.rounding), facts, Rate::billionths);
        own.filter(|rate| *rate != Rate::ZERO)
    };
    match terms {
        Terms::Percent { off, .. } => Some((own(off)?, part.base(offer.base))),
        Terms::OtherPrice { attribute, share } => {
            let other = basket.cart.lines[part.line].goods.number(attribute);
            let dearer = |price| down_to(Money::clamped(price), part);
            Some((own(share)?, other.map_or(Money::ZERO, dearer)))
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
            let own = |part: &Part| {
                amount_of(off, offer, part.line, basket, facts).unwrap_or(Money::ZERO)
            };
            return in_its_tax(facts.rules(), parts, basket, &|parts| {
                amount_off(&own, how, parts, &shares)
            });
        }
        Terms::Every(every) => {
            let off = every.comes_to(parts);
            return in_its_tax(facts.rules(), parts, basket, &|parts| {
                amount_off(&|_| off, &ONCE, parts, &shares)
            });
        }
        _ => {}
    }
    let cap = if let Terms::Percent { cap, .. } = terms { *cap } else { Money::MAX };
    if offer.rounding.level == Level::Order {
        let of = |part| share_of(terms, offer, part, basket, facts);
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

impl<'r> Terms<'r> {
    /// Whether a line that the offer is about has a value, where each has its own, and shipping, as
    /// the one behind the last; empty where it is the same for all.
    pub(super) fn valued(
        &self,
        offer: &Offer,
        basket: &Basket<'_>,
        facts: &Facts<'r>,
    ) -> Vec<bool> {
        // A price of nothing is one; nothing off is none.
        let (table, least) = match self {
            Self::Percent { off: Each::Lines(table), .. }
            | Self::OtherPrice { share: Each::Lines(table), .. }
            | Self::Amount { off: Each::Lines(table), .. } => (Some(*table), 1),
            Self::FixedPrice(Each::Lines(table)) => (Some(*table), 0),
            Self::PriceList(_) => (None, 0),
            _ => return Vec::new(),
        };
        let of_list = |line: usize| match self {
            Self::PriceList(prices) => listed(prices, line, basket, facts),
            _ => None,
        };
        let has = |line: usize| {
            let table = table.or_else(|| match of_list(line) {
                Some(Each::Lines(table)) => Some(table),
                _ => None,
            });
            let own = |table| basket.asked(line, offer.rounding).value(table, facts);
            table.is_none_or(|table| own(table).is_some_and(|value| value >= least))
        };
        let shipping = basket.left.len();
        let mut valued = vec![false; shipping + 1];
        basket.visit(offer.target.goods(), &mut |line| valued[line] = has(line));
        valued[shipping] = offer.benefit.reaches_shipping() && has(shipping);
        valued
    }

    /// What an amount of each line or unit takes off a line at most, where nothing comes to it that
    /// others can't give; `None` where that is not told.
    pub(super) fn off_line(
        &self,
        offer: &Offer,
        line: usize,
        basket: &Basket<'_>,
        facts: &Facts<'r>,
    ) -> Option<Money> {
        let Self::Amount { off, how } = self else { return None };
        let units = match how.per {
            AmountPer::Unit => basket.cart.lines.get(line).map_or(1, |it| it.units),
            AmountPer::Line => 1,
            AmountPer::Order => return None,
        };
        let own = || amount_of(off, offer, line, basket, facts).unwrap_or(Money::ZERO);
        how.clamp.then(|| own().times_units(units))
    }

    /// What is taken off a unit depends on what is left of that unit.
    pub(super) fn by_unit(&self, offer: &Offer) -> bool {
        match self {
            Self::Percent { .. } => offer.rounding.level == Level::Unit,
            Self::FixedPrice(_) | Self::PriceList(_) | Self::OtherPrice { .. } => true,
            Self::Amount { how, .. } => how.per == AmountPer::Unit,
            Self::Every(_) | Self::Groups(..) => false,
        }
    }
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
pub(super) fn percent_of(rate: Rate, of: Money, rounding: DiscountRounding) -> Money {
    rate.of_granular(of, Rounding::Ceil, rounding.granularity)
}
