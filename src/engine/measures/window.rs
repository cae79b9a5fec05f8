//! Cycles as windows: which stretch of time an instant is in, for a member.

use crate::member::Member;
use crate::value::{Cycle, Instant, Window};

/// The stretch of a cycle that an instant is in. For who has not joined the year of a membership
/// begins at that instant.
pub(crate) fn cycle(member: &Member, cycle: Cycle, now: Instant) -> Window {
    let calendar = &member.program.rules.calendar;
    let began = member.joined_at.unwrap_or(now);
    calendar.cycle_of(now, cycle, calendar.day_of(began))
}
