//! Counts of points, in the smallest point of a program.

use core::fmt;
use core::iter::Sum;
use core::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use super::bounds::MAX_MINOR;
use super::decimal::write_scaled;

/// A count of smallest points: 150 is 150 points, or 1.5 in a program whose points have two digits
/// after the point.
///
/// Sums are plain sums of `i64`: each lot is within `bounds`, whose proofs show that all the lots
/// of a member add up within 2^53−1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(i64);

impl Points {
    /// None.
    pub const ZERO: Points = Points(0);
    /// One smallest point.
    pub const SMALLEST: Points = Points(1);
    /// The largest count, 2^53−1 smallest points.
    pub const MAX: Points = Points(MAX_MINOR);

    /// A count of smallest points, or `None` beyond ±(2^53−1).
    #[must_use]
    pub const fn new(count: i64) -> Option<Points> {
        if -MAX_MINOR <= count && count <= MAX_MINOR { Some(Points(count)) } else { None }
    }

    /// A count of smallest points, held within ±(2^53−1).
    #[must_use]
    pub const fn clamped(count: i64) -> Points {
        if count > MAX_MINOR {
            Points(MAX_MINOR)
        } else if count < -MAX_MINOR {
            Points(-MAX_MINOR)
        } else {
            Points(count)
        }
    }

    /// The count of smallest points.
    #[must_use]
    pub const fn count(self) -> i64 {
        self.0
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The greatest multiple of `step` that is not more; itself when the step is not positive.
    #[must_use]
    pub fn floor_to(self, step: Points) -> Points {
        if step.0 <= 0 { self } else { Points(self.0 - self.0.rem_euclid(step.0)) }
    }

    /// How many whole steps there are in it; as many as smallest points when the step is not
    /// positive.
    #[must_use]
    pub fn in_steps(self, step: Points) -> i64 {
        self.0.div_euclid(step.0.max(1))
    }

    /// The least multiple of `step` that is not less; itself when the step is not positive. Both
    /// are within bounds, so the sum fits.
    #[must_use]
    pub fn ceil_to(self, step: Points) -> Points {
        let floor = self.floor_to(step);
        if floor == self { self } else { floor + step }
    }

    /// The points of `units` units of this many each, held within ±(2^53−1).
    #[must_use]
    pub const fn times_units(self, units: u32) -> Points {
        Points::clamped(self.0.saturating_mul(units as i64))
    }

    /// As a programme writes points that have so many digits after the point, all of them: `12.5`.
    pub(crate) const fn written(self, decimals: u8) -> Written {
        Written { points: self, decimals }
    }

    /// This less `other`, but not below zero.
    #[must_use]
    pub fn less(self, other: Points) -> Points {
        (self - other).max(Points::ZERO)
    }
}

/// Points for people who wrote the programme.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written {
    points: Points,
    decimals: u8,
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_scaled(f, self.points.0, self.decimals)
    }
}

impl Add for Points {
    type Output = Points;

    fn add(self, other: Points) -> Points {
        Points(self.0 + other.0)
    }
}

impl Sub for Points {
    type Output = Points;

    fn sub(self, other: Points) -> Points {
        Points(self.0 - other.0)
    }
}

impl Neg for Points {
    type Output = Points;

    fn neg(self) -> Points {
        Points(-self.0)
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Points) {
        self.0 += other.0;
    }
}

impl SubAssign for Points {
    fn sub_assign(&mut self, other: Points) {
        self.0 -= other.0;
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Points>>(counts: I) -> Points {
        counts.fold(Points::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_written_with_all_their_digits() {
        let written = |count, decimals| Points(count).written(decimals).to_string();
        assert_eq!(written(125, 1), "12.5");
        assert_eq!(written(100, 1), "10.0");
        assert_eq!(written(-1, 3), "-0.001");
        assert_eq!(written(125, 0), "125");
    }

    #[test]
    fn counts_stay_within_bounds() {
        assert_eq!(Points::new(MAX_MINOR), Some(Points::MAX));
        assert_eq!(Points::new(MAX_MINOR + 1), None);
        assert_eq!(Points::MAX.times_units(2), Points::MAX);
        assert_eq!(Points(3).less(Points(5)), Points::ZERO);
        assert_eq!([Points(7), Points(-2)].into_iter().sum::<Points>(), Points(5));
    }
}
