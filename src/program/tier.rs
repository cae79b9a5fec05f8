//! Levels and segments: what a programme knows of its members beside their points.

use crate::value::Id;

/// Index into [`super::Rules::ladders`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LadderId(pub(crate) u8);

/// Index into [`Ladder::levels`]; the first is the base.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LevelId(pub(crate) u8);

/// Index into [`super::Rules::segments`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SegmentId(pub(crate) u8);

/// A row of levels.
#[derive(Clone, Debug)]
pub(crate) struct Ladder {
    pub(crate) id: Id,
    /// Lowest first; at least one.
    pub(crate) levels: Box<[Id]>,
}

impl Ladder {
    /// The level of that name.
    pub(crate) fn level(&self, id: &Id) -> Option<LevelId> {
        let level = self.levels.iter().position(|level| level == id)?;
        u8::try_from(level).ok().map(LevelId)
    }
}

/// Some levels of a ladder: a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LevelSet(u32);

impl LevelSet {
    /// A level, and all above it.
    pub(crate) fn from(LevelId(level): LevelId) -> Self {
        Self(u32::MAX << level)
    }

    pub(crate) fn insert(&mut self, LevelId(level): LevelId) {
        self.0 |= 1 << level;
    }

    pub(crate) fn contains(self, LevelId(level): LevelId) -> bool {
        self.0 >> level & 1 == 1
    }
}
