//! What names ladders and levels, and facts about them.

use super::Common;
use super::declared::{Ids, index};
use crate::document::leaf::Ident;
use crate::problem::{Path, Report};
use crate::program::{LadderId, LevelId, SegmentId, Within};
use crate::validate::member::unknown;
use crate::validate::standing::not_one;

/// A ladder's name and those of its levels, as they are written, and what its conditions count.
#[derive(Debug)]
pub(super) struct LadderName<'v> {
    pub(super) id: Option<&'v str>,
    pub(super) levels: Ids<'v>,
    /// Everybody has the first level.
    pub(super) has_base: bool,
    pub(super) counts: Within,
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
                let found = ladders.iter().position(|ladder| ladder.id == Some(id.as_str()));
                if found.is_none() {
                    let known = &mut ladders.iter().filter_map(|ladder| ladder.id);
                    unknown("ladder", id.as_str(), known, &at.field("ladder"), report);
                }
                found?
            }
            None if ladders.len() == 1 => 0,
            None => {
                // A name that could not be read was reported already.
                if ladders.is_empty() || !report.has_errors() {
                    not_one(ladders.len(), at, report);
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
        let found = ladder.levels.iter().position(|level| *level == Some(name));
        if found.is_none() {
            unknown("level", name, &mut ladder.levels.iter().copied().flatten(), at, report);
        }
        u8::try_from(found?).ok().map(LevelId)
    }

    /// Whether it is the level that everybody has.
    pub(super) fn is_base(&self, LadderId(ladder): LadderId, level: LevelId) -> bool {
        let ladder = self.ladders.iter().flatten().nth(usize::from(ladder));
        level == LevelId::default() && ladder.is_some_and(|ladder| ladder.has_base)
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
