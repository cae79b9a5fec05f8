//! Spending rules: what points are good for.

use crate::value::{Money, Points, Rate};

/// Points as money: `points` are worth `worth`, both more than zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cash {
    pub(crate) points: Points,
    pub(crate) worth: Money,
    /// The least that is taken, if any is; a multiple of the step.
    pub(crate) minimum: Points,
    /// Only multiples of it are taken; at least one.
    pub(crate) step: Points,
    pub(crate) maximum: CashMaximum,
}

/// The most that one order takes: the least of those that are given.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CashMaximum {
    pub(crate) points: Option<Points>,
    pub(crate) amount: Option<Money>,
    /// Of what is to pay after discounts; rounded down.
    pub(crate) share: Option<Rate>,
}
