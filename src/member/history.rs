//! What a member did: orders, activities, runs, redemptions.

use super::{LotIx, OfferUse};
use crate::cart::{Goods, OrderFacts};
use crate::program::{BearerShare, PoolId};
use crate::value::{Date, Id, Instant, Key, Money, Points, Rounding, mul_div};

/// An event that is in the snapshot, and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) id: Key,
    pub(crate) digest: Digest,
    /// The event's own instant; without it the event is never folded.
    pub(crate) at: Option<Instant>,
    /// What it sent to others, where caps count that.
    pub(crate) sent: Option<(PoolId, Points)>,
}

/// The first 16 bytes of the SHA-256 of a document's canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digest(pub(crate) [u8; 16]);

/// What was bought and what it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) id: Key,
    pub(crate) event: Key,
    pub(crate) at: Instant,
    pub(crate) delivered_at: Option<Instant>,
    pub(crate) lines: Vec<OrderLine>,
    pub(crate) shipping: Shipping,
    /// The offers that it has more of than discounts.
    pub(crate) offers: Vec<OrderOffer>,
    /// What it said of itself, as far as the programme asked then.
    pub(crate) said: OrderFacts,
    /// The lots that it earned.
    pub(crate) earned: Vec<OrderEarned>,
    /// The lots that paid a part of it, in spending order.
    pub(crate) spent: Vec<OrderSpent>,
    /// What its returns took from other lots than its own.
    pub(crate) taken: Vec<Taken>,
    /// The offers that it used, of those that are noted.
    pub(crate) uses: Vec<OfferUse>,
    /// What rules counted of it that carry what is left of a step.
    pub(crate) counted: Vec<OrderCounted>,
}

/// An offer that an order has more of than discounts: points that a return reckons with, money
/// later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OrderOffer {
    pub(crate) offer: Id,
    pub(crate) cash_back: Option<CashBack>,
}

/// Money that is credited later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CashBack {
    pub(crate) at: Instant,
    /// For each line of the order, in their order.
    pub(crate) lines: Vec<Money>,
    /// Who bears it, as it was promised, in the order of bearers; the parts add up to the lines'.
    pub(crate) bearers: Vec<BearerShare>,
    /// What returns took back.
    pub(crate) back: Money,
    pub(crate) credited: bool,
}

impl CashBack {
    /// As it was promised.
    pub(crate) fn all(&self) -> Money {
        self.lines.iter().copied().sum()
    }

    /// What returns left of it.
    pub(crate) fn left(&self) -> Money {
        self.all() - self.back
    }

    /// Who bears what returns left of it.
    pub(crate) fn borne(&self) -> Vec<BearerShare> {
        self.borne_between(self.back, self.all())
    }

    /// Who bears what is taken back after so much was, until so much is. Each minor unit has its
    /// bearer, whichever return takes it: the first bearer has its part of all that is taken, half
    /// up, each other one its part of what is left of that. So a part never shrinks as more is
    /// taken, none is more than what was promised of it, and when all is taken, each is that.
    pub(crate) fn borne_between(&self, taken: Money, until: Money) -> Vec<BearerShare> {
        let mut whole: i64 = self.bearers.iter().map(|it| it.amount.minor()).sum();
        let (mut before, mut after) = (taken.minor(), until.minor());
        let mut shares = Vec::new();
        for &BearerShare { bearer, amount } in &self.bearers {
            let part = amount.minor();
            let of = |rest| mul_div(rest, part, whole, Rounding::HalfUp).unwrap_or(0);
            let (had, has) = (of(before), of(after));
            if has > had {
                shares.push(BearerShare { bearer, amount: Money::clamped(has - had) });
            }
            (before, after, whole) = (before - had, after - has, whole - part);
        }
        shares
    }

    /// Whether it is still to be credited.
    pub(crate) fn is_open(&self) -> bool {
        !self.credited && self.left() > Money::ZERO
    }
}

/// What shipping cost, and the part of it that points paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shipping {
    pub(crate) cost: Money,
    /// What offers took off it.
    pub(crate) discount: Money,
    pub(crate) by_points: Money,
    pub(crate) by_card: Money,
    /// The points that paid it.
    pub(crate) spent: Points,
    pub(crate) returned: bool,
}

impl Shipping {
    /// After discounts.
    pub(crate) fn net(&self) -> Money {
        self.cost - self.discount
    }

