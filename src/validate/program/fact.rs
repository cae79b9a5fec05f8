//! Facts in conditions, but numbers and times; and names of what they ask for.

use super::Common;
use super::condition::{Conditions, Place, exactly_one};
use super::declared::{index, not_empty};
use super::money::contradiction;
use super::names::ScoreName;
use super::quality::stated_in;
use super::selector::is_path;
use super::time::window;
use super::times::time_fact;
use crate::document::json::Value;
use crate::document::leaf::{Ident, Keyed};
use crate::document::program::condition::{AroundDoc, AttributeOfDoc, PlanStateDoc, ReferrerDoc};
use crate::document::program::fact::{About, Fact, FactDoc, Is, Unit};
use crate::document::program::time::{DurationDoc, WindowDoc};
use crate::document::shape::{Int, List, Read, each_value, integer};
use crate::problem::{Path, Report};
use crate::program::{
    Around, Class, Condition, DueAgain, HasPlan, LevelSet, Measure, NthOrder, Numbers, OrderFact,
    OrderIs, PlanId, ScoreId, SegmentId, StageId, Stated, What,
};
use crate::validate::member::unknown;
use crate::validate::standing::not_one;
use crate::value::bounds::MAX_NUMBER;
use crate::value::{Duration, Key, Period, Span};

/// A number of days about a day of the year.
type DaysAbout = Int<0, 366>;

/// Reads each of what the field `in` lists.
pub(super) fn each_in<'v>(
    document: &FactDoc<'v>,
    at: &Path<'_>,
    report: &mut Report,
    read: &mut dyn FnMut(&'v Value<'v>, &Path<'_>, &mut Report) -> Option<()>,
) -> Option<()> {
    let (values, at) = (document.list("in", at, report)?, at.field("in"));
    not_empty(values.is_empty(), &at, report)?;
    each_value(values, &at, report, read)
}

