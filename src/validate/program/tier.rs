//! Ladders and segments, and what names their parts.

use super::Common;
use super::declared::{index, not_empty};
use crate::document::leaf::Ident;
use crate::document::program::tier::{LadderDoc, LevelDoc, SegmentDoc, TiersDoc};
use crate::document::shape::{List, Read, each_value, missing, shown};
use crate::problem::{Code, Path, Report};
use crate::program::{
    Condition, Downgrade, Ladder, LadderId, Level, LevelId, LevelReturns, Segment, SegmentId,
    Upgrade, Validity, Within,
};
use crate::validate::member::unknown;
use crate::value::bounds::MAX_SEGMENTS;
use crate::value::{Cycle, Period};

pub(super) fn ladders(
    document: Option<TiersDoc<'_>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<Ladder>> {
    let Some(document) = document else { return Some(Vec::new()) };
    let (list, at) = (document.ladders?, at.field("ladders"));
    not_empty(list.is_empty(), &at, report)?;
    let mut ladders = Vec::new();
    each_value(list.distinct_values(&at, report), &at, report, &mut |value, at, report| {
        let LadderDoc { id, levels, .. } = LadderDoc::read(value, at, report)?;
        let (list, at) = (levels?, at.field("levels"));
        not_empty(list.is_empty(), &at, report)?;
        let (mut levels, mut is_base) = (Vec::new(), true);
        each_value(list.distinct_values(&at, report), &at, report, &mut |value, at, report| {
            let document = LevelDoc::read(value, at, report);
            let was_base = std::mem::take(&mut is_base);
            levels.push(level(document?, was_base, at, report)?);
            Some(())
        })?;
        ladders.push(Ladder {
            id: id?.0,
            levels: levels.into(),
            counts: Within::Lifetime,
            cycle: Cycle::Of(Period::Year),
            upgrade: Upgrade::AtOnce,
            own_order: false,
            returns: LevelReturns::UndoCaused,
        });
        Some(())
    })?;
    Some(ladders)
}

/// Everybody has the base; whatever is above it is granted.
fn level(
    LevelDoc { id, enter, .. }: LevelDoc<'_>,
    is_base: bool,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Level> {
    match enter {
        Some(_) if is_base => {
            let message = format_args!("a ladder without a base is not evaluated by this version");
            let help = "leave `enter` out: everybody has the first level";
            report.error_help(Code::NotSupported, &at.field("enter"), message, help);
        }
        // What could not be read was reported already, and is not missing.
        None if !is_base && !report.has_errors() => missing("enter", at, report),
        _ => {}
    }
    Some(Level {
        id: id?.0,
        enter: (!is_base).then_some(Condition::Invited),
        stay: None,
        valid: Validity::ForEver,
        grace: None,
        downgrade: Downgrade::ToEarned,
    })
}

pub(super) fn segments<'v>(
    list: Option<List<'v, SegmentDoc<'v>, MAX_SEGMENTS>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<Segment>> {
    let (list, mut segments) = (list.unwrap_or_default(), Vec::new());
    each_value(list.distinct_values(at, report), at, report, &mut |value, at, report| {
        let id = SegmentDoc::read(value, at, report)?.id?.0;
        segments.push(Segment { id, when: None, leave: None, noted: true });
        Some(())
    })?;
    Some(segments)
}

impl Common<'_> {
    /// The ladder of that name; without one the only one.
    pub(super) fn ladder(
        &self,
        name: Option<&Ident>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<LadderId> {
        let ladders = self.ladders.as_deref()?;
        let found = match name {
            Some(Ident(id)) => {
                let found = ladders.iter().position(|ladder| ladder.id == *id);
                if found.is_none() {
                    unknown("ladder", id.as_str(), &at.field("ladder"), report);
                }
                found?
            }
            None if ladders.len() == 1 => 0,
            None => {
                if !report.has_errors() {
                    missing("ladder", at, report);
                }
                return None;
            }
        };
        u8::try_from(found).ok().map(LadderId)
    }

    /// A level of a ladder.
    pub(super) fn level(
        &self,
        LadderId(ladder): LadderId,
        name: &str,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<LevelId> {
        let ladder = self.ladders.as_deref()?.get(usize::from(ladder))?;
        let found = ladder.levels.iter().position(|level| level.id.as_str() == name);
        if found.is_none() {
            unknown("level", &shown(name), at, report);
        }
        u8::try_from(found?).ok().map(LevelId)
    }

    pub(super) fn segment(
        &self,
        name: &Ident,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<SegmentId> {
        let found = index(&self.segment_ids, "segment", name, at, report)?;
        u8::try_from(found).ok().map(SegmentId)
    }
}
