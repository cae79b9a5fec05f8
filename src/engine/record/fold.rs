//! Folding in time: as a month of the calendar begins, what is older than the programme keeps
//! becomes sums ([`Member::apply`] does it), last of all that happens at that instant.

use super::{Place, Recorder};
use crate::member::{Folded, Member};
use crate::outcome::{Entry, EntryKind};
use crate::problem::{Code, Path, Report};
use crate::value::{Calendar, Duration, Instant, Key, Period, Span};

/// When what is old is folded next.
pub(super) struct Folding {
    next: Option<Instant>,
    /// Of what could be folded when there were so many entries; none before it was looked for.
    oldest: Option<(usize, Option<Instant>)>,
}

impl Folding {
    pub(super) fn new(member: &Member, from: Instant) -> Self {
        let rules = &member.program.rules;
        let folds = !member.looks_ahead && rules.history.keep.is_some();
        let next = folds.then(|| rules.calendar.period_of(from, Period::Month).until).flatten();
        Self { next: next.filter(|next| from < *next), oldest: None }
    }

    pub(super) fn next(&self) -> Option<Instant> {
        self.next
    }
}

impl Recorder<'_> {
    /// Folds where a month begins; tells whether lots may stand elsewhere now.
    pub(super) fn fold_at(&mut self, instant: Instant, folding: &mut Folding) -> bool {
        let rules = &self.member.program.rules;
        let (true, Some(keep)) = (folding.next == Some(instant), rules.history.keep) else {
            return false;
        };
        *folding = Folding { oldest: folding.oldest, ..Folding::new(self.member, instant) };
        let until = limit(&rules.calendar, instant, keep);
        // What was looked at holds until something happens.
        let entries = self.entries.len();
        let known = folding.oldest.filter(|(known, _)| *known == entries);
        let (_, oldest) = known.unwrap_or_else(|| (entries, self.member.oldest()));
        folding.oldest = Some((entries, oldest));
        let has_old = oldest.is_some_and(|oldest| oldest < until);
        if !has_old || !self.member.can_fold(until) {
            return false;
        }
        // Nothing but all of it brings back what is folded.
        if self.before_folding.is_none() {
            self.before_folding = Some(Box::new(self.member.clone()));
        }
        self.put(Entry { expires_at: Some(until), ..self.entry(EntryKind::Folded) });
        folding.oldest = None;
        true
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
