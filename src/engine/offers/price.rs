//! A set of offers on a cart, phase by phase.
//!
//! 1. `line`: offers that couple units take theirs, one after the other; then each line gives the
//!    units that are left to the plain offer that takes most off them.
//! 2. `shop`, then `platform`: one offer after the other, each on what the ones before it left.
//! 3. `shipping`: the offer that takes most off. `points`: what holds, and gives later.
//!
//! Within a phase the turns go by priority, then by rank.

use super::amount::reaches;
use super::basket::{Basket, Part};
use super::benefit::{Terms, discounts, plain, terms};
use super::gift::place;
use super::groups::grouped;
use super::shares::Shares;
use super::shipping::best_of_shipping;
use super::short::short;
use super::uses::Over;
use crate::engine::eligibility::met;
use crate::engine::facts::{CartFacts, Facts};
use crate::engine::reasons::refusals;
use crate::engine::values::value;
use crate::outcome::{QuoteGift, Reason};
use crate::program::{Benefit, Groups, Kind, Offer, Per, Phase, Rules, Target, UnitOrder, UseUnit};
use crate::value::bounds::{MAX_LINES, MAX_UNITS};
use crate::value::{Money, Window};

/// A cart after some offers had their turns.
#[derive(Clone)]
pub(crate) struct Priced<'c> {
    pub(crate) basket: Basket<'c>,
    /// What is taken off, all in all.
    pub(super) saved: Money,
    /// The phase of the last turn.
    pub(super) phase: Phase,
    /// The plain offers have all units that any offer could have: none is used up by another, and
    /// each has its turn with the others.
    pub(super) plain_apart: bool,
    /// The plain offers so far, whose turn is when all others of the phase `line` had theirs.
    plain: Vec<usize>,
    /// Those of shipping so far, of which the best has its turn.
    of_shipping: Vec<usize>,
    /// What each plain offer would take off each line's free units, by offer and then by line.
    pub(super) candidates: Vec<Candidate>,
    /// Why those of the set that are judged in their turn did not apply.
    pub(super) late: Vec<(usize, Vec<Reason>)>,
    /// What the last offer that found too few units for a group lacked.
    pub(super) short: Vec<Reason>,
    /// Those of the phase `points` that hold.
    pub(super) gives: Vec<usize>,
    pub(super) gifts: Vec<QuoteGift>,
}

/// What a plain offer would take off a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) offer: usize,
    pub(super) line: usize,
    pub(super) amount: Money,
}

impl Candidate {
    /// Whether it takes more than another, or as much and needs no coupon, or has the lesser rank.
    pub(super) fn beats(&self, other: &Self, offers: &[Offer]) -> bool {
        let tie = |it: &Self| offers[it.offer].tie();
        self.amount > other.amount || (self.amount == other.amount && tie(self) < tie(other))
    }
}

/// Applies offers, which come in the order of their turns.
pub(super) fn price<'c>(
    facts: &Facts<'_>,
    goods: &CartFacts<'c>,
    set: &[usize],
    of: &Lines<'_>,
) -> Priced<'c> {
    let mut priced = Priced::new(goods, of.closed);
    for &index in set {
        priced.next(facts, goods, index, of);
    }
    priced.finish(facts, goods);
    priced
}

/// Which lines an offer may have.
#[derive(Clone, Copy, Default)]
pub(super) struct Lines<'l> {
    /// None has these.
    pub(super) closed: &'l [usize],
    /// Of the phase `line`, the only offer that may have each line.
    pub(super) owners: Option<&'l [Option<usize>]>,
}

/// The lines that have as many coupons as may be, if an offer is one; empty where there are none.
fn full_lines(rules: &Rules, offer: &Offer, basket: &Basket<'_>) -> Vec<bool> {
    let Some(most) = rules.stacking.coupons_per_line.filter(|_| offer.is_coupon()) else {
        return Vec::new();
    };
    let mut coupons = vec![0; basket.left.len()];
    for cut in basket.cuts.iter().filter(|cut| rules.offers[cut.offer].is_coupon()) {
        // Shipping is none.
        if let Some(coupons) = coupons.get_mut(cut.line) {
            *coupons += 1;
        }
    }
    coupons.into_iter().map(|coupons| coupons >= most).collect()
}

fn is_in(lines: &[bool], line: usize) -> bool {
    lines.get(line) == Some(&true)
}

impl<'c> Priced<'c> {
    pub(super) fn new(goods: &CartFacts<'c>, closed: &[usize]) -> Self {
        Self {
            basket: Basket::new(goods, closed),
            saved: Money::ZERO,
            phase: Phase::Line,
            plain_apart: true,
            plain: Vec::new(),
            of_shipping: Vec::new(),
            candidates: Vec::new(),
            late: Vec::new(),
            short: Vec::new(),
            gives: Vec::new(),
            gifts: Vec::new(),
        }
    }

