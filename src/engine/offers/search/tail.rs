//! The offers of the whole order, as the search for the best combination looks at them.
//!
//! What an offer takes off all goods as one amount depends on one total alone: what is left of
//! them. Where that holds of every offer after the phase `line`, sets of these offers are compared
//! by totals, and no line is looked at: a step costs little more than its bound.
//!
//! [`Tail::most`] bounds what an offer takes off where no less than an amount is left: it never
//! grows faster than the amount does, so that whatever lines save first, no more is saved in all
//! than when they save the most that they can.

use std::rc::Rc;

use super::after::{Coming, Most};
use super::kept::{Best, Work};
use super::{Choice, Node, Search, has};
use crate::engine::facts::Facts;
use crate::engine::offers::basket::Basket;
use crate::engine::offers::benefit::{EveryTerms, Terms, terms};
use crate::engine::offers::price::{Candidate, Priced};
use crate::engine::offers::shipping::off_shipping;
use crate::engine::values::Each;
use crate::program::{
    AmountPer, Base, Benefit, DiscountRounding, Discounted, Kind, Offer, Phase, Rules, Target,
    Taxed,
};
use crate::value::{Level, Money, Rate, Rounding};

/// The offers after those of the phase `line`, in the order of their turns.
pub(in crate::engine::offers) struct Tail {
    /// Which choice the first of them is.
    pub(super) first: usize,
    offers: Vec<usize>,
    /// Of each what it takes off all goods as one amount; of those of shipping and of points
    /// nothing.
    takes: Vec<Option<Takes>>,
    /// The goods that they are all about, before any discount, and their units.
    list: Money,
    units: i64,
    /// What can be taken off anything else.
    outside: Money,
    /// The indexes of their lines.
    lines: Vec<usize>,
    /// What all discounts on goods together may take.
    maximum: Money,
}

/// What an offer takes off all goods as one amount.
enum Takes {
    Share { off: Rate, cap: Money, base: Base, rounding: DiscountRounding },
    Amount(Money),
    Every(EveryTerms),
}

/// A set that is decided up to a choice of the tail.
struct Step {
    /// What is left of the goods.
    left: Money,
    /// What may still be taken off them.
    room: Money,
    saved: Money,
    next: usize,
    set: Vec<usize>,
    /// Those of the tail that take something off, by their offers.
    took: Vec<usize>,
    blocked: Vec<u64>,
    bound: Money,
}

/// A set of lines, and what offers of the order find when it ends.
struct Start<'n, 'c> {
    basket: &'n Basket<'c>,
    /// Each choice of shipping with what it would take off.
    shipping: Vec<(usize, Candidate)>,
}

impl Tail {
    /// Of choices in the order of their turns; `None` where lines have to be looked at.
    pub(super) fn new(
        facts: &Facts<'_>,
        basket: &Basket<'_>,
        (choices, first): (&[Choice], usize),
        closed: &[usize],
    ) -> Option<Self> {
        let rules = facts.rules();
        if rules.stacking.coupons_per_line.is_some() {
            return None;
        }
        let mut takes = Vec::new();
        let mut lines: Option<Vec<usize>> = None;
        for choice in &choices[first..] {
            let offer = &rules.offers[choice.offer];
            if choice.phase >= Phase::Shipping {
                if choice.phase == Phase::Shipping && (offer.late || offer.binds()) {
                    return None;
                }
                takes.push(None);
                continue;
            }
            let of = whole_lines(rules, offer, basket, closed)?;
            if lines.as_ref().is_some_and(|lines| *lines != of) {
                return None;
            }
            // Without a value it does not hold.
            takes.push(Some(Takes::new(offer, terms(&offer.benefit, facts)?)?));
            lines = Some(of);
        }
        let lines = lines?;
        let all: Money = basket.left.iter().copied().sum();
        let list: Money = lines.iter().map(|&line| basket.left[line]).sum();
        let units = lines.iter().map(|&line| i64::from(basket.cart.lines[line].units)).sum();
        let reaches = |choice: &Choice| rules.offers[choice.offer].benefit.reaches_shipping();
        let reached = choices[..first].iter().any(reaches);
        let shipping = if reached { basket.cart.shipping } else { Money::ZERO };
        let maximum = rules.stacking.maximum.map_or(Money::MAX, |it| it.of(all));
        let offers = choices[first..].iter().map(|choice| choice.offer).collect();
        let outside = all - list + shipping;
        Some(Self { first, offers, takes, list, units, outside, lines, maximum })
    }

    fn takes(&self, index: usize) -> Option<&Takes> {
        self.takes.get(index.checked_sub(self.first)?)?.as_ref()
    }

