//! Cycles: the stretches that limits, quotas, spans and levels repeat in. Every cycle tiles time.

use super::calendar::Calendar;
use super::date::{Date, Period, Span};
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
    /// The stretch of equal steps from an anchor that an instant is in. Steps are clamped from the
    /// anchor itself: from 31 January 28 February, then 31 March.
    #[must_use]
    pub fn step_of(&self, instant: Instant, anchor: Date, every: Span) -> Window {
        let day = self.day_of(instant);
        let mut count = steps_before(anchor, every, day);
        // The estimate is a step or two off at most, where months are clamped.
        while day < step(anchor, every, count) {
            count -= 1;
        }
        while step(anchor, every, count + 1) <= day {
            count += 1;
        }
        let (first, next) = (step(anchor, every, count), step(anchor, every, count + 1));
        let before_next = next.plus(Span { count: -1, unit: Period::Day });
        self.date_window(Some(first), Some(before_next))
    }
}

fn step(anchor: Date, every: Span, count: i32) -> Date {
    anchor.plus(Span { count: every.count.saturating_mul(count), ..every })
}

/// About how many steps lie between two days.
fn steps_before(anchor: Date, every: Span, day: Date) -> i32 {
    let longest = match every.unit {
        Period::Day => 1,
        Period::Week => 7,
        Period::Month => 31,
        Period::Quarter => 92,
        Period::HalfYear => 184,
        Period::Year => 366,
    } * i64::from(every.count.max(1));
    i32::try_from(day.days_since(anchor).div_euclid(longest)).unwrap_or(0)
}
