//! Segments and the lifecycle.

use super::Common;
use super::condition::{Conditions, Place};
use super::covers::Pairs;
use super::declared::{index, not_empty};
use super::ladder::name_of;
use super::money::contradiction;
use super::selector::Selectors;
use crate::document::leaf::Ident;
use crate::document::program::class::{LifecycleDoc, SegmentDoc, StageDoc};
use crate::document::program::condition::ConditionDoc;
use crate::document::shape::{List, Read, each_value};
use crate::problem::{Code, Path, Report};
use crate::program::{Condition, Lifecycle, On, Segment, Selection, StageId};
use crate::value::bounds::MAX_SEGMENTS;

/// A condition about the member alone; of what could not be read nothing is asked, since it was
/// reported.
fn member_condition(
    document: Option<ConditionDoc<'_>>,
    field: &str,
    (common, selectors): (&Common<'_>, &mut Selectors),
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Condition> {
    let mut conditions = Conditions::new(common, selectors, Selection::default(), Place::Member);
    let read = conditions.condition(document?, &at.field(field), report);
    Some(read.unwrap_or(Condition::Invited))
}

/// The segments; of what could not be read, something, since it was reported.
pub(super) fn segments<'v>(
    list: &List<'v, SegmentDoc<'v>, MAX_SEGMENTS>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Vec<Segment> {
    let mut segments = Vec::new();
    each_value(list.distinct_values(at, report), at, report, &mut |value, at, report| {
        let document = SegmentDoc::read(value, at, report).unwrap_or_default();
        let SegmentDoc { id, when, leave, .. } = document;
        let id = name_of(id)?;
        let when = member_condition(when, "when", (common, &mut *selectors), at, report);
        let leave = member_condition(leave, "leave", (common, &mut *selectors), at, report);
        let place = at.field("leave");
        match (&when, &leave) {
            (None, Some(_)) if value.member("when").is_none() => {
                let message = format_args!("whom the member record lists leaves by an event alone");
                contradiction(message, "say `when` one enters, or leave it out", &place, report);
            }
            (Some(when), Some(leave)) if Pairs::default().covers(leave, when) => {
                let message = format_args!("who enters `{id}` leaves it at once");
                contradiction(message, "`leave` is met later than `when`", &place, report);
            }
            _ => {}
        }
        // Of whom the record lists, events tell who comes and goes.
        let noted = when.is_none() || leave.is_some();
        segments.push(Segment { id, when, leave, noted });
        Some(())
    });
    segments
}

pub(super) fn lifecycle(
    document: Option<LifecycleDoc<'_>>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Lifecycle {
    let Some(LifecycleDoc { stages: list, otherwise, .. }) = document else {
        return Lifecycle::default();
    };
    let otherwise = otherwise.and_then(|id| common.stage(&id, &at.field("otherwise"), report));
    let at = at.field("stages");
    if let Some(list) = &list {
        not_empty(list.is_empty(), &at, report);
    }
    let list = list.unwrap_or_default();
    let pairs = &mut Pairs::default();
    let mut stages: Vec<(crate::value::Id, Condition)> = Vec::new();
    each_value(list.distinct_values(&at, report), &at, report, &mut |value, at, report| {
        let StageDoc { id, when, .. } = StageDoc::read(value, at, report).unwrap_or_default();
        let id = name_of(id)?;
        let when = member_condition(when, "when", (common, &mut *selectors), at, report);
        let when = when.unwrap_or(Condition::Invited);
        if let Some((earlier, wide)) = stages.iter().find(|(_, wide)| pairs.covers(wide, &when)) {
            let place = at.field("when");
            let message = format_args!("who meets this is `{earlier}`, which stands before");
            let help = "the first stage that is met counts: put the narrower ones first";
            if pairs.alike(wide, &when) {
                report.warn(Code::NoEffect, &place, message, help);
            } else {
                contradiction(message, help, &place, report);
            }
        }
        stages.push((id, when));
        Some(())
    });
    Lifecycle { stages: stages.into(), otherwise, noted: false }
}

impl Common<'_> {
    pub(super) fn stage(
        &self,
        name: &Ident,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<StageId> {
        let found = index(&self.names.stages, "stage", name, at, report)?;
        u8::try_from(found).ok().map(StageId)
    }
}

/// Notes what rules depend on.
pub(super) fn note(on: On, segments: &mut [Segment], lifecycle: &mut Lifecycle) {
    match on {
        On::EntersSegment(segment) => {
            if let Some(segment) = segments.get_mut(usize::from(segment.0)) {
                segment.noted = true;
            }
        }
        On::EntersStage(_) => lifecycle.noted = true,
        _ => {}
    }
}
