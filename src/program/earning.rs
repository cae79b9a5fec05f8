//! Earning rules: what gives points.

use super::Condition;
use crate::value::{Id, Money, Points, Rounding, Window};

/// One rule; each order earns by every rule that applies, and the sums add up.
#[derive(Clone, Debug)]
pub(crate) struct Earning {
    pub(crate) id: Id,
    pub(crate) window: Window,
    pub(crate) when: Condition,
    pub(crate) give: Give,
}

/// How many points.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Give {
    Points(Points),
    PerAmount(PerAmount),
}

/// `points` for each `amount` of `basis`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PerAmount {
    pub(crate) points: Points,
    /// More than zero.
    pub(crate) amount: Money,
    pub(crate) basis: Basis,
    pub(crate) steps: Steps,
}

/// Which amount of an order earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    /// What is paid in money: after discounts and spent points.
    Paid,
    AfterDiscounts,
    BeforeDiscounts,
}

/// What a part of a step earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Steps {
    /// Nothing.
    Full,
    /// As much as a whole one.
    Started,
    /// Its part; the sum is rounded so.
    Continuous(Rounding),
}
