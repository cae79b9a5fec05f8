//! Classes: the stage and the scores that a member has, and what they were reached from.
//!
//! `docs/semantics.md` §17 says what each comes to.

use super::eligibility::met;
use super::facts::Facts;
use super::measures::{Passed, WHOLE, billionths, last_order, measured, passed, window};
use super::values::value;
use crate::outcome::{Asked, Measured, ScoreInput, ScoreStatus, Unit};
use crate::program::{
    Bound, Elapsed, How, LifetimeValue, Matrix, MeasureId, Rfm, RfmPart, Rules, ScoreId, Selection,
    Since, Within,
};
use crate::value::{Id, Key, Money, Rounding, Window, div};

/// The place of the first stage that is met.
pub(super) fn stage(facts: &Facts<'_>) -> Option<i64> {
    let lifecycle = &facts.rules().lifecycle;
    if !facts.enrolled {
        return None;
    }
    for (stage, (_, when)) in (0..).zip(&lifecycle.stages) {
        if met(when, facts) {
            return Some(stage);
        }
    }
    lifecycle.otherwise.map(|stage| stage.0.into())
}

/// What a score comes to, in its own unit, and a matrix the place of a class; `None` where that is
/// not known.
pub(super) fn score(facts: &Facts<'_>, ScoreId(score): ScoreId) -> Option<i64> {
    let rules = facts.rules();
    match &rules.scores[usize::from(score)].how {
        How::Measure(of) => {
            let number = facts.number(*of)?;
            match measured(rules, *of).unit {
                Unit::Money => Some(number),
                unit => Some(held(billionths(rules, unit, number))),
            }
        }
        How::Weighted { inputs, skip_missing } => weighted(facts, inputs, *skip_missing),
        How::Rfm(rfm) => {
            let [recency, frequency, monetary] = PARTS.map(|of| rfm_part(facts, rfm, of));
            // The most that a part comes to is one more than its cut-offs.
            let base = if rfm.most_cuts() >= 9 { 100 } else { 10 };
            let digits = (recency? * base + frequency?) * base + monetary?;
            Some(digits.saturating_mul(WHOLE))
        }
        How::LifetimeValue(of) => lifetime(facts, of).value,
        How::Matrix(matrix) => cell(facts, matrix),
    }
}

/// What a score comes to; a matrix has classes alone.
pub(super) fn score_number(facts: &Facts<'_>, score: ScoreId) -> Option<i64> {
    facts.score(score).filter(|_| !is_matrix(facts.rules(), score))
}

fn is_matrix(rules: &Rules, ScoreId(score): ScoreId) -> bool {
    matches!(rules.scores[usize::from(score)].how, How::Matrix(_))
}

/// What a score is counted in.
pub(super) fn score_unit(rules: &Rules, ScoreId(score): ScoreId) -> Unit {
    match &rules.scores[usize::from(score)].how {
        How::LifetimeValue(_) => Unit::Money,
        How::Measure(of) if measured(rules, *of).unit == Unit::Money => Unit::Money,
        _ => Unit::Rate,
    }
}

/// The class of a score, by its number; `None` within `Some` where the score is below all of them.
pub(super) fn class(facts: &Facts<'_>, score: ScoreId) -> Option<Option<usize>> {
    let value = facts.score(score)?;
    if is_matrix(facts.rules(), score) {
        return usize::try_from(value).ok().map(Some);
    }
    let classes = &facts.rules().scores[usize::from(score.0)].classes;
    Some(classes.iter().rposition(|(_, from)| *from <= value))
}

/// The class that a matrix has for two classes, where both are known.
fn cell(facts: &Facts<'_>, matrix: &Matrix) -> Option<i64> {
    let row = class(facts, matrix.rows)??;
    let column = class(facts, matrix.columns)??;
    let columns = facts.rules().scores[usize::from(matrix.columns.0)].classes.len();
    matrix.cells.get(row * columns + column).map(|class| i64::from(*class))
}

