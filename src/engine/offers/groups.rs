//! Which units make groups, and what each group takes off them.
//!
//! Units are counted: a *run* is a part of the basket whose units are equal to the last minor unit,
//! and groups that take the same units of the same runs are reckoned once, however many they are.

use super::basket::{Basket, Part};
use super::benefit::{Terms, discounts};
use super::shares::Shares;
use crate::engine::facts::Facts;
use crate::engine::values::Each;
use crate::program::{
    Base, Buy, BuyGet, Extreme, Gives, GroupPart, Groups, LeftOver, Made, Offer, Per, Rules,
    Selection, UnitOrder,
};
use crate::value::{Money, Rate, Rounding, fits};

/// Of a run, what groups have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Grouped {
    /// Units that become cheaper,
    pub(super) cheaper: u32,
    /// together by so much.
    pub(super) amount: Money,
    /// Units that others become cheaper for.
    pub(super) beside: u32,
}

/// What an offer's groups, at most so many, have of each of some runs, and how many there are.
pub(super) fn grouped(
    (groups, value, repeat): (&Groups, i64, u32),
    offer: &Offer,
    runs: &[Part],
    basket: &Basket<'_>,
    facts: &Facts<'_>,
) -> (Vec<Grouped>, u32) {
    let mut forming = Forming::new(facts.rules(), groups, value, offer, runs, basket);
    let repeat = repeat.min(groups.repeat);
    forming.repeat = repeat;
    let of_single_units = match &groups.made {
        Made::BuyGet(it) => {
            forming.buy_get(it);
            true
        }
        Made::Parts { parts, order, gives } => {
            forming.of_parts(parts, *order, *gives);
            matches!(gives, Gives::ShareOfOne(_))
        }
    };
    if of_single_units {
        // They are discounted as by a percentage of them alone.
        let off = Terms::Percent { off: Each::All(Rate::billionths(value)), cap: Money::MAX };
        let cheaper = runs.iter().zip(&mut forming.has).filter(|(_, has)| has.cheaper > 0);
        let (parts, has): (Vec<Part>, Vec<&mut Grouped>) =
            cheaper.map(|(run, has)| (run.first(has.cheaper), has)).unzip();
        for (has, amount) in has.into_iter().zip(discounts(&off, offer, &parts, basket, facts)) {
            has.amount = amount;
        }
    }
    let times = repeat - forming.repeat;
    (forming.has, times)
}

/// The most that an offer's groups take off, whatever other offers leave of the goods before it: as
/// many groups as can be made at the most, each of the dearest units that it can have, and no floor
/// price keeps anything out.
pub(super) fn most(
    rules: &Rules,
    groups: &Groups,
    value: i64,
    offer: &Offer,
    basket: &mut Basket<'_>,
) -> Money {
    let of = offer.target.goods();
    let mut runs = basket.units(of, u32::MAX, Per::Order, UnitOrder::Cart, &|_| true);
    for run in &mut runs {
        run.room = run.left;
    }
    let all = runs.iter().map(|run| run.left).sum();
    let mut forming = Forming::new(rules, groups, value, offer, &runs, basket);
    let (sum, cheaper) = match &groups.made {
        Made::BuyGet(of) => {
            forming.buy_get(&BuyGet { take: Extreme::Cheapest, ..of.clone() });
            let times = forming.has.iter().map(|has| has.cheaper).sum();
            forming.dearest(&[GroupPart { of: of.got, units: 1 }], times)
        }
        Made::Parts { gives: Gives::Price(LeftOver::Share), .. } => return all,
        Made::Parts { parts, gives: Gives::ShareOfOne(take), .. } => {
            let each = parts.iter().map(|part| part.units).sum::<u32>().into();
            let units: u32 = runs.iter().map(|run| run.units).sum();
            let times = fits(units.into(), each).min(groups.repeat);
            if *take == Extreme::Cheapest && offer.base == Base::Current {
                // Of whatever groups, the cheapest add up to most where the dearest are together.
                forming.of_parts(parts, UnitOrder::Dearest, Gives::ShareOfOne(*take));
                let cheaper = runs.iter().zip(&forming.has);
                (cheaper.map(|(run, has)| run.first(has.cheaper).left).sum(), times)
            } else {
                forming.dearest(&[GroupPart { of: Selection::default(), units: 1 }], times)
            }
        }
        Made::Parts { parts, gives, .. } => {
            let order = forming.in_order(UnitOrder::Dearest);
            let queues = forming.all(&order, parts);
            let room = queues.iter().map(|queue| fits(queue.count().into(), queue.each.into()));
            let times = room.min().unwrap_or(0).min(groups.repeat);
            match gives {
                Gives::Share => forming.dearest(parts, times),
                Gives::Off => return Money::clamped(value).times_units(times).min(all),
                // Two parts may want one unit, which both could have of other units.
                _ if parts.len() > 1 => return forming.dearest(parts, times).0.min(all),
                _ => {
                    forming.of_queues(queues, *gives);
                    return forming.has.iter().map(|has| has.amount).sum::<Money>().min(all);
                }
            }
        }
    };
    // Each group's share may be rounded by itself.
    let rounded = if value == WHOLE { Money::ZERO } else { offer.rounding.granularity };
    let off = Rate::billionths(value).of(sum, Rounding::Ceil);
    (off + rounded.times_units(cheaper)).min(all)
}

