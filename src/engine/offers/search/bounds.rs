//! What sets of offers save at most: the bounds of the search for the best combination.
//!
//! Each bound holds whatever other offers take before: [`Search::bound`] adds them up for a set
//! that is decided in part.

use std::ops::Range;

use super::after::{Coming, Most};
use super::apart::{is_steady, waits};
use super::shadow::{Rated, Shadow};
use super::tail::Tail;
use super::{Choice, Node, Search, has};
use crate::engine::offers::basket::{Basket, Part};
use crate::engine::offers::benefit::{Terms, percent_of, terms};
use crate::engine::offers::price::price;
use crate::engine::values::{here, value};
use crate::program::{
    Base, Benefit, Buy, BuyGet, Discounted, Exclusive, Extreme, Gives, Made, Offer, Per, Phase,
    Selection, Subject, Target, Taxed, UnitOrder,
};
use crate::value::order::sorted;
use crate::value::{Level, Money, Rate, Rounding};

impl Search<'_, '_> {
    /// What each choice takes off at most, the cliques, and what all bounds need.
    pub(super) fn measure(&mut self) {
        let rules = self.facts.rules();
        // A rounded price can leave more over of some of a line's units than of all.
        let steady = |choice: &Choice| is_steady(rules, &rules.offers[choice.offer]);
        self.steady = self.choices.iter().filter(|choice| choice.plain).all(steady);
        let basket = Basket::new(self.goods, self.lines.closed);
        let choices = (&*self.choices, self.after);
        self.tail = Tail::new(self.facts, &basket, choices, self.lines.closed);
        let floors = self.measure_each();
        self.find_cliques();
        // What all discounts together may take lowers what each alone takes off its lines.
        let of_goods = self.most - self.goods.cart.shipping;
        let trimmed = rules.stacking.maximum.is_some()
            && self.choices.iter().any(|choice| choice.most >= of_goods);
        if self.steady && !rules.stacking.any_per_unit && !trimmed {
            self.price_units(&floors);
        }
    }

    /// What each choice takes off at most. Returns what is taken off each line by those of the
    /// plain offers that are in every set, or whose rates are not kept.
    fn measure_each(&mut self) -> Vec<Money> {
        let rules = self.facts.rules();
        let (mut of_plain, mut granularity) = (Vec::new(), Money::ZERO);
        let mut floors = vec![Money::ZERO; self.goods.list.len()];
        let mut entries = 0;
        for at in 0..self.choices.len() {
            let index = self.choices[at].offer;
            let rounded = rules.offers[index].rounding;
            let (most, rated) = if self.choices[at].plain && self.steady {
                of_plain.push(index);
                let alone = price(self.facts, self.goods, &[index], &self.lines);
                if rounded.level != Level::Unit {
                    granularity = granularity.max(rounded.granularity);
                }
                let lines = self.goods.list.iter().zip(&alone.basket.left);
                let off: Vec<Money> = lines.map(|(&list, &left)| list - left).collect();
                if self.choices[at].always || entries > MAX_ENTRIES {
                    for (floor, off) in floors.iter_mut().zip(off) {
                        *floor = off.max(*floor);
                    }
                    (alone.saved, None)
                } else {
                    (alone.saved, Some(Rated::new(self, &off, Money::ZERO)))
                }
            } else if let Some((most, rated)) = self.rate_units(index) {
                (most, Some(rated))
            } else if let Some(most) = self.tail.as_ref().and_then(|tail| tail.alone(at)) {
                (most, None)
            } else {
                (self.most_alone(index), self.rate_groups(index))
            };
            let rated = rated.filter(|_| entries <= MAX_ENTRIES && self.steady);
            entries += rated.as_ref().map_or(0, Rated::entries);
            (self.choices[at].most, self.choices[at].rated) = (most, rated);
        }
        self.plain = match self.steady {
            true => price(self.facts, self.goods, &of_plain, &self.lines).saved,
            false => self.list,
        };
        // Of a part of a line a percentage may be rounded up that of the whole is not.
        let lines = u32::try_from(self.goods.list.len()).unwrap_or(u32::MAX);
        self.plain_slack = granularity.times_units(lines);
        floors
    }

