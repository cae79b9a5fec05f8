//! Where a member stands in each ladder: how far it is to the next level and to staying, and what
//! would be lost.

use super::qualify::{Look, ladder};
use super::walk::start_after;
use crate::engine::eligibility::{Answer, answer};
use crate::engine::facts::Facts;
use crate::engine::measures::{measured, since_name, window};
use crate::engine::perks::refused;
use crate::engine::reasons::{explain, offer_refusals};
use crate::member::{Member, Standing, Why};
use crate::outcome::{
    Asked, Measured, TierFact, TierLoss, TierPath, TierProgress, TierStatus, Unit,
};
use crate::program::{
    Balance, Bounded, Class, Condition, LadderId, LevelId, Measure, Upgrade, Within,
};
use crate::value::bounds::MAX_MINOR;
use crate::value::{Id, Instant, Key};

/// Each ladder of somebody who has joined.
pub(crate) fn tiers(member: &Member, now: Instant) -> Vec<TierStatus> {
    let mut tiers = Vec::new();
    for of in (0..).map(LadderId).take(member.program.rules.ladders.len()) {
        if member.is_enrolled(now) {
            tiers.push(tier(member, of, now));
        }
    }
    tiers
}

fn tier(member: &Member, of: LadderId, now: Instant) -> TierStatus {
    let ladder = ladder(member, of);
    let (level, standing) = member.level(ladder, now);
    let lost = level.zip(standing).and_then(|(level, standing)| loss(member, of, level, standing));
    let walked = ladder.is_walked();
    TierStatus {
        ladder: ladder.id.clone(),
        level: level.map(|level| ladder.at(level).id.clone()),
        since: standing.map(|it| it.since).or(member.joined_at.filter(|_| level.is_some())),
        until: standing.and_then(|it| it.until),
        why: standing.map(|it| it.why),
        event: standing.and_then(|it| it.event.clone()),
        next: next(member, of, level, now).filter(|_| walked),
        stay: level.zip(standing).filter(|_| walked).and_then(|it| stay(member, of, it, now)),
        loses: lost.map(|(lower, at)| lost_with(member, of, (level, lower), at)),
    }
}

/// What leads to the next level.
fn next(
    member: &Member,
    of: LadderId,
    level: Option<LevelId>,
    now: Instant,
) -> Option<TierProgress> {
    let ladder = ladder(member, of);
    let next = level.map_or(0, |LevelId(level)| level + 1);
    let enter = ladder.levels.get(usize::from(next))?.enter.as_ref()?;
    let at = start_after(member, ladder, now);
    let mut look = at.map_or(Look::at(member, now), |at| Look::before(member, at));
    let paths = paths(enter, look.asking(of, LevelId(next)));
    Some(TierProgress { level: ladder.at(LevelId(next)).id.clone(), at, paths })
}

/// What keeps a level that ends: as of its last instant; in its grace, now.
fn stay(
    member: &Member,
    of: LadderId,
    (level, standing): (LevelId, &Standing),
    now: Instant,
) -> Option<TierProgress> {
    let it = ladder(member, of).at(level);
    let end = standing.until.filter(|_| Some(level) != ladder(member, of).base())?;
    let in_grace = standing.why == Why::Grace;
    let mut look = if in_grace { Look::at(member, now) } else { Look::before(member, end) };
    let facts = look.asking(of, level);
    let stay = it.stay.as_ref().or(it.enter.as_ref())?;
    let mut ways = paths(stay, facts);
    if let (true, Some(enter), true) = (in_grace, &it.enter, it.stay.is_some()) {
        ways.extend(paths(enter, facts));
    }
    Some(TierProgress { level: it.id.clone(), at: (!in_grace).then_some(end), paths: ways })
}

/// The lower level that is left at the end of one, its grace included, and when.
fn loss(
    member: &Member,
    of: LadderId,
    level: LevelId,
    standing: &Standing,
) -> Option<(Option<LevelId>, Instant)> {
    let ladder = ladder(member, of);
    let mut at = standing.until.filter(|_| Some(level) != ladder.base())?;
    if !ladder.is_walked() {
        return Some((ladder.base(), at));
    }
    let mut change = Look::before(member, at).end(of, level, standing);
    if change.why == Why::Grace {
        let begun = at;
        at = change.until?;
        let standing = Standing { at: begun, until: Some(at), why: Why::Grace, ..standing.clone() };
        change = Look::before(member, at).end(of, level, &standing);
    }
    // What is earned at that very instant lifts again.
    let lifted = match ladder.upgrade {
        Upgrade::Now => Look::at(member, at).earned(of, change.level),
        _ if start_after(member, ladder, at.plus_millis(-1)) == Some(at) => {
            Look::before(member, at).earned(of, change.level)
        }
        _ => None,
    };
    let lower = lifted.or(change.level);
    (lower < Some(level)).then_some((lower, at))
}

/// What goes with a level, compared at the instant at which it goes.
fn lost_with(
    member: &Member,
    of: LadderId,
    (level, lower): (Option<LevelId>, Option<LevelId>),
    at: Instant,
) -> TierLoss {
    let rules = &member.program.rules;
    let with = Facts::supposing(member, at, of, level);
    let without = Facts::supposing(member, at, of, lower);
    let (mut perks, mut offers) = (Vec::new(), Vec::new());
    for perk in &rules.perks {
        if refused(&with, perk).is_empty() && !refused(&without, perk).is_empty() {
            perks.push(perk.id.clone());
        }
    }
    for (index, offer) in rules.offers.iter().enumerate() {
        let has = |facts: &Facts<'_>| offer_refusals(index, offer, facts).is_empty();
        if has(&with) && !has(&without) {
            offers.push(offer.id.clone());
        }
    }
    let level = lower.map(|lower| ladder(member, of).at(lower).id.clone());
    TierLoss { at, level, perks, offers }
}

