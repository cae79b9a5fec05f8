//! Instants: moments in UTC, to the millisecond. Nothing here knows the clock or a zone.

use core::fmt;

use super::bounds::{MAX_INSTANT_MILLIS, MIN_INSTANT_MILLIS};
use super::date::{Date, MILLIS_OF_DAY};

/// A moment in milliseconds since 1970-01-01T00:00:00Z, from then to 2199-12-31T23:59:59.999Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// Why a text is no instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstantError {
    /// Not RFC 3339 with a `T` and an offset, or no such day or time.
    Malformed,
    /// The second 60, which computers do not count.
    LeapSecond,
    /// Before 1970 or after 2199.
    OutOfRange,
}

impl Instant {
    /// 1970-01-01T00:00:00Z.
    pub const MIN: Instant = Instant(MIN_INSTANT_MILLIS);
    /// 2199-12-31T23:59:59.999Z.
    pub const MAX: Instant = Instant(MAX_INSTANT_MILLIS);

    /// The instant of so many epoch milliseconds, or `None` before 1970 or after 2199.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Option<Instant> {
        if MIN_INSTANT_MILLIS <= millis && millis <= MAX_INSTANT_MILLIS {
            Some(Instant(millis))
        } else {
            None
        }
    }

    /// The instant of so many epoch milliseconds, held between the first and the last.
    #[must_use]
    pub fn held(millis: i64) -> Instant {
        Instant(millis.clamp(MIN_INSTANT_MILLIS, MAX_INSTANT_MILLIS))
    }

    /// Reads RFC 3339: `2026-11-20T12:00:00+08:00`, `2026-11-20T04:00:00.123Z`.
    ///
    /// Digits past the millisecond are dropped, towards the past.
    ///
    /// # Errors
    /// [`InstantError`] when it is anything else, has a leap second, or is out of range.
    pub fn parse_rfc3339(text: &str) -> Result<Instant, InstantError> {
        let parts = Parts::of(text.as_bytes()).ok_or(InstantError::Malformed)?;
        if parts.second == 60 {
            return Err(InstantError::LeapSecond);
        }
        let days = parts.date.days_since(Date::EPOCH);
        let minutes = parts.minute_of_day - parts.offset_minutes;
        let seconds = minutes * 60 + parts.second;
        let millis = days * MILLIS_OF_DAY + seconds * 1_000 + parts.millis;
        Instant::from_millis(millis).ok_or(InstantError::OutOfRange)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// So many milliseconds later, or earlier when negative, held between the first and the last.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Instant {
        Instant::held(self.0.saturating_add(millis))
    }

    /// The milliseconds from `earlier` to this, negative when this is before it.
    #[must_use]
    pub const fn millis_since(self, earlier: Instant) -> i64 {
        self.0 - earlier.0
    }
}

/// What RFC 3339 §5.6 writes, as numbers.
struct Parts {
    date: Date,
    /// Of the clock on the wall.
    minute_of_day: i64,
    /// 60 in a leap second.
    second: i64,
    millis: i64,
    /// East of UTC.
    offset_minutes: i64,
}

impl Parts {
    fn of(text: &[u8]) -> Option<Parts> {
        let (date, rest) = text.split_at_checked(10)?;
        let date = Date::parse(core::str::from_utf8(date).ok()?)?;
        let [b'T' | b't', h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = rest else {
            return None;
        };
        let minute_of_day = two(*h1, *h2, 23)? * 60 + two(*m1, *m2, 59)?;
        let second = two(*s1, *s2, 60)?;
        let (millis, rest) = fraction(rest)?;
        let offset_minutes = match *rest {
            [b'Z' | b'z'] => 0,
            [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
                let minutes = two(h1, h2, 23)? * 60 + two(m1, m2, 59)?;
                if sign == b'-' { -minutes } else { minutes }
            }
            _ => return None,
        };
        Some(Parts { date, minute_of_day, second, millis, offset_minutes })
    }
}

/// Two digits, as a number of at most `most`.
#[inline]
fn two(tens: u8, ones: u8, most: i64) -> Option<i64> {
    if !tens.is_ascii_digit() || !ones.is_ascii_digit() {
        return None;
    }
    let number = i64::from(tens - b'0') * 10 + i64::from(ones - b'0');
    (number <= most).then_some(number)
}

/// The milliseconds after a point, if there is one, and the rest; further digits are dropped.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let [b'.', digits @ ..] = text else { return Some((0, text)) };
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = digits.split_at_checked(count)?;
    let digit = |place: usize| digits.get(place).map_or(0, |byte| i64::from(byte - b'0'));
    (count > 0).then_some((digit(0) * 100 + digit(1) * 10 + digit(2), rest))
}

