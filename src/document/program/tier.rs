//! Ladders of levels, and paid memberships.

use super::condition::ConditionDoc;
#[cfg(feature = "schema")]
use super::time::SpanDoc;
use super::time::{DurationDoc, LevelCycleDoc};
use crate::document::declare::{choice, either, object, words};
use crate::document::leaf::{Ident, Locales, Plain, Tabled};
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Later, List};
use crate::value::bounds::{MAX_LADDERS, MAX_LEVELS, MAX_PLANS};

object! {
    /// What members climb, and what they buy.
    TiersDoc<'v> {
        optional ladders: List<'v, LadderDoc<'v>, MAX_LADDERS>
            as form::NonEmpty<List<'v, LadderDoc<'v>, MAX_LADDERS>>,
        optional plans: List<'v, PlanDoc<'v>, MAX_PLANS>,
    } reserved [] some_of [ladders, plans]
}

object! {
    /// A row of levels, the lowest first.
    LadderDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        required levels: List<'v, LevelDoc<'v>, MAX_LEVELS>
            as form::NonEmpty<List<'v, LevelDoc<'v>, MAX_LEVELS>>,
        #[expect(dead_code, reason = "read before all levels, whose conditions need it")]
        optional counts: Tabled<'v> as SpanDoc<'v>,
        optional cycle: LevelCycleDoc,
        optional upgrade: UpgradeDoc,
        optional own_order: OwnOrderDoc,
        optional valid: Plain<ValidityDoc<'v>>,
        optional downgrade: DowngradeDoc,
        optional grace: DurationDoc,
        optional returns: LevelReturnsDoc,
    } reserved []
}

words! {
    /// When a level that is earned is had.
    UpgradeDoc {
        /// When its condition is met.
        "at_once" => Now,
        /// As the next business day begins.
        "at_settling" => NextDay,
        /// As the next cycle begins.
        "at_cycle" => NextCycle,
    } reserved []
}

either! {
    /// Whether the order that reaches a level has its benefits.
    OwnOrderDoc { "after", "included" }
}

choice! {
    /// How long a level holds.
    ValidityDoc<'v> {
        words {
            /// To the end of the cycle in which it is reached.
            "this_cycle" => ThisCycle,
            /// To the end of the one after.
            "next_cycle" => NextCycle,
            /// It has no end.
            "for_ever" => ForEver,
        }
        variants {
            /// So long.
            "for" => For(Later<'v, DurationDoc> as form::Lasting),
        }
    } reserved []
}

words! {
    /// Where a level falls to that is not kept.
    DowngradeDoc {
        /// To what is earned.
        "to_earned" => ToEarned,
        /// To the one below.
        "one_level" => OneLevel,
        /// To the first.
        "to_base" => ToBase,
        /// It does not.
        "never" => Never,
    } reserved []
}

words! {
    /// What a return does to levels.
    LevelReturnsDoc {
        /// It undoes a rise that would not have been without the order.
        "undo_caused" => UndoCaused,
        /// Nothing.
        "keep" => Keep,
        /// It asks at once whether the level is kept.
        "recount" => Recount,
    } reserved []
}

object! {
    /// A level, and how it is reached and kept.
    LevelDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional description: Locales,
        optional enter: ConditionDoc<'v>,
        optional stay: ConditionDoc<'v>,
        optional valid: Plain<ValidityDoc<'v>>,
        optional grace: DurationDoc,
        optional downgrade: DowngradeDoc,
    } reserved [] renamed ["text" => "description"]
}

object! {
    /// A paid membership.
    PlanDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        required price: Tabled<'v> as form::Table<form::Money>,
        required period: DurationDoc as form::Lasting,
        optional trial: DurationDoc as form::Lasting,
        optional grace: DurationDoc,
        optional renews: RenewsDoc,
    } reserved []
}

either! {
    /// Who renews it.
    RenewsDoc { "by_hand", "automatic" }
}
