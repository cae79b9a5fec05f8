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

/// What points may pay of an order.
pub(crate) struct Payable<'o> {
    /// In all, before the maximum of the programme.
    pub(crate) amount: Money,
    /// Where points pay whole units: the cheapest of them, if there is any.
    pub(crate) cheapest: Option<Option<Money>>,
    /// What is paid of the order by points of such a worth; more pays no less.
    pub(crate) covers: &'o dyn Fn(Money) -> Money,
    /// What the order earns that can pay it, where so much of it is paid by points.
    pub(crate) earns: Option<&'o dyn Fn(Money) -> Points>,
}

/// Decides how many of the wanted points an order takes.
///
/// 1. What points may pay: all of it, less by the programme's maximum.
/// 2. The points that this costs, rounded up by default so that no cent stays unpaid; not more than
///    the maximum in points; a multiple of the step; at least the minimum, or none; and what of
///    them the balance covers.
/// 3. What was wanted, as far as it goes; each shortfall is a reason.
/// 4. What that pays, rounded down by default and never more than 1.; of the multiples of the step
///    that pay as much, the least is charged, and none for nothing.
pub(crate) fn spend(
    cash: &Cash,
    rounding: PointsRounding,
    balance: Points,
    order: &Payable<'_>,
    wanted: Spend,
) -> Spending {
    // 1.
    let mut payable = order.amount;
    if let Some(share) = cash.maximum.share {
        payable = payable.min(share.of(order.amount, Rounding::Floor));
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
    let pays = |points: Points| (order.covers)(worth(cash, points, rounding.granted).min(payable));
    let charged = |points: Points| {
        let paid = pays(points);
        if paid == Money::ZERO {
            return (Points::ZERO, paid);
        }
        (least(cash, points, &|points| pays(points) >= paid), paid)
    };
    let has =
        |points: Points| balance + order.earns.map_or(Points::ZERO, |earns| earns(pays(points)));
    let covered = |points: Points| match order.earns {
        None => takes(points.min(balance)),
        Some(_) => takes(most(cash, points, takes(points.min(balance)), &|it| it <= has(it))),
    };
    let order_maximum = takes(limit);
    let mut maximum = covered(order_maximum);
    if order.cheapest.is_some() {
        maximum = charged(maximum).0;
    }
    // 3.
    let (chosen, mut reasons) = match wanted {
        Spend::Max => (maximum, Vec::new()),
        Spend::Points(points) => (
            covered(takes(points.min(maximum))),
            shortfalls(cash, points, has(maximum), order_maximum),
        ),
    };
    // 4.
    let (charged, paid) = charged(chosen);
    if let (Spend::Points(points), Some(Some(cheapest)), Money::ZERO) =
        (wanted, order.cheapest, paid)
    {
        // The maximum is none as well where all that there is pays no unit.
        let has = covered(takes(points.min(order_maximum)));
        let needs = cost(cash, cheapest, rounding.charged).max(cash.minimum).ceil_to(cash.step);
        if has > Points::ZERO {
            reasons.push(Reason::SpendBelowItem { needs, has });
        }
    }
    Spending { maximum, chosen: charged, worth: paid, reasons }
}

/// The greatest multiple of the step up to `most` that is covered, found by halves from one below
/// that is, or from none; all of it where that is covered.
fn most(cash: &Cash, most: Points, known: Points, covered: &dyn Fn(Points) -> bool) -> Points {
    if most <= known || covered(most) {
        return most;
    }
    let steps = |count: i64| Points::clamped(cash.step.count() * count);
    let (mut known, mut short) = (known.in_steps(cash.step), most.in_steps(cash.step));
    while short - known > 1 {
        let middle = known.midpoint(short);
        if covered(steps(middle)) {
            known = middle;
        } else {
            short = middle;
        }
    }
    steps(known)
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

impl Spending {
    /// Where points are not money.
    pub(crate) fn off(wanted: Spend) -> Self {
        let asked = matches!(wanted, Spend::Points(points) if points > Points::ZERO);
        let reasons = if asked { vec![Reason::SpendingOff] } else { Vec::new() };
        Self { reasons, ..Self::default() }
    }
}
