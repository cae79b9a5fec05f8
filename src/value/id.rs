//! Names: ids that a program declares, and keys that come from other systems.

use core::borrow::Borrow;
use core::fmt;
use std::sync::Arc;

use super::bounds::{MAX_ID_CHARS, MAX_KEY_CHARS};

/// An id that a program declares for a tier, offer, segment and so on.
///
/// 1–64 characters: a small letter or digit, then small letters, digits, `.`, `_` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

/// An id that another system gave to a member, order, lot, line, sku and so on.
///
/// 1–128 characters of any script, without control characters and without white space at either
/// end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<str>);

/// Why a text is no id or key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdError {
    /// No characters.
    Empty,
    /// More characters than `max`.
    TooLong {
        /// The most characters allowed.
        max: i64,
    },
    /// This character may not stand where it does.
    Character(char),
}

impl Id {
    /// Reads an id.
    ///
    /// # Errors
    /// [`IdError`] when it is empty, longer than 64 characters, or has another character than an
    /// id's.
    pub fn parse(text: &str) -> Result<Id, IdError> {
        within(text, MAX_ID_CHARS)?;
        let alphanumeric = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit();
        let stands = |(at, char): &(usize, char)| {
            alphanumeric(*char) || *at > 0 && matches!(char, '.' | '_' | '-')
        };
        match text.char_indices().find(|place| !stands(place)) {
            Some((_, char)) => Err(IdError::Character(char)),
            None => Ok(Id(text.into())),
        }
    }

    /// The id as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Key {
    /// Reads a key.
    ///
    /// # Errors
    /// [`IdError`] when it is empty, longer than 128 characters, has a control character, or white
    /// space at either end.
    pub fn parse(text: &str) -> Result<Key, IdError> {
        if is_plain(text.as_bytes()) {
            return Ok(Key(text.into()));
        }
        within(text, MAX_KEY_CHARS)?;
        let mut ends = text.chars().next().into_iter().chain(text.chars().next_back());
        let misplaced = ends.find(|char| char.is_whitespace());
        match misplaced.or_else(|| text.chars().find(|char| char.is_control())) {
            Some(char) => Err(IdError::Character(char)),
            None => Ok(Key(text.into())),
        }
    }

    /// The key as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Most keys are of visible ASCII alone, and short: no character needs a closer look.
fn is_plain(text: &[u8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    if text.is_empty() || text.len() > MAX_KEY_CHARS as usize {
        return false;
    }
    let mut rest = text;
    while let Some((word, after)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*word);
        // A byte has its highest bit set by the subtraction when it is at most a blank, by the
        // addition when it is DEL; what the one borrows and the other carries comes from such bytes
        // alone.
        let (low, high) = (word.wrapping_sub(ONES * 0x21), word.wrapping_add(ONES));
        if (low | high | word) & (ONES * 0x80) != 0 {
            return false;
        }
        rest = after;
    }
    while let [byte, after @ ..] = rest {
        if !byte.is_ascii_graphic() {
            return false;
        }
        rest = after;
    }
    true
}

/// Refuses an empty text and one of more than `max` characters.
fn within(text: &str, max: i64) -> Result<(), IdError> {
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    // Counting stops just past the limit, so that a long text costs no more than a short one.
    let limit = usize::try_from(max).unwrap_or(usize::MAX);
    if text.chars().take(limit.saturating_add(1)).count() > limit {
        return Err(IdError::TooLong { max });
    }
    Ok(())
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IdError::Empty => f.write_str("is empty"),
            IdError::TooLong { max } => write!(f, "has more than {max} characters"),
            IdError::Character(char) => write!(f, "has `{}` in it", char.escape_default()),
        }
    }
}

impl core::error::Error for IdError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ids() {
        for text in ["a", "0", "gold", "double-11.2026_a", &"a".repeat(64)] {
            assert_eq!(Id::parse(text).expect(text).as_str(), text);
        }
        assert_eq!(Id::parse(""), Err(IdError::Empty));
        assert_eq!(Id::parse(&"a".repeat(65)), Err(IdError::TooLong { max: 64 }));
        for (text, char) in [("Gold", 'G'), ("-a", '-'), (".a", '.'), ("a b", ' '), ("会员", '会')]
        {
            assert_eq!(Id::parse(text), Err(IdError::Character(char)));
        }
    }

    #[test]
    fn plain_keys_are_of_visible_ascii() {
        for byte in 0..=255_u8 {
            for len in 1..=17 {
                for at in 0..len {
                    let mut text = vec![b'~'; len];
                    text[at] = byte;
                    assert_eq!(is_plain(&text), byte.is_ascii_graphic(), "{byte} at {at}");
                }
            }
        }
    }

    #[test]
    fn reads_keys() {
        for text in ["a", "SKU 1/2", "会员", "é", &"会".repeat(128)] {
            assert_eq!(Key::parse(text).expect(text).as_str(), text);
        }
        assert_eq!(Key::parse(""), Err(IdError::Empty));
        assert_eq!(Key::parse(&"会".repeat(129)), Err(IdError::TooLong { max: 128 }));
        for (text, char) in
            [(" a", ' '), ("a\u{3000}", '\u{3000}'), ("a\nb", '\n'), ("a\u{85}b", '\u{85}')]
        {
            assert_eq!(Key::parse(text), Err(IdError::Character(char)));
        }
    }
}
