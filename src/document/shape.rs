//! From the loose tree to typed shapes: fields, choices, lists, texts, numbers. Every reader reports
//! what is wrong at its place and goes on, so that one reading finds all problems.
//!
//! A shape's fields are `Option`s: `None` means absent, or wrong and reported.

use std::borrow::Cow;

use super::json::Value;
use crate::problem::{Code, Path, Report};
use crate::value::bounds::MAX_TEXT_CHARS;
use crate::value::order::sorted;

/// Something that a JSON value can be read into.
pub(crate) trait Read: Sized {
    /// `None` when it could not be read, which then has been reported.
    fn read(value: Value<'_>, at: &Path<'_>, report: &mut Report) -> Option<Self>;
}

/// Declares an object's shape: `required` and `optional` fields in the order in which people write
/// them, and the `reserved` names that the format has but this version does not evaluate.
macro_rules! object {
    ($(#[$meta:meta])* $name:ident {
        $($(#[$field_meta:meta])* $need:ident $field:ident: $type:ty,)*
    } reserved [$($reserved:literal),* $(,)?]) => {
        $(#[$meta])*
        #[derive(Debug, Default)]
        pub(crate) struct $name { $($(#[$field_meta])* pub(crate) $field: Option<$type>,)* }

        impl $crate::document::shape::Read for $name {
            fn read(
                value: $crate::document::json::Value<'_>,
                at: &$crate::problem::Path<'_>,
                report: &mut $crate::problem::Report,
            ) -> Option<Self> {
                const NAMES: &[&str] = &[$(stringify!($field)),*];
                const { assert!(NAMES.len() <= 64, "`Fields::assign` marks the seen ones in 64 bits") };
                const RESERVED: &[&str] = &[$($reserved),*];
                let mut slots: [$crate::document::json::Value<'_>; NAMES.len()] = Default::default();
                let known = $crate::document::shape::Fields { names: NAMES, reserved: RESERVED };
                if !known.assign(value, &mut slots, at, report) {
                    return None;
                }
                #[allow(unused_mut, unused_variables, clippy::allow_attributes, reason = "no fields")]
                let mut slots = slots.into_iter();
                Some(Self { $($field: $crate::document::shape::$need(
                    slots.next(), stringify!($field), at, report),)* })
            }
        }
    };
}

/// Declares a choice: words that stand alone, variants that carry something, reserved names.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident {
        words { $($(#[$word_meta:meta])* $word:literal => $word_variant:ident,)* }
        variants { $($(#[$variant_meta:meta])* $tag:literal => $variant:ident($type:ty),)* }
    } reserved [$($reserved:literal),* $(,)?]) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub(crate) enum $name {
            $($(#[$word_meta])* $word_variant,)*
            $($(#[$variant_meta])* $variant($type),)*
        }

        impl $crate::document::shape::Read for $name {
            fn read(
                value: $crate::document::json::Value<'_>,
                at: &$crate::problem::Path<'_>,
                report: &mut $crate::problem::Report,
            ) -> Option<Self> {
                let known = $crate::document::shape::Choices {
                    words: &[$($word),*],
                    tags: &[$($tag),*],
                    reserved: &[$($reserved),*],
                };
                #[allow(unused_variables, clippy::allow_attributes, reason = "a choice of words only")]
                match known.pick(value, at, report)? {
                    $(($word, $crate::document::json::Value::Nothing) => Some(Self::$word_variant),)*
                    $(($tag, inner) => <$type as $crate::document::shape::Read>::read(
                        inner, &at.field($tag), report).map(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use {choice, object};

/// The names of an object's fields.
pub(crate) struct Fields {
    pub(crate) names: &'static [&'static str],
    pub(crate) reserved: &'static [&'static str],
}

impl Fields {
    /// Puts each member into its field's slot; reports what has none. False when it is no object.
    pub(crate) fn assign<'a>(
        &self,
        value: Value<'a>,
        slots: &mut [Value<'a>],
        at: &Path<'_>,
        report: &mut Report,
    ) -> bool {
        let members = match value {
            Value::Object(members) => members,
            other => {
                wrong_type("an object", &other, at, report);
                return false;
            }
        };
        // People and programs write fields in much the same order, so the next slot is the best guess.
        let mut guess = 0;
        let mut seen = 0_u64;
        for (name, value) in members {
            let found = if self.names.get(guess).is_some_and(|next| *next == name) {
                Some(guess)
            } else {
                self.names.iter().position(|field| *field == name)
            };
            match found {
                Some(index) if seen & (1 << index) == 0 => {
                    seen |= 1 << index;
                    slots[index] = value;
                    guess = index + 1;
                }
                Some(_) => duplicate_field(&name, at, report),
                None => self.unknown(&name, at, report),
            }
        }
        true
    }

    #[cold]
    fn unknown(&self, name: &str, at: &Path<'_>, report: &mut Report) {
        let place = at.field(name);
        if self.reserved.contains(&name) {
            not_supported("field", name, &place, report);
            return;
        }
        let message = format!("there is no field `{}` here", shown(name));
        let help = match nearest(name, self.names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the fields are {}", listed(self.names)),
        };
        report.error_help(Code::UnknownField, &place, message, &help);
    }
}

#[cold]
fn duplicate_field(name: &str, at: &Path<'_>, report: &mut Report) {
    let message = format!("the field `{}` stands here twice", shown(name));
    report.error(Code::DuplicateField, &at.field(name), message);
}

#[cold]
fn not_supported(what: &str, name: &str, at: &Path<'_>, report: &mut Report) {
    let message = format!("the {what} `{name}` is not evaluated by this version");
    let help = "leave it out: a rule that is not evaluated must not look as if it were";
    report.error_help(Code::NotSupported, at, message, help);
}

/// The words and variants of a choice.
pub(crate) struct Choices {
    pub(crate) words: &'static [&'static str],
    pub(crate) tags: &'static [&'static str],
    pub(crate) reserved: &'static [&'static str],
}

impl Choices {
    /// The chosen name, and what it carries ([`Value::Nothing`] for a word).
    pub(crate) fn pick<'a>(
        &self,
        value: Value<'a>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<(&'static str, Value<'a>)> {
        match value {
            Value::Text(word) => {
                if let Some(known) = self.words.iter().find(|known| **known == word) {
                    return Some((known, Value::Nothing));
                }
                self.unknown(&word, at, report);
            }
            Value::Object(members) if self.tags.is_empty() && !self.reserves(&members) => {
                wrong_type("a word", &Value::Object(members), at, report);
            }
            Value::Object(members) => match <[_; 1]>::try_from(members) {
                Ok([(tag, inner)]) => {
                    if let Some(known) = self.tags.iter().find(|known| **known == tag) {
                        return Some((known, inner));
                    }
                    self.unknown(&tag, at, report);
                }
                Err(members) => {
                    let found = members.len();
                    let message = format!("a choice names exactly one thing, this names {found}");
                    let help = format!("one of {}", listed(self.tags));
                    report.error_help(Code::NotOneChoice, at, message, &help);
                }
            },
            other => wrong_type(self.expected(), &other, at, report),
        }
        None
    }

    /// Whether an object is a choice of a reserved variant.
    pub(crate) fn reserves(&self, members: &[(Cow<'_, str>, Value<'_>)]) -> bool {
        matches!(members, [(name, _)] if self.reserved.contains(&&**name))
    }

    fn expected(&self) -> &'static str {
        match (self.words.is_empty(), self.tags.is_empty()) {
            (true, _) => "an object",
            (false, true) => "a word",
            (false, false) => "a word or an object",
        }
    }

    #[cold]
    fn unknown(&self, name: &str, at: &Path<'_>, report: &mut Report) {
        if self.reserved.contains(&name) {
            not_supported("choice", name, at, report);
            return;
        }
        let all: Vec<_> = self.words.iter().chain(self.tags).copied().collect();
        let message = format!("`{}` is no choice here", shown(name));
        let help = match nearest(name, &all) {
            Some(near) if self.words.contains(&near) != self.tags.contains(&near) => {
                let form = if self.words.contains(&near) { "a word" } else { "an object" };
                format!("did you mean `{near}`, as {form}?")
            }
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the choices are {}", listed(&all)),
        };
        report.error_help(Code::UnknownChoice, at, message, &help);
    }
}

/// A field that must be there.
pub(crate) fn required<T: Read>(
    slot: Option<Value<'_>>,
    name: &'static str,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<T> {
    match slot {
        None | Some(Value::Nothing) => {
            missing(name, at, report);
            None
        }
        Some(value) => T::read(value, &at.field(name), report),
    }
}

/// A field that may be absent.
pub(crate) fn optional<T: Read>(
    slot: Option<Value<'_>>,
    name: &'static str,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<T> {
    match slot {
        None | Some(Value::Nothing) => None,
        Some(value) => T::read(value, &at.field(name), report),
    }
}

#[cold]
fn missing(name: &str, at: &Path<'_>, report: &mut Report) {
    report.error(Code::MissingField, at, format!("the field `{name}` is missing"));
}

#[cold]
pub(crate) fn wrong_type(expected: &str, found: &Value<'_>, at: &Path<'_>, report: &mut Report) {
    let message = format!("expected {expected}, found {}", found.kind());
    report.error(Code::WrongType, at, message);
}

/// A text of at most [`MAX_TEXT_CHARS`] characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) Box<str>);

impl Read for Text {
    fn read(value: Value<'_>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let text = text("a text", value, at, report)?;
        let count = text.chars().count();
        if exceeds(count, MAX_TEXT_CHARS) {
            let message = format!("the text has {count} characters, at most {MAX_TEXT_CHARS} fit");
            report.error(Code::TooLong, at, message);
            return None;
        }
        Some(Self(text.into()))
    }
}

/// A text, whatever its length.
pub(crate) fn text<'a>(
    expected: &str,
    value: Value<'a>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Cow<'a, str>> {
    match value {
        Value::Text(text) => Some(text),
        other => {
            wrong_type(expected, &other, at, report);
            None
        }
    }
}

/// An integer from `MIN` to `MAX`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Int<const MIN: i64, const MAX: i64>(pub(crate) i64);

impl<const MIN: i64, const MAX: i64> Read for Int<MIN, MAX> {
    fn read(value: Value<'_>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        integer(value, (MIN, MAX), at, report).map(Self)
    }
}

/// An integer within bounds, both included.
fn integer(
    value: Value<'_>,
    (min, max): (i64, i64),
    at: &Path<'_>,
    report: &mut Report,
) -> Option<i64> {
    match value {
        Value::Integer(integer) if (min..=max).contains(&integer) => Some(integer),
        Value::Integer(integer) => {
            let message = format!("{integer} is not between {min} and {max}");
            report.error(Code::OutOfRange, at, message);
            None
        }
        other => {
            wrong_type("an integer", &other, at, report);
            None
        }
    }
}

/// A list of at most `MAX` elements; one that could not be read stands as `None`, so that the
/// others keep their index.
#[derive(Debug)]
pub(crate) struct List<T, const MAX: i64>(pub(crate) Vec<Option<T>>);

impl<T, const MAX: i64> Default for List<T, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Read, const MAX: i64> Read for List<T, MAX> {
    fn read(value: Value<'_>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let values = match value {
            Value::List(values) => values,
            other => {
                wrong_type("a list", &other, at, report);
                return None;
            }
        };
        fits(values.len(), MAX, "elements", at, report)?;
        let read = |(i, value)| T::read(value, &at.index(i), report);
        Some(Self(values.into_iter().enumerate().map(read).collect()))
    }
}

/// An object whose names are data, at most `MAX` of them; in the order of the text.
#[derive(Debug)]
pub(crate) struct Map<T, const MAX: i64>(pub(crate) Vec<(Box<str>, Option<T>)>);

impl<T: Read, const MAX: i64> Read for Map<T, MAX> {
    fn read(value: Value<'_>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let members = match value {
            Value::Object(members) => members,
            other => {
                wrong_type("an object", &other, at, report);
                return None;
            }
        };
        fits(members.len(), MAX, "names", at, report)?;
        let mut names: Vec<&str> = members.iter().map(|(name, _)| &**name).collect();
        names = sorted(names, Ord::cmp);
        for pair in names.windows(2) {
            if pair[0] == pair[1] {
                duplicate_field(pair[0], at, report);
            }
        }
        let read = |(name, value): (Cow<'_, str>, _)| {
            let element = T::read(value, &at.field(&name), report);
            (Box::from(&*name), element)
        };
        Some(Self(members.into_iter().map(read).collect()))
    }
}

fn fits(
    count: usize,
    max: i64,
    what: &str,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    if exceeds(count, max) {
        let message = format!("{count} {what}, at most {max} are allowed");
        report.error(Code::TooMany, at, message);
        return None;
    }
    Some(())
}

/// Whether there are more than a limit allows.
pub(crate) fn exceeds(count: usize, max: i64) -> bool {
    i64::try_from(count).map_or(true, |count| count > max)
}

/// A name from outside, cut to what fits a message.
pub(crate) fn shown(name: &str) -> String {
    const SHOWN: usize = 40;
    let visible = |char: char| if char.is_control() { char::REPLACEMENT_CHARACTER } else { char };
    let mut shown: String = name.chars().take(SHOWN).map(visible).collect();
    if name.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

fn listed(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// The known name within two edits of a misspelt one, the first of the nearest.
fn nearest(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let typed: Vec<char> = name.chars().take(64).collect();
    let distance = |known: &&'static str| edits(&typed, &known.chars().collect::<Vec<_>>());
    let (best, near) = known.iter().map(|known| (distance(known), *known)).min_by_key(|it| it.0)?;
    (best <= 2 && best < near.len()).then_some(near)
}

/// Levenshtein distance, by rows.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let swap = corner + usize::from(from != to);
            corner = row[j + 1];
            row[j + 1] = swap.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
