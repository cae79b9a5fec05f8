//! Facts about time.

use super::Common;
use super::condition::exactly_one;
use super::declared::not_empty;
use super::time::window;
use super::zone::weekday;
use crate::document::json::Value;
use crate::document::leaf::TimeOfDay;
use crate::document::program::condition::{ConditionDoc, DaysOfMonthDoc, HoursDoc, InList};
use crate::document::program::time::{DateDoc, MonthDayDoc};
use crate::document::program::zone::WeekdayDoc;
use crate::document::shape::{Int, Read, each_value, integer};
use crate::problem::{Code, Path, Report};
use crate::program::{Condition, Days, Hours, Listed, OnDays};
use crate::value::Date;

/// A fact about time; any other there is not.
pub(super) fn time_fact(
    document: ConditionDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Condition> {
    let on = match document {
        ConditionDoc::During(period) => {
            let window =
                window(Some(period), common.calendar.as_ref(), &at.field("during"), report)?;
            return Some(Condition::During(Box::new(window)));
        }
        ConditionDoc::Hours(HoursDoc { from, until, .. }) => {
            let (TimeOfDay(from), TimeOfDay(until)) = (from?, until?);
            return Some(Condition::Hours(Hours { from, until }));
        }
        ConditionDoc::Weekdays(days) => {
            let mut bits = 0;
            listed(days.r#in, &at.field("weekdays"), report, &mut |value, at, report| {
                bits |= 1 << weekday(WeekdayDoc::read(value, at, report)?) as u32;
                Some(())
            })?;
            OnDays::OfWeek(bits)
        }
        ConditionDoc::DaysOfMonth(days) => of_month(days, &at.field("days_of_month"), report)?,
        ConditionDoc::Dates(days) => {
            let mut dates: Vec<Date> = Vec::new();
            listed(days.r#in, &at.field("dates"), report, &mut |value, at, report| {
                dates.push(DateDoc::read(value, at, report)?.0);
                Some(())
            })?;
            OnDays::Listed(Listed { dates, ..Listed::default() })
        }
        ConditionDoc::Yearly(days) => {
            let mut yearly = Vec::new();
            listed(days.r#in, &at.field("yearly"), report, &mut |value, at, report| {
                yearly.push(MonthDayDoc::read(value, at, report)?.0);
                Some(())
            })?;
            OnDays::Listed(Listed { yearly, ..Listed::default() })
        }
        _ => return None,
    };
    Some(Condition::Days(Box::new(Days { on, night_until: 0 })))
}

/// Reads what the field `in` lists.
pub(super) fn listed<'v>(
    list: Option<InList<'v>>,
    at: &Path<'_>,
    report: &mut Report,
    read: &mut dyn FnMut(&'v Value<'v>, &Path<'_>, &mut Report) -> Option<()>,
) -> Option<()> {
    let (list, at) = (list?, at.field("in"));
    not_empty(list.is_empty(), &at, report)?;
    each_value(list.values(), &at, report, read)
}

fn of_month(
    DaysOfMonthDoc { r#in, every, .. }: DaysOfMonthDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<OnDays> {
    exactly_one([r#in.is_some(), every.is_some()], "`in` and `every`", at, report)?;
    let (mut from_start, mut from_end) = (0, 0);
    if let Some(Int(every)) = every {
        let multiples = (1..=31_u32).filter(|day| i64::from(*day) % every == 0);
        return Some(OnDays::OfMonth { from_start: multiples.map(|day| 1 << day).sum(), from_end });
    }
    listed(r#in, at, report, &mut |value, at, report| {
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
