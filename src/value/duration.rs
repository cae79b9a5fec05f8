//! How long something lasts: exact hours and minutes, or days, weeks, months and years of a
//! calendar.

use super::calendar::Calendar;
use super::date::{Period, Span};
use super::instant::Instant;

/// A length of time; never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duration {
    /// So many milliseconds, whatever clocks do.
    Exact(i64),
    /// So much of the calendar: the same time on the clock, with days clamped to a month's end.
    Calendar(Span),
}

impl Duration {
    /// At least so many milliseconds, in whole months of their usual length.
    #[must_use]
    pub fn months_of(millis: i64) -> Self {
        // 365.2425 × 86,400,000 / 12
        const MONTH: i64 = 2_629_746_000;
        let count = i32::try_from((millis + MONTH - 1).div_euclid(MONTH)).unwrap_or(i32::MAX);
        Self::Calendar(Span { count, unit: Period::Month })
    }

    /// Whether it is no time at all.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        matches!(self, Self::Exact(0) | Self::Calendar(Span { count: 0, .. }))
    }
}

impl Calendar {
    /// The instant that lies a duration after another, held to the last.
    #[must_use]
    pub fn after(&self, instant: Instant, duration: Duration) -> Instant {
        match duration {
            Duration::Exact(millis) => instant.plus_millis(millis),
            Duration::Calendar(span) => self.add_to_instant(instant, span),
        }
    }

    /// The instant that lies a duration before another, held to the first.
    #[must_use]
    pub fn before(&self, instant: Instant, duration: Duration) -> Instant {
        match duration {
            Duration::Exact(millis) => instant.plus_millis(-millis),
            Duration::Calendar(span) => {
                self.add_to_instant(instant, Span { count: -span.count, ..span })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_become_whole_months() {
        let months = |count| Duration::Calendar(Span { count, unit: Period::Month });
        // A year of 365.2425 days is twelve months; a millisecond more is thirteen.
        assert_eq!(Duration::months_of(31_556_952_000), months(12));
        assert_eq!(Duration::months_of(31_556_952_001), months(13));
        assert_eq!(Duration::months_of(0), months(0));
    }

    #[test]
    fn nothing_is_nothing_in_any_unit() {
        let days = |count| Duration::Calendar(Span { count, unit: Period::Day });
        assert!(Duration::Exact(0).is_nothing() && days(0).is_nothing());
        assert!(!Duration::Exact(1).is_nothing() && !days(1).is_nothing());
    }
}
