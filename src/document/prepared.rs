//! The published form of a programme's document: the table of its zone and the hashes of its codes
//! stand in it, and its text is canonical. Nothing else is changed, and nothing checked.

use bumpalo::Bump;

use super::canonical::{canonical, hex};
use super::json::{self, Value};
use crate::problem::{Document, Report};
use crate::program::{Hashes, Rules};
use crate::value::bounds::MAX_PROGRAM_BYTES;
use crate::value::order::sorted;

/// The text of a programme that was read; codes that stand there are hidden by the salt.
pub(crate) fn prepared(rules: &Rules, salt: &str) -> String {
    let arena = Bump::new();
    let mut report = Report::new(Document::Program);
    // It was read before.
    let tree = json::parse(&rules.source, MAX_PROGRAM_BYTES, &arena, &mut report);
    let make = Maker { rules, salt, arena: &arena };
    let tree = tree.map(|tree| {
        let tree = make.with(tree, "$schema", &|_| Value::Nothing);
        let tree = make.with(tree, "zone", &|zone| make.zone(zone));
        make.with(tree, "offers", &|offers| make.offers(offers))
    });
    canonical(&tree.unwrap_or_default())
}

#[derive(Clone, Copy)]
struct Maker<'a> {
    rules: &'a Rules,
    salt: &'a str,
    arena: &'a Bump,
}

impl<'a> Maker<'a> {
    /// An object with another value under a name, if it has that.
    fn with(
        self,
        object: Value<'a>,
        name: &str,
        change: &dyn Fn(Value<'a>) -> Value<'a>,
    ) -> Value<'a> {
        let Value::Object(members) = object else { return object };
        let members = self.arena.alloc_slice_copy(members);
        for (_, value) in members.iter_mut().filter(|(known, _)| *known == name) {
            *value = change(*value);
        }
        Value::Object(members)
    }

    /// A zone that is only named, with its table.
    fn zone(self, zone: Value<'a>) -> Value<'a> {
        if !matches!(zone, Value::Text(_)) {
            return zone;
        }
        let table = self.rules.calendar.zone().table().map(|(second, offset)| {
            let row = [Value::Integer(second), Value::Integer(offset.into())];
            Value::List(self.arena.alloc_slice_copy(&row))
        });
        let table = Value::List(self.arena.alloc_slice_fill_iter(table));
        Value::Object(self.arena.alloc_slice_copy(&[("name", zone), ("table", table)]))
    }

    fn offers(self, offers: Value<'a>) -> Value<'a> {
        let Value::List(offers) = offers else { return offers };
        let hidden = |codes| self.hidden(codes);
        let kind = |kind| self.with(kind, "public_code", &hidden);
        let offers = self.arena.alloc_slice_copy(offers);
        for offer in offers.iter_mut() {
            *offer = self.with(*offer, "kind", &kind);
        }
        Value::List(offers)
    }

    /// Codes that stand there, as hashes; in their order, so that it does not tell which is which.
    fn hidden(self, public: Value<'a>) -> Value<'a> {
        let Some(Value::List(codes)) = public.member("codes") else { return public };
        let hashes = codes.iter().map(|code| match code {
            Value::Text(code) => hex(&Hashes::of(self.salt, &self.rules.codes.normal(code))),
            _ => String::new(),
        });
        let hashes = sorted(hashes.collect(), |one, other| one.cmp(other));
        let hashes = hashes.iter().map(|hash| Value::Text(self.arena.alloc_str(hash)));
        let hashes = Value::List(self.arena.alloc_slice_fill_iter(hashes));
        let salt = Value::Text(self.salt);
        Value::Object(self.arena.alloc_slice_copy(&[("hashes", hashes), ("salt", salt)]))
    }
}
