//! Perks.

use super::condition::ConditionDoc;
use super::selector::SelectorDoc;
use super::time::{DurationDoc, UsesPerDoc, WindowDoc};
use crate::document::declare::{choice, either, object};
use crate::document::leaf::{Ident, Locales, Tabled};
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
        optional quota: Tabled<'v>,
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
            "return_days" => ReturnDays(Tabled<'v>),
            /// A place in the queue.
            "priority" => Priority(Tabled<'v>),
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
        optional offers: Later<'v, List<'v, Ident, MAX_OFFERS>>,
        optional of: Later<'v, SelectorDoc<'v>>,
        required by: DurationDoc,
    } reserved []
}

object! {
    /// So much of something.
    AllowanceDoc<'v> {
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        required unit: Locales,
        required quantity: Tabled<'v>,
    } reserved []
}

object! {
    /// The lines whose fee is waived.
    FeeWaiverDoc<'v> {
        required of: SelectorDoc<'v>,
    } reserved []
}
