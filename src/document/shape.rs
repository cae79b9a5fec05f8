//! From the loose tree to typed shapes: fields, choices, lists, texts, numbers. Every reader
//! reports what is wrong at its place and goes on, so that one reading finds all problems.
//!
//! A shape's fields are `Option`s: `None` means absent, or wrong and reported. Shapes borrow from
//! the tree, and lists are read when they are walked, so that nothing is built twice.

use super::expected::Expected;
use std::marker::PhantomData;

use super::fields::{Need, Slots, number_of, perhaps_newer};
use super::json::{Member, Value};
pub(crate) use crate::problem::shown;
use crate::problem::{Code, Given, Path, Report, listed};
use crate::value::bounds::MAX_TEXT_CHARS;
use crate::value::near::nearest;
use crate::value::order::order;

/// Something that a JSON value can be read into.
pub(crate) trait Read<'v>: Sized {
    /// `None` when it could not be read, which then has been reported.
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self>;

    /// Reads an object's next field. What many fields are has one that is smaller.
    fn read_next(slots: &mut Slots<'_, 'v>, need: Need) -> Option<Self> {
        Self::read(slots.next(need)?, &slots.at, slots.report)
    }
}

#[cold]
pub(super) fn duplicate_field(name: &str, at: &Path<'_>, report: &mut Report) {
    let message = format_args!("the field `{}` stands here twice", shown(name));
    let report = report.name(name);
    report.error(Code::DuplicateField, &at.field(name), message);
}

#[cold]
pub(super) fn not_supported(what: &str, name: &str, at: &Path<'_>, report: &mut Report) {
    let message = format_args!("the {what} `{name}` is not evaluated by this version");
    let help = "leave it out: a rule that is not evaluated must not look as if it were";
    report.name(name).error_help(Code::NotSupported, at, message, help);
}

/// The words and variants of a choice.
pub(crate) struct Choices {
    pub(crate) words: &'static [&'static str],
    pub(crate) tags: &'static [&'static str],
    pub(crate) reserved: &'static [&'static str],
}

/// What is chosen.
pub(crate) struct Picked<'v> {
    /// Words come before variants.
    pub(crate) number: usize,
    /// The name of a variant.
    pub(crate) tag: &'static str,
    /// What a variant carries.
    pub(crate) carried: Option<&'v Value<'v>>,
}

/// A number that no word has.
pub(crate) const NO_WORD: usize = usize::MAX;

impl Choices {
    /// The number of a word; [`NO_WORD`] when it is none, which then has been reported.
    #[inline(never)]
    pub(crate) fn word(&self, value: &Value<'_>, at: &Path<'_>, report: &mut Report) -> usize {
        self.pick(value, at, report).map_or(NO_WORD, |picked| picked.number)
    }

    /// What is chosen; `None` when it could not be read, which then has been reported.
    #[inline(never)]
    pub(crate) fn pick<'v>(
        &self,
        value: &'v Value<'v>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Picked<'v>> {
        match value {
            Value::Text(word) => {
                if let Some(number) = number_of(word, self.words) {
                    return Some(Picked { number, tag: "", carried: None });
                }
                self.unknown(word, "an object", at, report);
            }
            Value::Object(members) if self.tags.is_empty() && !self.reserves(members) => {
                wrong_type(&Expected::WORD, value, at, report);
            }
            Value::Object(members) => match members {
                [(tag, inner)] => {
                    if let Some(number) = number_of(tag, self.tags) {
                        let (number, tag) = (self.words.len() + number, self.tags[number]);
                        return Some(Picked { number, tag, carried: Some(inner) });
                    }
                    self.unknown(tag, "a word", at, report);
                }
                _ => {
                    let found = members.len();
                    let message =
                        format_args!("a choice names exactly one thing, this names {found}");
                    let help = format!("one of {}", listed(self.tags));
                    report.error_help(Code::NotOneChoice, at, message, &help);
                }
            },
            other => wrong_type(self.expected(), other, at, report),
        }
        None
    }

    /// Whether an object is a choice of a reserved variant.
    pub(crate) fn reserves(&self, members: &[Member<'_>]) -> bool {
        matches!(members, [(name, _)] if self.reserved.contains(name))
    }

    fn expected(&self) -> &'static Expected {
        match (self.words.is_empty(), self.tags.is_empty()) {
            (true, _) => &Expected::OBJECT,
            (false, true) => &Expected::WORD,
            (false, false) => &Expected::WORD_OR_OBJECT,
        }
    }

    /// Reports a name that is none; `other_form` is how it is not written.
    #[cold]
    fn unknown(&self, name: &str, other_form: &str, at: &Path<'_>, report: &mut Report) {
        if report.is_full() {
            return report.count_error();
        }
        if self.reserved.contains(&name) {
            not_supported("choice", name, at, report);
            return;
        }
        let all: Vec<_> = self.words.iter().chain(self.tags).copied().collect();
        let message = format_args!("`{}` is no choice here", shown(name));
        let near = nearest(name, all.iter().copied());
        let help = match near {
            Some(near) if near == name => format!("write `{near}` as {other_form}"),
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the choices are {}", listed(&all)),
        };
        let help = perhaps_newer(help, report);
        let report = report.with(&[
            ("found", Given::Text(name)),
            ("near", Given::Perhaps(near)),
            ("choices", Given::Words(&all)),
        ]);
        report.error_help(Code::UnknownChoice, at, message, &help);
    }
}

