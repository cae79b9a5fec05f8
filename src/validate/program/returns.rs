//! What returns take back and give back.

use super::Common;
use super::money::contradiction;
use super::rounding::mode;
use crate::document::program::points::{ExpiredDoc, ReturnsDoc, ShortfallDoc, SpentDoc};
use crate::document::program::time::DurationDoc;
use crate::problem::{Path, Report};
use crate::program::{Clawback, ExpiredBack, Returns, Shortfall, SpentBack};
use crate::value::Rounding;

pub(super) fn returns(
    document: Option<ReturnsDoc<'_>>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Returns> {
    let habit = Returns::default();
    let Some(document) = document else { return Some(habit) };
    let clawback = if document.clawback.unwrap_or_default().0 {
        let today = document.rules_of.unwrap_or_default().0;
        Clawback::Recomputed { today, rounding: document.rounding.map_or(Rounding::Floor, mode) }
    } else {
        let idle =
            [("rules_of", document.rules_of.is_some()), ("rounding", document.rounding.is_some())];
        for (field, _) in idle.iter().filter(|(_, given)| *given) {
            says_nothing(field, "`clawback` is `recomputed`", at, report);
        }
        Clawback::Earned
    };
    let floor = common.units.points_in(document.floor, "floor", at, report);
    let shortfall = match document.shortfall {
        None | Some(ShortfallDoc::Negative) => Shortfall::Negative { floor: floor? },
        Some(other) => {
            if document.floor.is_some() {
                says_nothing("floor", "`shortfall` is `negative`", at, report);
            }
            if other == ShortfallDoc::Forgiven { Shortfall::Forgiven } else { Shortfall::Refuse }
        }
    };
    let spent = match document.spent {
        None | Some(SpentDoc::ProRata) => SpentBack::ProRata,
        Some(SpentDoc::FullReturn) => SpentBack::FullReturn,
        Some(SpentDoc::Never) => SpentBack::Never,
    };
    let expired = match document.expired {
        None => habit.expired,
        Some(ExpiredDoc::Renewed) => ExpiredBack::Renewed,
        Some(ExpiredDoc::Lost) => ExpiredBack::Lost,
        Some(ExpiredDoc::MinimumLife(life)) => {
            let at = at.field("expired");
            let DurationDoc(life) = life.now(&at.field("minimum_life"), report)?;
            ExpiredBack::MinimumLife(life)
        }
    };
    let caps_released = document.caps.unwrap_or_default().0;
    let other_lots = !document.from.unwrap_or_default().0;
    Some(Returns { clawback, caps_released, other_lots, shortfall, spent, expired })
}

fn says_nothing(field: &str, unless: &str, at: &Path<'_>, report: &mut Report) {
    let message = format_args!("`{field}` says nothing unless {unless}");
    contradiction(message, "leave it out", &at.field(field), report);
}
