//! Selectors with a name: read in the order in which they name one another; and what is called by
//! their names.

use super::Common;
use super::money::contradiction;
use super::selector::{GOODS, ORDER, Selectors};
use crate::document::json::Value;
use crate::document::program::selector::NamedSelectorDoc;
use crate::document::shape::{List, Read as _, ids};
use crate::problem::{Path, Report};
use crate::program::{Discounted, Named, Selection, Selector, Test};
use crate::value::Id;
use crate::value::bounds::MAX_NAMED_SELECTORS;

/// Selectors with a name, not yet read.
type NamedDocs<'v> = List<'v, NamedSelectorDoc<'v>, MAX_NAMED_SELECTORS>;

impl Selectors {
    /// Reads the selectors with a name, each after those that it names.
    pub(super) fn name(
        &mut self,
        list: Option<NamedDocs<'_>>,
        common: &Common<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) {
        let values = list.unwrap_or_default().distinct_values(at, report);
        let ids = ids(values);
        let id = |id: &Option<&str>| (id.unwrap_or_default().into(), None);
        self.named = ids.iter().map(id).collect();
        let asked: Vec<Vec<usize>> = values.iter().map(|value| asked(value, &ids)).collect();
        let mut read = vec![false; values.len()];
        let mut goes_on = true;
        while std::mem::take(&mut goes_on) {
            for (number, value) in values.iter().enumerate() {
                if read[number] || !asked[number].iter().all(|asked| read[*asked]) {
                    continue;
                }
                (read[number], goes_on) = (true, true);
                let at = at.index(number);
                let document = NamedSelectorDoc::read(value, &at, report);
                let select = document.and_then(|document| document.select);
                let place = at.field("select");
                self.named[number].1 =
                    select.and_then(|it| self.selection(it, common, &place, report));
                if let Some(selection) = self.named[number].1 {
                    self.names_favourite(ids[number].unwrap_or_default(), selection);
                }
            }
        }
        if let Some(first) = read.iter().position(|read| !read) {
            let mut way = vec![first];
            let circle = loop {
                let last = &asked[way[way.len() - 1]];
                let next = last.iter().copied().find(|asked| !read[*asked]).unwrap_or(first);
                if let Some(start) = way.iter().position(|passed| *passed == next) {
                    way.push(next);
                    break &way[start..];
                }
                way.push(next);
            };
            let name = |number: &usize| format!("the selector `{}`", self.named[*number].0);
            let names: Vec<String> = circle.iter().map(name).collect();
            let message = format_args!("this depends on itself: {}", names.join(" asks "));
            let help = "what depends on one another has a first that depends on nothing";
            contradiction(message, help, &at.index(circle[0]), report);
        }
    }

    /// What goods are called that somebody asks for by one name alone.
    pub(super) fn names(&self) -> Named {
        let selection = |of: &Selector, discounted| {
            let include = self.set.find(of);
            include.map(|_| Selection { include, exclude: None, discounted })
        };
        let mut of = Vec::new();
        for (id, select) in &self.named {
            let Some(mut within) = *select else { continue };
            let discounted = std::mem::take(&mut within.discounted);
            let alone = Selector { within: vec![within], ..Selector::default() };
            of.extend(selection(&alone, discounted).zip(Id::parse(id).ok()));
        }
        let unsaid = [GOODS, ORDER].map(|kinds| {
            let of = Selector { tests: vec![Test::Kinds(kinds)], ..Selector::default() };
            selection(&of, Discounted::Any).unwrap_or_default()
        });
        Named { of: of.into(), unsaid }
    }
}

/// Which selectors a selector with a name names, by their numbers.
fn asked(value: &Value<'_>, ids: &[Option<&str>]) -> Vec<usize> {
    let mut asked = Vec::new();
    let select = value.member("select");
    for selector in [select, select.and_then(|it| it.member("exclude"))].into_iter().flatten() {
        let Some(Value::List(named)) = selector.member("named") else { continue };
        let named = named.iter().filter_map(|name| match name {
            Value::Text(name) => Some(&**name),
            _ => None,
        });
        for name in named {
            asked.extend(ids.iter().position(|id| *id == Some(name)));
        }
    }
    asked
}