    /// Each choice joins the first clique of its phase whose members it combines with none of:
    /// first those of groups of which one may apply, which are cliques already.
    fn find_cliques(&mut self) {
        let rules = self.facts.rules();
        let is_apart =
            |at: usize| self.group_of_several(&self.choices[at]).is_some() || self.is_single(at);
        let grouped = |at: &usize| rules.offers[self.choices[*at].offer].stacking.group.is_some();
        let joining = (0..self.choices.len()).filter(|&at| !is_apart(at));
        let (first, then): (Vec<usize>, Vec<usize>) = joining.partition(grouped);
        let mut cliques: Vec<Vec<usize>> = Vec::new();
        for at in first.into_iter().chain(then) {
            let choice = &self.choices[at];
            let fits = |clique: &Vec<usize>| {
                clique.iter().all(|&other| {
                    has(&choice.conflicts, other) && self.choices[other].phase == choice.phase
                })
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
                crate::engine::offers::groups::most(rules, groups, value, offer, &mut basket)
            }
            _ if steady => price(self.facts, self.goods, &[index], &self.lines).saved,
            _ if offer.phase == Phase::Shipping => self.goods.cart.shipping,
            _ if offer.phase == Phase::Points => Money::ZERO,
            terms => {
                // What is net or gross of an amount is rounded line by line.
                let fixed = !offer.late && rules.tax.amounts == Taxed::AsGiven;
                self.all_about(offer, terms.filter(|_| fixed).as_ref())
            }
        }
    }

    /// What all lines that an offer may be about cost, or what the offer takes off a line at most.
    fn all_about(&self, offer: &Offer, terms: Option<&Terms<'_>>) -> Money {
        let basket = Basket::new(self.goods, self.lines.closed);
        let most = |line, list: Money| {
            let own = terms.and_then(|it| it.off_line(offer, line, &basket, self.facts));
            own.map_or(list, |own| own.min(list))
        };
        let reaches = offer.benefit.reaches_shipping();
        let shipping = (self.goods.list.len(), self.goods.cart.shipping);
        let mut sum = if reaches { most(shipping.0, shipping.1) } else { Money::ZERO };
        let of = Selection { discounted: Discounted::Any, ..offer.target.goods() };
        self.goods.cart.matches.visit(of, &mut |line| sum += most(line, self.goods.list[line]));
        sum
    }

