//! Days of the calendar, and spans that move from one to another. A day has no zone here.

use core::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

/// The milliseconds of a day of 24 hours.
pub(super) const MILLIS_OF_DAY: i64 = 86_400_000;

/// A day from 0001-01-01 to 9999-12-31 in the Gregorian calendar, carried back before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// A day of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// The first day of the week by ISO 8601, and unless a calendar says otherwise.
    #[default]
    Monday,
    /// The day after Monday.
    Tuesday,
    /// The day after Tuesday.
    Wednesday,
    /// The day after Wednesday.
    Thursday,
    /// The day after Thursday.
    Friday,
    /// The day after Friday.
    Saturday,
    /// The day after Saturday.
    Sunday,
}

/// A part of the calendar, and the unit of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A day.
    Day,
    /// Seven days from a calendar's first day of the week.
    Week,
    /// A month of the year.
    Month,
    /// Three months of a calendar's year.
    Quarter,
    /// Six months of a calendar's year.
    HalfYear,
    /// A year from a calendar's first day of the year.
    Year,
}

impl Period {
    /// The months that it has; of a day and a week none.
    #[must_use]
    pub const fn months(self) -> u32 {
        match self {
            Period::Day | Period::Week => 0,
            Period::Month => 1,
            Period::Quarter => 3,
            Period::HalfYear => 6,
            Period::Year => 12,
        }
    }
}

/// So many days, weeks, months, quarters or years; negative ones lead back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// How many.
    pub count: i32,
    /// Of what.
    pub unit: Period,
}

/// When somebody born on 29 February has their birthday in a common year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeapBirthday {
    /// On 28 February.
    #[default]
    February28,
    /// On 1 March.
    March1,
}

impl Weekday {
    /// Every day of the week, from Monday.
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// How many days this comes after the last `earlier` on or before it: 0 to 6.
    #[must_use]
    pub const fn days_since(self, earlier: Weekday) -> u32 {
        (self as u32 + 7 - earlier as u32) % 7
    }
}

impl Date {
    /// 0001-01-01.
    pub const MIN: Date = Date::held_day(1, 1, 1);
    /// 9999-12-31.
    pub const MAX: Date = Date::held_day(9_999, 12, 31);
    /// 1970-01-01.
    pub const EPOCH: Date = Date::held_day(1970, 1, 1);