fn held(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })
}

fn money(minor: i128) -> i64 {
    Money::clamped(held(minor)).minor()
}

/// The sum of weights × inputs ÷ the sum of weights, all of them in billionths.
fn weighted(facts: &Facts<'_>, inputs: &[(MeasureId, i64)], skip_missing: bool) -> Option<i64> {
    let rules = facts.rules();
    let (mut sum, mut weights) = (0_i128, 0_i128);
    for (input, weight) in inputs {
        let Some(number) = facts.number(*input) else {
            if skip_missing {
                continue;
            }
            return None;
        };
        let number = i128::from(held(billionths(rules, measured(rules, *input).unit, number)));
        sum = sum.saturating_add(number.saturating_mul(i128::from(*weight)));
        weights += i128::from(*weight);
    }
    (weights > 0).then(|| held(div(sum, weights, Rounding::HalfUp)))
}

const PARTS: [RfmPart; 3] = [RfmPart::Recency, RfmPart::Frequency, RfmPart::Monetary];

/// A part of a score that has parts.
pub(super) fn part(facts: &Facts<'_>, ScoreId(score): ScoreId, of: RfmPart) -> Option<i64> {
    match &facts.rules().scores[usize::from(score)].how {
        How::Rfm(rfm) => rfm_part(facts, rfm, of),
        _ => None,
    }
}

/// One more than the cut-offs that are reached.
fn rfm_part(facts: &Facts<'_>, rfm: &Rfm, of: RfmPart) -> Option<i64> {
    let reached = match of {
        RfmPart::Recency => {
            last_order(facts, Window::ALWAYS, Selection::default())?;
            let recent = |cut: &&crate::value::Duration| {
                let least = Some((**cut, Bound::Included));
                let since = Since::LastOrder(Selection::default(), Within::Lifetime);
                passed(facts, &Elapsed { since, least, most: None }) != Passed::Yes
            };
            rfm.recency.iter().filter(recent).count()
        }
        RfmPart::Frequency => {
            let orders = facts.number(rfm.orders)?;
            rfm.frequency.iter().filter(|cut| i64::from(**cut) <= orders).count()
        }
        RfmPart::Monetary => {
            let spend = facts.number(rfm.spend)?;
            rfm.monetary.iter().filter(|cut| cut.minor() <= spend).count()
        }
    };
    i64::try_from(reached + 1).ok()
}

/// What a lifetime value is reckoned from.
#[derive(Default)]
struct Lifetime {
    /// Brought to a year, in minor units.
    margin: Option<i64>,
    /// In billionths.
    retention: Option<i64>,
    /// In billionths.
    discount: i64,
    value: Option<i64>,
}

/// Gupta and Lehmann, Customers as assets, Journal of Interactive Marketing 17 (2003): the margin
/// of a year × retention ÷ (1 + discount − retention).
fn lifetime(facts: &Facts<'_>, of: &LifetimeValue) -> Lifetime {
    let whole = i128::from(WHOLE);
    let discount = of.discount.apply(WHOLE, Rounding::HalfUp, 1);
    let mut lifetime =
        Lifetime { retention: value(of.retention, facts), discount, ..Lifetime::default() };
    let days = days_within(facts, of);
    let (Some(days), Some(spend), Some(margin)) =
        (days, facts.number(of.spend), value(of.margin, facts))
    else {
        return lifetime;
    };
    // At most 2^53 × 365 × 10^9, below 2^92; with the retention below 2^122.
    let yearly = i128::from(spend) * i128::from(LifetimeValue::YEAR_DAYS) * i128::from(margin);
    let per = i128::from(days) * whole;
    lifetime.margin = Some(money(div(yearly, per, Rounding::HalfUp)));
    let Some(retention) = lifetime.retention.map(i128::from) else { return lifetime };
    // Who never leaves, without a discount, is worth more than any number.
    let left = whole + i128::from(discount) - retention;
    if left > 0 {
        lifetime.value = Some(money(div(yearly * retention, per * left, Rounding::HalfUp)));
    }
    lifetime
}

