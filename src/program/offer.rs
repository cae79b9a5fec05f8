//! Offers: what is discounted, for whom, when, and who bears it.

use super::selector::Symbol;
use super::{Condition, Selection};
use crate::value::order::sorted;
use crate::value::{Id, Level, Money, Rate, Rounding, Window};

/// One offer that applies by itself.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    pub(crate) id: Id,
    pub(crate) window: Window,
    pub(crate) when: Condition,
    /// The lines it may discount.
    pub(crate) target: Selection,
    pub(crate) benefit: Benefit,
    pub(crate) rounding: DiscountRounding,
    pub(crate) bearer: Bearer,
    /// Among equal savings the least wins: the soonest to end, then by id.
    pub(crate) rank: u32,
}

/// What an offer gives on a line.
#[derive(Clone, Debug)]
pub(crate) enum Benefit {
    /// This share of the price off; at most the whole price.
    Percent(Rate),
    /// Each unit at this price, where that is less.
    FixedPrice(Money),
    /// Each unit at its sku's price, where that is less.
    PriceList(PriceList),
}

/// Prices by sku.
#[derive(Clone, Debug)]
pub(crate) struct PriceList(Box<[(Symbol, Money)]>);

impl PriceList {
    pub(crate) fn new(prices: Vec<(Symbol, Money)>) -> Self {
        Self(sorted(prices, |(one, _), (other, _)| one.cmp(other)).into())
    }

    pub(crate) fn price(&self, sku: Symbol) -> Option<Money> {
        let found = self.0.binary_search_by_key(&sku, |(listed, _)| *listed).ok()?;
        self.0.get(found).map(|(_, price)| *price)
    }
}

/// How a discount is rounded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DiscountRounding {
    pub(crate) mode: Rounding,
    pub(crate) level: Level,
    /// Discounts are multiples of it; at least one minor unit.
    pub(crate) granularity: Money,
}

/// Who pays for a discount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bearer {
    /// The maker of the goods.
    Brand,
    /// The seller.
    #[default]
    Shop,
    /// The market place.
    Platform,
    /// Somebody else.
    Partner,
}

impl Bearer {
    /// The stable name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::Shop => "shop",
            Self::Platform => "platform",
            Self::Partner => "partner",
        }
    }
}
