//! Who pays what of an order: points first, then a gift card, then money.

use super::earn::{LineAmounts, Occasion, earn};
use super::spend::{Payable, spend};
use super::spend_units::Units;
use crate::cart::Cart;
use crate::engine::facts::Facts;
use crate::engine::quote::Spend;
use crate::engine::reasons::refusals;
use crate::engine::share::within;
use crate::outcome::{Earned, QuoteShipping, Spending};
use crate::program::{Availability, Cash, Expiry, On, Rules};
use crate::value::{Instant, Money, Points, Window};

/// An order after discounts.
pub(crate) struct Bill<'b> {
    pub(crate) cart: &'b Cart,
    /// Of each line, before discounts.
    pub(crate) list: &'b [Money],
    /// After them.
    pub(crate) net: &'b [Money],
    /// What shipping costs after discounts.
    pub(crate) shipping: Money,
    /// The lines that are bought at a price in points, by index, and what points pay of them.
    pub(crate) at_price: &'b [(usize, Money)],
    /// The offers that give points, or multiply them, by index.
    pub(crate) offers: &'b [usize],
}

/// What pays each part of an order: net − by points − by card = pay.
pub(crate) struct Paid {
    /// Of each line.
    pub(crate) by_points: Vec<Money>,
    /// Of each line; empty without a gift card.
    pub(crate) by_card: Vec<Money>,
    /// Of each line, in money.
    pub(crate) pay: Vec<Money>,
    pub(crate) shipping: QuoteShipping,
}

/// How many points an order takes of a balance, and who pays what then.
pub(crate) fn settle(
    rules: &Rules,
    facts: &Facts<'_>,
    bill: &Bill<'_>,
    balance: Points,
    wanted: Spend,
) -> (Spending, Paid) {
    let Some(cash) = &rules.points.cash else {
        let spending = Spending::off(wanted);
        return (spending, bill.paid(vec![Money::ZERO; bill.net.len()]));
    };
    // Refused in an order with a coupon: `cash.without_coupons` belongs here, once there are any.
    let reasons = refusals(&Window::ALWAYS, &cash.when, facts);
    if !reasons.is_empty() {
        let reasons = if wanted.is_none() { Vec::new() } else { reasons };
        let spending = Spending { reasons, ..Spending::default() };
        return (spending, bill.paid(vec![Money::ZERO; bill.net.len()]));
    }
    let parts = Parts::new(cash, bill);
    let covers = |worth: Money| parts.units.as_ref().map_or(worth, |it| it.covered(worth, &mut []));
    let earns = |worth: Money| {
        let paid = bill.paid(parts.share(bill, worth));
        // A rule that gives too much is told of when all is decided.
        earn(rules, facts, Occasion::Order(&bill.amounts(&paid)))
            .map_or(Points::ZERO, |earned| at_once(rules, cash, &earned, facts.now))
    };
    let payable = Payable {
        amount: parts.amounts(bill).iter().copied().sum(),
        cheapest: parts.units.as_ref().map(Units::cheapest),
        covers: &covers,
        earns: if cash.same_order { Some(&earns) } else { None },
    };
    let spending = spend(cash, rules.rounding, balance, &payable, wanted);
    let paid = bill.paid(parts.share(bill, spending.worth));
    (spending, paid)
}

/// What an order earned that can pay it: points of the same pool that live and are available at
/// once.
fn at_once(rules: &Rules, cash: &Cash, earned: &Earned, now: Instant) -> Points {
    let mut points = Points::ZERO;
    for given in &earned.rules {
        let rule = rules.points.rule(given.index);
        let available = match rule.available {
            Availability::AtOnce => true,
            Availability::On(from) => from <= now,
            _ => false,
        };
        let expiry = rules.points.expiry(Some(given.index), given.pool);
        let lives = !matches!(expiry, Expiry::At(end) if *end <= now);
        if given.pool == cash.pool && rule.on == On::Order && available && lives {
            points += given.points;
        }
    }
    points
}

