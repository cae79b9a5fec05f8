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
        /// By the old id, the new one.
        optional ladders: RenamedIds<'v>,
        /// By the old id, the new one.
        optional levels: RenamedIds<'v>,
        /// By the old id, the new one.
        optional segments: RenamedIds<'v>,
        /// By the old id, the new one.
        optional stages: RenamedIds<'v>,
        /// By the old id, the new one.
        optional plans: RenamedIds<'v>,
        /// By the old id, the new one.
        optional perks: RenamedIds<'v>,
        /// By the old id, the new one.
        optional activities: RenamedIds<'v>,
        /// By the old id, the new one.
        optional rules: RenamedIds<'v>,
        /// By the old id, the new one.
        optional rewards: RenamedIds<'v>,
        /// By the old id, the new one.
        optional pools: RenamedIds<'v>,
    } reserved []
}
