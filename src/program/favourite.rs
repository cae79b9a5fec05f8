//! Favourites: what a member buys most of some goods.
//!
//! `docs/semantics.md` §5 says which it is; [`crate::engine`] finds it.

use super::{Bounded, Condition, MeasureId};
use crate::value::bounds::MAX_MINOR;
use crate::value::{Id, Key};

/// Index into [`super::Rules::favourites`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FavouriteId(pub(crate) u32);

/// What a favourite is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FavouriteBy {
    Sku,
    Category,
    Brand,
}

impl FavouriteBy {
    /// The word for it, as documents write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sku => "sku",
            Self::Category => "category",
            Self::Brand => "brand",
        }
    }
}

/// What is bought most, if it is bought often enough.
#[derive(Clone, Debug)]
pub(crate) struct Favourite {
    pub(crate) by: FavouriteBy,
    /// How many units of it.
    pub(crate) measure: MeasureId,
    /// With fewer there is none.
    pub(crate) minimum: i64,
    /// The selectors with a name that ask for it.
    pub(crate) named: Vec<Id>,
}

impl Favourite {
    /// The condition that there is one.
    pub(crate) fn is_there(&self) -> Condition {
        let (measure, least) = (self.measure, self.minimum);
        Condition::Measure(Bounded { measure, least, most: MAX_MINOR })
    }
}

/// A member's, one for each of [`super::Rules::favourites`] where there is one; none of them is
/// known where the list is empty.
pub(crate) type Favourites = Box<[Option<Key>]>;