    /// What a percentage off some units takes off at most: off those that it takes most off. Also
    /// what it would take off each line if it had all units, and what rounding part by part may add
    /// to that. `None` of another offer.
    fn rate_units(&self, index: usize) -> Option<(Money, Rated)> {
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
        let own = here(off, self.facts)?;
        let mut off = vec![0; self.goods.list.len()];
        self.goods.cart.matches.visit(*of, &mut |line| {
            let own = own.of(|| basket.asked(line, rounded), self.facts, |it| it);
            off[line] = own.unwrap_or_default();
        });
        let parts = basket.units(*of, u32::MAX, *per, UnitOrder::Dearest, &|_| true);
        // A line has one part: nothing is taken off it yet.
        let of_unit = |part: &Part| {
            let price = self.goods.cart.lines[part.line].price.minor();
            i128::from(off[part.line]) * i128::from(price)
        };
        let (mut most, mut units) = (Money::ZERO, 0);
        for part in sorted(parts, |one, other| of_unit(other).cmp(&of_unit(one))) {
            let some = if *per == Per::Line { most_units } else { most_units - units };
            let part = part.first(some.min(part.units));
            units += part.units;
            most += percent_of(Rate::billionths(off[part.line]), part.list, rounded);
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
            let rate = Rate::billionths(off[line]);
            rates[line] = percent_of(rate, self.goods.list[line], rounded);
        });
        let mut rated = Rated::new(self, &rates, step);
        let per_line = if *per == Per::Line { most_units } else { u32::MAX };
        let all = if *per == Per::Line { u32::MAX } else { most_units };
        (rated.units, rated.per_line) = (all, per_line);
        Some(((most + step).min(self.list), rated))
    }

    /// Groups that give the cheapest of their units take at most their part of what all of these
    /// cost: one of three free is at most a third. What that is of each line, and what rounding may
    /// add; `None` of another offer.
    fn rate_groups(&self, index: usize) -> Option<Rated> {
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
        Some(Rated::new(self, &rates, step.times_units(units)))
    }

    /// The most that a completion of a node saves: what lines save at most, and what is then taken
    /// off what that leaves.
    pub(super) fn bound(&self, node: &Node<'_>) -> Money {
        let phase = node.priced.phase;
        let lines = if phase == Phase::Line { self.most_of_lines(node) } else { node.priced.saved };
        let coming = Coming { next: node.next, set: &node.set, blocked: &node.blocked };
        let after = match &self.tail {
            Some(tail) => self.most_of_tail(tail, coming, tail.least_left(lines)),
            None => self.after_lines(coming, self.list.less(lines), &|index, left| {
                self.most(&self.choices[index], left)
            }),
        };
        let pending = |index: &usize| phase == Phase::Shipping && node.set.contains(index);
        let of_shipping = (self.after..self.choices.len())
            .filter(|index| self.choices[*index].phase == Phase::Shipping)
            .filter(|index| pending(index) || (*index >= node.next && !has(&node.blocked, *index)))
            .map(|index| self.choices[index].most);
        (lines + after + of_shipping.max().unwrap_or_default()).min(self.most)
    }

    /// The most that offers of the lines save.
    fn most_of_lines(&self, node: &Node<'_>) -> Money {
        let saved = node.priced.saved;
        let pending = node.set.iter().map(|&index| &self.choices[index]);
        let mut plain: Money = pending.filter(|it| it.plain).map(|it| it.most).sum();
        let places = self.places_for_coupons(&node.set);
        let shadow = self.shadow_at(node.next);
        let free = if shadow.is_some() { node.priced.basket.free_units() } else { Vec::new() };
        let mut rest = Rest::new(self);
        for index in self.open(node.next..self.after, &node.blocked) {
            let choice = &self.choices[index];
            let most = choice.most;
            let over = shadow.map_or(most, |shadow| shadow.over(index, choice, &free).min(most));
            if choice.plain && (places.is_none() || !self.is_coupon(choice)) {
                plain += most;
                rest.add(self, index, (Money::ZERO, over), places);
            } else {
                rest.add(self, index, (most, over), places);
            }
        }
        let (sum, over) = self.sum(&node.set, &rest, places.unwrap_or(0));
        let lines = saved + plain.min(self.plain) + sum;
        let by_prices = shadow.map(|shadow| {
            let units = shadow.of_free(&free) + self.pending_over(node, shadow, &free);
            saved + units + self.plain_slack + over
        });
        by_prices.map_or(lines, |by_prices| lines.min(by_prices))
    }

    /// The choices that may still be made.
    fn open<'b>(
        &self,
        choices: Range<usize>,
        blocked: &'b [u64],
    ) -> impl Iterator<Item = usize> + use<'b> {
        choices.filter(move |&index| !has(blocked, index))
    }

    /// What the choices of the tail that may come take off at most where no less than an amount is
    /// left.
    pub(super) fn most_of_tail(&self, tail: &Tail, coming: Coming<'_>, left: Money) -> Money {
        self.after_lines(coming, left, &|index, left| tail.most(index, left))
    }

    /// What those plain offers that are chosen give more than the prices of units.
    fn pending_over(&self, node: &Node<'_>, shadow: &Shadow, free: &[u32]) -> Money {
        let mut over: Vec<i64> = Vec::new();
        for choice in node.set.iter().map(|&index| &self.choices[index]) {
            let Some(rated) = choice.rated.as_ref().filter(|_| choice.plain) else { continue };
            over.resize(free.len(), 0);
            for (line, gives) in rated.lines() {
                over[line] = over[line].max(gives - shadow.prices[line]);
            }
        }
        shadow.of_units(&over, free)
    }

    /// What the cliques and groups of the lines add up to.
    fn sum(&self, set: &[usize], rest: &Rest, places: usize) -> (Money, Money) {
        let (mut sum, mut over) = (Money::ZERO, Money::ZERO);
        for (most, other) in &rest.cliques {
            sum += *most;
            over += *other;
        }
        for (group, members) in rest.groups.iter().enumerate().filter(|(_, it)| !it.is_empty()) {
            let at_most = || self.places_in(group, set);
            sum += greatest(members.iter().map(|it| it.0), &at_most);
            over += greatest(members.iter().map(|it| it.1), &at_most);
        }
        // As many coupons as there are places for.
        sum += greatest(rest.coupons.iter().map(|it| it.0), &|| places);
        over += greatest(rest.coupons.iter().map(|it| it.1), &|| places);
        (sum, over)
    }

    /// How many more of a group may join a set.
    pub(super) fn places_in(&self, group: usize, set: &[usize]) -> usize {
        let in_set = set.iter().map(|&index| &self.choices[index]);
        let taken = in_set.filter(|it| self.group_of_several(it) == Some(group)).count();
        (self.facts.rules().stacking.groups[group] as usize).saturating_sub(taken)
    }

    /// Whether a choice is alone in its phase, after the lines.
    pub(super) fn is_single(&self, index: usize) -> bool {
        let choice = &self.choices[index];
        let offer = &self.facts.rules().offers[choice.offer];
        choice.phase != Phase::Line && offer.stacking.exclusive == Exclusive::Phase
    }

    pub(super) fn is_coupon(&self, choice: &Choice) -> bool {
        self.facts.rules().offers[choice.offer].is_coupon()
    }

    /// How many coupons may join a set, where that is limited.
    pub(super) fn places_for_coupons(&self, set: &[usize]) -> Option<usize> {
        let most = self.facts.rules().stacking.coupons?;
        let taken = set.iter().filter(|&&index| self.is_coupon(&self.choices[index])).count();
        Some((most as usize).saturating_sub(taken))
    }

    /// The group of a choice, if several offers of it may apply.
    pub(super) fn group_of_several(&self, choice: &Choice) -> Option<usize> {
        let rules = self.facts.rules();
        let group = rules.offers[choice.offer].stacking.group?;
        (rules.stacking.admits(group) > 1).then_some(usize::from(group.0))
    }

    /// What a choice on the order takes off at most when so much is left of all goods.
    fn most(&self, choice: &Choice, left: Money) -> Most {
        let offer = &self.facts.rules().offers[choice.offer];
        let off = choice.most.min(left);
        match (&offer.benefit, &offer.target) {
            (Benefit::Percent { off: rate, .. }, Target::Order(_))
                if offer.base == Base::Current && offer.rounding.level == Level::Order =>
            {
                let rate = Rate::billionths(value(*rate, self.facts).unwrap_or(0));
                Most::share(off, (rate, offer.rounding.granularity), left)
            }
            _ => Most { off, share: None },
        }
    }
}

