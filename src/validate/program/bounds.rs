//! Bounds of numbers, whatever they are counted in.

use super::condition::Conditions;
use super::money::{Units, contradiction};
use super::number::{Counted, Of};
use super::time::length;
use crate::document::json::Value;
use crate::document::leaf::{Number, PointsText};
use crate::document::program::fact::{FactDoc, Is, Unit};
use crate::document::program::time::DurationDoc;
use crate::document::shape::{Read, Text, integer};
use crate::problem::{Code, Path, Report};
use crate::program::{Balance, Bound, Bounded, Condition, Elapsed, OrderNumber};
use crate::value::bounds::{MAX_NUMBER, MAX_UNITS};
use crate::value::{Decimal, Duration, Money, Points, Rate, Rounding, mul_div};

/// A bound of a time.
type End = Option<(Duration, Bound)>;

/// What a number lies within. Times are compared by their usual length.
pub(super) struct Range {
    pub(super) least: i64,
    pub(super) most: i64,
    shortest: End,
    longest: End,
}

/// How far the least and the most are off each bound, in the order of their names.
const OFF: [[Option<i64>; 2]; 5] =
    [[Some(0), None], [Some(1), None], [None, Some(0)], [None, Some(-1)], [Some(0), Some(0)]];

impl Conditions<'_, '_> {
    /// How far a step reaches, so that steps can be compared, and the condition that it is reached.
    pub(super) fn reached(
        &self,
        number: Counted,
        value: &Value<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<(i64, Condition)> {
        let (least, duration) = key(self.common.units, number.unit, value, 0, at, report)?;
        let shortest = duration.map(|duration| (duration, Bound::Included));
        let range = Range { least, most: i64::MAX, shortest, longest: None };
        Some((least, condition(number.of, &range)))
    }

    /// All bounds of a fact together.
    pub(super) fn range(
        &self,
        document: &FactDoc<'_>,
        unit: Unit,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Range> {
        range(self.common.units, document, unit, at, report)
    }
}

/// All bounds of a number together.
pub(super) fn range(
    units: Units,
    document: &FactDoc<'_>,
    unit: Unit,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Range> {
    let mut range = Range { least: i64::MIN, most: i64::MAX, shortest: None, longest: None };
    let (mut given, mut read) = (false, true);
    // Whatever can be under zero or not known says something by being at least zero.
    let floor = if document.fact.is == Is::Balance { i64::MIN } else { 0 };
    let least_written = match unit {
        Unit::Money | Unit::Units | Unit::Count => 1,
        Unit::Points => i64::from(floor == 0),
        _ => 0,
    };
    for (name, [from, to]) in unit.bounds().iter().zip(OFF) {
        let Some(value) = document.get(name) else { continue };
        given = true;
        // Nothing is under zero, and everything at least that.
        let open = matches!((from, to), (Some(0), None) | (None, Some(-1)));
        let least = if open { least_written } else { 0 };
        let at = at.field(name);
        let Some((key, duration)) = key(units, unit, value, least, &at, report) else {
            read = false;
            continue;
        };
        let included =
            if from == Some(0) || to == Some(0) { Bound::Included } else { Bound::Excluded };
        let end = duration.map(|duration| (duration, included));
        if let Some(off) = from.filter(|off| range.least < key + off) {
            (range.least, range.shortest) = (key + off, end);
        }
        if let Some(off) = to.filter(|off| key + off < range.most) {
            (range.most, range.longest) = (key + off, end);
        }
    }
    if !given {
        // What is misspelt was reported already, and may have been meant.
        if !document.is_known {
            return None;
        }
        let message = format_args!("a measure without bounds is always met");
        let help = match unit {
            Unit::Duration => "name `at_least`, `above`, `at_most` or `below`",
            _ => "name `at_least`, `above`, `at_most`, `below` or `equals`",
        };
        contradiction(message, help, at, report);
        return None;
    }
    if !read {
        return None;
    }
    if range.least.max(floor) > range.most {
        let message = format_args!("nothing is within these bounds");
        report.error(Code::Contradiction, at, message);
        return None;
    }
    Some(range)
}

/// A number as it is written, at least so much: 0 or 1. Of a duration also itself.
fn key(
    units: Units,
    unit: Unit,
    value: &Value<'_>,
    least: i64,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<(i64, Option<Duration>)> {
    let count = match unit {
        Unit::Money if least > 0 => {
            units.positive_amount(Text::read(value, at, report)?, at, report)?.minor()
        }
        Unit::Money => units.amount(Text::read(value, at, report)?, at, report)?.minor(),
        Unit::Units => integer(value, (least, MAX_UNITS), at, report)?,
        Unit::Count | Unit::Number => integer(value, (least, MAX_NUMBER), at, report)?,
        Unit::Points => {
            units.points(PointsText::read(value, at, report)?, least, at, report)?.count()
        }
        Unit::Share => billionths(value, 100, Rate::percent, at, report)?,
        Unit::Rate => billionths(value, MAX_NUMBER, Rate::from_decimal, at, report)?,
        Unit::Duration => {
            let DurationDoc(duration) = DurationDoc::read(value, at, report)?;
            // Twice, so that what is above it comes before what is at least a little longer.
            return Some((length(duration) * 2, Some(duration)));
        }
    };
    Some((count, None))
}

/// A decimal from zero up to a whole number, in billionths of the rate that it is.
pub(super) fn billionths(
    value: &Value<'_>,
    most: i64,
    rate: fn(Decimal) -> Rate,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<i64> {
    let Number(written) = Number::read(value, at, report)?;
    if written < Decimal::ZERO || written > Decimal::from(most) {
        let message = format_args!("`{written}` is not between 0 and {most}");
        report.between(0, most).error(Code::OutOfRange, at, message);
        return None;
    }
    let rate = rate(written);
    let in_billionths =
        |rounding| mul_div(rate.numerator(), 1_000_000_000, rate.denominator(), rounding);
    let exact = in_billionths(Rounding::Floor)?;
    if in_billionths(Rounding::Ceil) != Some(exact) {
        // Of all that is read here, only percent have digits to lose.
        let message = format_args!("`{written}` has more than 7 decimal digits");
        report.at_most(7).error(Code::TooManyDecimals, at, message);
        return None;
    }
    Some(exact)
}

/// The condition that a number is within bounds.
pub(super) fn condition(of: Of, range: &Range) -> Condition {
    let (least, most) = (range.least, range.most);
    match of {
        Of::Amount(of) => {
            Condition::Amount { of, least: Money::clamped(least), most: Money::clamped(most) }
        }
        Of::Units(of) => Condition::Units { of, least, most },
        Of::Balance(pool) => {
            let (least, most) = (Points::clamped(least), Points::clamped(most));
            Condition::Balance(Box::new(Balance { pool, least, most }))
        }
        Of::Time(since) => {
            let (least, most) = (range.shortest, range.longest);
            Condition::Elapsed(Box::new(Elapsed { since, least, most }))
        }
        Of::Measure(measure) => Condition::Measure(Bounded { measure, least, most }),
        Of::Order(what) => Condition::OrderNumber(Box::new(OrderNumber { what, least, most })),
    }
}
