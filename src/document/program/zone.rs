//! The zone and the calendar.

use super::time::{DateDoc, DurationDoc, MonthDayDoc};
use crate::document::declare::{either, object, words};
use crate::document::json::Value;
use crate::document::leaf::{Ident, Locales, TimeOfDay};
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Int, List, Read, Text};
use crate::problem::{Path, Report};
use crate::value::bounds::{MAX_CYCLES, MAX_DATES, MAX_DAY_SETS, MAX_ZONE_ENTRIES};

/// An IANA name, a fixed offset, or (in a prepared document) a name with its table.
#[derive(Debug)]
pub(crate) enum ZoneDoc<'v> {
    Name(Text<'v>),
    Given(GivenZoneDoc<'v>),
}

impl<'v> Read<'v> for ZoneDoc<'v> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        match value {
            Value::Text(_) => Text::read(value, at, report).map(Self::Name),
            _ => GivenZoneDoc::read(value, at, report).map(Self::Given),
        }
    }
}

/// A UTC second, and the offset from it on, in seconds east.
type ZoneRow<'v> = List<'v, Int<-100_000_000_000, 100_000_000_000>, 2>;

object! {
    /// A zone as data.
    GivenZoneDoc<'v> {
        /// A fixed offset, from -18:00 to +18:00, without any database.
        optional offset: Text<'v> as form::Offset,
        /// The name of the zone whose table it is.
        optional name: Text<'v>,
        /// Of each row the UTC second from which on, and the offset in seconds that holds until the
        /// next.
        optional table: List<'v, ZoneRow<'v>, MAX_ZONE_ENTRIES>
            as form::NonEmpty<List<'v, form::ZoneRow, MAX_ZONE_ENTRIES>>,
    } reserved [] one_of [offset, name] one_of [offset, table]
}

object! {
    /// How the programme counts days, weeks, years and birthdays.
    CalendarDoc<'v> {
        optional day_start: TimeOfDay,
        optional week_start: WeekdayDoc,
        optional feb_29: Feb29Doc,
        optional year_start: MonthDayDoc,
        optional last_day: LastDayDoc,
        optional cycles: List<'v, OwnCycleDoc<'v>, MAX_CYCLES>,
        optional days: List<'v, DaySetDoc<'v>, MAX_DAY_SETS>,
    } reserved []
}

either! {
    /// Whether an `until` date is in its window.
    LastDayDoc { "included", "excluded" }
}

words! {
    WeekdayDoc {
        /// ISO weekday 1.
        "monday" => Monday,
        /// ISO weekday 2.
        "tuesday" => Tuesday,
        /// ISO weekday 3.
        "wednesday" => Wednesday,
        /// ISO weekday 4.
        "thursday" => Thursday,
        /// ISO weekday 5.
        "friday" => Friday,
        /// ISO weekday 6.
        "saturday" => Saturday,
        /// ISO weekday 7.
        "sunday" => Sunday,
    } reserved []
}

words! {
    /// When those born on 29 February have their birthday in a common year.
    Feb29Doc {
        /// The day before 1 March.
        "feb_28" => Feb28,
        /// The day after 28 February.
        "mar_1" => Mar1,
    } reserved []
}

object! {
    /// A period of the programme's own.
    OwnCycleDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        required anchor: DateDoc,
        required every: DurationDoc as form::LastingDays,
    } reserved []
}

object! {
    /// Days with a name.
    DaySetDoc<'v> {
        /// What conditions name.
        required id: Ident,
        /// What people call it.
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        /// Days of one year.
        optional dates: List<'v, DateDoc, MAX_DATES>,
        /// Days of every year.
        optional yearly: List<'v, MonthDayDoc, MAX_DATES>,
    } reserved [] some_of [dates, yearly]
}
