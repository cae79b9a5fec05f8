//! Activities: reported by the caller, they may give, take, release and keep points alive.

use super::{Place, Recorder, refused};
use crate::engine::facts::Facts;
use crate::engine::points::{Occasion, TooManyPoints, earn};
use crate::engine::quote::Refusal;
use crate::member::Available;
use crate::outcome::{Earned, EntryKind};
use crate::problem::{Path, Report};
use crate::program::{ActivityId, On, RuleId};
use crate::value::{Key, Money, Points};

impl Recorder<'_> {
    pub(super) fn activity(
        &mut self,
        activity: ActivityId,
        order: Option<&Key>,
        amount: Option<Money>,
        quantity: Option<i64>,
        place: &mut Place<'_, '_>,
    ) -> Option<()> {
        let at = place.at.field("activity");
        let place = &mut Place { at: &at, report: place.report };
        if let Some(order) = order {
            self.known_order(order, place)?;
        }
        let occasion = Occasion::Activity { activity, amount, quantity };
        let earned = self.earns(occasion, &|on| on == On::Activity(activity), place)?;
        let program = self.member.program.clone();
        let name = &program.rules.activities[usize::from(activity.0)].id;
        let mut entry = self.entry(EntryKind::Reported);
        entry.order = order.cloned();
        entry.activity = Some(name.clone());
        entry.amount = amount;
        entry.quantity = quantity;
        entry.points = earned.total;
        self.put(entry);
        for lot in self.member.ledger.in_order(self.member.ledger.waiting()) {
            let (it, names) = (self.member.ledger.lot(lot), self.member.ledger.names(lot));
            let meant = order.is_none_or(|order| names.source == *order);
            // What is earned later waits for a later one.
            let meant = meant && it.earned_at <= self.at;
            let waits = matches!(it.available, Available::OnActivity { .. }) && meant;
            if waits && names.waits_for.as_ref() == Some(name) && it.left > Points::ZERO {
                self.release(lot);
            }
        }
        let source = self.event.clone()?;
        self.conversions(&|on| on == On::Activity(activity), &source);
        self.forfeits(&|on| on == On::Activity(activity));
        self.give(&earned, &source);
        self.slide(Some(activity), earned.gives());
        self.expire_due();
        self.issue(&|on| on == On::Activity(activity), &source, None);
        Some(())
    }

    /// What an occasion of this event earns; nothing happens when that cannot be granted.
    pub(super) fn earns(
        &mut self,
        occasion: Occasion<'_>,
        on: &dyn Fn(On) -> bool,
        place: &mut Place<'_, '_>,
    ) -> Option<Earned> {
        let source = self.event.clone()?;
        self.can_name_lots(&source, on, "", place)?;
        self.earned(occasion, place.at, place.report)
    }

    /// What an occasion without a cart earns.
    pub(super) fn earned(
        &self,
        occasion: Occasion<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Earned> {
        let facts = Facts::new(self.member, None, self.at);
        match earn(&self.member.program.rules, &facts, occasion) {
            Ok(earned) => Some(earned),
            Err(TooManyPoints(rule)) => {
                refused(self.member, Refusal::TooManyPoints(rule), at, report);
                None
            }
        }
    }

    /// Grants what an event or a time earned that is no order.
    pub(super) fn give(&mut self, earned: &Earned, source: &Key) {
        for &(rule, day, days) in &earned.runs {
            let rule = self.member.program.rules.points.rule(rule).id.clone();
            let mut entry = self.entry(EntryKind::Ran);
            entry.rule = Some(rule);
            entry.day = Some(day);
            entry.days = days;
            self.put(entry);
        }
        self.grant_all(&earned.rules, source, None);
        self.carry(&earned.carried, None);
    }

    /// What forfeits take that this event fires.
    pub(super) fn forfeits(&mut self, on: &dyn Fn(On) -> bool) {
        let program = self.member.program.clone();
        for (index, forfeit) in program.rules.points.forfeits.iter().enumerate() {
            if on(forfeit.on) {
                self.forfeit(index);
            }
        }
    }

    /// The rules that a transition fires.
    pub(super) fn fired(&self, on: &dyn Fn(On) -> bool) -> Vec<RuleId> {
        let rules = (0..).zip(&self.member.program.rules.points.earning);
        rules.filter(|(_, rule)| on(rule.on)).map(|(index, _)| RuleId(index)).collect()
    }
}
