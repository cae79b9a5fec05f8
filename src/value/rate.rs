//! Exact rates: what a percentage, a price per point or a multiplier does to an amount.
//!
//! A rate is a fraction, multiplied in 128 bits and divided once, by a rounding the caller names.

use core::cmp::Ordering;

use super::bounds::MAX_MINOR;
use super::decimal::{Decimal, MAX_SCALE, power_of_ten};
use super::money::Money;
use super::points::Points;
use super::ratio::{Rounding, div, div_short, product};

/// An exact fraction in lowest terms: 0.2 is 1/5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    numerator: i64,
    /// Positive.
    denominator: i64,
}

/// Where the rounding of a rate happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// For one unit; the line is units times that.
    Unit,
    /// For the line as a whole.
    #[default]
    Line,
    /// For the order as a whole; the caller allocates the result to the lines.
    Order,
}

impl Rate {
    /// Nothing.
    pub const ZERO: Rate = Rate { numerator: 0, denominator: 1 };
    /// Everything: a hundred percent.
    pub const ONE: Rate = Rate { numerator: 1, denominator: 1 };

    /// `numerator` ÷ `denominator`; `None` unless the denominator is positive.
    #[must_use]
    pub fn new(numerator: i64, denominator: i64) -> Option<Rate> {
        Rate::lowest(i128::from(numerator), i128::from(denominator))
    }

    /// The rate that a decimal is: `0.2` is 0.2.
    #[must_use]
    pub fn from_decimal(decimal: Decimal) -> Rate {
        // Lowest terms are no larger than the mantissa and 10^9, so that `ZERO` is never taken.
        Rate::new(decimal.mantissa(), power_of_ten(decimal.scale())).unwrap_or(Rate::ZERO)
    }

    /// The rate of so many percent: `20` is 0.2.
    #[must_use]
    pub fn percent(decimal: Decimal) -> Rate {
        // Lowest terms are no larger than the mantissa and 10^11, so that `ZERO` is never taken.
        Rate::new(decimal.mantissa(), power_of_ten(decimal.scale() + 2)).unwrap_or(Rate::ZERO)
    }

    /// The rate of so many billionths.
    #[must_use]
    pub fn billionths(billionths: i64) -> Rate {
        Rate::new(billionths, 1_000_000_000).unwrap_or(Rate::ZERO)
    }

    /// The numerator of its lowest terms.
    #[must_use]
    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    /// The denominator of its lowest terms, positive.
    #[must_use]
    pub const fn denominator(self) -> i64 {
        self.denominator
    }

    /// So many percent, exact for a rate that [`Rate::percent`] made of one up to a hundred: 0.2 is
    /// `20`.
    #[must_use]
    pub fn in_percent(self) -> Decimal {
        let nanos = i128::from(self.numerator) * i128::from(power_of_ten(11));
        let nanos = div(nanos, i128::from(self.denominator), Rounding::Floor);
        // Of a rate up to one, at most 10^11.
        let nanos = i64::try_from(nanos).unwrap_or(i64::MAX);
        Decimal::new(nanos, MAX_SCALE).unwrap_or(Decimal::ZERO)
    }

    /// What is left of one: 0.2 off leaves 0.8. `None` when that needs more than 64 bits.
    #[must_use]
    pub fn complement(self) -> Option<Rate> {
        let whole = i128::from(self.denominator);
        Rate::lowest(whole - i128::from(self.numerator), whole)
    }

    /// Both, one after the other; `None` when that needs more than 64 bits.
    #[must_use]
    pub fn times(self, other: Rate) -> Option<Rate> {
        Rate::lowest(
            i128::from(self.numerator) * i128::from(other.numerator),
            i128::from(self.denominator) * i128::from(other.denominator),
        )
    }

    /// The sum of both; `None` when that needs more than 64 bits.
    #[must_use]
    pub fn plus(self, other: Rate) -> Option<Rate> {
        // Each product is at most 2^63 × (2^63−1), so that their sum is below 2^127.
        Rate::lowest(
            i128::from(self.numerator) * i128::from(other.denominator)
                + i128::from(other.numerator) * i128::from(self.denominator),
            i128::from(self.denominator) * i128::from(other.denominator),
        )
    }

    /// This rate of an amount in minor units, rounded once.
    #[must_use]
    pub fn of(self, amount: Money, rounding: Rounding) -> Money {
        Money::clamped(self.apply(amount.minor(), rounding, 1))
    }