/// A field's name as it is written: one that is a word of Rust is declared as `r#in`.
pub(crate) const fn bare(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

#[cold]
pub(crate) fn missing(name: &str, at: &Path<'_>, report: &mut Report) {
    let message = format_args!("the field `{name}` is missing");
    report.name(name).error(Code::MissingField, at, message);
}

#[cold]
pub(crate) fn wrong_type(
    Expected { name, words }: &Expected,
    found: &Value<'_>,
    at: &Path<'_>,
    report: &mut Report,
) {
    let (kind, found) = found.kind();
    let message = format_args!("expected {words}, found {found}");
    let types = [("expected", Given::Text(name)), ("found", Given::Text(kind))];
    report.with(&types).error(Code::WrongType, at, message);
}

/// A text of at most [`MAX_TEXT_CHARS`] characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Text<'v>(pub(crate) &'v str);

impl<'v> Read<'v> for Text<'v> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let text = text(&Expected::TEXT, value, at, report)?;
        let count = text.chars().count();
        if exceeds(count, MAX_TEXT_CHARS) {
            let message =
                format_args!("the text has {count} characters, at most {MAX_TEXT_CHARS} fit");
            report.at_most(MAX_TEXT_CHARS).error(Code::TooLong, at, message);
            return None;
        }
        Some(Self(text))
    }
}

/// A text, whatever its length.
pub(crate) fn text<'v>(
    expected: &Expected,
    value: &'v Value<'v>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<&'v str> {
    match value {
        Value::Text(text) => Some(text),
        other => {
            wrong_type(expected, other, at, report);
            None
        }
    }
}

/// An integer from `MIN` to `MAX`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Int<const MIN: i64, const MAX: i64>(pub(crate) i64);

impl<'v, const MIN: i64, const MAX: i64> Read<'v> for Int<MIN, MAX> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        integer(value, (MIN, MAX), at, report).map(Self)
    }

    fn read_next(slots: &mut Slots<'_, 'v>, need: Need) -> Option<Self> {
        slots.integer(need, (MIN, MAX)).map(Self)
    }
}

/// An integer within bounds, both included.
pub(crate) fn integer(
    value: &Value<'_>,
    (min, max): (i64, i64),
    at: &Path<'_>,
    report: &mut Report,
) -> Option<i64> {
    match value {
        Value::Integer(integer) if (min..=max).contains(integer) => Some(*integer),
        Value::Integer(integer) => {
            let message = format_args!("{integer} is not between {min} and {max}");
            let report = report.between(min, max);
            report.error(Code::OutOfRange, at, message);
            None
        }
        other => {
            wrong_type(&Expected::INTEGER, other, at, report);
            None
        }
    }
}

