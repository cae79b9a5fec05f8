//! The one division, and the eight roundings it may name.

use core::cmp::Ordering;

/// How a quotient that falls between two integers becomes one of them.
///
/// | exact | floor | ceil | half_up | half_down | half_even | half_odd | towards_zero | away |
/// |------:|------:|-----:|--------:|----------:|----------:|---------:|-------------:|-----:|
/// |   2.5 |     2 |    3 |       3 |         2 |         2 |        3 |            2 |    3 |
/// |   1.5 |     1 |    2 |       2 |         1 |         2 |        1 |            1 |    2 |
/// |  −1.4 |    −2 |   −1 |      −1 |        −1 |        −1 |       −1 |           −1 |   −2 |
/// |  −2.5 |    −3 |   −2 |      −3 |        −2 |        −2 |       −3 |           −2 |   −3 |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rounding {
    /// Towards −∞.
    Floor,
    /// Towards +∞.
    Ceil,
    /// To the nearest; a tie away from zero: a refund mirrors its charge.
    #[default]
    HalfUp,
    /// To the nearest; a tie towards zero.
    HalfDown,
    /// To the nearest; a tie to the even neighbour.
    HalfEven,
    /// To the nearest; a tie to the odd neighbour.
    HalfOdd,
    /// Towards zero: what is cut off is dropped.
    TowardsZero,
    /// Away from zero.
    AwayFromZero,
}

impl Rounding {
    /// Every rounding, in the order of its declaration.
    pub const ALL: [Rounding; 8] = [
        Rounding::Floor,
        Rounding::Ceil,
        Rounding::HalfUp,
        Rounding::HalfDown,
        Rounding::HalfEven,
        Rounding::HalfOdd,
        Rounding::TowardsZero,
        Rounding::AwayFromZero,
    ];
}

