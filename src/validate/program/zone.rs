//! The programme's zone and calendar.

use crate::document::leaf::{TimeOfDay, offset_seconds};
use crate::document::program::time::MonthDayDoc;
use crate::document::program::zone::{CalendarDoc, Feb29Doc, GivenZoneDoc, WeekdayDoc, ZoneDoc};
use crate::document::shape::{Int, shown};
use crate::problem::{Code, Path, Report};
use crate::value::{Calendar, LastDay, LeapBirthday, Weekday, Zone, ZoneSource};

/// The zone, from the document itself or from the host.
pub(super) fn zone(
    document: &ZoneDoc<'_>,
    zones: &dyn ZoneSource,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Zone> {
    match document {
        ZoneDoc::Name(name) => {
            let Some(table) = zones.table(name.0) else {
                let message = format_args!("the zone `{}` is not known here", shown(name.0));
                let help = "an IANA name such as `Asia/Shanghai`, or {\"offset\": \"+08:00\"}";
                let report = report.found(name.0);
                report.error_help(Code::UnknownZone, at, message, help);
                return None;
            };
            from_table(name.0, table, at, report)
        }
        ZoneDoc::Given(given) => given_zone(given, at, report),
    }
}

fn given_zone(given: &GivenZoneDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Zone> {
    match (&given.offset, &given.name, &given.table) {
        (Some(offset), None, None) => {
            let zone = offset_seconds(offset.0).and_then(Zone::fixed);
            if zone.is_none() {
                let message = format_args!("`{}` is not an offset", shown(offset.0));
                let help = "such as `+08:00`, at most 18 hours";
                report.error_help(Code::BadZone, &at.field("offset"), message, help);
            }
            zone
        }
        (None, Some(name), Some(table)) => {
            let at = at.field("table");
            let entries = table.each(&at, report, |row, at, report| {
                let row = row.each(at, report, |Int(number), _, _| Some(number))?;
                let entry = match *row {
                    [second, offset] => i32::try_from(offset).ok().map(|offset| (second, offset)),
                    _ => None,
                };
                if entry.is_none() {
                    let message = format_args!("an entry is a UTC second and an offset in seconds");
                    report.error(Code::BadZone, at, message);
                }
                entry
            });
            from_table(name.0, entries?, &at, report)
        }
        _ => {
            let message =
                format_args!("a zone is a name, an `offset`, or a `name` with its `table`");
            report.error(Code::BadZone, at, message);
            None
        }
    }
}

fn from_table(
    name: &str,
    table: Vec<(i64, i32)>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Zone> {
    match Zone::from_table(name, table) {
        Ok(zone) => Some(zone),
        Err(error) => {
            report.error(Code::BadZone, at, format_args!("the zone's table cannot be: {error}"));
            None
        }
    }
}

/// How the programme counts days; all of it has defaults.
pub(super) fn calendar(
    zone: Zone,
    document: &CalendarDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Calendar {
    let mut calendar = Calendar::new(zone);
    if let Some(TimeOfDay(minutes)) = document.day_start {
        // A time of day is within its day.
        calendar = calendar.clone().with_day_start(minutes).unwrap_or(calendar);
    }
    if let Some(week_start) = document.week_start {
        calendar = calendar.with_week_start(weekday(week_start));
    }
    if let Some(feb_29) = document.feb_29 {
        calendar = calendar.with_leap_birthday(match feb_29 {
            Feb29Doc::Feb28 => LeapBirthday::February28,
            Feb29Doc::Mar1 => LeapBirthday::March1,
        });
    }
    if document.last_day.is_some_and(|it| it.0) {
        calendar = calendar.with_last_day(LastDay::Excluded);
    }
    if let Some(MonthDayDoc(day)) = document.year_start {
        let start = calendar.clone().with_year_start(day.month.into(), day.day.into());
        if start.is_none() {
            let message = format_args!("most years have no 29 February to begin on");
            let help = "name the day before or after it";
            report.error_help(Code::Contradiction, &at.field("year_start"), message, help);
        }
        calendar = start.unwrap_or(calendar);
    }
    calendar
}

pub(super) fn weekday(document: WeekdayDoc) -> Weekday {
    match document {
        WeekdayDoc::Monday => Weekday::Monday,
        WeekdayDoc::Tuesday => Weekday::Tuesday,
        WeekdayDoc::Wednesday => Weekday::Wednesday,
        WeekdayDoc::Thursday => Weekday::Thursday,
        WeekdayDoc::Friday => Weekday::Friday,
        WeekdayDoc::Saturday => Weekday::Saturday,
        WeekdayDoc::Sunday => Weekday::Sunday,
    }
}