    /// What of it is paid in money.
    pub(crate) fn pay(&self) -> Money {
        self.net() - self.by_points - self.by_card
    }
}

/// One line of an order: what it sold, for what, and what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OrderLine {
    pub(crate) id: Key,
    pub(crate) units: u32,
    /// Of one unit, before discounts.
    pub(crate) price: Money,
    pub(crate) goods: Goods,
    /// After discounts.
    pub(crate) net: Money,
    /// The part of it that points paid.
    pub(crate) by_points: Money,
    /// The part of it that a gift card paid.
    pub(crate) by_card: Money,
    /// The points that paid it.
    pub(crate) spent: Points,
    /// How many units came back.
    pub(crate) returned: u32,
}

/// A lot that an order earned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OrderEarned {
    pub(crate) lot: LotIx,
    /// For each line, in their order.
    pub(crate) lines: Vec<Points>,
    /// Of these, what returns took back from this very lot.
    pub(crate) clawed_back: Points,
}

/// What a rule counted of an order, and did with it, that carries what is left of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OrderCounted {
    pub(crate) rule: Id,
    /// For each line, in their order.
    pub(crate) lines: Vec<Money>,
    pub(crate) shipping: Money,
    /// What its full steps came to, what was carried to it included.
    pub(crate) steps: Money,
    /// By how much it has moved what is carried, up or down, its returns included.
    pub(crate) moved: Money,
}

/// What a lot paid of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OrderSpent {
    pub(crate) lot: LotIx,
    pub(crate) points: Points,
    /// Of these, what came back.
    pub(crate) returned: Points,
    /// The lot that they came back to, where that is another.
    pub(crate) renewed: Option<LotIx>,
}

/// What a return took from a lot that the order had not earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) lot: LotIx,
    pub(crate) points: Points,
}

/// Points that the member owes: new points repay them first, the oldest debt first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Debt {
    pub(crate) pool: PoolId,
    /// The order or event that it came from.
    pub(crate) source: Key,
    pub(crate) points: Points,
}

/// An activity that was reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reported {
    pub(crate) event: Key,
    pub(crate) activity: Id,
    pub(crate) at: Instant,
    pub(crate) amount: Option<Money>,
    pub(crate) quantity: Option<i64>,
    /// It granted points.
    pub(crate) earned: bool,
}

/// A run of days on which an activity was reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) rule: Id,
    /// The last of its days.
    pub(crate) day: Date,
    /// How many there are.
    pub(crate) days: u32,
}

/// What is left of a step, for the next order: a step and more, or below zero, after returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Carried {
    pub(crate) rule: Id,
    pub(crate) amount: Money,
}

/// A reward that points bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Redemption {
    pub(crate) id: Key,
    pub(crate) event: Key,
    pub(crate) reward: Id,
    pub(crate) at: Instant,
    /// What was paid besides points.
    pub(crate) money: Money,
    /// The perk that it gave uses of, and how many.
    pub(crate) uses: Option<(Id, u32)>,
    pub(crate) spent: Vec<OrderSpent>,
    pub(crate) cancelled: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Bearer;

    /// Each minor unit that is taken back is of one bearer, and all of them are what was promised.
    #[test]
    fn each_minor_unit_has_its_bearer() {
        for parts in [[3, 2, 1, 5], [1, 1, 1, 1], [7, 0, 3, 0], [0, 0, 0, 4], [1, 100, 10, 1]] {
            let bearers = Bearer::ALL.iter().zip(parts).map(|(&bearer, part)| {
                let amount = Money::clamped(part);
                BearerShare { bearer, amount }
            });
            let bearers: Vec<_> = bearers.filter(|it| it.amount > Money::ZERO).collect();
            let all: Money = bearers.iter().map(|it| it.amount).sum();
            let (at, lines) = (Instant::from_millis(0).expect("in range"), vec![all]);
            let it = CashBack { at, lines, bearers, back: Money::ZERO, credited: false };
            for taken in 0..all.minor() {
                let (taken, until) = (Money::clamped(taken), Money::clamped(taken + 1));
                assert!(
                    matches!(&*it.borne_between(taken, until), [one] if one.amount.minor() == 1)
                );
            }
            assert_eq!(it.borne(), it.bearers);
        }
    }
}