/// A list of at most `MAX` elements, not yet read.
#[derive(Debug)]
pub(crate) struct List<'v, T, const MAX: i64>(&'v [Value<'v>], PhantomData<T>);

impl<'v, T, const MAX: i64> Read<'v> for List<'v, T, MAX> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        Some(Self(list(value, MAX, at, report)?, PhantomData))
    }

    fn read_next(slots: &mut Slots<'_, 'v>, need: Need) -> Option<Self> {
        Some(Self(slots.list(need, MAX)?, PhantomData))
    }
}

/// Without elements.
impl<T, const MAX: i64> Default for List<'_, T, MAX> {
    fn default() -> Self {
        Self(&[], PhantomData)
    }
}

impl<'v, T: Read<'v>, const MAX: i64> List<'v, T, MAX> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The elements, not yet read.
    pub(crate) fn values(&self) -> &'v [Value<'v>] {
        self.0
    }

    /// What `make` makes of each element; `None` when one failed, after all were tried.
    pub(crate) fn each<Out>(
        &self,
        at: &Path<'_>,
        report: &mut Report,
        mut make: impl FnMut(T, &Path<'_>, &mut Report) -> Option<Out>,
    ) -> Option<Vec<Out>> {
        let mut made = room(self.0.len());
        walk(self.0, at, report, &mut |value, at, report| {
            if let Some(out) = T::read(value, at, report).and_then(|it| make(it, at, report)) {
                made.push(out);
            }
        });
        (made.len() == self.0.len()).then_some(made)
    }

    /// As [`List::each`], of elements whose field `id` tells them apart.
    pub(crate) fn each_distinct<Out>(
        &self,
        at: &Path<'_>,
        report: &mut Report,
        make: impl FnMut(T, &Path<'_>, &mut Report) -> Option<Out>,
    ) -> Option<Vec<Out>> {
        distinct(self.0, at, report);
        self.each(at, report, make)
    }

    /// The elements, not yet read; those of which a field `id` tells apart are reported where they
    /// don't. For lists that are read rarely: [`each_value`] is compiled once.
    pub(crate) fn distinct_values(&self, at: &Path<'_>, report: &mut Report) -> &'v [Value<'v>] {
        distinct(self.0, at, report);
        self.0
    }

    /// What the elements have in their field `id`, as it is written.
    pub(crate) fn ids(&self) -> Vec<Option<&'v str>> {
        ids(self.0)
    }
}

/// Room for so many. Out of line, so that it is there once for all types of a size.
#[inline(never)]
fn room<T>(count: usize) -> Vec<T> {
    Vec::with_capacity(count)
}

/// Reads each of some values; `None` when one failed, after all were tried.
pub(crate) fn each_value<'v>(
    values: &'v [Value<'v>],
    at: &Path<'_>,
    report: &mut Report,
    read: &mut dyn FnMut(&'v Value<'v>, &Path<'_>, &mut Report) -> Option<()>,
) -> Option<()> {
    let mut all = Some(());
    for (index, value) in values.iter().enumerate() {
        if read(value, &at.index(index), report).is_none() {
            all = None;
        }
    }
    all
}

/// Shows each element of a list to `visit`, with its place. One loop for all lists: what is done
/// with an element is compiled by itself, and not into the function that has the list.
#[inline(never)]
fn walk<'v>(
    elements: &'v [Value<'v>],
    at: &Path<'_>,
    report: &mut Report,
    visit: &mut dyn FnMut(&'v Value<'v>, &Path<'_>, &mut Report),
) {
    for (i, element) in elements.iter().enumerate() {
        visit(element, &at.index(i), report);
    }
}

/// What each value has in its field `id`, as it is written.
pub(crate) fn ids<'v>(values: &'v [Value<'v>]) -> Vec<Option<&'v str>> {
    values.iter().map(id).collect()
}

fn id<'v>(element: &'v Value<'_>) -> Option<&'v str> {
    let Value::Object(members) = element else { return None };
    members.iter().find_map(|member| match member {
        ("id", Value::Text(id)) => Some(*id),
        _ => None,
    })
}

/// The elements of a list.
pub(crate) fn list<'v>(
    value: &'v Value<'v>,
    max: i64,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<&'v [Value<'v>]> {
    let Value::List(values) = value else {
        wrong_type(&Expected::LIST, value, at, report);
        return None;
    };
    fits(values.len(), max, "elements", at, report)?;
    Some(values)
}

