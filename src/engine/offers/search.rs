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
//! - of offers that share units what [`super::shadow`] says, and after the lines what
//!   [`super::tail`] does, which also finds the best set there without looking at lines.

use std::cmp::Ordering;
use std::rc::Rc;

use super::price::{Lines, Priced, price};
use super::shadow::{Rated, Shadow};
use super::tail::Tail;
use crate::engine::facts::{CartFacts, Facts};
use crate::outcome::Proof;
use crate::program::{
    AmountPer, Base, Benefit, Discounted, Exclusive, Full, Made, Offer, OfferId, Phase, Rules,
    Selection, Subject, Target, Taxed,
};
use crate::value::order::{order, sorted};
use crate::value::{Level, Money};

/// What a search came to.
pub(super) struct Found<'c> {
    pub(super) priced: Priced<'c>,
    /// The set, in the order of its turns; some of it may have found nothing to discount.
    pub(super) set: Vec<usize>,
    /// `None` where there was nothing to decide.
    pub(super) proof: Option<Proof>,
}

/// An offer to decide on.
pub(super) struct Choice {
    pub(super) offer: usize,
    pub(super) phase: Phase,
    /// It can only add to what the others save, whatever they are.
    pub(super) always: bool,
    /// Its turn is when the phase `line` ends.
    pub(super) plain: bool,
    /// What it takes off at most.
    pub(super) most: Money,
    /// Where it takes at most a share of what the units cost that it has.
    pub(super) rated: Option<Rated>,
    /// Its place among cliques; those of a group of which several may apply, or alone in their
    /// phase, are in none.
    pub(super) clique: usize,
    pub(super) in_clique: bool,
    /// The others with which it does not combine, a bit each.
    pub(super) conflicts: Vec<u64>,
}

impl Choice {
    /// Adds the others with which it does not combine.
    pub(super) fn block(&self, blocked: &mut [u64]) {
        for (blocked, word) in blocked.iter_mut().zip(&self.conflicts) {
            *blocked |= word;
        }
    }
}

/// A set that is decided up to a choice.
pub(super) struct Node<'c> {
    pub(super) priced: Rc<Priced<'c>>,
    /// Indexes of choices.
    pub(super) set: Vec<usize>,
    /// The next choice to decide.
    pub(super) next: usize,
    /// The choices that combine with the set no more, a bit each.
    pub(super) blocked: Vec<u64>,
    bound: Money,
}

/// The best set so far.
pub(super) struct Best {
    pub(super) saved: Money,
    ties: Ties,
    /// Indexes of choices; of an offer that is alone in the order, none.
    places: Vec<usize>,
    /// The offers, in the order of their turns.
    set: Vec<usize>,
}

/// Of the offers that take anything off, how many are coupons, and the ranks, ascending: of equal
/// savings the fewer coupons win, then the lesser list, so the offer that ends sooner.
type Ties = (usize, Vec<u32>);

/// What is looked at, and what is not.
pub(super) struct Work {
    /// In steps.
    done: u64,
    limit: u64,
    /// What those save at most that are not looked at.
    missed: Money,
}

/// Where only totals are looked at, so many steps are a node.
const STEPS: u64 = 64;

impl Work {
    fn new(nodes: u32) -> Self {
        Self { done: 0, limit: u64::from(nodes) * STEPS, missed: Money::ZERO }
    }

    fn does(&mut self, steps: u64) -> bool {
        let may = self.done < self.limit;
        self.done += if may { steps } else { 0 };
        may
    }

    /// Looks at a set of which lines are priced, unless it is too much.
    fn node(&mut self) -> bool {
        self.does(STEPS)
    }

    /// Looks at a set of which totals are known, unless it is too much.
    pub(super) fn step(&mut self) -> bool {
        self.does(1)
    }

    pub(super) fn miss(&mut self, bound: Money) {
        self.missed = self.missed.max(bound);
    }

    fn nodes(&self) -> u32 {
        u32::try_from(self.done.div_ceil(STEPS)).unwrap_or(u32::MAX)
    }
}

/// The nodes to look at: down from one of the greatest bound to a set that is decided, and again.
#[derive(Default)]
struct Open<'c> {
    nodes: Vec<Node<'c>>,
    /// What they hold, in entries.
    held: usize,
}

/// The most that open nodes hold: 1,048,576 entries of 40 bytes at most are 40 MiB.
const MAX_HELD: usize = 1 << 20;

impl<'c> Open<'c> {
    fn has_room(&self, node: &Node<'_>) -> bool {
        self.held + node.priced.entries() <= MAX_HELD
    }

    fn push(&mut self, node: Node<'c>) {
        self.held += node.priced.entries();
        self.nodes.push(node);
    }

