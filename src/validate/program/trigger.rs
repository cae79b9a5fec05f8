//! Triggers: what fires a rule.

use super::Common;
use super::money::contradiction;
use crate::document::program::earning::{
    DaysBeforeDoc, EntersTierDoc, EveryDoc, ReferralDoc, TriggerDoc,
};
use crate::document::shape::Int;
use crate::problem::{Path, Report};
use crate::program::{On, WatchId};
use crate::value::Cycle;

/// What the field `on` says; `own` is the number of the rule's condition, if that fires it.
pub(super) fn trigger(
    document: Option<TriggerDoc<'_>>,
    own: WatchId,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<On> {
    let at = at.field("on");
    Some(match document? {
        TriggerDoc::Order => On::Order,
        TriggerDoc::Delivery => On::Delivery,
        TriggerDoc::Joined => On::Joined,
        TriggerDoc::Met => On::Met(own),
        TriggerDoc::Activity(name) => {
            On::Activity(common.activity(&name, &at.field("activity"), report)?)
        }
        TriggerDoc::Every(EveryDoc { period, of, .. }) => {
            let at = at.field("every");
            let at = at.field("period");
            let every = common.cycle(period?.0, &at, report)?;
            match (every, of.unwrap_or_default().0) {
                (Cycle::Of(period), true) => On::EveryTenure(period),
                (Cycle::From { .. }, true) => {
                    let message = format_args!("a cycle counts from its anchor, not from joining");
                    contradiction(message, "leave `of` out", &at, report);
                    return None;
                }
                _ => On::Every(every),
            }
        }
        TriggerDoc::Birthday(before) => On::Birthday { days_before: days(&before) },
        TriggerDoc::Anniversary(before) => On::Anniversary { days_before: days(&before) },
        TriggerDoc::EntersTier(EntersTierDoc { ladder, level, .. }) => {
            let at = at.field("enters_tier");
            let ladder = common.ladder(ladder.as_ref(), &at, report)?;
            let at = at.field("level");
            let level = common.level(ladder, level?.0.as_str(), &at, report)?;
            if common.is_base(ladder, level) {
                let message = format_args!("nobody enters the first level: everybody has it");
                contradiction(message, "name a higher one", &at, report);
                return None;
            }
            On::EntersTier(ladder, level)
        }
        TriggerDoc::EntersSegment(name) => {
            On::EntersSegment(common.segment(&name, &at.field("enters_segment"), report)?)
        }
        TriggerDoc::EntersStage(name) => {
            On::EntersStage(common.stage(&name, &at.field("enters_stage"), report)?)
        }
        TriggerDoc::Referral(ReferralDoc(false)) => On::Referrer,
        TriggerDoc::Referral(ReferralDoc(true)) => On::Referee,
    })
}

fn days(document: &DaysBeforeDoc<'_>) -> u16 {
    document.days_before.map_or(0, |Int(days)| u16::try_from(days).unwrap_or(0))
}
