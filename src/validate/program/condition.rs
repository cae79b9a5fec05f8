//! Conditions: `when`.

use super::Common;
use super::money::contradiction;
use super::selector::Selectors;
use super::times::{all, time_fact};
use crate::document::leaf::PointsText;
use crate::document::program::condition::{AtLeastDoc, BalanceDoc, ConditionDoc};
use crate::document::program::selector::SelectorDoc;
use crate::document::shape::List;
use crate::problem::{Code, Path, Report};
use crate::program::{Balance, Condition, FactId, LadderId, Selection};
use crate::value::Points;

/// What reading a condition needs to know.
pub(super) struct Conditions<'p, 'v> {
    pub(super) common: &'p Common<'v>,
    pub(super) selectors: &'p mut Selectors,
    /// The goods that a condition is about when it does not say: the offer's target.
    pub(super) target: Selection,
    pub(super) place: Place,
}

/// Where a condition stands, and so what may stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// An order is at hand, whose goods and number can be asked for.
    Order,
    /// Something else happens, or something is asked for: facts about the member and the time.
    Occasion,
    /// `enter` and `stay` of a ladder's levels: facts about the member, levels of other ladders
    /// and `invited`. What a measure counts that does not say is what the ladder counts.
    Level(LadderId),
    /// Segments and stages: facts about the member.
    Member,
    /// Schedules: facts about time.
    Time,
}

impl Place {
    /// With an order at hand, or without.
    pub(super) fn with_order(is: bool) -> Self {
        if is { Self::Order } else { Self::Occasion }
    }
}

/// A bound, as it is written.
type Bound<'b> = (&'static str, Option<PointsText<'b>>, [Option<i64>; 2]);

impl<'p, 'v> Conditions<'p, 'v> {
    pub(super) fn new(
        common: &'p Common<'v>,
        selectors: &'p mut Selectors,
        target: Selection,
        place: Place,
    ) -> Self {
        Self { common, selectors, target, place }
    }

    /// `when` and `schedule` together.
    pub(super) fn scheduled(
        &mut self,
        when: Option<ConditionDoc<'_>>,
        schedule: Option<ConditionDoc<'_>>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        let when = self.when(when, at, report);
        let Some(schedule) = schedule else { return when };
        let place = std::mem::replace(&mut self.place, Place::Time);
        let schedule = self.condition(schedule, &at.field("schedule"), report);
        self.place = place;
        Some(Condition::All([when?, schedule?].into()))
    }

