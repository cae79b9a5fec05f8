//! Habits of rounding.

use super::money::Units;
use crate::document::program::earning::TaxDoc;
use crate::document::program::rounding::{LevelDoc, ModeDoc, RoundingDoc, TaxesDoc};
use crate::problem::{Path, Report};
use crate::program::{DiscountRounding, Taxed};
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

/// What prices are as to tax, and how thresholds count it when they do not say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Taxes {
    exclude: bool,
    pub(super) thresholds: Option<TaxDoc>,
}

impl Taxes {
    pub(super) fn new(document: Option<TaxesDoc<'_>>) -> Self {
        let TaxesDoc { prices, thresholds, .. } = document.unwrap_or_default();
        Self { exclude: prices.is_some_and(|it| it.0), thresholds }
    }

    /// What becomes of the tax of an amount that is to count so.
    pub(super) fn of(self, wanted: Option<TaxDoc>) -> Taxed {
        match wanted {
            Some(TaxDoc::Include) if self.exclude => Taxed::On,
            Some(TaxDoc::Exclude) if !self.exclude => Taxed::Out,
            _ => Taxed::AsGiven,
        }
    }
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
