//! Which level is earned at an instant, and what becomes of one whose end has come.

use crate::engine::eligibility::met;
use crate::engine::facts::{Facts, Planned};
use crate::member::{Member, Standing, Why};
use crate::outcome::{Entry, EntryKind};
use crate::program::{Condition, Downgrade, Ladder, LadderId, LevelId, Upgrade, Validity};
use crate::value::{Instant, Window};

/// A change of a level, as it is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) ladder: LadderId,
    /// `None` where not even the first is everybody's.
    pub(crate) level: Option<LevelId>,
    pub(crate) since: Instant,
    pub(crate) until: Option<Instant>,
    pub(crate) why: Why,
}

impl Change {
    /// The entry of a member's change at an instant.
    pub(crate) fn entry(&self, member: &Member, at: Instant) -> Entry {
        let ladder = ladder(member, self.ladder);
        Entry {
            ladder: Some(ladder.id.clone()),
            level: self.level.map(|level| ladder.at(level).id.clone()),
            why: Some(self.why),
            since: (self.since != at).then_some(self.since),
            expires_at: self.until,
            ..Entry::new(EntryKind::Levelled, None, at)
        }
    }
}

pub(super) fn ladder(member: &Member, LadderId(ladder): LadderId) -> &Ladder {
    &member.program.rules.ladders[usize::from(ladder)]
}

/// The numbers of the ladders on which levels change by what members do and by time.
pub(crate) fn walked_ladders(member: &Member) -> Vec<LadderId> {
    ladders_with(member, &|_| true)
}

/// Those of them that are as asked.
pub(crate) fn ladders_with(member: &Member, is: &dyn Fn(&Ladder) -> bool) -> Vec<LadderId> {
    let mut ladders = Vec::new();
    for (of, ladder) in (0..).map(LadderId).zip(&member.program.rules.ladders) {
        if ladder.is_walked() && is(ladder) {
            ladders.push(of);
        }
    }
    ladders
}

/// What a member's level of a ladder is at an instant, as the change that it comes from.
pub(crate) fn stands(member: &Member, of: LadderId, at: Instant) -> Change {
    let (level, standing) = member.level(ladder(member, of), at);
    Change {
        ladder: of,
        level,
        since: standing.map_or(at, |it| it.since),
        until: standing.and_then(|it| it.until),
        why: standing.map_or(Why::Lapsed, |it| it.why),
    }
}

/// A member at an instant, of whom the conditions of levels are asked.
pub(crate) struct Look<'m> {
    facts: Facts<'m>,
    /// A grant that has ended by then has ended for this look.
    at: Instant,
}

impl<'m> Look<'m> {
    /// At an instant itself.
    pub(crate) fn at(member: &'m Member, at: Instant) -> Self {
        Self { facts: Facts::new(member, None, at), at }
    }

    /// The same, as if nothing had ever come back.
    pub(super) fn whole(mut self) -> Self {
        self.facts.whole = true;
        self
    }

    /// At the second of two instants, with the most that spans had at any between them.
    pub(super) fn over(member: &'m Member, (first, last): (Instant, Instant)) -> Self {
        let mut look = Self::at(member, last);
        look.facts.since = Some(first);
        look
    }

    /// At an instant, as if an order were recorded then.
    pub(crate) fn planned(member: &'m Member, at: Instant, planned: &'m Planned<'m>) -> Self {
        let mut look = Self::at(member, at);
        look.facts.planned = Some(planned);
        look
    }

    /// At the last instant before another, so that what ends with it counts whole.
    pub(crate) fn before(member: &'m Member, at: Instant) -> Self {
        Self { facts: Facts::new(member, None, at.plus_millis(-1)), at }
    }

