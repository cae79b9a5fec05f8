//! The best combination: of the sets of offers that combine, the one that saves most, by branch and
//! bound.
//!
//! Offers are decided in the order of their turns, so that what is left of the cart is known at
//! each node, and no node prices anew what its parent did. A branch is left where its bound, the
//! most that any completion of it can save, is less than what is known to be possible. What an
//! offer takes off alone is at most what it takes off after others, hence the bounds:
//!
//! - what is saved so far;
//! - of the plain offers, on each line the best of all of them;
//! - of each other offer that is still possible what it takes off alone, but of a *clique*, offers
//!   of which no two combine, only the greatest.

use std::cmp::Ordering;
use std::rc::Rc;

use super::price::{Lines, Priced, price};
use crate::engine::facts::{CartFacts, Facts};
use crate::outcome::Proof;
use crate::program::{
    AmountPer, Base, Benefit, Exclusive, Full, Offer, OfferId, Phase, Rules, Subject, Target, Taxed,
};
use crate::value::order::order;
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
    /// It can only add to what the others save, whatever they are.
    always: bool,
    /// Its turn is when the phase `line` ends.
    pub(super) plain: bool,
    /// What it takes off at most.
    pub(super) most: Money,
    /// It takes at most a share of what the units cost that it has, so that of several such offers a
    /// unit gives at most what the greatest takes.
    pub(super) rated: bool,
    /// Its place among cliques; those of a group of which several may apply are in none.
    pub(super) clique: usize,
    /// The others with which it does not combine, a bit each.
    pub(super) conflicts: Vec<u64>,
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

