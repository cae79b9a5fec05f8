//! Multipliers, and the points of a rule once they are applied.
//!
//! Every product is checked in 128 bits. What doesn't fit them is divided by less than 2^83 (a
//! basis of 2^53, a step of 2^40 or an amount of 2^39, times 10^9), so that more than 2^44 points
//! would come out, where a lot holds less than 2^39: it is refused as too many.

use super::base::{Base, Gives, Rated};
use crate::cart::Cart;
use crate::engine::eligibility::met;
use crate::engine::facts::Facts;
use crate::program::{Combine, EarnLevel, Multiplier, Multipliers, RuleId, Selection, Steps};
use crate::value::bounds::{MAX_LOT_POINTS, MAX_MINOR};
use crate::value::{Rate, Rounding, div, split_units};

/// A factor is a count of billionths; this is one times.
const ONE: i128 = 1_000_000_000;

/// The multipliers that hold at an instant.
pub(super) fn holding<'r>(multipliers: &'r Multipliers, facts: &Facts<'_>) -> Vec<&'r Multiplier> {
    let mut holding = Vec::new();
    for multiplier in &multipliers.rules {
        if multiplier.window.contains(facts.now) && met(&multiplier.when, facts) == Some(true) {
            holding.push(multiplier);
        }
    }
    holding
}

/// What multipliers make of a rule's points.
pub(super) struct Factors {
    /// Of everything that is on no line, and of all lines where `lines` is empty.
    flat: i128,
    /// Of each line, where some multiplier is about some lines.
    lines: Vec<i128>,
}

impl Default for Factors {
    fn default() -> Self {
        Self { flat: ONE, lines: Vec::new() }
    }
}

impl Factors {
    /// Those of one rule. Where there are no lines, a multiplier of some lines does not count.
    pub(super) fn new(
        combine: Combine,
        multipliers: &[&Multiplier],
        rule: RuleId,
        cart: Option<&Cart>,
    ) -> Self {
        let mut factors = Self { flat: nothing(combine), lines: Vec::new() };
        for multiplier in multipliers {
            if !multiplier.rules.contains(rule) {
                continue;
            }
            let by = billionths(multiplier.by);
            let and = |factor: &mut i128| *factor = combined(combine, *factor, by);
            if multiplier.of == Selection::default() {
                and(&mut factors.flat);
                factors.lines.iter_mut().for_each(and);
            } else if let Some(cart) = cart {
                if factors.lines.is_empty() {
                    factors.lines = vec![factors.flat; cart.lines.len()];
                }
                let lines = &mut factors.lines;
                cart.matches.visit(multiplier.of, &mut |line| and(&mut lines[line]));
            }
        }
        let settle = |factor: &mut i128| *factor = settled(combine, *factor);
        settle(&mut factors.flat);
        factors.lines.iter_mut().for_each(settle);
        factors
    }

    fn of_line(&self, line: usize) -> i128 {
        self.lines.get(line).copied().unwrap_or(self.flat)
    }
}

fn billionths(rate: Rate) -> i128 {
    // At most nine decimals: nothing is rounded. 2^63 × 2^30 fits.
    div(i128::from(rate.numerator()) * ONE, i128::from(rate.denominator()), Rounding::Floor)
}

/// Before any multiplier; of the highest, less than each.
fn nothing(combine: Combine) -> i128 {
    if combine == Combine::Highest { -1 } else { ONE }
}

fn combined(combine: Combine, factor: i128, by: i128) -> i128 {
    match combine {
        Combine::Highest => factor.max(by),
        Combine::Add => factor + (by - ONE),
        // What doesn't fit is held so high that it is refused as soon as it multiplies anything.
        Combine::Multiply => {
            factor.checked_mul(by).map_or(i128::MAX, |product| div(product, ONE, Rounding::Floor))
        }
    }
}

fn settled(combine: Combine, factor: i128) -> i128 {
    match combine {
        Combine::Highest if factor < 0 => ONE,
        _ => factor.max(0),
    }
}

/// How results are rounded.
#[derive(Clone, Copy)]
pub(super) struct How {
    pub(super) granted: Rounding,
    /// In place of every other.
    pub(super) instead: Option<Rounding>,
    /// Points are rounded before they are multiplied, and again after.
    pub(super) after_rounding: bool,
}

impl How {
    fn granted(self) -> Rounding {
        self.instead.unwrap_or(self.granted)
    }

    /// The rounding of a rule whose exact points are multiplied before they are rounded.
    fn exact(self, rated: &Rated) -> Option<Rounding> {
        match rated.steps {
            Steps::Continuous(rounding) if !self.after_rounding => {
                Some(self.instead.unwrap_or(rounding))
            }
            _ => None,
        }
    }
}

