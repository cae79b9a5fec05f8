//! Benefits that make groups of units.

use super::offer::UnitOrderDoc;
use super::selector::SelectorDoc;
use crate::document::declare::{either, object};
use crate::document::json::Value;
use crate::document::leaf::Tabled;
use crate::document::shape::{Int, List, Text};
use crate::value::bounds::{MAX_PARTS, MAX_UNITS};

/// A number of units.
pub(crate) type Units = Int<1, MAX_UNITS>;

object! {
    /// For what is bought something is got.
    BuyGetDoc<'v> {
        // A `BuyDoc` and a `GetDoc`, as large as all other benefits together.
        required buy: &'v Value<'v>,
        required get: &'v Value<'v>,
        optional take: ExtremeDoc,
        optional repeat: Units,
    } reserved []
}

object! {
    /// What must be there: units or an amount.
    BuyDoc<'v> {
        optional units: Units,
        optional amount: Text<'v>,
        optional of: SelectorDoc<'v>,
    } reserved []
}

object! {
    /// What is cheaper, by so many percent.
    GetDoc<'v> {
        required units: Units,
        optional of: SelectorDoc<'v>,
        optional off: Tabled<'v>,
    } reserved []
}

object! {
    /// So many units for a price.
    NForDoc<'v> {
        required units: Units,
        required price: Tabled<'v>,
        optional take: UnitOrderDoc,
        optional left_over: LeftOverDoc,
        optional repeat: Units,
    } reserved []
}

object! {
    /// Different things together, at a price or for less.
    BundleDoc<'v> {
        required parts: List<'v, PartDoc<'v>, MAX_PARTS>,
        optional price: Tabled<'v>,
        optional amount: Tabled<'v>,
        optional percent: Tabled<'v>,
        optional repeat: Units,
    } reserved []
}

object! {
    /// So many of these.
    PartDoc<'v> {
        required of: SelectorDoc<'v>,
        required units: Units,
    } reserved []
}

object! {
    /// Of each so many units one is cheaper.
    NthItemDoc<'v> {
        required every: Units,
        required off: Tabled<'v>,
        optional take: ExtremeDoc,
        optional repeat: Units,
    } reserved []
}

either! {
    /// Which unit becomes cheaper.
    ExtremeDoc { "cheapest", "dearest" }
}

either! {
    /// What the units pay that make no full group.
    LeftOverDoc { "list", "share" }
}
