//! An object's fields: which there are, and reading one after the other. What `object!` expands to
//! calls this for each field, so that only what depends on a field's type is compiled for each.

use super::expected::Expected;
use super::format::FORMAT;
use super::json::{Member, Value};
use super::shape::{
    Choices, NO_WORD, duplicate_field, integer, list, missing, not_supported, shown, wrong_type,
};
use crate::problem::{Code, Given, Path, Report, listed};
use crate::value::near::nearest;
use crate::value::text::same;

/// So many names are listed in what perks writes: people write none of it.
const FEW: usize = 8;

/// What to do about a name that is not known. In what perks writes it is likely a newer one's.
#[cold]
pub(super) fn perhaps_newer(help: String, report: &Report) -> String {
    if !report.is_of_perks() {
        return help;
    }
    let newer = "a newer perks may have written it: update this one";
    match help.chars().next_back() {
        None => newer.to_owned(),
        Some('?') => format!("{help} else {newer}"),
        Some(_) => format!("{help}; else {newer}"),
    }
}

/// The names of an object's fields.
#[derive(Debug)]
pub(crate) struct Fields {
    pub(crate) names: &'static [&'static str],
    pub(crate) reserved: &'static [&'static str],
    /// What fields were called before, and are called now; both are read.
    pub(crate) renamed: &'static [(&'static str, &'static str)],
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
        let near = nearest(name, self.names.iter().copied());
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if report.is_of_perks() && self.names.len() > FEW => String::new(),
            None => format!("the fields are {}", listed(self.names)),
        };
        let help = perhaps_newer(help, report);
        let near = Given::Perhaps(near);
        let report = report.with(&[("name", Given::Text(name)), ("near", near)]);
        report.error_help(Code::UnknownField, &place, message, &help);
    }
}

/// Which of the names it is; those from a guess on are tried first.
fn number_from(guess: usize, name: &str, names: &[&str]) -> Option<usize> {
    let (before, after) = names.split_at_checked(guess).unwrap_or((names, &[]));
    match number_of(name, after) {
        Some(number) => Some(guess + number),
        None => number_of(name, before),
    }
}

/// Which of the names it is.
#[inline(never)]
pub(super) fn number_of(name: &str, names: &[&str]) -> Option<usize> {
    // A plain loop: optimised for size, iterators are called, not inlined.
    for (number, known) in names.iter().enumerate() {
        if same(known, name) {
            return Some(number);
        }
    }
    None
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
    slots.assign(value).then(|| std::array::from_fn(|index| slots.value(index)))
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
pub(crate) const MAX_FIELDS: usize = 64;

/// The place of a member that a byte cannot tell. An object of so many has some that are not its
/// fields, or twice, and is refused.
const FAR: u8 = u8::MAX;

/// The place of a member, from 1.
fn place(member: usize) -> u8 {
    u8::try_from(member + 1).unwrap_or(FAR)
}

/// An object's fields while they are read, one after the other.
pub(crate) struct Slots<'s, 'v> {
    fields: &'s Fields,
    members: &'v [Member<'v>],
    /// The place of each field among the members, from 1; 0 where there is none. Bytes, since for
    /// each object all of them are cleared.
    places: [u8; MAX_FIELDS],
    next: usize,
    /// The object's place, and that of the field that is read.
    object: &'s Path<'s>,
    pub(super) at: Path<'s>,
    pub(super) report: &'s mut Report,
}

impl<'s, 'v> Slots<'s, 'v> {
    #[inline(never)]
    pub(crate) fn new(fields: &'s Fields, object: &'s Path<'s>, report: &'s mut Report) -> Self {
        let places = [0; MAX_FIELDS];
        Self { fields, members: &[], places, next: 0, object, at: Path::Root, report }
    }

    /// Puts each member into its field's slot; reports what has none. False when it is no object.
    #[inline(never)]
    pub(crate) fn assign(&mut self, value: &'v Value<'v>) -> bool {
        let Value::Object(members) = value else {
            wrong_type(&Expected::OBJECT, value, self.object, self.report);
            return false;
        };
        self.members = members;
        let names = self.fields.names;
        // People and programs write fields in much the same order, so the next slot is the best
        // guess.
        let mut guess = 0;
        for (member, (name, _)) in members.iter().enumerate() {
            match number_from(guess, name, names) {
                Some(index) => {
                    if self.places[index] == 0 {
                        guess = index + 1;
                    } else {
                        self.twice(index, name);
                    }
                    self.places[index] = place(member);
                }
                // For editors, in any document; nobody else reads it.
                None if *name == "$schema" && matches!(self.object, Path::Root) => {}
                None => self.other(member, name),
            }
        }
        true
    }

    /// A member whose name is that of no field: what one was called before, or nothing.
    #[cold]
    #[inline(never)]
    fn other(&mut self, member: usize, name: &str) {
        let renamed = self.fields.renamed.iter().find(|(old, _)| *old == name);
        let Some((now, index)) =
            renamed.and_then(|(_, now)| Some((*now, number_of(now, self.fields.names)?)))
        else {
            return self.fields.unknown(name, self.object, self.report);
        };
        if self.places[index] == 0 {
            self.report.renamed(self.object, (name, now), FORMAT);
        } else {
            self.twice(index, name);
        }
        self.places[index] = place(member);
    }

    /// A field that stood there before, perhaps by another of its names.
    #[cold]
    #[inline(never)]
    fn twice(&mut self, index: usize, name: &str) {
        let before = usize::from(self.places[index]).checked_sub(1);
        let before = before.and_then(|before| self.members.get(before));
        let now = self.fields.names[index];
        let renamed = self.fields.renamed;
        // Of a place that a byte cannot tell it is unknown which name stands there.
        let is_name = |name: &str| name == now || renamed.contains(&(name, now));
        match before.map(|(before, _)| *before).filter(|before| is_name(before)) {
            Some(before) if before != name => {
                let old = if name == now { before } else { name };
                let message = format_args!("`{old}` and `{now}` are one field, stated twice");
                let help = format!("remove `{old}`, the name that it had before");
                let report =
                    self.report.with(&[("name", Given::Text(old)), ("instead", Given::Text(now))]);
                report.error_help(Code::DuplicateField, &self.object.field(name), message, &help);
            }
            _ => duplicate_field(name, self.object, self.report),
        }
    }

    /// What a field has; of what stands there twice, the last.
    fn value(&self, index: usize) -> Option<&'v Value<'v>> {
        let member = match self.places.get(index)? {
            0 => None,
            &FAR => {
                let name = self.fields.names.get(index)?;
                self.members.iter().rev().find(|(known, _)| known == name)
            }
            place => self.members.get(usize::from(*place) - 1),
        };
        member.map(|(_, value)| value)
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
        let index = self.next;
        self.next += 1;
        let name = *self.fields.names.get(index)?;
        match self.value(index) {
            None | Some(Value::Nothing) => {
                if matches!(need, Need::required) {
                    missing(name, self.object, self.report);
                }
                None
            }
            Some(value) => {
                self.at = Path::Field(self.object, name);
                Some(value)
            }
        }
    }
}
