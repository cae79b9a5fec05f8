//! What members do besides ordering.

use crate::document::declare::{object, words};
use crate::document::leaf::{Ident, Locales};
use crate::document::shape::List;

object! {
    /// An activity.
    ActivityDoc<'v> {
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        optional carries: List<'v, CarriesDoc, 2>,
    } reserved []
}

words! {
    /// A number that its events bring.
    CarriesDoc {
        /// Of money.
        "amount" => Amount,
        /// Of anything else.
        "quantity" => Quantity,
    } reserved []
}
