//! Selectors: which lines.

use crate::document::declare::object;
use crate::document::leaf::Keyed;
use crate::document::shape::List;
use crate::value::bounds::MAX_SELECTED;

object! {
    /// Lines: any within a list, all across fields, and none of `exclude`.
    SelectorDoc<'v> {
        optional skus: List<'v, Keyed, MAX_SELECTED>,
        optional brands: List<'v, Keyed, MAX_SELECTED>,
        optional categories: List<'v, Keyed, MAX_SELECTED>,
        optional tags: List<'v, Keyed, MAX_SELECTED>,
        optional exclude: PlainSelectorDoc<'v>,
    } reserved ["named", "price", "attributes", "kinds", "discounted", "favourite"]
}

object! {
    /// A selector that excludes nothing itself.
    PlainSelectorDoc<'v> {
        optional skus: List<'v, Keyed, MAX_SELECTED>,
        optional brands: List<'v, Keyed, MAX_SELECTED>,
        optional categories: List<'v, Keyed, MAX_SELECTED>,
        optional tags: List<'v, Keyed, MAX_SELECTED>,
    } reserved ["named", "price", "attributes", "kinds", "discounted", "favourite"]
}
