//! Cycles, the days with a name, and the stretches of the past that measures count.

use super::Common;
use super::declared::{index, not_empty};
use super::money::contradiction;
use super::time::{lasting, window};
use crate::document::program::time::{DateDoc, MonthDayDoc, Per, PerDoc, SinceDoc, SpanDoc};
use crate::document::program::zone::{DaySetDoc, OwnCycleDoc};
use crate::document::shape::{List, Read, each_value};
use crate::problem::{Path, Report};
use crate::program::{CapPer, LadderId, Listed, Within};
use crate::value::bounds::{MAX_CYCLES, MAX_DAY_SETS};
use crate::value::{Cycle, Duration};

impl Common<'_> {
    /// What something is counted over.
    pub(super) fn per(
        &self,
        document: PerDoc,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<CapPer> {
        Some(match document {
            PerDoc::Order => CapPer::Order,
            PerDoc::Balance => CapPer::Balance,
            PerDoc::Lifetime => CapPer::Lifetime,
            PerDoc::Period(period) => CapPer::Cycle(Cycle::Of(period)),
            PerDoc::MembershipYear => CapPer::Cycle(Cycle::MembershipYear),
            PerDoc::LevelYear => CapPer::Cycle(Cycle::LevelYear),
            PerDoc::Named(name) => {
                let found = index(&self.cycle_ids, "cycle", &name, &at.field("cycle"), report)?;
                CapPer::Cycle(*self.cycles.as_ref()?.get(found)?)
            }
        })
    }

    /// The same, where it can only be a cycle.
    pub(super) fn cycle(
        &self,
        document: PerDoc,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Cycle> {
        match self.per(document, at, report)? {
            CapPer::Cycle(cycle) => Some(cycle),
            _ => None,
        }
    }

    /// A stretch of the past; `own` is the ladder whose level the condition is of, if it is one's.
    pub(super) fn span(
        &self,
        document: SpanDoc<'_>,
        own: Option<LadderId>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Within> {
        let (is_previous, Per(per), at) = match document {
            SpanDoc::Lifetime => return Some(Within::Lifetime),
            SpanDoc::Last(duration) => {
                return lasting(Some(duration), &at.field("last"), report).map(Within::Last);
            }
            SpanDoc::Window(document) => {
                let (calendar, at) = (self.calendar.as_ref(), at.field("window"));
                return window(Some(document), calendar, &at, report).map(Within::Window);
            }
            SpanDoc::Since(SinceDoc::Joined) => return Some(Within::SinceJoined),
            SpanDoc::Since(SinceDoc::LastOrder) => return Some(Within::SinceLastOrder),
            SpanDoc::Since(SinceDoc::TierStart) => {
                return self.ladder_of(own, &at.field("since"), report).map(Within::SinceLevel);
            }
            SpanDoc::This(per) => (false, per, at.field("this")),
            SpanDoc::Previous(per) => (true, per, at.field("previous")),
        };
        let cycle = self.cycle(per, &at, report)?;
        let ladder = match cycle {
            Cycle::LevelYear => Some(self.ladder_of(own, &at, report)?),
            _ => None,
        };
        let within = if is_previous { Within::Previous } else { Within::This };
        Some(within(cycle, ladder))
    }

    /// The ladder whose level begins: a level's own; elsewhere the only one.
    fn ladder_of(
        &self,
        own: Option<LadderId>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<LadderId> {
        if own.is_some() {
            return own;
        }
        let ladders = self.ladders.as_deref()?.len();
        if ladders != 1 {
            let message = format_args!("of {ladders} ladders, it is open whose level begins");
            let help = "it is clear in levels, and where there is one ladder";
            contradiction(message, help, at, report);
            return None;
        }
        Some(LadderId(0))
    }
}

/// The cycles that a calendar declares.
pub(super) fn cycles<'v>(
    list: Option<List<'v, OwnCycleDoc<'v>, MAX_CYCLES>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<Cycle>> {
    let (list, mut cycles) = (list.unwrap_or_default(), Vec::new());
    each_value(list.distinct_values(at, report), at, report, &mut |value, at, report| {
        let OwnCycleDoc { id, anchor, every, .. } = OwnCycleDoc::read(value, at, report)?;
        let at = at.field("every");
        let every = match lasting(every, &at, report)? {
            Duration::Calendar(span) => span,
            Duration::Exact(_) => {
                let message = format_args!("a cycle is made of whole days");
                contradiction(message, "name `days`, `weeks`, `months` or `years`", &at, report);
                return None;
            }
        };
        let DateDoc(anchor) = anchor?;
        id?;
        cycles.push(Cycle::From { anchor, every });
        Some(())
    })?;
    Some(cycles)
}

/// The days with a name that a calendar declares.
pub(super) fn day_sets<'v>(
    list: Option<List<'v, DaySetDoc<'v>, MAX_DAY_SETS>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<Listed>> {
    let (list, mut sets) = (list.unwrap_or_default(), Vec::new());
    each_value(list.distinct_values(at, report), at, report, &mut |value, at, report| {
        let DaySetDoc { id, dates, yearly, .. } = DaySetDoc::read(value, at, report)?;
        let (dates, yearly) = (dates.unwrap_or_default(), yearly.unwrap_or_default());
        not_empty(dates.is_empty() && yearly.is_empty() && !report.has_errors(), at, report)?;
        let dates = dates.each(&at.field("dates"), report, |DateDoc(day), _, _| Some(day));
        let yearly = yearly.each(&at.field("yearly"), report, |MonthDayDoc(day), _, _| Some(day));
        id?;
        sets.push(Listed { dates: dates?, yearly: yearly? });
        Some(())
    })?;
    Some(sets)
}