    /// The offers that took something off, one for each line.
    pub(super) fn offers(&self) -> Vec<usize> {
        self.basket.cuts.iter().map(|cut| cut.offer).collect()
    }

    /// How many entries it holds: what a copy of it costs.
    pub(super) fn entries(&self) -> usize {
        self.basket.entries() + self.candidates.len()
    }

    /// An offer has its turn; turns come in the order of the programme's.
    pub(super) fn next(
        &mut self,
        facts: &Facts<'_>,
        goods: &CartFacts<'c>,
        index: usize,
        of: &Lines<'_>,
    ) {
        let rules = facts.rules();
        let offer = &rules.offers[index];
        self.enter(facts, offer.phase);
        let apart = !rules.stacking.any_per_unit && of.owners.is_none();
        self.plain_apart &= apart;
        let plain = offer.is_plain() && apart;
        match offer.phase {
            Phase::Shipping | Phase::Points if !self.holds(facts, goods, index) => {}
            Phase::Shipping => self.of_shipping.push(index),
            Phase::Points => self.gives.push(index),
            _ if plain => self.plain.push(index),
            _ => self.turn(facts, goods, index, of),
        }
    }

    /// Whether an offer that takes nothing off the goods holds when its turn comes.
    fn holds(&mut self, facts: &Facts<'_>, goods: &CartFacts<'_>, index: usize) -> bool {
        let offer = &facts.rules().offers[index];
        if !offer.late {
            return true;
        }
        goods.tell(&self.basket.left);
        let holds = met(&offer.when, facts);
        if !holds {
            self.late.push((index, refusals(&Window::ALWAYS, &offer.when, facts)));
        }
        holds
    }

    /// All had their turns.
    pub(super) fn finish(&mut self, facts: &Facts<'_>, goods: &CartFacts<'_>) {
        self.end_phase(facts);
        goods.tell(&self.basket.left);
    }

    /// Ends the phases before one.
    pub(super) fn enter(&mut self, facts: &Facts<'_>, phase: Phase) {
        if phase != self.phase {
            self.end_phase(facts);
            self.phase = phase;
        }
    }

    fn end_phase(&mut self, facts: &Facts<'_>) {
        let plain = std::mem::take(&mut self.plain);
        if !plain.is_empty() {
            self.best_of_each_line(facts, &plain);
        }
        let of_shipping = std::mem::take(&mut self.of_shipping);
        let (basket, candidates) = (&mut self.basket, &mut self.candidates);
        self.saved += best_of_shipping(facts, &of_shipping, basket, candidates, &mut self.late);
        self.basket.free_all();
    }

    /// The turn of an offer that works on all its parts together.
    fn turn(&mut self, facts: &Facts<'_>, goods: &CartFacts<'c>, index: usize, of: &Lines<'_>) {
        let offer = &facts.rules().offers[index];
        let before = offer.late.then(|| {
            goods.tell(&self.basket.left);
            (self.basket.without_cuts(), self.basket.cuts.len(), self.saved, self.gifts.len())
        });
        self.apply(facts, goods, index, offer, of);
        let Some((basket, cuts, saved, gifts)) = before else { return };
        goods.tell_after(&self.basket.left);
        if !met(&offer.when, facts) {
            self.late.push((index, refusals(&Window::ALWAYS, &offer.when, facts)));
            self.basket.take_back(basket, cuts);
            self.saved = saved;
            self.gifts.truncate(gifts);
        }
    }

