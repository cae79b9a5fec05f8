//! Amounts of money in minor units, and the currencies that say how many digits those are.
//!
//! An amount does not carry its currency: a program has one, and readers refuse every other.

use core::fmt;
use core::iter::Sum;
use core::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use super::bounds::MAX_MINOR;
use super::decimal::{self, DecimalError};
use super::ratio::product;

/// An amount in minor units: 1,000 is 10.00 CNY, or 1,000 JPY.
///
/// Sums are plain sums of `i64`: whatever is read is within `bounds`, whose proofs show that all
/// the lines of a cart or orders of a member add up far below 2^63.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);
    /// One minor unit.
    pub const SMALLEST: Money = Money(1);
    /// The largest amount, 2^53−1 minor units.
    pub const MAX: Money = Money(MAX_MINOR);

    /// An amount in minor units, or `None` beyond ±(2^53−1).
    #[must_use]
    pub const fn new(minor: i64) -> Option<Money> {
        if -MAX_MINOR <= minor && minor <= MAX_MINOR { Some(Money(minor)) } else { None }
    }

    /// An amount in minor units, held within ±(2^53−1).
    #[must_use]
    pub const fn clamped(minor: i64) -> Money {
        if minor > MAX_MINOR {
            Money(MAX_MINOR)
        } else if minor < -MAX_MINOR {
            Money(-MAX_MINOR)
        } else {
            Money(minor)
        }
    }

    /// The amount in minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The price of `units` units at this price, held within ±(2^53−1).
    ///
    /// A product that is held there is over `MAX_LINE_MINOR`, so that a reader who compares with
    /// that refuses it.
    #[must_use]
    pub const fn times_units(self, units: u32) -> Money {
        // In 32 bits whatever the units: wasm multiplies in one step then, and otherwise calls a
        // function of 128 bits. 2^31 × 2^32 = 2^63.
        Money::clamped(if self.0 as i32 as i64 == self.0 {
            self.0.wrapping_mul(units as i64)
        } else {
            self.0.saturating_mul(units as i64)
        })
    }

    /// This less `other`, but not below zero.
    #[must_use]
    pub fn less(self, other: Money) -> Money {
        (self - other).max(Money::ZERO)
    }
}

impl Add for Money {
    type Output = Money;

    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Money;

    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Money;

    fn neg(self) -> Money {
        Money(-self.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        self.0 += other.0;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        self.0 -= other.0;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}

/// A currency of ISO 4217.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: [u8; 3],
    digits: u8,
}

impl Currency {
    /// The active currency of this code, in capitals: `"CNY"`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Currency> {
        let code = <[u8; 3]>::try_from(code.as_bytes()).ok()?;
        let among = |codes: &[u8]| codes.chunks_exact(3).any(|known| known == code);
        if !among(CODES) {
            return None;
        }
        let digits = if among(WITHOUT_DIGITS) {
            0
        } else if among(WITH_THREE_DIGITS) {
            3
        } else if among(WITH_FOUR_DIGITS) {
            4
        } else {
            2
        };
        Some(Currency { code, digits })
    }

    /// All codes, sorted.
    #[cfg(feature = "schema")]
    pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
        CODES.chunks_exact(3).filter_map(|code| core::str::from_utf8(code).ok())
    }

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        // The bytes come from a text of the table, so that the empty text is never taken.
        core::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// How many digits stand after the point of a major unit: 2 for CNY, 0 for JPY.
    #[must_use]
    pub const fn digits(&self) -> u8 {
        self.digits
    }

    /// Reads an amount in major units: `"10.00"`, `"10.5"` or `"10"` CNY; `"-3"` is below zero.
    ///
    /// # Errors
    /// [`DecimalError`] for what is no decimal, has more digits after the point than the currency,
    /// even if they are zeros, or is beyond ±(2^53−1) minor units.
    pub fn parse_major(&self, text: &str) -> Result<Money, DecimalError> {
        let (mantissa, scale) = decimal::scan(text, self.digits)?;
        product(mantissa, decimal::power_of_ten(self.digits.saturating_sub(scale)))
            .and_then(Money::new)
            .ok_or(DecimalError::TooLarge)
    }

    /// Writes an amount in major units, with all the digits of the currency: `"10.00"`.
    #[must_use]
    pub fn format_major(&self, amount: Money) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = decimal::write_scaled(&mut text, amount.0, self.digits);
        text
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The active codes of ISO 4217 that have minor units, funds among them; three letters each,
/// sorted.
const CODES: &[u8] =
    b"AEDAFNALLAMDAOAARSAUDAWGAZNBAMBBDBDTBHDBIFBMDBNDBOBBOVBRLBSDBTNBWPBYNBZDCADCDFCHECHFCHWCLF\
    CLPCNYCOPCOUCRCCUPCVECZKDJFDKKDOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGNFGTQGYDHKDHNLHTGHUF\
    IDRILSINRIQDIRRISKJMDJODJPYKESKGSKHRKMFKPWKRWKWDKYDKZTLAKLBPLKRLRDLSLLYDMADMDLMGAMKDMMKMNT\
    MOPMRUMURMVRMWKMXNMXVMYRMZNNADNGNNIONOKNPRNZDOMRPABPENPGKPHPPKRPLNPYGQARRONRSDRUBRWFSARSBD\
    SCRSDGSEKSGDSHPSLESOSSRDSSPSTNSVCSYPSZLTHBTJSTMTTNDTOPTRYTTDTWDTZSUAHUGXUSDUSNUYIUYUUYWUZS\
    VEDVESVNDVUVWSTXADXAFXCDXCGXOFXPFYERZARZMWZWG";
