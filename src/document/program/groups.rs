//! Benefits that make groups of units.

use super::offer::UnitOrderDoc;
use super::selector::SelectorDoc;
use crate::document::declare::{either, object};
use crate::document::json::Value;
use crate::document::leaf::Tabled;
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Int, List, Text};
use crate::value::bounds::{MAX_PARTS, MAX_UNITS};

/// A number of units.
pub(crate) type Units = Int<1, MAX_UNITS>;

object! {
    /// For what is bought something is got.
    BuyGetDoc<'v> {
        // A `BuyDoc` and a `GetDoc`, as large as all other benefits together.
        /// What must be there.
        required buy: &'v Value<'v> as BuyDoc<'v>,
        /// What is cheaper.
        required get: &'v Value<'v> as GetDoc<'v>,
        /// Which units are got. Default: `cheapest`.
        optional take: ExtremeDoc,
        optional repeat: Units,
    } reserved []
}

object! {
    /// What must be there: units or an amount.
    BuyDoc<'v> {
        /// So many units.
        optional units: Units,
        /// So much for them, in place of a number.
        optional amount: Text<'v> as form::PositiveMoney,
        /// Which goods. Default: every line of the target.
        optional of: SelectorDoc<'v>,
    } reserved [] one_of [units, amount]
}

object! {
    /// What is cheaper, by so many percent.
    GetDoc<'v> {
        /// So many units.
        required units: Units,
        /// Which goods. Default: the same.
        optional of: SelectorDoc<'v>,
        /// How many percent are off. Default: `"100"`.
        optional off: Tabled<'v> as form::Table<form::PositivePercent>,
    } reserved []
}

object! {
    /// So many units for a price.
    NForDoc<'v> {
        required units: Units,
        required price: Tabled<'v> as form::Table<form::Money>,
        /// Which units make the groups first. Default: the offer's `unit_order`.
        optional take: UnitOrderDoc,
        /// Units beyond the last full group pay what they cost (`list`), or their `share` of the
        /// price. Default: `list`.
        optional left_over: LeftOverDoc,
        optional repeat: Units,
    } reserved []
}

object! {
    /// Different things together, at a price or for less.
    BundleDoc<'v> {
        required parts: List<'v, PartDoc<'v>, MAX_PARTS>
            as form::AtLeast<2, List<'v, PartDoc<'v>, MAX_PARTS>>,
        /// What the bundle costs.
        optional price: Tabled<'v> as form::Table<form::Money>,
        /// What is off it.
        optional amount: Tabled<'v> as form::Table<form::Money>,
        /// How many percent are off it.
        optional percent: Tabled<'v> as form::Table<form::PositivePercent>,
        optional repeat: Units,
    } reserved [] one_of [price, amount, percent]
}

object! {
    /// So many of these.
    PartDoc<'v> {
        /// Which goods.
        required of: SelectorDoc<'v>,
        /// How many of them.
        required units: Units,
    } reserved []
}

object! {
    /// Of each so many units one is cheaper.
    NthItemDoc<'v> {
        required every: Units,
        required off: Tabled<'v> as form::Table<form::PositivePercent>,
        /// Which unit of the group. Default: `cheapest`.
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
