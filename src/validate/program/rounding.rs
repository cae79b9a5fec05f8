//! Habits of rounding.

use super::money::{Units, contradiction};
use crate::document::program::earning::TaxDoc;
use crate::document::program::offer::OfferRoundingDoc;
use crate::document::program::rounding::{
    AllocationDoc, FixedAmountsDoc, LeftoverDoc, LevelDoc, ModeDoc, RoundingDoc, SubjectDoc,
    TaxesDoc, TotalDoc, WeightsDoc, ZeroWeightsDoc,
};
use crate::problem::{Path, Report};
use crate::program::{DiscountRounding, Subject, TaxRules, Taxed};
use crate::value::{LeftOver, Level, Method, Money, Rounding, Spread, ZeroWeights};

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
    let subject = rounding.subject.map_or(Subject::Discount, subject);
    let rounding = DiscountRounding { mode, level, granularity, subject };
    price_of_order(rounding, &at.field("subject"), report)?;
    Some(rounding)
}

/// Refuses to round the price of the order, which has no price of its own: it is its lines'.
pub(super) fn price_of_order(
    rounding: DiscountRounding,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    if rounding.subject == Subject::Price && rounding.level == Level::Order {
        let message = format_args!("lines and units have a price, the order has none to round");
        contradiction(message, "let `level` be `line` or `unit`", at, report);
        return None;
    }
    Some(())
}

pub(super) fn subject(SubjectDoc(price): SubjectDoc) -> Subject {
    if price { Subject::Price } else { Subject::Discount }
}

/// The step that the order's total is rounded down to; the outer `None` is a problem.
pub(super) fn coin(
    document: Option<TotalDoc<'_>>,
    units: Units,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Option<Money>> {
    let Some(TotalDoc { mode: own, granularity, .. }) = document else { return Some(None) };
    if !matches!(own.map_or(Rounding::Floor, mode), Rounding::Floor | Rounding::TowardsZero) {
        let message = format_args!("it could raise what is to be paid");
        contradiction(message, "`floor`: the difference is a discount", &at.field("mode"), report);
        return None;
    }
    units.positive_amount(granularity?, &at.field("granularity"), report).map(Some)
}

/// How offers share amounts over lines.
pub(super) fn spread(document: Option<AllocationDoc<'_>>) -> Spread {
    let AllocationDoc { weights, leftover, zero_weights, .. } = document.unwrap_or_default();
    Spread {
        method: match weights {
            None | Some(WeightsDoc::Proportional) => Method::Proportional,
            Some(WeightsDoc::Even) => Method::Even,
            Some(WeightsDoc::ByQuantity) => Method::ByQuantity,
        },
        left_over: match leftover {
            None | Some(LeftoverDoc::LargestRemainder) => LeftOver::LargestRemainder,
            Some(LeftoverDoc::First) => LeftOver::First,
            Some(LeftoverDoc::Last) => LeftOver::Last,
            Some(LeftoverDoc::Heaviest) => LeftOver::Heaviest,
            Some(LeftoverDoc::NearestFront) => LeftOver::NearestFront,
            Some(LeftoverDoc::NearestBack) => LeftOver::NearestBack,
            Some(LeftoverDoc::Carry) => LeftOver::Carry,
        },
        zero_weights: match zero_weights {
            Some(ZeroWeightsDoc(true)) => ZeroWeights::Nothing,
            _ => ZeroWeights::Even,
        },
    }
}

/// What prices are as to tax, and how thresholds count it when they do not say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Taxes {
    exclude: bool,
    pub(super) thresholds: Option<TaxDoc>,
}

impl Taxes {
    pub(super) fn new(document: Option<&TaxesDoc<'_>>) -> Self {
        let Some(TaxesDoc { prices, thresholds, .. }) = document else { return Self::default() };
        Self { exclude: prices.is_some_and(|it| it.0), thresholds: *thresholds }
    }

    /// What the engine knows of tax. It comes on top of a total that is a coin, and would spoil it.
    pub(super) fn rules(
        self,
        document: Option<TaxesDoc<'_>>,
        coin: Option<Money>,
        units: Units,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<TaxRules> {
        let TaxesDoc { fixed_amounts, rounding, .. } = document.unwrap_or_default();
        let OfferRoundingDoc { mode: own, level: at_level, granularity, subject, .. } =
            rounding.unwrap_or_default();
        let at = at.field("tax");
        if self.exclude && coin.is_some() {
            let message = format_args!("tax comes on top of the total that is rounded");
            let help = "leave `rounding.total` out, or let prices `include` tax";
            contradiction(message, help, &at.field("prices"), report);
        }
        let at = at.field("rounding");
        if subject.is_some() {
            let message = format_args!("of a tax there is nothing else to round");
            contradiction(message, "leave it out", &at.field("subject"), report);
        }
        let granularity = units.amount_in(granularity, "granularity", &at, report)?;
        Some(TaxRules {
            excluded: self.exclude,
            amounts: match fixed_amounts {
                Some(FixedAmountsDoc::Gross) if self.exclude => Taxed::On,
                Some(FixedAmountsDoc::Net) if !self.exclude => Taxed::Out,
                _ => Taxed::AsGiven,
            },
            rounding: DiscountRounding {
                mode: own.map_or(Rounding::HalfUp, mode),
                level: at_level.map_or(Level::Line, level),
                granularity: granularity.unwrap_or(Money::SMALLEST),
                subject: Subject::Discount,
            },
        })
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
