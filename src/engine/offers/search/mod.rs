//! The best combination: of the sets of offers that combine, the one that saves most, by branch and
//! bound.
//!
//! Offers are decided in the order of their turns, so that what is left of the cart is known at
//! each node, and no node prices anew what its parent did. A branch is left where its bound, the
//! most that any completion of it can save, is less than what is known to be possible. What an
//! offer takes off alone is at most what it takes off after others, hence the bounds:
//!
//! - what is saved so far, and what the best offer of shipping that is chosen takes off it;
//! - of the plain offers, on each line the best of all of them;
//! - of each other offer that is still possible what it takes off alone, but of a *clique*, offers
//!   of which no two combine, only the greatest; and of coupons as many as there are places for;
//! - of offers that share units what [`shadow`] says, and after the lines what
//!   [`tail`] does, which also finds the best set there without looking at lines.

mod after;
mod apart;
mod bounds;
mod kept;
mod shadow;
mod tail;

use std::cmp::Ordering;
use std::rc::Rc;

use self::apart::{conflicts, is_calm};
use self::kept::{Best, Open, Ties, Work};
use self::shadow::{Rated, Shadow};
pub(super) use self::tail::Tail;
use super::price::{Lines, Priced, price};
use crate::engine::facts::{CartFacts, Facts};
use crate::outcome::Proof;
use crate::program::{Exclusive, OfferId, Phase};
use crate::value::Money;
use crate::value::order::{order, sorted};

/// What a search came to.
pub(super) struct Found<'c> {
    pub(super) priced: Priced<'c>,
    /// The set, in the order of its turns; some of it may have found nothing to discount.
    pub(super) set: Vec<usize>,
    /// `None` where there was nothing to decide.
    pub(super) proof: Option<Proof>,
    /// The offers of the order, where sets of them are compared by totals.
    pub(super) tail: Option<Tail>,
}

/// An offer to decide on.
struct Choice {
    offer: usize,
    phase: Phase,
    /// It can only add to what the others save, whatever they are.
    always: bool,
    /// So it can where those that it does not combine with are not in the set, and then it is.
    adds: bool,
    /// Its turn is when the phase `line` ends.
    plain: bool,
    /// What it takes off at most.
    most: Money,
    /// Where it takes at most a share of what the units cost that it has.
    rated: Option<Rated>,
    /// Its place among cliques; those of a group of which several may apply, or alone in their
    /// phase after the lines, are in none.
    clique: usize,
    /// The others with which it does not combine, a bit each.
    conflicts: Vec<u64>,
}

impl Choice {
    /// Adds the others with which it does not combine.
    fn block(&self, blocked: &mut [u64]) {
        for (blocked, word) in blocked.iter_mut().zip(&self.conflicts) {
            *blocked |= word;
        }
    }
}

/// A set that is decided up to a choice.
#[derive(Clone)]
struct Node<'c> {
    priced: Rc<Priced<'c>>,
    /// Indexes of choices.
    set: Vec<usize>,
    /// The next choice to decide.
    next: usize,
    /// The choices that combine with the set no more, a bit each.
    blocked: Vec<u64>,
    bound: Money,
}

pub(super) struct Search<'s, 'c> {
    facts: &'s Facts<'s>,
    goods: &'s CartFacts<'c>,
    lines: Lines<'s>,
    choices: Vec<Choice>,
    cliques: usize,
    /// The first choice after the phase `line`.
    after: usize,
    tail: Option<Tail>,
    /// The prices of units, the first for all sets; none where they bound nothing.
    shadows: Vec<Shadow>,
    /// What the plain offers take off at most, all of them together.
    plain: Money,
    /// What rounding part by part may add to what the plain offers take.
    plain_slack: Money,
    /// What a plain offer takes off some units is never more than off all.
    steady: bool,
    /// The offers that are alone in the order.
    alone: Vec<usize>,
    list: Money,
    /// What all offers together save at most.
    most: Money,
}

fn has(bits: &[u64], index: usize) -> bool {
    bits.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
}

/// Whether there is a bit from a place on that is not blocked.
fn any_from(start: usize, bits: &[u64], blocked: &[u64]) -> bool {
    let words = bits.iter().zip(blocked).enumerate().skip(start / 64);
    words.into_iter().any(|(at, (bits, blocked))| {
        let from = if at == start / 64 { u64::MAX << (start % 64) } else { u64::MAX };
        bits & !blocked & from != 0
    })
}

