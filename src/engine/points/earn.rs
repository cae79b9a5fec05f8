//! Earning: what each rule gives, and on which lines.

use crate::cart::Cart;
use crate::engine::eligibility::met;
use crate::engine::facts::Facts;
use crate::engine::share::by_weight;
use crate::outcome::{Earned, RulePoints};
use crate::program::{ActivityId, Basis, Earning, Give, On, PerAmount, RuleId, Rules, Steps};
use crate::value::bounds::MAX_LOT_POINTS;
use crate::value::{Money, Points, Rounding, div};

/// What happened that rules may give for.
#[derive(Clone, Copy)]
pub(crate) enum Occasion<'a> {
    /// An order of these amounts.
    Order(&'a LineAmounts<'a>),
    /// What is kept of an order, counted as on the day of `facts`, without caps and carried steps;
    /// what is not whole is rounded so.
    Kept(&'a LineAmounts<'a>, Option<Rounding>),
    /// A reported activity.
    Activity { activity: ActivityId, amount: Option<Money>, quantity: Option<i64> },
    /// What fires these rules: a time, joining, a referral.
    Fired(&'a [RuleId]),
}

/// The amounts of an order that a rule may be about.
pub(crate) struct LineAmounts<'a> {
    pub(crate) cart: &'a Cart,
    /// Of each line, in the order of the cart, before discounts.
    pub(crate) list: &'a [Money],
    /// After them.
    pub(crate) net: &'a [Money],
    /// Less what points and a gift card pay.
    pub(crate) pay: &'a [Money],
    /// What shipping costs.
    pub(crate) shipping: Money,
    /// Less what points and a gift card pay of it.
    pub(crate) shipping_pay: Money,
}

/// A rule would give more than a lot holds: its index.
pub(crate) struct TooManyPoints(pub(crate) usize);

/// What an occasion earns. Only members earn.
pub(crate) fn earn(
    rules: &Rules,
    facts: &Facts<'_>,
    occasion: Occasion<'_>,
) -> Result<Earned, TooManyPoints> {
    let mut earned = Earned::default();
    let Occasion::Order(amounts) = occasion else { return Ok(earned) };
    if !facts.enrolled {
        return Ok(earned);
    }
    for (index, rule) in rules.points.earning.iter().enumerate() {
        let applies = rule.on == On::Order
            && rule.window.contains(facts.now)
            && met(&rule.when, facts) == Some(true);
        let points = if applies { granted(rule, amounts) } else { 0 };
        if points > i128::from(MAX_LOT_POINTS) {
            return Err(TooManyPoints(index));
        }
        if let (true, Ok(points)) = (points > 0, i64::try_from(points)) {
            let weights = weights(rule, amounts);
            let lines = by_weight(points, &weights, &amounts.cart.ranks);
            let lines = lines.into_iter().map(Points::clamped).collect();
            let points = Points::clamped(points);
            earned.total += points;
            earned.rules.push(RulePoints {
                rule: rule.id.clone(),
                index: RuleId(u16::try_from(index).unwrap_or(u16::MAX)),
                pool: rule.pool,
                points,
                uncapped: None,
                lines,
            });
        }
    }
    Ok(earned)
}

fn granted(rule: &Earning, amounts: &LineAmounts<'_>) -> i128 {
    match &rule.give {
        Give::Points(points) => i128::from(points.count()),
        Give::PerAmount(per) => {
            let basis: Money = basis(per, amounts).iter().copied().sum();
            let (basis, amount) = (i128::from(basis.minor()), i128::from(per.amount.minor()));
            let points = i128::from(per.points.count());
            match per.steps {
                Steps::Full => div(basis, amount, Rounding::Floor) * points,
                Steps::Started => div(basis, amount, Rounding::Ceil) * points,
                Steps::Continuous(rounding) => div(basis * points, amount, rounding),
            }
        }
        _ => 0,
    }
}

fn basis<'a>(per: &PerAmount, amounts: &LineAmounts<'a>) -> &'a [Money] {
    match per.basis {
        Basis::Paid => amounts.pay,
        Basis::AfterDiscounts => amounts.net,
        Basis::BeforeDiscounts => amounts.list,
    }
}

/// A line's part of the points is its part of the amount that earned them.
fn weights(rule: &Earning, amounts: &LineAmounts<'_>) -> Vec<i64> {
    let of = match &rule.give {
        Give::PerAmount(per) => basis(per, amounts),
        _ => amounts.pay,
    };
    of.iter().map(|amount| amount.minor()).collect()
}
