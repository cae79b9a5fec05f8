//! Leaves of the documents: identifiers, decimals, dates and instants, texts per locale.

use super::expected::Expected;
use super::json::Value;
use super::shape::{Choices, Map, Read, Text, integer, shown, text, wrong_type};
use crate::member::{PlanStep, Why};
use crate::problem::{Code, Path, Report};
use crate::program::{Bearer, Kind, Stated};
use crate::value::bounds::{MAX_LOCALES, MAX_NUMBER};
use crate::value::{Date, Decimal, DecimalError, Id, Instant, Key};

/// An identifier that the programme declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ident(pub(crate) Id);

impl<'v> Read<'v> for Ident {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        ident(text(&Expected::ID, value, at, report)?, at, report)
    }
}

/// A text that is an identifier.
pub(crate) fn ident(text: &str, at: &Path<'_>, report: &mut Report) -> Option<Ident> {
    match Id::parse(text) {
        Ok(id) => Some(Ident(id)),
        Err(_) => {
            let message = format_args!("`{}` is not an id", shown(text));
            let help = "an id starts with a small letter or digit, then has small letters, \
                        digits, `.`, `_` or `-`, 64 in all at most";
            report.no("id", text).error_help(Code::BadId, at, message, help);
            None
        }
    }
}

/// An identifier from outside: of a member, order, line, sku, lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Keyed(pub(crate) Key);

impl<'v> Read<'v> for Keyed {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let text = text(&Expected::TEXT, value, at, report)?;
        match Key::parse(text) {
            Ok(key) => Some(Self(key)),
            Err(_) => {
                bad_key(text, at, report);
                None
            }
        }
    }
}

pub(crate) fn bad_key(text: &str, at: &Path<'_>, report: &mut Report) {
    let message = format_args!("`{}` cannot name anything", shown(text));
    let help = "a name has 1 to 128 characters, no control characters, no blanks at its ends";
    report.no("name", text).error_help(Code::BadId, at, message, help);
}

/// A decimal number, written as a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number(pub(crate) Decimal);

impl<'v> Read<'v> for Number {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let text = text(&Expected::DECIMAL, value, at, report)?;
        match Decimal::parse(text) {
            Ok(decimal) => Some(Self(decimal)),
            Err(error) => {
                bad_decimal(text, error, at, report);
                None
            }
        }
    }
}

/// Reports why a text is no decimal number.
pub(crate) fn bad_decimal(text: &str, error: DecimalError, at: &Path<'_>, report: &mut Report) {
    match error {
        DecimalError::TooPrecise { allowed } => {
            let message = format_args!("`{}` has more than {allowed} decimal digits", shown(text));
            report.at_most(i64::from(allowed)).error(Code::TooManyDecimals, at, message);
        }
        DecimalError::TooLarge => {
            report.error(Code::OutOfRange, at, format_args!("`{}` is too large", shown(text)));
        }
        DecimalError::Malformed => {
            let message = format_args!("`{}` is not a decimal number", shown(text));
            let help = "digits, then perhaps a point and digits: `10`, `10.00`";
            report.found(text).error_help(Code::BadDecimal, at, message, help);
        }
    }
}

/// Points as written by people: an integer, or a decimal text where the programme has decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PointsText<'v> {
    Whole(i64),
    Decimal(&'v str),
}

impl<'v> Read<'v> for PointsText<'v> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        match value {
            Value::Integer(whole) => Some(Self::Whole(*whole)),
            Value::Text(text) => Some(Self::Decimal(text)),
            other => {
                wrong_type(&Expected::POINTS, other, at, report);
                None
            }
        }
    }
}

/// A value in whose place the format also has tables, which this version does not evaluate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plain<T>(pub(crate) T);

impl<'v, T: Read<'v>> Read<'v> for Plain<T> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        if is_table(value, at, report) {
            return None;
        }
        T::read(value, at, report).map(Self)
    }
}

/// A value or a table of such values: read when it is known what they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tabled<'v>(pub(crate) &'v Value<'v>);

impl<'v> Read<'v> for Tabled<'v> {
    fn read(value: &'v Value<'v>, _: &Path<'_>, _: &mut Report) -> Option<Self> {
        Some(Self(value))
    }
}

/// A value that is read later.
impl<'v> Read<'v> for &'v Value<'v> {
    fn read(value: &'v Value<'v>, _: &Path<'_>, _: &mut Report) -> Option<Self> {
        Some(value)
    }
}

/// Which of two words it is: whether the second.
pub(crate) fn either(
    words: &'static [&'static str; 2],
    value: &Value<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<bool> {
    word(words, value, at, report).map(|number| number == 1)
}

impl<'v> Read<'v> for Why {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        Self::ALL.get(word(Self::NAMES, value, at, report)?).copied()
    }
}

impl<'v> Read<'v> for PlanStep {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        Self::ALL.get(word(Self::NAMES, value, at, report)?).copied()
    }
}

impl<'v> Read<'v> for Bearer {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        Self::ALL.get(word(Self::NAMES, value, at, report)?).copied()
    }
}

