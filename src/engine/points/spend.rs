//! Points as money: how many an order takes, and what they pay.

use crate::engine::quote::Spend;
use crate::outcome::{Reason, Spending};
use crate::program::{Cash, PointsRounding};
use crate::value::{Money, Points, Rounding, mul_div};

/// What a balance is worth at the till, no order in view.
pub(crate) fn worth_of_balance(cash: &Cash, balance: Points, rounding: PointsRounding) -> Money {
    worth(cash, balance, rounding.granted)
}

/// What `points` pay, if there is enough to pay.
fn worth(cash: &Cash, points: Points, rounding: Rounding) -> Money {
    let minor = mul_div(points.count(), cash.worth.minor(), cash.points.count(), rounding);
    // Past the limit there is more than any order could cost, and `payable` caps it.
    Money::clamped(minor.unwrap_or(i64::MAX))
}

/// The points that `amount` costs.
fn cost(cash: &Cash, amount: Money, rounding: Rounding) -> Points {
    let points = mul_div(amount.minor(), cash.points.count(), cash.worth.minor(), rounding);
    // Past the limit there are more than any balance could hold, and the balance caps it.
    Points::clamped(points.unwrap_or(i64::MAX))
}

/// Decides how many of the wanted points an order takes: `to_pay` is its net amount.
///
/// 1. What points may pay: the net amount, less by the programme's maximum.
/// 2. The points that this costs, rounded up by default so that no cent stays unpaid; not more than
///    the maximum in points; a multiple of the step; at least the minimum, or none.
/// 3. What was wanted, as far as it goes; each shortfall is a reason.
/// 4. What that pays, rounded down by default and never more than 1.; of the multiples of the step
///    that pay as much, the least is charged, and none for nothing.
pub(crate) fn spend(
    cash: Option<&Cash>,
    rounding: PointsRounding,
    balance: Points,
    to_pay: Money,
    wanted: Spend,
) -> Spending {
    let Some(cash) = cash else {
        let off = matches!(wanted, Spend::Points(points) if points > Points::ZERO);
        let reasons = if off { vec![Reason::SpendingOff] } else { Vec::new() };
        return Spending { reasons, ..nothing() };
    };
    // 1.
    let mut payable = to_pay;
    if let Some(share) = cash.maximum.share {
        payable = payable.min(share.of(to_pay, Rounding::Floor));
    }
    if let Some(amount) = cash.maximum.amount {
        payable = payable.min(amount);
    }
    // 2.
    let mut limit = cost(cash, payable, rounding.charged);
    if let Some(points) = cash.maximum.points {
        limit = limit.min(points);
    }
    let takes = |points: Points| {
        let whole = points.floor_to(cash.step);
        if whole < cash.minimum { Points::ZERO } else { whole }
    };
    let order_maximum = takes(limit);
    let maximum = takes(limit.min(balance));
    // 3.
    let (chosen, reasons) = match wanted {
        Spend::Max => (maximum, Vec::new()),
        Spend::Points(points) => {
            (takes(points.min(maximum)), shortfalls(cash, points, balance, order_maximum))
        }
    };
    // 4.
    let pays = |points: Points| worth(cash, points, rounding.granted).min(payable);
    let paid = pays(chosen);
    let charged = least(cash, chosen, &|points| pays(points) >= paid);
    let chosen = if paid == Money::ZERO { Points::ZERO } else { charged };
    Spending { maximum, chosen, worth: paid, reasons }
}

/// The least multiple of the step, from the minimum up to `most`, that is enough; `most` is, and
/// more is enough when less is.
fn least(cash: &Cash, most: Points, is_enough: &dyn Fn(Points) -> bool) -> Points {
    let one_less = most - cash.step;
    if one_less < cash.minimum || !is_enough(one_less) {
        return most;
    }
    let steps = |count: i64| Points::clamped(cash.step.count() * count);
    let (mut least, mut most) = (cash.minimum.in_steps(cash.step), one_less.in_steps(cash.step));
    while least < most {
        let middle = least.midpoint(most);
        if is_enough(steps(middle)) {
            most = middle;
        } else {
            least = middle + 1;
        }
    }
    steps(least)
}

/// Why not as many as wanted, in order of precedence.
fn shortfalls(cash: &Cash, wanted: Points, balance: Points, maximum: Points) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if wanted == Points::ZERO {
        return reasons;
    }
    if wanted > balance {
        reasons.push(Reason::BalanceShort { needs: wanted, has: balance });
    }
    if wanted < cash.minimum {
        reasons.push(Reason::SpendBelowMinimum { needs: cash.minimum, has: wanted });
    }
    if wanted.floor_to(cash.step) != wanted {
        reasons.push(Reason::SpendOffStep { step: cash.step, has: wanted });
    }
    if wanted > maximum {
        reasons.push(Reason::SpendOverMaximum { maximum, has: wanted });
    }
    reasons
}

fn nothing() -> Spending {
    Spending {
        maximum: Points::ZERO,
        chosen: Points::ZERO,
        worth: Money::ZERO,
        reasons: Vec::new(),
    }
}