    /// This rate of an amount, rounded once to a multiple of `granularity`: of 10 minor units, say,
    /// to drop the fen (抹零). A granularity below one minor unit counts as one.
    #[must_use]
    pub fn of_granular(self, amount: Money, rounding: Rounding, granularity: Money) -> Money {
        Money::clamped(self.apply(amount.minor(), rounding, granularity.minor()))
    }

    /// What is left of a price after this rate of a base was taken off, rounded once to a multiple
    /// of `granularity`; never below zero.
    #[must_use]
    pub fn left_of(
        self,
        price: Money,
        base: Money,
        rounding: Rounding,
        granularity: Money,
    ) -> Money {
        let step = i128::from(granularity.minor().max(1));
        let whole = i128::from(self.denominator);
        // Both products are below 2^53 × 2^63.
        let exact = i128::from(price.minor()) * whole
            - i128::from(base.minor()) * i128::from(self.numerator);
        let left = div(exact.max(0), whole * step, rounding) * step;
        Money::clamped(i64::try_from(left).unwrap_or(i64::MAX))
    }

    /// This rate of the price of a line, rounded for a unit or for the line, as `level` says.
    ///
    /// At [`Level::Order`] the line alone is rounded as for [`Level::Line`]: whoever holds the
    /// whole order rounds its sum and allocates it.
    #[must_use]
    pub fn of_line(
        self,
        unit_price: Money,
        units: u32,
        rounding: Rounding,
        granularity: Money,
        level: Level,
    ) -> Money {
        match level {
            Level::Unit => self.of_granular(unit_price, rounding, granularity).times_units(units),
            Level::Line | Level::Order => {
                self.of_granular(unit_price.times_units(units), rounding, granularity)
            }
        }
    }

    /// This rate of a count of points, rounded once.
    #[must_use]
    pub fn of_points(self, points: Points, rounding: Rounding) -> Points {
        Points::clamped(self.apply(points.count(), rounding, 1))
    }

    /// This rate of an integer, rounded once to a multiple of `granularity` (at least one), held
    /// within ±(2^53−1). Rates up to one of amounts within bounds never reach that.
    #[must_use]
    pub fn apply(self, amount: i64, rounding: Rounding, granularity: i64) -> i64 {
        let step = granularity.max(1);
        // Nearly all products fit 64 bits, where all of this is many times quicker.
        if let (Some(whole), Some(per)) =
            (product(amount, self.numerator), product(self.denominator, step))
        {
            let steps = div_short(whole, per, rounding);
            let beyond = if steps < 0 { i64::MIN } else { i64::MAX };
            return product(steps, step).unwrap_or(beyond).clamp(-MAX_MINOR, MAX_MINOR);
        }
        let step = i128::from(step);
        // Both products are below 2^126.
        let product = i128::from(amount) * i128::from(self.numerator);
        let steps = div(product, i128::from(self.denominator) * step, rounding);
        let bound = i128::from(MAX_MINOR);
        // |steps × step| ≤ |product| + step < 2^127
        i64::try_from((steps * step).clamp(-bound, bound)).unwrap_or(0)
    }

    /// The fraction in lowest terms, if those fit and the denominator is positive.
    fn lowest(numerator: i128, denominator: i128) -> Option<Rate> {
        if denominator <= 0 {
            return None;
        }
        let (mut divisor, mut rest) = (denominator.unsigned_abs(), numerator.unsigned_abs());
        while rest != 0 {
            // Nearly all fit 64 bits, where a division is many times quicker.
            (divisor, rest) = match (u64::try_from(divisor), u64::try_from(rest)) {
                (Ok(divisor), Ok(rest)) => (rest.into(), u128::from(divisor % rest)),
                _ => (rest, divisor % rest),
            };
        }
        // The divisor divides a positive `i128` and so is one.
        let divisor = i128::try_from(divisor).unwrap_or(1);
        Some(Rate {
            numerator: i64::try_from(numerator / divisor).ok()?,
            denominator: i64::try_from(denominator / divisor).ok()?,
        })
    }
}

impl Default for Rate {
    fn default() -> Rate {
        Rate::ZERO
    }
}