/// All of it, in billionths.
const WHOLE: i64 = 1_000_000_000;

/// Groups while they are made.
struct Forming<'f> {
    rules: &'f Rules,
    offer: &'f Offer,
    value: i64,
    runs: &'f [Part],
    basket: &'f Basket<'f>,
    /// What is left of one unit of each run. Units of which nothing is left are in no group.
    units: Vec<Money>,
    /// So many more groups may take something off.
    repeat: u32,
    has: Vec<Grouped>,
}

/// So many units of a run, by its index.
type Take = (usize, u32);

/// Units in an order, of which each group takes so many.
struct Queue {
    each: u32,
    ahead: Vec<Take>,
    /// The first that still has units.
    next: usize,
}

impl Queue {
    /// How many units there are, before any was passed over.
    fn count(&self) -> u32 {
        self.ahead.iter().map(|(_, units)| units).sum()
    }

    /// How many groups its first run fills alone; one that others fill up too is one.
    fn alike(&self) -> u32 {
        let (_, units) = self.ahead.get(self.next).copied().unwrap_or_default();
        fits(units.into(), self.each.into()).max(1)
    }

    /// Adds what a group of the first units takes, at most so many; whether there are so many.
    fn group(&self, units: u32, takes: &mut Vec<Take>) -> bool {
        let mut missing = units;
        for &(run, units) in &self.ahead[self.next..] {
            let units = units.min(missing);
            match takes.iter_mut().find(|take| take.0 == run) {
                Some(take) => take.1 += units,
                None => takes.push((run, units)),
            }
            missing -= units;
            if missing == 0 {
                break;
            }
        }
        missing == 0
    }

    /// Passes over the first units.
    fn pass(&mut self, units: u32) {
        let mut passed = units;
        while let Some((_, units)) = self.ahead.get_mut(self.next).filter(|_| passed > 0) {
            let from = passed.min(*units);
            *units -= from;
            passed -= from;
            if *units == 0 {
                self.next += 1;
            }
        }
    }
}

impl<'f> Forming<'f> {
    fn new(
        rules: &'f Rules,
        groups: &Groups,
        value: i64,
        offer: &'f Offer,
        runs: &'f [Part],
        basket: &'f Basket<'f>,
    ) -> Self {
        let units = runs.iter().map(|run| Money::clamped(run.split(run.left).first(1))).collect();
        let has = vec![Grouped::default(); runs.len()];
        Self { rules, offer, value, runs, basket, units, repeat: groups.repeat, has }
    }

    /// The runs of which something is left, in an order.
    fn in_order(&self, order: UnitOrder) -> Vec<usize> {
        let mut runs = self.basket.in_order(self.runs, order);
        runs.retain(|&run| self.units[run] > Money::ZERO);
        runs
    }

    fn of_parts(&mut self, parts: &[GroupPart], order: UnitOrder, gives: Gives) {
        let order = self.in_order(order);
        let queues = match parts {
            // All that there is, for what is left over.
            [_] => self.all(&order, parts),
            several => self.queues(&order, several),
        };
        self.of_queues(queues, gives);
    }

    /// For each part all its units.
    fn all(&self, order: &[usize], parts: &[GroupPart]) -> Vec<Queue> {
        let all = |part| self.fill(order, part, u32::MAX, &mut self.counted());
        parts.iter().map(all).collect()
    }

