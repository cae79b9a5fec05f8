//! Selectors: which lines.

use crate::document::declare::{object, words};
use crate::document::json::Value;
use crate::document::leaf::{Ident, Keyed, Locales};
use crate::document::program::time::SpanDoc;
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{Int, Later, List, Map, Read, list};
use crate::problem::{Path, Report};
use crate::program::Kind;
use crate::value::bounds::{MAX_ATTRIBUTES, MAX_NAMED_SELECTORS, MAX_SELECTED, MAX_UNITS};

/// Names, not yet read.
pub(crate) type NamesDoc<'v> = List<'v, Keyed, MAX_SELECTED>;

object! {
    /// Lines: any within a list, all across fields, and none of `exclude`.
    SelectorDoc<'v> {
        optional skus: NamesDoc<'v> as form::NonEmpty<NamesDoc<'v>>,
        optional brands: NamesDoc<'v> as form::NonEmpty<NamesDoc<'v>>,
        optional categories: NamesDoc<'v>
            as form::NonEmpty<List<'v, form::PathName, MAX_SELECTED>>,
        optional tags: NamesDoc<'v> as form::NonEmpty<NamesDoc<'v>>,
        optional exclude: Later<'v, SelectorDoc<'v>> as form::Excluded,
        optional named: List<'v, Ident, MAX_NAMED_SELECTORS>
            as form::NonEmpty<List<'v, Ident, MAX_NAMED_SELECTORS>>,
        optional price: Bounds<'v>,
        optional attributes: Map<'v, ValuesDoc<'v>, MAX_ATTRIBUTES>
            as form::NonEmpty<form::ByName<Map<'v, ValuesDoc<'v>, MAX_ATTRIBUTES>>>,
        optional kinds: List<'v, Kind, 4> as form::NonEmpty<List<'v, Kind, 4>>,
        optional discounted: DiscountedDoc,
        optional favourite: Later<'v, FavouriteDoc<'v>>,
    } reserved []
}

object! {
    /// What a member buys most of the lines that the other fields select.
    FavouriteDoc<'v> {
        required by: FavouriteByDoc,
        optional within: SpanDoc<'v>,
        optional minimum: Int<1, MAX_UNITS>,
    } reserved []
}

words! {
    /// What a favourite is one of.
    FavouriteByDoc {
        "sku" => Sku,
        "category" => Category,
        "brand" => Brand,
    } reserved []
}

object! {
    /// A selector with a name.
    NamedSelectorDoc<'v> {
        #[expect(dead_code, reason = "read before the selectors are")]
        required id: Ident,
        #[expect(dead_code, reason = "checked, and of no consequence to the engine")]
        optional name: Locales,
        required select: SelectorDoc<'v>,
    } reserved []
}

words! {
    /// Whether a line carries a discount.
    DiscountedDoc {
        /// It may.
        "any" => Any,
        /// It does not.
        "no" => No,
        /// It does.
        "yes" => Yes,
    } reserved []
}

/// Bounds of a number, not yet read.
#[derive(Debug)]
pub(crate) struct Bounds<'v>(pub(crate) &'v Value<'v>);

impl<'v> Read<'v> for Bounds<'v> {
    fn read(value: &'v Value<'v>, _: &Path<'_>, _: &mut Report) -> Option<Self> {
        Some(Self(value))
    }
}

/// Values of an attribute, or bounds of its number; not yet read.
#[derive(Debug)]
pub(crate) enum ValuesDoc<'v> {
    Listed(&'v [Value<'v>]),
    Bounds(Bounds<'v>),
}

impl<'v> Read<'v> for ValuesDoc<'v> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        match value {
            Value::Object(_) => Some(Self::Bounds(Bounds(value))),
            _ => list(value, MAX_SELECTED, at, report).map(Self::Listed),
        }
    }
}