    fn apply(
        &mut self,
        facts: &Facts<'_>,
        goods: &CartFacts<'_>,
        index: usize,
        offer: &Offer,
        of: &Lines<'_>,
    ) {
        if let Benefit::Gift(gift) = &offer.benefit {
            let may = self.may(facts.rules(), index, of);
            match place(offer, gift, goods, &mut self.basket, &may) {
                Ok((beside, free)) => {
                    let amounts = free.iter().map(|part| part.room).collect();
                    if self.give(facts, index, &free, amounts, 1) {
                        self.gifts.extend(beside);
                        self.plain_apart &= free.is_empty();
                        free.iter().for_each(|part| self.basket.use_up(part));
                    }
                }
                Err(reason) => self.late.push((index, vec![reason])),
            }
            return;
        }
        let Some(mut terms) = terms(&offer.benefit, facts) else { return };
        let left = facts.guarded(index).map(|it| &it.left);
        let most = left.and_then(|left| left.units.as_ref()).filter(|_| offer.trims());
        let most = most.map(|(most, _)| *most);
        let by_time = offer.use_unit() == UseUnit::Application;
        if let Terms::Groups(groups, value) = terms {
            let repeat = most.filter(|_| by_time).unwrap_or(u32::MAX);
            return self.group(facts, index, (groups, value, repeat), of);
        }
        let units = most.filter(|_| !by_time);
        // Of units that are alike as long as no offer took some of them.
        let told_apart = offer.phase != Phase::Line || facts.rules().stacking.any_per_unit;
        let in_units = units.is_some() || (told_apart && terms.by_unit(offer));
        // Lines without a value have no part in it.
        let valued = terms.valued(offer, &self.basket, facts);
        let takes = |line: usize| valued.is_empty() || is_in(&valued, line);
        let mut parts = self.parts(facts, index, of, in_units, &takes);
        if offer.benefit.reaches_shipping() {
            parts.extend(self.basket.of_shipping().filter(|part| takes(part.line)));
        }
        if let Terms::Amount { how, .. } = &terms {
            parts.retain(|part| reaches(how, part, &self.basket));
        }
        if let Some(most) = units {
            self.basket.first(&mut parts, most);
        }
        let mut times = 1;
        if let Terms::Every(every) = &mut terms {
            if let Some(most) = most.filter(|_| by_time) {
                every.limit(most);
            }
            let applied = every.times(&parts).clamp(1, MAX_LINES * MAX_UNITS);
            times = u32::try_from(applied).unwrap_or(1);
        }
        let amounts = discounts(&terms, offer, &parts, &self.basket, facts);
        self.give(facts, index, &parts, amounts, times);
    }

