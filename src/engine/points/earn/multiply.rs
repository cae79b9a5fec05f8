//! Multipliers, and the points of a rule once they are applied.
//!
//! Products of two numbers fit 128 bits; those of three are checked. What doesn't fit is divided by
//! less than 2^83 (a basis of 2^53, a step of 2^40 or an amount of 2^39, times 10^9), so that more
//! than 2^44 points would come out, where a lot holds less than 2^39: it is refused as too many.

use super::LineAmounts;
use super::base::{Base, Gives, Rated};
use crate::cart::Cart;
use crate::engine::eligibility::met;
use crate::engine::facts::Facts;
use crate::engine::values::{Asked, Each, here};
use crate::program::{Combine, EarnLevel, Multiplier, Multipliers, RuleId, Steps};
use crate::value::bounds::{MAX_LOT_POINTS, MAX_MINOR};
use crate::value::{Rounding, div, mul_div, split_units};

/// A factor is a count of billionths; this is one times.
const ONE: i64 = 1_000_000_000;
/// The highest factor, a billion times; beyond it there are too many points.
const HIGHEST: i64 = ONE * ONE;

/// The multipliers that hold for some amounts, and by how many billionths. One that has a value for
/// each line does where a line has one, or what is no line.
pub(super) fn holding<'r>(
    multipliers: &'r Multipliers,
    facts: &Facts<'r>,
    amounts: Option<&LineAmounts<'_>>,
) -> Vec<(&'r Multiplier, Each<'r, i64>)> {
    let mut holding = Vec::new();
    let offers = amounts.map_or(&[][..], |amounts| amounts.offers);
    for multiplier in &multipliers.rules {
        if multiplier.offer.is_none_or(|offer| offers.contains(&offer))
            && multiplier.window.contains(facts.now)
            && met(&multiplier.when, facts)
            && let Some(by) = here(multiplier.by, facts)
            && has_value(multiplier, by, amounts, facts)
        {
            holding.push((multiplier, by));
        }
    }
    holding
}

/// Whether anything that a multiplier is about has a value.
fn has_value<'r>(
    multiplier: &Multiplier,
    by: Each<'r, i64>,
    amounts: Option<&LineAmounts<'_>>,
    facts: &Facts<'r>,
) -> bool {
    let Each::Lines(_) = by else { return true };
    let mut has = multiplier.of.is_all() && by.of(|| Asked::NO_LINE, facts, |it| it).is_some();
    if let Some(amounts) = amounts {
        amounts.visit(multiplier.of, &mut |line| {
            has |= by.of(|| amounts.asked(line), facts, |it| it).is_some();
        });
    }
    has
}

/// What multipliers make of a rule's points.
pub(super) struct Factors {
    /// Of everything that is on no line, and of all lines where `lines` is empty.
    flat: i64,
    /// Of each line, where some multiplier is about some lines.
    lines: Vec<i64>,
}

impl Factors {
    /// Of points that are as they are.
    pub(super) const NONE: Self = Self { flat: ONE, lines: Vec::new() };

    /// Those of one rule; `None` when one is too high. Where there are no lines, a multiplier of
    /// some lines does not count.
    pub(super) fn new<'r>(
        combine: Combine,
        multipliers: &[(&Multiplier, Each<'r, i64>)],
        rule: RuleId,
        amounts: Option<&LineAmounts<'_>>,
        facts: &Facts<'r>,
    ) -> Option<Self> {
        // Before any multiplier; of the highest, less than each.
        let flat = if combine == Combine::Highest { -1 } else { ONE };
        let mut factors = Self { flat, lines: Vec::new() };
        for &(multiplier, by) in multipliers {
            if !multiplier.rules.contains(rule) {
                continue;
            }
            let whole = multiplier.of.is_all();
            if let (true, Each::All(by)) = (whole, by) {
                factors.flat = combined(combine, factors.flat, by);
                for factor in &mut factors.lines {
                    *factor = combined(combine, *factor, by);
                }
                continue;
            }
            if let Some(amounts) = amounts {
                if factors.lines.is_empty() {
                    factors.lines = vec![factors.flat; amounts.cart.lines.len()];
                }
                let lines = &mut factors.lines;
                amounts.visit(multiplier.of, &mut |line| {
                    if let Some(by) = by.of(|| amounts.asked(line), facts, |it| it) {
                        lines[line] = combined(combine, lines[line], by);
                    }
                });
            }
            // What is no line is in none of a selection.
            let beside = by.of(|| Asked::NO_LINE, facts, |it| it).filter(|_| whole);
            if let Some(by) = beside {
                factors.flat = combined(combine, factors.flat, by);
            }
        }
        factors.flat = settled(combine, factors.flat)?;
        for factor in &mut factors.lines {
            *factor = settled(combine, *factor)?;
        }
        Some(factors)
    }

    fn of_line(&self, line: usize) -> i64 {
        self.lines.get(line).copied().unwrap_or(self.flat)
    }
}

#[inline(never)]
fn combined(combine: Combine, factor: i64, by: i64) -> i64 {
    match combine {
        Combine::Highest => factor.max(by),
        Combine::Add => factor.saturating_add(by - ONE),
        Combine::Multiply => mul_div(factor, by, ONE, Rounding::Floor).unwrap_or(i64::MAX),
    }
}

fn settled(combine: Combine, factor: i64) -> Option<i64> {
    let factor = if combine == Combine::Highest && factor < 0 { ONE } else { factor.max(0) };
    (factor <= HIGHEST).then_some(factor)
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
) -> Option<(i64, Vec<i64>)> {
    let all = base.all()?;
    let alike = factors.lines.is_empty();
    match &base.gives {
        Gives::Fixed(points) if alike => {
            return Some((times(i128::from(points.count()), factors.flat, how)?, base.lines));
        }
        Gives::Rated(rated) if rated.level != EarnLevel::Order => {
            let points = by_line(&mut base.lines, rated, factors, how, cart)?;
            let shipping = rated_points(rated, base.shipping, factors.flat, how)?;
            let beside = rated_points(rated, base.beside, factors.flat, how)?;
            return Some((points + shipping + beside, base.lines));
        }
        Gives::Rated(rated) if alike || all == 0 => {
            return Some((rated_points(rated, all, factors.flat, how)?, base.lines));
        }
        _ => {}
    }
    if base.shipping == 0 && base.lines.iter().all(|count| *count == 0) {
        // Of nothing that lines have, each has as much.
        base.lines.fill(1);
    }
    let mut weighed = Weighed::of(base.shipping, factors.flat);
    for (line, &count) in base.lines.iter().enumerate() {
        weighed.add(count, factors.of_line(line));
    }
    let points = match &base.gives {
        Gives::Fixed(points) => weighed.spread(i128::from(points.count()), how)?,
        Gives::Rated(rated) => match how.exact(rated) {
            Some(rounding) => exactly(rated, product(weighed.sum, rated.parts)?, rounding)?,
            None => weighed.spread(rated.points(all, how.instead)?, how)?,
        },
    };
    weighed.leave(&mut base.lines, factors);
    Some((points, base.lines))
}

/// What is counted, each part times its factor.
struct Weighed {
    counted: i64,
    /// At most 2^53 × 2^60.
    sum: i128,
    most: i128,
}

impl Weighed {
    fn of(count: i64, factor: i64) -> Self {
        Self { counted: count, sum: i128::from(count) * i128::from(factor), most: 0 }
    }

