//! How long something lasts: exact hours and minutes, or days, weeks, months and years of a
//! calendar.

use super::calendar::Calendar;
use super::date::Span;
use super::instant::Instant;

/// A length of time; never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duration {
    /// So many milliseconds, whatever clocks do.
    Exact(i64),
    /// So much of the calendar: the same time on the clock, with days clamped to a month's end.
    Calendar(Span),
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
