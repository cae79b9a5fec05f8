//! Spending rules.

use super::money::{Units, percent};
use crate::document::leaf::{Number, Plain, PointsText};
use crate::document::program::spending::{CashDoc, CashMaximumDoc};
use crate::problem::{Code, Path, Report};
use crate::program::{Cash, CashMaximum, Condition, PoolId};
use crate::value::{Points, Rate};

pub(super) fn cash(
    document: &CashDoc<'_>,
    units: Units,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Cash> {
    let CashDoc { points, worth, minimum, step, maximum, .. } = document;
    let mut read = |written: Option<PointsText<'_>>, field: &'static str| match written {
        None => Some(None),
        Some(written) => units.positive_points(written, &at.field(field), report).map(Some),
    };
    let points = read(points.map(|Plain(points)| points), "points");
    let (minimum, step) = (read(*minimum, "minimum"), read(*step, "step"));
    let worth =
        worth.and_then(|Plain(text)| units.positive_amount(text, &at.field("worth"), report));
    let maximum = match maximum {
        None => Some(CashMaximum::default()),
        Some(CashMaximumDoc { points: None, amount: None, share: None, .. })
            if !report.has_errors() =>
        {
            let message = format_args!("a maximum without a number limits nothing");
            let help = "name `points`, `amount` or `share`, or leave it out";
            report.warn(Code::NoEffect, &at.field("maximum"), message, help);
            Some(CashMaximum::default())
        }
        Some(document) => cash_maximum(document, units, &at.field("maximum"), report),
    };
    // The smallest point, since `step` and `minimum` are counted in it.
    let (step, minimum) = (step?.unwrap_or(Points::SMALLEST), minimum?.unwrap_or(Points::ZERO));
    let cash = Cash {
        points: points??,
        worth: worth?,
        minimum,
        step,
        maximum: maximum?,
        when: Condition::always(),
        exclude: None,
        shipping: false,
        without_coupons: false,
        same_order: false,
        whole_items: false,
        pool: PoolId::default(),
    };
    contradictions(&cash, at, report)?;
    Some(Cash { minimum: minimum.ceil_to(step), ..cash })
}

fn cash_maximum(
    document: &CashMaximumDoc<'_>,
    units: Units,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<CashMaximum> {
    let CashMaximumDoc { points, amount, share, .. } = document;
    let points = match points {
        None => Some(None),
        Some(Plain(points)) => {
            units.positive_points(*points, &at.field("points"), report).map(Some)
        }
    };
    let amount = match amount {
        None => Some(None),
        Some(Plain(amount)) => {
            units.positive_amount(*amount, &at.field("amount"), report).map(Some)
        }
    };
    let share = match share {
        None => Some(None),
        Some(Plain(Number(share))) => {
            percent(*share, &at.field("share"), report).map(Rate::percent).map(Some)
        }
    };
    Some(CashMaximum { points: points?, amount: amount?, share: share? })
}

fn contradictions(cash: &Cash, at: &Path<'_>, report: &mut Report) -> Option<()> {
    let most = cash.maximum.points;
    if let Some(most) = most.filter(|most| *most < cash.minimum || *most < cash.step) {
        let (most, least) = (most.count(), cash.minimum.max(cash.step).count());
        let message =
            format_args!("at most {most} points, but {least} are the least that is taken");
        report.error(Code::Contradiction, &at.field("maximum").field("points"), message);
        return None;
    }
    if cash.minimum.floor_to(cash.step) != cash.minimum {
        let (minimum, step) = (cash.minimum.count(), cash.step.count());
        let message = format_args!("the minimum {minimum} is no multiple of the step {step}");
        let help = "the least that is taken is the next multiple";
        report.warn(Code::Contradiction, &at.field("minimum"), message, help);
    }
    Some(())
}
