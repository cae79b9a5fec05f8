//! Reasons: why a condition is not met. Asked only for what is refused; looks at every branch.

use super::classes::class_id;
use super::eligibility::{Answer, answer, calendar, time_passed};
use super::facts::Facts;
use super::measures::{Passed, measured, nth_order, since_name, stated};
use super::perks::opens;
use super::plans::plan_state;
use super::times::{next_day, next_hours, over};
use crate::outcome::{Asked, Measured, Reason, Unit};
use crate::program::{
    Balance, Class, Condition, FactId, LevelId, Offer, OrderFactId, OrderWhat, SegmentId, Shown,
    Stated,
};
use crate::value::order::sorted;
use crate::value::{Id, Key, Position, Window};

/// Every reason why an offer or rule with this window and condition does not apply; empty when it
/// does, or when only a cart could tell.
pub(crate) fn refusals(window: &Window, when: &Condition, facts: &Facts<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    outside(window, facts, &mut reasons);
    if answer(when, facts).is_no() {
        explain(when, facts, &mut reasons);
        reasons = by_precedence(reasons);
    }
    reasons
}

/// The same of an offer, by its index; a perk may open its window sooner.
pub(crate) fn offer_refusals(index: usize, offer: &Offer, facts: &Facts<'_>) -> Vec<Reason> {
    let mut window = offer.window;
    if let Position::NotYet(from) = window.position(facts.now) {
        window.from = Some(opens(facts, index, from));
    }
    let mut reasons = refusals(&window, &offer.when, facts);
    if offer.is_for_members() && !facts.enrolled && !reasons.contains(&Reason::NotEnrolled) {
        reasons.push(Reason::NotEnrolled);
        reasons = by_precedence(reasons);
    }
    if let Some(guarded) = facts.guarded(index) {
        for reason in &guarded.reasons {
            if !reasons.contains(reason) {
                reasons.push(reason.clone());
            }
        }
        reasons = by_precedence(reasons);
    }
    reasons
}

/// Whether an offer stands in the list of a member who may be eligible.
pub(crate) fn is_listed(offer: &Offer, is_eligible: impl FnOnce() -> bool) -> bool {
    match offer.shown {
        Shown::Always => true,
        Shown::WhenEligible => is_eligible(),
        Shown::Never => false,
    }
}

/// Adds why a window is not open.
fn outside(window: &Window, facts: &Facts<'_>, reasons: &mut Vec<Reason>) {
    match window.position(facts.now) {
        Position::NotYet(from) => reasons.push(Reason::NotYet { from }),
        Position::Ended(until) => reasons.push(Reason::Ended { until }),
        Position::Inside => {}
    }
}

/// What the goods are called that a fact is about.
fn named(FactId(fact): FactId, facts: &Facts<'_>) -> Option<Id> {
    let rules = facts.rules();
    rules.named.of(rules.facts[fact as usize].of)
}

/// The goods that count are more than may be.
fn too_much(fact: &'static str, unit: Unit, maximum: i64, has: i64) -> Reason {
    let of = Measured { asked: Asked { fact, name: None }, unit };
    Reason::TooMuch { of, maximum, has }
}