fn set_bit(bits: &mut [u64], index: usize) {
    if let Some(word) = bits.get_mut(index / 64) {
        *word |= 1 << (index % 64);
    }
}

impl<'s, 'c> Search<'s, 'c> {
    /// A search among offers, which come in the order of their turns.
    pub(super) fn new(
        facts: &'s Facts<'s>,
        goods: &'s CartFacts<'c>,
        lines: Lines<'s>,
        offers: &[usize],
    ) -> Self {
        let rules = facts.rules();
        let is_alone = |offer: &usize| rules.offers[*offer].stacking.exclusive == Exclusive::Order;
        let (alone, offers): (Vec<usize>, Vec<usize>) = offers.iter().copied().partition(is_alone);
        let offers = &*offers;
        let conflicts = conflicts(facts, offers);
        let calm = is_calm(facts, offers);
        let trims = rules.stacking.maximum.is_some();
        let choices = offers.iter().zip(conflicts).map(|(&index, conflicts)| {
            let offer = &rules.offers[index];
            let alone = conflicts.iter().all(|word| *word == 0);
            let grouped = offer.stacking.group.is_some();
            let plain = offer.is_plain() && !rules.stacking.any_per_unit;
            let couples = offer.phase == Phase::Line && !plain;
            let beside = offer.phase >= Phase::Shipping;
            // With few places a coupon may take that of a better one.
            let limited = rules.stacking.coupons.is_some() && offer.is_coupon();
            let always = (calm || beside) && alone && !grouped && !limited && !couples;
            // A line has the best of the plain ones, of equals one that is no coupon.
            let several = offer.stacking.group.is_some_and(|it| rules.stacking.admits(it) > 1);
            // A maximum gives all that is taken off to whose turn is first.
            let adds = calm && plain && !offer.is_coupon() && !several && !trims;
            Choice {
                offer: index,
                phase: offer.phase,
                always,
                adds,
                plain,
                most: Money::ZERO,
                rated: None,
                clique: 0,
                conflicts,
            }
        });
        let choices: Vec<Choice> = choices.collect();
        let after = choices.partition_point(|choice| choice.phase == Phase::Line);
        let of_goods = goods.list.iter().copied().sum::<Money>();
        let within = rules.stacking.maximum.map_or(of_goods, |it| it.of(of_goods).min(of_goods));
        let (list, most) = (of_goods + goods.cart.shipping, within + goods.cart.shipping);
        Self {
            facts,
            goods,
            lines,
            choices,
            cliques: 0,
            after,
            tail: None,
            shadows: Vec::new(),
            plain: Money::ZERO,
            plain_slack: Money::ZERO,
            steady: true,
            alone,
            list,
            most,
        }
    }

    /// Whether there is anything to decide.
    fn decides(&self) -> bool {
        self.choices.iter().any(|choice| !choice.always)
    }