impl Ord for Rate {
    fn cmp(&self, other: &Rate) -> Ordering {
        let crosswise = i128::from(self.numerator) * i128::from(other.denominator);
        crosswise.cmp(&(i128::from(other.numerator) * i128::from(self.denominator)))
    }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Rate) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(text: &str) -> Rate {
        Rate::percent(Decimal::parse(text).expect(text))
    }

    fn money(minor: i64) -> Money {
        Money::new(minor).expect("within bounds")
    }

    #[test]
    fn percent_is_a_hundredth() {
        assert_eq!(percent("20"), Rate::from_decimal(Decimal::parse("0.2").expect("a decimal")));
        assert_eq!(Some(percent("20")), Rate::new(1, 5));
        assert_eq!(percent("100"), Rate::ONE);
        for text in ["0", "13", "19.5", "0.000000001", "99.999999999", "100"] {
            assert_eq!(percent(text).in_percent().to_string(), text);
        }
        assert_eq!(percent("12.5").complement(), Rate::new(7, 8));
        assert_eq!(percent("50").times(percent("50")), Some(percent("25")));
        assert_eq!(percent("50").plus(percent("150")), Rate::new(2, 1));
        assert!(percent("9.9") < percent("10") && percent("-1") < Rate::ZERO);
        assert_eq!(Rate::new(1, 0), None);
        assert_eq!(Rate::new(1, -1), None);
        assert_eq!(Rate::new(i64::MAX, 1).and_then(|rate| rate.times(rate)), None);
    }

    #[test]
    fn rounds_once() {
        // 15 % of 19.99 = 2.9985
        assert_eq!(percent("15").of(money(1_999), Rounding::HalfUp), money(300));
        assert_eq!(percent("15").of(money(1_999), Rounding::Floor), money(299));
        assert_eq!(percent("15").of(money(-1_999), Rounding::HalfUp), money(-300));
        let three = Points::new(3).expect("within bounds");
        // 3 points × 1.5 = 4.5
        assert_eq!(percent("150").of_points(three, Rounding::Floor).count(), 4);
    }

    #[test]
    fn rounds_to_a_granularity() {
        // 85 % of 19.99 = 16.9915: to 0.10 down 16.90, to the nearest 17.00
        let eighty_five = percent("85");
        let jiao = money(10);
        assert_eq!(eighty_five.of_granular(money(1_999), Rounding::Floor, jiao), money(1_690));
        assert_eq!(eighty_five.of_granular(money(1_999), Rounding::HalfUp, jiao), money(1_700));
        assert_eq!(
            eighty_five.of_granular(money(1_999), Rounding::Floor, Money::ZERO),
            eighty_five.of(money(1_999), Rounding::Floor)
        );
    }

    #[test]
    fn rounds_what_is_left() {
        // 0.15 − 10 % of 0.15 = 0.135
        let ten = percent("10");
        let left = |mode| ten.left_of(money(15), money(15), mode, money(1));
        assert_eq!((left(Rounding::HalfUp), left(Rounding::HalfDown)), (money(14), money(13)));
        // 12.00 − 50 % of 30.00 is below zero; 12.34 − 10 % of 30.00 = 9.34, to tenths 9.30
        assert_eq!(
            percent("50").left_of(money(1_200), money(3_000), Rounding::Ceil, money(1)),
            money(0)
        );
        assert_eq!(
            ten.left_of(money(1_234), money(3_000), Rounding::HalfUp, money(10)),
            money(930)
        );
    }

    #[test]
    fn rounds_at_a_level() {
        // 10 % of 0.15 = 0.015 → 0.02, thrice 0.06; 10 % of 0.45 = 0.045 → 0.05
        let line = |level| percent("10").of_line(money(15), 3, Rounding::HalfUp, money(1), level);
        assert_eq!(line(Level::Unit), money(6));
        assert_eq!(line(Level::Line), money(5));
        assert_eq!(line(Level::Order), money(5));
    }

    #[test]
    fn holds_at_the_edges_of_its_types() {
        let huge = Rate::new(i64::MIN, 1).expect("a rate");
        for amount in [i64::MIN, i64::MAX] {
            for granularity in [i64::MIN, 1, i64::MAX] {
                assert_eq!(
                    huge.apply(amount, Rounding::AwayFromZero, granularity).abs(),
                    MAX_MINOR
                );
            }
        }
        assert_eq!(huge.complement(), None);
    }
}