/// Adds the reasons of a condition that is not met.
pub(crate) fn explain(condition: &Condition, facts: &Facts<'_>, reasons: &mut Vec<Reason>) {
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
            let has = of.iter().filter(|it| answer(it, facts) == Answer::Met).count();
            // A list of conditions is at most some dozens long.
            let has = u32::try_from(has).unwrap_or(u32::MAX);
            reasons.push(Reason::TooFewMet { needs: *needs, has, of: of_unmet });
        }
        Condition::Not(inner) => match answer(inner, facts) {
            Answer::NotKnown => explain_unknown(inner, facts, reasons),
            _ => reasons.push(match over(facts, inner) {
                Some(next) => Reason::WrongTime { next },
                None => Reason::Excluded,
            }),
        },
        Condition::Amount { of, least, most } => {
            let has = cart.map(|cart| cart.amount(*of)).unwrap_or_default();
            reasons.push(if has < *least {
                Reason::AmountShort { selector: named(*of, facts), needs: *least, has }
            } else {
                too_much("amount", Unit::Money, most.minor(), has.minor())
            });
        }
        Condition::Units { of, least, most } => {
            let has = cart.map(|cart| cart.units(*of)).unwrap_or_default();
            reasons.push(if has < *least {
                Reason::UnitsShort { selector: named(*of, facts), needs: *least, has }
            } else {
                too_much("units", Unit::Count, *most, has)
            });
        }
        Condition::OrderNumber(_) | Condition::OrderIs(_) => {
            reasons.push(of_order(condition, facts));
        }
        Condition::During(window) => outside(window, facts, reasons),
        Condition::Days(days) => {
            let next = next_day(facts, days);
            reasons.push(Reason::WrongTime { next });
        }
        Condition::Hours(hours) => {
            let next = Some(next_hours(calendar(facts), *hours, facts.now));
            reasons.push(Reason::WrongTime { next });
        }
        Condition::Tier { .. } | Condition::Segment(_) => {
            reasons.push(of_member(condition, facts));
        }
        _ if !facts.enrolled => reasons.push(Reason::NotEnrolled),
        _ => reasons.push(of_member(condition, facts)),
    }
}

/// Adds what is not known of a condition that depends on it.
fn explain_unknown(condition: &Condition, facts: &Facts<'_>, reasons: &mut Vec<Reason>) {
    match condition {
        Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => {
            for inner in of.iter().filter(|inner| answer(inner, facts) == Answer::NotKnown) {
                explain_unknown(inner, facts, reasons);
            }
        }
        Condition::Not(inner) => explain_unknown(inner, facts, reasons),
        Condition::OrderNumber(_) | Condition::OrderIs(_) => {
            reasons.push(of_order(condition, facts));
        }
        _ => reasons.push(of_member(condition, facts)),
    }
}

/// The reason of what the order at hand says of itself, and of its other numbers.
fn of_order(condition: &Condition, facts: &Facts<'_>) -> Reason {
    let asked = |OrderFactId(fact): OrderFactId| {
        let (fact, name) = facts.rules().order_facts[fact as usize].name();
        Asked { fact, name: name.cloned() }
    };
    match condition {
        Condition::OrderNumber(of) => {
            let (asked, unit) = match of.what {
                OrderWhat::Lines(_) => (Asked { fact: "lines", name: None }, Unit::Count),
                OrderWhat::Shipping => (Asked { fact: "shipping_cost", name: None }, Unit::Money),
                OrderWhat::Attribute(fact) => (asked(fact), Unit::Count),
            };
            match facts.cart.and_then(|cart| cart.number(of.what)) {
                None => Reason::NotKnown { of: asked },
                Some(has) => out_of_bounds(Measured { asked, unit }, of.least, of.most, has),
            }
        }
        Condition::OrderIs(of) => match facts.cart.and_then(|cart| cart.said(of.of)) {
            None => Reason::NotKnown { of: asked(of.of) },
            Some(said) => {
                let needs = of.is.iter().filter_map(text).collect();
                Reason::OtherClass { of: asked(of.of), needs, has: text(said) }
            }
        },
        other => of_member(other, facts),
    }
}

/// A number that is not within bounds.
fn out_of_bounds(of: Measured, least: i64, most: i64, has: i64) -> Reason {
    if has < least {
        Reason::TooLittle { of, needs: least, has }
    } else {
        Reason::TooMuch { of, maximum: most, has }
    }
}

/// What is stated, as a name.
fn text(stated: &Stated) -> Option<Key> {
    match stated {
        Stated::Text(text) => Some(text.clone()),
        Stated::Number(number) => Key::parse(&number.to_string()).ok(),
    }
}