    /// The best set, or the best that is found within so many nodes.
    pub(super) fn best(mut self, nodes: u32) -> Found<'c> {
        let all: Vec<usize> = self.choices.iter().map(|choice| choice.offer).collect();
        if self.alone.is_empty() && !self.decides() {
            let priced = price(self.facts, self.goods, &all, &self.lines);
            return Found { priced, set: all, proof: None, tail: None };
        }
        self.measure();
        let mut work = Work::new(nodes);
        work.node();
        let mut best = self.greedy();
        // An offer that is alone in the order is a set by itself.
        for &offer in &self.alone {
            work.must();
            let priced = price(self.facts, self.goods, &[offer], &self.lines);
            self.keep(priced.saved, &|| priced.offers(), (Vec::new(), vec![offer]), &mut best);
        }
        self.search(&mut work, &mut best);
        let priced = price(self.facts, self.goods, &best.set, &self.lines);
        let bound = work.missed.max(best.saved);
        let proof = Proof { bound, gap: bound - best.saved, nodes: work.nodes() };
        Found { priced, set: best.set, proof: Some(proof), tail: self.tail }
    }

    fn search(&self, work: &mut Work, best: &mut Best) {
        let start = Priced::new(self.goods, self.lines.closed);
        let words = self.choices.len().div_ceil(64);
        let root = Node {
            priced: Rc::new(start),
            set: Vec::new(),
            next: 0,
            blocked: vec![0; words],
            bound: Money::ZERO,
        };
        let mut open = Open::default();
        for node in self.first(root) {
            open.push(node);
        }
        let mut ended = true;
        while let Some(node) = open.pop(ended) {
            if node.bound < best.saved {
                continue;
            }
            if !work.node() {
                work.miss(node.bound);
                continue;
            }
            let before = open.nodes.len();
            self.branch(node, &mut open, work, best);
            ended = open.nodes.len() == before;
        }
    }

    /// The nodes to begin with: each offer that is alone among those of the lines, and last all
    /// others of these, so that what only such an offer keeps out is decided by then.
    fn first(&self, root: Node<'c>) -> Vec<Node<'c>> {
        let offers = &self.facts.rules().offers;
        let is_alone = |at: &usize| {
            let choice = &self.choices[*at];
            !choice.always && offers[choice.offer].stacking.exclusive == Exclusive::Phase
        };
        let alone: Vec<usize> = (0..self.after).filter(is_alone).collect();
        let mut nodes = Vec::new();
        for &one in alone.iter().filter(|at| !self.is_full(**at, &[])) {
            let mut node = root.clone();
            (0..self.after).for_each(|at| set_bit(&mut node.blocked, at));
            self.include(&mut node, one);
            node.next = self.after;
            nodes.push(node);
        }
        let mut others = root;
        alone.iter().for_each(|&at| set_bit(&mut others.blocked, at));
        nodes.push(others);
        for node in &mut nodes {
            node.bound = self.bound(node);
        }
        nodes
    }

    /// Whether a choice can only add to what a set and all that may still join it save.
    fn only_adds(&self, index: usize, node: &Node<'_>) -> bool {
        let choice = &self.choices[index];
        choice.always || (choice.adds && !any_from(node.next, &choice.conflicts, &node.blocked))
    }

    /// Decides the next choice of a node both ways, or prices the node when all are decided. What
    /// is pushed last is looked at first: what can save more, of equals the set with the choice.
    fn branch(&self, mut node: Node<'c>, open: &mut Open<'c>, work: &mut Work, best: &mut Best) {
        while let Some(choice) = self.choices.get(node.next) {
            let index = node.next;
            if let Some(tail) = self.tail.as_ref().filter(|_| index == self.after) {
                return self.finish_by_totals(tail, node, work, best);
            }
            node.next += 1;
            if has(&node.blocked, index) || self.is_full(index, &node.set) {
                continue;
            }
            if choice.phase != node.priced.phase {
                // What the phases before leave is known, whether this one applies or not.
                Rc::make_mut(&mut node.priced).enter(self.facts, choice.phase);
            }
            if self.only_adds(index, &node) {
                self.include(&mut node, index);
                continue;
            }
            let mut with = Node {
                priced: Rc::clone(&node.priced),
                set: node.set.clone(),
                next: node.next,
                blocked: node.blocked.clone(),
                bound: node.bound,
            };
            self.include(&mut with, index);
            for next in [&mut node, &mut with] {
                next.bound = self.bound(next);
            }
            let first = if node.bound > with.bound { [with, node] } else { [node, with] };
            for next in first.into_iter().filter(|next| next.bound >= best.saved) {
                match open.has_room(&next) {
                    true => open.push(next),
                    false => work.miss(next.bound),
                }
            }
            return;
        }
        let mut priced = Rc::unwrap_or_clone(node.priced);
        priced.finish(self.facts, self.goods);
        self.keep_whole(priced.saved, &|| priced.offers(), node.set, best);
    }

    fn include(&self, node: &mut Node<'c>, index: usize) {
        let choice = &self.choices[index];
        let priced = Rc::make_mut(&mut node.priced);
        priced.next(self.facts, self.goods, choice.offer, &self.lines);
        node.set.push(index);
        choice.block(&mut node.blocked);
    }

    /// Whether as many of the choice's group, or as many coupons, are in the set as may be. A
    /// coupon that takes nothing off what it might have leaves its place to others.
    fn is_full(&self, index: usize, set: &[usize]) -> bool {
        let (choice, rules) = (&self.choices[index], self.facts.rules());
        let offer = &rules.offers[choice.offer];
        let idle = choice.most == Money::ZERO && offer.phase < Phase::Points;
        let mut set = set.iter().map(|&index| self.choices[index].offer);
        (idle && rules.stacking.coupons.is_some() && offer.is_coupon())
            || rules.stacking.full(&rules.offers, choice.offer, &mut set).is_full()
    }

    /// Keeps a set of choices, of which some offers take something off, if it is better than the
    /// best so far, and none is missing that can only add to it.
    fn keep_whole(
        &self,
        saved: Money,
        offers: &dyn Fn() -> Vec<usize>,
        places: Vec<usize>,
        best: &mut Best,
    ) {
        if saved >= best.saved && self.is_whole(&places) {
            let set = places.iter().map(|&index| self.choices[index].offer).collect();
            self.keep(saved, offers, (places, set), best);
        }
    }

    /// Keeps a set, by its choices and its offers, if it is better than the best so far.
    fn keep(
        &self,
        saved: Money,
        offers: &dyn Fn() -> Vec<usize>,
        (places, set): (Vec<usize>, Vec<usize>),
        best: &mut Best,
    ) {
        if let Some(ties) = self.beats(saved, offers, &places, best) {
            *best = Best { saved, ties, places, set };
        }
    }

    /// Whether no choice is missing that can only add to what a set saves.
    fn is_whole(&self, set: &[usize]) -> bool {
        let combines =
            |at: usize| !set.iter().any(|&other| has(&self.choices[at].conflicts, other));
        let missing = |&at: &usize| self.choices[at].adds && !set.contains(&at) && combines(at);
        !(0..self.after).any(|at| missing(&at))
    }

    /// What decides ties of a set that is better than the best so far.
    fn beats(
        &self,
        saved: Money,
        offers: &dyn Fn() -> Vec<usize>,
        places: &[usize],
        best: &Best,
    ) -> Option<Ties> {
        let order = saved.cmp(&best.saved);
        if order == Ordering::Less {
            return None;
        }
        let ties = self.ties(offers());
        // Of those that differ in nothing that is taken off, whose turn is first is in the set.
        let first = || {
            let differ = places.iter().zip(&best.places).find(|(one, other)| one != other);
            differ.map_or(places.len() > best.places.len(), |(one, other)| one < other)
        };
        let better = match order.then_with(|| best.ties.cmp(&ties)) {
            Ordering::Greater => true,
            Ordering::Less => false,
            Ordering::Equal => first(),
        };
        better.then_some(ties)
    }

    fn ties(&self, offers: Vec<usize>) -> Ties {
        let all = &self.facts.rules().offers;
        let ties = offers.into_iter().map(|offer| (all[offer].rank, all[offer].is_coupon()));
        let mut ties = sorted(ties.collect(), Ord::cmp);
        ties.dedup();
        let coupons = ties.iter().filter(|(_, coupon)| *coupon).count();
        (coupons, ties.into_iter().map(|(rank, _)| rank).collect())
    }

    /// A good set to begin with: the offers that take most off alone, as far as they combine.
    fn greedy(&self) -> Best {
        let by_most = order(self.choices.len(), &mut |one, other| {
            self.choices[other].most.cmp(&self.choices[one].most)
        });
        let (mut taken, mut set) = (vec![false; by_most.len()], Vec::new());
        let mut blocked = vec![0; by_most.len().div_ceil(64)];
        for at in by_most {
            let choice = &self.choices[at];
            if has(&blocked, at) || self.is_full(at, &set) {
                continue;
            }
            taken[at] = true;
            set.push(at);
            choice.block(&mut blocked);
        }
        let places: Vec<usize> = (0..taken.len()).filter(|&at| taken[at]).collect();
        let set: Vec<usize> = places.iter().map(|&at| self.choices[at].offer).collect();
        let priced = price(self.facts, self.goods, &set, &self.lines);
        let ties = self.ties(priced.offers());
        Best { saved: priced.saved, ties, places, set }
    }
}

pub(super) fn id(offer: usize) -> OfferId {
    OfferId(u16::try_from(offer).unwrap_or(u16::MAX))
}
