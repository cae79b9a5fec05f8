//! A basket: what is left of a cart's lines while offers are applied to it, one after the other.
//!
//! Units are counted, never listed: a line begins as one pile of equal units, and is split only
//! where an offer takes some of them. It knows no offer's terms.

use crate::cart::Cart;
use crate::engine::facts::CartFacts;
use crate::engine::share::capped;
use crate::engine::values::Asked;
use crate::program::{Base, DiscountRounding, Discounted, Per, Selection, UnitOrder};
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
    /// What is left of the cost of shipping.
    pub(crate) shipping: Money,
    /// In the order in which they were taken.
    pub(crate) cuts: Vec<Cut>,
    /// How often offers were applied whose benefits repeat, by index, in the same order.
    pub(crate) times: Vec<(usize, u32)>,
    /// What rounding the order's total takes off each line; empty when nothing.
    pub(crate) rounded: Vec<Money>,
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
    /// Shipping is the one behind the last.
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
    /// What can be taken off it: down to the floor price of its units.
    pub(super) room: Money,
}

impl Pile {
    fn is_free(&self) -> bool {
        !self.used && self.units > 0
    }
}

impl Part {
    /// Of its units, the first so many.
    pub(super) fn first(&self, units: u32) -> Self {
        let of = |amount| Money::clamped(self.split(amount).first(units));
        let (list, left, room) = (of(self.list), of(self.left), of(self.room));
        Self { units, list, left, room, ..*self }
    }

    /// How an amount of all its units falls to each.
    pub(super) fn split(&self, amount: Money) -> UnitSplit {
        split_units(amount.minor(), self.units)
    }

    pub(super) fn base(&self, base: Base) -> Money {
        if base == Base::List { self.list } else { self.left }
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
        Self {
            cart: goods.cart,
            piles,
            left: goods.list.clone(),
            shipping: goods.cart.shipping,
            cuts: Vec::new(),
            times: Vec::new(),
            rounded: Vec::new(),
        }
    }

    /// The free units of the selection's lines that may be had, a part for each line that has any,
    /// in the order of the cart.
    pub(super) fn parts(&self, of: Selection, may: &dyn Fn(usize) -> bool) -> Vec<Part> {
        let mut parts = Vec::new();
        self.visit(of, &mut |line| {
            if may(line) {
                parts.extend(self.free(line));
            }
        });
        parts
    }

    /// Visits the indexes of a selection's lines, ascending; lines off which something was taken
    /// are discounted.
    pub(super) fn visit(&self, of: Selection, visit: &mut dyn FnMut(usize)) {
        if of.discounted == Discounted::Any {
            return self.cart.matches.visit(of, visit);
        }
        let list: Vec<Money> = self.cart.lines.iter().map(|line| line.list()).collect();
        self.cart.matches.visit_priced(of, (&list, &self.left), visit);
    }

    /// Whether a selection takes a line.
    pub(super) fn takes(&self, of: Selection, line: usize) -> bool {
        of.matches_given(&self.cart.lines[line].mask, self.discounted(line))
    }

    /// Whether a line carries a discount by now.
    fn discounted(&self, line: usize) -> Discounted {
        let it = &self.cart.lines[line];
        if self.left[line] < it.list() { Discounted::Yes } else { it.mask.discounted }
    }

