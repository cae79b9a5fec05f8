//! What sets of offers save at most: the bounds of the search for the best combination.
//!
//! Each bound holds whatever other offers take before: [`Search::bound`] adds them up for a set
//! that is decided in part.

use super::basket::Basket;
use super::benefit::{Terms, percent_of, terms};
use super::price::price;
use super::search::{Choice, Node, Search, has, is_steady, waits};
use crate::engine::eligibility::value;
use crate::program::{
    Base, Benefit, Buy, BuyGet, Discounted, Exclusive, Extreme, Gives, Made, Phase, Selection,
    Subject, Target, UnitOrder,
};
use crate::value::order::sorted;
use crate::value::{Level, Money, Rate, Rounding, mul_div};

impl Search<'_, '_> {
    /// What each choice takes off at most, and the cliques.
    pub(super) fn measure(&mut self) {
        let mut of_plain = Vec::new();
        let mut granularity = Money::ZERO;
        let rules = self.facts.rules();
        // A rounded price can leave more over of some of a line's units than of all.
        let steady = |choice: &Choice| is_steady(rules, &rules.offers[choice.offer]);
        self.steady = self.choices.iter().filter(|choice| choice.plain).all(steady);
        for at in 0..self.choices.len() {
            let index = self.choices[at].offer;
            let rounded = rules.offers[index].rounding;
            let (most, rates, slack) = if self.choices[at].plain && !self.steady {
                (self.most_alone(index), Vec::new(), Money::ZERO)
            } else if self.choices[at].plain {
                of_plain.push(index);
                let alone = price(self.facts, self.goods, &[index], &self.lines);
                if rounded.level != Level::Unit {
                    granularity = granularity.max(rounded.granularity);
                }
                let lines = self.goods.list.iter().zip(&alone.basket.left);
                let rates = lines.map(|(&list, &left)| list - left).collect();
                (alone.saved, rates, Money::ZERO)
            } else if let Some(rated) = self.rate_units(index) {
                rated
            } else {
                let (rates, slack) = self.rate_groups(index).unwrap_or_default();
                (self.most_alone(index), rates, slack)
            };
            let choice = &mut self.choices[at];
            (choice.most, choice.rates, choice.slack) = (most, rates, slack);
        }
        self.plain = match self.steady {
            true => price(self.facts, self.goods, &of_plain, &self.lines).saved,
            false => self.list,
        };
        // Of a part of a line a percentage may be rounded up that of the whole is not.
        let lines = u32::try_from(self.goods.list.len()).unwrap_or(u32::MAX);
        self.plain_slack = granularity.times_units(lines);
        // Each joins the first clique of its phase whose members it combines with none of.
        let mut cliques: Vec<Vec<usize>> = Vec::new();
        for at in 0..self.choices.len() {
            let conflicts = &self.choices[at].conflicts;
            let phase = self.choices[at].phase;
            if self.group_of_several(&self.choices[at]).is_some() || self.is_single(at) {
                continue;
            }
            let of_phase = |other: usize| self.choices[other].phase == phase;
            let fits = |clique: &Vec<usize>| {
                clique.iter().all(|&other| has(conflicts, other) && of_phase(other))
            };
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
            && !offer.binds()
            && !matches!(offer.target, Target::Units { .. })
            && !matches!(offer.benefit, Benefit::Gift(_))
            && !waits(offer)
            && is_steady(rules, offer);
        match terms(&offer.benefit, self.facts) {
            Some(Terms::Groups(groups, value)) if !offer.late && !waits(offer) => {
                let mut basket = Basket::new(self.goods, self.lines.closed);
                super::groups::most(rules, groups, value, offer, &mut basket)
            }
            _ if steady => price(self.facts, self.goods, &[index], &self.lines).saved,
            _ if offer.phase == Phase::Shipping => self.goods.cart.shipping,
            _ if offer.phase == Phase::Points => Money::ZERO,
            _ => {
                let reaches = offer.benefit.reaches_shipping();
                let mut sum = if reaches { self.goods.cart.shipping } else { Money::ZERO };
                let matches = &self.goods.cart.matches;
                let of = Selection { discounted: Discounted::Any, ..offer.target.goods() };
                matches.visit(of, &mut |line| sum += self.goods.list[line]);
                sum
            }
        }
    }

    /// What a percentage off some units takes off at most: that of the dearest. Also what it would
    /// take off each line if it had all units, and what rounding part by part may add to that.
    /// `None` of another offer.
    fn rate_units(&self, index: usize) -> Option<(Money, Vec<Money>, Money)> {
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
            most += percent_of(off, part.list, rounded, self.facts);
        }
        // Each part is rounded: there are no more than units, nor than lines are split by others.
        let mut parts = units;
        if rounded.level != Level::Unit {
            let split = self.goods.list.len() * (self.choices.len() + 1);
            parts = parts.min(u32::try_from(split).unwrap_or(u32::MAX));
        }
        let step = rounded.granularity.times_units(parts);
        let mut rates = vec![Money::ZERO; self.goods.list.len()];
        self.goods.cart.matches.visit(*of, &mut |line| {
            rates[line] = percent_of(off, self.goods.list[line], rounded, self.facts);
        });
        Some(((most + step).min(self.list), rates, step))
    }

