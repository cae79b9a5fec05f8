//! A basket: what is left of a cart's lines while offers are applied to it, one after the other.
//!
//! Units are counted, never listed: a line begins as one pile of equal units, and is split only
//! where an offer takes some of them. It knows no offer's terms.

use std::cmp::Reverse;

use crate::cart::Cart;
use crate::engine::facts::CartFacts;
use crate::engine::share::within;
use crate::program::{Base, Selection, UnitOrder};
use crate::value::order::order;
use crate::value::{Money, UnitSplit, split_units};

/// What is left of a cart, and what was taken off so far.
#[derive(Clone, Debug)]
pub(crate) struct Basket<'c> {
    pub(super) cart: &'c Cart,
    /// The first pile of each line at the line's index, further ones behind.
    piles: Vec<Pile>,
    /// What is left of each line.
    pub(crate) left: Vec<Money>,
    /// In the order in which they were taken.
    pub(crate) cuts: Vec<Cut>,
}

/// Equal units of a line.
#[derive(Clone, Copy, Debug)]
struct Pile {
    line: usize,
    units: u32,
    /// Of all its units together.
    left: Money,
    /// No offer of the phase may have them any more.
    used: bool,
    /// The line's next pile.
    next: Option<usize>,
}

/// What an offer takes off a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    /// Index into [`crate::program::Rules::offers`].
    pub(crate) offer: usize,
    pub(crate) line: usize,
    /// Of so many of its units.
    pub(crate) units: u32,
    pub(crate) amount: Money,
}

/// Units of a line that an offer works on: all that are free, or one pile.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) line: usize,
    pile: Option<usize>,
    pub(super) units: u32,
    /// Before any discount.
    pub(super) list: Money,
    /// After the discounts so far.
    pub(super) left: Money,
}

impl Part {
    pub(super) fn base(&self, base: Base) -> Money {
        if base == Base::List { self.list } else { self.left }
    }

    /// How an amount of all its units falls to each.
    pub(super) fn split(&self, amount: Money) -> UnitSplit {
        split_units(amount.minor(), self.units)
    }
}

impl<'c> Basket<'c> {
    /// Nothing is taken off yet. Of the closed lines nothing ever is.
    pub(super) fn new(goods: &CartFacts<'c>, closed: &[usize]) -> Self {
        let lines = goods.cart.lines.iter().zip(&goods.list).enumerate();
        let pile = |(line, (of, &left)): (usize, (&crate::cart::Line, &Money))| Pile {
            line,
            units: of.units,
            left,
            used: false,
            next: None,
        };
        let mut piles: Vec<Pile> = lines.map(pile).collect();
        for &line in closed {
            piles[line].units = 0;
        }
        Self { cart: goods.cart, piles, left: goods.list.clone(), cuts: Vec::new() }
    }

    /// The free units of the selection's lines that may be had, a part for each line that has any,
    /// in the order of the cart.
    pub(super) fn parts(&self, of: Selection, may: &dyn Fn(usize) -> bool) -> Vec<Part> {
        let mut parts = Vec::new();
        self.cart.matches.visit(of, &mut |line| {
            if may(line) {
                parts.extend(self.free(line));
            }
        });
        parts
    }

    /// The free units of a line.
    pub(super) fn free(&self, line: usize) -> Option<Part> {
        let (mut units, mut left) = (0, Money::ZERO);
        for pile in self.piles_of(line).map(|pile| &self.piles[pile]).filter(|pile| !pile.used) {
            units += pile.units;
            left += pile.left;
        }
        let list = self.cart.lines[line].price.times_units(units);
        (units > 0).then_some(Part { line, pile: None, units, list, left })
    }

    /// At most so many free units of the selection's lines that may be had, in an order: by what is
    /// left of a unit, then by what is left of its line, then by the line's id; or as listed.
    pub(super) fn units(
        &mut self,
        of: Selection,
        at_most: u32,
        take: UnitOrder,
        may: &dyn Fn(usize) -> bool,
    ) -> Vec<Part> {
        let mut piles = Vec::new();
        self.cart.matches.visit(of, &mut |line| {
            if !may(line) {
                return;
            }
            piles.extend(self.piles_of(line).filter(|&pile| {
                let pile = &self.piles[pile];
                !pile.used && pile.units > 0
            }));
        });
        let key = |index: usize| {
            let pile = &self.piles[piles[index]];
            let unit = split_units(pile.left.minor(), pile.units).first(1);
            (unit, self.left[pile.line], Reverse(self.cart.ranks[pile.line]))
        };
        let in_order = order(piles.len(), &mut |one, other| match take {
            UnitOrder::Cart => one.cmp(&other),
            UnitOrder::Dearest => key(other).cmp(&key(one)),
            UnitOrder::Cheapest => {
                let (unit, left, Reverse(rank)) = key(one);
                let (other_unit, other_left, Reverse(other_rank)) = key(other);
                (unit, left, rank).cmp(&(other_unit, other_left, other_rank))
            }
        });
        let (mut missing, mut parts) = (at_most, Vec::new());
        for index in in_order {
            let pile = piles[index];
            let units = self.piles[pile].units.min(missing);
            if units == 0 {
                break;
            }
            missing -= units;
            self.split(pile, units);
            parts.push(self.part(pile));
        }
        parts
    }

    /// Leaves so many units in the pile; the others become a pile of their own.
    fn split(&mut self, pile: usize, units: u32) {
        let whole = self.piles[pile];
        if units >= whole.units {
            return;
        }
        let left = Money::clamped(split_units(whole.left.minor(), whole.units).first(units));
        let rest = Pile { units: whole.units - units, left: whole.left - left, ..whole };
        self.piles.push(rest);
        self.piles[pile] = Pile { units, left, next: Some(self.piles.len() - 1), ..whole };
    }

    fn part(&self, pile: usize) -> Part {
        let Pile { line, units, left, .. } = self.piles[pile];
        let list = self.cart.lines[line].price.times_units(units);
        Part { line, pile: Some(pile), units, list, left }
    }

    /// Takes an amount off a part, of which at least so much is left.
    pub(super) fn cut(&mut self, offer: usize, part: &Part, amount: Money) {
        if amount == Money::ZERO {
            return;
        }
        self.left[part.line] -= amount;
        self.cuts.push(Cut { offer, line: part.line, units: part.units, amount });
        if let Some(pile) = part.pile {
            self.piles[pile].left -= amount;
            return;
        }
        if self.piles[part.line].next.is_none() {
            self.piles[part.line].left -= amount;
            return;
        }
        let free: Vec<usize> =
            self.piles_of(part.line).filter(|&pile| !self.piles[pile].used).collect();
        let lefts: Vec<Money> = free.iter().map(|&pile| self.piles[pile].left).collect();
        // Of equal remainders the pile that was there first comes first.
        let ranks: Vec<u32> = (0..).take(free.len()).collect();
        for (pile, share) in free.into_iter().zip(within(amount, &lefts, &ranks)) {
            self.piles[pile].left -= share;
        }
    }

    /// No other offer of the phase gets these units.
    pub(super) fn use_up(&mut self, part: &Part) {
        let piles: Vec<usize> = match part.pile {
            Some(pile) => vec![pile],
            None => self.piles_of(part.line).collect(),
        };
        for pile in piles {
            self.piles[pile].used = true;
        }
    }

    /// A phase begins: all units are free.
    pub(super) fn free_all(&mut self) {
        for pile in &mut self.piles {
            pile.used = false;
        }
    }

    /// The piles of a line.
    fn piles_of(&self, line: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(line), |&pile| self.piles[pile].next)
    }
}
