//! Shadow prices: what bounds offers that share units.
//!
//! Offers of the lines that take a share of what their units cost compete for them: no unit has
//! two. Whatever price is put on a unit of each line, they take no more in all than the price of
//! every free unit, and of each offer what its units give more than their prices. Good prices make
//! that bound tight: where more units of a line are asked for than there are, its price rises;
//! where fewer, it falls.

use super::{Choice, Search};
use crate::value::order::sorted;
use crate::value::{Money, Rounding, mul_div};

/// Amounts of a unit are counted in such parts of a minor unit.
const PARTS: i64 = 256;
/// How often prices are corrected.
const ROUNDS: u32 = 6;

/// What an offer takes at most: a share of what its units cost.
#[derive(Default)]
pub(super) struct Rated {
    /// Of a unit of each line, in parts; by line, ascending.
    of: Vec<(usize, i64)>,
    /// The most units, of all lines and of each.
    pub(super) units: u32,
    pub(super) per_line: u32,
    /// What rounding may add to that.
    pub(super) slack: Money,
}

impl Rated {
    /// Any units, of lines of which all units give so much, some of them zero.
    pub(super) fn new(search: &Search<'_, '_>, lines: &[Money], slack: Money) -> Self {
        let of = lines.iter().enumerate().filter(|(_, off)| **off > Money::ZERO);
        let of = of.map(|(line, &off)| (line, search.of_unit(line, off))).collect();
        Self { of, units: u32::MAX, per_line: u32::MAX, slack }
    }

    pub(super) fn entries(&self) -> usize {
        self.of.len()
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, i64)> + '_ {
        self.of.iter().copied()
    }
}

/// Prices of units that hold for sets that are decided up to a choice or further.
pub(super) struct Shadow {
    start: usize,
    /// Of a unit of each line, in parts.
    pub(super) prices: Vec<i64>,
    /// Of each choice from the start, the lines on which a unit gives more than its price, and how
    /// much more, the greatest first.
    over: Vec<Vec<(usize, i64)>>,
}

impl Shadow {
    /// What a choice's units give more than their prices, of those that are free.
    pub(super) fn over(&self, at: usize, choice: &Choice, free: &[u32]) -> Money {
        let over = at.checked_sub(self.start).and_then(|at| self.over.get(at));
        let (Some(over), Some(rated)) = (over, &choice.rated) else {
            // The prices are no less than what the other plain offers give.
            return if choice.plain { Money::ZERO } else { choice.most };
        };
        let more = asked(over, rated, free).map(|(_, units, more)| more * i64::from(units)).sum();
        (whole(more) + rated.slack).min(choice.most)
    }

    /// What an amount off each unit of a line comes to for all that are free.
    pub(super) fn of_units(&self, of: &[i64], free: &[u32]) -> Money {
        whole(free.iter().zip(of).map(|(&units, of)| of * i64::from(units)).sum())
    }

    /// What all free units cost.
    pub(super) fn of_free(&self, free: &[u32]) -> Money {
        self.of_units(&self.prices, free)
    }
}

/// The units that an offer asks for, of lines that come in the order of what they give more.
fn asked<'a>(
    over: &'a [(usize, i64)],
    rated: &Rated,
    free: &'a [u32],
) -> impl Iterator<Item = (usize, u32, i64)> + use<'a> {
    let (mut left, per_line) = (rated.units, rated.per_line);
    over.iter().map_while(move |&(line, more)| {
        let units = free[line].min(per_line).min(left);
        left -= units;
        (left > 0 || units > 0).then_some((line, units, more))
    })
}

/// Minor units that parts come to, rounded up.
fn whole(parts: i64) -> Money {
    Money::clamped(mul_div(parts, 1, PARTS, Rounding::Ceil).unwrap_or(i64::MAX))
}

impl Search<'_, '_> {
    /// What of an amount off all units of a line falls to each, in parts.
    fn of_unit(&self, line: usize, off: Money) -> i64 {
        let units = self.goods.cart.lines[line].units.max(1);
        let off = off.min(self.goods.list[line]);
        mul_div(off.minor(), PARTS, units.into(), Rounding::Ceil).unwrap_or(i64::MAX)
    }

