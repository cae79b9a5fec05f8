//! The calendar of a program: its days, weeks, months, quarters and years as windows of instants.
//!
//! A business day begins at the cut-off on the clock of the program's zone and lasts until the next
//! one begins. Once begun, a day does not go back: when clocks repeat the cut-off, the first time
//! counts; when they skip it, the first instant after. So days, and the periods made of them, tile
//! time.

use super::cycle::step_on;
use super::date::{Date, LeapBirthday, Period, Span, Weekday};
use super::instant::Instant;
use super::window::Window;
use super::zone::{LocalDateTime, Zone};

/// A zone, and what its people take for a day, a week and a leap birthday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    zone: Zone,
    day_start_minutes: u16,
    week_start: Weekday,
    leap_birthday: LeapBirthday,
    /// The first day of one of its years.
    year_start: Date,
    last_day: LastDay,
}

/// Whether the day that a window is said to last until is in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LastDay {
    /// To its end.
    #[default]
    Included,
    /// The window ends as it begins.
    Excluded,
}

impl Calendar {
    /// The calendar of a zone: days from midnight, weeks from Monday, years from 1 January, leap
    /// birthdays on 28 February, last days included.
    #[must_use]
    pub fn new(zone: Zone) -> Calendar {
        Calendar {
            zone,
            day_start_minutes: 0,
            week_start: Weekday::default(),
            leap_birthday: LeapBirthday::default(),
            year_start: SOME_YEAR,
            last_day: LastDay::default(),
        }
    }

    /// The same, but a day begins so many minutes after midnight (0–1,439): with 240, 03:59 belongs
    /// to the day before. `None` over that.
    #[must_use]
    pub fn with_day_start(self, minutes: u16) -> Option<Calendar> {
        (minutes < 24 * 60).then_some(Calendar { day_start_minutes: minutes, ..self })
    }

    /// The same, but weeks begin on this day.
    #[must_use]
    pub fn with_week_start(self, week_start: Weekday) -> Calendar {
        Calendar { week_start, ..self }
    }

    /// The same, but years, and so their halves and quarters, begin on this day of a month. `None`
    /// for 29 February, which most years lack, and for what is no day.
    #[must_use]
    pub fn with_year_start(self, month: u32, day: u32) -> Option<Calendar> {
        // Of a common year.
        let start = Date::from_ymd(SOME_YEAR.year() + 1, month, day)?;
        Some(Calendar { year_start: start, ..self })
    }

    /// The same, but leap birthdays are on this day in common years.
    #[must_use]
    pub fn with_leap_birthday(self, leap_birthday: LeapBirthday) -> Calendar {
        Calendar { leap_birthday, ..self }
    }

    /// The same, but the last day of a window is in it or not.
    #[must_use]
    pub fn with_last_day(self, last_day: LastDay) -> Calendar {
        Calendar { last_day, ..self }
    }

    /// Its zone.
    #[must_use]
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The minutes after midnight at which its days begin, 0–1,439.
    #[must_use]
    pub const fn day_start_minutes(&self) -> u16 {
        self.day_start_minutes
    }

    /// The first day of its weeks.
    #[must_use]
    pub const fn week_start(&self) -> Weekday {
        self.week_start
    }

    /// What clocks and calendars on walls show at an instant, whatever business day it is.
    #[must_use]
    pub fn local(&self, instant: Instant) -> LocalDateTime {
        self.zone.local(instant)
    }

    /// The business day that an instant is in.
    #[must_use]
    pub fn day_of(&self, instant: Instant) -> Date {
        let millis = instant.millis();
        let shown = self.zone.local(instant);
        let mut day = shown.date();
        if shown.minute_of_day() < i64::from(self.day_start_minutes) {
            day = day.plus(DAY_BEFORE);
        }
        // A day or two off at most, where clocks go back over the cut-off or skip days.
        while millis < self.start_millis(day) && Date::MIN < day {
            day = day.plus(DAY_BEFORE);
        }
        while self.start_millis(day.plus(DAY_AFTER)) <= millis && day < Date::MAX {
            day = day.plus(DAY_AFTER);
        }
        day
    }

    /// The first instant of a business day, held between the first and the last instant.
    #[must_use]
    pub fn start_of(&self, day: Date) -> Instant {
        Instant::held(self.start_millis(day))
    }

