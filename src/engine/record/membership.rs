//! Paid memberships: tried, paid, stopped, ended. The engine charges nothing; each is an event.

use super::{Place, Recorder};
use crate::engine::plans::{held, tried};
use crate::member::{PlanState, PlanStep};
use crate::outcome::EntryKind;
use crate::problem::Code;
use crate::program::PlanId;

impl Recorder<'_> {
    pub(super) fn membership(
        &mut self,
        of: PlanId,
        step: PlanStep,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let at = place.at.field("membership");
        let place = &mut Place { at: &at, report: place.report };
        let program = self.member.program.clone();
        let calendar = &program.rules.calendar;
        let plan = &program.rules.plans[usize::from(of.0)];
        let id = &plan.id;
        if !self.member.is_enrolled(self.at) {
            place.error(Code::WrongMember, "", format_args!("the member has not joined"));
            return None;
        }
        let last = self.member.memberships.iter().rfind(|it| it.plan == *id);
        if let Some(later) = last.filter(|last| self.at < last.since) {
            let message = format_args!("a membership `{id}` began later, at {}", later.since);
            place.error(Code::EventRefused, "", message);
            return None;
        }
        let last = held(self.member, of, self.at);
        let lasts = last.and_then(|held| Some((held.membership, held.state?)));
        let mut step = step;
        let (since, until) = match (step, lasts) {
            (PlanStep::Trial, Some((it, state))) => {
                let (state, until) = (in_words(state), it.until);
                let message = format_args!("there is a membership `{id}`, {state} until {until}");
                place.error(Code::EventRefused, "do", message);
                return None;
            }
            (PlanStep::Trial, None) => {
                let Some(trial) = plan.trial else {
                    let message = format_args!("the plan `{id}` has no trial");
                    place.error(Code::EventRefused, "do", message);
                    return None;
                };
                let had = tried(self.member, plan).and_then(|it| it.trial_until);
                if let Some(until) = had {
                    let message = format_args!("the trial of `{id}` was had, until {until}");
                    place.error(Code::EventRefused, "do", message);
                    return None;
                }
                (self.at, calendar.after(self.at, trial))
            }
            (PlanStep::Paid, None) => (self.at, calendar.after(self.at, plan.period)),
            // Periods are counted from the first, so that months that are short take no days.
            (PlanStep::Paid, Some((it, _))) => {
                let first = it.trial_until.unwrap_or(it.since);
                (it.since, calendar.step_after(first, plan.period, it.until))
            }
            (PlanStep::Stop, Some((it, PlanState::Trial | PlanState::Active))) => {
                if it.stopped {
                    let message =
                        format_args!("the membership `{id}` was stopped, and ends at {}", it.until);
                    place.error(Code::EventConflict, "do", message);
                    return None;
                }
                (it.since, it.until)
            }
            // In grace nothing is left to run out.
            (PlanStep::Stop | PlanStep::End, Some((it, _))) => {
                step = PlanStep::End;
                (it.since, self.at)
            }
            (PlanStep::Stop | PlanStep::End, None) => {
                let message = match last {
                    Some(last) => format!("the membership `{id}` ended at {}", last.over),
                    None => format!("there is no membership `{id}`"),
                };
                place.error(Code::EventRefused, "do", format_args!("{message} (no_membership)"));
                return None;
            }
        };
        let ends = lasts.map_or(self.at, |(it, _)| it.until);
        if step == PlanStep::Paid && until <= ends {
            let message = format_args!("nothing follows on {ends}: no instant is later");
            place.error(Code::EventRefused, "do", message);
            return None;
        }
        let mut entry = self.entry(EntryKind::Subscribed);
        entry.plan = Some(id.clone());
        (entry.step, entry.since, entry.expires_at) = (Some(step), Some(since), Some(until));
        self.put(entry);
        Some(())
    }
}

/// What a membership is, as a sentence says it.
pub(super) fn in_words(state: PlanState) -> &'static str {
    match state {
        PlanState::Trial => "on trial",
        PlanState::Active => "active",
        PlanState::Grace => "in grace",
    }
}
