//! Exact decimals as authors write them: `"0.15"`, `"-3"`. They are read, compared and written;
//! what they multiply is in `rate`.

use core::cmp::Ordering;
use core::fmt;

use super::ratio::product;

/// The most digits after the point.
pub const MAX_SCALE: u8 = 9;

/// An exact decimal: a mantissa of 64 bits and at most nine digits after the point.
///
/// Two decimals are equal when their values are: `1.50` is `1.5`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// Without trailing zeros after the point, so that equal values are equal structures.
    mantissa: i64,
    scale: u8,
}

/// Why a text is not a decimal, or not an amount of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// Not digits with at most one point between them, and at most a minus before them.
    Malformed,
    /// More digits after the point than `allowed`.
    TooPrecise {
        /// The digits that may stand after the point.
        allowed: u8,
    },
    /// Too far from zero.
    TooLarge,
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Decimal = Decimal { mantissa: 0, scale: 0 };
    /// One.
    pub const ONE: Decimal = Decimal { mantissa: 1, scale: 0 };

    /// `mantissa` ÷ 10^`scale`, or `None` when `scale` is over nine.
    #[must_use]
    pub const fn new(mantissa: i64, scale: u8) -> Option<Decimal> {
        if scale > MAX_SCALE {
            return None;
        }
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Some(Decimal { mantissa, scale })
    }

    /// Reads a decimal written like a JSON number without exponent: `"0.15"`, `"-3"`, `"1.50"`.
    ///
    /// # Errors
    /// [`DecimalError`] for a sign `+`, spaces, an exponent, a leading zero, a point without a
    /// digit on either side, more than nine digits after the point, or a mantissa over 64 bits.
    pub fn parse(text: &str) -> Result<Decimal, DecimalError> {
        let (mantissa, scale) = scan(text, MAX_SCALE)?;
        Decimal::new(mantissa, scale).ok_or(DecimalError::TooPrecise { allowed: MAX_SCALE })
    }

    /// All its digits, as an integer; the value is this ÷ 10^[`scale`](Self::scale).
    #[must_use]
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// How many of its digits stand after the point, at most nine.
    #[must_use]
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// The value in units of 10^−9, or `None` past 64 bits.
    #[must_use]
    pub const fn billionths(self) -> Option<i64> {
        self.mantissa.checked_mul(power_of_ten(MAX_SCALE - self.scale))
    }

    /// The value in units of 10^−9.
    const fn nanos(self) -> i128 {
        // |mantissa| ≤ 2^63 and 10^9 < 2^30: the product is below 2^93.
        self.mantissa as i128 * power_of_ten(MAX_SCALE - self.scale) as i128
    }
}

/// 10^`exponent`, for exponents up to 18; larger ones count as 18.
pub(super) const fn power_of_ten(exponent: u8) -> i64 {
    10_i64.pow(if exponent > 18 { 18 } else { exponent as u32 })
}

/// Reads `-?(0|[1-9][0-9]*)(\.[0-9]+)?` as a mantissa and the number of digits after the point.
pub(super) fn scan(text: &str, max_scale: u8) -> Result<(i64, u8), DecimalError> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let fraction_digits = fraction.unwrap_or_default();
    let digits = || whole.bytes().chain(fraction_digits.bytes());
    let well_formed = !whole.is_empty()
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(|digits| !digits.is_empty())
        && digits().all(|byte| byte.is_ascii_digit());
    if !well_formed {
        return Err(DecimalError::Malformed);
    }
    let scale = u8::try_from(fraction_digits.len())
        .ok()
        .filter(|scale| *scale <= max_scale)
        .ok_or(DecimalError::TooPrecise { allowed: max_scale })?;
    // Gathered below zero, where there is one value more.
    let mut mantissa = 0_i64;
    for byte in digits() {
        mantissa = product(mantissa, 10)
            .and_then(|tens| tens.checked_sub(i64::from(byte - b'0')))
            .ok_or(DecimalError::TooLarge)?;
    }
    if !negative {
        mantissa = mantissa.checked_neg().ok_or(DecimalError::TooLarge)?;
    }
    Ok((mantissa, scale))
}

/// Writes `mantissa` ÷ 10^`scale` with exactly `scale` digits after the point.
pub(super) fn write_scaled(out: &mut impl fmt::Write, mantissa: i64, scale: u8) -> fmt::Result {
    let power = power_of_ten(scale).unsigned_abs();
    let (whole, fraction) = (mantissa.unsigned_abs() / power, mantissa.unsigned_abs() % power);
    if mantissa < 0 {
        out.write_char('-')?;
    }
    if scale == 0 {
        write!(out, "{whole}")
    } else {
        write!(out, "{whole}.{fraction:0width$}", width = usize::from(scale))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        self.nanos().cmp(&other.nanos())
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Decimal {
        Decimal { mantissa: whole, scale: 0 }
    }
}

impl fmt::Display for Decimal {
    /// The one shortest spelling: no trailing zeros, no point without digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_scaled(f, self.mantissa, self.scale)
    }
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecimalError::Malformed => f.write_str("is not a decimal such as `12.50`"),
            DecimalError::TooPrecise { allowed: 0 } => f.write_str("has digits after the point"),
            DecimalError::TooPrecise { allowed } => {
                write!(f, "has more than {allowed} digits after the point")
            }
            DecimalError::TooLarge => f.write_str("is too large"),
        }
    }
}

impl core::error::Error for DecimalError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_the_canonical_spelling() {
        for (text, canonical) in [
            ("0", "0"),
            ("-0", "0"),
            ("0.15", "0.15"),
            ("1.50", "1.5"),
            ("-0.05", "-0.05"),
            ("100", "100"),
            ("0.000000001", "0.000000001"),
            ("9223372036854775807", "9223372036854775807"),
            ("-9223372036854775808", "-9223372036854775808"),
        ] {
            let decimal = Decimal::parse(text).expect(text);
            assert_eq!(decimal.to_string(), canonical);
            assert_eq!(Decimal::parse(canonical), Ok(decimal));
        }
    }

    #[test]
    fn refuses_every_other_spelling() {
        for text in [
            "", "-", ".", "1.", ".5", "+1", " 1", "1 ", "1e3", "01", "-01", "1.2.3", "1,5", "١",
            "--1", "0x1", "1_000", "NaN",
        ] {
            assert_eq!(Decimal::parse(text), Err(DecimalError::Malformed), "{text:?}");
        }
        let too_precise = Err(DecimalError::TooPrecise { allowed: 9 });
        assert_eq!(Decimal::parse("0.0000000001"), too_precise);
        assert_eq!(Decimal::parse("9223372036854775808"), Err(DecimalError::TooLarge));
        assert_eq!(Decimal::new(1, 10), None);
    }

    #[test]
    fn orders_by_value() {
        let sorted = ["-9223372036854775808", "-1.5", "-1", "0", "0.09", "0.1", "1", "1.000000001"];
        let decimals = sorted.map(|text| Decimal::parse(text).expect(text));
        assert!(decimals.is_sorted());
    }
}
