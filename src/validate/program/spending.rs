//! Points as money at the till.

use super::Common;
use super::condition::{Conditions, Place};
use super::money::{Units, percent, stepped};
use super::selector::Selectors;
use crate::document::leaf::{Number, Plain};
use crate::document::program::spending::{CashDoc, CashMaximumDoc};
use crate::problem::{Code, Path, Report};
use crate::program::{Cash, CashMaximum, Selection};
use crate::value::{Points, Rate};

pub(super) fn cash(
    document: CashDoc<'_>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Cash> {
    let CashDoc { points, worth, minimum, step, maximum, when, exclude, pool, .. } = document;
    let units = common.units;
    let points = units.points_in(points.map(|Plain(points)| points), "points", at, report);
    let worth = units.amount_in(worth.map(|Plain(worth)| worth), "worth", at, report);
    let minimum = units.points_in(minimum, "minimum", at, report);
    let step = units.points_in(step, "step", at, report);
    let maximum = cash_maximum(maximum, units, &at.field("maximum"), report);
    let target = Selection::default();
    let when = Conditions::new(common, selectors, target, Place::Order).when(when, at, report);
    let exclude = match exclude {
        None => Some(None),
        Some(document) => {
            selectors.selection(document, common, &at.field("exclude"), report).map(Some)
        }
    };
    let pool = common.spendable_pool(pool.as_ref(), at, report);
    // The smallest point, since `step` and `minimum` are counted in it.
    let (step, minimum) = (step?.unwrap_or(Points::SMALLEST), minimum?.unwrap_or(Points::ZERO));
    let cash = Cash {
        points: points??,
        worth: worth??,
        minimum,
        step,
        maximum: maximum?,
        when: when?,
        exclude: exclude?,
        shipping: document.shipping.unwrap_or_default().0,
        without_coupons: document.with_coupons.unwrap_or_default().0,
        same_order: document.same_order.unwrap_or_default().0,
        whole_items: document.items.unwrap_or_default().0,
        pool: pool?,
    };
    contradictions(&cash, units, at, report)?;
    let minimum = stepped(minimum, step, units, at, report);
    Some(Cash { minimum, ..cash })
}

fn cash_maximum(
    document: Option<CashMaximumDoc<'_>>,
    units: Units,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<CashMaximum> {
    let Some(document) = document else { return Some(CashMaximum::default()) };
    let CashMaximumDoc { points, amount, share, .. } = document;
    if points.is_none() && amount.is_none() && share.is_none() && !report.has_errors() {
        let message = format_args!("a maximum without a number limits nothing");
        let help = "name `points`, `amount` or `share`, or leave it out";
        report.warn(Code::NoEffect, at, message, help);
    }
    let points = units.points_in(points.map(|Plain(points)| points), "points", at, report);
    let amount = units.amount_in(amount.map(|Plain(amount)| amount), "amount", at, report);
    let share = match share {
        None => Some(None),
        Some(Plain(Number(share))) => {
            percent(share, &at.field("share"), report).map(Rate::percent).map(Some)
        }
    };
    Some(CashMaximum { points: points?, amount: amount?, share: share? })
}

fn contradictions(cash: &Cash, units: Units, at: &Path<'_>, report: &mut Report) -> Option<()> {
    let most = cash.maximum.points;
    if let Some(most) = most.filter(|most| *most < cash.minimum || *most < cash.step) {
        let (most, least) = (units.written(most), units.written(cash.minimum.max(cash.step)));
        let message =
            format_args!("at most {most} points, but {least} are the least that is taken");
        report.error(Code::Contradiction, &at.field("maximum").field("points"), message);
        return None;
    }
    Some(())
}