    /// The node that was pushed last, or, where the way down ended, one of the greatest bound.
    fn pop(&mut self, ended: bool) -> Option<Node<'c>> {
        let last = self.nodes.len().checked_sub(1)?;
        if ended {
            let greatest = (0..=last).max_by_key(|&at| (self.nodes[at].bound, at)).unwrap_or(last);
            self.nodes.swap(greatest, last);
        }
        let node = self.nodes.pop()?;
        self.held -= node.priced.entries();
        Some(node)
    }
}

pub(super) struct Search<'s, 'c> {
    pub(super) facts: &'s Facts<'s>,
    pub(super) goods: &'s CartFacts<'c>,
    pub(super) lines: Lines<'s>,
    pub(super) choices: Vec<Choice>,
    pub(super) cliques: usize,
    pub(super) tail: Option<Tail<'s>>,
    /// The prices of units, the first for all sets; none where they bound nothing.
    pub(super) shadows: Vec<Shadow>,
    /// What the plain offers take off at most, all of them together.
    pub(super) plain: Money,
    /// What rounding part by part may add to what the plain offers take.
    pub(super) plain_slack: Money,
    /// What a plain offer takes off some units is never more than off all.
    pub(super) steady: bool,
    /// The offers that are alone in the order.
    alone: Vec<usize>,
    pub(super) list: Money,
    /// What all offers together save at most.
    pub(super) most: Money,
}

