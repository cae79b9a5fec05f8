//! Zones as data: when their clocks changed, and by how much they are east of UTC.
//!
//! A zone is a table of (UTC epoch seconds, seconds east); how a table is made is in `probe`.

use core::fmt;

use super::bounds::{MAX_INSTANT_MILLIS, MAX_OFFSET_SECONDS, MAX_ZONE_ENTRIES};
use super::date::{Date, MILLIS_OF_DAY, Weekday};
use super::instant::Instant;

/// A zone of the world, or a fixed distance from UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: Box<str>,
    /// Ascending; the first also counts for all time before it.
    entries: Vec<Entry>,
}

/// What the clock and the calendar on a wall show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDateTime {
    date: Date,
    millis_of_day: i64,
}

/// Why a table is none of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneError {
    /// No entries.
    Empty,
    /// More than 2,000 entries.
    TooMany,
    /// The entry at this index is not after the one before it.
    Unsorted {
        /// From zero.
        index: usize,
    },
    /// The entry at this index is more than 18 hours from UTC.
    TooFar {
        /// From zero.
        index: usize,
    },
    /// The entry at this index is before 1970 or after 2199.
    OutOfRange {
        /// From zero.
        index: usize,
    },
}

/// From `from_millis` on, clocks are `offset_millis` east of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    from_millis: i64,
    offset_millis: i64,
}

impl Zone {
    /// UTC itself.
    #[must_use]
    pub fn utc() -> Zone {
        Zone { name: "UTC".into(), entries: vec![Entry { from_millis: 0, offset_millis: 0 }] }
    }

    /// The zone that is always so many seconds east of UTC, named as `+08:00`; `None` over 18
    /// hours.
    #[must_use]
    pub fn fixed(offset_seconds: i32) -> Option<Zone> {
        let size = offset_seconds.unsigned_abs();
        if size > MAX_OFFSET_SECONDS.unsigned_abs() {
            return None;
        }
        let sign = if offset_seconds < 0 { '-' } else { '+' };
        let mut name = format!("{sign}{:02}:{:02}", size / 3_600, size / 60 % 60);
        if !size.is_multiple_of(60) {
            name += &format!(":{:02}", size % 60);
        }
        Zone::from_table(&name, vec![(0, offset_seconds)]).ok()
    }

    /// A zone by its name and table: UTC epoch seconds, ascending, and the seconds east from then
    /// on. The first entry also counts for all time before it.
    ///
    /// # Errors
    /// [`ZoneError`] when the table is empty, unsorted, too long or out of bounds.
    pub fn from_table(name: &str, table: Vec<(i64, i32)>) -> Result<Zone, ZoneError> {
        if table.is_empty() {
            return Err(ZoneError::Empty);
        }
        if !i64::try_from(table.len()).is_ok_and(|length| length <= MAX_ZONE_ENTRIES) {
            return Err(ZoneError::TooMany);
        }
        let mut entries: Vec<Entry> = Vec::with_capacity(table.len());
        for (index, (seconds, offset)) in table.into_iter().enumerate() {
            if offset.unsigned_abs() > MAX_OFFSET_SECONDS.unsigned_abs() {
                return Err(ZoneError::TooFar { index });
            }
            let from_millis = seconds
                .checked_mul(1_000)
                .filter(|millis| (0..=MAX_INSTANT_MILLIS).contains(millis))
                .ok_or(ZoneError::OutOfRange { index })?;
            if entries.last().is_some_and(|last| from_millis <= last.from_millis) {
                return Err(ZoneError::Unsorted { index });
            }
            entries.push(Entry { from_millis, offset_millis: i64::from(offset) * 1_000 });
        }
        Ok(Zone { name: name.into(), entries })
    }

    /// The IANA name or fixed offset it was made with.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its table, as [`from_table`](Self::from_table) takes it.
    pub fn table(&self) -> impl ExactSizeIterator<Item = (i64, i32)> {
        self.entries.iter().map(|entry| {
            let offset = i32::try_from(entry.offset_millis / 1_000).unwrap_or(0);
            (entry.from_millis / 1_000, offset)
        })
    }