/// `numerator` ÷ `denominator`, rounded.
///
/// The denominator is positive: program values are checked when they are read. One that is not is a
/// bug, caught by tests; it then counts as one, so that nothing fails.
#[must_use]
pub fn div(numerator: i128, denominator: i128, rounding: Rounding) -> i128 {
    debug_assert!(denominator > 0, "a denominator is positive");
    let denominator = denominator.max(1);
    // Nearly all numbers fit 64 bits, where dividing is many times quicker.
    if let (Ok(short), Ok(by)) = (i64::try_from(numerator), i64::try_from(denominator)) {
        return i128::from(div_short(short, by, rounding));
    }
    let (below, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
    if rest == 0 {
        return below;
    }
    // The exact quotient lies between `below` and `below + 1`; a rest means that the denominator is
    // at least two, so that the sum fits.
    let half = rest.cmp(&(denominator - rest));
    if goes_up(rounding, half, below & 1 == 0, numerator < 0) { below + 1 } else { below }
}

/// The product, if it fits 64 bits. Most factors are short: wasm multiplies those in one step, and
/// calls a function of 128 bits where the product of longer ones is checked.
pub(super) fn product(one: i64, other: i64) -> Option<i64> {
    match (i32::try_from(one), i32::try_from(other)) {
        // At most 2^62.
        (Ok(_), Ok(_)) => Some(one.wrapping_mul(other)),
        _ => one.checked_mul(other),
    }
}

/// As [`div`], within 64 bits.
pub(super) fn div_short(numerator: i64, denominator: i64, rounding: Rounding) -> i64 {
    let denominator = denominator.max(1);
    let (below, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
    if rest == 0 {
        return below;
    }
    let half = rest.cmp(&(denominator - rest));
    if goes_up(rounding, half, below & 1 == 0, numerator < 0) { below + 1 } else { below }
}

/// Whether a quotient with a rest is rounded up, `half` being how the rest compares to a half.
fn goes_up(rounding: Rounding, half: Ordering, even_below: bool, negative: bool) -> bool {
    let nearest = |tie_goes_up: bool| half.is_gt() || half.is_eq() && tie_goes_up;
    match rounding {
        Rounding::Floor => false,
        Rounding::Ceil => true,
        Rounding::TowardsZero => negative,
        Rounding::AwayFromZero => !negative,
        Rounding::HalfUp => nearest(!negative),
        Rounding::HalfDown => nearest(negative),
        Rounding::HalfEven => nearest(!even_below),
        Rounding::HalfOdd => nearest(even_below),
    }
}

/// `amount` × `numerator` ÷ `denominator`, rounded once; `None` when the denominator is not
/// positive or the result is no `i64`.
#[must_use]
pub fn mul_div(amount: i64, numerator: i64, denominator: i64, rounding: Rounding) -> Option<i64> {
    if denominator <= 0 {
        return None;
    }
    // |amount| and |numerator| ≤ 2^63, so that the product fits 2^126.
    let product = i128::from(amount) * i128::from(numerator);
    i64::try_from(div(product, i128::from(denominator), rounding)).ok()
}

/// How often `of` fits into an amount, neither of them negative; nothing fits without end, so that
/// an `of` of zero counts as one.
pub(crate) fn fits(amount: i64, of: i64) -> u32 {
    u32::try_from(amount.max(0) / of.max(1)).unwrap_or(u32::MAX)
}

/// The quotient rounded towards −∞, and what is left: 0 ≤ rest < `denominator`, which is positive.
pub(super) fn floor_and_rest(numerator: i128, denominator: i128) -> (i128, i128) {
    let denominator = denominator.max(1);
    // Nearly all numbers fit 64 bits, where dividing is many times quicker.
    if let (Ok(short), Ok(by)) = (i64::try_from(numerator), i64::try_from(denominator)) {
        return (i128::from(short.div_euclid(by)), i128::from(short.rem_euclid(by)));
    }
    (numerator.div_euclid(denominator), numerator.rem_euclid(denominator))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_as_the_table_says() {
        // 5/2 = 2.5, 3/2 = 1.5, −7/5 = −1.4, −5/2 = −2.5, 8/3 = 2.67
        for ((numerator, denominator), expected) in [
            ((5, 2), [2, 3, 3, 2, 2, 3, 2, 3]),
            ((3, 2), [1, 2, 2, 1, 2, 1, 1, 2]),
            ((-7, 5), [-2, -1, -1, -1, -1, -1, -1, -2]),
            ((-5, 2), [-3, -2, -3, -2, -2, -3, -2, -3]),
            ((8, 3), [2, 3, 3, 3, 3, 3, 2, 3]),
            ((6, 3), [2; 8]),
            ((-6, 3), [-2; 8]),
        ] {
            let rounded = Rounding::ALL.map(|rounding| div(numerator, denominator, rounding));
            assert_eq!(rounded, expected, "{numerator}/{denominator}");
        }
    }

    #[test]
    fn a_product_fits_or_is_none() {
        let edges = [0, 1, -1, 10, i64::from(i32::MAX), i64::from(i32::MIN), 1 << 31, i64::MAX];
        for one in edges {
            for other in edges {
                assert_eq!(product(one, other), one.checked_mul(other), "{one} × {other}");
            }
        }
        assert_eq!(product(i64::MIN, -1), None);
    }

    #[test]
    fn divides_at_the_edges_of_its_types() {
        for rounding in Rounding::ALL {
            assert_eq!(div(i128::MIN, 1, rounding), i128::MIN);
            assert_eq!(div(i128::MAX, i128::MAX, rounding), 1);
            assert_eq!(div(i128::from(i64::MIN), 1, rounding), i128::from(i64::MIN));
        }
        assert_eq!(div(i128::MIN, i128::MAX, Rounding::Floor), -2);
        assert_eq!(div(i128::MIN, i128::MAX, Rounding::HalfUp), -1);
    }

    #[test]
    fn fits_only_whole() {
        // 7 ÷ 3 = 2.33
        assert_eq!(fits(7, 3), 2);
        assert_eq!(fits(2, 3), 0);
        assert_eq!(fits(-7, 3), 0);
        assert_eq!(fits(7, 0), 7);
        assert_eq!(fits(i64::MAX, 1), u32::MAX);
    }

    #[test]
    fn multiplies_before_it_divides() {
        // 1999 × 15 ÷ 100 = 299.85
        assert_eq!(mul_div(1_999, 15, 100, Rounding::HalfUp), Some(300));
        assert_eq!(mul_div(1_999, 15, 100, Rounding::Floor), Some(299));
        assert_eq!(mul_div(i64::MAX, i64::MAX, i64::MAX, Rounding::Floor), Some(i64::MAX));
        assert_eq!(mul_div(i64::MAX, 2, 1, Rounding::Floor), None);
        assert_eq!(mul_div(1, 1, 0, Rounding::Floor), None);
    }
}
