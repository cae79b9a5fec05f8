//! Lines that are bought at a price in points, or in points and money.

use super::redeem::{asked, due};
use crate::cart::Cart;
use crate::engine::facts::Facts;
use crate::engine::quote::AtPrice;
use crate::engine::reasons::{by_precedence, refusals};
use crate::outcome::{QuotePrice, Reason};
use crate::program::{PointsPrice, PoolId, Rules};
use crate::value::order::order;
use crate::value::{Money, Points};

/// The pool that pays for orders.
pub(crate) fn pool(rules: &Rules) -> PoolId {
    rules.points.cash.as_ref().map_or(rules.points.main, |cash| cash.pool)
}

/// What became of each wish to buy a line at a price, in the order of the lines' ids, in which they
/// take from the balance.
///
/// Such a line takes no discount: of its list amount points pay what its price does not ask in
/// money. That part is told for each line, by index.
pub(crate) fn at_prices(
    rules: &Rules,
    facts: &Facts<'_>,
    cart: &Cart,
    wanted: &[AtPrice],
    balance: Points,
) -> (Vec<QuotePrice>, Vec<(usize, Money)>) {
    let (mut prices, mut lines) = (Vec::new(), Vec::new());
    let mut left = balance;
    for index in order(wanted.len(), &mut |one, other| wanted[one].line.cmp(&wanted[other].line)) {
        let wish = &wanted[index];
        let mut quote = QuotePrice {
            line: wish.line.clone(),
            price: wish.price.clone(),
            points: Points::ZERO,
            money: Money::ZERO,
            reasons: Vec::new(),
        };
        if let Some((line, price)) = find(rules, cart, wish) {
            let (list, units) = (cart.lines[line].list(), cart.lines[line].units);
            let mut reasons = refusals(&price.window, &price.when, facts);
            let (points, money) =
                due(&asked(&price.price, facts), units, wish.points, left, &mut reasons);
            (quote.points, quote.money) = (points.times_units(units), money.times_units(units));
            if quote.money >= list {
                reasons.push(Reason::NothingToDiscount { selector: None });
            }
            quote.reasons = by_precedence(reasons);
            if quote.reasons.is_empty() {
                left -= quote.points;
                lines.push((line, list - quote.money));
            }
        } else {
            quote.reasons.push(Reason::NoSuchPrice);
        }
        prices.push(quote);
    }
    (prices, lines)
}

/// The line and the price that is for it.
fn find<'r>(rules: &'r Rules, cart: &Cart, wish: &AtPrice) -> Option<(usize, &'r PointsPrice)> {
    let line = cart.line(wish.line.as_str())?;
    let price = rules.points.prices.iter().find(|price| price.id == wish.price)?;
    let mut is_for_it = false;
    cart.matches.visit(price.of, &mut |other| is_for_it |= other == line);
    is_for_it.then_some((line, price))
}

#[cfg(test)]
#[path = "spend_prices_tests.rs"]
mod tests;
