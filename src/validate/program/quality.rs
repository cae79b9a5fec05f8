//! What selectors ask of a line beside its names: its kind, price and attributes.

use super::bounds::range;
use super::declared::not_empty;
use super::selector::Selectors;
use crate::document::json::Value;
use crate::document::leaf::{Keyed, bad_key};
use crate::document::program::fact::{Fact, FactDoc, NUMBER, PRICE};
use crate::document::program::selector::{Bounds, ValuesDoc};
use crate::document::shape::{List, Map, Read as _, each_value, integer};
use crate::problem::{Path, Report};
use crate::program::{Kind, Stated, Test};
use crate::value::Key;
use crate::value::bounds::{MAX_ATTRIBUTES, MAX_NUMBER};
use crate::value::order::sorted;

impl Selectors {
    /// The kinds, prices and attributes that a document asks for.
    pub(super) fn tests(
        &self,
        price: Option<Bounds<'_>>,
        attributes: Option<Map<'_, ValuesDoc<'_>, MAX_ATTRIBUTES>>,
        kinds: Option<List<'_, Kind, 4>>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Vec<Test>> {
        let units = self.units;
        let bounds = |fact: &'static Fact, it: Bounds<'_>, at: &Path<'_>, report: &mut Report| {
            let document = FactDoc::all(fact, it.0, at, report)?;
            range(units, &document, fact.unit?, at, report)
        };
        let mut tests = Some(Vec::new());
        let mut add = |test: Option<Test>| match (&mut tests, test) {
            (Some(tests), Some(test)) => tests.push(test),
            _ => tests = None,
        };
        if let Some(list) = kinds {
            let at = at.field("kinds");
            let kinds = list.each(&at, report, |kind, _, _| Some(kind.bit()));
            let kinds = kinds.map(|kinds| kinds.into_iter().fold(0, |all, kind| all | kind));
            let some = not_empty(list.is_empty(), &at, report);
            add(some.and(kinds).map(Test::Kinds));
        }
        if let Some(price) = price {
            let range = bounds(PRICE, price, &at.field("price"), report);
            add(range.map(|range| Test::Price(range.least, range.most)));
        }
        if let Some(attributes) = attributes {
            let at = at.field("attributes");
            if not_empty(attributes.is_empty(), &at, report).is_none() {
                add(None);
            }
            let read = attributes.each(&at, report, |name, values, at, report| {
                let key = Key::parse(name).ok();
                if key.is_none() {
                    bad_key(name, at, report);
                }
                add(match values? {
                    ValuesDoc::Listed(values) => {
                        let values = stated_in(values, at, report)?;
                        Some(Test::OneOf(key?, sorted(values.into(), Ord::cmp).into()))
                    }
                    ValuesDoc::Bounds(it) => {
                        let range = bounds(NUMBER, it, at, report)?;
                        Some(Test::Between(key?, range.least, range.most))
                    }
                });
                Some(())
            });
            if read.is_none() {
                add(None);
            }
        }
        tests
    }
}

/// The texts and whole numbers of a list.
pub(super) fn stated_in(
    values: &[Value<'_>],
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Box<[Stated]>> {
    let mut stated = Vec::new();
    not_empty(values.is_empty(), at, report)?;
    each_value(values, at, report, &mut |value, at, report| {
        stated.push(match value {
            Value::Text(_) => Stated::Text(Keyed::read(value, at, report)?.0),
            _ => Stated::Number(integer(value, (0, MAX_NUMBER), at, report)?),
        });
        Some(())
    })?;
    Some(stated.into())
}