/// Which of some words it is.
fn word(
    words: &'static [&'static str],
    value: &Value<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<usize> {
    let choices = Choices { words, tags: &[], reserved: &[] };
    choices.pick(value, at, report).map(|picked| picked.number)
}

/// What is stated of a member; `null`, which means an absent field elsewhere, is what is stated no
/// more.
#[derive(Clone, Debug)]
pub(crate) struct StatedDoc(pub(crate) Option<Stated>);

impl<'v> Read<'v> for StatedDoc {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let stated = match value {
            Value::Nothing => return Some(Self(None)),
            Value::Integer(_) => Stated::Number(integer(value, (0, MAX_NUMBER), at, report)?),
            Value::Text(_) => Stated::Text(Keyed::read(value, at, report)?.0),
            other => {
                wrong_type(&Expected::INTEGER_OR_TEXT, other, at, report);
                return None;
            }
        };
        Some(Self(Some(stated)))
    }
}

impl<'v> Read<'v> for Kind {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        word(&Self::NAMES, value, at, report).and_then(|number| Self::ALL.get(number)).copied()
    }
}

/// Whether a value is a table, which then has been reported.
fn is_table(value: &Value<'_>, at: &Path<'_>, report: &mut Report) -> bool {
    const TABLES: Choices = Choices {
        words: &[],
        tags: &[],
        reserved: &[
            "by_tier",
            "by_segment",
            "by_stage",
            "by_score",
            "matrix",
            "ladder",
            "by_line",
            "by_attribute",
            "cases",
        ],
    };
    let is_table = matches!(value, Value::Object(members) if TABLES.reserves(members));
    if is_table {
        TABLES.pick(value, at, report);
    }
    is_table
}

/// A date, in the programme's zone.
pub(crate) fn date(text: &str, at: &Path<'_>, report: &mut Report) -> Option<Date> {
    let date = Date::parse(text).filter(|date| (1970..=2199).contains(&date.year()));
    if date.is_none() {
        let message = format_args!("`{}` is not a date", shown(text));
        let help = "year, month and day, such as `2026-11-30`, from 1970 to 2199";
        report.found(text).error_help(Code::BadDate, at, message, help);
    }
    date
}

/// An instant: RFC 3339 text, or epoch milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At(pub(crate) Instant);

impl<'v> Read<'v> for At {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let instant = match value {
            Value::Integer(millis) => Instant::from_millis(*millis),
            Value::Text(text) => Instant::parse_rfc3339(text).ok(),
            other => {
                wrong_type(&Expected::INSTANT, other, at, report);
                return None;
            }
        };
        if instant.is_none() {
            let written = match value {
                Value::Integer(millis) => millis.to_string(),
                Value::Text(text) => shown(text),
                _ => String::new(),
            };
            let message = format_args!("`{written}` is not an instant");
            let help = "such as `2026-11-20T12:00:00+08:00`, from 1970 to 2199";
            report.found(&written).error_help(Code::BadInstant, at, message, help);
        }
        instant.map(Self)
    }
}

/// A whole day or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    Day(Date),
    Instant(Instant),
}

impl<'v> Read<'v> for Moment {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        match value {
            Value::Text(text) if text.len() <= "2026-11-30".len() => {
                date(text, at, report).map(Self::Day)
            }
            _ => At::read(value, at, report).map(|At(instant)| Self::Instant(instant)),
        }
    }
}

/// A time of day, in minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimeOfDay(pub(crate) u16);

impl<'v> Read<'v> for TimeOfDay {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let text = text(&Expected::TIME, value, at, report)?;
        let minutes = minutes(text);
        if minutes.is_none() {
            let message = format_args!("`{}` is not a time of day", shown(text));
            report.found(text).error_help(Code::BadTime, at, message, "from `00:00` to `23:59`");
        }
        minutes.map(Self)
    }
}

fn minutes(text: &str) -> Option<u16> {
    let bytes = text.as_bytes();
    let &[h1, h2, b':', m1, m2] = bytes else { return None };
    if ![h1, h2, m1, m2].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |tens: u8, ones: u8| u16::from(tens - b'0') * 10 + u16::from(ones - b'0');
    let (hour, minute) = (number(h1, h2), number(m1, m2));
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// A UTC offset such as `+08:00`, in seconds east.
pub(crate) fn offset_seconds(text: &str) -> Option<i32> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    Some(sign * i32::from(minutes(rest)?) * 60)
}

/// Texts for people, by locale; no logic reads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Locales;

impl<'v> Read<'v> for Locales {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let texts = Map::<Text<'_>, MAX_LOCALES>::read(value, at, report)?;
        if texts.is_empty() {
            report.error(Code::Empty, at, format_args!("a text needs at least one locale"));
        }
        texts.each(at, report, |locale, _, at, report| {
            if !is_locale(locale) {
                let message = format_args!("`{}` is not a locale's name", shown(locale));
                let help = "a BCP 47 tag, such as `en` or `zh-CN`";
                report.found(locale).error_help(Code::BadLocale, at, message, help);
            }
            Some(())
        })?;
        Some(Self)
    }
}

/// The part of BCP 47 that names locales in practice: letters, then parts of letters and digits.
fn is_locale(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}
