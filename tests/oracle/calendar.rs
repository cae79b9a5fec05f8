//! The calendar of a programme, on chrono and its zone database, not on the engine's.
//!
//! Days, periods and durations are looked for, not computed: the first day of a week is the first
//! before it that has that name.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Datelike, Days, LocalResult, Months, NaiveDate, NaiveDateTime, TimeDelta};
use chrono::{NaiveTime, TimeZone};
use chrono_tz::Tz;
use serde_json::Value;

/// A zone, and where days, weeks, years and cycles begin.
#[derive(Clone)]
pub(crate) struct Calendar {
    zone: Tz,
    day_start: NaiveTime,
    week_start: chrono::Weekday,
    year_start: (u32, u32),
    /// By id: the anchor and the length.
    cycles: Vec<(String, NaiveDate, Value)>,
    /// The first instants of the days from [`first`] on.
    starts: Arc<[i64]>,
}

/// By zone and start of the day: to look them up takes longer than everything else.
static STARTS: Mutex<Starts> = Mutex::new(BTreeMap::new());

type Starts = BTreeMap<(String, NaiveTime), Arc<[i64]>>;

const DAYS: u64 = 365 * 30;

fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 1, 1).expect("a date")
}

/// What the years of a member are counted from.
#[derive(Clone, Copy)]
pub(crate) struct Anchors {
    pub(crate) joined: i64,
    pub(crate) level: i64,
}

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("{text} is a date"))
}

/// The unit and the number of a duration.
pub(crate) fn duration(value: &Value) -> (&str, u32) {
    let object = value.as_object().unwrap_or_else(|| panic!("{value} is a duration"));
    let (unit, count) = object.iter().next().expect("a unit");
    (unit, u32::try_from(count.as_u64().expect("a number")).expect("few"))
}

/// A date so much later; days that a month lacks are its last.
pub(crate) fn later(day: NaiveDate, value: &Value, times: i64) -> NaiveDate {
    let (unit, count) = duration(value);
    let count = i64::from(count) * times;
    let days = |days: i64| day + TimeDelta::days(days);
    let months = |months: i64| {
        let by = Months::new(u32::try_from(months.abs()).expect("few"));
        let found =
            if months < 0 { day.checked_sub_months(by) } else { day.checked_add_months(by) };
        found.expect("in range")
    };
    match unit {
        "days" => days(count),
        "weeks" => days(7 * count),
        "months" => months(count),
        "years" => months(12 * count),
        other => panic!("{other} are no days"),
    }
}

impl Calendar {
    pub(crate) fn of(program: &Value) -> Self {
        let calendar = &program["calendar"];
        let text = |name: &str, usual: &str| calendar[name].as_str().unwrap_or(usual).to_owned();
        let (month, day) = {
            let text = text("year_start", "01-01");
            let (month, day) = text.split_once('-').expect("a month and a day");
            (month.parse().expect("a month"), day.parse().expect("a day"))
        };
        let cycles = calendar["cycles"].as_array().into_iter().flatten().map(|cycle| {
            let text = |name: &str| cycle[name].as_str().expect("a text");
            (text("id").to_owned(), date(text("anchor")), cycle["every"].clone())
        });
        let mut calendar = Self {
            zone: program["zone"].as_str().expect("a name").parse().expect("a zone"),
            day_start: format!("{}:00", text("day_start", "00:00")).parse().expect("a time"),
            week_start: text("week_start", "monday").parse().expect("a weekday"),
            year_start: (month, day),
            cycles: cycles.collect(),
            starts: Arc::new([]),
        };
        let mut known = STARTS.lock().expect("nobody failed");
        let starts =
            known.entry((calendar.zone.to_string(), calendar.day_start)).or_insert_with(|| {
                (0..DAYS).map(|day| calendar.begins(first() + Days::new(day))).collect()
            });
        calendar.starts = Arc::clone(starts);
        drop(known);
        calendar
    }

