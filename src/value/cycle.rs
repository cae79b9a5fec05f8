//! Cycles: the stretches that limits, quotas, spans and levels repeat in. Every cycle tiles time.

use super::calendar::Calendar;
use super::date::{Date, Period, Span};
use super::duration::Duration;
use super::instant::Instant;
use super::window::Window;

/// A stretch of the calendar that repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cycle {
    /// A day, week, month, quarter, half year or year of the calendar.
    Of(Period),
    /// So long, again and again, from a day on and before it.
    From {
        /// The first day of one of them.
        anchor: Date,
        /// How long one is; at least a day.
        every: Span,
    },
    /// A year from the day of joining.
    MembershipYear,
    /// A year from the day on which the member's level began.
    LevelYear,
}

impl Calendar {
    /// The stretch of a cycle that an instant is in. The years of a membership or a level count
    /// from the day on which it began; the others do not ask for it.
    #[must_use]
    pub fn cycle_of(&self, instant: Instant, cycle: Cycle, began: Date) -> Window {
        match cycle {
            Cycle::Of(period) => self.period_of(instant, period),
            Cycle::From { anchor, every } => self.step_of(instant, anchor, every),
            Cycle::MembershipYear | Cycle::LevelYear => self.step_of(instant, began, YEAR),
        }
    }

    /// The stretch of equal steps from an anchor that an instant is in. Steps are clamped from the
    /// anchor itself: from 31 January 28 February, then 31 March.
    #[must_use]
    pub fn step_of(&self, instant: Instant, anchor: Date, every: Span) -> Window {
        let (first, next) = step_on(self.day_of(instant), anchor, every);
        self.between(first, next)
    }

    /// The end of the step after the one that ends at `end`, of equal steps from an anchor, clamped
    /// from the anchor itself. Where none ends then, so long after it.
    #[must_use]
    pub fn step_after(&self, anchor: Instant, every: Duration, end: Instant) -> Instant {
        if let Duration::Calendar(every) = every
            && every.count > 0
        {
            let (from, until) = (self.local(anchor).date(), self.local(end).date());
            let step = |count: i32| {
                let count = every.count.saturating_mul(count);
                self.add_to_instant(anchor, Span { count, ..every })
            };
            // Clocks that skip a day put a step on the day after its own.
            let count = steps_before(until, from, every);
            for count in [count, count - 1] {
                if step(count) == end {
                    return step(count + 1);
                }
            }
        }
        self.after(end, every)
    }
}

const YEAR: Span = Span { count: 1, unit: Period::Year };

/// The first day of the step from an anchor that a day is in, and the first after it.
pub(super) fn step_on(day: Date, anchor: Date, every: Span) -> (Date, Date) {
    let step = |count: i32| {
        let count = every.count.saturating_mul(count);
        anchor.plus(Span { count, unit: every.unit })
    };
    let mut count = steps_before(day, anchor, every);
    // The estimate is a step off where a month is begun and the step in it is not.
    while day < step(count) {
        count -= 1;
    }
    let (mut first, mut next) = (step(count), step(count + 1));
    while next <= day && next < Date::MAX {
        count += 1;
        (first, next) = (next, step(count + 1));
    }
    (first, next)
}

