//! What sets of offers save at most: the bounds of the search for the best combination.
//!
//! Each bound holds whatever other offers take before: [`Search::bound`] adds them up for a set that
//! is decided in part.

use super::basket::Basket;
use super::benefit::{Terms, percent_of, terms};
use super::price::price;
use super::search::{Choice, Node, Search, has, is_steady};
use crate::engine::eligibility::value;
use crate::program::{
    Base, Benefit, Buy, BuyGet, Discounted, Extreme, Gives, Made, Phase, Subject, Target, UnitOrder,
};
use crate::value::{Level, Money, Rate, Rounding};

impl Search<'_, '_> {
    /// What each choice takes off at most, and the cliques.
    pub(super) fn measure(&mut self) {
        let mut of_plain = Vec::new();
        let mut rated = vec![Money::ZERO; self.goods.list.len()];
        let mut slack = Money::ZERO;
        for at in 0..self.choices.len() {
            let index = self.choices[at].offer;
            if self.choices[at].plain {
                of_plain.push(index);
                let alone = price(self.facts, self.goods, &[index], &self.lines);
                // Of a part of a line a percentage may be rounded up that of the whole is not.
                let rounded = self.facts.rules().offers[index].rounding;
                let more = match rounded.level {
                    Level::Unit => Money::ZERO,
                    Level::Line | Level::Order => rounded.granularity,
                };
                for (line, most) in rated.iter_mut().enumerate() {
                    let takes = self.goods.list[line] - alone.basket.left[line];
                    if takes > Money::ZERO {
                        *most = (*most).max(takes + more);
                    }
                }
                (self.choices[at].most, self.choices[at].rated) = (alone.saved, true);
            } else if let Some(most) = self.most_of_units(index, &mut rated, &mut slack) {
                (self.choices[at].most, self.choices[at].rated) = (most, true);
            } else {
                self.choices[at].rated = self.rate_groups(index, &mut rated, &mut slack);
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
            if self.group_of_several(&self.choices[at]).is_some() {
                continue;
            }
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
            most += percent_of(off, part.list, rounded, self.facts);
        }
        // Each part is rounded: there are no more than units, nor than lines are split by others.
        let mut parts = units;
        if rounded.level != Level::Unit {
            let split = rated.len() * (self.choices.len() + 1);
            parts = parts.min(u32::try_from(split).unwrap_or(u32::MAX));
        }
        let step = rounded.granularity.times_units(parts);
        self.goods.cart.matches.visit(*of, &mut |line| {
            let all = percent_of(off, self.goods.list[line], rounded, self.facts);
            rated[line] = rated[line].max(all);
        });
        *slack += step;
        Some((most + step).min(self.list))
    }

    /// Groups that give the cheapest of their units take at most their part of what all of these
    /// cost: one of three free is at most a third. Tells what that is of each line, and what rounding
    /// may add. `false` of another offer.
    fn rate_groups(&self, index: usize, rated: &mut [Money], slack: &mut Money) -> bool {
        let offer = &self.facts.rules().offers[index];
        let Some(Terms::Groups(groups, value)) = terms(&offer.benefit, self.facts) else {
            return false;
        };
        let (cheaper, all) = match &groups.made {
            Made::BuyGet(BuyGet { bought, buy: Buy::Units(buy), got, units, take }) => {
                if bought != got || *take != Extreme::Cheapest {
                    return false;
                }
                (*units, buy + units)
            }
            Made::Parts { parts, gives: Gives::ShareOfOne(Extreme::Cheapest), .. } => {
                (1, parts.iter().map(|part| part.units).sum())
            }
            _ => return false,
        };
        let of = offer.target.goods();
        let rate = Rate::new(i64::from(cheaper) * value, i64::from(all) * 1_000_000_000);
        let apart = offer.phase == Phase::Line && !offer.late && of.discounted == Discounted::Any;
        let (Some(rate), true) = (rate, apart) else {
            return false;
        };
        let mut units = 0;
        self.goods.cart.matches.visit(of, &mut |line| {
            rated[line] = rated[line].max(rate.of(self.goods.list[line], Rounding::Ceil));
            units += self.goods.cart.lines[line].units;
        });
        if value < 1_000_000_000 {
            *slack += offer.rounding.granularity.times_units(units);
        }
        true
    }

    /// The most that a completion of a node saves.
    pub(super) fn bound(&self, node: &Node<'_>) -> Money {
        let saved = node.priced.saved;
        let mut cliques = vec![Money::ZERO; self.cliques];
        // The same without those that are rated.
        let mut unrated = cliques.clone();
        let mut groups = vec![Vec::new(); self.facts.rules().stacking.groups.len()];
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
                if let Some(group) = self.group_of_several(choice) {
                    groups[group].push((most, choice.rated));
                    continue;
                }
                let clique = &mut cliques[choice.clique];
                *clique = (*clique).max(most);
                if !choice.rated {
                    unrated[choice.clique] = unrated[choice.clique].max(most);
                }
            }
        }
        let (mut rest, mut others): (Money, Money) =
            (cliques.into_iter().sum(), unrated.into_iter().sum());
        for (group, members) in groups.iter_mut().enumerate() {
            let in_set = node.set.iter().map(|&index| &self.choices[index]);
            let taken = in_set.filter(|it| self.group_of_several(it) == Some(group)).count();
            let most = (self.facts.rules().stacking.groups[group] as usize).saturating_sub(taken);
            members.sort_unstable_by(|one, other| other.cmp(one));
            rest += members.iter().take(most).map(|(amount, _)| *amount).sum();
            let unrated = members.iter().filter(|(_, rated)| !rated);
            others += unrated.take(most).map(|(amount, _)| *amount).sum();
        }
        let mut bound = saved + plain.min(self.plain) + rest;
        if in_line {
            let is_rated = |offer: usize| self.rated_offers.get(offer) == Some(&true);
            let cuts = node.priced.basket.cuts.iter().filter(|cut| is_rated(cut.offer));
            let by_rated: Money = cuts.map(|cut| cut.amount).sum();
            bound = bound.min(saved - by_rated + self.rated + others);
        }
        bound.min(self.list)
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
