//! Habits of rounding.

use super::money::Units;
use crate::document::program::rounding::{LevelDoc, ModeDoc, RoundingDoc};
use crate::problem::{Path, Report};
use crate::program::DiscountRounding;
use crate::value::{Level, Money, Rounding};

pub(super) fn discounts(
    rounding: &RoundingDoc<'_>,
    units: Units,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<DiscountRounding> {
    let granularity = match rounding.granularity {
        None => Money::SMALLEST,
        Some(text) => units.positive_amount(text, &at.field("granularity"), report)?,
    };
    let mode = rounding.money.map_or(Rounding::HalfUp, mode);
    let level = rounding.level.map_or(Level::Line, level);
    Some(DiscountRounding { mode, level, granularity })
}

pub(super) fn mode(document: ModeDoc) -> Rounding {
    match document {
        ModeDoc::Floor => Rounding::Floor,
        ModeDoc::Ceil => Rounding::Ceil,
        ModeDoc::HalfUp => Rounding::HalfUp,
        ModeDoc::HalfDown => Rounding::HalfDown,
        ModeDoc::HalfEven => Rounding::HalfEven,
        ModeDoc::HalfOdd => Rounding::HalfOdd,
        ModeDoc::TowardsZero => Rounding::TowardsZero,
        ModeDoc::AwayFromZero => Rounding::AwayFromZero,
    }
}

pub(super) fn level(document: LevelDoc) -> Level {
    match document {
        LevelDoc::Line => Level::Line,
        LevelDoc::Unit => Level::Unit,
        LevelDoc::Order => Level::Order,
    }
}
