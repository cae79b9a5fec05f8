//! Tax on an order after discounts: of each line with a rate, and of shipping.

use super::share::{by_weight, each_unit};
use crate::cart::Cart;
use crate::outcome::QuoteTax;
use crate::program::{DiscountRounding, Rules};
use crate::value::{Level, Money, Rate};

/// What is taxed: a line, or shipping.
struct Taxed {
    rate: Rate,
    amount: Money,
    units: u32,
    /// Its place in the outcome.
    place: usize,
}

/// The tax of each line and, last, of shipping, which costs so much; `None` without a rate.
pub(crate) fn taxes(
    rules: &Rules,
    cart: &Cart,
    net: &[Money],
    shipping: Money,
) -> Vec<Option<QuoteTax>> {
    let mut taxes = vec![None; net.len() + 1];
    let lines = cart.lines.iter().zip(net).enumerate();
    let of_lines = lines.filter_map(|(place, (line, &amount))| {
        line.goods.tax.map(|rate| Taxed { rate, amount, units: line.units, place })
    });
    let of_shipping = cart.shipping_tax.filter(|_| shipping > Money::ZERO).map(|rate| Taxed {
        rate,
        amount: shipping,
        units: 1,
        place: net.len(),
    });
    let mut left: Vec<Taxed> = of_lines.chain(of_shipping).collect();
    let ranks = if left.is_empty() { Vec::new() } else { cart.ranks_with_shipping() };
    while let Some(rate) = left.first().map(|it| it.rate) {
        let (group, others) = left.into_iter().partition(|it| it.rate == rate);
        left = others;
        for (it, tax) in group.iter().zip(of_rate(rules, rate, &group, &ranks)) {
            let base = if rules.tax.excluded { it.amount } else { it.amount - tax };
            taxes[it.place] = Some(QuoteTax { rate, base, tax });
        }
    }
    taxes
}

/// The tax of each of some things with one rate.
fn of_rate(rules: &Rules, rate: Rate, group: &[Taxed], ranks: &[u32]) -> Vec<Money> {
    let DiscountRounding { mode, level, granularity, .. } = rules.tax.rounding;
    let (part, whole) = (rate.numerator(), rate.denominator());
    let of_price = if rules.tax.excluded { whole } else { whole.saturating_add(part) };
    let rate = Rate::new(part, of_price).unwrap_or(Rate::ZERO);
    let tax = |amount: Money| {
        let tax = rate.of_granular(amount, mode, granularity);
        // Rounding up to the granularity could pass a price that includes it.
        if rules.tax.excluded { tax } else { tax.min(amount) }
    };
    if level == Level::Order {
        let all = tax(group.iter().map(|it| it.amount).sum());
        let weights: Vec<i64> = group.iter().map(|it| it.amount.minor()).collect();
        let ranks: Vec<u32> = group.iter().map(|it| ranks[it.place]).collect();
        let shares = by_weight(all.minor(), &weights, &ranks);
        return shares.into_iter().map(Money::clamped).collect();
    }
    let of = |it: &Taxed| match level {
        Level::Unit => each_unit(it.units, it.amount, Money::ZERO, &|unit, _| tax(unit)),
        _ => tax(it.amount),
    };
    group.iter().map(of).collect()
}
