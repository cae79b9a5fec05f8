//! Hints: the smallest changes that let offers apply, and what they bring.

use crate::cart::Line;
use crate::program::{OrderFact, Stated};
use crate::value::{Id, Instant, Money, Points};

/// The changes that are worth most, first.
#[derive(Clone, Debug)]
pub struct Hints {
    /// One for an offer at most.
    pub hints: Vec<Hint>,
}

/// An offer that does not apply, what would let it, and what that brings. It was priced.
#[derive(Clone, Debug)]
pub struct Hint {
    /// Which offer.
    pub offer: Id,
    /// What to change, all of it.
    pub change: Change,
    /// What all offers together then take off more; in minor units.
    pub saves: Money,
    /// What is then paid more, in minor units; negative where it is less.
    pub pays: Money,
    /// The points that are then earned more; negative where they are fewer.
    pub earns: Points,
    /// What is then credited more later, in minor units; negative where it is less.
    pub cash_back: Money,
}

/// What is to be changed of a cart and of the options of its quote.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Goods to add.
    pub add: Vec<AddGoods>,
    /// When to buy instead.
    pub at: Option<Instant>,
    /// What the order is to say of itself.
    pub(crate) set: Vec<(OrderFact, Stated)>,
    /// Offers to leave out.
    pub without: Vec<Id>,
    /// So many points to spend instead.
    pub spend: Option<Points>,
}

/// Goods that are to be added to a cart.
#[derive(Clone, Debug)]
pub struct AddGoods {
    /// What they are called, where a selector with a name asks for them.
    pub selector: Option<Id>,
    /// So much of them, before discounts; in minor units.
    pub amount: Money,
    /// So many units, where units are what is missing.
    pub units: Option<u32>,
    /// Lines that do.
    pub(crate) lines: Vec<Line>,
}

impl Change {
    /// What the goods to add cost, before discounts; in minor units.
    #[must_use]
    pub fn cost(&self) -> Money {
        self.add.iter().map(|goods| goods.amount).sum()
    }
}