    fn add(&mut self, count: i64, factor: i64) {
        let weight = i128::from(count) * i128::from(factor);
        self.counted += count;
        self.sum += weight;
        self.most = self.most.max(weight);
    }

    /// Whole points that fall to the parts as what they count does, each at its factor.
    fn spread(&self, points: i128, how: How) -> Option<i64> {
        let counted = i128::from(self.counted) * i128::from(ONE);
        let points = points.checked_mul(self.sum)?;
        in_a_lot(div(points, counted, how.granted()))
    }

    /// Leaves the weights of the lines as sharing takes them: over 2^53 they lose their last bits,
    /// all of them as many.
    fn leave(&self, lines: &mut [i64], factors: &Factors) {
        let (mut most, mut shift) = (self.most, 0);
        while most > i128::from(MAX_MINOR) {
            most >>= 1;
            shift += 1;
        }
        for (line, count) in lines.iter_mut().enumerate() {
            let weight = i128::from(*count) * i128::from(factors.of_line(line));
            *count = i64::try_from(weight >> shift).unwrap_or(0);
        }
    }
}

/// Each line by itself, or each of its units: leaves the points of the lines, and sums them.
fn by_line(
    lines: &mut [i64],
    rated: &Rated,
    factors: &Factors,
    how: How,
    cart: Option<&Cart>,
) -> Option<i64> {
    let mut sum = 0;
    for (line, count) in lines.iter_mut().enumerate() {
        let units = match (rated.level, cart) {
            (EarnLevel::Unit, Some(cart)) => cart.lines[line].units,
            _ => 1,
        };
        *count = line_points(rated, *count, units, factors.of_line(line), how)?;
        sum += *count;
    }
    Some(sum)
}

/// The points of a line whose amount falls to its units: some, the first, have one minor unit more.
fn line_points(rated: &Rated, count: i64, units: u32, factor: i64, how: How) -> Option<i64> {
    if units == 1 {
        return rated_points(rated, count, factor, how);
    }
    let each = split_units(count, units).after(units.saturating_sub(1), 1);
    let units = i64::from(units);
    let more = count - each * units;
    // Exact points are rounded unit by unit; whole ones are multiplied together.
    let exact = how.exact(rated).is_some();
    let mut points = 0;
    for (of, units) in [(each, units - more), (each + 1, more)] {
        if units == 0 {
            continue;
        }
        let unit = match exact {
            true => i128::from(rated_points(rated, of, factor, how)?),
            false => rated.points(of, how.instead)?,
        };
        points += product(unit, units)?;
    }
    if exact { in_a_lot(points) } else { times(points, factor, how) }
}

/// The points for so much at one factor.
#[inline(never)]
fn rated_points(rated: &Rated, count: i64, factor: i64, how: How) -> Option<i64> {
    if factor != ONE
        && let Some(rounding) = how.exact(rated)
    {
        return exactly(rated, product(rated.parts_of(count), factor)?, rounding);
    }
    times(rated.points(count, how.instead)?, factor, how)
}

/// The exact points for so many billionths, rounded once.
#[inline(never)]
fn exactly(rated: &Rated, billionths: i128, rounding: Rounding) -> Option<i64> {
    let points = product(billionths, rated.points.count())?;
    in_a_lot(div(points, i128::from(rated.step) * i128::from(ONE), rounding))
}

/// Whole points at one factor.
#[inline(never)]
fn times(points: i128, factor: i64, how: How) -> Option<i64> {
    if factor == ONE {
        return in_a_lot(points);
    }
    in_a_lot(div(product(points, factor)?, i128::from(ONE), how.granted()))
}

fn in_a_lot(points: i128) -> Option<i64> {
    i64::try_from(points).ok().filter(|points| *points <= MAX_LOT_POINTS)
}

/// Out of line, since a checked product of 128 bits is long.
#[inline(never)]
pub(super) fn product(one: i128, other: i64) -> Option<i128> {
    one.checked_mul(i128::from(other))
}