/// What points may pay of each line and, last, of shipping.
struct Parts {
    /// `None`: the net amounts of the lines, as nearly always.
    own: Option<(Vec<Money>, Vec<u32>)>,
    /// Where they pay whole units.
    units: Option<Units>,
}

impl Parts {
    fn new(cash: &Cash, bill: &Bill<'_>) -> Self {
        let ships = cash.shipping && bill.shipping > Money::ZERO;
        let plain = cash.exclude.is_none() && !ships && bill.at_price.is_empty();
        if plain && !cash.whole_items {
            return Self { own: None, units: None };
        }
        let mut amounts = bill.net.to_vec();
        if let Some(exclude) = cash.exclude {
            let priced = (bill.list, bill.net);
            bill.cart
                .matches
                .visit_priced(exclude, priced, &mut |line| amounts[line] = Money::ZERO);
        }
        for &(line, _) in bill.at_price {
            amounts[line] = Money::ZERO;
        }
        amounts.push(if ships { bill.shipping } else { Money::ZERO });
        let ranks = bill.cart.ranks_with_shipping();
        let units = cash.whole_items.then(|| {
            let mut units: Vec<u32> = bill.cart.lines.iter().map(|line| line.units).collect();
            units.push(1);
            Units::new(&amounts, &units, &ranks)
        });
        Self { own: Some((amounts, ranks)), units }
    }

    fn amounts<'p>(&'p self, bill: &'p Bill<'_>) -> &'p [Money] {
        self.own.as_ref().map_or(bill.net, |(amounts, _)| amounts)
    }

    /// What points of such a worth pay of each line and, perhaps, of shipping.
    fn share(&self, bill: &Bill<'_>, worth: Money) -> Vec<Money> {
        let Some((amounts, ranks)) = &self.own else {
            return within(worth, bill.net, &bill.cart.ranks);
        };
        let Some(units) = &self.units else { return within(worth, amounts, ranks) };
        let mut shares = vec![Money::ZERO; amounts.len()];
        units.covered(worth, &mut shares);
        shares
    }
}

impl Bill<'_> {
    /// Who pays what, after points paid so much of each line and, where there is one more, of
    /// shipping. The gift card pays of what is left.
    fn paid(&self, mut by_points: Vec<Money>) -> Paid {
        let (cost, left) = (self.cart.shipping, self.shipping);
        let mut shipping =
            QuoteShipping { cost, discount: cost - left, pay: left, ..QuoteShipping::default() };
        if by_points.len() > self.net.len() {
            shipping.by_points = by_points.pop().unwrap_or_default();
            shipping.pay = left - shipping.by_points;
        }
        for &(line, part) in self.at_price {
            by_points[line] = part;
        }
        let mut pay: Vec<Money> =
            self.net.iter().zip(&by_points).map(|(&net, &part)| net - part).collect();
        let mut by_card = Vec::new();
        if self.cart.gift_card > Money::ZERO {
            pay.push(shipping.pay);
            let most = self.cart.gift_card.min(pay.iter().copied().sum());
            by_card = within(most, &pay, &self.cart.ranks_with_shipping());
            for (left, part) in pay.iter_mut().zip(&by_card) {
                *left -= *part;
            }
            shipping.pay = pay.pop().unwrap_or_default();
            shipping.by_card = by_card.pop().unwrap_or_default();
        }
        Paid { by_points, by_card, pay, shipping }
    }

    /// The amounts that earn.
    pub(crate) fn amounts<'a>(&'a self, paid: &'a Paid) -> LineAmounts<'a> {
        LineAmounts {
            cart: self.cart,
            list: self.list,
            net: self.net,
            pay: &paid.pay,
            shipping: self.cart.shipping,
            shipping_net: self.shipping,
            shipping_pay: paid.shipping.pay,
            offers: self.offers,
        }
    }
}

#[cfg(test)]
#[path = "spend_order_tests.rs"]
mod tests;