/// Reports each `id` that an earlier element of the list has.
fn distinct(elements: &[Value<'_>], at: &Path<'_>, report: &mut Report) {
    let ids: Vec<_> = elements.iter().map(id).collect();
    if ids.is_sorted_by(|one, next| one < next) {
        return;
    }
    let order = order(ids.len(), &mut |one, other| ids[one].cmp(&ids[other]));
    for pair in order.windows(2) {
        if let (Some(first), Some(second)) = (ids[pair[0]], ids[pair[1]])
            && first == second
        {
            let message = format_args!("the id `{}` is taken by an element before", shown(second));
            let report = report.id(second);
            report.error(Code::DuplicateId, &at.index(pair[1]).field("id"), message);
        }
    }
}

/// A value that is read later, when its reader asks for it.
#[derive(Debug)]
pub(crate) struct Later<'v, T>(&'v Value<'v>, PhantomData<T>);

impl<'v, T> Read<'v> for Later<'v, T> {
    fn read(value: &'v Value<'v>, _: &Path<'_>, _: &mut Report) -> Option<Self> {
        Some(Self(value, PhantomData))
    }
}

impl<'v, T: Read<'v>> Later<'v, T> {
    pub(crate) fn now(self, at: &Path<'_>, report: &mut Report) -> Option<T> {
        T::read(self.0, at, report)
    }
}

/// An object whose names are data, at most `MAX` of them, not yet read.
#[derive(Debug)]
pub(crate) struct Map<'v, T, const MAX: i64>(&'v [Member<'v>], PhantomData<T>);

impl<'v, T, const MAX: i64> Read<'v> for Map<'v, T, MAX> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        Some(Self(map(value, MAX, at, report)?, PhantomData))
    }
}

/// The members of an object whose names are data.
fn map<'v>(
    value: &'v Value<'v>,
    max: i64,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<&'v [Member<'v>]> {
    let Value::Object(members) = value else {
        wrong_type(&Expected::OBJECT, value, at, report);
        return None;
    };
    fits(members.len(), max, "names", at, report)?;
    let name = |member: usize| members[member].0;
    let order = order(members.len(), &mut |one, other| name(one).cmp(name(other)));
    for pair in order.windows(2) {
        if name(pair[0]) == name(pair[1]) {
            duplicate_field(name(pair[1]), at, report);
        }
    }
    Some(members)
}

impl<'v, T: Read<'v>, const MAX: i64> Map<'v, T, MAX> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What `make` makes of each name and its value; `None` when one failed, after all were tried.
    pub(crate) fn each<Out>(
        &self,
        at: &Path<'_>,
        report: &mut Report,
        mut make: impl FnMut(&'v str, Option<T>, &Path<'_>, &mut Report) -> Option<Out>,
    ) -> Option<Vec<Out>> {
        let mut made = room(self.0.len());
        walk_names(self.0, at, report, &mut |name, value, at, report| {
            let value = T::read(value, at, report);
            if let Some(out) = make(name, value, at, report) {
                made.push(out);
            }
        });
        (made.len() == self.0.len()).then_some(made)
    }
}

/// As [`walk`], of an object's names and values.
#[inline(never)]
fn walk_names<'v>(
    members: &'v [Member<'v>],
    at: &Path<'_>,
    report: &mut Report,
    visit: &mut dyn FnMut(&'v str, &'v Value<'v>, &Path<'_>, &mut Report),
) {
    for (name, value) in members {
        visit(name, value, &at.field(name), report);
    }
}

fn fits(count: usize, max: i64, what: &str, at: &Path<'_>, report: &mut Report) -> Option<()> {
    if exceeds(count, max) {
        let message = format_args!("{count} {what}, at most {max} are allowed");
        report.at_most(max).error(Code::TooMany, at, message);
        return None;
    }
    Some(())
}

/// Whether there are more than a limit allows.
pub(crate) fn exceeds(count: usize, max: i64) -> bool {
    i64::try_from(count).map_or(true, |count| count > max)
}