const WITHOUT_DIGITS: &[u8] = b"BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF";
const WITH_THREE_DIGITS: &[u8] = b"BHDIQDJODKWDLYDOMRTND";
const WITH_FOUR_DIGITS: &[u8] = b"CLFUYW";

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).expect(code)
    }

    #[test]
    fn codes_are_sorted_and_every_exception_is_one_of_them() {
        let codes: Vec<_> = CODES.chunks(3).collect();
        assert!(codes.is_sorted_by(|one, next| one < next));
        assert!(
            codes.iter().all(|code| code.len() == 3 && code.iter().all(u8::is_ascii_uppercase))
        );
        for (exceptions, digits) in
            [(WITHOUT_DIGITS, 0), (WITH_THREE_DIGITS, 3), (WITH_FOUR_DIGITS, 4)]
        {
            for code in exceptions.chunks(3) {
                let code = core::str::from_utf8(code).expect("letters");
                assert_eq!(currency(code).digits(), digits, "{code}");
            }
        }
    }

    #[test]
    fn knows_the_digits_of_a_currency() {
        for (code, digits) in [("CNY", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("EUR", 2)] {
            assert_eq!(currency(code).digits(), digits);
            assert_eq!(currency(code).to_string(), code);
        }
        for unknown in ["", "cny", "CN", "CNYY", "XXX", "XAU", "DEM", "NYB", "元"] {
            assert_eq!(Currency::from_code(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn reads_major_units() {
        let (cny, jpy, kwd) = (currency("CNY"), currency("JPY"), currency("KWD"));
        assert_eq!(cny.parse_major("10.00"), Ok(Money(1_000)));
        assert_eq!(cny.parse_major("10.5"), Ok(Money(1_050)));
        assert_eq!(cny.parse_major("10"), Ok(Money(1_000)));
        assert_eq!(cny.parse_major("-0.01"), Ok(Money(-1)));
        assert_eq!(jpy.parse_major("1000"), Ok(Money(1_000)));
        assert_eq!(kwd.parse_major("1.234"), Ok(Money(1_234)));
        assert_eq!(cny.parse_major("1.000"), Err(DecimalError::TooPrecise { allowed: 2 }));
        assert_eq!(jpy.parse_major("1.0"), Err(DecimalError::TooPrecise { allowed: 0 }));
        // 2^53−1 = 9,007,199,254,740,991 minor units
        assert_eq!(cny.parse_major("90071992547409.91"), Ok(Money::MAX));
        assert_eq!(cny.parse_major("90071992547409.92"), Err(DecimalError::TooLarge));
        assert_eq!(cny.parse_major("92233720368547758.08"), Err(DecimalError::TooLarge));
        for malformed in ["", " 1", "+1", "1e2", "1,00", ".5", "1."] {
            assert_eq!(cny.parse_major(malformed), Err(DecimalError::Malformed), "{malformed}");
        }
    }

    #[test]
    fn writes_major_units() {
        assert_eq!(currency("CNY").format_major(Money(5)), "0.05");
        assert_eq!(currency("CNY").format_major(Money(-1_050)), "-10.50");
        assert_eq!(currency("JPY").format_major(Money(-7)), "-7");
        assert_eq!(currency("KWD").format_major(Money(1_234)), "1.234");
    }

    #[test]
    fn units_are_held_within_bounds() {
        assert_eq!(Money(1_999).times_units(3), Money(5_997));
        assert_eq!(Money::MAX.times_units(u32::MAX), Money::MAX);
        assert_eq!((-Money::MAX).times_units(u32::MAX), -Money::MAX);
        assert_eq!(Money::new(MAX_MINOR + 1), None);
        assert_eq!(Money::new(i64::MIN), None);
        assert_eq!(Money(3).less(Money(5)), Money::ZERO);
        assert_eq!([Money(1), Money(2), Money(-5)].into_iter().sum::<Money>(), Money(-2));
    }
}