    /// Groups that give the cheapest of their units take at most their part of what all of these
    /// cost: one of three free is at most a third. What that is of each line, and what rounding may
    /// add; `None` of another offer.
    fn rate_groups(&self, index: usize) -> Option<(Vec<Money>, Money)> {
        let offer = &self.facts.rules().offers[index];
        let Some(Terms::Groups(groups, value)) = terms(&offer.benefit, self.facts) else {
            return None;
        };
        let (cheaper, all) = match &groups.made {
            Made::BuyGet(BuyGet { bought, buy: Buy::Units(buy), got, units, take }) => {
                if bought != got || *take != Extreme::Cheapest {
                    return None;
                }
                (*units, buy + units)
            }
            Made::Parts { parts, gives: Gives::ShareOfOne(Extreme::Cheapest), .. } => {
                (1, parts.iter().map(|part| part.units).sum())
            }
            _ => return None,
        };
        let of = offer.target.goods();
        let rate = Rate::new(i64::from(cheaper) * value, i64::from(all) * 1_000_000_000);
        let apart = offer.phase == Phase::Line && !offer.late && of.discounted == Discounted::Any;
        let (Some(rate), true) = (rate, apart) else {
            return None;
        };
        let (mut units, mut rates) = (0, vec![Money::ZERO; self.goods.list.len()]);
        self.goods.cart.matches.visit(of, &mut |line| {
            rates[line] = rate.of(self.goods.list[line], Rounding::Ceil);
            units += self.goods.cart.lines[line].units;
        });
        let whole = value == 1_000_000_000;
        let step = if whole { Money::ZERO } else { offer.rounding.granularity };
        Some((rates, step.times_units(units)))
    }

    /// The most that a completion of a node saves.
    pub(super) fn bound(&self, node: &Node<'_>) -> Money {
        let saved = node.priced.saved;
        let places = self.places_for_coupons(&node.set);
        let in_line = node.priced.phase == Phase::Line;
        let mut rest = Rest::new(self, self.facts.rules().stacking.groups.len());
        let pending = node.set.iter().map(|&index| &self.choices[index]);
        for choice in pending.filter(|choice| choice.plain && in_line) {
            rest.plain += choice.most;
            rest.rate(choice);
        }
        let shipping = self.pending_shipping(node);
        let left = self.list - saved;
        for (index, choice) in self.choices.iter().enumerate().skip(node.next) {
            if has(&node.blocked, index) {
                continue;
            }
            let most = self.most(choice, left);
            rest.rate(choice);
            let unrated = if choice.rates.is_empty() { most } else { Money::ZERO };
            let limited = places.is_some() && self.is_coupon(choice);
            if choice.plain && !limited {
                rest.plain += choice.most;
            } else if self.is_single(index) {
                let single = &mut rest.single[choice.phase as usize];
                *single = (*single).max(most);
            } else if let Some(group) = self.group_of_several(choice) {
                rest.groups[group].push((most, unrated, choice.phase));
            } else if limited {
                let clique = &mut rest.coupons[choice.clique];
                *clique = (clique.0.max(most), clique.1.max(unrated));
            } else {
                let (clique, phase) = (&mut rest.cliques[choice.clique], choice.phase);
                *clique = (clique.0.max(most), clique.1.max(unrated), phase);
            }
        }
        let (sum, unrated) = self.sum(node, &rest, places.unwrap_or(0));
        let mut bound = saved + rest.plain.min(self.plain) + sum + shipping;
        if in_line && self.steady && !self.facts.rules().stacking.any_per_unit {
            bound = bound.min(saved + self.rated(node, &rest) + unrated + shipping);
        }
        bound.min(self.list)
    }

    /// What the cliques, groups and those that are alone in their phase add up to, with and without
    /// what is rated.
    fn sum(&self, node: &Node<'_>, rest: &Rest, places: usize) -> (Money, Money) {
        let (mut sum, mut unrated) = (Money::ZERO, Money::ZERO);
        let mut of_phase = [Money::ZERO; PHASES];
        for (most, other, phase) in &rest.cliques {
            sum += *most;
            unrated += *other;
            of_phase[*phase as usize] += *most;
        }
        for (group, members) in rest.groups.iter().enumerate() {
            let in_set = node.set.iter().map(|&index| &self.choices[index]);
            let taken = in_set.filter(|it| self.group_of_several(it) == Some(group)).count();
            let at_most = self.facts.rules().stacking.groups[group] as usize;
            let at_most = at_most.saturating_sub(taken);
            let of_all = greatest(members.iter().map(|it| it.0).collect(), at_most);
            let phases = members.iter().map(|it| it.2);
            if let Some(phase) =
                phases.clone().next().filter(|one| phases.clone().all(|it| it == *one))
            {
                of_phase[phase as usize] += of_all;
            }
            sum += of_all;
            unrated += greatest(members.iter().map(|it| it.1).collect(), at_most);
        }
        // As many coupons as there are places for.
        sum += greatest(rest.coupons.iter().map(|it| it.0).collect(), places);
        unrated += greatest(rest.coupons.iter().map(|it| it.1).collect(), places);
        // Who is alone in a phase comes in place of all others of it.
        for (single, of_phase) in rest.single.iter().zip(of_phase) {
            sum += single.less(of_phase);
            unrated += single.less(of_phase);
        }
        (sum, unrated)
    }

