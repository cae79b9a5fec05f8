//! An object's fields: which there are, and reading one after the other. What `object!` expands to
//! calls this for each field, so that only what depends on a field's type is compiled for each.

use super::json::Value;
use super::near::nearest;
use super::shape::{
    Choices, NO_WORD, duplicate_field, integer, list, listed, missing, not_supported, number_of,
    shown, wrong_type,
};
use crate::problem::{Code, Path, Report};
use crate::value::text::same;

/// The names of an object's fields.
#[derive(Debug)]
pub(crate) struct Fields {
    pub(crate) names: &'static [&'static str],
    pub(crate) reserved: &'static [&'static str],
}

impl Fields {
    #[cold]
    fn unknown(&self, name: &str, at: &Path<'_>, report: &mut Report) {
        if report.is_full() {
            return report.count_error();
        }
        let place = at.field(name);
        if self.reserved.contains(&name) {
            not_supported("field", name, &place, report);
            return;
        }
        let message = format_args!("there is no field `{}` here", shown(name));
        let help = match nearest(name, self.names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the fields are {}", listed(self.names)),
        };
        report.error_help(Code::UnknownField, &place, message, &help);
    }
}

/// The most fields that [`named`] reads.
pub(crate) const MAX_NAMED: usize = 9;

/// The fields of an object that a table describes, each not yet read, in the order of their names.
pub(crate) fn named<'v>(
    fields: &Fields,
    value: &'v Value<'v>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<[Option<&'v Value<'v>>; MAX_NAMED]> {
    let slots = &mut Slots::new(fields, at, report);
    slots.assign(value).then(|| std::array::from_fn(|index| slots.values[index]))
}

/// Whether a field must be there; `object!` has the same words.
#[derive(Clone, Copy)]
#[expect(non_camel_case_types, reason = "as `object!` writes them")]
pub(crate) enum Need {
    required,
    optional,
}

/// The most fields that an object has. One size for all: what reads an object is then the same
/// code for each.
pub(crate) const MAX_FIELDS: usize = 56;

/// An object's fields while they are read, one after the other.
pub(crate) struct Slots<'s, 'v> {
    fields: &'s Fields,
    values: [Option<&'v Value<'v>>; MAX_FIELDS],
    next: usize,
    /// The object's place, and that of the field that is read.
    object: &'s Path<'s>,
    pub(super) at: Path<'s>,
    pub(super) report: &'s mut Report,
}

impl<'s, 'v> Slots<'s, 'v> {
    #[inline(never)]
    pub(crate) fn new(fields: &'s Fields, object: &'s Path<'s>, report: &'s mut Report) -> Self {
        Self { fields, values: [None; MAX_FIELDS], next: 0, object, at: Path::Root, report }
    }

    /// Puts each member into its field's slot; reports what has none. False when it is no object.
    #[inline(never)]
    pub(crate) fn assign(&mut self, value: &'v Value<'v>) -> bool {
        let Value::Object(members) = value else {
            wrong_type("an object", value, self.object, self.report);
            return false;
        };
        let names = self.fields.names;
        // People and programs write fields in much the same order, so the next slot is the best
        // guess.
        let mut guess = 0;
        let mut seen = 0_u64;
        for (name, value) in members {
            let found = if names.get(guess).is_some_and(|next| same(next, name)) {
                Some(guess)
            } else {
                number_of(name, names)
            };
            match found {
                Some(index) => {
                    if seen & (1 << index) == 0 {
                        guess = index + 1;
                    } else {
                        duplicate_field(name, self.object, self.report);
                    }
                    seen |= 1 << index;
                    self.values[index] = Some(value);
                }
                // For editors, in any document; nobody else reads it.
                None if name == "$schema" && matches!(self.object, Path::Root) => {}
                None => self.fields.unknown(name, self.object, self.report),
            }
        }
        true
    }

    /// The next field as [`super::shape::Int`] reads it.
    #[inline(never)]
    pub(super) fn integer(&mut self, need: Need, bounds: (i64, i64)) -> Option<i64> {
        integer(self.next(need)?, bounds, &self.at, self.report)
    }

    /// The next field as [`super::shape::List`] reads it.
    #[inline(never)]
    pub(super) fn list(&mut self, need: Need, max: i64) -> Option<&'v [Value<'v>]> {
        list(self.next(need)?, max, &self.at, self.report)
    }

    /// The number of the next field's word; of none, one that no word has.
    #[inline(never)]
    pub(crate) fn word(&mut self, need: Need, choices: &Choices) -> usize {
        let value = self.next(need);
        value.map_or(NO_WORD, |value| choices.word(value, &self.at, self.report))
    }

    /// The next field's value, unless it is absent.
    #[inline(never)]
    pub(super) fn next(&mut self, need: Need) -> Option<&'v Value<'v>> {
        let (name, value) = (self.fields.names.get(self.next)?, self.values.get(self.next)?);
        self.next += 1;
        match value {
            None | Some(Value::Nothing) => {
                if matches!(need, Need::required) {
                    missing(name, self.object, self.report);
                }
                None
            }
            Some(value) => {
                self.at = self.object.field(name);
                Some(value)
            }
        }
    }
}
