//! Tables of values: a number that depends on the member, the cart and the time, or on each line.

use super::{Condition, OfferId, Selection};
use crate::value::{Key, Rate};

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

/// A table of any kind.
#[derive(Clone, Debug)]
pub(crate) enum Table {
    /// Whatever it goes by, each of its values has a condition; the first that is met counts.
    When(Rows<Condition>),
    /// Each line has a value of its own.
    Lines(LineTable),
}

/// What gives each line a value of its own.
#[derive(Clone, Debug)]
pub(crate) enum LineTable {
    /// The first selection that takes the line counts.
    Selected(Rows<Selection>),
    /// A number that the line carries.
    Carried(Carried),
}

/// Values, each for something.
#[derive(Clone, Debug)]
pub(crate) struct Rows<T> {
    pub(crate) rows: Box<[(T, Amount)]>,
    /// The value when none of them counts; without it there is none.
    pub(crate) otherwise: Option<Amount>,
}

impl<T> Rows<T> {
    /// All its values.
    pub(crate) fn values(&self) -> impl Iterator<Item = Amount> + '_ {
        self.rows.iter().map(|(_, value)| *value).chain(self.otherwise)
    }
}

/// So many times a number that a line carries.
#[derive(Clone, Debug)]
pub(crate) struct Carried {
    pub(crate) name: Key,
    /// To minor units, smallest points or billionths.
    pub(crate) times: Rate,
    /// Of what comes out no more counts.
    pub(crate) most: i64,
    /// It is an amount, and rounded as discounts are; else what is not whole is cut off.
    pub(crate) is_money: bool,
}
