//! Walking again with what is known now: which levels there would have been.
//!
//! Levels are changed only where a decision is in doubt, so that most returns ask no more than
//! whether each decision would have been made without them.

use super::qualify::{Change, Look, had_since, ladder, stands};
use super::steady::{first_change, is_steady};
use super::walk::{Due, next_end, next_level, next_start, next_turn};
use crate::member::{Lot, LotIx, Member, Standing, Why};
use crate::program::{Downgrade, LadderId, LevelId, On, Upgrade};
use crate::value::order::sorted;
use crate::value::{Instant, Points};

/// Where a walk that was made again ends for a ladder.
#[derive(Clone, Debug)]
pub(crate) struct Rewalked {
    /// The level, since when, until when and why.
    pub(crate) end: Change,
    /// The highest level that was had.
    pub(crate) top: Option<LevelId>,
    /// The levels that were entered, as often as they were.
    pub(crate) entered: Vec<LevelId>,
}

/// The lots that were granted on entering levels of some ladders, from an instant on: while levels
/// are in doubt, what entering them gave does not speak for them.
struct Gifts {
    lots: Vec<(LotIx, Lot, LadderId, LevelId)>,
}

impl Gifts {
    fn new(member: &Member, ladders: &[LadderId], from: Instant) -> Self {
        let mut lots = Vec::new();
        for ix in member.ledger.all() {
            let lot = *member.ledger.lot(ix);
            let on = lot.rule.map(|rule| member.program.rules.points.rule(rule).on);
            if let Some(On::EntersTier(of, level)) = on
                && from <= lot.earned_at
                && !lot.undone
                && ladders.contains(&of)
            {
                lots.push((ix, lot, of, level));
            }
        }
        Self { lots }
    }

    /// Leaves those that are as asked, and sets the others aside.
    fn show(&self, member: &mut Member, counts: &dyn Fn(&Lot, LadderId, LevelId) -> bool) {
        for &(ix, lot, of, level) in &self.lots {
            let gone = Lot { left: Points::ZERO, undone: true, ..lot };
            let shown = if counts(&lot, of, level) { lot } else { gone };
            if *member.ledger.lot(ix) != shown {
                member.ledger.change(ix, |lot| *lot = shown);
            }
        }
    }
}

/// From where on levels of some ladders have to be walked again: the first decision that would be
/// made now if nothing had come back, and is not without it. So what expired since, was spent or
/// stated otherwise casts no doubt. What was decided before anything that came back is not asked.
pub(crate) fn first_doubt(member: &mut Member, ladders: &[LadderId]) -> Option<Instant> {
    if ladders.is_empty() {
        return None;
    }
    let returned = member.orders.iter().filter(|it| it.lines.iter().any(|line| line.returned > 0));
    let from = returned.map(|order| order.at).min()?;
    let gifts = Gifts::new(member, ladders, from);
    let all = std::mem::take(&mut member.tiers);
    let mut doubt: Option<Instant> = None;
    for standing in &all {
        if !gifts.lots.is_empty() {
            let had: Vec<_> = ladders.iter().map(|of| stands(member, *of, standing.at)).collect();
            gifts.show(member, &|lot, of, level| {
                let had = had.iter().find(|it| it.ladder == of);
                lot.earned_at < standing.at || had.is_some_and(|it| Some(level) <= it.level)
            });
        }
        let of = ladders.iter().find(|of| ladder(member, **of).id == standing.ladder);
        if let Some(&of) = of.filter(|_| from <= standing.at) {
            // What a correction lifted was decided by what was earlier.
            let origin = origin(member, standing);
            // What would not be made with what came back either was not made because of it.
            let doubted = origin < standing.at
                || !is_justified(member, of, standing, false)
                    && is_justified(member, of, standing, true);
            if doubted && doubt.is_none_or(|first| origin < first) {
                doubt = Some(origin);
            }
        }
        // Each decision is asked of the member as it was before.
        member.tiers.push(standing.clone());
    }
    gifts.show(member, &|_, _, _| true);
    doubt
}

