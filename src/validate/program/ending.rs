//! How levels end: how long they hold, and what comes after.

use super::time::lasting;
use crate::document::leaf::Plain;
use crate::document::program::tier::{DowngradeDoc, ValidityDoc};
use crate::document::program::time::DurationDoc;
use crate::problem::{Code, Path, Report};
use crate::program::{Condition, Downgrade, Level, Validity};
use crate::value::Duration;

/// How a level ends, as it is written of it or of its ladder.
pub(super) struct Ending {
    valid: Option<Validity>,
    grace: Option<Duration>,
    downgrade: Option<Downgrade>,
}

impl Ending {
    pub(super) fn read(
        valid: Option<Plain<ValidityDoc<'_>>>,
        grace: Option<DurationDoc>,
        downgrade: Option<DowngradeDoc>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Self {
        let valid = valid.and_then(|Plain(it)| validity(it, &at.field("valid"), report));
        let downgrade = downgrade.map(|it| match it {
            DowngradeDoc::ToEarned => Downgrade::ToEarned,
            DowngradeDoc::OneLevel => Downgrade::OneLevel,
            DowngradeDoc::ToBase => Downgrade::ToBase,
            DowngradeDoc::Never => Downgrade::Never,
        });
        Self { valid, grace: grace.map(|DurationDoc(grace)| grace), downgrade }
    }

    fn is_written(&self) -> bool {
        self.valid.is_some() || self.grace.is_some() || self.downgrade.is_some()
    }

    /// Gives levels what is written of them, else what is written of the ladder.
    pub(super) fn settle(
        &self,
        levels: &mut [Level],
        own: &[Self],
        at: &Path<'_>,
        report: &mut Report,
    ) {
        // What is granted alone is granted for ever, unless it is said otherwise.
        let all_granted =
            levels.iter().all(|it| matches!(it.enter, None | Some(Condition::Invited)));
        let default = if all_granted { Validity::ForEver } else { Validity::default() };
        let (mut is_told, list) = (false, at.field("levels"));
        for (number, (level, own)) in levels.iter_mut().zip(own).enumerate() {
            let valid = own.valid.or(self.valid);
            let downgrade = own.downgrade.or(self.downgrade);
            level.valid = valid.unwrap_or(default);
            level.grace = own.grace.or(self.grace).filter(|grace| !grace.is_nothing());
            level.downgrade = downgrade.unwrap_or_default();
            let place = list.index(number);
            if level.enter.is_none() {
                if level.stay.is_some() || own.is_written() {
                    let message = format_args!("everybody has `{}`: it has no end", level.id);
                    let help = "leave `stay`, `valid`, `grace` and `downgrade` out";
                    report.warn(Code::NoEffect, &place, message, help);
                }
                continue;
            }
            let falls = level.grace.is_some() || downgrade.is_some_and(|it| it != Downgrade::Never);
            // What is granted may be granted for a time.
            let ends = level.enter.iter().chain(&level.stay).any(has_invited);
            if valid != Some(Validity::ForEver) || !falls || ends {
                continue;
            }
            let (id, place) = if own.is_written() { (&level.id, place) } else { (&level.id, *at) };
            if own.is_written() || !std::mem::replace(&mut is_told, true) {
                let message = format_args!("`{id}` holds for ever, and has no end to fall from");
                let help = "leave `grace` and `downgrade` out, or say how long it holds";
                report.warn(Code::NoEffect, &place, message, help);
            }
        }
    }
}

/// Whether a grant is one way to meet it.
fn has_invited(condition: &Condition) -> bool {
    match condition {
        Condition::Invited => true,
        Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => {
            of.iter().any(has_invited)
        }
        Condition::Not(inner) => has_invited(inner),
        _ => false,
    }
}

fn validity(document: ValidityDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Validity> {
    Some(match document {
        ValidityDoc::ThisCycle => Validity::ThisCycle,
        ValidityDoc::NextCycle => Validity::NextCycle,
        ValidityDoc::ForEver => Validity::ForEver,
        ValidityDoc::For(duration) => {
            let at = at.field("for");
            let duration = duration.now(&at, report);
            Validity::For(lasting(duration, &at, report)?)
        }
    })
}
