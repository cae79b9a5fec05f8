//! Earning rules.

use super::condition::Conditions;
use super::money::Units;
use super::selector::Selectors;
use super::zone::window;
use super::{Common, mode};
use crate::document::leaf::Plain;
use crate::document::program::earning::{BasisDoc, EarningDoc, GiveDoc, PerAmountDoc, StepsDoc};
use crate::problem::{Code, Path, Report};
use crate::program::{
    Availability, Basis, EarnLevel, Earning, Give, On, PerAmount, PoolId, Selection, Steps,
};
use crate::value::Rounding;

pub(super) fn earning(
    document: EarningDoc<'_>,
    common: &Common,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Earning> {
    // There is one thing to earn on so far; `on` must be there so that its meaning never changes.
    let EarningDoc { id, window: period, when, give, .. } = document;
    let calendar = common.calendar.as_ref();
    let window = window(period, calendar, &at.field("window"), report);
    let target = Selection::default();
    let when = Conditions { units: common.units, selectors, target }.when(when, at, report);
    let give = give
        .and_then(|give| self::give(give, common.units, common.granted, &at.field("give"), report));
    Some(Earning {
        id: id?.0,
        on: On::Order,
        window: window?,
        when: when?,
        give: give?,
        pool: PoolId::default(),
        available: Availability::AtOnce,
        expires: None,
        caps: Box::default(),
        multiplied: true,
    })
}

fn give(
    document: GiveDoc<'_>,
    units: Units,
    granted: Rounding,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Give> {
    match document {
        GiveDoc::Points(Plain(points)) => {
            units.positive_points(points, &at.field("points"), report).map(Give::Points)
        }
        GiveDoc::PerAmount(per) => {
            per_amount(&per, units, granted, &at.field("per_amount"), report).map(Give::PerAmount)
        }
    }
}

fn per_amount(
    document: &PerAmountDoc<'_>,
    units: Units,
    granted: Rounding,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<PerAmount> {
    let points = document
        .points
        .and_then(|Plain(points)| units.positive_points(points, &at.field("points"), report));
    let amount = document
        .amount
        .and_then(|Plain(amount)| units.positive_amount(amount, &at.field("amount"), report));
    let basis = match document.basis {
        None | Some(BasisDoc::Paid) => Basis::Paid,
        Some(BasisDoc::AfterDiscounts) => Basis::AfterDiscounts,
        Some(BasisDoc::BeforeDiscounts) => Basis::BeforeDiscounts,
    };
    let rounding = document.rounding.map(mode);
    let steps = match (document.steps, rounding) {
        (Some(StepsDoc::Continuous), rounding) => {
            let rounding = rounding.unwrap_or(granted);
            if matches!(rounding, Rounding::Ceil | Rounding::AwayFromZero) {
                let message =
                    format_args!("rounding up grants more for many small orders than for one");
                report.warn(Code::Contradiction, at, message, "set `rounding` to `floor`");
            }
            Steps::Continuous(rounding)
        }
        (_, Some(_)) => {
            let message = format_args!("whole steps need no `rounding`");
            let help = "leave it out, or set `steps` to `continuous`";
            report.error_help(Code::Contradiction, &at.field("rounding"), message, help);
            return None;
        }
        (None | Some(StepsDoc::Full), None) => Steps::Full,
        (Some(StepsDoc::Started), None) => Steps::Started,
    };
    Some(PerAmount {
        points: points?,
        amount: amount?,
        basis,
        steps,
        level: EarnLevel::Order,
        of: Selection::default(),
        shipping: false,
        without_tax: false,
        carried: false,
    })
}