    fn of_queues(&mut self, mut queues: Vec<Queue>, gives: Gives) {
        let (mut takes, mut any) = (Vec::new(), false);
        while self.repeat > 0 {
            takes.clear();
            if !queues.iter().all(|queue| queue.group(queue.each, &mut takes)) {
                break;
            }
            any = true;
            let times = queues.iter().map(Queue::alike).min().unwrap_or(1);
            if self.made(&takes, times, gives) {
                self.repeat = self.repeat.saturating_sub(times);
            }
            for queue in &mut queues {
                queue.pass(times * queue.each);
            }
        }
        // Only one part has units left over, and only a price is shared with them.
        if let ([queue], Gives::Price(LeftOver::Share)) = (&*queues, gives) {
            takes.clear();
            queue.group(queue.each, &mut takes);
            if self.repeat > 0 && any {
                self.left_over(&takes, queue.each);
            }
        }
    }

    /// What the dearest units of so many times some parts cost, and how many times that is.
    fn dearest(&self, parts: &[GroupPart], times: u32) -> (Money, u32) {
        let order = self.in_order(UnitOrder::Dearest);
        let mut sum = Money::ZERO;
        for part in parts {
            let wanted = times.saturating_mul(part.units);
            let queue = self.fill(&order, part, wanted, &mut self.counted());
            sum += self.sum(&queue.ahead, Base::List);
        }
        (sum, times)
    }

    /// The units of each run.
    fn counted(&self) -> Vec<u32> {
        self.runs.iter().map(|run| run.units).collect()
    }

    /// For each part, the units of as many groups as can be made when the parts take theirs one
    /// after the other: the one with the fewest to choose from first.
    fn queues(&self, order: &[usize], parts: &[GroupPart]) -> Vec<Queue> {
        let all: Vec<u32> = self.all(order, parts).iter().map(Queue::count).collect();
        let turns =
            crate::value::order::order(parts.len(), &mut |one, other| all[one].cmp(&all[other]));
        let filled = |groups: u32| -> Vec<Queue> {
            let mut left = self.counted();
            let of = turns.iter().map(|&turn| &parts[turn]);
            of.map(|part| self.fill(order, part, groups * part.units, &mut left)).collect()
        };
        let are_full = |groups: u32| {
            let wanted = turns.iter().map(|&turn| groups * parts[turn].units);
            filled(groups).iter().zip(wanted).all(|(queue, wanted)| queue.count() == wanted)
        };
        let room = parts.iter().zip(&all).map(|(part, &all)| fits(all.into(), part.units.into()));
        filled(greatest(room.min().unwrap_or(0).min(self.repeat), &are_full))
    }

    /// The first units of a part, at most so many, out of what is left of the runs.
    fn fill(&self, order: &[usize], part: &GroupPart, wanted: u32, left: &mut [u32]) -> Queue {
        let (mut ahead, mut missing) = (Vec::new(), wanted);
        for &run in order {
            let units = left[run].min(missing);
            if units > 0 && self.basket.takes(part.of, self.runs[run].line) {
                ahead.push((run, units));
                left[run] -= units;
                missing -= units;
            }
        }
        Queue { each: part.units, ahead, next: 0 }
    }

    /// Discounts so many equal groups, but for those beyond the limit; whether a group takes
    /// anything off.
    fn made(&mut self, takes: &[Take], times: u32, gives: Gives) -> bool {
        let times = times.min(self.repeat);
        if let Gives::ShareOfOne(extreme) = gives {
            let one = self.extreme(takes, extreme);
            for &(run, units) in takes {
                let cheaper = u32::from(run == one);
                self.has[run].cheaper += cheaper * times;
                self.has[run].beside += (units - cheaper) * times;
            }
            return true;
        }
        let left = self.sum(takes, Base::Current);
        let off = match gives {
            Gives::Off => left.min(Money::clamped(self.value)),
            Gives::Share => {
                let rounding = self.offer.rounding;
                let off = Rate::billionths(self.value);
                let base = self.sum(takes, self.offer.base);
                off.of_granular(base, rounding.mode, rounding.granularity).min(left)
            }
            Gives::Price(_) | Gives::ShareOfOne(_) => left.less(Money::clamped(self.value)),
        };
        self.take_off(takes, times, off);
        off > Money::ZERO
    }

    /// Discounts what is left after the last full group of so many units.
    fn left_over(&mut self, takes: &[Take], each: u32) {
        let left = self.sum(takes, Base::Current).minor();
        let units: u32 = takes.iter().map(|(_, units)| units).sum();
        // An order is at most 4.5e11 minor units, and so is a price; a line a million units.
        let share = self.value.saturating_mul(units.into());
        let more = left.saturating_mul(each.into()).saturating_sub(share).max(0);
        let Some(part) = Rate::new(1, each.into()) else { return };
        let rounding = self.offer.rounding;
        let off = part.apply(more, rounding.mode, rounding.granularity.minor()).min(left);
        self.take_off(takes, 1, Money::clamped(off));
    }

