//! Eligibility: is a condition met. Deciding allocates nothing; why it is not met is `reasons`'.

use super::classes;
use super::facts::Facts;
use super::measures::{self, Passed};
use super::offers::holds;
use super::plans::plan_state;
use super::times::{counts_in_cycle, day_of, includes, shows};
use crate::program::{Class, Condition, OnDays, OrderWhat, Since};
use crate::value::Calendar;

/// How a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Met,
    Unmet,
    /// Something is not known that decides it: it is not met, and its opposite neither.
    NotKnown,
    /// Only a cart could tell.
    Open,
}

impl From<bool> for Answer {
    fn from(met: bool) -> Self {
        if met { Self::Met } else { Self::Unmet }
    }
}

impl Answer {
    /// It is not met, whatever the cart.
    pub(crate) fn is_no(self) -> bool {
        matches!(self, Self::Unmet | Self::NotKnown)
    }
}

/// Whether a condition is met for certain.
pub(crate) fn met(condition: &Condition, facts: &Facts<'_>) -> bool {
    answer(condition, facts) == Answer::Met
}

/// How a condition stands.
pub(crate) fn answer(condition: &Condition, facts: &Facts<'_>) -> Answer {
    match condition {
        Condition::All(of) => at_least(of.len(), of, facts),
        Condition::Any(of) => at_least(1, of, facts),
        Condition::AtLeast { needs, of } => at_least(*needs as usize, of, facts),
        Condition::Not(inner) => match answer(inner, facts) {
            Answer::Met => Answer::Unmet,
            Answer::Unmet => Answer::Met,
            other => other,
        },
        Condition::Amount { .. }
        | Condition::Units { .. }
        | Condition::OrderNumber(_)
        | Condition::OrderIs(_) => about_order(condition, facts),
        Condition::During(window) => window.contains(facts.now).into(),
        Condition::Days(days) => {
            let day = day_of(calendar(facts), days, facts.now);
            match &days.on {
                OnDays::OfCycle { cycle, days } => counts_in_cycle(facts, *cycle, days, day).into(),
                on => includes(on, day).into(),
            }
        }
        Condition::Hours(hours) => shows(calendar(facts), *hours, facts.now).into(),
        _ if !facts.enrolled => Answer::Unmet,
        of_member => about_member(of_member, facts),
    }
}

/// How a fact about the order at hand stands. Apart, so that what calls itself needs little stack.
fn about_order(condition: &Condition, facts: &Facts<'_>) -> Answer {
    let Some(cart) = facts.cart else { return Answer::Open };
    match condition {
        Condition::Amount { of, .. } | Condition::Units { of, .. } if cart.waits(*of) => {
            Answer::Open
        }
        Condition::Amount { of, least, most } => {
            (*least..=*most).contains(&cart.amount(*of)).into()
        }
        Condition::Units { of, least, most } => (*least..=*most).contains(&cart.units(*of)).into(),
        Condition::OrderNumber(of) => match (of.what, cart.number(of.what)) {
            (OrderWhat::Lines(lines), _) if cart.waits(lines) => Answer::Open,
            (_, Some(has)) => (of.least <= has && has <= of.most).into(),
            (_, None) => Answer::NotKnown,
        },
        Condition::OrderIs(of) => match cart.said(of.of) {
            Some(said) => {
                let fact = &facts.rules().order_facts[of.of.0 as usize];
                of.is.iter().any(|asked| fact.takes(asked, said)).into()
            }
            None => Answer::NotKnown,
        },
        _ => Answer::Open,
    }
}

/// How a fact about somebody stands who has joined.
fn about_member(condition: &Condition, facts: &Facts<'_>) -> Answer {
    match condition {
        Condition::Enrolled => Answer::Met,
        Condition::Tier { ladder, levels } => {
            facts.level(*ladder).is_some_and(|level| levels.contains(level)).into()
        }
        Condition::Holds(offer) => holds(facts, *offer).into(),
        Condition::Segment(of) => of.iter().any(|segment| facts.is_in(*segment)).into(),
        Condition::Balance(of) => {
            let has = facts.balance(of.pool);
            (of.least <= has && has <= of.most).into()
        }
        Condition::Measure(of) => match facts.number(of.measure) {
            Some(has) => (of.least <= has && has <= of.most).into(),
            None => Answer::NotKnown,
        },
        Condition::Class(of) => class(of, facts),
        Condition::Plan(of) => {
            use crate::member::PlanState::{Active, Grace, Trial};
            match plan_state(facts, of.plan).0 {
                Some(Trial) => of.trial,
                Some(Active) => of.active,
                Some(Grace) => of.grace,
                None => false,
            }
            .into()
        }
        Condition::Referred(by) => match (&facts.member.referred_by, by) {
            (Some(known), Some(by)) => known == by,
            (known, _) => known.is_some(),
        }
        .into(),
        Condition::Invited => facts.invited.into(),
        Condition::NthOrder(nth) => match measures::nth_order(facts, nth) {
            Some((_, asked)) => asked.into(),
            None => Answer::Open,
        },
        of_time => match time_passed(of_time, facts) {
            Passed::Yes => Answer::Met,
            Passed::From(_) | Passed::Until(_) => Answer::Unmet,
            Passed::NotKnown => Answer::NotKnown,
        },
    }
}

/// How a fact about a moment of the member's stands.
pub(super) fn time_passed(condition: &Condition, facts: &Facts<'_>) -> Passed {
    match condition {
        Condition::Elapsed(elapsed) => measures::passed(facts, elapsed),
        Condition::Joined(within) => measures::joined(facts, **within),
        Condition::Birthday(around) => measures::around(facts, Since::Birth, *around),
        Condition::Anniversary(around) => measures::around(facts, Since::Joining, *around),
        Condition::DueAgain(due) => measures::due_again(facts, due),
        _ => Passed::NotKnown,
    }
}

pub(super) fn class(of: &Class, facts: &Facts<'_>) -> Answer {
    let known = match of {
        Class::Stage(stages) => Some(facts.stage().is_some_and(|stage| stages.contains(&stage))),
        Class::Score(score, classes) => classes::class(facts, *score).map(|class| {
            let number = class.and_then(|class| u8::try_from(class).ok());
            number.is_some_and(|number| classes.contains(&number))
        }),
        Class::Gender(genders) => {
            facts.member.gender.as_ref().map(|gender| genders.contains(gender))
        }
        Class::Attribute(name, values) => {
            measures::stated(facts, name).map(|value| values.contains(value))
        }
    };
    known.map_or(Answer::NotKnown, Answer::from)
}

pub(super) fn calendar<'f>(facts: &Facts<'f>) -> &'f Calendar {
    &facts.rules().calendar
}

/// As many as can be met come first: what only a cart could tell before what nobody knows.
fn at_least(needs: usize, of: &[Condition], facts: &Facts<'_>) -> Answer {
    let (mut yes, mut open, mut unknown) = (0, 0, 0);
    for condition in of {
        match answer(condition, facts) {
            Answer::Met => yes += 1,
            Answer::Unmet => {}
            Answer::NotKnown => unknown += 1,
            Answer::Open => open += 1,
        }
    }
    if yes >= needs {
        Answer::Met
    } else if yes + open >= needs {
        Answer::Open
    } else if yes + open + unknown >= needs {
        Answer::NotKnown
    } else {
        Answer::Unmet
    }
}