    /// The seconds that clocks are east of UTC at an instant.
    #[must_use]
    pub fn offset_at(&self, instant: Instant) -> i32 {
        i32::try_from(self.offset_millis(instant.millis()) / 1_000).unwrap_or(0)
    }

    /// What clocks show at an instant.
    #[must_use]
    pub fn local(&self, instant: Instant) -> LocalDateTime {
        let millis = instant.millis();
        LocalDateTime::of_millis(millis + self.offset_millis(millis))
    }

    /// When clocks show this, held between the first and the last instant. What they skip (a gap)
    /// is the first instant after it; what they show twice (a fold) is the earlier one.
    #[must_use]
    pub fn instant_of(&self, local: LocalDateTime) -> Instant {
        Instant::held(self.millis_of(local))
    }

    /// As [`instant_of`](Self::instant_of), in epoch milliseconds, wherever that is.
    pub(super) fn millis_of(&self, local: LocalDateTime) -> i64 {
        let shown = local.millis();
        // Stretches that end before any clock on earth shows it cannot contain it.
        let earliest = shown - i64::from(MAX_OFFSET_SECONDS) * 1_000;
        let first = self.index_at(earliest);
        let mut stretches = self.entries.iter().skip(first).peekable();
        let mut millis = shown;
        while let Some(entry) = stretches.next() {
            millis = shown - entry.offset_millis;
            // The first entry counts for all time before it, so that nothing is skipped there.
            if entry.from_millis > self.first_millis() {
                millis = millis.max(entry.from_millis);
            }
            if stretches.peek().is_none_or(|next| millis < next.from_millis) {
                break;
            }
        }
        millis
    }

    fn offset_millis(&self, millis: i64) -> i64 {
        self.entries.get(self.index_at(millis)).map_or(0, |entry| entry.offset_millis)
    }

    /// The index of the entry that counts at an instant.
    fn index_at(&self, millis: i64) -> usize {
        self.entries.partition_point(|entry| entry.from_millis <= millis).saturating_sub(1)
    }

    fn first_millis(&self) -> i64 {
        self.entries.first().map_or(0, |entry| entry.from_millis)
    }
}

impl LocalDateTime {
    /// A time of day, in milliseconds since midnight, held below 24 hours.
    #[must_use]
    pub fn new(date: Date, millis_of_day: i64) -> LocalDateTime {
        LocalDateTime { date, millis_of_day: millis_of_day.clamp(0, MILLIS_OF_DAY - 1) }
    }

    /// The day on the calendar.
    #[must_use]
    pub const fn date(self) -> Date {
        self.date
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        self.date.weekday()
    }

    /// Milliseconds since midnight on the clock.
    #[must_use]
    pub const fn millis_of_day(self) -> i64 {
        self.millis_of_day
    }

    /// Whole minutes since midnight on the clock, 0–1,439.
    #[must_use]
    pub const fn minute_of_day(self) -> i64 {
        self.millis_of_day / 60_000
    }

    fn of_millis(millis: i64) -> LocalDateTime {
        LocalDateTime {
            date: Date::of_epoch_day(millis.div_euclid(MILLIS_OF_DAY)),
            millis_of_day: millis.rem_euclid(MILLIS_OF_DAY),
        }
    }

    fn millis(self) -> i64 {
        self.date.epoch_day() * MILLIS_OF_DAY + self.millis_of_day
    }
}

impl fmt::Display for ZoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ZoneError::Empty => f.write_str("has no entries"),
            ZoneError::TooMany => write!(f, "has more than {MAX_ZONE_ENTRIES} entries"),
            ZoneError::Unsorted { index } => write!(f, "entry {index} is not after the last"),
            ZoneError::TooFar { index } => write!(f, "entry {index} is over 18 hours from UTC"),
            ZoneError::OutOfRange { index } => {
                write!(f, "entry {index} is before 1970 or after 2199")
            }
        }
    }
}

impl core::error::Error for ZoneError {}

#[cfg(test)]
#[path = "zone_tests.rs"]
mod tests;