/// The points of a rule, before caps, and the weights by which lines have a part in them; `None`
/// when there are too many.
pub(super) fn points(
    mut base: Base,
    factors: &Factors,
    how: How,
    cart: Option<&Cart>,
) -> Option<(i128, Vec<i64>)> {
    if let Gives::Rated(rated) = base.gives
        && rated.level != EarnLevel::Order
    {
        return by_line(base, &rated, factors, how, cart);
    }
    let all = base.all()?;
    if factors.lines.is_empty() {
        let points = match base.gives {
            Gives::Fixed(points) => times(i128::from(points.count()), factors.flat, how)?,
            Gives::Rated(rated) => rated_points(&rated, all, factors.flat, how)?,
        };
        return Some((points, base.lines));
    }
    if base.shipping == 0 && base.lines.iter().all(|count| *count == 0) {
        // Even shares, as of all points whose weights are zero. Only fixed ones, and those of a
        // remainder that alone fills steps, are of nothing that lines have.
        if all == 0 && matches!(base.gives, Gives::Rated(_)) {
            return Some((0, base.lines));
        }
        base.lines.fill(1);
    }
    let (mut counted, mut weighed) = (0, 0_i128);
    let mut weights = Vec::with_capacity(base.lines.len());
    for (line, &count) in base.lines.iter().enumerate() {
        let weight = i128::from(count).checked_mul(factors.of_line(line))?;
        counted += i128::from(count);
        weighed = weighed.checked_add(weight)?;
        weights.push(weight);
    }
    let shipping = i128::from(base.shipping);
    counted += shipping;
    weighed = weighed.checked_add(shipping.checked_mul(factors.flat)?)?;
    let points = match base.gives {
        Gives::Fixed(points) => spread(i128::from(points.count()), weighed, counted, how)?,
        Gives::Rated(rated) => match how.exact(&rated) {
            Some(rounding) => {
                exactly(&rated, weighed.checked_mul(i128::from(rated.parts))?, rounding)?
            }
            None => spread(rated.points(all, how.instead), weighed, counted, how)?,
        },
    };
    fitted(&mut base.lines, &weights);
    Some((points, base.lines))
}

/// Each line by itself, or each of its units.
fn by_line(
    mut base: Base,
    rated: &Rated,
    factors: &Factors,
    how: How,
    cart: Option<&Cart>,
) -> Option<(i128, Vec<i64>)> {
    base.all()?;
    let mut sum = 0;
    for (line, count) in base.lines.iter_mut().enumerate() {
        let units = match (rated.level, cart) {
            (EarnLevel::Unit, Some(cart)) => cart.lines[line].units,
            _ => 1,
        };
        let points = line_points(rated, *count, units, factors.of_line(line), how)?;
        *count = i64::try_from(points).ok().filter(|points| *points <= MAX_LOT_POINTS)?;
        sum += points;
    }
    for alone in [base.shipping, base.beside] {
        sum += rated_points(rated, alone, factors.flat, how)?;
    }
    Some((sum, base.lines))
}

/// The points of a line whose amount falls to its units: some, the first, have one minor unit more.
fn line_points(rated: &Rated, count: i64, units: u32, factor: i128, how: How) -> Option<i128> {
    let (each, more) = match units {
        1 => (count, 0),
        _ => {
            let split = split_units(count, units);
            let each = split.after(units.saturating_sub(1), 1);
            (each, count - each * i64::from(units))
        }
    };
    let exact = how.exact(rated).is_some();
    let unit = |of: i64| match exact {
        true => rated_points(rated, of, factor, how),
        false => Some(rated.points(of, how.instead)),
    };
    let mut points = unit(each)?.checked_mul(i128::from(i64::from(units) - more))?;
    if more > 0 {
        points = points.checked_add(unit(each + 1)?.checked_mul(i128::from(more))?)?;
    }
    if exact { Some(points) } else { times(points, factor, how) }
}

/// The points for so much at one factor.
fn rated_points(rated: &Rated, count: i64, factor: i128, how: How) -> Option<i128> {
    if factor == ONE {
        return Some(rated.points(count, how.instead));
    }
    match how.exact(rated) {
        Some(rounding) => exactly(rated, rated.parts_of(count).checked_mul(factor)?, rounding),
        None => times(rated.points(count, how.instead), factor, how),
    }
}

/// The exact points for so many billionths, rounded once.
fn exactly(rated: &Rated, billionths: i128, rounding: Rounding) -> Option<i128> {
    let points = billionths.checked_mul(i128::from(rated.points.count()))?;
    Some(div(points, i128::from(rated.step) * ONE, rounding))
}

/// Whole points at one factor.
fn times(points: i128, factor: i128, how: How) -> Option<i128> {
    if factor == ONE {
        return Some(points);
    }
    Some(div(points.checked_mul(factor)?, ONE, how.granted()))
}

/// Whole points that fall to the lines as what they count does, each part at its line's factor.
fn spread(points: i128, weighed: i128, counted: i128, how: How) -> Option<i128> {
    Some(div(points.checked_mul(weighed)?, counted * ONE, how.granted()))
}

/// Weights as sharing takes them: over 2^53 they lose their last bits, all of them as many.
fn fitted(lines: &mut [i64], weights: &[i128]) {
    let most = weights.iter().copied().max().unwrap_or(0);
    let mut shift = 0;
    while most >> shift > i128::from(MAX_MINOR) {
        shift += 1;
    }
    for (line, weight) in lines.iter_mut().zip(weights) {
        *line = i64::try_from(weight >> shift).unwrap_or(0);
    }
}
