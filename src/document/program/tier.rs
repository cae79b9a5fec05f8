//! Ladders of levels, and segments.

use crate::document::declare::{object, words};
use crate::document::leaf::{Ident, Locales};
use crate::document::shape::List;
use crate::value::bounds::{MAX_LADDERS, MAX_LEVELS};

object! {
    /// What members climb.
    TiersDoc<'v> {
        required ladders: List<'v, LadderDoc<'v>, MAX_LADDERS>,
    } reserved ["plans"]
}

object! {
    /// A row of levels, the lowest first.
    LadderDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        required levels: List<'v, LevelDoc<'v>, MAX_LEVELS>,
    } reserved [
        "counts", "cycle", "upgrade", "own_order", "valid", "downgrade", "grace", "returns",
    ]
}

object! {
    /// A level, and how it is reached.
    LevelDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        optional enter: EnterDoc,
    } reserved ["text", "stay", "valid", "grace", "downgrade"]
}

words! {
    /// How a level is reached.
    EnterDoc {
        /// It is granted.
        "invited" => Invited,
    } reserved [
        "all", "any", "not", "at_least", "enrolled", "tier", "segment", "stage", "score", "age",
        "gender", "tenure", "joined", "membership", "referred", "referrals", "birthday",
        "anniversary", "spend", "orders", "visits", "bought", "average_order", "share",
        "since_last_order", "due_again", "activities", "points_earned", "balance", "expiring",
        "uses", "holds",
    ]
}

object! {
    /// A segment that the member record lists.
    SegmentDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
    } reserved ["when", "leave"]
}