    /// `when`, or the condition that is always met.
    pub(super) fn when(
        &mut self,
        document: Option<ConditionDoc<'_>>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        match document {
            None => Some(Condition::always()),
            Some(document) => self.condition(document, &at.field("when"), report),
        }
    }

    /// A condition in a field whose place is `at`.
    pub(super) fn condition(
        &mut self,
        document: ConditionDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        if self.place == Place::Time && !of_time(&document) {
            let message = format_args!("a schedule is made of facts about time alone");
            let help = "with `all`, `any` and `not`; the rest belongs into `when`";
            contradiction(message, help, at, report);
            return None;
        }
        Some(match document {
            ConditionDoc::Enrolled => Condition::Enrolled,
            ConditionDoc::All(of) => all(self.list(of, &at.field("all"), report)?),
            ConditionDoc::Any(of) => Condition::Any(self.list(of, &at.field("any"), report)?),
            ConditionDoc::Not(inner) => {
                let at = at.field("not");
                let inner = inner.now(&at, report)?;
                if matches!(inner, ConditionDoc::Not(_)) {
                    let message = format_args!("a `not` of a `not` says nothing");
                    report.warn(Code::NoEffect, &at, message, "leave both out");
                }
                Condition::Not(Box::new(self.condition(inner, &at, report)?))
            }
            ConditionDoc::AtLeast(at_least) => {
                self.at_least(at_least, &at.field("at_least"), report)?
            }
            ConditionDoc::Amount(amount) => {
                let at = at.field("amount");
                let of = self.fact(amount.of, &at, report);
                let needs = amount.at_least.and_then(|text| {
                    self.common.units.positive_amount(text, &at.field("at_least"), report)
                });
                Condition::Amount { at_least: needs?, of: of? }
            }
            ConditionDoc::Units(units) => {
                let of = self.fact(units.of, &at.field("units"), report);
                Condition::Units { at_least: units.at_least?.0, of: of? }
            }
            ConditionDoc::Tier(tier) => self.common.tier_fact(tier, &at.field("tier"), report)?,
            ConditionDoc::Segment(segment) => {
                self.common.segment_fact(segment, &at.field("segment"), report)?
            }
            ConditionDoc::Balance(of) => self.balance(&of, &at.field("balance"), report)?,
            time => time_fact(time, self.common, at, report)?,
        })
    }

    fn balance(
        &self,
        of: &BalanceDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        let pool = self.common.pool(of.pool.as_ref(), at, report);
        // How far the least and the most are off each.
        let bounds: [Bound<'_>; 5] = [
            ("at_least", of.at_least, [Some(0), None]),
            ("above", of.above, [Some(1), None]),
            ("at_most", of.at_most, [None, Some(0)]),
            ("below", of.below, [None, Some(-1)]),
            ("equals", of.equals, [Some(0), Some(0)]),
        ];
        if bounds.iter().all(|(_, bound, _)| bound.is_none()) {
            let message = format_args!("a measure without bounds is always met");
            let help = "name `at_least`, `above`, `at_most`, `below` or `equals`";
            contradiction(message, help, at, report);
            return None;
        }
        let (mut least, mut most) = (i64::MIN, i64::MAX);
        for (name, bound, [from, to]) in bounds {
            let Some(bound) = bound else { continue };
            let count = self.common.units.points(bound, 0, &at.field(name), report)?.count();
            least = least.max(from.map_or(least, |off| count + off));
            most = most.min(to.map_or(most, |off| count + off));
        }
        if least > most {
            let message = format_args!("nothing is within these bounds");
            report.error(Code::Contradiction, at, message);
            return None;
        }
        let (least, most) = (Points::clamped(least), Points::clamped(most));
        Some(Condition::Balance(Box::new(Balance { pool: pool?, least, most })))
    }

    fn at_least(
        &mut self,
        AtLeastDoc { n, of, .. }: AtLeastDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        let of = of.and_then(|of| self.list(of, &at.field("of"), report));
        let (needs, of) = (u32::try_from(n?.0).ok()?, of?);
        if needs as usize > of.len() {
            let message = format_args!("{needs} of {} conditions can never be met", of.len());
            report.error(Code::Contradiction, &at.field("n"), message);
            return None;
        }
        Some(Condition::AtLeast { needs, of })
    }

    fn list<'l, const MAX: i64>(
        &mut self,
        list: List<'l, ConditionDoc<'l>, MAX>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Box<[Condition]>> {
        if list.is_empty() {
            let message = format_args!("a list of conditions names at least one");
            report.error(Code::Empty, at, message);
            return None;
        }
        let read = list.each(at, report, |it, at, report| self.condition(it, at, report))?;
        Some(read.into())
    }

    pub(super) fn fact(
        &mut self,
        of: Option<SelectorDoc<'_>>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<FactId> {
        if self.place != Place::Order {
            let message = format_args!("there is no order here whose goods could count");
            contradiction(message, "such a condition needs a rule that an order fires", at, report);
            return None;
        }
        let selection = match of {
            None => self.target,
            Some(document) => self.selectors.selection(document, &at.field("of"), report)?,
        };
        Some(self.selectors.fact(selection))
    }
}

/// Whether a condition may stand in a schedule.
fn of_time(document: &ConditionDoc<'_>) -> bool {
    use ConditionDoc::{All, Any, Dates, DaysOfMonth, During, Hours, Not, Weekdays, Yearly};
    matches!(
        document,
        All(_)
            | Any(_)
            | Not(_)
            | During(_)
            | Weekdays(_)
            | Hours(_)
            | DaysOfMonth(_)
            | Dates(_)
            | Yearly(_)
    )
}

/// Reports two fields of which exactly one says something.
pub(super) fn exactly_one(
    given: [bool; 2],
    fields: &str,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    let one = given[0] != given[1];
    // A field that could not be read was reported already.
    if given == [true; 2] || !one && !report.has_errors() {
        let message = format_args!("exactly one of {fields} is given");
        report.error(Code::NotOneChoice, at, message);
    }
    one.then_some(())
}
