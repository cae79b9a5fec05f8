//! Conditions: what combines them, and where they stand.

use super::Common;
use super::money::contradiction;
use super::selector::Selectors;
use super::time::length;
use super::times::all;
use crate::document::program::condition::{AtLeastDoc, ConditionDoc, ConditionDocs};
use crate::document::program::fact::{About, FactDoc};
use crate::document::shape::Read;
use crate::problem::{Code, Path, Report};
use crate::program::{
    Base, Bound, Condition, FactId, LadderId, MeasureId, OnDays, OrderFact, OrderWhat, PoolId,
    Selection, Since,
};
use crate::value::Duration;

/// What reading a condition needs to know.
pub(super) struct Conditions<'p, 'v> {
    pub(super) common: &'p Common<'v>,
    pub(super) selectors: &'p mut Selectors,
    /// The goods that a condition is about when it does not say: the offer's target.
    pub(super) target: Selection,
    pub(super) place: Place,
    /// The amounts that a condition is about when it does not say.
    pub(super) base: Base,
    /// The offer, by its index, that a condition is about when it does not say.
    pub(super) offer: Option<u32>,
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

impl<'p, 'v> Conditions<'p, 'v> {
    pub(super) fn new(
        common: &'p Common<'v>,
        selectors: &'p mut Selectors,
        target: Selection,
        place: Place,
    ) -> Self {
        Self { common, selectors, target, place, base: Base::List, offer: None }
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

    /// A condition whose place is `at`.
    pub(super) fn condition(
        &mut self,
        document: ConditionDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        Some(match document {
            ConditionDoc::Enrolled => {
                self.may_stand(About::Member, at, report)?;
                Condition::Enrolled
            }
            ConditionDoc::Invited => {
                self.may_stand(About::Member, at, report)?;
                if !matches!(self.place, Place::Level(_)) {
                    let message = format_args!("levels alone ask whether they are granted");
                    let help =
                        "`invited` stands in `enter` and `stay`; elsewhere ask for the `tier`";
                    contradiction(message, help, at, report);
                    return None;
                }
                Condition::Invited
            }
            ConditionDoc::All(of) => {
                let at = at.field("all");
                let of = self.list(&of, &at, report)?;
                self.can_hold(&of, &at, report)?;
                all(of)
            }
            ConditionDoc::Any(of) => Condition::Any(self.list(&of, &at.field("any"), report)?),
            ConditionDoc::Not(inner) => {
                let at = at.field("not");
                let inner = ConditionDoc::read(inner, &at, report)?;
                if matches!(inner, ConditionDoc::Not(_)) {
                    let message = format_args!("a `not` of a `not` says nothing");
                    report.warn(Code::NoEffect, &at, message, "leave both out");
                }
                Condition::Not(Box::new(self.condition(inner, &at, report)?))
            }
            ConditionDoc::AtLeast(at_least) => {
                self.may_stand(About::Member, at, report)?;
                self.at_least(at_least, &at.field("at_least"), report)?
            }
            ConditionDoc::Fact(fact, value) => self.fact(fact, value, at, report)?,
        })
    }

    /// Reports a fact about what there is not, or must not count, where the condition stands.
    pub(super) fn may_stand(&self, about: About, at: &Path<'_>, report: &mut Report) -> Option<()> {
        let (message, help) = match (self.place, about) {
            (Place::Time, About::Time)
            | (Place::Order, _)
            | (Place::Occasion, About::Member | About::Time)
            | (Place::Level(_) | Place::Member, About::Member) => return Some(()),
            (Place::Time, _) => (
                "a schedule is made of facts about time alone",
                "with `all`, `any` and `not`; the rest belongs into `when`",
            ),
            (_, About::Order) => (
                "there is no order here that could be asked about",
                "such a condition needs a rule that an order fires",
            ),
            _ => ("the time is no fact about a member", "what the member did has a span: `within`"),
        };
        contradiction(format_args!("{message}"), help, at, report);
        None
    }

    fn at_least(
        &mut self,
        AtLeastDoc { n, of, .. }: AtLeastDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        let of = of.and_then(|of| self.list(&of, &at.field("of"), report));
        let (needs, of) = (u32::try_from(n?.0).ok()?, of?);
        if needs as usize > of.len() {
            let message = format_args!("{needs} of {} conditions can never be met", of.len());
            report.error(Code::Contradiction, &at.field("n"), message);
            return None;
        }
        Some(Condition::AtLeast { needs, of })
    }

    fn list(
        &mut self,
        list: &ConditionDocs<'_>,
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
}

/// A number that a condition bounds, and between what.
#[derive(PartialEq, Eq)]
pub(super) enum Bounds<'c> {
    Amount(FactId),
    Units(FactId),
    Balance(PoolId),
    Measure(MeasureId),
    Order(OrderWhat),
    Time(&'c Since),
}

/// Between what a condition bounds a number, both included, if it does.
pub(super) fn bounds(condition: &Condition) -> Option<(Bounds<'_>, i64, i64)> {
    // Twice, so that what is excluded comes after what is included.
    let end = |end: &(Duration, Bound)| (length(end.0) * 2, i64::from(end.1 == Bound::Excluded));
    Some(match condition {
        Condition::Amount { of, least, most } => (Bounds::Amount(*of), least.minor(), most.minor()),
        Condition::Units { of, least, most } => (Bounds::Units(*of), *least, *most),
        Condition::Balance(it) => (Bounds::Balance(it.pool), it.least.count(), it.most.count()),
        Condition::Measure(it) => (Bounds::Measure(it.measure), it.least, it.most),
        Condition::OrderNumber(it) => (Bounds::Order(it.what), it.least, it.most),
        Condition::Elapsed(it) => {
            let least = it.least.as_ref().map_or(0, |least| end(least).0 + end(least).1);
            let most = it.most.as_ref().map_or(i64::MAX, |most| end(most).0 - end(most).1);
            (Bounds::Time(&it.since), least, most)
        }
        _ => return None,
    })
}

impl Conditions<'_, '_> {
    /// Reports conditions of which nothing meets both: they bound the same number, one is the `not`
    /// of the other, or they ask for different things of which there is one at a time.
    fn can_hold(&mut self, of: &[Condition], at: &Path<'_>, report: &mut Report) -> Option<()> {
        let mut can_hold = Some(());
        for (number, condition) in of.iter().enumerate() {
            let mut before = of[..number].iter().enumerate();
            let clash = before.find_map(|(at, it)| Some((at, self.clash(condition, it)?)));
            if let Some((other, help)) = clash {
                let message =
                    format_args!("nothing meets both this and condition {other} of the list");
                contradiction(message, help, &at.index(number), report);
                can_hold = None;
            }
        }
        can_hold
    }

    /// Why nothing meets both of two conditions, if that is so.
    fn clash(&mut self, one: &Condition, other: &Condition) -> Option<&'static str> {
        match () {
            () if leave_no_number(one, other) => Some("the two leave no number between them"),
            () if denies(one, other) || denies(other, one) => Some("one is the `not` of the other"),
            () if self.differ(one, other) => {
                Some("it is one at a time: list in one of them what either may be")
            }
            () => None,
        }
    }

    /// Whether two conditions ask for different days of the week, or different words of one kind
    /// that an order says; a region is in those above it, too.
    fn differ(&mut self, one: &Condition, other: &Condition) -> bool {
        match (one, other) {
            (Condition::Days(one), Condition::Days(other)) => match (&one.on, &other.on) {
                (OnDays::OfWeek(one), OnDays::OfWeek(other)) => one & other == 0,
                _ => false,
            },
            (Condition::OrderIs(one), Condition::OrderIs(other)) => {
                one.of == other.of
                    && !one.is.iter().any(|it| other.is.contains(it))
                    && one.of != self.selectors.order_fact(OrderFact::Region)
            }
            _ => false,
        }
    }
}

/// Whether one condition is the `not` of another. What says the same is equal once it is read: what
/// is asked for has a number then, and only one.
fn denies(one: &Condition, other: &Condition) -> bool {
    matches!(one, Condition::Not(inner) if **inner == *other)
}

/// Whether two conditions bound the same number, and leave none between them.
fn leave_no_number(one: &Condition, other: &Condition) -> bool {
    let (Some((bounded, least, most)), Some((other, other_least, other_most))) =
        (bounds(one), bounds(other))
    else {
        return false;
    };
    other == bounded && (most < other_least || other_most < least)
}

/// Reports two fields, or kinds of fields, of a fact of which exactly one says something.
pub(super) fn exactly_one(
    document: &FactDoc<'_>,
    given: [bool; 2],
    fields: &str,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    let one = given[0] != given[1];
    // What is misspelt was reported already, and may have been meant.
    if given == [true; 2] || !one && document.is_known {
        let message = format_args!("exactly one of {fields} is given");
        report.error(Code::NotOneChoice, at, message);
    }
    one.then_some(())
}
