//! Tables of values: a number that depends on the member, the cart and the time.

use super::{Condition, OfferId};

/// Index into [`super::Rules::tables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TableId(pub(crate) u32);

/// A number: of smallest points, of minor units, a count, or billionths where it is a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Amount {
    Fixed(i64),
    Table(TableId),
    /// What the coupon is worth that is used of this offer.
    Worth(OfferId),
}

/// A table of any kind: whatever it goes by, each of its values has a condition.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// The first whose condition is met has the value.
    pub(crate) rows: Box<[(Condition, Amount)]>,
    /// The value when none is; without it there is none.
    pub(crate) otherwise: Option<Amount>,
}
