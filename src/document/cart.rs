//! The cart document. Machines write it: integers, in minor units.

use super::declare::{either, object};
use super::leaf::{Keyed, Number, StatedDoc};
#[cfg(feature = "schema")]
use super::schema::form;
use super::shape::{Int, List, Map, Text};
use crate::program::Kind;
use crate::value::bounds::{
    MAX_ATTRIBUTES, MAX_LINES, MAX_ORDER_MINOR, MAX_PRICE_MINOR, MAX_TAGS, MAX_UNITS,
};

/// Whole numbers and texts by name, not yet read.
pub(crate) type AttributesDoc<'v> = Map<'v, StatedDoc, MAX_ATTRIBUTES>;

object! {
    /// What is about to be bought.
    CartDoc<'v> {
        required currency: Text<'v> as form::Currency,
        /// What is bought; at least one line.
        required lines: List<'v, LineDoc<'v>, MAX_LINES>
            as form::NonEmpty<List<'v, LineDoc<'v>, MAX_LINES>>,
        optional shipping: ShippingDoc<'v>,
        /// What a gift card may pay at the most.
        optional gift_card_minor: Int<0, MAX_ORDER_MINOR>,
        /// Where it is bought: `app`, `web`, `shop`.
        optional channel: Keyed,
        /// The store.
        optional store: Keyed,
        optional region: Keyed,
        optional payment: Keyed,
        /// How it is brought.
        optional shipping_method: Keyed,
        /// On what it is bought.
        optional device: Keyed,
        optional attributes: AttributesDoc<'v> as form::ByName<AttributesDoc<'v>>,
    } reserved ["coupons", "tax", "deposit_minor"]
}

object! {
    /// What an order said of itself, kept with it.
    SaidDoc<'v> {
        optional channel: Keyed,
        optional store: Keyed,
        optional region: Keyed,
        optional payment: Keyed,
        optional shipping_method: Keyed,
        optional device: Keyed,
        optional attributes: AttributesDoc<'v> as form::ByName<AttributesDoc<'v>>,
    } reserved []
}

object! {
    /// Bringing it to the customer.
    ShippingDoc<'v> {
        /// Before discounts, in minor units.
        required cost_minor: Int<0, MAX_ORDER_MINOR>,
        /// The tax that it includes, or that comes on top.
        optional tax: TaxDoc<'v>,
    } reserved []
}

object! {
    /// The tax that a price includes, or that comes on top.
    TaxDoc<'v> {
        /// In percent.
        required rate: Number as form::TaxRate,
    } reserved []
}

object! {
    /// One line: so many units of one sku at one price.
    LineDoc<'v> {
        /// Tells the lines of a cart apart.
        required id: Keyed,
        /// What is bought.
        required sku: Keyed,
        required units: Int<1, MAX_UNITS>,
        required price_minor: Int<0, MAX_PRICE_MINOR>,
        optional category: Keyed,
        /// The maker.
        optional brand: Keyed,
        /// Whatever selectors ask for.
        optional tags: List<'v, Keyed, MAX_TAGS>,
        optional kind: Kind,
        optional tax: TaxDoc<'v>,
        /// No discount goes below it.
        optional floor_price_minor: Int<0, MAX_PRICE_MINOR>,
        optional attributes: AttributesDoc<'v> as form::ByName<AttributesDoc<'v>>,
        /// Whether it carries a discount from elsewhere.
        optional discounted: DiscountedDoc,
    } reserved ["member_price_minor", "competitor_price_minor", "bearer", "seller"]
}

either! {
    /// Whether a line carries a discount from elsewhere.
    DiscountedDoc { "no", "yes" }
}
