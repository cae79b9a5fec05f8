//! Who bears what an offer costs. How an amount is shared by that is [`crate::engine`]'s.

use crate::value::Money;

/// Who pays for what an offer gives: one, or several in parts that add up to the whole.
#[derive(Clone, Debug)]
pub(crate) enum Bearers {
    One(Bearer),
    /// Each with its part, in billionths, in the order of [`Bearer`].
    Split(Box<[(Bearer, i64)]>),
}

/// Who pays for what an offer gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearer {
    /// The maker of the goods.
    Brand,
    /// The seller.
    #[default]
    Shop,
    /// The market place.
    Platform,
    /// Somebody else.
    Partner,
}

impl Bearer {
    /// Every bearer, in the order in which equal parts are decided.
    pub const ALL: &[Self] = &[Self::Brand, Self::Shop, Self::Platform, Self::Partner];
    /// The stable names, in the order of [`Self::ALL`].
    pub(crate) const NAMES: &[&str] =
        &[Self::Brand.name(), Self::Shop.name(), Self::Platform.name(), Self::Partner.name()];

    /// The stable name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::Shop => "shop",
            Self::Platform => "platform",
            Self::Partner => "partner",
        }
    }
}

/// A bearer's part of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BearerShare {
    /// Who pays it.
    pub bearer: Bearer,
    /// How much.
    pub amount: Money,
}
