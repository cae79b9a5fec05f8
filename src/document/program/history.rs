//! How much of the past is kept, and what a new version does to members.

use super::time::DurationDoc;
use crate::document::declare::{either, object};
use crate::document::leaf::Ident;
use crate::document::shape::Map;
use crate::value::bounds::MAX_RENAMED;

object! {
    /// How much of a member's past is kept.
    HistoryDoc<'v> {
        optional keep: DurationDoc,
        optional returned_orders: ReturnedOrdersDoc,
    } reserved []
}

either! {
    /// Whether an order counts that came back whole.
    ReturnedOrdersDoc { "not_counted", "counted" }
}

object! {
    /// What a new version of a programme does to its members.
    MigrationDoc<'v> {
        optional tiers: RequalifyDoc,
        optional renamed: RenamedDoc<'v>,
    } reserved []
}

either! {
    /// When levels are asked anew.
    RequalifyDoc { "keep", "requalify" }
}

/// By the old name, the new one.
pub(crate) type RenamedIds<'v> = Map<'v, Ident, MAX_RENAMED>;

object! {
    /// What was renamed, by the lists in which it is declared.
    RenamedDoc<'v> {
        optional ladders: RenamedIds<'v>,
        optional levels: RenamedIds<'v>,
        optional segments: RenamedIds<'v>,
        optional stages: RenamedIds<'v>,
        optional plans: RenamedIds<'v>,
        optional perks: RenamedIds<'v>,
        optional activities: RenamedIds<'v>,
        optional rules: RenamedIds<'v>,
        optional rewards: RenamedIds<'v>,
        optional pools: RenamedIds<'v>,
    } reserved []
}
