//! Rules that are fired when their own conditions turn met.

use super::condition::{Conditions, Place};
use super::money::contradiction;
use super::selector::Selectors;
use crate::document::program::condition::ConditionDoc;
use crate::problem::{Code, Path, Report};
use crate::program::{Condition, On, Watch, WatchId, Watched};

/// What a rule asks: its `when` and its `schedule`.
pub(super) type Asks<'v> = (Option<ConditionDoc<'v>>, Option<ConditionDoc<'v>>);

impl Selectors {
    /// That of the next rule that is fired so.
    pub(super) fn next_watch(&self) -> WatchId {
        WatchId(u16::try_from(self.watches.len()).unwrap_or(u16::MAX))
    }
}

impl Conditions<'_, '_> {
    /// What a rule asks that something fires; `of` is what members' records call it.
    pub(super) fn fired(
        &mut self,
        on: Option<On>,
        of: Option<Watched>,
        (when, schedule): Asks<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Condition> {
        if !matches!(on, Some(On::Met(_))) {
            return self.scheduled(when, schedule, at, report);
        }
        if schedule.is_some() {
            let message = format_args!("what turns met at another time would give nothing");
            let help = "leave it out: `met` fires at the moment at which `when` turns met";
            contradiction(message, help, &at.field("schedule"), report);
        }
        if when.is_none() {
            let message = format_args!("the field `when` is missing: it is what turns met");
            let help = "say what has to turn met, or name another event in `on`";
            report.name("when").error_help(Code::MissingField, at, message, help);
            return None;
        }
        // It is looked at whether anything happens or not, as a segment's is.
        let place = std::mem::replace(&mut self.place, Place::Member);
        let when = self.when(when, at, report);
        self.place = place;
        let watches = &mut self.selectors.watches;
        if of.is_some() && watches.last().map(|watch| &watch.of) == of.as_ref() {
            let message = format_args!("`met` stands here in one way before");
            let help = "join what is asked with `any`";
            contradiction(message, help, &at.field("on"), report);
            return None;
        }
        watches.push(Watch { of: of?, when: when.clone()? });
        when
    }
}