/// About how many steps lie between two days.
fn steps_before(day: Date, anchor: Date, every: Span) -> i32 {
    let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    let (length, between) = match every.unit {
        Period::Day => (1, day.days_since(anchor)),
        Period::Week => (7, day.days_since(anchor)),
        unit => (i64::from(unit.months()), months(day) - months(anchor)),
    };
    let length = length * i64::from(every.count.max(1));
    i32::try_from(between.div_euclid(length)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Zone;

    fn date(text: &str) -> Date {
        Date::parse(text).expect(text)
    }

    fn step(day: &str, anchor: &str, count: i32, unit: Period) -> [String; 2] {
        let (first, next) = step_on(date(day), date(anchor), Span { count, unit });
        [first.to_string(), next.to_string()]
    }

    #[test]
    fn steps_go_both_ways_from_their_anchor() {
        // 16 November 2026 is a Monday.
        let fortnight = |day| step(day, "2026-11-16", 2, Period::Week);
        assert_eq!(fortnight("2026-11-16"), ["2026-11-16", "2026-11-30"]);
        assert_eq!(fortnight("2026-11-29"), ["2026-11-16", "2026-11-30"]);
        assert_eq!(fortnight("2026-11-30"), ["2026-11-30", "2026-12-14"]);
        assert_eq!(fortnight("2026-11-15"), ["2026-11-02", "2026-11-16"]);
        let ten = |day| step(day, "2026-01-01", 10, Period::Day);
        assert_eq!(ten("2025-12-31"), ["2025-12-22", "2026-01-01"]);
        assert_eq!(ten("2026-01-10"), ["2026-01-01", "2026-01-11"]);
    }

    #[test]
    fn steps_are_clamped_from_the_anchor_itself() {
        let month = |day| step(day, "2026-01-31", 1, Period::Month);
        assert_eq!(month("2026-01-30"), ["2025-12-31", "2026-01-31"]);
        assert_eq!(month("2026-02-27"), ["2026-01-31", "2026-02-28"]);
        assert_eq!(month("2026-02-28"), ["2026-02-28", "2026-03-31"]);
        assert_eq!(month("2026-03-30"), ["2026-02-28", "2026-03-31"]);
        let leap = |day| step(day, "2024-02-29", 1, Period::Year);
        assert_eq!(leap("2027-02-28"), ["2027-02-28", "2028-02-29"]);
        assert_eq!(leap("2028-02-28"), ["2027-02-28", "2028-02-29"]);
        let terms = |day| step(day, "2026-09-15", 5, Period::Month);
        assert_eq!(terms("2026-09-14"), ["2026-04-15", "2026-09-15"]);
        assert_eq!(terms("2027-02-14"), ["2026-09-15", "2027-02-15"]);
    }

    #[test]
    fn the_step_after_another_counts_from_the_anchor() {
        let calendar = Calendar::new(Zone::fixed(8 * 3_600).expect("a zone"));
        let at = |text| Instant::parse_rfc3339(text).expect(text);
        let after = |end, count, unit| {
            let every = Duration::Calendar(Span { count, unit });
            calendar.step_after(at("2026-01-31T10:00:00+08:00"), every, at(end))
        };
        for (end, next) in [
            ("2026-01-31T10:00:00+08:00", "2026-02-28T10:00:00+08:00"),
            ("2026-02-28T10:00:00+08:00", "2026-03-31T10:00:00+08:00"),
            ("2026-03-31T10:00:00+08:00", "2026-04-30T10:00:00+08:00"),
            // No step ends here.
            ("2026-02-28T10:00:01+08:00", "2026-03-28T10:00:01+08:00"),
            ("2026-03-28T10:00:00+08:00", "2026-04-28T10:00:00+08:00"),
        ] {
            assert_eq!(after(end, 1, Period::Month), at(next), "{end}");
        }
        let end = "2027-01-31T10:00:00+08:00";
        assert_eq!(after(end, 1, Period::Year), at("2028-01-31T10:00:00+08:00"));
        assert_eq!(after(end, 30, Period::Day), at("2027-03-02T10:00:00+08:00"));
        assert_eq!(after(end, 0, Period::Day), at(end));
        let hour = Duration::Exact(3_600_000);
        assert_eq!(calendar.step_after(at(end), hour, at(end)), at("2027-01-31T11:00:00+08:00"));
        let month = Duration::Calendar(Span { count: 1, unit: Period::Month });
        assert_eq!(calendar.step_after(Instant::MIN, month, Instant::MAX), Instant::MAX);
        let march = at("2026-03-31T10:00:00+08:00");
        assert_eq!(calendar.before(march, month), at("2026-02-28T10:00:00+08:00"));
        assert_eq!(calendar.before(Instant::MIN, hour), Instant::MIN);
    }

    #[test]
    fn steps_end_with_the_calendar() {
        for (count, unit) in [(1, Period::Day), (36_500, Period::Day), (100, Period::Year)] {
            for anchor in ["1970-01-01", "2199-12-31"] {
                for day in [Date::MIN, Date::MAX] {
                    let (first, next) = step_on(day, date(anchor), Span { count, unit });
                    assert!(first <= day && day <= next, "{anchor} {count} {unit:?}");
                }
            }
        }
    }

    #[test]
    fn years_of_a_membership_count_from_its_day() {
        let calendar = Calendar::new(Zone::fixed(0).expect("a zone"));
        let at = |text| Instant::parse_rfc3339(text).expect(text);
        let began = date("2025-03-10");
        let year = |text, cycle| calendar.cycle_of(at(text), cycle, began).from;
        for cycle in [Cycle::MembershipYear, Cycle::LevelYear] {
            assert_eq!(year("2026-03-09T23:59:59Z", cycle), Some(at("2025-03-10T00:00:00Z")));
            assert_eq!(year("2026-03-10T00:00:00Z", cycle), Some(at("2026-03-10T00:00:00Z")));
        }
        let day = Cycle::Of(Period::Day);
        assert_eq!(year("2026-03-10T07:00:00Z", day), Some(at("2026-03-10T00:00:00Z")));
    }
}
