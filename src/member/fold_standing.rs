//! The fold, of where a member stands: what is stated, memberships, uses of perks, who was brought.

use super::{Attribute, Brought, Member, Membership, PlanStep, Use};
use crate::outcome::Entry;

impl Member {
    pub(super) fn stated(&mut self, entry: &Entry) {
        if entry.gender.is_some() {
            self.gender.clone_from(&entry.gender);
        }
        for (name, value) in &entry.stated {
            let place = self.attributes.partition_point(|known| known.name < *name);
            if self.attributes.get(place).is_some_and(|known| known.name == *name) {
                self.attributes.remove(place);
            }
            if let Some(value) = value.clone() {
                self.attributes.insert(place, Attribute { name: name.clone(), value });
            }
        }
    }

    pub(super) fn subscribed(&mut self, entry: &Entry) {
        let (Some(step), Some(until)) = (entry.step, entry.expires_at) else { return };
        if let Some(known) = self.membership_of(entry) {
            let it = &mut self.memberships[known];
            it.until = until;
            it.stopped = step == PlanStep::Stop;
            if step == PlanStep::End {
                it.ended = true;
                it.trial_until = it.trial_until.map(|trial| trial.min(until));
            }
            return;
        }
        let (Some(plan), since) = (entry.plan.clone(), entry.since.unwrap_or(entry.at)) else {
            return;
        };
        let trial_until = (step == PlanStep::Trial).then_some(until);
        let it = Membership { plan, since, trial_until, until, stopped: false, ended: false };
        // It stands behind those that began no later.
        let place = self.memberships.partition_point(|known| known.since <= since);
        self.memberships.insert(place, it);
    }

    /// The membership that an entry goes on with. One that was ended does not go on.
    pub(crate) fn membership_of(&self, entry: &Entry) -> Option<usize> {
        let since = entry.since.unwrap_or(entry.at);
        let is = |it: &Membership| Some(&it.plan) == entry.plan.as_ref() && it.since == since;
        self.memberships.iter().rposition(|it| is(it) && !it.ended)
    }

    pub(super) fn used(&mut self, entry: &Entry) {
        let (Some(event), Some(perk)) = (entry.event.clone(), entry.perk.clone()) else { return };
        let count = entry.quantity.and_then(|count| u32::try_from(count).ok()).unwrap_or(1);
        let (carried, extra, cancelled) = (entry.carried, entry.extra, false);
        self.uses.push(Use { event, perk, at: entry.at, count, carried, extra, cancelled });
    }

    /// The use of that event.
    pub(crate) fn use_of(&self, entry: &Entry) -> Option<usize> {
        let event = entry.source.as_ref()?;
        self.uses.iter().rposition(|it| it.event == *event)
    }

    pub(super) fn brought(&mut self, entry: &Entry) {
        if let Some(who) = entry.party.clone() {
            self.brought.push(Brought { who, at: entry.at });
        }
    }
}