    /// What a choice takes off where so much is left.
    fn off(&self, index: usize, left: Money) -> Money {
        let off = match self.takes(index) {
            None => Money::ZERO,
            Some(Takes::Share { off, cap, base, rounding }) => {
                let base = if *base == Base::List { self.list } else { left };
                off.of_granular(base, rounding.mode, rounding.granularity).min(*cap)
            }
            Some(Takes::Amount(off)) => *off,
            Some(Takes::Every(every)) => every.off_all(self.list, left, self.units),
        };
        off.min(left)
    }

    /// What a choice takes off at most, where this or more is left: less what is more.
    pub(super) fn most(&self, index: usize, left: Money) -> Most {
        let off = match self.takes(index) {
            Some(Takes::Share { off, cap, base: Base::List, rounding }) => {
                let more = rounding.granularity - Money::SMALLEST;
                (off.of(self.list, Rounding::Ceil) + more).min(*cap)
            }
            Some(Takes::Share { off, cap, rounding, .. }) => {
                return Most::share(left.min(*cap), (*off, rounding.granularity), left);
            }
            Some(Takes::Every(every)) => every.most_off(left, self.off(index, left)),
            Some(Takes::Amount(_)) | None => self.off(index, left),
        };
        Most { off: off.min(left), share: None }
    }

    /// What a choice takes off alone; `None` where lines have to be looked at.
    pub(super) fn alone(&self, index: usize) -> Option<Money> {
        self.takes(index)?;
        Some(self.off(index, self.list).min(self.maximum))
    }

    /// What one of its offers takes off alone; `None` where lines have to be looked at.
    pub(in crate::engine::offers) fn offer_alone(&self, offer: usize) -> Option<Money> {
        self.alone(self.first + self.place(offer)?)
    }

    fn place(&self, offer: usize) -> Option<usize> {
        self.offers.iter().position(|it| *it == offer)
    }

    /// What a set saves in all, by those of its offers that come after the lines, whose phase
    /// ended; `None` where another than these is among them.
    pub(in crate::engine::offers) fn saved(
        &self,
        facts: &Facts<'_>,
        lines: &Priced<'_>,
        offers: &[usize],
    ) -> Option<Money> {
        let basket = &lines.basket;
        let mut left = self.left(basket);
        let mut room = self.room(lines);
        let (mut saved, mut shipping) = (lines.saved, Money::ZERO);
        for &offer in offers {
            let place = self.place(offer)?;
            let of = &facts.rules().offers[offer];
            if of.phase == Phase::Shipping {
                shipping = shipping.max(off_shipping(of, facts, basket).unwrap_or(Money::ZERO));
            }
            let off = self.off(self.first + place, left).min(room);
            left -= off;
            room -= off;
            saved += off;
        }
        Some(saved + shipping)
    }

    /// What is left of the goods.
    fn left(&self, basket: &Basket<'_>) -> Money {
        self.lines.iter().map(|&line| basket.left[line]).sum()
    }

    /// What may still be taken off the goods.
    fn room(&self, lines: &Priced<'_>) -> Money {
        let basket = &lines.basket;
        self.maximum.less(lines.saved - (basket.cart.shipping - basket.shipping))
    }

    /// What is left of the goods where lines save so much, as little as possible of it off them.
    /// Where lines save less, all together save no more: see [`Tail::most`].
    pub(super) fn least_left(&self, saved: Money) -> Money {
        self.list.less(saved.less(self.outside))
    }
}

/// The lines of an offer on the order whose discount depends on what is left of them in all, and
/// on nothing else; `None` where it does not.
fn whole_lines(
    rules: &Rules,
    offer: &Offer,
    basket: &Basket<'_>,
    closed: &[usize],
) -> Option<Vec<usize>> {
    let Target::Order(of) = &offer.target else { return None };
    let (goods, fees) = match &offer.benefit {
        Benefit::Percent { .. } if offer.rounding.level == Level::Order => (true, false),
        Benefit::Amount(how) => {
            let once = how.per == AmountPer::Order && !how.clamp && !how.shipping;
            (once && rules.tax.amounts == Taxed::AsGiven).then_some((how.goods, how.fees))?
        }
        Benefit::Every(_) if rules.tax.amounts == Taxed::AsGiven => (true, false),
        _ => return None,
    };
    if offer.late || offer.binds() || of.discounted != Discounted::Any {
        return None;
    }
    let mut lines = Vec::new();
    let mut floors = false;
    basket.visit(*of, &mut |line| {
        let it = &basket.cart.lines[line];
        let counts = if it.goods.kind == Kind::Fee { fees } else { goods };
        if counts && !closed.contains(&line) {
            floors |= it.floor_price > Money::ZERO;
            lines.push(line);
        }
    });
    (!floors).then_some(lines)
}

