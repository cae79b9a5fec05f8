//! How an offer's amount is shared over the parts that it works on.

use super::basket::{Basket, Part};
use crate::engine::share::spread;
use crate::program::Rules;
use crate::value::{Lines, Method, Money, Spread};

/// Parts that share amounts as the programme says.
pub(super) struct Shares {
    by: Spread,
    ranks: Vec<u32>,
    units: Vec<i64>,
}

impl Shares {
    pub(super) fn new(rules: &Rules, parts: &[Part], basket: &Basket<'_>) -> Self {
        Self {
            by: rules.spread,
            // Shipping is last.
            ranks: parts
                .iter()
                .map(|part| basket.cart.ranks.get(part.line).copied().unwrap_or(u32::MAX))
                .collect(),
            units: parts.iter().map(|part| i64::from(part.units)).collect(),
        }
    }

    /// The share of each part, none more than its cap; what all caps together don't take is lost.
    pub(super) fn within(&self, total: Money, weights: &[Money], caps: &[Money]) -> Vec<Money> {
        let most = caps.iter().copied().sum();
        self.over(total.min(most), weights, Some(caps))
    }

    /// The share of each part, whatever it can take.
    pub(super) fn uncapped(&self, total: Money, weights: &[Money]) -> Vec<Money> {
        self.over(total, weights, None)
    }

    fn over(&self, total: Money, weights: &[Money], caps: Option<&[Money]>) -> Vec<Money> {
        let minor = |amounts: &[Money]| amounts.iter().map(|it| it.minor()).collect::<Vec<i64>>();
        let amounts = minor(weights);
        let weights = if self.by.method == Method::ByQuantity { &self.units } else { &amounts };
        let caps = caps.map(minor);
        let lines = Lines { weights, caps: caps.as_deref(), ranks: Some(&self.ranks) };
        spread(total.minor(), lines, self.by).into_iter().map(Money::clamped).collect()
    }
}
