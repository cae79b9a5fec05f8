//! What is noted of a member beside levels: segments that rules ask for or that last until
//! something else is met, the stage, and which rules' conditions are met that are fired by that.

use super::turns::{To, Turns};
use crate::engine::eligibility::met;
use crate::engine::facts::Facts;
use crate::member::Member;
use crate::program::{Condition, Rules, Segment, SegmentId, StageId, WatchId};
use crate::value::{Instant, Period};

/// A change of what is noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noted {
    Entered(SegmentId),
    Left(SegmentId),
    Staged(Option<StageId>),
    Met(WatchId),
    Unmet(WatchId),
}

/// Segments that are noted and derived, with what they ask.
fn segments(rules: &Rules) -> impl Iterator<Item = (SegmentId, &Segment, &Condition)> {
    let noted = (0..).map(SegmentId).zip(&rules.segments).filter(|(_, it)| it.noted);
    noted.filter_map(|(id, it)| Some((id, it, it.when.as_ref()?)))
}

/// Whether anything is noted that events and time change.
pub(super) fn notes(rules: &Rules) -> bool {
    rules.lifecycle.noted || !rules.watches.is_empty() || segments(rules).next().is_some()
}

/// What is noted and is otherwise at an instant.
pub(crate) fn noted(member: &Member, at: Instant) -> Vec<Noted> {
    let (rules, mut changes) = (&member.program.rules, Vec::new());
    if !notes(rules) {
        return changes;
    }
    let facts = Facts::new(member, None, at);
    let is = |condition: &Condition| facts.enrolled && met(condition, &facts);
    for (id, segment, when) in segments(rules) {
        let was = member.segments.contains(&segment.id);
        let now = match &segment.leave {
            Some(leave) if was => facts.enrolled && !is(leave),
            // Who would leave does not enter: else both would follow each other every day.
            Some(leave) => is(when) && !is(leave),
            None => is(when),
        };
        if was != now {
            changes.push(if now { Noted::Entered(id) } else { Noted::Left(id) });
        }
    }
    if rules.lifecycle.noted {
        let stage = facts.stage();
        let known = stage.map(|StageId(stage)| &rules.lifecycle.stages[usize::from(stage)].0);
        if member.stage.as_ref() != known {
            changes.push(Noted::Staged(stage));
        }
    }
    for (id, watch) in (0..).map(WatchId).zip(&rules.watches) {
        let (was, now) = (member.met.contains(&watch.of), is(&watch.when));
        if was != now {
            changes.push(if now { Noted::Met(id) } else { Noted::Unmet(id) });
        }
    }
    changes
}

/// The first start of a day after an instant, up to a limit, at which something noted changes.
pub(super) fn next(member: &Member, from: Instant, limit: Instant) -> Option<Instant> {
    let rules = &member.program.rules;
    if !notes(rules) {
        return None;
    }
    let next_day = |at: Instant| rules.calendar.period_of(at, Period::Day).until;
    let mut at = from;
    loop {
        let day = next_day(at).filter(|day| *day <= limit)?;
        if !noted(member, day).is_empty() {
            return Some(day);
        }
        let facts = Facts::new(member, None, day);
        let mut turns = Turns::new(&facts);
        // Whatever is asked, it is asked of members.
        turns.of(&Condition::Enrolled, To::Met);
        for (_, segment, when) in segments(rules) {
            for condition in segment.leave.iter().chain([when]) {
                turns.of(condition, To::Met);
                turns.of(condition, To::Unmet);
            }
        }
        let stages = rules.lifecycle.stages.iter().filter(|_| rules.lifecycle.noted);
        let watches = rules.watches.iter().map(|watch| &watch.when);
        for when in stages.map(|(_, when)| when).chain(watches) {
            turns.of(when, To::Met);
            turns.of(when, To::Unmet);
        }
        // As the day begins that is not before it.
        at = turns.first?.plus_millis(-1);
    }
}
