//! Spending rules: what points are good for.

use super::{Amount, Condition, LadderId, LevelId, PerkId, PoolId, Selection};
use crate::value::{Cycle, Duration, Id, Money, Points, Rate, Window};

/// Points as money: `points` are worth `worth`, both more than zero.
#[derive(Clone, Debug)]
pub(crate) struct Cash {
    pub(crate) points: Points,
    pub(crate) worth: Money,
    /// The least that is taken, if any is; a multiple of the step.
    pub(crate) minimum: Points,
    /// Only multiples of it are taken; at least one.
    pub(crate) step: Points,
    pub(crate) maximum: CashMaximum,
    pub(crate) when: Condition,
    /// Lines that points can't pay; `None` excludes none.
    pub(crate) exclude: Option<Selection>,
    /// Points pay shipping too.
    pub(crate) shipping: bool,
    /// Refused in an order with a coupon.
    pub(crate) without_coupons: bool,
    /// What this order earns can pay it.
    pub(crate) same_order: bool,
    /// Points cover whole units.
    pub(crate) whole_items: bool,
    pub(crate) pool: PoolId,
}

/// The most that one order takes: the least of those that are given.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CashMaximum {
    pub(crate) points: Option<Points>,
    pub(crate) amount: Option<Money>,
    /// Of what is to pay after discounts; rounded down.
    pub(crate) share: Option<Rate>,
}

/// A price in points, in money, in both, or in a mix: a mix is of one number of points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Price {
    /// More than zero, where any are asked for.
    pub(crate) points: Option<Amount>,
    /// The same.
    pub(crate) money: Option<Amount>,
    pub(crate) mix: Option<Mix>,
}

/// Points may be replaced by money: each `points` by `worth`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mix {
    pub(crate) points: Points,
    pub(crate) worth: Money,
    pub(crate) minimum: Points,
    pub(crate) maximum: Points,
    pub(crate) step: Points,
}

/// Lines that may be bought with points.
#[derive(Clone, Debug)]
pub(crate) struct PointsPrice {
    pub(crate) id: Id,
    pub(crate) of: Selection,
    pub(crate) price: Price,
    pub(crate) when: Condition,
    pub(crate) window: Window,
}

/// Something that points buy outside an order.
#[derive(Clone, Debug)]
pub(crate) struct Reward {
    pub(crate) id: Id,
    pub(crate) gives: RewardGives,
    pub(crate) price: Price,
    pub(crate) when: Condition,
    pub(crate) window: Window,
    /// How many there were at first, where that is limited; the authority counts what is left.
    pub(crate) stock: Option<u32>,
    /// Per member.
    pub(crate) limits: Box<[UseLimit]>,
    pub(crate) pool: PoolId,
}

/// What a reward gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RewardGives {
    Gift {
        sku: crate::value::Key,
    },
    GiftCard {
        worth: Money,
    },
    CashBack {
        worth: Money,
    },
    Partner {
        worth: Money,
    },
    Donation,
    /// Uses of a perk, beside its quota.
    Perk {
        perk: PerkId,
        id: Id,
        uses: u32,
    },
    /// A coupon of this offer, by its index.
    Coupon {
        offer: u32,
        id: Id,
        /// What it is worth, where the offer takes so much.
        worth: Option<Money>,
    },
    /// A level, for so long.
    Tier {
        ladder: (LadderId, Id),
        level: (LevelId, Id),
        life: Duration,
    },
}

/// At most so many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UseLimit {
    pub(crate) uses: u32,
    /// `None`: ever.
    pub(crate) per: Option<Cycle>,
}
