//! The cart document. Machines write it: integers, in minor units.

use super::declare::object;
use super::leaf::Keyed;
use super::shape::{Int, List, Text};
use crate::value::bounds::{MAX_LINES, MAX_PRICE_MINOR, MAX_TAGS, MAX_UNITS};

object! {
    /// What is about to be bought.
    CartDoc<'v> {
        required currency: Text<'v>,
        required lines: List<'v, LineDoc<'v>, MAX_LINES>,
    } reserved [
        "shipping", "channel", "store", "region", "payment", "device", "coupons", "gift_card_minor",
        "attributes", "tax", "deposit_minor",
    ]
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
    } reserved [
        "floor_minor", "tax", "attributes", "gift_card", "member_price_minor",
        "competitor_price_minor",
        "bearer", "seller",
    ]
}
