//! Recording: the only way in which a member's state changes. Either all of an event happens, or
//! nothing does and the problems say why.

use super::quote::Refusal;
use crate::cart::Cart;
use crate::member::{Digest, Member};
use crate::outcome::Recorded;
use crate::problem::{Code, Path, Report};
use crate::value::{Instant, Key, Points};

/// Something that happened.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) id: Key,
    pub(crate) at: Instant,
    /// Of the event's document: tells a repetition from a conflict.
    pub(crate) digest: Digest,
    pub(crate) what: Happening,
}

/// What happened.
#[derive(Clone, Debug)]
pub(crate) enum Happening {
    Join,
    /// A cart was paid, partly with so many points.
    Order {
        id: Key,
        cart: Cart,
        spend: Points,
    },
}

/// Records an event, or reports why it cannot be.
pub(crate) fn record(
    member: &mut Member,
    event: Event,
    now: Instant,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Recorded> {
    let _ = (member, event, now);
    report.error(Code::NotSupported, at, format_args!("being rewritten"));
    None
}

pub(crate) fn refused(member: &Member, refusal: Refusal, at: &Path<'_>, report: &mut Report) {
    match refusal {
        Refusal::OtherProgram => {
            let message = format_args!("the cart was read for another programme");
            let help = "read the cart with the programme of the member";
            report.error_help(Code::OtherProgram, at, message, help);
        }
        Refusal::TooManyPoints(rule) => {
            let rule = &member.program.rules.points.earning[rule].id;
            let message = format_args!("the rule `{rule}` gives more points than a lot holds");
            report.error(Code::OverLimit, at, message);
        }
    }
}