pub(super) fn has(bits: &[u64], index: usize) -> bool {
    bits.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
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
            Choice {
                offer: index,
                phase: offer.phase,
                always,
                plain,
                most: Money::ZERO,
                rated: None,
                clique: 0,
                in_clique: false,
                conflicts,
            }
        });
        let choices = choices.collect();
        let of_goods = goods.list.iter().copied().sum::<Money>();
        let within = rules.stacking.maximum.map_or(of_goods, |it| it.of(of_goods).min(of_goods));
        let (list, most) = (of_goods + goods.cart.shipping, within + goods.cart.shipping);
        Self {
            facts,
            goods,
            lines,
            choices,
            cliques: 0,
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
            return Found { priced, set: all, proof: None };
        }
        self.measure();
        let mut work = Work::new(nodes);
        work.node();
        let mut best = self.greedy();
        // An offer that is alone in the order is a set by itself.
        for &offer in &self.alone {
            // However few nodes there may be, no bound takes their place.
            work.done += STEPS;
            let priced = price(self.facts, self.goods, &[offer], &self.lines);
            self.keep_priced(&priced, (Vec::new(), vec![offer]), &mut best);
        }
        self.search(&mut work, &mut best);
        let priced = price(self.facts, self.goods, &best.set, &self.lines);
        let bound = work.missed.max(best.saved);
        let proof = Proof { bound, gap: bound - best.saved, nodes: work.nodes() };
        Found { priced, set: best.set, proof: Some(proof) }
    }

    fn search(&self, work: &mut Work, best: &mut Best) {
        let start = Priced::new(self.goods, self.lines.closed);
        let words = self.choices.len().div_ceil(64);
        let mut root = Node {
            priced: Rc::new(start),
            set: Vec::new(),
            next: 0,
            blocked: vec![0; words],
            bound: Money::ZERO,
        };
        root.bound = self.bound(&root);
        let mut open = Open::default();
        open.push(root);
        let mut ended = false;
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

    /// Decides the next choice of a node both ways, or prices the node when all are decided. What
    /// is pushed last is looked at first: what can save more, of equals the set with the choice.
    fn branch(&self, mut node: Node<'c>, open: &mut Open<'c>, work: &mut Work, best: &mut Best) {
        while let Some(choice) = self.choices.get(node.next) {
            let index = node.next;
            if let Some(tail) = self.tail.as_ref().filter(|tail| tail.first == index) {
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
            if choice.always {
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
        let set = node.set.iter().map(|&index| self.choices[index].offer).collect();
        self.keep_priced(&priced, (node.set, set), best);
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
    pub(super) fn is_full(&self, index: usize, set: &[usize]) -> bool {
        let (choice, rules) = (&self.choices[index], self.facts.rules());
        let offer = &rules.offers[choice.offer];
        let idle = choice.most == Money::ZERO && offer.phase < Phase::Points;
        let mut set = set.iter().map(|&index| self.choices[index].offer);
        (idle && rules.stacking.coupons.is_some() && offer.is_coupon())
            || rules.stacking.full(&rules.offers, choice.offer, &mut set).is_full()
    }

    /// Keeps a set, by its choices and its offers, if it is better than the best so far.
    fn keep_priced(
        &self,
        priced: &Priced<'_>,
        (places, set): (Vec<usize>, Vec<usize>),
        best: &mut Best,
    ) {
        let offers = || priced.basket.cuts.iter().map(|cut| cut.offer).collect();
        if let Some(ties) = self.beats(priced.saved, &offers, &places, best) {
            *best = Best { saved: priced.saved, ties, places, set };
        }
    }

    /// Keeps a set of choices, of which some take something off, if it is better than the best so
    /// far.
    pub(super) fn keep(
        &self,
        saved: Money,
        offers: &dyn Fn() -> Vec<usize>,
        places: Vec<usize>,
        best: &mut Best,
    ) {
        if let Some(ties) = self.beats(saved, offers, &places, best) {
            let set = places.iter().map(|&index| self.choices[index].offer).collect();
            *best = Best { saved, ties, places, set };
        }
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
        let ties = self.ties(priced.basket.cuts.iter().map(|cut| cut.offer).collect());
        Best { saved: priced.saved, ties, places, set }
    }
}

/// For each offer the others with which it does not combine, a bit each.
fn conflicts(facts: &Facts<'_>, offers: &[usize]) -> Vec<Vec<u64>> {
    let rules = facts.rules();
    let of = |index: usize| (id(index), &rules.offers[index]);
    let words = offers.len().div_ceil(64);
    let mut conflicts = vec![vec![0; words]; offers.len()];
    // An offer that says nothing of others conflicts with those that do alone.
    let speaks: Vec<usize> = (0..offers.len())
        .filter(|&at| {
            let stacking = &rules.offers[offers[at]].stacking;
            stacking.exclusive != Exclusive::No
                || stacking.group.is_some()
                || !stacking.not_with.is_empty()
                || stacking.only_with.is_some()
                || rules.offers[offers[at]].perk.is_some()
        })
        .collect();
    for one in speaks {
        for other in 0..offers.len() {
            if one != other && rules.stacking.conflict(of(offers[one]), of(offers[other])) {
                set_bit(&mut conflicts[one], other);
                set_bit(&mut conflicts[other], one);
            }
        }
    }
    conflicts
}

pub(super) fn id(offer: usize) -> OfferId {
    OfferId(u16::try_from(offer).unwrap_or(u16::MAX))
}

/// Whether an offer never takes more off where less is left: a price that is rounded may leave more
/// over; an amount that some lines can't give is lost, and those that have no part in it leave more
/// to others; and what is gross off net prices is rounded line by line.
pub(super) fn is_steady(rules: &Rules, offer: &Offer) -> bool {
    match &offer.benefit {
        Benefit::Amount(how) => {
            !how.clamp && !how.floor_loses && rules.tax.amounts == Taxed::AsGiven
        }
        Benefit::Every(_) => rules.tax.amounts == Taxed::AsGiven,
        Benefit::Groups(_) => false,
        _ => offer.rounding.subject == Subject::Discount,
    }
}

/// Whether others can bring an offer goods: it asks for those that carry a discount.
pub(super) fn waits(offer: &Offer) -> bool {
    let yes = |of: &Selection| of.discounted == Discounted::Yes;
    yes(&offer.target.goods())
        || match &offer.benefit {
            Benefit::Groups(groups) => match &groups.made {
                Made::BuyGet(it) => yes(&it.bought) || yes(&it.got),
                Made::Parts { parts, .. } => parts.iter().any(|part| yes(&part.of)),
            },
            _ => false,
        }
}

/// Whether one more offer never makes all together save less: none that saves anything is judged by
/// what others leave, and what is discounted after the lines is the order as one amount, to the
/// minor unit, of which no limit takes the dearest units; and none finds a line full of coupons.
fn is_calm(facts: &Facts<'_>, offers: &[usize]) -> bool {
    let rules = facts.rules();
    !rules.stacking.any_per_unit
        && rules.stacking.coupons_per_line.is_none()
        && offers.iter().map(|&index| &rules.offers[index]).all(|offer| {
            let to_the_unit = match &offer.benefit {
                Benefit::Percent { .. } => {
                    offer.rounding.level == Level::Order
                        && offer.rounding.granularity == Money::SMALLEST
                }
                Benefit::Amount(how) => {
                    how.per == AmountPer::Order && !how.shipping && is_steady(rules, offer)
                }
                Benefit::Every(every) => {
                    is_steady(rules, offer) && !matches!(every.full, Full::Amount(_, Base::Current))
                }
                _ => false,
            };
            let whole = matches!(offer.target, Target::Order(_)) && to_the_unit && !offer.binds();
            let apart = matches!(offer.phase, Phase::Line | Phase::Shipping);
            offer.phase == Phase::Points || (!offer.late && (apart || whole))
        })
}
