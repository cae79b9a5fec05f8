//! Levels and paid memberships: what members climb, and what they buy.

use super::{Amount, Condition};
use crate::value::{Cycle, Duration, Id};

/// Index into [`super::Rules::ladders`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LadderId(pub(crate) u8);

/// Index into [`Ladder::levels`]; the first is the base.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LevelId(pub(crate) u8);

/// A row of levels.
#[derive(Clone, Debug)]
pub(crate) struct Ladder {
    pub(crate) id: Id,
    /// Lowest first; at least one.
    pub(crate) levels: Box<[Level]>,
    pub(crate) cycle: Cycle,
    pub(crate) upgrade: Upgrade,
    /// The order that reaches a level has its benefits.
    pub(crate) own_order: bool,
    pub(crate) returns: LevelReturns,
}

/// One level.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    pub(crate) id: Id,
    /// How it is reached; `None` for a base that everybody has.
    pub(crate) enter: Option<Condition>,
    /// How it is kept; `None`: as it is reached.
    pub(crate) stay: Option<Condition>,
    pub(crate) valid: Validity,
    pub(crate) grace: Option<Duration>,
    pub(crate) downgrade: Downgrade,
}

/// When a level that is earned is had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Upgrade {
    #[default]
    Now,
    /// As the next business day begins.
    NextDay,
    /// As the next cycle begins.
    NextCycle,
}

/// Until when a level holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Validity {
    ThisCycle,
    #[default]
    NextCycle,
    For(Duration),
    ForEver,
}

/// Where a level falls to that is not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Downgrade {
    #[default]
    ToEarned,
    OneLevel,
    ToBase,
    Never,
}

/// What a return does to levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LevelReturns {
    #[default]
    UndoCaused,
    Keep,
    Recount,
}

impl Ladder {
    /// The level of that name.
    pub(crate) fn level(&self, id: &Id) -> Option<LevelId> {
        let level = self.levels.iter().position(|level| level.id == *id)?;
        u8::try_from(level).ok().map(LevelId)
    }

    /// The level of everybody who joined; none where the first asks something itself.
    pub(crate) fn base(&self) -> Option<LevelId> {
        self.levels[0].enter.is_none().then_some(LevelId(0))
    }

    /// Whether levels change by what members do and by time. Else each lasts as long as its grant,
    /// and then there is the base.
    pub(crate) fn is_walked(&self) -> bool {
        let granted =
            |condition: &Option<Condition>| matches!(condition, None | Some(Condition::Invited));
        let plain = |level: &Level| {
            granted(&level.enter)
                && granted(&level.stay)
                && level.grace.is_none()
                && matches!(level.downgrade, Downgrade::ToEarned | Downgrade::ToBase)
        };
        !self.levels.iter().all(plain)
    }

    /// A level by its number.
    pub(crate) fn at(&self, LevelId(level): LevelId) -> &Level {
        &self.levels[usize::from(level)]
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

    /// Whether all of them are among others.
    pub(crate) fn is_within(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }
}

/// Index into [`super::Rules::plans`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PlanId(pub(crate) u8);

/// A paid membership.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) id: Id,
    /// Of one period, in minor units.
    pub(crate) price: Amount,
    pub(crate) period: Duration,
    pub(crate) trial: Option<Duration>,
    /// Benefits go on so long after the paid end.
    pub(crate) grace: Option<Duration>,
    pub(crate) automatic: bool,
}
