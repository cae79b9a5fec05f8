//! How much of the past is kept, and what a new version does to members.

use super::time::DurationDoc;
use crate::document::declare::{either, object};
use crate::document::leaf::Ident;
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::Map;
use crate::value::bounds::MAX_RENAMED;

object! {
    /// How much of a member's past is kept.
    HistoryDoc<'v> {
        optional keep: DurationDoc as form::Lasting,
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
        optional ladders: RenamedIds<'v> as form::ById<RenamedIds<'v>>,
        /// By the old id, the new one.
        optional levels: RenamedIds<'v> as form::ById<RenamedIds<'v>>,
        /// By the old id, the new one.
        optional segments: RenamedIds<'v> as form::ById<RenamedIds<'v>>,
        /// By the old id, the new one.
        optional stages: RenamedIds<'v> as form::ById<RenamedIds<'v>>,
        /// By the old id, the new one.
        optional plans: RenamedIds<'v> as form::ById<RenamedIds<'v>>,
        /// By the old id, the new one.
        optional perks: RenamedIds<'v> as form::ById<RenamedIds<'v>>,
        /// By the old id, the new one.
        optional activities: RenamedIds<'v> as form::ById<RenamedIds<'v>>,
        /// By the old id, the new one.
        optional rules: RenamedIds<'v> as form::ById<RenamedIds<'v>>,
        /// By the old id, the new one.
        optional rewards: RenamedIds<'v> as form::ById<RenamedIds<'v>>,
        /// By the old id, the new one.
        optional pools: RenamedIds<'v> as form::ById<RenamedIds<'v>>,
    } reserved []
}
