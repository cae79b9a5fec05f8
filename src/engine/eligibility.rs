//! Eligibility: is a condition met, and if not, why not. Deciding allocates nothing; explaining,
//! which is asked only for what is refused, looks at every branch.

use super::facts::Facts;
use super::times::{day_of, includes, next_day, next_hours, shows};
use crate::outcome::Reason;
use crate::program::{Amount, Balance, Condition, LevelId, SegmentId, TableId};
use crate::value::order::sorted;
use crate::value::{Calendar, Id, Position, Window};

/// Whether a condition is met; `None` where only a cart could tell.
pub(crate) fn met(condition: &Condition, facts: &Facts<'_>) -> Option<bool> {
    match condition {
        Condition::All(of) => at_least(of.len(), of, facts),
        Condition::Any(of) => at_least(1, of, facts),
        Condition::AtLeast { needs, of } => at_least(*needs as usize, of, facts),
        Condition::Not(inner) => met(inner, facts).map(|met| !met),
        Condition::Enrolled => Some(facts.enrolled),
        Condition::Amount { at_least, of } => Some(facts.cart?.amount(*of) >= *at_least),
        Condition::Units { at_least, of } => Some(facts.cart?.units(*of) >= *at_least),
        Condition::Tier { ladder, levels } => {
            Some(facts.level(*ladder).is_some_and(|level| levels.contains(level)))
        }
        Condition::Segment(of) => Some(of.iter().any(|segment| facts.is_in(*segment))),
        Condition::Balance(of) => {
            let has = facts.balance(of.pool);
            Some(facts.enrolled && of.least <= has && has <= of.most)
        }
        Condition::Invited => Some(facts.invited),
        Condition::During(window) => Some(window.contains(facts.now)),
        Condition::Days(days) => Some(includes(&days.on, day_of(calendar(facts), days, facts.now))),
        Condition::Hours(hours) => Some(shows(calendar(facts), *hours, facts.now)),
        _ => Some(false),
    }
}

fn calendar<'f>(facts: &Facts<'f>) -> &'f Calendar {
    &facts.member.program.rules.calendar
}

/// The number that an amount is here; `None` where a table has none.
pub(crate) fn value(mut amount: Amount, facts: &Facts<'_>) -> Option<i64> {
    loop {
        let TableId(table) = match amount {
            Amount::Fixed(number) => return Some(number),
            Amount::Table(table) => table,
        };
        let table = &facts.member.program.rules.tables[table as usize];
        let row = table.rows.iter().find(|(when, _)| met(when, facts) == Some(true));
        amount = row.map(|(_, amount)| *amount).or(table.otherwise)?;
    }
}

fn at_least(needs: usize, of: &[Condition], facts: &Facts<'_>) -> Option<bool> {
    let (mut yes, mut open) = (0, 0);
    for condition in of {
        match met(condition, facts) {
            Some(true) => yes += 1,
            Some(false) => {}
            None => open += 1,
        }
    }
    if yes >= needs {
        Some(true)
    } else if yes + open < needs {
        Some(false)
    } else {
        None
    }
}

/// Every reason why an offer or rule with this window and condition does not apply; empty when it
/// does, or when only a cart could tell.
pub(crate) fn refusals(window: &Window, when: &Condition, facts: &Facts<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    outside(window, facts, &mut reasons);
    if met(when, facts) == Some(false) {
        explain(when, facts, &mut reasons);
        reasons = by_precedence(reasons);
    }
    reasons
}

/// Adds why a window is not open.
fn outside(window: &Window, facts: &Facts<'_>, reasons: &mut Vec<Reason>) {
    match window.position(facts.now) {
        Position::NotYet(from) => reasons.push(Reason::NotYet { from }),
        Position::Ended(until) => reasons.push(Reason::Ended { until }),
        Position::Inside => {}
    }
}

