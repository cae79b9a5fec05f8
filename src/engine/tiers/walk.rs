//! When levels change by time alone, and what changes then.
//!
//! Nothing is looked at that cannot have changed: [`next`] tries the instants at which time may
//! turn a condition, and names the first at which it does.

use super::noted;
use super::qualify::{
    Change, Look, asked_in_grace, cycle, enters_above, ladder, started, walked_ladders,
};
use super::turns::{To, Turns};
use super::undo::recounted;
use crate::engine::facts::Facts;
use crate::member::{Member, Why};
use crate::program::{Ladder, LadderId, LevelId, Rules, Upgrade};
use crate::value::{Instant, Period};

/// Whether what members do and time change their levels, or what is noted of them.
pub(crate) fn walked(rules: &Rules) -> bool {
    rules.ladders.iter().any(Ladder::is_walked) || noted::notes(rules)
}

/// Whether the member was settled by an older version of the programme, or by none.
pub(crate) fn migrates(member: &Member) -> bool {
    let rules = &member.program.rules;
    let begun = member.as_of.or(member.joined_at).is_some();
    begun && member.version < Some(rules.version) && walked(rules)
}

/// What levels do at an instant, as far as the last one before it says.
#[derive(Debug, Default)]
pub(crate) struct Due {
    /// Levels that end then.
    pub(crate) ends: Vec<Change>,
    /// Levels that are earned, and had from then on where they are higher.
    pub(crate) starts: Vec<(LadderId, LevelId)>,
    /// What is noted of the member is looked at.
    pub(crate) noted: bool,
}

impl Due {
    /// At a boundary of time; asked before anything happens then.
    pub(crate) fn of_time(member: &Member, at: Instant) -> Self {
        if !walked(&member.program.rules) {
            return Self::default();
        }
        let levels = Self::of_levels(member, &walked_ladders(member), at);
        Self { noted: is_start(member, at), ..levels }
    }

    /// The same of some ladders alone.
    pub(super) fn of_levels(member: &Member, ladders: &[LadderId], at: Instant) -> Self {
        let mut due = Self { ends: ends(member, ladders, at), ..Self::default() };
        let mut before = Look::before(member, at);
        for &of in ladders {
            let ladder = ladder(member, of);
            if member.is_enrolled(at)
                && start_after(member, ladder, at.plus_millis(-1)) == Some(at)
                && let Some(level) = before.earned(of, ladder.base())
            {
                due.starts.push((of, level));
            }
        }
        due
    }

    /// After an event; a level that was granted late may have ended by then.
    pub(crate) fn of_event(member: &Member, at: Instant) -> Self {
        let ends = ends(member, &walked_ladders(member), at);
        Self { ends, starts: Vec::new(), noted: true }
    }

    /// At what was settled last, by a new version of the programme.
    pub(crate) fn of_version(member: &Member, at: Instant) -> Self {
        let mut due = Self::of_event(member, at);
        if member.program.rules.migration.requalify {
            due.ends = recounted(member, &walked_ladders(member), at);
            due.ends.iter_mut().for_each(|change| change.why = Why::Requalified);
        }
        due
    }

    /// What becomes of the starts, once levels that end have ended.
    pub(crate) fn start(&self, member: &Member, at: Instant) -> Vec<Change> {
        let mut changes = Vec::new();
        for &(of, level) in &self.starts {
            if member.level(ladder(member, of), at).0 < Some(level) {
                changes.push(started(member, of, level, at));
            }
        }
        changes
    }
}

/// What becomes of the levels that end at an instant, or should have ended.
fn ends(member: &Member, ladders: &[LadderId], at: Instant) -> Vec<Change> {
    let mut ends = Vec::new();
    for &of in ladders {
        let ladder = ladder(member, of);
        let (level, standing) = member.level(ladder, at);
        let Some((level, standing)) = level.zip(standing) else { continue };
        let is_over = standing.until.is_some_and(|until| until <= at);
        if is_over && Some(level) != ladder.base() {
            ends.push(Look::before(member, at).end(of, level, standing));
        }
    }
    ends
}

