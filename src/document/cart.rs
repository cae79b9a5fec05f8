//! The cart document. Machines write it: integers, in minor units.

use super::declare::object;
use super::leaf::{Keyed, Number};
use super::shape::{Int, List, Map, Text};
use crate::value::bounds::{
    MAX_LINES, MAX_NUMBER, MAX_NUMBERS, MAX_ORDER_MINOR, MAX_PRICE_MINOR, MAX_TAGS, MAX_UNITS,
};

object! {
    /// What is about to be bought.
    CartDoc<'v> {
        required currency: Text<'v>,
        required lines: List<'v, LineDoc<'v>, MAX_LINES>,
        optional shipping: ShippingDoc<'v>,
        /// What a gift card may pay at the most.
        optional gift_card_minor: Int<0, MAX_ORDER_MINOR>,
    } reserved [
        "channel", "store", "region", "payment", "device", "coupons", "attributes", "tax",
        "deposit_minor",
    ]
}

object! {
    /// Bringing it to the customer.
    ShippingDoc<'v> {
        required cost_minor: Int<0, MAX_ORDER_MINOR>,
        optional tax: TaxDoc<'v>,
    } reserved ["method"]
}

object! {
    /// The tax that a price includes.
    TaxDoc<'v> {
        required rate: Number,
    } reserved []
}

object! {
    /// One line: so many units of one sku at one price.
    LineDoc<'v> {
        required id: Keyed,
        required sku: Keyed,
        required units: Int<1, MAX_UNITS>,
        required price_minor: Int<0, MAX_PRICE_MINOR>,
        optional category: Keyed,
        optional brand: Keyed,
        optional tags: List<'v, Keyed, MAX_TAGS>,
        optional tax: TaxDoc<'v>,
        /// Numbers alone, as yet.
        optional attributes: Map<'v, Int<0, MAX_NUMBER>, MAX_NUMBERS>,
    } reserved [
        "floor_minor", "gift_card", "member_price_minor", "competitor_price_minor", "bearer",
        "seller",
    ]
}