/// Adds the reasons of a condition that is not met.
fn explain(condition: &Condition, facts: &Facts<'_>, reasons: &mut Vec<Reason>) {
    let cart = facts.cart;
    match condition {
        Condition::All(of) => {
            for inner in unmet(of, facts) {
                explain(inner, facts, reasons);
            }
        }
        Condition::Any(of) => reasons.push(Reason::NoneMet { of: branches(of, facts) }),
        Condition::AtLeast { needs, of } => {
            let of_unmet = branches(of, facts);
            let has = of.iter().filter(|it| met(it, facts) == Some(true)).count();
            // A list of conditions is at most some dozens long.
            let has = u32::try_from(has).unwrap_or(u32::MAX);
            reasons.push(Reason::TooFewMet { needs: *needs, has, of: of_unmet });
        }
        Condition::Not(_) => reasons.push(Reason::Excluded),
        Condition::Amount { at_least, of } => {
            let has = cart.map(|cart| cart.amount(*of)).unwrap_or_default();
            reasons.push(Reason::AmountShort { needs: *at_least, has });
        }
        Condition::Units { at_least, of } => {
            let has = cart.map(|cart| cart.units(*of)).unwrap_or_default();
            reasons.push(Reason::UnitsShort { needs: *at_least, has });
        }
        Condition::During(window) => outside(window, facts, reasons),
        Condition::Days(days) => {
            let next = next_day(calendar(facts), days, facts.now);
            reasons.push(Reason::WrongTime { next });
        }
        Condition::Hours(hours) => {
            let next = Some(next_hours(calendar(facts), *hours, facts.now));
            reasons.push(Reason::WrongTime { next });
        }
        _ => reasons.push(of_member(condition, facts)),
    }
}

/// The reason of a fact about the member.
fn of_member(condition: &Condition, facts: &Facts<'_>) -> Reason {
    let rules = &facts.member.program.rules;
    match condition {
        Condition::Tier { ladder, levels } => {
            let has = facts.level(*ladder);
            let ladder = &rules.ladders[usize::from(ladder.0)];
            let mut needs = Vec::new();
            for (level, level_of) in (0..).map(LevelId).zip(&ladder.levels) {
                if levels.contains(level) {
                    needs.push(level_of.id.clone());
                }
            }
            Reason::OtherLevel {
                ladder: ladder.id.clone(),
                needs,
                has: has.map(|has| ladder.at(has).id.clone()),
            }
        }
        Condition::Segment(of) => {
            let mut needs = Vec::new();
            for SegmentId(segment) in of {
                needs.push(rules.segments[usize::from(*segment)].id.clone());
            }
            Reason::OtherSegment { needs }
        }
        Condition::Balance(of) if facts.enrolled => of_balance(of, facts),
        _ => Reason::NotEnrolled,
    }
}

fn of_balance(of: &Balance, facts: &Facts<'_>) -> Reason {
    let pool: Option<Id> = facts.member.pool_name(of.pool).cloned();
    let has = facts.balance(of.pool);
    if has < of.least {
        Reason::PointsShort { pool, needs: of.least, has }
    } else {
        Reason::PointsOver { pool, maximum: of.most, has }
    }
}

fn unmet<'c>(of: &'c [Condition], facts: &Facts<'_>) -> impl Iterator<Item = &'c Condition> {
    of.iter().filter(|condition| met(condition, facts) == Some(false))
}

/// The reasons of each unmet condition; those with the fewest first, since they are the nearest.
fn branches(of: &[Condition], facts: &Facts<'_>) -> Vec<Vec<Reason>> {
    let explained = |condition| {
        let mut reasons = Vec::new();
        explain(condition, facts, &mut reasons);
        by_precedence(reasons)
    };
    let branches: Vec<_> = unmet(of, facts).map(explained).collect();
    sorted(branches, |one, other| one.len().cmp(&other.len()))
}

pub(crate) fn by_precedence(reasons: Vec<Reason>) -> Vec<Reason> {
    sorted(reasons, |one, other| one.precedence().cmp(&other.precedence()))
}
