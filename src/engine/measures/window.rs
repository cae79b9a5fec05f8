//! Spans and cycles as windows: which stretch of time counts for a member.

use super::orders::last_order;
use crate::engine::facts::Facts;
use crate::member::Member;
use crate::program::{LadderId, Selection, Within};
use crate::value::{Cycle, Duration, Instant, Span, Window};

/// So much back.
pub(super) fn back(span: Span) -> Span {
    Span { count: span.count.saturating_neg(), ..span }
}

/// The stretch of a cycle that an instant is in. For who has not joined the year of a membership
/// begins at that instant.
pub(crate) fn cycle(member: &Member, cycle: Cycle, now: Instant) -> Window {
    let calendar = &member.program.rules.calendar;
    let began = member.joined_at.unwrap_or(now);
    calendar.cycle_of(now, cycle, calendar.day_of(began))
}

/// The stretch that a measure counts; of it, what is after now does not count.
pub(crate) fn window(facts: &Facts<'_>, within: Within) -> Window {
    let Some(since) = facts.since else { return window_at(facts, within, facts.now) };
    match within {
        Within::Window(window) => window,
        _ => Window { until: None, ..window_at(facts, within, since) },
    }
}

fn window_at(facts: &Facts<'_>, within: Within, at: Instant) -> Window {
    let calendar = &facts.rules().calendar;
    let from = match within {
        Within::Lifetime => None,
        Within::Last(Duration::Exact(millis)) => Some(at.plus_millis(-millis)),
        Within::Last(Duration::Calendar(span)) => {
            Some(calendar.start_of(calendar.day_of(at).plus(back(span))))
        }
        Within::This(cycle, ladder) => return cycle_at(facts, cycle, ladder, at),
        Within::Previous(cycle, ladder) => {
            return match cycle_at(facts, cycle, ladder, at).from {
                // What begins before time does has nothing before it.
                None => Window { from: None, until: Some(Instant::MIN) },
                Some(from) => cycle_at(facts, cycle, ladder, from.plus_millis(-1)),
            };
        }
        Within::Window(window) => return window,
        Within::SinceJoined => facts.member.joined_at,
        Within::SinceLevel(ladder) => facts.level_since(ladder),
        Within::SinceLastOrder => {
            last_order(facts, Window::ALWAYS, Selection::default()).map(|(at, _)| at)
        }
    };
    Window { from, until: None }
}

/// As [`cycle`], but a year of a level counts from when the member came to have it.
fn cycle_at(facts: &Facts<'_>, of: Cycle, ladder: Option<LadderId>, at: Instant) -> Window {
    let calendar = &facts.rules().calendar;
    match ladder.and_then(|ladder| facts.level_since(ladder)) {
        Some(since) => calendar.cycle_of(at, of, calendar.day_of(since)),
        None => cycle(facts.member, of, at),
    }
}
