//! Paid memberships: what a member's is at an instant, and when that changes.

use super::facts::Facts;
use super::values::value;
use crate::member::{Member, Membership, PlanState};
use crate::outcome::{MembershipStatus, Renewal};
use crate::program::{Plan, PlanId};
use crate::value::{Calendar, Instant, Money};

/// A membership at an instant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held<'m> {
    pub(crate) membership: &'m Membership,
    /// `None` once it is over.
    pub(crate) state: Option<PlanState>,
    /// When its benefits end: with the grace, if one follows.
    pub(crate) over: Instant,
}

/// The last membership of a plan that had begun at an instant, and what it was then.
pub(crate) fn held(member: &Member, plan: PlanId, now: Instant) -> Option<Held<'_>> {
    let rules = &*member.program.rules;
    let plan = &rules.plans[usize::from(plan.0)];
    let begun = |it: &&Membership| it.plan == plan.id && it.since <= now;
    let membership = member.memberships.iter().rfind(begun)?;
    let over = over(&rules.calendar, plan, membership);
    let state = if over <= now {
        None
    } else if membership.trial_until.is_some_and(|until| now < until) {
        Some(PlanState::Trial)
    } else if now < membership.until {
        Some(PlanState::Active)
    } else {
        Some(PlanState::Grace)
    };
    Some(Held { membership, state, over })
}

/// What a membership is; once it is over, when that was.
pub(crate) fn plan_state(facts: &Facts<'_>, plan: PlanId) -> (Option<PlanState>, Option<Instant>) {
    match held(facts.member, plan, facts.now) {
        None => (None, None),
        Some(held) => (held.state, held.state.is_none().then_some(held.over)),
    }
}

/// Grace waits for a renewal: there is none after a trial, nor after what was stopped or ended.
fn over(calendar: &Calendar, plan: &Plan, it: &Membership) -> Instant {
    match plan.grace {
        Some(grace) if !it.stopped && !it.ended && it.trial_until != Some(it.until) => {
            calendar.after(it.until, grace)
        }
        _ => it.until,
    }
}

/// The first instant after another at which a membership begins, changes or is over.
pub(crate) fn next_change(member: &Member, after: Instant) -> Option<Instant> {
    let rules = &*member.program.rules;
    let mut next: Option<Instant> = None;
    for it in &member.memberships {
        let Some(plan) = rules.plans.iter().find(|plan| plan.id == it.plan) else { continue };
        let over = over(&rules.calendar, plan, it);
        for at in [it.since, it.trial_until.unwrap_or(it.since), it.until, over] {
            if after < at && next.is_none_or(|next| at < next) {
                next = Some(at);
            }
        }
    }
    next
}

/// Whether a trial was had: there is one of each plan.
pub(crate) fn tried<'m>(member: &'m Member, plan: &Plan) -> Option<&'m Membership> {
    member.memberships.iter().find(|it| it.plan == plan.id && it.trial_until.is_some())
}

/// What the app shows of each plan.
pub(super) fn memberships(facts: &Facts<'_>) -> Vec<MembershipStatus> {
    let mut memberships = Vec::new();
    for (index, plan) in (0..).zip(&facts.member.program.rules.plans) {
        let held = held(facts.member, PlanId(index), facts.now);
        let lasts = held.filter(|held| held.state.is_some());
        let stopped = lasts.is_some_and(|held| held.membership.stopped);
        let is_on_trial = lasts.is_some_and(|held| held.state == Some(PlanState::Trial));
        let grace = lasts.filter(|held| held.membership.until < held.over);
        let can_try = plan.trial.is_some() && lasts.is_none();
        memberships.push(MembershipStatus {
            plan: plan.id.clone(),
            state: lasts.and_then(|held| held.state),
            since: lasts.map(|held| held.membership.since),
            trial_until: lasts.filter(|_| is_on_trial).and_then(|it| it.membership.trial_until),
            until: lasts.map(|held| held.membership.until),
            grace_until: grace.map(|held| held.over),
            ended: held.filter(|held| held.state.is_none()).map(|held| held.over),
            trial: can_try && tried(facts.member, plan).is_none(),
            renews: match (stopped, plan.automatic) {
                (true, _) => Renewal::Stopped,
                (false, true) => Renewal::Automatic,
                (false, false) => Renewal::ByHand,
            },
            price: value(plan.price, facts).map(Money::clamped),
        });
    }
    memberships
}

#[cfg(test)]
#[path = "plans_tests.rs"]
mod tests;