/// The alternatives of a condition.
fn paths(condition: &Condition, facts: &Facts<'_>) -> Vec<TierPath> {
    let mut ways = Vec::new();
    match condition {
        Condition::Any(of) => of.iter().for_each(|inner| ways.extend(paths(inner, facts))),
        _ => ways.push(path(condition, facts)),
    }
    ways
}

fn path(condition: &Condition, facts: &Facts<'_>) -> TierPath {
    let mut path = TierPath { met: is_met(condition, facts), facts: Vec::new() };
    add_facts(condition, facts, &mut path.facts);
    path
}

fn is_met(condition: &Condition, facts: &Facts<'_>) -> bool {
    answer(condition, facts) == Answer::Met
}

/// Adds what has to be, each by itself.
fn add_facts(condition: &Condition, facts: &Facts<'_>, to: &mut Vec<TierFact>) {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let several = |fact, needs: Option<i64>, of: &[Condition]| {
        let met = of.iter().filter(|inner| is_met(inner, facts)).count();
        TierFact {
            needs,
            has: needs.map(|_| number(met)),
            unit: needs.map(|_| Unit::Count),
            paths: of.iter().map(|inner| path(inner, facts)).collect(),
            ..plain(Asked { fact, name: None }, is_met(condition, facts))
        }
    };
    to.push(match condition {
        Condition::All(of) => return of.iter().for_each(|inner| add_facts(inner, facts, to)),
        Condition::Any(of) => several("any", Some(1), of),
        Condition::AtLeast { needs, of } => several("at_least", Some((*needs).into()), of),
        Condition::Not(inner) => several("not", None, std::slice::from_ref(inner)),
        Condition::Measure(of) => of_measure(of, facts),
        Condition::Balance(of) => of_balance(of, facts),
        _ => {
            let met = is_met(condition, facts);
            let mut fact = plain(asked(condition, facts), met);
            if !met {
                explain(condition, facts, &mut fact.reasons);
            }
            fact
        }
    });
}

fn plain(asked: Asked, met: bool) -> TierFact {
    TierFact {
        asked,
        met,
        unit: None,
        needs: None,
        maximum: None,
        has: None,
        until: None,
        reasons: Vec::new(),
        paths: Vec::new(),
    }
}

/// A number, which has bounds as far as they say anything.
fn bounded(of: Measured, (least, most): (i64, i64), has: Option<i64>) -> TierFact {
    let met = has.is_some_and(|has| least <= has && has <= most);
    TierFact {
        unit: Some(of.unit),
        needs: (-MAX_MINOR < least).then_some(least),
        maximum: (most < MAX_MINOR).then_some(most),
        has,
        ..plain(of.asked, met)
    }
}

fn of_measure(of: &Bounded, facts: &Facts<'_>) -> TierFact {
    let Measure { within, .. } = &facts.rules().measures[usize::from(of.measure.0)];
    let has = facts.number(of.measure);
    let fact = bounded(measured(facts.rules(), of.measure), (of.least, of.most), has);
    let until = match within {
        Within::This(..) | Within::Window(_) => window(facts, *within).until,
        _ => None,
    };
    TierFact { until: until.filter(|until| facts.now < *until), ..fact }
}

fn of_balance(of: &Balance, facts: &Facts<'_>) -> TierFact {
    let name = facts.member.pool_name(of.pool).and_then(key);
    let measured = Measured { asked: Asked { fact: "balance", name }, unit: Unit::Points };
    let bounds = (of.least.count(), of.most.count());
    bounded(measured, bounds, Some(facts.balance(of.pool).count()))
}

fn key(id: &Id) -> Option<Key> {
    Key::parse(id.as_str()).ok()
}

/// What a fact that is no number is called in the format, and what it is about.
fn asked(condition: &Condition, facts: &Facts<'_>) -> Asked {
    let rules = facts.rules();
    let (fact, name) = match condition {
        Condition::Enrolled => ("enrolled", None),
        Condition::Tier { ladder, .. } => ("tier", key(&rules.ladders[usize::from(ladder.0)].id)),
        Condition::Segment(_) => ("segment", None),
        Condition::Elapsed(of) => (since_name(of.since), None),
        Condition::Class(of) => match &**of {
            Class::Stage(_) => ("stage", None),
            Class::Score(score, _) => ("score", key(&rules.scores[usize::from(score.0)].id)),
            Class::Gender(_) => ("gender", None),
            Class::Attribute(name, _) => ("attribute", Some(name.clone())),
        },
        Condition::Plan(of) => ("membership", key(&rules.plans[usize::from(of.plan.0)].id)),
        Condition::Referred(_) => ("referred", None),
        Condition::Invited => ("invited", None),
        Condition::Holds(of) => ("holds", key(&rules.offers[*of as usize].id)),
        Condition::Joined(_) => ("joined", None),
        Condition::Birthday(_) => ("birthday", None),
        Condition::Anniversary(_) => ("anniversary", None),
        Condition::DueAgain(_) => ("due_again", None),
        // Nothing about the cart or the time stands in what a level asks.
        _ => ("during", None),
    };
    Asked { fact, name }
}
