//! Days and hours, as conditions and schedules ask for them.

use super::facts::Facts;
use super::measures::cycle;
use crate::program::{Condition, Days, Hours, Listed, MonthDay, OnDays};
use crate::value::{Calendar, Cycle, Date, Instant, LocalDateTime, Period, Span};

const MILLIS_OF_MINUTE: i64 = 60_000;
/// Within so many days most of what recurs does.
const LOOKED_AHEAD: i32 = 366;

/// The day that an instant is in; beside hours over midnight, the one on which the night began.
pub(super) fn day_of(calendar: &Calendar, days: &Days, now: Instant) -> Date {
    if days.night_until == 0 {
        return calendar.day_of(now);
    }
    let shown = calendar.local(now);
    let before = shown.minute_of_day() < i64::from(days.night_until);
    after(shown.date(), -i32::from(before))
}

fn after(day: Date, count: i32) -> Date {
    day.plus(Span { count, unit: Period::Day })
}

/// Whether a day is one of them.
pub(super) fn includes(days: &OnDays, day: Date) -> bool {
    match days {
        OnDays::OfWeek(days) => bit(*days, day.weekday() as u32),
        OnDays::OfMonth { from_start, from_end } => {
            bit(*from_start, day.day()) || bit(*from_end, day.days_in_month() + 1 - day.day())
        }
        OnDays::Listed(Listed { dates, yearly }) => {
            dates.contains(&day) || yearly.iter().any(|listed| falls_on(*listed, day))
        }
        OnDays::NthWeekday { n, weekday, months } => {
            let (place, left) = ((day.day() - 1) / 7, (day.days_in_month() - day.day()) / 7);
            let nth = if *n < 0 { left == 0 } else { i64::from(place) + 1 == i64::from(*n) };
            nth && day.weekday() == *weekday && bit(*months, day.month())
        }
        OnDays::OfCycle { .. } => false,
    }
}

fn bit(bits: u32, bit: u32) -> bool {
    bits >> bit & 1 == 1
}

/// Whether a day is one of the nth of the member's cycle, the first being 1.
pub(super) fn counts_in_cycle(facts: &Facts<'_>, of: Cycle, days: &[u32], day: Date) -> bool {
    let calendar = &facts.rules().calendar;
    let window = cycle(facts.member, of, calendar.start_of(day));
    let nth = window.from.map(|from| day.days_since(calendar.day_of(from)) + 1);
    nth.is_some_and(|nth| days.iter().any(|listed| i64::from(*listed) == nth))
}

/// 29 February is 28 February in common years.
fn falls_on(listed: MonthDay, day: Date) -> bool {
    let last = day.days_in_month().min(u32::from(listed.day));
    day.month() == u32::from(listed.month) && day.day() == last
}

/// Whether a day is one of them, for this member.
fn is_one(facts: &Facts<'_>, days: &Days, day: Date) -> bool {
    match &days.on {
        OnDays::OfCycle { cycle, days } => counts_in_cycle(facts, *cycle, days, day),
        on => includes(on, day),
    }
}

/// The beginning of the next of these days; of those that recur, when it comes within a year.
pub(super) fn next_day(facts: &Facts<'_>, days: &Days) -> Option<Instant> {
    let calendar = &facts.rules().calendar;
    let today = day_of(calendar, days, facts.now);
    let mut ahead = (1..=LOOKED_AHEAD).map(|count| after(today, count));
    let next = ahead.find(|day| is_one(facts, days, *day));
    // A single date may be further off.
    let next = next.or_else(|| match &days.on {
        OnDays::Listed(listed) => listed.dates.iter().copied().filter(|day| today < *day).min(),
        _ => None,
    });
    next.map(|day| calendar.start_of(day))
}

/// Whether the clock shows one of these times.
pub(super) fn shows(calendar: &Calendar, hours: Hours, now: Instant) -> bool {
    let minute = calendar.local(now).minute_of_day();
    let (begun, over) = (i64::from(hours.from) <= minute, i64::from(hours.until) <= minute);
    if hours.is_night() { begun || !over } else { begun && !over }
}

/// When the clock shows the first of these times again.
pub(super) fn next_hours(calendar: &Calendar, hours: Hours, now: Instant) -> Instant {
    next_minute(calendar, hours.from, now)
}

fn next_minute(calendar: &Calendar, minute: u16, now: Instant) -> Instant {
    let shown = calendar.local(now);
    let tomorrow = i64::from(minute) <= shown.minute_of_day();
    on_clock(calendar, after(shown.date(), i32::from(tomorrow)), minute)
}

fn on_clock(calendar: &Calendar, day: Date, minute: u16) -> Instant {
    calendar.zone().instant_of(LocalDateTime::new(day, i64::from(minute) * MILLIS_OF_MINUTE))
}

/// When a time is over that now is in, if that is within a year; `None` of what is no time.
pub(super) fn over(facts: &Facts<'_>, condition: &Condition) -> Option<Option<Instant>> {
    let calendar = &facts.rules().calendar;
    match condition {
        Condition::During(window) => Some(window.until),
        Condition::Hours(hours) => Some(Some(next_minute(calendar, hours.until, facts.now))),
        Condition::Days(days) => {
            let today = day_of(calendar, days, facts.now);
            let mut ahead = (1..=LOOKED_AHEAD).map(|count| after(today, count));
            let other = ahead.find(|day| !is_one(facts, days, *day));
            Some(other.map(|day| match days.night_until {
                0 => calendar.start_of(day),
                // Until then it is the night before.
                until => on_clock(calendar, day, until),
            }))
        }
        _ => None,
    }
}