    fn member(&self) -> &'m Member {
        self.facts.member
    }

    /// The facts, for what a level asks.
    pub(super) fn asking(&mut self, of: LadderId, level: LevelId) -> &Facts<'m> {
        self.facts.invited = self.is_invited(of, level);
        &self.facts
    }

    pub(super) fn meets(&mut self, of: LadderId, level: LevelId, condition: &Condition) -> bool {
        met(condition, self.asking(of, level))
    }

    /// Whether the level is the one that was granted last, and the grant goes on.
    fn is_invited(&self, of: LadderId, level: LevelId) -> bool {
        let (ladder, now) = (ladder(self.member(), of), self.facts.now);
        let mut begun = self.member().tiers.iter().rev();
        let granted =
            begun.find(|it| it.why == Why::Granted && it.at <= now && it.ladder == ladder.id);
        granted.is_some_and(|it| {
            it.level.as_ref() == Some(&ladder.at(level).id)
                && it.until.is_none_or(|until| self.at < until)
        })
    }

    /// Whether a level is reached.
    pub(super) fn enters(&mut self, of: LadderId, level: LevelId) -> bool {
        let enter = ladder(self.member(), of).at(level).enter.as_ref();
        enter.is_none_or(|enter| self.meets(of, level, enter))
    }

    /// Whether a level is kept.
    pub(super) fn stays(&mut self, of: LadderId, level: LevelId) -> bool {
        let of_level = ladder(self.member(), of).at(level);
        let stay = of_level.stay.as_ref().or(of_level.enter.as_ref());
        stay.is_none_or(|stay| self.meets(of, level, stay))
    }

    /// The highest level above another that is earned, whatever those below it ask.
    pub(super) fn earned(&mut self, of: LadderId, above: Option<LevelId>) -> Option<LevelId> {
        above_it(ladder(self.member(), of), above).rev().find(|level| self.enters(of, *level))
    }

    /// What changes at once: a higher level is earned, or one in its grace is kept after all.
    pub(crate) fn rise(&mut self, of: LadderId) -> Option<Change> {
        let (member, at) = (self.member(), self.at);
        let ladder = ladder(member, of);
        let (level, standing) = member.level(ladder, at);
        if !self.facts.enrolled {
            return None;
        }
        if ladder.upgrade == Upgrade::Now
            && let Some(level) = self.earned(of, level)
        {
            return Some(risen(member, of, level, at));
        }
        let (level, standing) = level.zip(standing)?;
        if standing.why != Why::Grace || !self.is_earned(of, level) {
            return None;
        }
        let until = reached_until(member, ladder, level, (standing.since, at));
        Some(Change {
            ladder: of,
            level: Some(level),
            since: standing.since,
            until,
            why: Why::Kept,
        })
    }

    /// What becomes of a level whose end is the instant after this look.
    pub(super) fn end(&mut self, of: LadderId, level: LevelId, standing: &Standing) -> Change {
        let (member, at, since) = (self.member(), self.at, standing.since);
        let ladder = ladder(member, of);
        let it = ladder.at(level);
        let in_grace = standing.why == Why::Grace;
        let kept = |until| Change { ladder: of, level: Some(level), since, until, why: Why::Kept };
        if in_grace && self.is_earned(of, level) {
            return kept(reached_until(member, ladder, level, (since, at)));
        }
        if self.stays(of, level) {
            return kept(again_until(member, ladder, level, (since, at)));
        }
        let grace = it.grace.map(|grace| member.program.rules.calendar.after(at, grace));
        if let (false, Some(until)) = (in_grace, grace.filter(|until| at < *until)) {
            return Change { until: Some(until), why: Why::Grace, ..kept(None) };
        }
        if it.downgrade == Downgrade::Never {
            return kept(again_until(member, ladder, level, (since, at)));
        }
        // What was earned as the grace began is not lost by it.
        let mut begun = in_grace.then(|| Self::before(member, standing.at));
        self.lapse(of, level, begun.as_mut())
    }

    /// Where a level falls to that is not kept: to what is earned at this look, or at another.
    pub(super) fn lapse(
        &mut self,
        of: LadderId,
        level: LevelId,
        mut other: Option<&mut Self>,
    ) -> Change {
        let (member, at) = (self.member(), self.at);
        let ladder = ladder(member, of);
        let mut below = (0..level.0).map(LevelId).rev();
        let lower = match ladder.at(level).downgrade {
            Downgrade::OneLevel => below.next(),
            Downgrade::ToBase | Downgrade::Never => None,
            Downgrade::ToEarned => below.find(|level| {
                Some(*level) == ladder.base()
                    || self.is_earned(of, *level)
                    || other.as_mut().is_some_and(|other| other.is_earned(of, *level))
            }),
        };
        let level = lower.or(ladder.base());
        let until = level.and_then(|level| again_until(member, ladder, level, (at, at)));
        Change { ladder: of, level, since: at, until, why: Why::Lapsed }
    }

    /// Whether a level is reached or kept.
    pub(super) fn is_earned(&mut self, of: LadderId, level: LevelId) -> bool {
        self.stays(of, level) || self.enters(of, level)
    }
}

