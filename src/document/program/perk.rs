//! Perks.

use super::condition::ConditionDoc;
use super::selector::SelectorDoc;
use super::time::{DurationDoc, UsesPerDoc, WindowDoc};
use crate::document::declare::{choice, either, object};
use crate::document::leaf::{Ident, Locales, Tabled};
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Later, List};
use crate::value::bounds::MAX_OFFERS;

object! {
    /// What a member has that is no discount on an order.
    PerkDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional description: Locales,
        optional when: ConditionDoc<'v>,
        optional window: WindowDoc<'v>,
        optional gives: PerkGivesDoc<'v>,
        optional quota: Tabled<'v> as form::Table<form::Count>,
        optional per: UsesPerDoc,
        optional unused: UnusedDoc,
        optional cancelled: CancelledDoc,
    } reserved [] renamed ["text" => "description"]
}

either! {
    /// What becomes of what was not used.
    UnusedDoc { "lapse", "carry" }
}

either! {
    /// What becomes of a use that is cancelled.
    CancelledDoc { "returned", "kept" }
}

choice! {
    /// What a perk is.
    PerkGivesDoc<'v> {
        words {
            /// A service.
            "service" => Service,
        }
        variants {
            /// Offers and goods sooner than others.
            "early_access" => EarlyAccess(EarlyAccessDoc<'v>),
            /// So many days to return goods.
            "return_days" => ReturnDays(Tabled<'v> as form::Table<form::Count>),
            /// A place in the queue.
            "priority" => Priority(Tabled<'v> as form::Table<form::Count>),
            /// Something better for the same price.
            "upgrade" => Upgrade(Locales),
            /// So much of something.
            "allowance" => Allowance(AllowanceDoc<'v>),
            /// No fee.
            "fee_waiver" => FeeWaiver(FeeWaiverDoc<'v>),
        }
    } reserved []
}

object! {
    /// Offers, goods or both, and how much sooner.
    EarlyAccessDoc<'v> {
        /// The offers that begin sooner.
        optional offers: Later<'v, List<'v, Ident, MAX_OFFERS>>
            as form::NonEmpty<List<'v, Ident, MAX_OFFERS>>,
        /// The goods that are to be had sooner.
        optional of: Later<'v, SelectorDoc<'v>>,
        /// How much sooner.
        required by: DurationDoc as form::Lasting,
    } reserved [] some_of [offers, of]
}

object! {
    /// So much of something.
    AllowanceDoc<'v> {
        /// What it is counted in.
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        required unit: Locales,
        /// How much of it.
        required quantity: Tabled<'v> as form::Table<form::Count>,
    } reserved []
}

object! {
    /// The lines whose fee is waived.
    FeeWaiverDoc<'v> {
        /// The lines whose fee is waived.
        required of: SelectorDoc<'v>,
    } reserved []
}