    /// Which lines an offer may have now.
    fn may<'l>(
        &self,
        rules: &Rules,
        index: usize,
        of: &Lines<'l>,
    ) -> impl Fn(usize) -> bool + use<'l> {
        let offer = &rules.offers[index];
        let owners = of.owners.filter(|_| offer.phase == Phase::Line);
        let full = full_lines(rules, offer, &self.basket);
        // What none takes anything off can be the part of a group that pays its price.
        let is_open =
            move |line: usize| owners.is_none_or(|of| of[line].is_none_or(|owner| owner == index));
        move |line| !is_in(&full, line) && is_open(line)
    }

    /// Takes amounts off parts, as far as all discounts together may: those units are used up, and
    /// of groups all their units. Whether the offer's limits let it.
    fn give(
        &mut self,
        facts: &Facts<'_>,
        index: usize,
        parts: &[Part],
        mut amounts: Vec<Money>,
        times: u32,
    ) -> bool {
        let offer = &facts.rules().offers[index];
        let by_time = offer.use_unit() == UseUnit::Application;
        let left = facts.guarded(index).map(|it| &it.left);
        match left.map(|left| left.over(parts, &amounts, by_time.then_some(times))) {
            None | Some(Over::Nothing) => {}
            Some(Over::Amount(most, _)) if offer.trims() => {
                self.leave(facts, most, parts, &mut amounts);
            }
            Some(Over::Units(reason) | Over::Amount(_, reason)) => {
                self.late.push((index, vec![reason.clone()]));
                return false;
            }
        }
        if by_time {
            self.basket.times.push((index, times));
        }
        self.trim(facts, parts, &mut amounts);
        let uses_up = offer.phase == Phase::Line && !facts.rules().stacking.any_per_unit;
        let gives = |amount: Money| amount > Money::ZERO;
        let together =
            matches!(offer.benefit, Benefit::Groups(_)) && amounts.iter().copied().any(gives);
        for (part, amount) in parts.iter().zip(amounts) {
            self.cut(index, part, amount);
            if uses_up && (together || gives(amount)) {
                self.plain_apart = false;
                self.basket.use_up(part);
            }
        }
        true
    }

    fn cut(&mut self, offer: usize, part: &Part, amount: Money) {
        self.saved += self.basket.cut(offer, part, amount);
    }

    /// Leaves of some amounts what all discounts together may still take off.
    fn trim(&self, facts: &Facts<'_>, parts: &[Part], amounts: &mut Vec<Money>) {
        let Some(maximum) = facts.rules().stacking.maximum else { return };
        let saved = self.saved - (self.basket.cart.shipping - self.basket.shipping);
        let list: Money = self.basket.left.iter().copied().sum::<Money>() + saved;
        let most = maximum.of(list).less(saved);
        // What is off shipping, which is the last part, does not count.
        let goods = parts.partition_point(|part| part.line < self.basket.left.len());
        let of_shipping = amounts.split_off(goods);
        if amounts.iter().copied().sum::<Money>() > most {
            self.leave(facts, most, &parts[..goods], amounts);
        }
        amounts.extend(of_shipping);
    }

    /// Leaves so much of some amounts.
    fn leave(&self, facts: &Facts<'_>, most: Money, parts: &[Part], amounts: &mut Vec<Money>) {
        let shares = Shares::new(facts.rules(), parts, &self.basket);
        *amounts = shares.within(most, amounts, amounts);
    }

    /// What an offer works on of the lines that it takes: all of each, or units, the dearest first.
    fn parts(
        &mut self,
        facts: &Facts<'_>,
        index: usize,
        lines: &Lines<'_>,
        in_units: bool,
        takes: &dyn Fn(usize) -> bool,
    ) -> Vec<Part> {
        let (cart, offer) = (self.basket.cart, &facts.rules().offers[index]);
        let fees = matches!(offer.benefit, Benefit::Amount(_))
            || !matches!(offer.target, Target::Order(_));
        let may = self.may(facts.rules(), index, lines);
        let may = |line: usize| {
            (fees || cart.lines[line].goods.kind != Kind::Fee) && may(line) && takes(line)
        };
        match &offer.target {
            Target::Lines(of) | Target::Order(of) if in_units => {
                self.basket.units(*of, u32::MAX, Per::Order, UnitOrder::Dearest, &may)
            }
            Target::Lines(of) | Target::Order(of) => self.basket.parts(*of, &may),
            Target::Shipping | Target::None => Vec::new(),
            Target::Units { .. } => self.units(facts, &offer.target, &may),
        }
    }

    /// The units of a target, pile by pile.
    fn units(
        &mut self,
        facts: &Facts<'_>,
        target: &Target,
        may: &dyn Fn(usize) -> bool,
    ) -> Vec<Part> {
        let Target::Units { of, at_most, per, take } = target else {
            return self.basket.units(target.goods(), u32::MAX, Per::Order, UnitOrder::Cart, may);
        };
        let at_most = value(*at_most, facts).unwrap_or(0);
        self.basket.units(*of, u32::try_from(at_most).unwrap_or(u32::MAX), *per, *take, may)
    }

    /// The turn of an offer that makes groups of units: all units of those that take something off
    /// are used up.
    fn group(
        &mut self,
        facts: &Facts<'_>,
        index: usize,
        groups: (&Groups, i64, u32),
        of: &Lines<'_>,
    ) {
        let offer = &facts.rules().offers[index];
        self.basket.even_out(offer.target.goods());
        let may = self.may(facts.rules(), index, of);
        let runs = self.units(facts, &offer.target, &may);
        let (grouped, times) = grouped(groups, offer, &runs, &self.basket, facts);
        if grouped.iter().all(|has| has.amount == Money::ZERO) {
            let of = (offer.target.goods(), &facts.rules().named);
            self.short = short(groups.0, of, &runs, &self.basket);
            return;
        }
        let (mut parts, mut amounts) = (Vec::new(), Vec::new());
        for (mut run, has) in runs.into_iter().zip(grouped) {
            for (units, amount) in [(has.cheaper, has.amount), (has.beside, Money::ZERO)] {
                if units > 0 {
                    parts.push(self.basket.take(&mut run, units));
                    amounts.push(amount);
                }
            }
        }
        self.give(facts, index, &parts, amounts, times.max(1));
    }

    /// Gives the free units of each line to the plain offer that takes most off them; of equal ones
    /// to the one that needs no coupon, then to that of the lesser rank.
    fn best_of_each_line(&mut self, facts: &Facts<'_>, offers: &[usize]) {
        let all = &facts.rules().offers;
        let free: Vec<Option<Part>> =
            (0..self.basket.left.len()).map(|line| self.basket.free(line)).collect();
        let mut best: Vec<Option<Candidate>> = vec![None; free.len()];
        let (basket, candidates) = (&self.basket, &mut self.candidates);
        for &index in offers {
            let offer = &all[index];
            let (Target::Lines(of), Some(terms)) = (&offer.target, terms(&offer.benefit, facts))
            else {
                continue;
            };
            let full = full_lines(facts.rules(), offer, basket);
            basket.visit(*of, &mut |line| {
                let Some(part) = free[line].as_ref().filter(|_| !is_in(&full, line)) else {
                    return;
                };
                let amount = plain(&terms, offer, part, basket, facts);
                if amount == Money::ZERO {
                    return;
                }
                let candidate = Candidate { offer: index, line, amount };
                candidates.push(candidate);
                if best[line].is_none_or(|held| candidate.beats(&held, all)) {
                    best[line] = Some(candidate);
                }
            });
        }
        let best = free.iter().zip(best);
        let (parts, won): (Vec<Part>, Vec<Candidate>) =
            best.filter_map(|(part, won)| Some(((*part)?, won?))).unzip();
        let mut amounts = won.iter().map(|won| won.amount).collect();
        self.trim(facts, &parts, &mut amounts);
        for ((part, won), amount) in parts.iter().zip(won).zip(amounts) {
            self.cut(won.offer, part, amount);
        }
    }
}