    /// The instants from the beginning of one day to the end of another, that whole day included. A
    /// missing day, or an end before 1970 or after 2199, leaves that side open.
    #[must_use]
    pub fn date_window(&self, from: Option<Date>, until_inclusive: Option<Date>) -> Window {
        let after =
            |last: Date| (last < Date::MAX).then(|| self.start_millis(last.plus(DAY_AFTER)));
        let start = from.map(|first| self.start_millis(first));
        window_between(start, until_inclusive.and_then(after))
    }

    /// The first instant after a window that is said to last until a day; `None` where that is an
    /// end after 2199.
    #[must_use]
    pub fn end_of_window(&self, last: Date) -> Option<Instant> {
        match self.last_day {
            LastDay::Included => self.date_window(None, Some(last)).until,
            LastDay::Excluded => Some(self.start_of(last)),
        }
    }

    /// The period that an instant is in. A side is open where the period reaches out of 1970–2199.
    #[must_use]
    pub fn period_of(&self, instant: Instant, period: Period) -> Window {
        self.period_on(self.day_of(instant), period)
    }

    /// The period after the one that an instant is in.
    #[must_use]
    pub fn next_period(&self, instant: Instant, period: Period) -> Window {
        let (_, next) = self.days_of(self.day_of(instant), period);
        self.period_on(next, period)
    }

    /// The period before the one that an instant is in.
    #[must_use]
    pub fn previous_period(&self, instant: Instant, period: Period) -> Window {
        let (first, _) = self.days_of(self.day_of(instant), period);
        self.period_on(first.plus(DAY_BEFORE), period)
    }

    /// The period that a business day is in.
    #[must_use]
    pub fn period_on(&self, day: Date, period: Period) -> Window {
        let (first, next) = self.days_of(day, period);
        self.between(first, next)
    }

    /// The instants from the beginning of one day to that of another.
    pub(super) fn between(&self, first: Date, next: Date) -> Window {
        window_between(Some(self.start_millis(first)), Some(self.start_millis(next)))
    }

    /// The first day of the period that a day is in, and the first after it.
    fn days_of(&self, day: Date, period: Period) -> (Date, Date) {
        let anchor = match period {
            Period::Day => day,
            Period::Week => SOME_MONDAY.plus(Span { count: self.week_start as i32, ..DAY_AFTER }),
            Period::Month => SOME_YEAR,
            Period::Quarter | Period::HalfYear | Period::Year => self.year_start,
        };
        step_on(day, anchor, Span { count: 1, unit: period })
    }

    /// The end of the period that an instant is in: the first instant after it, held to the last.
    #[must_use]
    pub fn end_of(&self, instant: Instant, period: Period) -> Instant {
        self.period_of(instant, period).until.unwrap_or(Instant::MAX)
    }

    /// The same time on the clock, a span of days, weeks, months, quarters or years later, held
    /// between the first and the last instant. A day that a month lacks is its last; a time that
    /// clocks skip is the first after it; one that they show twice is the earlier.
    #[must_use]
    pub fn add_to_instant(&self, instant: Instant, span: Span) -> Instant {
        let shown = self.zone.local(instant);
        let moved = shown.date().plus(span);
        if moved == shown.date() {
            return instant;
        }
        self.zone.instant_of(LocalDateTime::new(moved, shown.millis_of_day()))
    }

    /// The birthday, in a year, of somebody born on a day.
    #[must_use]
    pub fn birthday_in(&self, born: Date, year: i32) -> Date {
        born.birthday_in(year, self.leap_birthday)
    }

    fn start_millis(&self, day: Date) -> i64 {
        let minutes = i64::from(self.day_start_minutes);
        self.zone.millis_of(LocalDateTime::new(day, minutes * 60_000))
    }
}

/// The window of epoch milliseconds, open on a side that is out of range, empty when all of it is.
fn window_between(start: Option<i64>, end: Option<i64>) -> Window {
    let (first, last) = (Instant::MIN.millis(), Instant::MAX.millis());
    let until = match (start, end) {
        (_, Some(end)) if end <= last => Some(Instant::held(end)),
        (Some(start), _) if last < start => Some(Instant::MAX),
        _ => None,
    };
    Window { from: start.filter(|start| first <= *start).map(Instant::held), until }
}

/// The first day of a year.
const SOME_YEAR: Date = Date::held_day(2_000, 1, 1);
/// It was a Saturday.
const SOME_MONDAY: Date = Date::held_day(2_000, 1, 3);
const DAY_BEFORE: Span = Span { count: -1, unit: Period::Day };
const DAY_AFTER: Span = Span { count: 1, unit: Period::Day };

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