    /// A line, or shipping, to be asked for its value.
    pub(super) fn asked(&self, line: usize, rounding: DiscountRounding) -> Asked<'c> {
        let DiscountRounding { mode, granularity, .. } = rounding;
        let rounding = (mode, granularity);
        match self.cart.lines.get(line) {
            Some(it) => Asked { line: Some(it), discounted: self.discounted(line), rounding },
            None => Asked { rounding, ..Asked::NO_LINE },
        }
    }

    /// The free units of a line.
    pub(super) fn free(&self, line: usize) -> Option<Part> {
        let (mut units, mut left, mut room) = (0, Money::ZERO, Money::ZERO);
        for pile in self.piles_of(line).filter(|&pile| !self.piles[pile].used) {
            units += self.piles[pile].units;
            left += self.piles[pile].left;
            room += self.room(pile);
        }
        let list = self.cart.lines[line].price.times_units(units);
        (units > 0).then_some(Part { line, pile: None, units, list, left, room })
    }

    /// How many units of each line are free.
    pub(super) fn free_units(&self) -> Vec<u32> {
        let mut free = vec![0; self.left.len()];
        for pile in self.piles.iter().filter(|pile| !pile.used) {
            free[pile.line] += pile.units;
        }
        free
    }

    /// At most so many free units of the selection's lines that may be had, of all together or of
    /// each, in an order.
    pub(super) fn units(
        &mut self,
        of: Selection,
        at_most: u32,
        per: Per,
        take: UnitOrder,
        may: &dyn Fn(usize) -> bool,
    ) -> Vec<Part> {
        self.even_out(of);
        let mut piles = Vec::with_capacity(self.left.len().min(64));
        self.visit(of, &mut |line| {
            if !may(line) {
                return;
            }
            let free = self.piles_of(line).filter(|&pile| self.piles[pile].is_free());
            piles.extend(free.map(|pile| self.part(pile)));
        });
        let mut missing = vec![at_most; if per == Per::Line { self.left.len() } else { 1 }];
        let mut parts = Vec::new();
        for index in self.in_order(&piles, take) {
            let mut part = piles[index];
            let missing = &mut missing[if per == Per::Line { part.line } else { 0 }];
            let units = part.units.min(*missing);
            *missing -= units;
            if units > 0 {
                parts.push(self.take(&mut part, units));
            }
        }
        parts
    }

    /// The indexes of parts in an order: by what is left of a unit, then by what is left of its
    /// line, then by the line's id; or as the cart lists them, the dearest of a line first.
    pub(super) fn in_order(&self, parts: &[Part], take: UnitOrder) -> Vec<usize> {
        let key = |part: &Part| {
            let unit = part.split(part.left).first(1);
            (unit, self.left[part.line], self.cart.ranks[part.line])
        };
        let keys: Vec<(i64, Money, u32)> = parts.iter().map(key).collect();
        order(parts.len(), &mut |one, other| {
            let ((unit, left, rank), (than, of, by)) = (keys[one], keys[other]);
            match take {
                UnitOrder::Cart => (parts[one].line, than).cmp(&(parts[other].line, unit)),
                UnitOrder::Dearest => (than, of, rank).cmp(&(unit, left, by)),
                UnitOrder::Cheapest => keys[one].cmp(&keys[other]),
            }
        })
    }

    /// Makes piles of the free units of the selection's lines that are equal to the last minor
    /// unit, one for each amount that is left of a unit.
    pub(super) fn even_out(&mut self, of: Selection) {
        let mut lines = Vec::new();
        // Of a line off which nothing was taken all units are equal; but an offer that found
        // nothing to take off some of them may have split its pile.
        self.visit(of, &mut |line| {
            let split = self.piles[line].next.is_some();
            if split || self.left[line] < self.cart.lines[line].list() {
                lines.push(line);
            }
        });
        for line in lines {
            let mut even: Vec<(i64, usize)> = Vec::new();
            let mut next = Some(line);
            while let Some(pile) = next {
                let Pile { units, left, .. } = self.piles[pile];
                if self.piles[pile].is_free() {
                    let each = split_units(left.minor(), units).after(units - 1, 1);
                    // The first units carry one more; what is split off comes next.
                    let more = left.minor() - each * i64::from(units);
                    let unit = if more > 0 { each + 1 } else { each };
                    self.split(
                        pile,
                        u32::try_from(more).ok().filter(|it| *it > 0).unwrap_or(units),
                    );
                    match even.iter().find(|(of, _)| *of == unit) {
                        Some(&(_, into)) => self.pour(pile, into),
                        None => even.push((unit, pile)),
                    }
                }
                next = self.piles[pile].next;
            }
        }
    }

    /// Puts the units of one pile of a line to those of another.
    fn pour(&mut self, from: usize, into: usize) {
        let Pile { units, left, .. } = self.piles[from];
        self.piles[from] = Pile { units: 0, left: Money::ZERO, ..self.piles[from] };
        self.piles[into].units += units;
        self.piles[into].left += left;
    }

    /// The first units of a part that is one pile, as a part of their own; the rest stays in it.
    pub(super) fn take(&mut self, part: &mut Part, units: u32) -> Part {
        let Some(pile) = part.pile else { return *part };
        self.split(pile, units);
        if let Some(rest) = self.piles[pile].next.filter(|_| units < part.units) {
            *part = self.part(rest);
        }
        self.part(pile)
    }

    /// Leaves of parts that are piles the first so many units.
    pub(super) fn first(&mut self, parts: &mut Vec<Part>, mut missing: u32) {
        parts.retain_mut(|part| {
            let units = part.units.min(missing);
            missing -= units;
            if units > 0 {
                *part = self.take(&mut part.clone(), units);
            }
            units > 0
        });
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
        Part { line, pile: Some(pile), units, list, left, room: self.room(pile) }
    }

    /// What can be taken off a pile: down to the floor price of its units.
    fn room(&self, pile: usize) -> Money {
        let Pile { line, units, left, .. } = self.piles[pile];
        left.less(self.cart.lines[line].floor_price.times_units(units))
    }

    /// What is left of the cost of shipping, as one unit behind the last line.
    pub(super) fn of_shipping(&self) -> Option<Part> {
        let (list, left) = (self.cart.shipping, self.shipping);
        let part = Part { line: self.left.len(), pile: None, units: 1, list, left, room: left };
        (left > Money::ZERO).then_some(part)
    }

    /// Takes an amount off a part, as far as there is room, and tells how much that is.
    pub(super) fn cut(&mut self, offer: usize, part: &Part, amount: Money) -> Money {
        let amount = amount.min(part.room);
        if amount == Money::ZERO {
            return amount;
        }
        if part.line == self.left.len() {
            self.cut_shipping(offer, amount);
            return amount;
        }
        self.left[part.line] -= amount;
        let mut own = self.cuts.iter_mut().rev().take_while(|cut| cut.offer == offer);
        match own.find(|cut| cut.line == part.line) {
            Some(cut) => {
                cut.units += part.units;
                cut.amount += amount;
            }
            None => self.cuts.push(Cut { offer, line: part.line, units: part.units, amount }),
        }
        if let Some(pile) = part.pile {
            self.piles[pile].left -= amount;
            return amount;
        }
        if self.piles[part.line].next.is_none() {
            self.piles[part.line].left -= amount;
            return amount;
        }
        let free: Vec<usize> =
            self.piles_of(part.line).filter(|&pile| !self.piles[pile].used).collect();
        let lefts: Vec<Money> = free.iter().map(|&pile| self.piles[pile].left).collect();
        let rooms: Vec<Money> = free.iter().map(|&pile| self.room(pile)).collect();
        // Of equal remainders the pile that was there first comes first.
        let ranks: Vec<u32> = (0..).take(free.len()).collect();
        for (pile, share) in free.into_iter().zip(capped(amount, &lefts, &rooms, &ranks)) {
            self.piles[pile].left -= share;
        }
        amount
    }

    /// Takes an amount off the cost of shipping, of which at least so much is left.
    pub(super) fn cut_shipping(&mut self, offer: usize, amount: Money) {
        self.shipping -= amount;
        self.cuts.push(Cut { offer, line: self.cart.lines.len(), units: 1, amount });
    }

    /// No other offer of the phase gets these units.
    pub(super) fn use_up(&mut self, part: &Part) {
        let piles: Vec<usize> = match part.pile {
            Some(pile) => vec![pile],
            // Shipping is there once in each phase.
            None if part.line == self.left.len() => return,
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

    /// What it is but for what was taken off, of which there may be much more.
    pub(super) fn without_cuts(&mut self) -> Self {
        let cuts = std::mem::take(&mut self.cuts);
        let copy = self.clone();
        self.cuts = cuts;
        copy
    }

    /// Becomes again what it was, when so many cuts had been made.
    pub(super) fn take_back(&mut self, was: Self, cuts: usize) {
        let mut known = std::mem::take(&mut self.cuts);
        known.truncate(cuts);
        *self = Self { cuts: known, ..was };
    }

    pub(super) fn entries(&self) -> usize {
        self.left.len() + self.piles.len() + self.cuts.len()
    }

    #[cfg(test)]
    pub(super) fn piles(&self) -> usize {
        self.piles.len()
    }

    /// The piles of a line.
    fn piles_of(&self, line: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(line), |&pile| self.piles[pile].next)
    }
}
