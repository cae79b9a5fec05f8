//! Measures: numbers about what a member did, and the stretches of the past that they count.
//!
//! `docs/semantics.md` §14 says what each comes to.

use super::{
    ActivityId, Basis, FavouriteBy, LadderId, PlanId, PoolId, ScoreId, Selection, StageId,
};
use crate::value::{Cycle, Duration, Key, Window};

/// Index into [`super::Rules::measures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MeasureId(pub(crate) u16);

/// A number, reckoned once a call however many conditions ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    pub(crate) what: What,
    pub(crate) within: Within,
    /// Of an order, these lines.
    pub(crate) of: Selection,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Money, in minor units.
    Spend(Basis),
    Orders,
    /// Days with an order.
    Visits,
    /// Units.
    Bought,
    /// Money, in minor units.
    AverageOrder,
    /// What `of` has of `among`, in billionths of a whole.
    Share {
        among: Selection,
        by: ShareBy,
    },
    Activities {
        activity: ActivityId,
        count: ActivityCount,
    },
    PointsEarned(PoolId),
    Balance(PoolId),
    /// Of a balance, what is gone within this time.
    Expiring(PoolId, Duration),
    Referrals,
    /// In billionths, or minor units where the score is money; a part of an `rfm` as a count.
    Score(ScoreId, Option<RfmPart>),
    /// A whole number that the member's record states.
    Attribute(Key),
    /// Uses of an offer, by its index.
    Uses(u32),
    /// Units of what is bought most.
    Favourite(FavouriteBy),
    /// Whole days since.
    Days(Since),
}

/// What a share is reckoned in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShareBy {
    Spend,
    Units,
}

/// What of an activity is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ActivityCount {
    Times,
    Days,
    Quantity,
}

/// A part of an `rfm` score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RfmPart {
    Recency,
    Frequency,
    Monetary,
}

/// Which stretch of the past counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Within {
    #[default]
    Lifetime,
    /// From the start of the day that lies so long before; exact durations exactly.
    Last(Duration),
    /// The one that now is in; a [`Cycle::LevelYear`] goes by this ladder.
    This(Cycle, Option<LadderId>),
    Previous(Cycle, Option<LadderId>),
    Window(Window),
    SinceJoined,
    /// Since the member has the level of this ladder.
    SinceLevel(LadderId),
    SinceLastOrder,
}

/// A moment of the member's from which time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Since {
    /// The day of birth.
    Birth,
    Joining,
    /// The last order of a span that counts, with one of these lines.
    LastOrder(Selection, Within),
}

/// A measure within bounds, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bounded {
    pub(crate) measure: MeasureId,
    pub(crate) least: i64,
    pub(crate) most: i64,
}

/// A time that has passed since a moment, or has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Elapsed {
    pub(crate) since: Since,
    /// At least, or above it.
    pub(crate) least: Option<(Duration, Bound)>,
    /// At most, or below it.
    pub(crate) most: Option<(Duration, Bound)>,
}

/// Whether a bound is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    Included,
    Excluded,
}

/// The usual gap between purchases is about to pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DueAgain {
    /// What was bought: of which lines and when.
    pub(crate) bought: MeasureId,
    /// So much sooner.
    pub(crate) lead: Duration,
    /// Days with a purchase, at least.
    pub(crate) minimum: u32,
}

/// The order at hand, by its number among those that count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NthOrder {
    pub(crate) of: Selection,
    pub(crate) numbers: Numbers,
}

/// Some numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    Listed(Box<[u32]>),
    /// The multiples of it.
    Every(u32),
}

/// A day of the year, or what lies about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Around {
    /// The day, week or month of the calendar that it is in.
    Period(crate::value::Period),
    /// From so many days before to so many after, both included.
    Days { before: u16, after: u16 },
}

/// A text or whole number that a record states: of a member, an order or a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stated {
    /// A whole number, 0 to 1,000,000,000.
    Number(i64),
    /// A text.
    Text(Key),
}

/// A paid membership in one of these states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HasPlan {
    pub(crate) plan: PlanId,
    pub(crate) trial: bool,
    pub(crate) active: bool,
    pub(crate) grace: bool,
}

/// What a condition about a member's classes asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Stage(Box<[StageId]>),
    /// Of a score, by the numbers of its classes.
    Score(ScoreId, Box<[u8]>),
    Gender(Box<[Key]>),
    Attribute(Key, Box<[Stated]>),
}