/// The numbers of the things that the field `in` names, among those of their kind.
fn named<N>(
    document: &FactDoc<'_>,
    (ids, what): (&[Option<&str>], &str),
    number: fn(u8) -> N,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Box<[N]>> {
    let mut found = Vec::new();
    each_in(document, at, report, &mut |value, at, report| {
        let place = index(ids, what, &Ident::read(value, at, report)?, at, report)?;
        found.push(number(u8::try_from(place).ok()?));
        Some(())
    })?;
    Some(found.into())
}

impl Conditions<'_, '_> {
    /// A fact; `at` is the place of the choice.
    pub(super) fn fact<'v>(
        &mut self,
        fact: &'static Fact,
        value: &'v Value<'v>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        let at = &at.field(fact.name);
        self.may_stand(fact.about, at, report)?;
        if fact.is == Is::During {
            let calendar = self.common.calendar.as_ref();
            let document = WindowDoc::read(value, at, report)?;
            let window = window(Some(document), calendar, at, report)?;
            return Some(Condition::During(Box::new(window)));
        }
        let document = &FactDoc::all(fact, value, at, report)?;
        if fact.about == About::Time {
            return time_fact(document, self.common, at, report);
        }
        if let Some(unit) = fact.unit
            && !(fact.is.has_classes() && self.is_classed(document, unit, at, report)?)
        {
            return self.measured(document, at, report);
        }
        self.of_member(document, at, report)
    }

    /// Whether what has a number or a class is asked for its class.
    fn is_classed(
        &self,
        document: &FactDoc<'_>,
        unit: Unit,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<bool> {
        let is_classed = document.get("in").is_some();
        let is_bounded = unit.bounds().iter().any(|name| document.get(name).is_some());
        exactly_one(document, [is_classed, is_bounded], "`in` and the bounds", at, report)?;
        Some(is_classed)
    }

    fn of_member(
        &mut self,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        let common = self.common;
        Some(match document.fact.is {
            Is::Tier => self.tier(document, at, report)?,
            Is::Segment => {
                let ids = (&*common.segment_ids, "segment");
                Condition::Segment(named(document, ids, SegmentId, at, report)?)
            }
            Is::Joined => {
                document.required("within", at, report)?;
                Condition::Joined(Box::new(self.within(document, at, report)?))
            }
            Is::Membership => common.membership(document, at, report)?,
            Is::Referred => match document.optional("by", at, report)? {
                None | Some(ReferrerDoc::Anyone) => Condition::Referred(None),
                Some(ReferrerDoc::Member(name)) => {
                    let at = at.field("by");
                    Condition::Referred(Some(name.now(&at.field("member"), report)?.0))
                }
            },
            Is::Holds => {
                document.required("offer", at, report)?;
                Condition::Holds(self.offer(document, at, report)?)
            }
            Is::Birthday => Condition::Birthday(around(document, at, report)?),
            Is::Anniversary => Condition::Anniversary(around(document, at, report)?),
            Is::NthOrder => {
                let numbers = numbers(document, at, report);
                let of = self.selected(document, at, report);
                self.asks_lines(of.unwrap_or_default(), at, report);
                Condition::NthOrder(Box::new(NthOrder {
                    of: self.selectors.past(of?),
                    numbers: numbers?,
                }))
            }
            Is::DueAgain => {
                let of = self.selected(document, at, report);
                let lead = document.optional::<DurationDoc>("lead", at, report);
                let minimum = document.optional::<Int<2, 1_000>>("minimum", at, report);
                let within = self.within(document, at, report);
                let at_once = Duration::Calendar(Span { count: 0, unit: Period::Day });
                let lead = lead?.map_or(at_once, |DurationDoc(lead)| lead);
                let minimum = minimum?.map_or(3, |Int(minimum)| minimum);
                let minimum = u32::try_from(minimum).ok()?;
                let bought = Measure { what: What::Bought, within: within?, of: of? };
                let bought = self.asks_each_order(bought, at, report);
                Condition::DueAgain(Box::new(DueAgain { bought, lead, minimum }))
            }
            Is::Attribute => match self.attribute(document, at, report) {
                Some((AttributeOfDoc::Order, name)) => {
                    self.order_is(OrderFact::Attribute(name), document, at, report)?
                }
                of_member => {
                    let stated = stated(document, at, report);
                    Condition::Class(Box::new(Class::Attribute(of_member?.1, stated?)))
                }
            },
            Is::Channel => self.order_is(OrderFact::Channel, document, at, report)?,
            Is::Store => self.order_is(OrderFact::Store, document, at, report)?,
            Is::Region => self.order_is(OrderFact::Region, document, at, report)?,
            Is::Payment => self.order_is(OrderFact::Payment, document, at, report)?,
            Is::ShippingMethod => self.order_is(OrderFact::ShippingMethod, document, at, report)?,
            Is::Device => self.order_is(OrderFact::Device, document, at, report)?,
            _ => Condition::Class(Box::new(self.class(document, at, report)?)),
        })
    }

    /// What the order says is one of those that are listed: names, of an attribute numbers too.
    fn order_is(
        &mut self,
        fact: OrderFact,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        let is = match fact {
            OrderFact::Attribute(_) => stated(document, at, report),
            _ => {
                let mut names = Vec::new();
                let read = each_in(document, at, report, &mut |value, at, report| {
                    let Keyed(name) = Keyed::read(value, at, report)?;
                    if fact == OrderFact::Region {
                        is_path("a region", &name, at, report);
                    }
                    names.push(Stated::Text(name));
                    Some(())
                });
                read.map(|()| names.into())
            }
        };
        let of = self.selectors.order_fact(fact);
        Some(Condition::OrderIs(Box::new(OrderIs { of, is: is? })))
    }

    /// One of these levels, or one and all above it.
    fn tier(
        &self,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        let (common, from) = (self.common, document.get("at_least"));
        let given = [document.get("in").is_some(), from.is_some()];
        exactly_one(document, given, "`in` and `at_least`", at, report)?;
        let name = document.optional::<Ident>("ladder", at, report)?;
        let ladders = common.ladders.as_deref()?.len();
        if name.is_none() && ladders != 1 {
            not_one(ladders, at, report);
            return None;
        }
        let ladder = common.ladder(name.as_ref(), at, report)?;
        if self.place == Place::Level(ladder) {
            let message = format_args!("a level cannot ask for levels of its own ladder");
            contradiction(message, "name another ladder, or what it takes", at, report);
            return None;
        }
        let mut levels = LevelSet::default();
        if let Some(value) = from {
            let at = at.field("at_least");
            let Ident(id) = Ident::read(value, &at, report)?;
            levels = LevelSet::from(common.level(ladder, id.as_str(), &at, report)?);
        } else {
            each_in(document, at, report, &mut |value, at, report| {
                let Ident(id) = Ident::read(value, at, report)?;
                levels.insert(common.level(ladder, id.as_str(), at, report)?);
                Some(())
            })?;
        }
        Some(Condition::Tier { ladder, levels })
    }

    /// A stage, a class of a score, a gender.
    fn class(&self, document: &FactDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Class> {
        let common = self.common;
        Some(match document.fact.is {
            Is::Stage => {
                let ids = (&*common.names.stages, "stage");
                Class::Stage(named(document, ids, StageId, at, report)?)
            }
            Is::Gender => {
                let mut genders: Vec<Key> = Vec::new();
                each_in(document, at, report, &mut |value, at, report| {
                    genders.push(Keyed::read(value, at, report)?.0);
                    Some(())
                })?;
                Class::Gender(genders.into())
            }
            _ => {
                if document.get("part").is_some() {
                    let message = format_args!("a part of a score has no classes");
                    contradiction(message, "leave it out", &at.field("part"), report);
                    return None;
                }
                let name = document.required("of", at, report)?;
                let name = Ident::read(name, &at.field("of"), report)?;
                let (score, own) = common.score(&name, &at.field("of"), report)?;
                let classes = (&*own.classes, "class");
                Class::Score(score, named(document, classes, |class| class, at, report)?)
            }
        })
    }
}

/// The texts and whole numbers that the field `in` lists.
fn stated(document: &FactDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Box<[Stated]>> {
    stated_in(document.list("in", at, report)?, &at.field("in"), report)
}

/// A day of the year, or what lies about it.
fn around(document: &FactDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Around> {
    let period = document.optional("in", at, report);
    let before = document.optional::<DaysAbout>("days_before", at, report);
    let after = document.optional::<DaysAbout>("days_after", at, report);
    let (period, before, after) = (period?, before?, after?);
    let given = [period.is_some(), before.is_some() || after.is_some()];
    exactly_one(document, given, "`in` and the days before and after", at, report)?;
    let days =
        |days: Option<DaysAbout>| days.map_or(0, |Int(days)| u16::try_from(days).unwrap_or(0));
    Some(match period {
        Some(AroundDoc::Day) => Around::Period(Period::Day),
        Some(AroundDoc::Week) => Around::Period(Period::Week),
        Some(AroundDoc::Month) => Around::Period(Period::Month),
        None => Around::Days { before: days(before), after: days(after) },
    })
}

/// The first, the tenth; or every fifth.
fn numbers(document: &FactDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Numbers> {
    let every = document.get("every");
    exactly_one(
        document,
        [document.get("in").is_some(), every.is_some()],
        "`in` and `every`",
        at,
        report,
    )?;
    if let Some(every) = every {
        let every = integer(every, (1, MAX_NUMBER), &at.field("every"), report)?;
        return u32::try_from(every).ok().map(Numbers::Every);
    }
    let mut listed = Vec::new();
    each_in(document, at, report, &mut |value, at, report| {
        listed.push(u32::try_from(integer(value, (1, MAX_NUMBER), at, report)?).ok()?);
        Some(())
    })?;
    Some(Numbers::Listed(listed.into()))
}

impl Common<'_> {
    /// A paid membership, or any where none is named, in the states that are listed.
    fn membership(
        &self,
        document: &FactDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        let plans = match document.optional("plan", at, report)? {
            Some(name) => {
                let found = index(&self.names.plans, "plan", &name, &at.field("plan"), report);
                found.map(|plan| plan..plan + 1)
            }
            None if self.names.plans.is_empty() => {
                let message =
                    format_args!("the programme has no plan, so that nobody has a membership");
                contradiction(message, "`tiers.plans` declares memberships", at, report);
                None
            }
            None => Some(0..self.names.plans.len()),
        };
        let states = document.optional::<List<'_, PlanStateDoc, 3>>("state", at, report)?;
        let all = states.is_none();
        let mut has = [all; 3];
        if let Some(states) = states {
            let at = at.field("state");
            not_empty(states.is_empty(), &at, report)?;
            states.each(&at, report, |state, _, _| {
                has[state as usize] = true;
                Some(())
            })?;
        }
        let [trial, active, grace] = has;
        let mut any: Vec<Condition> = Vec::new();
        for plan in plans? {
            let plan = PlanId(u8::try_from(plan).ok()?);
            any.push(Condition::Plan(HasPlan { plan, trial, active, grace }));
        }
        // Several stand within a list of one: nobody wrote an `any` that problems could point to.
        let one = any.len() == 1;
        Some(if one {
            any.swap_remove(0)
        } else {
            Condition::All([Condition::Any(any.into())].into())
        })
    }

    /// A score, and what it is called.
    pub(super) fn score(
        &self,
        Ident(id): &Ident,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<(ScoreId, &ScoreName<'_>)> {
        let mut scores = self.names.scores.iter();
        let Some(found) = scores.position(|score| score.id == Some(id.as_str())) else {
            let known = &mut self.names.scores.iter().filter_map(|score| score.id);
            unknown("score", id.as_str(), known, at, report);
            return None;
        };
        Some((ScoreId(u8::try_from(found).ok()?), self.names.scores.get(found)?))
    }

    /// The score that a field of a table names.
    pub(super) fn classed(
        &self,
        name: Option<Ident>,
        field: &'static str,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<(ScoreId, &ScoreName<'_>)> {
        self.score(&name?, &at.field(field), report)
    }

    /// The condition that a score is in a class.
    pub(super) fn in_class(
        &self,
        (score, own): (ScoreId, &ScoreName<'_>),
        name: &str,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        let found = own.classes.iter().position(|class| *class == Some(name));
        if found.is_none() {
            unknown("class", name, &mut own.classes.iter().copied().flatten(), at, report);
        }
        let class = u8::try_from(found?).ok()?;
        Some(Condition::Class(Box::new(Class::Score(score, [class].into()))))
    }
}