    /// What clocks show, as an instant: of two the first; in a gap its end.
    fn instant(&self, mut local: NaiveDateTime) -> i64 {
        loop {
            match self.zone.from_local_datetime(&local) {
                LocalResult::Single(it) | LocalResult::Ambiguous(it, _) => {
                    return it.timestamp_millis();
                }
                // Gaps begin and end with whole minutes.
                LocalResult::None => {
                    let minute = local.and_utc().timestamp().div_euclid(60) + 1;
                    local = DateTime::from_timestamp(minute * 60, 0).expect("near").naive_utc();
                }
            }
        }
    }

    fn local(&self, at: i64) -> NaiveDateTime {
        let utc = DateTime::from_timestamp_millis(at).expect("in range");
        utc.with_timezone(&self.zone).naive_local()
    }

    fn begins(&self, day: NaiveDate) -> i64 {
        self.instant(day.and_time(self.day_start))
    }

    /// The first instant of a business day.
    pub(crate) fn start(&self, day: NaiveDate) -> i64 {
        let place = usize::try_from(day.signed_duration_since(first()).num_days());
        place.ok().and_then(|place| self.starts.get(place).copied()).expect("a day near")
    }

    /// The business day of an instant.
    pub(crate) fn day(&self, at: i64) -> NaiveDate {
        let days = self.starts.partition_point(|start| *start <= at);
        let days = u64::try_from(days).expect("few").checked_sub(1).expect("not so long ago");
        assert!(days + 1 < DAYS, "not so far ahead");
        first() + Days::new(days)
    }

    /// The start of the day after.
    pub(crate) fn next_day(&self, at: i64) -> i64 {
        self.start(self.day(at) + Days::new(1))
    }

    /// An instant so much later: the same time on the clock; hours and minutes exactly.
    pub(crate) fn plus(&self, at: i64, value: &Value) -> i64 {
        self.plus_times(at, value, 1)
    }

    /// So many times so much later, from the instant itself.
    pub(crate) fn plus_times(&self, at: i64, value: &Value, times: i64) -> i64 {
        match duration(value) {
            ("hours", count) => at + times * i64::from(count) * 3_600_000,
            ("minutes", count) => at + times * i64::from(count) * 60_000,
            _ => {
                let local = self.local(at);
                self.instant(later(local.date(), value, times).and_time(local.time()))
            }
        }
    }

    /// The first day of the period that a day is in, and the first after it.
    pub(crate) fn period(
        &self,
        day: NaiveDate,
        period: &Value,
        anchors: Anchors,
    ) -> (NaiveDate, NaiveDate) {
        let steps = |anchor: NaiveDate, every: &Value| {
            let mut count = 0;
            while later(anchor, every, count) > day {
                count -= 1;
            }
            while later(anchor, every, count + 1) <= day {
                count += 1;
            }
            (later(anchor, every, count), later(anchor, every, count + 1))
        };
        let year = serde_json::json!({ "years": 1 });
        let months = |months: u32| serde_json::json!({ "months": months });
        let year_first = |year: i32| {
            NaiveDate::from_ymd_opt(year, self.year_start.0, self.year_start.1).expect("a day")
        };
        let in_year = |length: u32| {
            let first = [year_first(day.year()), year_first(day.year() - 1)];
            let first = first.into_iter().find(|first| *first <= day).expect("one of them");
            steps(first, &months(length))
        };
        match period.as_str() {
            Some("day") => (day, day + Days::new(1)),
            Some("week") => {
                let mut first = day;
                while first.weekday() != self.week_start {
                    first = first - Days::new(1);
                }
                (first, first + Days::new(7))
            }
            Some("month") => {
                let first = day.with_day(1).expect("the first");
                (first, later(first, &months(1), 1))
            }
            Some("quarter") => in_year(3),
            Some("half_year") => in_year(6),
            Some("year") => in_year(12),
            Some("membership_year") => steps(self.day(anchors.joined), &year),
            Some("level_year") => steps(self.day(anchors.level), &year),
            Some(other) => panic!("{other} is no period"),
            None => {
                let id = period["cycle"].as_str().expect("a cycle's id");
                let (_, anchor, every) =
                    self.cycles.iter().find(|(name, _, _)| name == id).expect("a cycle");
                steps(*anchor, every)
            }
        }
    }
}