/// The levels above another, the lowest first; all of them above none.
fn above_it(
    ladder: &Ladder,
    above: Option<LevelId>,
) -> impl DoubleEndedIterator<Item = LevelId> + use<> {
    let first = above.map_or(0, |LevelId(level)| level + 1);
    // A ladder has at most some dozens of levels.
    (first..u8::try_from(ladder.levels.len()).unwrap_or(u8::MAX)).map(LevelId)
}

/// A level is reached from below.
fn risen(member: &Member, of: LadderId, level: LevelId, at: Instant) -> Change {
    let until = reached_until(member, ladder(member, of), level, (at, at));
    Change { ladder: of, level: Some(level), since: at, until, why: Why::Earned }
}

/// The same where the level was earned as of the last instant before, in whose cycle it counts as
/// reached: who earned it last year has it this year.
pub(super) fn started(member: &Member, of: LadderId, level: LevelId, at: Instant) -> Change {
    let ladder = ladder(member, of);
    let earned = cycle(member, ladder, at, at.plus_millis(-1)).until;
    let by_cycle = matches!(ladder.at(level).valid, Validity::ThisCycle | Validity::NextCycle);
    let is_over = by_cycle && earned.is_some_and(|until| until <= at);
    let until = match is_over {
        true => again_until(member, ladder, level, (at, at)),
        false => reached_until(member, ladder, level, (at, at)),
    };
    Change { ladder: of, level: Some(level), since: at, until, why: Why::Earned }
}

/// What the levels above another ask to be entered.
pub(super) fn enters_above(
    ladder: &Ladder,
    above: Option<LevelId>,
) -> impl Iterator<Item = (LevelId, &Condition)> {
    above_it(ladder, above).filter_map(|level| Some((level, ladder.at(level).enter.as_ref()?)))
}

/// What a level asks to be kept in its grace.
pub(super) fn asked_in_grace<'l>(
    ladder: &'l Ladder,
    level: Option<LevelId>,
    standing: Option<&Standing>,
) -> impl Iterator<Item = (LevelId, &'l Condition)> + use<'l> {
    let graced = level.filter(|_| standing.is_some_and(|it| it.why == Why::Grace));
    let asked = graced.map(|level| (level, ladder.at(level)));
    asked.into_iter().flat_map(|(level, it)| {
        it.stay.iter().chain(&it.enter).map(move |condition| (level, condition))
    })
}

/// The cycle of a ladder that an instant is in, for a level that began at another.
pub(super) fn cycle(member: &Member, ladder: &Ladder, since: Instant, at: Instant) -> Window {
    let calendar = &member.program.rules.calendar;
    let began = match ladder.cycle {
        crate::value::Cycle::MembershipYear => member.joined_at.unwrap_or(at),
        _ => since,
    };
    calendar.cycle_of(at, ladder.cycle, calendar.day_of(began))
}

/// Until when a level holds that is reached at the second instant, and had since the first.
fn reached_until(
    member: &Member,
    ladder: &Ladder,
    level: LevelId,
    (since, at): (Instant, Instant),
) -> Option<Instant> {
    if ladder.at(level).valid != Validity::NextCycle {
        return again_until(member, ladder, level, (since, at));
    }
    let next = again_until(member, ladder, level, (since, at))?;
    again_until(member, ladder, level, (since, next))
}

/// The same of a level that goes on, or that another fell to.
fn again_until(
    member: &Member,
    ladder: &Ladder,
    level: LevelId,
    (since, at): (Instant, Instant),
) -> Option<Instant> {
    if Some(level) == ladder.base() {
        return None;
    }
    let until = match ladder.at(level).valid {
        Validity::ForEver => None,
        Validity::For(length) => Some(member.program.rules.calendar.after(at, length)),
        Validity::ThisCycle | Validity::NextCycle => cycle(member, ladder, since, at).until,
    };
    // What time has no end for goes on for ever.
    until.filter(|until| at < *until)
}

/// Since when a member has a level already that is granted at an instant.
pub(crate) fn had_since(
    member: &Member,
    ladder: &Ladder,
    level: LevelId,
    at: Instant,
) -> Option<Instant> {
    let (had, standing) = member.level(ladder, at);
    let since = standing.map_or(member.joined_at, |standing| Some(standing.since));
    since.filter(|since| had == Some(level) && *since < at)
}

/// Until when a level is granted of which nobody said it.
pub(crate) fn granted_until(
    member: &Member,
    of: LadderId,
    level: LevelId,
    at: Instant,
) -> Option<Instant> {
    reached_until(member, ladder(member, of), level, (at, at))
}