/// Days of membership within the span, once they are enough.
fn days_within(facts: &Facts<'_>, of: &LifetimeValue) -> Option<i64> {
    let calendar = &facts.rules().calendar;
    let span = window(facts, of.within);
    let first = facts.member.joined_at?.max(span.from.unwrap_or(facts.member.joined_at?));
    let last = facts.now.min(span.until.unwrap_or(facts.now));
    let days = calendar.day_of(last).days_since(calendar.day_of(first));
    (days >= LifetimeValue::LEAST_DAYS).then_some(days)
}

/// Every score with what it was reached from; a guest has none.
pub(super) fn scores(facts: &Facts<'_>) -> Vec<ScoreStatus> {
    let (rules, mut scores) = (facts.rules(), Vec::new());
    for (score, of) in (0..).map(ScoreId).zip(&rules.scores) {
        if !facts.enrolled {
            break;
        }
        scores.push(ScoreStatus {
            score: of.id.clone(),
            unit: (!is_matrix(rules, score)).then(|| score_unit(rules, score)),
            value: score_number(facts, score),
            class: class_id(facts, score),
            inputs: inputs(facts, &of.how),
        });
    }
    scores
}

/// The name of a score's class.
pub(super) fn class_id(facts: &Facts<'_>, score: ScoreId) -> Option<Id> {
    let class = class(facts, score)??;
    Some(facts.rules().scores[usize::from(score.0)].classes.get(class)?.0.clone())
}

/// What a score was reached from.
fn inputs(facts: &Facts<'_>, how: &How) -> Vec<ScoreInput> {
    let rules = facts.rules();
    let mut inputs = Vec::new();
    let measure = |of: MeasureId| {
        let value = facts.number(of);
        ScoreInput { of: measured(rules, of), value, class: None }
    };
    let number = |fact: &'static str, unit: Unit, value: Option<i64>| {
        let of = Measured { asked: Asked { fact, name: None }, unit };
        ScoreInput { of, value, class: None }
    };
    match how {
        How::Measure(of) => inputs.push(measure(*of)),
        How::Weighted { inputs: of, .. } => inputs.extend(of.iter().map(|(of, _)| measure(*of))),
        How::Rfm(rfm) => {
            let last = last_order(facts, Window::ALWAYS, Selection::default());
            let days = last.map(|(_, day)| facts.today().days_since(day));
            inputs.push(number("since_last_order", Unit::Days, days));
            inputs.extend([measure(rfm.orders), measure(rfm.spend)]);
            for (of, name) in PARTS.into_iter().zip(["recency", "frequency", "monetary"]) {
                inputs.push(number(name, Unit::Count, rfm_part(facts, rfm, of)));
            }
        }
        How::LifetimeValue(of) => {
            let it = lifetime(facts, of);
            inputs.push(measure(of.spend));
            inputs.push(number("yearly_margin", Unit::Money, it.margin));
            inputs.push(number("retention", Unit::Share, it.retention));
            inputs.push(number("discount", Unit::Share, Some(it.discount)));
        }
        How::Matrix(matrix) => {
            for score in [matrix.rows, matrix.columns] {
                let name = Key::parse(rules.scores[usize::from(score.0)].id.as_str()).ok();
                let asked = Asked { fact: "score", name };
                let of = Measured { asked, unit: score_unit(rules, score) };
                let (value, class) = (score_number(facts, score), class_id(facts, score));
                inputs.push(ScoreInput { of, value, class });
            }
        }
    }
    inputs
}

#[cfg(test)]
#[cfg(all(feature = "tzdata", not(target_arch = "wasm32")))]
#[path = "classes_tests.rs"]
mod tests;
