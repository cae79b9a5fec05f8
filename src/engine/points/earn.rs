//! Earning on an order: what each rule gives, and on which lines.

use crate::engine::eligibility::met;
use crate::engine::facts::Facts;
use crate::engine::share::by_weight;
use crate::outcome::{Earned, RulePoints};
use crate::program::{Basis, Earning, Give, PerAmount, Rules, Steps};
use crate::value::bounds::MAX_LOT_POINTS;
use crate::value::{Money, Points, Rounding, div};

/// The amounts of the lines that a rule may be about, each in the order of the cart.
pub(crate) struct LineAmounts<'a> {
    pub(crate) list: &'a [Money],
    pub(crate) net: &'a [Money],
    pub(crate) pay: &'a [Money],
    /// The lines' places in the order of their ids: who gets a left-over point first.
    pub(crate) ranks: &'a [u32],
}

/// A rule would give more than a lot holds: its index.
pub(crate) struct TooManyPoints(pub(crate) usize);

/// What an order of these amounts earns. Only members earn.
pub(crate) fn earn(
    rules: &Rules,
    facts: &Facts<'_>,
    amounts: &LineAmounts<'_>,
) -> Result<Earned, TooManyPoints> {
    let mut earned = Earned { total: Points::ZERO, rules: Vec::new() };
    if !facts.enrolled {
        return Ok(earned);
    }
    for (index, rule) in rules.earning.iter().enumerate() {
        let applies = rule.window.contains(facts.now) && met(&rule.when, facts) == Some(true);
        let points = if applies { granted(rule, amounts) } else { 0 };
        if points > i128::from(MAX_LOT_POINTS) {
            return Err(TooManyPoints(index));
        }
        if let (true, Ok(points)) = (points > 0, i64::try_from(points)) {
            let weights = weights(rule, amounts);
            let lines = by_weight(points, &weights, amounts.ranks);
            let lines = lines.into_iter().map(Points::clamped).collect();
            let points = Points::clamped(points);
            earned.total += points;
            earned.rules.push(RulePoints { rule: rule.id.clone(), points, lines });
        }
    }
    Ok(earned)
}

fn granted(rule: &Earning, amounts: &LineAmounts<'_>) -> i128 {
    match rule.give {
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
    }
}

fn basis<'a>(per: PerAmount, amounts: &LineAmounts<'a>) -> &'a [Money] {
    match per.basis {
        Basis::Paid => amounts.pay,
        Basis::AfterDiscounts => amounts.net,
        Basis::BeforeDiscounts => amounts.list,
    }
}

/// A line's part of the points is its part of the amount that earned them.
fn weights(rule: &Earning, amounts: &LineAmounts<'_>) -> Vec<i64> {
    let of = match rule.give {
        Give::Points(_) => amounts.pay,
        Give::PerAmount(per) => basis(per, amounts),
    };
    of.iter().map(|amount| amount.minor()).collect()
}
