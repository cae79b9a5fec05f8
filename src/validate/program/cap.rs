//! Caps and multipliers.

use super::Common;
use super::condition::{Conditions, Place};
use super::money::contradiction;
use super::selector::Selectors;
use super::table::{Cell, OfLines};
use super::time::window;
use crate::document::program::points::{CapDoc, Caps, CombineDoc, MultiplierDoc, MultipliersDoc};
use crate::problem::{Code, Path, Report};
use crate::program::{Cap, CapPer, Combine, Multiplier, Multipliers, RuleId, RuleSet, Selection};
use crate::value::{Decimal, Rate, Rounding, mul_div};

/// What caps are on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Capped {
    /// One rule, whose cap it is.
    Rule(RuleId),
    /// Several rules, or all.
    Rules,
    /// What a member sends to others, whatever rule gave it.
    Transfers,
}

/// The caps of the field `caps`.
pub(super) fn caps(
    list: Option<Caps<'_>>,
    capped: Capped,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Box<[Cap]>> {
    let caps = list.unwrap_or_default().each(&at.field("caps"), report, |document, at, report| {
        cap(document, capped, conditions, at, report)
    });
    caps.map(Into::into)
}

fn cap(
    document: CapDoc<'_>,
    capped: Capped,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Cap> {
    let CapDoc { points, per, over, rules, .. } = document;
    let points = conditions.amount(points, Cell::Points, &at.field("points"), report);
    let place = at.field("per");
    let per = conditions.common.per(per?.0, &place, report);
    if let Some(CapPer::Cycle(cycle)) = per {
        conditions.selectors.looks.cycle(cycle, 0, &place, report);
    }
    if capped != Capped::Rules && rules.is_some() {
        let message = format_args!("a cap that rules share stands in `points.caps`");
        contradiction(message, "leave `rules` out", &at.field("rules"), report);
        return None;
    }
    let rules = match capped {
        Capped::Rule(own) => Some(RuleSet(Some(Box::new([own])))),
        Capped::Transfers if per == Some(CapPer::Balance) => {
            let message = format_args!("who sends points has fewer after it");
            let help = "`order` caps each transfer, a period or `lifetime` all of it";
            contradiction(message, help, &place, report);
            None
        }
        Capped::Transfers => Some(RuleSet::default()),
        Capped::Rules => conditions.common.rules(rules, at, report),
    };
    Some(Cap { points: points?, per: per?, refuse: over.unwrap_or_default().0, rules: rules? })
}

pub(super) fn multipliers(
    document: MultipliersDoc<'_>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Multipliers> {
    let MultipliersDoc { combine, apply, rules, .. } = document;
    let combine = match combine {
        None | Some(CombineDoc::Highest) => Combine::Highest,
        Some(CombineDoc::Add) => Combine::Add,
        Some(CombineDoc::Multiply) => Combine::Multiply,
    };
    let rules = rules?.each_distinct(&at.field("rules"), report, |it, at, report| {
        multiplier(it, common, selectors, at, report)
    });
    let after_rounding = apply.unwrap_or_default().0;
    Some(Multipliers { combine, after_rounding, rules: rules?.into() })
}

fn multiplier(
    document: MultiplierDoc<'_>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Multiplier> {
    let MultiplierDoc { id, by, when, window: period, of, rules, .. } = document;
    let window = window(period, common.calendar.as_ref(), &at.field("window"), report);
    let of = selectors.of(of, common, at, report);
    let rules = common.rules(rules, at, report);
    let target = Selection::default();
    let mut conditions = Conditions::new(common, selectors, target, Place::Order);
    let when = conditions.scheduled(when, document.schedule, at, report);
    let by = conditions.amount_of(OfLines::Own, by, Cell::Factor, &at.field("by"), report);
    Some(Multiplier {
        id: id?.0,
        offer: None,
        by: by?,
        when: when?,
        window: window?,
        of: of?,
        rules: rules?,
    })
}

/// A factor from 0 to 1,000, in billionths.
pub(super) fn factor(written: Decimal, at: &Path<'_>, report: &mut Report) -> Option<i64> {
    if written < Decimal::ZERO || written > Decimal::from(1_000) {
        let message = format_args!("`{written}` is not between 0 and 1000");
        report.between(0, 1_000).error(Code::OutOfRange, at, message);
        return None;
    }
    // At most nine decimals: nothing is rounded.
    let rate = Rate::from_decimal(written);
    mul_div(rate.numerator(), 1_000_000_000, rate.denominator(), Rounding::Floor)
}
