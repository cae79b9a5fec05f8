//! Uses of perks, and those that did not take place.

use super::membership::in_words;
use super::{Place, Recorder};
use crate::engine::facts::Facts;
use crate::engine::perks::{refused, uses};
use crate::outcome::{EntryKind, Reason, Unit};
use crate::problem::Code;
use crate::program::{PerkId, Rules};
use crate::value::{Decimal, Id, Key, Money, Points};

impl Recorder<'_> {
    pub(super) fn use_perk(
        &mut self,
        perk: PerkId,
        count: u32,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let at = place.at.field("use");
        let place = &mut Place { at: &at, report: place.report };
        let program = self.member.program.clone();
        let perk = &program.rules.perks[usize::from(perk.0)];
        let facts = Facts::new(self.member, None, self.at);
        let mut reasons = refused(&facts, perk);
        let uses = uses(&facts, perk);
        if reasons.is_empty() {
            reasons.extend(uses.refusal(count));
        }
        if let Some(reason) = reasons.first() {
            let why = told(&reasons, &program.rules);
            let times = if count == 1 { String::new() } else { format!(" {count} times") };
            let message = format_args!("the perk `{}` cannot be used{times}{why}", perk.id);
            place.report.reason(reason);
            place.error(Code::EventRefused, "perk", message);
            return None;
        }
        if self.member.uses.iter().any(|it| Some(&it.event) == self.event.as_ref()) {
            let message = format_args!("a use of this event's id is there already");
            place.error(Code::EventConflict, "", message);
            return None;
        }
        let (carried, extra) = uses.split(count);
        let mut entry = self.entry(EntryKind::Used);
        entry.perk = Some(perk.id.clone());
        entry.quantity = Some(count.into());
        (entry.carried, entry.extra) = (carried, extra);
        self.put(entry);
        Some(())
    }

    pub(super) fn cancel_use(&mut self, used: &Key, place: &mut Place<'_, '_>) -> Option<()> {
        let at = place.at.field("cancel");
        let place = &mut Place { at: &at, report: place.report };
        let Some(it) = self.member.uses.iter().find(|it| it.event == *used) else {
            self.unknown("use", used, self.member.folded_until, place);
            return None;
        };
        if it.cancelled {
            let message = format_args!("the use `{used}` was cancelled already");
            place.error(Code::EventConflict, "use", message);
            return None;
        }
        let mut entry = self.entry(EntryKind::Cancelled);
        (entry.perk, entry.source) = (Some(it.perk.clone()), Some(used.clone()));
        self.put(entry);
        Some(())
    }
}

/// What there is, and until when; then the codes.
fn told(reasons: &[Reason], rules: &Rules) -> String {
    let mut told = String::new();
    tell(reasons, rules, &mut told);
    let mut before = " (";
    for reason in reasons {
        told.push_str(before);
        told.push_str(reason.code());
        before = ", ";
    }
    told.push(')');
    told
}

/// Adds what there is, of each alternative too.
fn tell(reasons: &[Reason], rules: &Rules, told: &mut String) {
    for reason in reasons {
        if let Reason::NoneMet { of } | Reason::TooFewMet { of, .. } = reason {
            of.iter().for_each(|reasons| tell(reasons, rules, told));
        } else if let Some(is) = what_there_is(reason, rules) {
            told.push_str(if told.is_empty() { ": " } else { "; " });
            told.push_str(&is);
        }
    }
}

fn what_there_is(reason: &Reason, rules: &Rules) -> Option<String> {
    Some(match reason {
        Reason::NotYet { from } | Reason::WrongTime { next: Some(from) } => {
            format!("it begins at {from}")
        }
        Reason::Ended { until } => format!("it ended at {until}"),
        Reason::OtherLevel { ladder, needs, has } => {
            let needs: Vec<&str> = needs.iter().map(Id::as_str).collect();
            let has = has.as_ref().map_or("none", Id::as_str);
            format!("the level of `{ladder}` is `{has}`, and not `{}`", needs.join("` or `"))
        }
        Reason::NoMembership { plan, has: Some(has), .. } => {
            format!("the membership `{plan}` is {}", in_words(*has))
        }
        Reason::NoMembership { plan, ended: Some(ended), .. } => {
            format!("the membership `{plan}` ended at {ended}")
        }
        Reason::NoMembership { plan, .. } => format!("there is no membership `{plan}`"),
        Reason::TooLittle { of, needs, has } => {
            let [has, needs] = [*has, *needs].map(|number| counted(of.unit, number, rules));
            format!("`{}` is {has}, and not {needs}", of.asked.fact)
        }
        Reason::TooSoon { of, from: Some(from) } => format!("`{}` is enough at {from}", of.fact),
        Reason::PointsShort { needs, has, .. } => {
            let [has, needs] = [*has, *needs].map(|points| rules.points.written(points));
            format!("the balance is {has}, and not {needs}")
        }
        Reason::LimitReached { limit, used, until: Some(until) } => {
            format!("{used} of {limit} uses are used up, until {until}")
        }
        Reason::LimitReached { limit, used, until: None } => {
            format!("{used} of {limit} uses are used up")
        }
        _ => return None,
    })
}

/// A number as programmes write what it is counted in.
fn counted(unit: Unit, number: i64, rules: &Rules) -> String {
    let decimal = |scale| Decimal::new(number, scale).unwrap_or_default();
    match unit {
        Unit::Money => rules.currency.format_major(Money::clamped(number)),
        Unit::Points => rules.points.written(Points::clamped(number)).to_string(),
        Unit::Share => format!("{} %", decimal(7)),
        Unit::Rate => decimal(9).to_string(),
        Unit::Count | Unit::Days => number.to_string(),
    }
}
