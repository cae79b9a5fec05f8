//! Ladders that time alone does not lift, as most: between one change and the next only what
//! happened can. Then a walk that is made again need not look at each event: what spans had at the
//! most over many events at once tells whether one of them can have lifted.

use super::qualify::{Look, asked_in_grace, enters_above, ladder};
use super::walk::start_after;
use crate::member::Member;
use crate::program::{Bounded, Condition, LadderId, Rules, SegmentId, Since, What, Within};
use crate::value::Instant;
use crate::value::bounds::MAX_MINOR;

/// Whether time alone makes nothing met of what a ladder asks, but for days that are fixed.
pub(super) fn is_steady(rules: &Rules, LadderId(of): LadderId) -> bool {
    let mut levels = rules.ladders[usize::from(of)].levels.iter();
    levels.all(|level| level.enter.iter().chain(&level.stay).all(|it| grows(rules, it)))
}

/// Whether a condition that something happened for stays met, and nothing else makes it so.
fn grows(rules: &Rules, condition: &Condition) -> bool {
    match condition {
        Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => {
            of.iter().all(|inner| grows(rules, inner))
        }
        Condition::Measure(of) => {
            let measure = &rules.measures[usize::from(of.measure.0)];
            let is_sum = matches!(
                measure.what,
                What::Spend(_)
                    | What::Orders
                    | What::Visits
                    | What::Bought
                    | What::Activities { .. }
                    | What::PointsEarned(_)
                    | What::Referrals
            );
            let is_now = !matches!(measure.within, Within::Previous(..) | Within::SinceLastOrder);
            is_sum && is_now && has_no_most(of)
        }
        Condition::Elapsed(of) => {
            of.most.is_none() && matches!(of.since, Since::Birth | Since::Joining)
        }
        Condition::Segment(of) => of.iter().all(|SegmentId(segment)| {
            let segment = &rules.segments[usize::from(*segment)];
            let when = segment.when.as_ref().filter(|_| segment.leave.is_none());
            when.is_none_or(|when| grows(rules, when))
        }),
        Condition::Enrolled | Condition::Invited | Condition::Referred(_) => true,
        // Levels of others that are walked change where this walk stops.
        Condition::Tier { ladder, .. } => rules.ladders[usize::from(ladder.0)].is_walked(),
        _ => false,
    }
}

fn has_no_most(of: &Bounded) -> bool {
    of.most >= MAX_MINOR
}

/// The first instant up to a limit at which a steady ladder changes by what happened, if no level
/// ends or is granted before. `happened` are ascending instants from the one on that is known.
pub(super) fn first_change(
    member: &Member,
    of: LadderId,
    happened: &[Instant],
    limit: Instant,
) -> Option<Instant> {
    let happened = &happened[..happened.partition_point(|at| *at <= limit)];
    let (first, last) = (*happened.first()?, *happened.last()?);
    if !may_change(member, of, (first, last)) {
        return None;
    }
    if happened.len() > 1 {
        let (early, late) = happened.split_at(happened.len() >> 1);
        let first = first_change(member, of, early, limit);
        return first.or_else(|| first_change(member, of, late, limit));
    }
    if Look::at(member, first).rise(of).is_some() {
        return Some(first);
    }
    let ladder = ladder(member, of);
    let start = start_after(member, ladder, first).filter(|start| *start <= limit)?;
    let level = member.level(ladder, first).0;
    Look::before(member, start).earned(of, level).map(|_| start)
}

/// Whether something that happened between two instants, both included, can have lifted.
fn may_change(member: &Member, of: LadderId, (first, last): (Instant, Instant)) -> bool {
    let ladder = ladder(member, of);
    let (level, standing) = member.level(ladder, first);
    // What is had from the start of a day or cycle on is asked as of the last instant before it.
    let last = start_after(member, ladder, last).map_or(last, |start| start.plus_millis(-1));
    let mut look = Look::over(member, (first, last));
    let asked = asked_in_grace(ladder, level, standing);
    let mut asked = enters_above(ladder, level).chain(asked);
    asked.any(|(level, condition)| look.meets(of, level, condition))
}