    /// What the greatest rate takes off the free units of each line.
    fn rated(&self, node: &Node<'_>, rest: &Rest) -> Money {
        let mut sum = rest.slack + self.plain_slack;
        for (line, &most) in rest.rates.iter().enumerate() {
            let free = node.priced.basket.free(line).map_or(0, |part| part.units);
            let units = self.goods.cart.lines[line].units;
            let part = mul_div(most.minor(), free.into(), units.into(), Rounding::Ceil);
            sum += part.map_or(most, Money::clamped);
        }
        sum
    }

    /// Whether a choice is alone in a phase in which nothing is rated.
    fn is_single(&self, index: usize) -> bool {
        let choice = &self.choices[index];
        let offer = &self.facts.rules().offers[choice.offer];
        choice.phase != Phase::Line && offer.stacking.exclusive == Exclusive::Phase
    }

    fn is_coupon(&self, choice: &Choice) -> bool {
        self.facts.rules().offers[choice.offer].is_coupon()
    }

    /// How many coupons may join a set, where that is limited.
    fn places_for_coupons(&self, set: &[usize]) -> Option<usize> {
        let most = self.facts.rules().stacking.coupons?;
        let taken = set.iter().filter(|&&index| self.is_coupon(&self.choices[index])).count();
        Some((most as usize).saturating_sub(taken))
    }

    /// What the offers of shipping that are chosen take off at most, whose best has its turn when
    /// the phase ends.
    fn pending_shipping(&self, node: &Node<'_>) -> Money {
        if node.priced.phase != Phase::Shipping {
            return Money::ZERO;
        }
        let offers = &self.facts.rules().offers;
        let of_set = node.set.iter().map(|&index| &self.choices[index]);
        let of_shipping = of_set.filter(|it| offers[it.offer].phase == Phase::Shipping);
        of_shipping.map(|choice| choice.most).max().unwrap_or_default()
    }

    /// The group of a choice, if several offers of it may apply.
    fn group_of_several(&self, choice: &Choice) -> Option<usize> {
        let rules = self.facts.rules();
        let group = usize::from(rules.offers[choice.offer].stacking.group?.0);
        (*rules.stacking.groups.get(group)? > 1).then_some(group)
    }

    /// What a choice takes off at most when so much is left of all goods.
    fn most(&self, choice: &Choice, left: Money) -> Money {
        let offer = &self.facts.rules().offers[choice.offer];
        let of_left = match (&offer.benefit, &offer.target) {
            (Benefit::Percent { off, .. }, Target::Order(_))
                if offer.base == Base::Current && offer.rounding.level == Level::Order =>
            {
                percent_of(*off, left, offer.rounding, self.facts)
            }
            _ => left,
        };
        choice.most.min(of_left)
    }
}

/// What the greatest of some amounts add up to, so many of them.
fn greatest(amounts: Vec<Money>, count: usize) -> Money {
    sorted(amounts, |one, other| other.cmp(one)).into_iter().take(count).sum()
}

/// The phases, by number.
const PHASES: usize = 5;

/// What is still possible at a node.
struct Rest {
    /// Of each clique the greatest, the greatest that is not rated, and their phase.
    cliques: Vec<(Money, Money, Phase)>,
    /// Of each clique the greatest coupons, where their number is limited.
    coupons: Vec<(Money, Money)>,
    /// Of each group of which several may apply its members, in the same way.
    groups: Vec<Vec<(Money, Money, Phase)>>,
    /// Of each phase the greatest of those that are alone in it.
    single: [Money; PHASES],
    /// Of all plain offers together.
    plain: Money,
    /// Of each line the greatest rate.
    rates: Vec<Money>,
    slack: Money,
}

impl Rest {
    fn new(search: &Search<'_, '_>, groups: usize) -> Self {
        Self {
            cliques: vec![(Money::ZERO, Money::ZERO, Phase::Line); search.cliques],
            coupons: vec![(Money::ZERO, Money::ZERO); search.cliques],
            groups: vec![Vec::new(); groups],
            single: [Money::ZERO; PHASES],
            plain: Money::ZERO,
            rates: vec![Money::ZERO; search.goods.list.len()],
            slack: Money::ZERO,
        }
    }

    fn rate(&mut self, choice: &Choice) {
        for (most, rate) in self.rates.iter_mut().zip(&choice.rates) {
            *most = (*most).max(*rate);
        }
        self.slack += choice.slack;
    }
}