impl Takes {
    fn new(offer: &Offer, terms: Terms<'_>) -> Option<Self> {
        Some(match terms {
            Terms::Percent { off: Each::All(off), cap } => {
                Self::Share { off, cap, base: offer.base, rounding: offer.rounding }
            }
            Terms::Amount { off: Each::All(off), .. } => Self::Amount(off),
            Terms::Every(every) => Self::Every(every),
            _ => return None,
        })
    }
}

impl<'c> Search<'_, 'c> {
    /// Decides the choices of the tail for a set of lines' offers that is decided.
    pub(super) fn finish_by_totals(
        &self,
        tail: &Tail,
        node: Node<'c>,
        work: &mut Work,
        best: &mut Best,
    ) {
        let mut priced = Rc::unwrap_or_clone(node.priced);
        priced.enter(self.facts, Phase::Shop);
        let basket = &priced.basket;
        let of_shipping = |index: &usize| self.choices[*index].phase == Phase::Shipping;
        let shipping = (self.after..self.choices.len()).filter(of_shipping).map(|index| {
            let offer = &self.facts.rules().offers[self.choices[index].offer];
            let amount = off_shipping(offer, self.facts, basket).unwrap_or(Money::ZERO);
            let line = basket.left.len();
            (index, Candidate { offer: self.choices[index].offer, line, amount })
        });
        let start = Start { basket, shipping: shipping.collect() };
        let mut root = Step {
            left: tail.left(basket),
            room: tail.room(&priced),
            saved: priced.saved,
            next: self.after,
            set: node.set,
            took: Vec::new(),
            blocked: node.blocked,
            bound: Money::ZERO,
        };
        root.bound = self.bound_of_step(tail, &start, &root);
        let mut open = vec![root];
        while let Some(step) = open.pop() {
            if step.bound < best.saved {
                continue;
            }
            if !work.step() {
                work.miss(step.bound);
                continue;
            }
            self.branch_by_totals(tail, &start, step, &mut open, best);
        }
    }

    /// Decides the next choice both ways, or keeps the set when all are decided. What is pushed
    /// last is looked at first: the set with the choice.
    fn branch_by_totals(
        &self,
        tail: &Tail,
        start: &Start<'_, 'c>,
        mut step: Step,
        open: &mut Vec<Step>,
        best: &mut Best,
    ) {
        while let Some(choice) = self.choices.get(step.next) {
            let index = step.next;
            step.next += 1;
            if has(&step.blocked, index) || self.is_full(index, &step.set) {
                continue;
            }
            if choice.always {
                self.take_whole(tail, index, &mut step);
                continue;
            }
            let mut with = Step {
                set: step.set.clone(),
                took: step.took.clone(),
                blocked: step.blocked.clone(),
                ..step
            };
            self.take_whole(tail, index, &mut with);
            for mut next in [step, with] {
                next.bound = self.bound_of_step(tail, start, &next);
                if next.bound >= best.saved {
                    open.push(next);
                }
            }
            return;
        }
        let mut took = step.took;
        let mut saved = step.saved;
        if let Some(best) = self.best_of_shipping(start, &step.set) {
            saved += best.amount;
            took.push(best.offer);
        }
        let cuts = start.basket.cuts.iter().map(|cut| cut.offer);
        let offers = || cuts.clone().chain(took.iter().copied()).collect();
        self.keep_whole(saved, &offers, step.set, best);
    }

    fn take_whole(&self, tail: &Tail, index: usize, step: &mut Step) {
        let choice = &self.choices[index];
        let off = tail.off(index, step.left).min(step.room);
        if off > Money::ZERO {
            step.took.push(choice.offer);
        }
        step.left -= off;
        step.room -= off;
        step.saved += off;
        step.set.push(index);
        choice.block(&mut step.blocked);
    }

    /// What has shipping, of a set.
    fn best_of_shipping(&self, start: &Start<'_, '_>, set: &[usize]) -> Option<Candidate> {
        let offers = &self.facts.rules().offers;
        let of_set = start.shipping.iter().filter(|(index, _)| set.contains(index));
        let off = of_set.map(|(_, candidate)| *candidate).filter(|it| it.amount > Money::ZERO);
        off.reduce(|held, next| if next.beats(&held, offers) { next } else { held })
    }

    fn bound_of_step(&self, tail: &Tail, start: &Start<'_, '_>, step: &Step) -> Money {
        let coming = Coming { next: step.next, set: &step.set, blocked: &step.blocked };
        let rest = self.most_of_tail(tail, coming, step.left);
        let may = |index: &usize| {
            step.set.contains(index) || (*index >= step.next && !has(&step.blocked, *index))
        };
        let shipping = start.shipping.iter().filter(|(index, _)| may(index));
        let shipping = shipping.map(|(_, it)| it.amount).max().unwrap_or_default();
        step.saved + rest.min(step.room) + shipping
    }
}
