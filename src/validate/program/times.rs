//! Facts about time.

use super::Common;
use super::condition::exactly_one;
use super::declared::{index, not_empty};
use super::fact::each_in;
use super::zone::weekday;
use crate::document::leaf::{Ident, TimeOfDay};
use crate::document::program::fact::{FactDoc, Is};
use crate::document::program::time::{CycleDoc, DateDoc, MonthDayDoc, Per};
use crate::document::program::zone::WeekdayDoc;
use crate::document::shape::{Int, List, Read, integer};
use crate::problem::{Code, Path, Report};
use crate::program::{Condition, Days, Hours, Listed, OnDays};
use crate::value::{Cycle, Period, Span};

/// A fact about time, but a window.
pub(super) fn time_fact(
    document: &FactDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Condition> {
    let on = match document.fact.is {
        Is::Hours => {
            let mut time = |field| {
                let value = document.required(field, at, report)?;
                TimeOfDay::read(value, &at.field(field), report)
            };
            let (from, until) = (time("from"), time("until"));
            return Some(Condition::Hours(Hours { from: from?.0, until: until?.0 }));
        }
        Is::Weekdays => {
            let mut bits = 0;
            each_in(document, at, report, &mut |value, at, report| {
                bits |= 1 << weekday(WeekdayDoc::read(value, at, report)?) as u32;
                Some(())
            })?;
            OnDays::OfWeek(bits)
        }
        Is::DaysOfMonth => of_month(document, at, report)?,
        Is::NthWeekday => nth_weekday(document, at, report)?,
        Is::PeriodDay => of_cycle(document, common, at, report)?,
        _ => OnDays::Listed(listed(document, common, at, report)?),
    };
    Some(Condition::Days(Box::new(Days { on, night_until: 0 })))
}

/// Days that are listed here, or where their set is declared.
fn listed(
    document: &FactDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Listed> {
    let mut days = Listed::default();
    each_in(document, at, report, &mut |value, at, report| {
        match document.fact.is {
            Is::Dates => days.dates.push(DateDoc::read(value, at, report)?.0),
            Is::Yearly => days.yearly.push(MonthDayDoc::read(value, at, report)?.0),
            _ => {
                let name = Ident::read(value, at, report)?;
                let found = index(&common.day_set_ids, "set of days", &name, at, report)?;
                let set = common.day_sets.as_ref()?.get(found)?;
                days.dates.extend_from_slice(&set.dates);
                days.yearly.extend_from_slice(&set.yearly);
            }
        }
        Some(())
    })?;
    Some(days)
}

fn of_month(document: &FactDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<OnDays> {
    let every = document.get("every");
    exactly_one(
        document,
        [document.get("in").is_some(), every.is_some()],
        "`in` and `every`",
        at,
        report,
    )?;
    let (mut from_start, mut from_end) = (0, 0);
    if let Some(every) = every {
        let every = integer(every, (1, 31), &at.field("every"), report)?;
        let multiples = (1..=31_u32).filter(|day| i64::from(*day) % every == 0);
        return Some(OnDays::OfMonth { from_start: multiples.map(|day| 1 << day).sum(), from_end });
    }
    each_in(document, at, report, &mut |value, at, report| {
        match integer(value, (-31, 31), at, report)? {
            0 => {
                let message = format_args!("0 is no day of the month");
                let help = "from the start 1 to 31, from the end -1 to -31";
                report.error_help(Code::OutOfRange, at, message, help);
                return None;
            }
            day @ 1.. => from_start |= 1 << day,
            day => from_end |= 1 << -day,
        }
        Some(())
    })?;
    Some(OnDays::OfMonth { from_start, from_end })
}

fn nth_weekday(document: &FactDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<OnDays> {
    let n = document.required("n", at, report).and_then(|value| {
        let at = at.field("n");
        let n = integer(value, (-1, 5), &at, report)?;
        if n == 0 {
            let message = format_args!("0 is no weekday of a month");
            let help = "from the start 1 to 5, the last is -1";
            report.error_help(Code::OutOfRange, &at, message, help);
            return None;
        }
        i8::try_from(n).ok()
    });
    let day = document.required("weekday", at, report);
    let day = day.and_then(|day| WeekdayDoc::read(day, &at.field("weekday"), report));
    let months = match document.optional::<List<'_, Int<1, 12>, 12>>("months", at, report)? {
        None => EVERY_MONTH,
        Some(list) => {
            let at = at.field("months");
            not_empty(list.is_empty(), &at, report)?;
            let mut months = 0;
            list.each(&at, report, |Int(month), _, _| {
                months |= 1 << month;
                Some(())
            })?;
            months
        }
    };
    Some(OnDays::NthWeekday { n: n?, weekday: weekday(day?), months })
}

/// January's bit is 1.
const EVERY_MONTH: u32 = 0b1_1111_1111_1110;

fn of_cycle(
    document: &FactDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<OnDays> {
    let of = document.required("of", at, report).and_then(|of| {
        let at = at.field("of");
        let Per(per) = CycleDoc::read(of, &at, report)?;
        common.cycle(per, &at, report)
    });
    let longest = of.map_or(i64::from(u32::MAX), longest);
    let mut days = Vec::new();
    each_in(document, at, report, &mut |value, at, report| {
        days.push(u32::try_from(integer(value, (1, longest), at, report)?).ok()?);
        Some(())
    })?;
    Some(OnDays::OfCycle { cycle: of?, days: days.into() })
}

/// How many days the longest of a cycle has.
fn longest(cycle: Cycle) -> i64 {
    let every = match cycle {
        Cycle::Of(unit) => Span { count: 1, unit },
        Cycle::From { every, .. } => every,
        Cycle::MembershipYear | Cycle::LevelYear => Span { count: 1, unit: Period::Year },
    };
    let days = match every.unit {
        Period::Day => 1,
        Period::Week => 7,
        Period::Month => 31,
        Period::Quarter => 92,
        Period::HalfYear => 184,
        Period::Year => 366,
    };
    days * i64::from(every.count)
}

/// Beside hours over midnight, days are those on which the night began.
pub(super) fn all(mut of: Box<[Condition]>) -> Condition {
    let nights = of.iter().find_map(|condition| match condition {
        Condition::Hours(hours) if hours.is_night() => Some(hours.until),
        _ => None,
    });
    if let Some(until) = nights {
        by_night(&mut of, until);
    }
    Condition::All(of)
}

fn by_night(of: &mut [Condition], until: u16) {
    for condition in of {
        match condition {
            Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => {
                by_night(of, until);
            }
            Condition::Not(inner) => by_night(std::slice::from_mut(inner), until),
            Condition::Days(days) => days.night_until = until,
            _ => {}
        }
    }
}
