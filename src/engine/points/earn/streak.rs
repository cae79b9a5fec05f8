//! Runs of days.

use super::Call;
use crate::outcome::Earned;
use crate::program::{RuleId, Streak};
use crate::value::{Id, Period, Points, Span};

/// What this day of a run gives; `None` when the day has counted, or a later one has.
///
/// Of what is kept of an order nobody knows any more which day of a run it was: no points.
pub(super) fn points(
    call: &Call<'_>,
    id: RuleId,
    name: &Id,
    streak: &Streak,
    earned: &mut Earned,
) -> Option<Points> {
    if call.is_kept() {
        return None;
    }
    let today = call.rules.calendar.day_of(call.facts.now);
    let known = call.facts.member.runs.iter().find(|run| run.rule == *name);
    let days = match known {
        None => 1,
        Some(run) if today <= run.day => return None,
        Some(run) => {
            let next = run.day.plus(Span { count: 1, unit: Period::Day });
            if streak.keep || today == next { run.days.saturating_add(1) } else { 1 }
        }
    };
    earned.runs.push((id, today, days));
    Some(streak.points(days))
}