/// Whether a day begins.
fn is_start(member: &Member, at: Instant) -> bool {
    let calendar = &member.program.rules.calendar;
    calendar.start_of(calendar.day_of(at)) == at
}

/// When the next day or cycle begins, where levels are had from then on.
pub(super) fn start_after(member: &Member, ladder: &Ladder, at: Instant) -> Option<Instant> {
    match ladder.upgrade {
        Upgrade::Now => None,
        Upgrade::NextDay => member.program.rules.calendar.period_of(at, Period::Day).until,
        Upgrade::NextCycle => {
            let since = member.level(ladder, at).1.map(|standing| standing.since);
            cycle(member, ladder, since.or(member.joined_at)?, at).until
        }
    }
}

/// The first instant after another, up to a limit, at which a level ends or is had, or what is
/// noted of the member changes, if nothing happens but time.
pub(crate) fn next(member: &Member, from: Instant, limit: Instant) -> Option<Instant> {
    if !walked(&member.program.rules) {
        return None;
    }
    let level = next_level(member, &walked_ladders(member), from, limit);
    noted::next(member, from, level.unwrap_or(limit)).or(level)
}

/// The same of the levels of some ladders alone.
pub(super) fn next_level(
    member: &Member,
    ladders: &[LadderId],
    from: Instant,
    limit: Instant,
) -> Option<Instant> {
    let (mut limit, mut first) = (limit, None);
    if let Some(end) = next_end(member, ladders, from).filter(|end| *end <= limit) {
        (first, limit) = (Some(end), end);
    }
    // From here on, nothing ends before the limit.
    for &of in ladders {
        for at in [next_rise(member, of, from, limit), next_start(member, of, from, limit)] {
            if let Some(at) = at.filter(|at| *at <= limit) {
                (first, limit) = (Some(at), at);
            }
        }
    }
    first
}

/// When the first level ends.
pub(super) fn next_end(member: &Member, ladders: &[LadderId], from: Instant) -> Option<Instant> {
    let end = |of: &LadderId| {
        let ladder = ladder(member, *of);
        let (level, standing) = member.level(ladder, from);
        let until = standing.filter(|_| level != ladder.base())?.until;
        until.map(|until| until.max(from))
    };
    ladders.iter().filter_map(end).min()
}

/// When time may next make something met that lifts, or keeps in a grace.
pub(super) fn next_turn(member: &Member, of: LadderId, at: Instant) -> Option<Instant> {
    let ladder = ladder(member, of);
    let (level, standing) = member.level(ladder, at);
    let facts = Facts::new(member, None, at);
    let mut turns = Turns::new(&facts);
    if ladder.upgrade == Upgrade::Now {
        enters_above(ladder, level).for_each(|(_, enter)| turns.of(enter, To::Met));
    }
    asked_in_grace(ladder, level, standing).for_each(|(_, asked)| turns.of(asked, To::Met));
    turns.first
}

/// When a level is earned at once, or kept in its grace.
fn next_rise(member: &Member, of: LadderId, from: Instant, limit: Instant) -> Option<Instant> {
    let mut at = from;
    loop {
        at = next_turn(member, of, at).filter(|at| *at <= limit)?;
        if Look::at(member, at).rise(of).is_some() {
            return Some(at);
        }
    }
}

/// When a level is had from the start of a day or cycle on.
pub(super) fn next_start(
    member: &Member,
    of: LadderId,
    from: Instant,
    limit: Instant,
) -> Option<Instant> {
    let ladder = ladder(member, of);
    let (level, _) = member.level(ladder, from);
    let mut at = from;
    loop {
        let start = start_after(member, ladder, at).filter(|start| *start <= limit)?;
        if member.is_enrolled(start) && Look::before(member, start).earned(of, level).is_some() {
            return Some(start);
        }
        let facts = Facts::new(member, None, start.plus_millis(-1));
        let mut turns = Turns::new(&facts);
        enters_above(ladder, level).for_each(|(_, enter)| turns.of(enter, To::Met));
        at = turns.first?;
    }
}