/// The instant of what a change was decided by.
fn origin(member: &Member, standing: &Standing) -> Instant {
    let event = match (standing.why, &standing.event) {
        (Why::Earned, Some(event)) => member.events.iter().rfind(|seen| seen.id == *event),
        _ => None,
    };
    event.and_then(|event| event.at).map_or(standing.at, |at| at.min(standing.at))
}

/// Whether a change would be made now of a member who has none of those after it; as a whole, if
/// nothing had come back.
fn is_justified(member: &Member, of: LadderId, it: &Standing, whole: bool) -> bool {
    let ladder = ladder(member, of);
    let (_, before) = member.level(ladder, it.at);
    let has_ended = before.and_then(|it| it.until).is_some_and(|until| until <= it.at);
    let Some(level) = it.level.as_ref().and_then(|level| ladder.level(level)) else { return true };
    let mut look = match (it.why, ladder.upgrade) {
        (Why::Earned, Upgrade::Now) => Look::at(member, it.at),
        (Why::Kept, _) if !has_ended => Look::at(member, it.at),
        _ => Look::before(member, it.at),
    };
    if whole {
        look = look.whole();
    }
    let in_grace = before.is_some_and(|before| before.why == Why::Grace);
    match it.why {
        Why::Earned => look.enters(of, level),
        Why::Kept => {
            has_ended && ladder.at(level).downgrade == Downgrade::Never
                || look.stays(of, level)
                || in_grace && look.enters(of, level)
        }
        Why::Lapsed => {
            let from = before.and_then(|before| ladder.level(before.level.as_ref()?));
            let falls = from.map(|from| ladder.at(from).downgrade);
            let begun = before.filter(|_| in_grace).map(|before| before.at);
            Some(level) == ladder.base()
                || falls != Some(Downgrade::ToEarned)
                || look.is_earned(of, level)
                || begun.is_some_and(|at| Look::before(member, at).is_earned(of, level))
        }
        Why::Granted | Why::Grace | Why::Undone | Why::Requalified => true,
    }
}

/// Walks the levels of some ladders again, from an instant to another, over what happened and what
/// time brings; the member's changes stay as they are.
pub(crate) fn rewalk(
    member: &mut Member,
    ladders: &[LadderId],
    from: Instant,
    until: Instant,
) -> Vec<Rewalked> {
    let gifts = Gifts::new(member, ladders, from);
    let all = std::mem::take(&mut member.tiers);
    let again = |it: &Standing| {
        from <= it.at && ladders.iter().any(|of| ladder(member, *of).id == it.ladder)
    };
    let (mut before, mut grants) = (Vec::new(), Vec::new());
    for standing in &all {
        if !again(standing) {
            before.push(standing.clone());
        } else if standing.why == Why::Granted {
            grants.push(standing.clone());
        }
    }
    member.tiers = before;
    let mut walks = Vec::new();
    for &of in ladders {
        let end = stands(member, of, from.plus_millis(-1));
        walks.push(Rewalked { end, top: end.level, entered: Vec::new() });
    }
    let happened = happened(member, &grants, from, until);
    let steady = ladders.iter().all(|of| is_steady(&member.program.rules, *of));
    tell(member, &mut walks, &gifts, from.plus_millis(-1));
    let mut next = Some(from);
    while let Some(at) = next {
        step(member, ladders, at, &grants, &mut |member| tell(member, &mut walks, &gifts, at));
        let rest = &happened[happened.partition_point(|known| *known <= at)..];
        next = if steady {
            next_steady(member, ladders, (at, until), rest, &grants)
        } else {
            let event = rest.first().copied();
            next_level(member, ladders, at, event.unwrap_or(until)).or(event)
        };
        next = next.filter(|next| at < *next && *next <= until);
    }
    member.tiers = all;
    gifts.show(member, &|_, _, _| true);
    walks
}

/// Where a walk of steady ladders stops next: what happened need not be looked at one by one.
fn next_steady(
    member: &Member,
    ladders: &[LadderId],
    (at, until): (Instant, Instant),
    rest: &[Instant],
    grants: &[Standing],
) -> Option<Instant> {
    let granted = grants.iter().map(|grant| grant.at).filter(|granted| at < *granted);
    let turns = ladders.iter().filter_map(|of| next_turn(member, *of, at));
    let ends = next_end(member, ladders, at);
    let mut next = granted.chain(turns).chain(ends).min();
    for &of in ladders {
        let limit = next.map_or(until, |next| next.min(until));
        // What happened at the instant itself, or time, may lift from a later start on.
        let early = next_start(member, of, at, limit);
        let late = first_change(member, of, rest, limit);
        next = early.into_iter().chain(late).chain(next).min();
    }
    next
}