/// The reason of a fact about somebody who has joined.
fn of_member(condition: &Condition, facts: &Facts<'_>) -> Reason {
    let rules = facts.rules();
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
        Condition::Balance(of) => of_balance(of, facts),
        Condition::Holds(_) => Reason::NotHeld,
        Condition::Measure(bounded) => {
            let of = measured(rules, bounded.measure);
            match facts.number(bounded.measure) {
                None => Reason::NotKnown { of: of.asked },
                Some(has) => out_of_bounds(of, bounded.least, bounded.most, has),
            }
        }
        Condition::Class(of) => of_class(of, facts),
        Condition::Plan(of) => {
            let (has, ended) = plan_state(facts, of.plan);
            let plan = rules.plans[usize::from(of.plan.0)].id.clone();
            Reason::NoMembership { plan, has, ended }
        }
        Condition::Referred(_) => Reason::NotReferred,
        Condition::Invited => Reason::NotInvited,
        Condition::NthOrder(nth) => {
            Reason::OtherOrder { has: nth_order(facts, nth).map_or(0, |(number, _)| number) }
        }
        of_time => of_moment(of_time, facts),
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

/// A name of the programme among those of its members.
fn key(id: &Id) -> Option<Key> {
    Key::parse(id.as_str()).ok()
}

fn of_class(of: &Class, facts: &Facts<'_>) -> Reason {
    let rules = facts.rules();
    let (fact, name, has) = match of {
        Class::Stage(_) => {
            let stage = facts.stage().map(|it| &rules.lifecycle.stages[usize::from(it.0)].0);
            ("stage", None, stage.and_then(key))
        }
        Class::Score(score, _) => {
            let name = key(&rules.scores[usize::from(score.0)].id);
            ("score", name, class_id(facts, *score).as_ref().and_then(key))
        }
        Class::Gender(_) => ("gender", None, facts.member.gender.clone()),
        Class::Attribute(name, _) => {
            ("attribute", Some(name.clone()), stated(facts, name).and_then(text))
        }
    };
    let asked = Asked { fact, name };
    if super::eligibility::class(of, facts) == Answer::NotKnown {
        return Reason::NotKnown { of: asked };
    }
    let mut needs = Vec::new();
    match of {
        Class::Stage(of) => {
            let names = of.iter().map(|stage| &rules.lifecycle.stages[usize::from(stage.0)].0);
            needs.extend(names.filter_map(key));
        }
        Class::Score(score, of) => {
            let classes = &rules.scores[usize::from(score.0)].classes;
            let names = of.iter().filter_map(|class| classes.get(usize::from(*class)));
            needs.extend(names.filter_map(|(name, _)| key(name)));
        }
        Class::Gender(of) => needs.extend(of.iter().cloned()),
        Class::Attribute(_, of) => needs.extend(of.iter().filter_map(text)),
    }
    Reason::OtherClass { of: asked, needs, has }
}

/// The reason of a fact about a moment of the member's.
fn of_moment(condition: &Condition, facts: &Facts<'_>) -> Reason {
    let (fact, recurs) = match condition {
        Condition::Elapsed(elapsed) => (since_name(elapsed.since), false),
        Condition::Joined(_) => ("joined", false),
        Condition::Birthday(_) => ("birthday", true),
        Condition::Anniversary(_) => ("anniversary", true),
        _ => ("due_again", false),
    };
    let of = Asked { fact, name: None };
    match time_passed(condition, facts) {
        Passed::From(next) if recurs => Reason::WrongTime { next },
        Passed::From(from) => Reason::TooSoon { of, from },
        Passed::Until(until) => Reason::TooLate { of, until },
        Passed::Yes | Passed::NotKnown => Reason::NotKnown { of },
    }
}

fn unmet<'c>(of: &'c [Condition], facts: &Facts<'_>) -> impl Iterator<Item = &'c Condition> {
    of.iter().filter(|condition| answer(condition, facts).is_no())
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