impl fmt::Display for Instant {
    /// As JavaScript's `toISOString`: `2026-11-20T04:00:00.000Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(core::str::from_utf8(&self.ascii()).unwrap_or_default())
    }
}

impl Instant {
    /// What [`Display`](fmt::Display) writes, without the formatter's machinery: results hold many
    /// instants.
    pub(crate) fn ascii(self) -> [u8; 24] {
        let date = Date::of_epoch_day(self.0.div_euclid(MILLIS_OF_DAY));
        let of_day = u32::try_from(self.0.rem_euclid(MILLIS_OF_DAY)).unwrap_or(0);
        let (seconds, millis) = (of_day / 1_000, of_day % 1_000);
        // 1970 to 2199, so that the year has four digits.
        let year = u32::try_from(date.year()).unwrap_or(0);
        let ([y1, y2], [y3, y4]) = (digits(year / 100), digits(year % 100));
        let ([m1, m2], [d1, d2]) = (digits(date.month()), digits(date.day()));
        let ([h1, h2], [n1, n2]) = (digits(seconds / 3_600), digits(seconds / 60 % 60));
        let ([s1, s2], [f1, f2]) = (digits(seconds % 60), digits(millis / 10));
        let [_, f3] = digits(millis % 10);
        [
            y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2,
            b'.', f1, f2, f3, b'Z',
        ]
    }
}

/// The two digits of a number below a hundred.
fn digits(number: u32) -> [u8; 2] {
    // A digit is in the last four bits of its character.
    [b'0' | (number / 10) as u8, b'0' | (number % 10) as u8]
}

impl fmt::Display for InstantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            InstantError::Malformed => "is not an instant such as `2026-11-20T12:00:00+08:00`",
            InstantError::LeapSecond => "is in a leap second",
            InstantError::OutOfRange => "is before 1970 or after 2199",
        })
    }
}

impl core::error::Error for InstantError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rfc3339() {
        // 2026-11-20 is day 20,777: 56 years × 365 + 14 leap days = 20,454, and 323 days of 2026.
        let noon_in_china = (20_777 * 24 + 4) * 3_600_000;
        for (text, millis) in [
            ("2026-11-20T12:00:00+08:00", noon_in_china),
            ("2026-11-20T04:00:00Z", noon_in_china),
            ("2026-11-20t04:00:00z", noon_in_china),
            ("2026-11-19T22:30:00-05:30", noon_in_china),
            ("2026-11-20T04:00:00.1239999Z", noon_in_china + 123),
            ("1970-01-01T00:00:00Z", 0),
            ("2199-12-31T23:59:59.999Z", MAX_INSTANT_MILLIS),
        ] {
            assert_eq!(Instant::parse_rfc3339(text).map(Instant::millis), Ok(millis), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_instant() {
        for (text, error) in [
            ("", InstantError::Malformed),
            ("2026-11-20", InstantError::Malformed),
            ("2026-11-20T04:00:00", InstantError::Malformed),
            ("2026-11-20 04:00:00Z", InstantError::Malformed),
            ("2026-11-20T04:00Z", InstantError::Malformed),
            ("2026-02-29T04:00:00Z", InstantError::Malformed),
            ("2026-11-20T24:00:00Z", InstantError::Malformed),
            ("2026-11-20T04:00:00\u{2212}05:00", InstantError::Malformed),
            ("2026-11-20T04:00:00Z ", InstantError::Malformed),
            ("2016-12-31T23:59:60Z", InstantError::LeapSecond),
            ("1969-12-31T23:59:59.999Z", InstantError::OutOfRange),
            ("2199-12-31T23:59:59-01:00", InstantError::OutOfRange),
        ] {
            assert_eq!(Instant::parse_rfc3339(text), Err(error), "{text}");
        }
    }

    #[test]
    fn writes_as_javascript_does() {
        assert_eq!(Instant::MIN.to_string(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Instant::MAX.to_string(), "2199-12-31T23:59:59.999Z");
        let noon = Instant::held((20_777 * 24 + 4) * 3_600_000);
        assert_eq!(noon.to_string(), "2026-11-20T04:00:00.000Z");
    }

    #[test]
    fn is_held_in_range() {
        assert_eq!(Instant::from_millis(-1), None);
        assert_eq!(Instant::from_millis(MAX_INSTANT_MILLIS + 1), None);
        assert_eq!(Instant::MIN.plus_millis(i64::MIN), Instant::MIN);
        assert_eq!(Instant::MIN.plus_millis(i64::MAX), Instant::MAX);
        assert_eq!(Instant::MAX.millis_since(Instant::MIN), MAX_INSTANT_MILLIS);
    }
}
