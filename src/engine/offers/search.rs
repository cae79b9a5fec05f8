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

use super::basket::Basket;
use super::benefit::{Terms, terms};
use super::price::{Lines, Priced, price};
use crate::engine::eligibility::value;
use crate::engine::facts::{CartFacts, Facts};
use crate::outcome::Proof;
use crate::program::{
    AmountPer, Base, Benefit, Discounted, Exclusive, Full, Offer, OfferId, Phase, Rules, Subject,
    Target, Taxed, UnitOrder,
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
struct Choice {
    offer: usize,
    /// It can only add to what the others save, whatever they are.
    always: bool,
    /// Its turn is when the phase `line` ends.
    plain: bool,
    /// What it takes off at most.
    most: Money,
    /// What it takes off a unit depends on the unit alone, so that of several such offers a unit
    /// gives at most what the greatest takes.
    rated: bool,
    /// Its place among cliques.
    clique: usize,
    /// The others with which it does not combine, a bit each.
    conflicts: Vec<u64>,
}

/// A set that is decided up to a choice.
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
    /// What the plain offers take off at most, all of them together.
    plain: Money,
    /// The same of all that are rated.
    rated: Money,
    /// Of each offer of the programme, whether it is.
    rated_offers: Vec<bool>,
    list: Money,
}

