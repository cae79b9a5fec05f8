//! The price of one offer on one line.

use crate::cart::Line;
use crate::program::{Benefit, DiscountRounding, Offer};
use crate::value::{Level, Money, Rate};

/// What an offer takes off a line: from zero to the line's list amount.
pub(crate) fn discount(offer: &Offer, line: &Line) -> Money {
    match &offer.benefit {
        Benefit::Percent(rate) => percent(*rate, offer.rounding, line),
        Benefit::FixedPrice(price) => down_to(*price, line),
        Benefit::PriceList(prices) => {
            let listed = line.symbol.and_then(|sku| prices.price(sku));
            listed.map_or(Money::ZERO, |price| down_to(price, line))
        }
    }
}

fn down_to(price: Money, line: &Line) -> Money {
    (line.price - price).max(Money::ZERO).times_units(line.units)
}

/// Rounding up to the granularity could pass the price, hence the limit.
fn percent(rate: Rate, rounding: DiscountRounding, line: &Line) -> Money {
    let DiscountRounding { mode, level, granularity } = rounding;
    match level {
        Level::Unit => {
            let unit = rate.of_granular(line.price, mode, granularity).min(line.price);
            unit.times_units(line.units)
        }
        Level::Line | Level::Order => {
            rate.of_granular(line.list(), mode, granularity).min(line.list())
        }
    }
}