    /// Prices of units: for sets of which nothing is decided, and for those of which half of what
    /// is rated is, a quarter is left, and so on.
    pub(super) fn price_units(&mut self, floors: &[Money]) {
        let rated = |at: &usize| self.choices[*at].rated.is_some();
        let rated: Vec<usize> = (0..self.choices.len()).filter(rated).collect();
        let floor: Vec<i64> =
            floors.iter().enumerate().map(|(line, &off)| self.of_unit(line, off)).collect();
        let mut shadows = vec![self.shadow(0, &rated, &floor)];
        let mut left = &*rated;
        while left.len() > 1 {
            left = &left[left.len().div_ceil(2)..];
            shadows.push(self.shadow(left[0], left, &floor));
        }
        self.shadows = shadows;
    }

    /// The prices for a node that is decided up to a choice.
    pub(super) fn shadow_at(&self, next: usize) -> Option<&Shadow> {
        self.shadows.iter().rev().find(|shadow| shadow.start <= next)
    }

    /// Prices, none below its floor, for some rated choices, which come from a start on.
    fn shadow(&self, start: usize, rated: &[usize], floor: &[i64]) -> Shadow {
        let units: Vec<u32> = self.goods.cart.lines.iter().map(|line| line.units).collect();
        let mut prices = floor.to_vec();
        let mut steps = vec![0; floor.len()];
        for &at in rated {
            for (line, gives) in self.choices[at].rated.iter().flat_map(Rated::lines) {
                steps[line] = (gives - floor[line]).max(steps[line]);
            }
        }
        let mut best: Option<(Money, Shadow)> = None;
        for _ in 0..ROUNDS {
            let shadow = self.over_prices(start, rated, prices.clone());
            let (costs, wanted) = self.wanted(&shadow, rated, &units);
            if best.as_ref().is_none_or(|(least, _)| costs < *least) {
                best = Some((costs, shadow));
            }
            for (line, price) in prices.iter_mut().enumerate() {
                steps[line] -= steps[line] / 2;
                if wanted[line] > u64::from(units[line]) {
                    *price += steps[line];
                } else {
                    *price = (*price - steps[line]).max(floor[line]);
                }
            }
        }
        best.map_or_else(|| self.over_prices(start, rated, floor.to_vec()), |(_, shadow)| shadow)
    }

    fn over_prices(&self, start: usize, rated: &[usize], prices: Vec<i64>) -> Shadow {
        let mut over = vec![Vec::new(); self.choices.len() - start.min(self.choices.len())];
        for &at in rated {
            let more = self.choices[at].rated.iter().flat_map(Rated::lines);
            let more = more.map(|(line, gives)| (line, gives - prices[line]));
            let more = more.filter(|(_, more)| *more > 0).collect();
            over[at - start] = sorted(more, |one: &(usize, i64), than| than.1.cmp(&one.1));
        }
        Shadow { start, prices, over }
    }

    /// What prices bound, and how many units of each line are asked for at them: of a clique by
    /// the one that gives most.
    fn wanted(&self, shadow: &Shadow, rated: &[usize], units: &[u32]) -> (Money, Vec<u64>) {
        let mut of_clique: Vec<(Money, Option<usize>)> = vec![(Money::ZERO, None); self.cliques];
        let mut winners = Vec::new();
        let mut costs = shadow.of_free(units);
        for &at in rated {
            let choice = &self.choices[at];
            let over = shadow.over(at, choice, units);
            if self.group_of_several(choice).is_some() {
                costs += over;
                winners.push(at);
            } else if over > of_clique[choice.clique].0 {
                of_clique[choice.clique] = (over, Some(at));
            }
        }
        for (over, at) in of_clique {
            costs += over;
            winners.extend(at);
        }
        let mut wanted = vec![0; units.len()];
        for at in winners {
            if let Some(rated) = &self.choices[at].rated {
                for (line, units, _) in asked(&shadow.over[at - shadow.start], rated, units) {
                    wanted[line] += u64::from(units);
                }
            }
        }
        (costs, wanted)
    }
}
