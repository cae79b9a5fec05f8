//! Names of a member that its programme had before, and what they are called now.

use crate::member::{Member, OrderCounted};
use crate::outcome::{Entry, EntryKind};
use crate::program::{Renamed, Watched};
use crate::value::{Id, Money};

/// Calls everything by its name of now, where the programme says that it had another.
pub(super) fn rename(member: &mut Member) {
    let program = member.program.clone();
    let names = &program.rules.migration.renamed;
    for standing in &mut member.tiers {
        call(&names.ladders, Some(&mut standing.ladder));
        call(&names.levels, standing.level.as_mut());
    }
    for membership in &mut member.memberships {
        call(&names.plans, Some(&mut membership.plan));
    }
    for used in &mut member.uses {
        call(&names.perks, Some(&mut used.perk));
    }
    // Two that have become one are one.
    for mut segment in std::mem::take(&mut member.segments) {
        call(&names.segments, Some(&mut segment));
        if !member.segments.contains(&segment) {
            member.segments.push(segment);
        }
    }
    call(&names.stages, member.stage.as_mut());
    for mut met in std::mem::take(&mut member.met) {
        if let Watched::Rule(rule) = &mut met {
            call(&names.rules, Some(rule));
        }
        if !member.met.contains(&met) {
            member.met.push(met);
        }
    }
    for reported in &mut member.activities {
        call(&names.activities, Some(&mut reported.activity));
    }
    for run in &mut member.runs {
        call(&names.rules, Some(&mut run.rule));
    }
    // What is left of steps adds up, and so does what was counted.
    for order in &mut member.orders {
        for mut counted in std::mem::take(&mut order.counted) {
            call(&names.rules, Some(&mut counted.rule));
            match order.counted.iter_mut().find(|it| it.rule == counted.rule) {
                Some(known) => add_counted(known, &counted),
                None => order.counted.push(counted),
            }
        }
    }
    for mut carried in std::mem::take(&mut member.carried) {
        call(&names.rules, Some(&mut carried.rule));
        match member.carried.iter_mut().find(|it| it.rule == carried.rule) {
            Some(known) => add(&mut known.amount, carried.amount),
            None => member.carried.push(carried),
        }
    }
    for redemption in &mut member.redemptions {
        call(&names.rewards, Some(&mut redemption.reward));
        call(&names.perks, redemption.uses.as_mut().map(|(perk, _)| perk));
    }
    for month in &mut member.folded {
        let activities = month.activities.iter_mut().map(|it| (&names.activities, it));
        let rewards = month.rewards.iter_mut().map(|it| (&names.rewards, it));
        let uses = month.uses.iter_mut().map(|it| (&names.perks, it));
        for (names, it) in activities.chain(rewards).chain(uses) {
            call(names, Some(&mut it.id));
        }
    }
}

/// Adds what another rule counted of an order, which is the same rule now.
fn add_counted(known: &mut OrderCounted, other: &OrderCounted) {
    for (line, more) in known.lines.iter_mut().zip(&other.lines) {
        add(line, *more);
    }
    add(&mut known.shipping, other.shipping);
    add(&mut known.steps, other.steps);
    add(&mut known.moved, other.moved);
}

/// Adds within bounds.
fn add(amount: &mut Money, more: Money) {
    *amount = Money::clamped((*amount + more).minor());
}

/// The same of an entry; its pool is looked for by [`called`].
pub(super) fn rename_entry(names: &Renamed, entry: &mut Entry) {
    call(&names.rules, entry.rule.as_mut());
    call(&names.rules, entry.counted.as_mut().map(|it| &mut it.rule));
    call(&names.activities, entry.activity.as_mut());
    call(&names.rewards, entry.reward.as_mut());
    call(&names.ladders, entry.ladder.as_mut());
    call(&names.levels, entry.level.as_mut());
    call(&names.plans, entry.plan.as_mut());
    call(&names.perks, entry.perk.as_mut());
    let is_stage = entry.kind == EntryKind::Staged;
    call(if is_stage { &names.stages } else { &names.segments }, entry.segment.as_mut());
}

fn call(list: &[(Id, Id)], id: Option<&mut Id>) {
    if let (Some(id), false) = (id, list.is_empty()) {
        *id = called(list, id.clone());
    }
}

/// What a name became.
pub(super) fn called(list: &[(Id, Id)], id: Id) -> Id {
    let found = list.iter().find(|(old, _)| *old == id);
    found.map_or(id, |(_, new)| new.clone())
}
