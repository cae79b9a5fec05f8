//! How the table of a zone is made from whatever knows the zone's offset at an instant.
//!
//! The same steps, over `Intl`, make the same table in JavaScript. They are therefore few and
//! exact:
//!
//! 1. The first entry is second 0 (1970-01-01T00:00:00Z) and the offset there.
//! 2. The offset is asked every 27 days from then on, at most until second 4,102,444,800
//!    (2100-01-01T00:00:00Z).
//! 3. Where the offset differs from the one before, the seconds between are halved, a half rounded
//!    down, until the second is found before which it is the old one still: that second and its
//!    offset are an entry. While its offset is not yet the later one, this is done again from
//!    there.
//!
//! Offsets are seconds east of UTC as the wall clock shows them: whole minutes, but for
//! Africa/Monrovia (−44:30 until 1972-01-07). They are kept to the second and never rounded. A
//! change that is undone within 27 days may be missed: it is in Brazil's north-east in October
//! 2000, and in Palestine for a week or two in some years from 2040 on. After 2099 the last offset
//! holds.

use super::bounds::MAX_ZONE_ENTRIES;

/// Where tables of zones come from.
pub trait ZoneSource {
    /// The table of a zone by its IANA name, made by [`probe`]; `None` when there is no such zone.
    fn table(&self, name: &str) -> Option<Vec<(i64, i32)>>;
}

/// The IANA database compiled into native programs.
#[cfg(all(feature = "tzdata", not(target_arch = "wasm32")))]
#[derive(Clone, Copy, Debug, Default)]
pub struct TzDatabase;

/// The last second at which an offset is asked: 2100-01-01T00:00:00Z.
///
/// 130 years of 365 days and 32 leap days are 47,482 days of 86,400 seconds.
const LAST_SECOND: i64 = 47_482 * 86_400;
/// The seconds between two that are asked: 27 days, a little less than Ramadan, for which Morocco
/// changes its clock.
const STEP_SECONDS: i64 = 27 * 86_400;

const MOST_ENTRIES: usize = MAX_ZONE_ENTRIES as usize;

/// The table of the zone whose offset `offset_at` tells, in seconds east of UTC, for UTC epoch
/// seconds.
pub fn probe(mut offset_at: impl FnMut(i64) -> i32) -> Vec<(i64, i32)> {
    let (mut left, mut left_offset) = (0, offset_at(0));
    let mut table = vec![(left, left_offset)];
    while left + STEP_SECONDS <= LAST_SECOND {
        let right = left + STEP_SECONDS;
        let right_offset = offset_at(right);
        while left_offset != right_offset {
            let (change, offset) =
                first_change((left, left_offset), (right, right_offset), &mut offset_at);
            table.push((change, offset));
            if table.len() > MOST_ENTRIES {
                return table;
            }
            (left, left_offset) = (change, offset);
        }
        left = right;
    }
    table
}

/// The second after `left` from which the offset is no longer that at `left`, and the offset there;
/// at the latest `right`, where it differs.
fn first_change(
    (left, left_offset): (i64, i32),
    (right, right_offset): (i64, i32),
    offset_at: &mut impl FnMut(i64) -> i32,
) -> (i64, i32) {
    let (mut left, mut change) = (left, (right, right_offset));
    while change.0 - left > 1 {
        let middle = left + (change.0 - left) / 2;
        let offset = offset_at(middle);
        if offset == left_offset {
            left = middle;
        } else {
            change = (middle, offset);
        }
    }
    change
}

#[cfg(all(feature = "tzdata", not(target_arch = "wasm32")))]
impl ZoneSource for TzDatabase {
    fn table(&self, name: &str) -> Option<Vec<(i64, i32)>> {
        let zone: chrono_tz::Tz = name.parse().ok()?;
        Some(probe(|second| offset_of(zone, second)))
    }
}

/// The seconds east of UTC of a zone of the database at a UTC epoch second.
#[cfg(all(feature = "tzdata", not(target_arch = "wasm32")))]
fn offset_of(zone: chrono_tz::Tz, second: i64) -> i32 {
    use chrono::{Offset, TimeZone};

    let instant = chrono::DateTime::from_timestamp(second, 0).unwrap_or_default();
    zone.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    #[test]
    fn a_zone_without_changes_has_one_entry() {
        assert_eq!(probe(|_| 28_800), [(0, 28_800)]);
    }

    #[test]
    fn changes_are_found_to_the_second() {
        // Two changes between the probes of days 27 and 54, and one in the last second of all: the
        // last probe is on day 27 × 1,758 = 47,466 of 47,482.
        let offset_at = |second: i64| match second {
            ..2_592_001 => 3_600,
            2_592_001..3_456_789 => 7_200,
            3_456_789..4_101_062_400 => -1_800,
            _ => 0,
        };
        assert_eq!(27 * DAY * 1_758, 4_101_062_400);
        let table = [(0, 3_600), (2_592_001, 7_200), (3_456_789, -1_800), (4_101_062_400, 0)];
        assert_eq!(probe(offset_at), table);
    }

    #[test]
    fn nothing_is_asked_outside_its_range() {
        let mut asked = Vec::new();
        probe(|second| {
            asked.push(second);
            0
        });
        assert_eq!((asked.first(), asked.last()), (Some(&0), Some(&(27 * DAY * 1_758))));
        assert!(asked.windows(2).all(|pair| pair[1] - pair[0] == 27 * DAY));
    }

    #[test]
    fn a_source_that_never_agrees_with_itself_ends_too() {
        let mut offset = 0;
        let table = probe(|_| {
            offset += 1;
            offset
        });
        assert!(table.is_sorted_by(|one, next| one.0 < next.0));
        assert_eq!(table.len(), 2_001);
    }
}