pub(super) struct Search<'s, 'c> {
    pub(super) facts: &'s Facts<'s>,
    pub(super) goods: &'s CartFacts<'c>,
    pub(super) lines: Lines<'s>,
    pub(super) choices: Vec<Choice>,
    pub(super) cliques: usize,
    /// What the plain offers take off at most, all of them together.
    pub(super) plain: Money,
    /// The same of all that are rated.
    pub(super) rated: Money,
    /// Of each offer of the programme, whether it is.
    pub(super) rated_offers: Vec<bool>,
    pub(super) list: Money,
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
        let conflicts = conflicts(facts, offers);
        let calm = is_calm(facts, offers);
        let rules = facts.rules();
        let choices = offers.iter().zip(conflicts).map(|(&index, conflicts)| {
            let offer = &rules.offers[index];
            let alone = conflicts.iter().all(|word| *word == 0);
            let grouped = offer.stacking.group.is_some();
            let plain = offer.is_plain() && !rules.stacking.any_per_unit;
            let couples = offer.phase == Phase::Line && !plain;
            let beside = offer.phase >= Phase::Shipping;
            let always = (calm || beside) && alone && !grouped && !couples;
            let (most, rated, clique) = (Money::ZERO, false, 0);
            Choice { offer: index, always, plain, most, rated, clique, conflicts }
        });
        let choices = choices.collect();
        let list = goods.list.iter().copied().sum::<Money>() + goods.cart.shipping;
        Self {
            facts,
            goods,
            lines,
            choices,
            cliques: 0,
            plain: Money::ZERO,
            rated: Money::MAX,
            rated_offers: Vec::new(),
            list,
        }
    }

    /// Whether there is anything to decide.
    fn decides(&self) -> bool {
        self.choices.iter().any(|choice| !choice.always)
    }

    /// The best set, or the best that is found within so many nodes.
    pub(super) fn best(mut self, nodes: u32) -> Found<'c> {
        let all: Vec<usize> = self.choices.iter().map(|choice| choice.offer).collect();
        if !self.decides() {
            let priced = price(self.facts, self.goods, &all, &self.lines);
            return Found { priced, set: all, proof: None };
        }
        self.measure();
        let mut best = self.greedy();
        let mut visited = 1;
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
        let mut open = vec![root];
        let mut missed = Money::ZERO;
        while let Some(node) = open.pop() {
            if node.bound < best.0.saved {
                continue;
            }
            if visited >= nodes {
                missed = missed.max(node.bound);
                continue;
            }
            visited += 1;
            self.branch(node, &mut open, &mut best);
        }
        let (priced, set) = best;
        let bound = missed.max(priced.saved);
        let proof = Proof { bound, gap: bound - priced.saved, nodes: visited };
        Found { priced, set, proof: Some(proof) }
    }

    /// Decides the next choice of a node both ways, or prices the node when all are decided. What
    /// is pushed last is looked at first: the set with the choice.
    fn branch(
        &self,
        mut node: Node<'c>,
        open: &mut Vec<Node<'c>>,
        best: &mut (Priced<'c>, Vec<usize>),
    ) {
        while let Some(choice) = self.choices.get(node.next) {
            let index = node.next;
            node.next += 1;
            if has(&node.blocked, index) || self.is_full(index, &node.set) {
                continue;
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
            for next in [node, with] {
                let bound = self.bound(&next);
                if bound >= best.0.saved {
                    open.push(Node { bound, ..next });
                }
            }
            return;
        }
        let mut priced = Rc::unwrap_or_clone(node.priced);
        priced.finish(self.facts, self.goods);
        let set = node.set.iter().map(|&index| self.choices[index].offer).collect();
        self.keep(priced, set, best);
    }

    fn include(&self, node: &mut Node<'c>, index: usize) {
        let choice = &self.choices[index];
        let priced = Rc::make_mut(&mut node.priced);
        priced.next(self.facts, self.goods, choice.offer, &self.lines);
        node.set.push(index);
        for (blocked, word) in node.blocked.iter_mut().zip(&choice.conflicts) {
            *blocked |= word;
        }
    }

    /// Whether as many of the choice's group are in the set as may be.
    fn is_full(&self, index: usize, set: &[usize]) -> bool {
        let rules = self.facts.rules();
        let group_of = |index: usize| rules.offers[self.choices[index].offer].stacking.group;
        let Some(group) = group_of(index) else { return false };
        let most = rules.stacking.groups.get(usize::from(group.0)).copied().unwrap_or(1);
        let of_group = |other: &&usize| group_of(**other) == Some(group);
        u32::try_from(set.iter().filter(of_group).count()).unwrap_or(u32::MAX) >= most
    }

    /// Keeps a set if it is better than the best so far.
    fn keep(&self, priced: Priced<'c>, set: Vec<usize>, best: &mut (Priced<'c>, Vec<usize>)) {
        let better = match priced.saved.cmp(&best.0.saved) {
            Ordering::Greater => true,
            Ordering::Less => false,
            Ordering::Equal => self.ranks(&priced) < self.ranks(&best.0),
        };
        if better {
            *best = (priced, set);
        }
    }

    /// The ranks of the offers that take anything off, ascending: of equal savings the lesser list
    /// wins, so the offer that ends sooner.
    fn ranks(&self, priced: &Priced<'_>) -> Vec<u32> {
        let offers = &self.facts.rules().offers;
        let mut ranks: Vec<u32> =
            priced.basket.cuts.iter().map(|cut| offers[cut.offer].rank).collect();
        ranks.sort_unstable();
        ranks.dedup();
        ranks
    }

    /// A good set to begin with: the offers that take most off alone, as far as they combine.
    fn greedy(&self) -> (Priced<'c>, Vec<usize>) {
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
            for (blocked, word) in blocked.iter_mut().zip(&choice.conflicts) {
                *blocked |= word;
            }
        }
        let in_turn = self.choices.iter().zip(taken).filter(|(_, taken)| *taken);
        let offers: Vec<usize> = in_turn.map(|(choice, _)| choice.offer).collect();
        (price(self.facts, self.goods, &offers, &self.lines), offers)
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

/// Whether one more offer never makes all together save less: none is judged by what others leave,
/// and what is discounted after the lines is the order as one amount, to the minor unit.
fn is_calm(facts: &Facts<'_>, offers: &[usize]) -> bool {
    let rules = facts.rules();
    !rules.stacking.any_per_unit
        && offers.iter().map(|&index| &rules.offers[index]).all(|offer| {
            let to_the_unit = match &offer.benefit {
                Benefit::Percent { .. } => {
                    offer.rounding.level == Level::Order
                        && offer.rounding.granularity == Money::SMALLEST
                }
                Benefit::Amount(how) => how.per == AmountPer::Order && is_steady(rules, offer),
                Benefit::Every(every) => {
                    is_steady(rules, offer) && !matches!(every.full, Full::Amount(_, Base::Current))
                }
                _ => false,
            };
            let whole = matches!(offer.target, Target::Order(_)) && to_the_unit;
            let beside = offer.phase >= Phase::Shipping;
            beside || (!offer.late && (offer.phase == Phase::Line || whole))
        })
}