/// What the greatest of some amounts add up to, so many of them.
pub(super) fn greatest(
    amounts: impl Iterator<Item = Money> + Clone,
    count: &dyn Fn() -> usize,
) -> Money {
    let amounts = amounts.filter(|amount| *amount > Money::ZERO);
    if amounts.clone().next().is_none() {
        return Money::ZERO;
    }
    let count = count();
    if count <= 1 {
        return amounts.max().filter(|_| count == 1).unwrap_or_default();
    }
    let amounts = sorted(amounts.collect(), |one: &Money, other| other.cmp(one));
    amounts.into_iter().take(count).sum()
}

/// The most rates of lines that are kept.
const MAX_ENTRIES: usize = 1 << 18;

/// What is still possible of the lines at a node: of each that may come what it takes at most, and
/// what that is above the prices of units.
struct Rest {
    /// Of each clique the greatest.
    cliques: Vec<(Money, Money)>,
    /// Of each clique the greatest coupons, where their number is limited.
    coupons: Vec<(Money, Money)>,
    /// Of each group of which several may apply its members.
    groups: Vec<Vec<(Money, Money)>>,
}

impl Rest {
    fn new(search: &Search<'_, '_>) -> Self {
        let stacking = &search.facts.rules().stacking;
        let coupons = if stacking.coupons.is_some() { search.cliques } else { 0 };
        Self {
            cliques: vec![(Money::ZERO, Money::ZERO); search.cliques],
            coupons: vec![(Money::ZERO, Money::ZERO); coupons],
            groups: vec![Vec::new(); stacking.groups.len()],
        }
    }

    fn add(
        &mut self,
        search: &Search<'_, '_>,
        index: usize,
        (most, over): (Money, Money),
        places: Option<usize>,
    ) {
        let choice = &search.choices[index];
        if let Some(group) = search.group_of_several(choice) {
            return self.groups[group].push((most, over));
        }
        let limited = places.is_some() && search.is_coupon(choice);
        let cliques = if limited { &mut self.coupons } else { &mut self.cliques };
        let clique = &mut cliques[choice.clique];
        *clique = (clique.0.max(most), clique.1.max(over));
    }
}
