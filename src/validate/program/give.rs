//! How many points a rule gives.

use super::Common;
use super::condition::{Conditions, Place};
use super::money::{contradiction, more_than_zero};
use super::rounding::mode;
use super::selector::Selectors;
use super::table::{ALIKE, Cell, OfLines};
use crate::document::leaf::{Keyed, Number, Tabled};
use crate::document::program::earning::{
    BasisDoc, EarnLevelDoc, GiveDoc, PerAmountDoc, PerQuantityDoc, StepsDoc, StreakDoc,
};
use crate::document::shape::Int;
use crate::problem::{Code, Path, Report};
use crate::program::{
    Amount, Basis, EarnLevel, Give, On, PerAmount, PerQuantity, PerUnit, Selection, Steps, Streak,
};
use crate::value::{Decimal, Rate, Rounding};

/// What reading `give` needs to know.
pub(super) struct Giving<'r, 'v> {
    pub(super) common: &'r Common<'v>,
    pub(super) selectors: &'r mut Selectors,
    /// What fires the rule; `None` when that could not be read, which has been reported.
    pub(super) on: Option<On>,
}

/// What of an event gives points.
enum Counted<'k> {
    Lines,
    Amount,
    Number(&'k str),
}

impl Giving<'_, '_> {
    pub(super) fn give(
        &mut self,
        document: GiveDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Give> {
        Some(match document {
            GiveDoc::Points(points) => {
                Give::Points(self.points(Some(points), ALIKE, at, report)?)
            }
            GiveDoc::PerAmount(document) => {
                Give::PerAmount(self.per_amount(document, &at.field("per_amount"), report)?)
            }
            GiveDoc::PerUnit(document) => {
                let at = at.field("per_unit");
                let brought = self.brings(&Counted::Lines, &at, report);
                let points = self.points(document.points, OfLines::Own, &at, report);
                let of = self.selectors.of(document.of, self.common, &at, report);
                brought?;
                Give::PerUnit(PerUnit { points: points?, of: of? })
            }
            GiveDoc::PerQuantity(document) => {
                Give::PerQuantity(self.per_quantity(document, &at.field("per_quantity"), report)?)
            }
            GiveDoc::Streak(document) => {
                Give::Streak(self.streak(document, &at.field("streak"), report)?)
            }
        })
    }

    /// The field `points`.
    fn points(
        &mut self,
        written: Option<Tabled<'_>>,
        of_lines: OfLines,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Amount> {
        self.number((written, Cell::Points, "points"), of_lines, at, report)
    }

    /// A field that is a number, or a table in its place.
    fn number(
        &mut self,
        (written, cell, field): (Option<Tabled<'_>>, Cell, &'static str),
        of_lines: OfLines,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Amount> {
        let place = Place::with_order(self.on.is_none_or(On::has_lines));
        Conditions::new(self.common, self.selectors, Selection::default(), place).amount_of(
            of_lines,
            written,
            cell,
            &at.field(field),
            report,
        )
    }

    fn per_amount(
        &mut self,
        document: PerAmountDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<PerAmount> {
        let brought = self.brings(&Counted::Amount, at, report);
        let of_lines = [
            ("of", document.of.is_some()),
            ("basis", document.basis.is_some()),
            ("level", document.level.is_some()),
            ("shipping", document.shipping.is_some()),
            ("tax", document.tax.is_some()),
        ];
        let told = self.tells_of_lines(&of_lines, at, report);
        let points = self.points(document.points, OfLines::NotYet, at, report);
        let step = (document.amount, Cell::Positive, "amount");
        let amount = self.number(step, OfLines::NotYet, at, report);
        let basis = match document.basis {
            None | Some(BasisDoc::Paid) => Basis::Paid,
            Some(BasisDoc::AfterDiscounts) => Basis::AfterDiscounts,
            Some(BasisDoc::BeforeDiscounts) => Basis::BeforeDiscounts,
        };
        let level = match document.level {
            None | Some(EarnLevelDoc::Order) => EarnLevel::Order,
            Some(EarnLevelDoc::Line) => EarnLevel::Line,
            Some(EarnLevelDoc::Unit) => EarnLevel::Unit,
        };
        let granted = self.common.granted;
        let steps = steps(document.steps, document.rounding.map(mode), granted, at, report);
        let of = self.selectors.of(document.of, self.common, at, report);
        let carried = document.fractions.unwrap_or_default().0;
        if carried && (level != EarnLevel::Order || steps.is_some_and(|it| it != Steps::Full)) {
            let message = format_args!("only full steps of a whole order leave one rest to carry");
            let help = "leave `level` and `steps` out, or set `fractions` to `dropped`";
            contradiction(message, help, &at.field("fractions"), report);
            return None;
        }
        brought?;
        told?;
        Some(PerAmount {
            points: points?,
            amount: amount?,
            basis,
            steps: steps?,
            level,
            of: of?,
            shipping: document.shipping.unwrap_or_default().0,
            tax: self.common.taxes.of(document.tax),
            carried,
        })
    }

    fn per_quantity(
        &mut self,
        document: PerQuantityDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<PerQuantity> {
        let PerQuantityDoc { points, attribute, per, of, steps, .. } = document;
        let points = self.points(points, OfLines::NotYet, at, report);
        let told = self.tells_of_lines(&[("of", of.is_some())], at, report);
        let of = self.selectors.of(of, self.common, at, report);
        let steps = self::steps(steps, None, self.common.granted, at, report);
        let per = per.map_or(Decimal::ONE, |Number(per)| per);
        let positive = more_than_zero(per > Decimal::ZERO, &at.field("per"), report);
        let Keyed(attribute) = attribute?;
        let brought = self.brings(&Counted::Number(attribute.as_str()), at, report);
        told?;
        positive?;
        brought?;
        let per = Rate::from_decimal(per);
        Some(PerQuantity { points: points?, attribute, per, of: of?, steps: steps? })
    }

    fn streak(
        &self,
        document: StreakDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Streak> {
        let StreakDoc { days, after_last, missed, milestones, .. } = document;
        if self.on.is_some_and(|on| !matches!(on, On::Activity(_))) {
            let message = format_args!("a run is of days on which an activity is reported");
            contradiction(message, "let the rule be `on` an activity", at, report);
            return None;
        }
        let units = self.common.units;
        let (place, days) = (at.field("days"), days?);
        if days.is_empty() {
            let message = format_args!("a streak has at least one day");
            report.error(Code::Empty, &place, message);
            return None;
        }
        let days = days.each(&place, report, |it, at, report| units.points(it, 0, at, report));
        let mut reached = 0;
        let milestones = milestones.unwrap_or_default();
        let milestones = milestones.each(&at.field("milestones"), report, |it, at, report| {
            let points = units.points_in(it.points, "points", at, report);
            let Int(day) = it.day?;
            if day <= reached {
                let message = format_args!("day {day} does not come after day {reached}");
                contradiction(message, "list milestones by day", &at.field("day"), report);
                return None;
            }
            reached = day;
            Some((u32::try_from(day).ok()?, points??))
        });
        Some(Streak {
            days: days?.into(),
            hold: after_last.unwrap_or_default().0,
            keep: missed.unwrap_or_default().0,
            milestones: milestones?.into(),
        })
    }

    /// Whether what fires the rule brings what is counted.
    fn brings(&self, counted: &Counted<'_>, at: &Path<'_>, report: &mut Report) -> Option<()> {
        let on = self.on?;
        if on.has_lines() {
            return Some(());
        }
        let (On::Activity(id), Counted::Amount | Counted::Number(_)) = (on, counted) else {
            let message = format_args!("what fires this rule has no lines that could earn");
            contradiction(message, "give `points`, or let it be `on` an order", at, report);
            return None;
        };
        let activity = self.common.activities.as_ref()?.get(usize::from(id.0))?;
        let (carried, name) = match *counted {
            Counted::Number(name) => (activity.carries_quantity && name == "quantity", name),
            _ => (activity.carries_amount, "amount"),
        };
        if !carried {
            let message = format_args!("the activity `{}` carries no `{name}`", activity.id);
            let help = "its `carries` lists what its events bring: `amount`, `quantity`";
            contradiction(message, help, at, report);
        }
        carried.then_some(())
    }

    /// Whether no field tells of lines where there are none.
    fn tells_of_lines(
        &self,
        fields: &[(&'static str, bool)],
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<()> {
        let Some(On::Activity(_)) = self.on else { return Some(()) };
        let mut told = Some(());
        for (name, _) in fields.iter().filter(|(_, given)| *given) {
            let message = format_args!("an activity has no lines: `{name}` says nothing");
            contradiction(message, "leave it out", &at.field(name), report);
            told = None;
        }
        told
    }
}

/// What a part of a step earns; `rounding` is the field, `granted` the programme's habit.
fn steps(
    document: Option<StepsDoc>,
    rounding: Option<Rounding>,
    granted: Rounding,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Steps> {
    Some(match (document, rounding) {
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
            contradiction(message, help, &at.field("rounding"), report);
            return None;
        }
        (None | Some(StepsDoc::Full), None) => Steps::Full,
        (Some(StepsDoc::Started), None) => Steps::Started,
    })
}