    /// Shares what each of some equal groups takes off over its units.
    fn take_off(&mut self, takes: &[Take], times: u32, off: Money) {
        if off == Money::ZERO {
            return;
        }
        let parts: Vec<Part> =
            takes.iter().map(|&(run, units)| self.runs[run].first(units)).collect();
        let left: Vec<Money> = parts.iter().map(|part| part.left).collect();
        let room: Vec<Money> = parts.iter().map(|part| part.room).collect();
        let shares = Shares::new(self.rules, &parts, self.basket).within(off, &left, &room);
        for (&(run, units), share) in takes.iter().zip(shares) {
            self.has[run].cheaper += units * times;
            self.has[run].amount += share.times_units(times);
        }
    }

    /// What a group's units cost.
    fn sum(&self, takes: &[Take], base: Base) -> Money {
        let unit = |run: usize| match base {
            Base::List => self.basket.cart.lines[self.runs[run].line].price,
            _ => self.units[run],
        };
        takes.iter().map(|&(run, units)| unit(run).times_units(units)).sum()
    }

    /// The run of the cheapest unit of a group, or of the dearest.
    fn extreme(&self, takes: &[Take], extreme: Extreme) -> usize {
        let runs: Vec<Part> = takes.iter().map(|&(run, _)| self.runs[run]).collect();
        let first = self.basket.in_order(&runs, extreme.first()).first().copied().unwrap_or(0);
        takes[first].0
    }

    /// As many times as what is got leaves what is to be bought for it.
    fn buy_get(&mut self, of: &BuyGet) {
        let (is_bought, is_got): (Vec<bool>, Vec<bool>) = self
            .runs
            .iter()
            .map(|run| {
                (self.basket.takes(of.bought, run.line), self.basket.takes(of.got, run.line))
            })
            .unzip();
        let each = match of.buy {
            Buy::Units(units) => i64::from(units),
            Buy::Minor(amount) => amount,
        };
        // What a bought unit counts for.
        let weighs = |run: usize| match of.buy {
            Buy::Units(_) => 1,
            Buy::Minor(_) => self.units[run].minor(),
        };
        let order = self.in_order(of.take.first());
        // Of amounts, the dearest units that leave enough would be a riddle: there the dearest are
        // got, or none.
        let prefix = of.take == Extreme::Dearest && matches!(of.buy, Buy::Minor(_));
        let (mut bought, mut can_get) = (0, 0);
        for &run in &order {
            let units = i64::from(self.runs[run].units);
            bought += if is_bought[run] { units * weighs(run) } else { 0 };
            can_get += if is_got[run] { units } else { 0 };
        }
        let got = |times: u32| -> Option<Vec<Take>> {
            let mut spare = bought - i64::from(times) * each;
            let mut missing = times.saturating_mul(of.units);
            let mut got = Vec::new();
            for &run in order.iter().filter(|&&run| is_got[run]) {
                let mut units = self.runs[run].units.min(missing);
                if is_bought[run] {
                    let can = fits(spare, weighs(run));
                    if can < units && prefix {
                        return None;
                    }
                    units = units.min(can);
                    spare -= i64::from(units) * weighs(run);
                }
                missing -= units;
                got.push((run, units));
            }
            (missing == 0).then_some(got)
        };
        let room = fits(bought, each).min(fits(can_get, of.units.into())).min(self.repeat);
        let times = greatest(room, &|times| got(times).is_some());
        for (run, units) in got(times).unwrap_or_default() {
            self.has[run].cheaper = units;
        }
        let mut missing = i64::from(times) * each;
        for run in self.in_order(UnitOrder::Dearest) {
            if is_bought[run] {
                let weight = weighs(run);
                let units = fits(missing + weight - 1, weight);
                let units = units.min(self.runs[run].units - self.has[run].cheaper);
                missing = (missing - i64::from(units) * weight).max(0);
                self.has[run].beside = units;
            }
        }
        self.repeat -= times;
    }
}

/// The greatest number up to `room` that does: where one does, each lesser one does too, and zero
/// always.
fn greatest(mut room: u32, does: &dyn Fn(u32) -> bool) -> u32 {
    let mut least = 0;
    while least < room {
        let middle = room - ((room - least) >> 1);
        if does(middle) {
            least = middle;
        } else {
            room = middle - 1;
        }
    }
    least
}

#[cfg(test)]
#[path = "groups_tests.rs"]
mod tests;
