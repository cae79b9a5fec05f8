//! Windows, durations, cycles, and days.

use crate::document::declare::{choice, object, words};
use crate::document::expected::Expected;
use crate::document::json::Value;
use crate::document::leaf::{Ident, Moment, date};
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Choices, Picked, Read, integer, shown, text};
use crate::problem::{Code, Path, Report};
use crate::program::MonthDay;
use crate::value::{Date, Duration, Period, Span};

object! {
    /// From `from` (included) until `until` (a date: its whole day; an instant: excluded).
    WindowDoc<'v> {
        optional from: Moment,
        optional until: Moment,
    } reserved [] some_of [from, until]
}

const NAMES: [&str; 6] = ["minutes", "hours", "days", "weeks", "months", "years"];
/// A hundred years of each, or a little less; exact ones in milliseconds.
const MOST: [(i64, i64, Period); NAMES.len()] = [
    (52_560_000, 60_000, Period::Day),
    (876_000, 3_600_000, Period::Day),
    (36_500, 0, Period::Day),
    (5_200, 0, Period::Week),
    (1_200, 0, Period::Month),
    (100, 0, Period::Year),
];

/// What a duration is counted in, and the most of each.
#[cfg(feature = "schema")]
pub(crate) fn durations() -> impl Iterator<Item = (&'static str, i64)> {
    NAMES.into_iter().zip(MOST).map(|(name, (most, ..))| (name, most))
}

/// A length of time, from nothing to 100 years.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DurationDoc(pub(crate) Duration);

impl<'v> Read<'v> for DurationDoc {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        const UNITS: Choices = Choices { words: &[], tags: &NAMES, reserved: &[] };
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

/// What something is counted over.
#[derive(Clone, Debug)]
pub(crate) enum PerDoc {
    Order,
    Balance,
    Lifetime,
    Period(Period),
    MembershipYear,
    LevelYear,
    /// A cycle that the calendar declares.
    Named(Ident),
}

/// The words of [`PerDoc`] from one on and before another, or the name of a cycle.
#[derive(Clone, Debug)]
pub(crate) struct Per<const FROM: usize, const UNTIL: usize>(pub(crate) PerDoc);

/// A cycle: of the calendar, or of the membership.
pub(crate) type CycleDoc = Per<3, 10>;
/// A cycle, or since a level began.
pub(crate) type LevelCycleDoc = Per<3, 11>;
/// A cycle, or ever.
pub(crate) type UsesPerDoc = Per<2, 10>;
/// What a cap counts over.
pub(crate) type CapPerDoc = Per<0, 10>;

impl<'v, const FROM: usize, const UNTIL: usize> Read<'v> for Per<FROM, UNTIL> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        per((FROM, UNTIL), value, at, report).map(Self)
    }
}

pub(in crate::document) const PER: [&str; 11] = [
    "order",
    "balance",
    "lifetime",
    "day",
    "week",
    "month",
    "quarter",
    "half_year",
    "year",
    "membership_year",
    "level_year",
];

fn per(
    (from, until): (usize, usize),
    value: &Value<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<PerDoc> {
    let words = &PER[from..until];
    let Picked { number, carried, .. } =
        Choices { words, tags: &["cycle"], reserved: &[] }.pick(value, at, report)?;
    if let Some(name) = carried {
        return Ident::read(name, &at.field("cycle"), report).map(PerDoc::Named);
    }
    Some(match from + number {
        0 => PerDoc::Order,
        1 => PerDoc::Balance,
        2 => PerDoc::Lifetime,
        9 => PerDoc::MembershipYear,
        10 => PerDoc::LevelYear,
        period => PerDoc::Period(PERIODS[period - 3]),
    })
}

const PERIODS: [Period; 6] =
    [Period::Day, Period::Week, Period::Month, Period::Quarter, Period::HalfYear, Period::Year];

choice! {
    /// A stretch of the past.
    SpanDoc<'v> {
        words {
            /// All of it.
            "lifetime" => Lifetime,
        }
        variants {
            /// So long until now.
            "last" => Last(DurationDoc as form::Lasting),
            /// The cycle that now is in.
            "this" => This(LevelCycleDoc),
            /// The cycle before.
            "previous" => Previous(LevelCycleDoc),
            /// Fixed dates.
            "window" => Window(WindowDoc<'v>),
            /// From a moment on.
            "since" => Since(SinceDoc),
        }
    } reserved []
}

words! {
    /// A moment of the member's.
    SinceDoc {
        /// Joining.
        "joined" => Joined,
        /// The start of the level.
        "tier_start" => TierStart,
        /// The last order.
        "last_order" => LastOrder,
    } reserved []
}

/// A date.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DateDoc(pub(crate) Date);

impl<'v> Read<'v> for DateDoc {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        date(text(&Expected::DATE, value, at, report)?, at, report).map(Self)
    }
}

/// A day of every year.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MonthDayDoc(pub(crate) MonthDay);

impl<'v> Read<'v> for MonthDayDoc {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let text = text(&Expected::DAY_OF_YEAR, value, at, report)?;
        // Of a leap year, so that 29 February is one too.
        let Some(day) = Date::parse(&format!("2000-{text}")) else {
            let message = format_args!("`{}` is not a day of the year", shown(text));
            report.found(text).error_help(
                Code::BadDate,
                at,
                message,
                "month and day, such as `11-30`",
            );
            return None;
        };
        let (month, day) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
        Some(Self(MonthDay { month, day }))
    }
}
