//! What a problem carries for sentences in any language, beside its place: names, limits, words.

use super::Code;
use crate::outcome::Reason;
use crate::value::bounds::MAX_KEY_CHARS;

/// One parameter of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Param {
    /// A name, or what was written, cut to the length of the longest name.
    Text(String),
    /// A limit or a count.
    Number(i64),
    /// Words of the format.
    Words(Vec<&'static str>),
    /// Names that a document declares, each cut as a text is.
    Names(Vec<String>),
    /// Why the business says no.
    Reason(Reason),
}

/// A parameter as it is at hand.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Given<'g> {
    Text(&'g str),
    /// Left out when there is none.
    Perhaps(Option<&'g str>),
    Number(i64),
    Words(&'g [&'static str]),
    Names(&'g [&'g str]),
    Reason(&'g Reason),
}

pub(super) fn owned(params: &[(&'static str, Given<'_>)]) -> Vec<(&'static str, Param)> {
    let mut owned = Vec::with_capacity(params.len());
    for (name, given) in params {
        let param = match *given {
            Given::Perhaps(None) => continue,
            Given::Text(text) | Given::Perhaps(Some(text)) => Param::Text(self::text(text)),
            Given::Number(number) => Param::Number(number),
            Given::Words(words) => Param::Words(words.to_vec()),
            Given::Names(names) => Param::Names(names.iter().map(|name| text(name)).collect()),
            Given::Reason(reason) => Param::Reason(reason.clone()),
        };
        owned.push((*name, param));
    }
    owned
}

/// Whether a code has these, all that it always has and no other.
pub(super) fn are_of(code: Code, params: &[(&'static str, Param)]) -> bool {
    let mut left = params.iter();
    let mut next = left.next();
    for declared in code.params() {
        let name = declared.trim_end_matches('?');
        match next {
            Some((given, _)) if *given == name => next = left.next(),
            _ if name.len() < declared.len() => {}
            _ => return false,
        }
    }
    next.is_none()
}

fn text(name: &str) -> String {
    cut(name, MAX_KEY_CHARS as usize)
}

/// A name from outside, cut to what fits a message.
pub(crate) fn shown(name: &str) -> String {
    cut(name, 40)
}

fn cut(name: &str, most: usize) -> String {
    let visible = |char: char| if char.is_control() { char::REPLACEMENT_CHARACTER } else { char };
    let mut shown: String = name.chars().take(most).map(visible).collect();
    if name.chars().nth(most).is_some() {
        shown.push('…');
    }
    shown
}
