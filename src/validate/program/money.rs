//! Amounts and points as people write them in a programme.

use crate::document::leaf::{PointsText, bad_decimal};
use crate::document::shape::Text;
use crate::problem::{Code, Given, Path, Report};
use crate::value::bounds::{MAX_LOT_POINTS, MAX_ORDER_MINOR};
use crate::value::{Currency, Decimal, DecimalError, Money, Points, Written};

/// What amounts and points of a programme are counted in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Units {
    /// `None` when the programme's own is not known, which has been reported.
    pub(super) currency: Option<Currency>,
    /// Decimal digits of a point.
    pub(super) point_decimals: u8,
}

impl Units {
    /// An amount in major units, from zero up to the largest order.
    pub(super) fn amount(
        self,
        Text(text): Text<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Money> {
        let amount = match self.currency?.parse_major(text) {
            Ok(amount) => amount,
            Err(error) => {
                bad_decimal(text, error, at, report);
                return None;
            }
        };
        if text.starts_with('-') || amount.minor() > MAX_ORDER_MINOR {
            let most = self.currency?.format_major(Money::clamped(MAX_ORDER_MINOR));
            let message = format_args!("`{text}` is not between 0 and {most}");
            let limits = [("minimum", Given::Number(0)), ("maximum", Given::Text(&most))];
            report.with(&limits).error(Code::OutOfRange, at, message);
            return None;
        }
        Some(amount)
    }

    /// An amount of more than zero.
    pub(super) fn positive_amount(
        self,
        text: Text<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Money> {
        let amount = self.amount(text, at, report)?;
        more_than_zero(amount > Money::ZERO, at, report)?;
        Some(amount)
    }

    /// An amount of more than zero in a field that may be absent.
    #[inline(never)]
    pub(super) fn amount_in(
        self,
        written: Option<Text<'_>>,
        field: &'static str,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Option<Money>> {
        match written {
            None => Some(None),
            Some(text) => self.positive_amount(text, &at.field(field), report).map(Some),
        }
    }

    /// Points of more than zero in a field that may be absent.
    #[inline(never)]
    pub(super) fn points_in(
        self,
        written: Option<PointsText<'_>>,
        field: &'static str,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Option<Points>> {
        match written {
            None => Some(None),
            Some(written) => self.positive_points(written, &at.field(field), report).map(Some),
        }
    }

    /// Points of more than zero, in smallest points.
    pub(super) fn positive_points(
        self,
        written: PointsText<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Points> {
        self.points(written, 1, at, report)
    }

    /// Points, at least so many, in smallest points: 0 or 1.
    pub(super) fn points(
        self,
        written: PointsText<'_>,
        least: i64,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Points> {
        let scale = 10_i64.pow(u32::from(self.point_decimals));
        let smallest = match written {
            PointsText::Whole(whole) => whole.checked_mul(scale),
            PointsText::Decimal(text) => match self.scaled(text, scale) {
                Ok(smallest) => smallest,
                Err(error) => {
                    bad_decimal(text, error, at, report);
                    return None;
                }
            },
        };
        if smallest.is_some_and(|count| count < least) {
            let than = if least > 0 { "more" } else { "not less" };
            let limit = if least > 0 { "above" } else { "minimum" };
            let report = report.with(&[(limit, Given::Number(0))]);
            report.error(Code::OutOfRange, at, format_args!("it must be {than} than zero"));
            return None;
        }
        let points = smallest.filter(|count| *count <= MAX_LOT_POINTS).and_then(Points::new);
        if points.is_none() {
            let message = format_args!("more than {} points", MAX_LOT_POINTS / scale);
            report.at_most(MAX_LOT_POINTS / scale).error(Code::OutOfRange, at, message);
        }
        points
    }

    /// Points as this programme writes them.
    pub(super) fn written(self, points: Points) -> Written {
        points.written(self.point_decimals)
    }

    /// A decimal text in smallest points; `None` past 64 bits.
    fn scaled(self, text: &str, scale: i64) -> Result<Option<i64>, DecimalError> {
        let decimal = Decimal::parse(text)?;
        if decimal.scale() > self.point_decimals {
            return Err(DecimalError::TooPrecise { allowed: self.point_decimals });
        }
        let up = scale / 10_i64.pow(u32::from(decimal.scale()));
        Ok(decimal.mantissa().checked_mul(up))
    }
}

/// A percentage of more than zero, at most a hundred.
pub(super) fn percent(written: Decimal, at: &Path<'_>, report: &mut Report) -> Option<Decimal> {
    if written <= Decimal::ZERO || written > Decimal::from(100) {
        let message = format_args!("`{written}` is not a percentage: more than 0, at most 100");
        let limits = [("maximum", Given::Number(100)), ("above", Given::Number(0))];
        report.with(&limits).error(Code::OutOfRange, at, message);
        return None;
    }
    Some(written)
}

pub(super) fn more_than_zero(is: bool, at: &Path<'_>, report: &mut Report) -> Option<()> {
    if !is {
        let report = report.with(&[("above", Given::Number(0))]);
        report.error(Code::OutOfRange, at, format_args!("it must be more than zero"));
    }
    is.then_some(())
}

/// The least multiple of the step that is not under the minimum: the least that is taken.
pub(super) fn stepped(
    minimum: Points,
    step: Points,
    units: Units,
    at: &Path<'_>,
    report: &mut Report,
) -> Points {
    if minimum.floor_to(step) != minimum {
        let (minimum, step) = (units.written(minimum), units.written(step));
        let message = format_args!("the minimum {minimum} is no multiple of the step {step}");
        let help = "the least that is taken is the next multiple";
        report.warn(Code::Contradiction, &at.field("minimum"), message, help);
    }
    minimum.ceil_to(step)
}

/// Reports fields that make no sense together.
#[cold]
pub(super) fn contradiction(
    message: core::fmt::Arguments<'_>,
    help: &str,
    at: &Path<'_>,
    report: &mut Report,
) {
    report.error_help(Code::Contradiction, at, message, help);
}
