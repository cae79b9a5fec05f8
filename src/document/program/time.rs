//! Windows, durations, periods, and days.

use crate::document::declare::object;
use crate::document::json::Value;
use crate::document::leaf::{Moment, date};
use crate::document::shape::{Choices, Picked, Read, integer, shown, text};
use crate::problem::{Code, Path, Report};
use crate::program::{CapPer, MonthDay};
use crate::value::{Date, Duration, Period, Span};

object! {
    /// From `from` (included) until `until` (a date: its whole day; an instant: excluded).
    WindowDoc<'v> {
        optional from: Moment,
        optional until: Moment,
    } reserved []
}

/// A length of time, from nothing to 100 years.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DurationDoc(pub(crate) Duration);

impl<'v> Read<'v> for DurationDoc {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        const NAMES: [&str; 6] = ["minutes", "hours", "days", "weeks", "months", "years"];
        const UNITS: Choices = Choices { words: &[], tags: &NAMES, reserved: &[] };
        // A hundred years of each, or a little less; exact ones in milliseconds.
        const MOST: [(i64, i64, Period); NAMES.len()] = [
            (52_560_000, 60_000, Period::Day),
            (876_000, 3_600_000, Period::Day),
            (36_500, 0, Period::Day),
            (5_200, 0, Period::Week),
            (1_200, 0, Period::Month),
            (100, 0, Period::Year),
        ];
        let Picked { number, tag, carried } = UNITS.pick(value, at, report)?;
        let (most, exact, calendar) = *MOST.get(number)?;
        let count = integer(carried?, (0, most), &at.field(tag), report)?;
        if exact > 0 {
            return Some(Self(Duration::Exact(count * exact)));
        }
        let count = i32::try_from(count).ok()?;
        Some(Self(Duration::Calendar(Span { count, unit: calendar })))
    }
}

/// What something recurs or is counted by; the periods of the calendar come first.
const PER: [(&str, CapPer); 8] = [
    ("day", CapPer::Period(Period::Day)),
    ("week", CapPer::Period(Period::Week)),
    ("month", CapPer::Period(Period::Month)),
    ("quarter", CapPer::Period(Period::Quarter)),
    ("year", CapPer::Period(Period::Year)),
    ("lifetime", CapPer::Lifetime),
    ("order", CapPer::Order),
    ("balance", CapPer::Balance),
];

/// One of the first `count` of [`PER`].
fn per(count: usize, value: &Value<'_>, at: &Path<'_>, report: &mut Report) -> Option<CapPer> {
    const WORDS: [&str; PER.len()] = {
        let mut words = [""; PER.len()];
        let mut index = 0;
        while index < PER.len() {
            words[index] = PER[index].0;
            index += 1;
        }
        words
    };
    let words = &WORDS[..count];
    let reserved = &["half_year", "membership_year", "cycle"];
    let number = Choices { words, tags: &[], reserved }.word(value, at, report);
    PER.get(number).map(|(_, per)| *per)
}

/// A period of the calendar.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PeriodDoc(pub(crate) Period);

impl<'v> Read<'v> for PeriodDoc {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        match per(5, value, at, report)? {
            CapPer::Period(period) => Some(Self(period)),
            _ => None,
        }
    }
}

/// A period of the calendar, or `lifetime`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UsesPerDoc(pub(crate) Option<Period>);

impl<'v> Read<'v> for UsesPerDoc {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        match per(6, value, at, report)? {
            CapPer::Period(period) => Some(Self(Some(period))),
            _ => Some(Self(None)),
        }
    }
}

/// What a cap counts over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CapPerDoc(pub(crate) CapPer);

impl<'v> Read<'v> for CapPerDoc {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        per(PER.len(), value, at, report).map(Self)
    }
}

/// A date.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DateDoc(pub(crate) Date);

impl<'v> Read<'v> for DateDoc {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        date(text("a date", value, at, report)?, at, report).map(Self)
    }
}

/// A day of every year.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MonthDayDoc(pub(crate) MonthDay);

impl<'v> Read<'v> for MonthDayDoc {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let text = text("a day of the year", value, at, report)?;
        // Of a leap year, so that 29 February is one too.
        let Some(day) = Date::parse(&format!("2000-{text}")) else {
            let message = format_args!("`{}` is not a day of the year", shown(text));
            report.error_help(Code::BadDate, at, message, "month and day, such as `11-30`");
            return None;
        };
        let (month, day) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
        Some(Self(MonthDay { month, day }))
    }
}
