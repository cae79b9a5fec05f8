//! Folding in time: as a month of the calendar begins, what is older than the programme keeps
//! becomes sums ([`Member::apply`] does it), last of all that happens at that instant.

use super::{Place, Recorder, Saved};
use crate::member::{Folded, Member};
use crate::outcome::{Entry, EntryKind};
use crate::problem::{Code, Given, Path, Report};
use crate::value::{Calendar, Duration, Instant, Key, Period, Span};

/// When what is old is folded next.
pub(super) struct Folding {
    /// The next month as which begins something may be folded.
    next: Option<Instant>,
    /// Nothing goes that is folded before this instant; `None` until that is looked for.
    after: Option<Instant>,
    /// So many entries are reckoned with.
    seen: usize,
}

impl Folding {
    pub(super) fn new(member: &Member, from: Instant) -> Self {
        let mut folding = Self { next: None, after: None, seen: 0 };
        folding.plan(member, from);
        folding
    }

    pub(super) fn next(&self) -> Option<Instant> {
        self.next
    }

    /// Finds the next month after an instant, without those as which nothing can be folded.
    fn plan(&mut self, member: &Member, from: Instant) {
        let rules = &member.program.rules;
        let Some(keep) = rules.history.keep.filter(|_| !member.looks_ahead) else { return };
        let calendar = &rules.calendar;
        // It takes a month that lies so long after what is old.
        let mut month = self.after.map_or(from, |after| calendar.after(after, keep).max(from));
        loop {
            let next = calendar.period_of(month, Period::Month).until.filter(|it| month < *it);
            self.next = next;
            match next {
                Some(next) if self.after >= Some(limit(calendar, next, keep)) => month = next,
                _ => return,
            }
        }
    }
}

impl Recorder<'_> {
    /// Looks at what has happened until an instant: it may be folded sooner than what was there,
    /// even then.
    fn fold_sooner(&mut self, instant: Instant, folding: &mut Folding) {
        let new = &self.entries[folding.seen..];
        folding.seen = self.entries.len();
        let Some(after) = folding.after else { return };
        let sooner = new.iter().map(|entry| self.member.entry_folds_after(entry)).min();
        if let Some(sooner) = sooner.filter(|sooner| *sooner < after) {
            folding.after = Some(sooner).filter(|sooner| Instant::MIN < *sooner);
            folding.plan(self.member, instant.plus_millis(-1));
        }
    }

    /// Folds where a month begins; tells whether lots may stand elsewhere now.
    pub(super) fn fold_at(&mut self, instant: Instant, folding: &mut Folding) -> bool {
        self.fold_sooner(instant, folding);
        let rules = &self.member.program.rules;
        let (true, Some(keep)) = (folding.next == Some(instant), rules.history.keep) else {
            return false;
        };
        let until = limit(&rules.calendar, instant, keep);
        let (first, later) = self.member.folds_after(until);
        let folds = first < until;
        if folds {
            self.entries.push(Entry { expires_at: Some(until), ..self.entry(EntryKind::Folded) });
            // As applying the entry does; what happens from here on is taken back by itself.
            let undo = self.member.fold_before(until);
            self.folded.push((undo, Saved::of(self.member)));
        }
        (folding.after, folding.seen) = (Some(later), self.entries.len());
        folding.plan(self.member, instant);
        folds
    }

    /// Reports what the member has not, or not any more where something was folded.
    pub(super) fn unknown(
        &self,
        what: &str,
        id: &Key,
        folded_until: Option<Instant>,
        place: &mut Place<'_, '_>,
    ) {
        match folded_until {
            None => {
                let message = format_args!("the member has no {what} `{id}`");
                let of = [("kind", Given::Text(what)), ("id", Given::Text(id.as_str()))];
                place.report.with(&of);
                place.error(Code::UnknownOrder, what, message);
            }
            Some(until) => {
                let message = format_args!(
                    "the member has no {what} `{id}`; what was before {until} is folded"
                );
                let at = place.at.field(what);
                place.report.error_help(Code::EventTooEarly, &at, message, FOLDED);
            }
        }
    }
}

const FOLDED: &str = "what is folded counts on in sums; nothing of it can come back or change";

/// Refuses what lies where everything is folded: it might count twice.
pub(super) fn not_folded(
    member: &Member,
    instant: Instant,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    match member.folded_until {
        Some(until) if instant < until => {
            let message =
                format_args!("{instant} is before {until}, up to which everything is folded");
            report.error_help(Code::EventTooEarly, at, message, FOLDED);
            None
        }
        _ => Some(()),
    }
}

/// What is before it is folded as a month begins: the start of the month that lies so long before.
fn limit(calendar: &Calendar, month: Instant, keep: Duration) -> Instant {
    let day = match keep {
        Duration::Exact(millis) => calendar.day_of(month.plus_millis(-millis)),
        Duration::Calendar(span) => {
            calendar.day_of(month).plus(Span { count: -span.count, unit: span.unit })
        }
    };
    calendar.start_of(Folded::month_of(day))
}

#[cfg(test)]
#[cfg(all(feature = "tzdata", not(target_arch = "wasm32")))]
#[path = "fold_tests.rs"]
mod tests;