/// Notes where walks are by now. What entering levels gave counts once they were had.
fn tell(member: &mut Member, walks: &mut [Rewalked], gifts: &Gifts, at: Instant) {
    for walk in &mut *walks {
        let before = walk.end.level;
        walk.end = stands(member, walk.end.ladder, at);
        let levels = (0..u8::MAX).map(LevelId).take_while(|it| Some(*it) <= walk.end.level);
        walk.entered.extend(levels.filter(|level| before < Some(*level)));
        walk.top = walk.top.max(walk.end.level);
    }
    gifts.show(member, &|_, of, level| {
        walks.iter().any(|walk| walk.end.ladder == of && Some(level) <= walk.top)
    });
}

/// What becomes of levels at an instant, which is told after each change.
fn step(
    member: &mut Member,
    ladders: &[LadderId],
    at: Instant,
    grants: &[Standing],
    tell: &mut dyn FnMut(&mut Member),
) {
    let due = Due::of_levels(member, ladders, at);
    for change in &due.ends {
        take(member, change, at);
    }
    for change in due.start(member, at) {
        take(member, &change, at);
    }
    for grant in grants.iter().filter(|grant| grant.at == at) {
        let mut grant = grant.clone();
        // What was had before may be another level now.
        let mut all = member.program.rules.ladders.iter();
        let of = all.find(|of| of.id == grant.ladder);
        let level = of.and_then(|of| of.level(grant.level.as_ref()?).map(|level| (of, level)));
        let since = level.and_then(|(of, level)| had_since(member, of, level, at));
        grant.since = since.unwrap_or(at);
        let place = member.tiers.partition_point(|it| it.at <= at);
        member.tiers.insert(place, grant);
    }
    // Each rises at most once for each of its levels.
    loop {
        tell(member);
        let mut look = Look::at(member, at);
        let Some(change) = ladders.iter().find_map(|of| look.rise(*of)) else { return };
        take(member, &change, at);
    }
}

fn take(member: &mut Member, change: &Change, at: Instant) {
    let entry = change.entry(member, at);
    member.apply(&entry);
}

/// The instants after another at which something happened that levels may ask about.
fn happened(member: &Member, grants: &[Standing], from: Instant, until: Instant) -> Vec<Instant> {
    let events = member.events.iter().filter_map(|seen| seen.at);
    let orders = member.orders.iter().map(|order| order.at);
    let activities = member.activities.iter().map(|reported| reported.at);
    let lots = member.ledger.lots().iter().map(|lot| lot.earned_at);
    let grants = grants.iter().map(|grant| grant.at);
    let all = events.chain(orders).chain(activities).chain(lots).chain(grants);
    let mut all = sorted(all.filter(|at| from < *at && *at <= until).collect(), Ord::cmp);
    all.dedup();
    all
}

/// The levels of some ladders that are not what they would be asked for now: they lapse.
pub(crate) fn recounted(member: &Member, ladders: &[LadderId], at: Instant) -> Vec<Change> {
    let mut changes = Vec::new();
    for &of in ladders {
        let (level, standing) = member.level(ladder(member, of), at);
        let why = standing.map_or(Why::Lapsed, |standing| standing.why);
        // A grant is a promise: it goes on until its end.
        let Some(level) = level.filter(|_| why != Why::Granted) else { continue };
        let ladder = ladder(member, of);
        // There is nothing to fall to from the base, nor from what is never lost.
        let stays = Some(level) == ladder.base() || ladder.at(level).downgrade == Downgrade::Never;
        let mut now = Look::at(member, at);
        if !stays && !now.is_earned(of, level) {
            let begun = standing.filter(|_| why == Why::Grace).map(|standing| standing.at);
            let mut begun = begun.map(|begun| Look::before(member, begun));
            changes.push(now.lapse(of, level, begun.as_mut()));
        }
    }
    changes
}