    /// The day of a year, month (1–12) and day of the month (1–31), or `None` when there is none.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Date> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Date::within)
    }

    /// Reads `2026-11-30`: four, two and two digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Date> {
        let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
        let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = bytes else {
            return None;
        };
        // A plain loop: optimised for size, what an iterator does with each digit is called.
        let number = |digits: &[&u8]| {
            let mut number = 0_u32;
            for digit in digits {
                if !digit.is_ascii_digit() {
                    return None;
                }
                number = number * 10 + u32::from(**digit - b'0');
            }
            Some(number)
        };
        let year = i32::try_from(number(&[y0, y1, y2, y3])?).ok()?;
        Date::from_ymd(year, number(&[m0, m1])?, number(&[d0, d1])?)
    }

    /// The year, 1–9999.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1–12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1–31.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The days of its month, 28–31.
    #[must_use]
    pub fn days_in_month(self) -> u32 {
        u32::from(self.0.num_days_in_month())
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        match self.0.weekday() {
            chrono::Weekday::Mon => Weekday::Monday,
            chrono::Weekday::Tue => Weekday::Tuesday,
            chrono::Weekday::Wed => Weekday::Wednesday,
            chrono::Weekday::Thu => Weekday::Thursday,
            chrono::Weekday::Fri => Weekday::Friday,
            chrono::Weekday::Sat => Weekday::Saturday,
            chrono::Weekday::Sun => Weekday::Sunday,
        }
    }

    /// The days from `earlier` to this, negative when this is before it.
    #[must_use]
    pub fn days_since(self, earlier: Date) -> i64 {
        self.epoch_day() - earlier.epoch_day()
    }

    /// This day moved by a span. A month too short for the day of the month gives its last day: a
    /// month after 31 January is 28 or 29 February. Held between the first day and the last.
    #[must_use]
    pub fn plus(self, span: Span) -> Date {
        let count = u64::from(span.count.unsigned_abs());
        let moved = match (span.unit, span.count < 0) {
            (Period::Day, false) => self.0.checked_add_days(Days::new(count)),
            (Period::Day, true) => self.0.checked_sub_days(Days::new(count)),
            (Period::Week, false) => self.0.checked_add_days(Days::new(count * 7)),
            (Period::Week, true) => self.0.checked_sub_days(Days::new(count * 7)),
            (unit, _) => self.moved_by_months(span.count, unit.months()),
        };
        let end = if span.count < 0 { Date::MIN } else { Date::MAX };
        moved.and_then(Date::within).unwrap_or(end)
    }

    /// The same month and day in another year (held to 1–9999); 29 February as `leap` says when
    /// that year has none.
    #[must_use]
    pub fn birthday_in(self, year: i32, leap: LeapBirthday) -> Date {
        let year = year.clamp(1, 9_999);
        match (Date::from_ymd(year, self.month(), self.day()), leap) {
            (Some(day), _) => day,
            (None, LeapBirthday::February28) => Date::held_day(year, 2, 28),
            (None, LeapBirthday::March1) => Date::held_day(year, 3, 1),
        }
    }

    /// The days since 1970-01-01.
    pub(super) fn epoch_day(self) -> i64 {
        i64::from(self.0.to_epoch_days())
    }

    /// The day so many days after 1970-01-01, held between the first and the last.
    pub(super) fn of_epoch_day(day: i64) -> Date {
        let day = day.clamp(Date::MIN.epoch_day(), Date::MAX.epoch_day());
        i32::try_from(day).ok().and_then(NaiveDate::from_epoch_days).map_or(Date::MIN, Date)
    }

    fn moved_by_months(self, count: i32, times: u32) -> Option<NaiveDate> {
        let months = Months::new(count.unsigned_abs().checked_mul(times)?);
        if count < 0 {
            self.0.checked_sub_months(months)
        } else {
            self.0.checked_add_months(months)
        }
    }

    fn within(day: NaiveDate) -> Option<Date> {
        (1..=9_999).contains(&day.year()).then_some(Date(day))
    }

    /// A day that is known to exist.
    pub(super) const fn held_day(year: i32, month: u32, day: u32) -> Date {
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(day) => Date(day),
            None => Date(NaiveDate::MIN),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).expect(text)
    }

    fn plus(text: &str, count: i32, unit: Period) -> String {
        date(text).plus(Span { count, unit }).to_string()
    }

    #[test]
    fn reads_ten_characters_alone() {
        for text in ["2026-11-30", "0001-01-01", "9999-12-31", "2024-02-29"] {
            assert_eq!(date(text).to_string(), text);
        }
        for text in [
            "",
            "2026-11-31",
            "2026-2-01",
            "20261130",
            "2026/11/30",
            "+026-11-30",
            "2026-11-30Z",
            "0000-01-01",
            "2023-02-29",
            "2026-00-10",
            "2026-11-3٠",
            " 026-11-30",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_clamp_to_their_end() {
        assert_eq!(plus("2026-01-31", 1, Period::Month), "2026-02-28");
        assert_eq!(plus("2024-01-31", 1, Period::Month), "2024-02-29");
        assert_eq!(plus("2026-03-31", -1, Period::Month), "2026-02-28");
        assert_eq!(plus("2026-11-30", 1, Period::Quarter), "2027-02-28");
        assert_eq!(plus("2024-02-29", 1, Period::Year), "2025-02-28");
        assert_eq!(plus("2024-02-29", 4, Period::Year), "2028-02-29");
        assert_eq!(plus("2026-12-31", 1, Period::Day), "2027-01-01");
        assert_eq!(plus("2026-03-01", -1, Period::Week), "2026-02-22");
    }

    #[test]
    fn spans_are_held_in_range() {
        for unit in [Period::Day, Period::Week, Period::Month, Period::Quarter, Period::Year] {
            assert_eq!(plus("2026-01-31", i32::MAX, unit), "9999-12-31");
            assert_eq!(plus("2026-01-31", i32::MIN, unit), "0001-01-01");
        }
        assert_eq!(Date::of_epoch_day(i64::MIN), Date::MIN);
        assert_eq!(Date::of_epoch_day(i64::MAX), Date::MAX);
        assert_eq!(Date::of_epoch_day(0).to_string(), "1970-01-01");
    }

    #[test]
    fn a_leap_birthday_falls_where_the_policy_says() {
        let born = date("2000-02-29");
        let in_year = |year, leap| born.birthday_in(year, leap).to_string();
        assert_eq!(in_year(2027, LeapBirthday::February28), "2027-02-28");
        assert_eq!(in_year(2027, LeapBirthday::March1), "2027-03-01");
        assert_eq!(in_year(2028, LeapBirthday::March1), "2028-02-29");
        assert_eq!(in_year(2100, LeapBirthday::February28), "2100-02-28");
        assert_eq!(date("1990-11-20").birthday_in(2026, LeapBirthday::March1).month(), 11);
    }
}