fn has(bits: &[u64], index: usize) -> bool {
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

    /// What each choice takes off at most, and the cliques.
    fn measure(&mut self) {
        let mut of_plain = Vec::new();
        let mut rated = vec![Money::ZERO; self.goods.list.len()];
        let mut slack = Money::ZERO;
        for at in 0..self.choices.len() {
            let index = self.choices[at].offer;
            if self.choices[at].plain {
                of_plain.push(index);
                let alone = price(self.facts, self.goods, &[index], &self.lines);
                for (most, (&list, &left)) in
                    rated.iter_mut().zip(self.goods.list.iter().zip(&alone.basket.left))
                {
                    *most = (*most).max(list - left);
                }
                (self.choices[at].most, self.choices[at].rated) = (alone.saved, true);
            } else if let Some(most) = self.most_of_units(index, &mut rated, &mut slack) {
                (self.choices[at].most, self.choices[at].rated) = (most, true);
            } else {
                self.choices[at].most = self.most_alone(index);
            }
        }
        self.plain = price(self.facts, self.goods, &of_plain, &self.lines).saved;
        let rules = self.facts.rules();
        self.rated_offers = vec![false; rules.offers.len()];
        for choice in &self.choices {
            self.rated_offers[choice.offer] = choice.rated;
        }
        if !rules.stacking.any_per_unit {
            self.rated = rated.into_iter().sum::<Money>() + slack;
        }
        // Each joins the first clique whose members it combines with none of.
        let mut cliques: Vec<Vec<usize>> = Vec::new();
        for at in 0..self.choices.len() {
            let conflicts = &self.choices[at].conflicts;
            let fits = |clique: &Vec<usize>| clique.iter().all(|&other| has(conflicts, other));
            let place = cliques.iter().position(fits).unwrap_or(cliques.len());
            if place == cliques.len() {
                cliques.push(Vec::new());
            }
            cliques[place].push(at);
            self.choices[at].clique = place;
        }
        self.cliques = cliques.len();
    }

    /// What an offer takes off alone, or what bounds that where others can let it take more.
    fn most_alone(&self, index: usize) -> Money {
        let rules = self.facts.rules();
        let offer = &rules.offers[index];
        // Units that others use up let it take dearer ones, and amounts that others lower can
        // change its value, or come within its limit: then all that it is about is the bound.
        let steady = !offer.late
            && !offer.limits.as_ref().is_some_and(|limits| limits.binds())
            && !matches!(offer.target, Target::Units { .. })
            && !matches!(offer.benefit, Benefit::Gift(_))
            && is_steady(rules, offer);
        match terms(&offer.benefit, self.facts) {
            Some(Terms::Groups(groups, value)) if !offer.late => {
                let mut basket = Basket::new(self.goods, self.lines.closed);
                super::groups::most(rules, groups, value, offer, &mut basket)
            }
            _ if steady => price(self.facts, self.goods, &[index], &self.lines).saved,
            _ if offer.phase == Phase::Shipping => self.goods.cart.shipping,
            _ if offer.phase == Phase::Points => Money::ZERO,
            _ => {
                let mut sum = Money::ZERO;
                let matches = &self.goods.cart.matches;
                matches.visit(offer.target.goods(), &mut |line| sum += self.goods.list[line]);
                sum
            }
        }
    }

    /// What a percentage off some units takes off at most: that of the dearest. Tells what it would
    /// take off each line if it had all units, and by how much rounding part by part may add up to
    /// more. `None` of another offer.
    fn most_of_units(&self, index: usize, rated: &mut [Money], slack: &mut Money) -> Option<Money> {
        let offer = &self.facts.rules().offers[index];
        let Target::Units { of, at_most, per, .. } = &offer.target else { return None };
        let Benefit::Percent { off, .. } = offer.benefit else { return None };
        let rounded = offer.rounding;
        let simple = offer.phase == Phase::Line
            && !offer.late
            && of.discounted == Discounted::Any
            && rounded.subject == Subject::Discount;
        if !simple {
            return None;
        }
        let most_units = value(*at_most, self.facts).and_then(|it| u32::try_from(it).ok())?;
        let mut basket = Basket::new(self.goods, self.lines.closed);
        let parts = basket.units(*of, most_units, *per, UnitOrder::Dearest, &|_| true);
        let (mut most, mut units) = (Money::ZERO, 0);
        for part in &parts {
            units += part.units;
            most += super::benefit::percent_of(off, part.list, rounded, self.facts);
        }
        // Each part is rounded: there are no more than units, nor than lines are split by others.
        let mut parts = units;
        if rounded.level != Level::Unit {
            let split = rated.len() * (self.choices.len() + 1);
            parts = parts.min(u32::try_from(split).unwrap_or(u32::MAX));
        }
        let step = rounded.granularity.times_units(parts);
        self.goods.cart.matches.visit(*of, &mut |line| {
            let all = super::benefit::percent_of(off, self.goods.list[line], rounded, self.facts);
            rated[line] = rated[line].max(all);
        });
        *slack += step;
        Some((most + step).min(self.list))
    }

    /// The most that a completion of a node saves.
    fn bound(&self, node: &Node<'_>) -> Money {
        let saved = node.priced.saved;
        let mut cliques = vec![Money::ZERO; self.cliques];
        // The same without those that are rated.
        let mut unrated = cliques.clone();
        let mut plain = Money::ZERO;
        let in_line = node.priced.phase == Phase::Line;
        if in_line {
            let of_set = node.set.iter().map(|&index| &self.choices[index]);
            plain = of_set.filter(|choice| choice.plain).map(|choice| choice.most).sum();
        }
        let left = self.list - saved;
        for (index, choice) in self.choices.iter().enumerate().skip(node.next) {
            if has(&node.blocked, index) {
                continue;
            }
            if choice.plain {
                plain += choice.most;
            } else {
                let most = self.most(choice, left);
                let clique = &mut cliques[choice.clique];
                *clique = (*clique).max(most);
                if !choice.rated {
                    unrated[choice.clique] = unrated[choice.clique].max(most);
                }
            }
        }
        let rest: Money = cliques.into_iter().sum();
        let mut bound = saved + plain.min(self.plain) + rest;
        if in_line {
            let is_rated = |offer: usize| self.rated_offers.get(offer) == Some(&true);
            let cuts = node.priced.basket.cuts.iter().filter(|cut| is_rated(cut.offer));
            let by_rated: Money = cuts.map(|cut| cut.amount).sum();
            let others: Money = unrated.into_iter().sum();
            bound = bound.min(saved - by_rated + self.rated + others);
        }
        bound.min(self.list)
    }

    /// What a choice takes off at most when so much is left of all goods.
    fn most(&self, choice: &Choice, left: Money) -> Money {
        let offer = &self.facts.rules().offers[choice.offer];
        let of_left = match (&offer.benefit, &offer.target) {
            (Benefit::Percent { off, .. }, Target::Order(_))
                if offer.base == Base::Current && offer.rounding.level == Level::Order =>
            {
                super::benefit::percent_of(*off, left, offer.rounding, self.facts)
            }
            _ => left,
        };
        choice.most.min(of_left)
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
fn is_steady(rules: &Rules, offer: &Offer) -> bool {
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
