//! Selectors, collected while the programme is read and compiled at its end.

use crate::document::leaf::Keyed;
use crate::document::program::{PlainSelectorDoc, SelectorDoc};
use crate::document::shape::List;
use crate::problem::{Code, Path, Report};
use crate::program::{FactId, Selection, Selector, SelectorSet, SelectorSetBuilder};
use crate::value::Key;

/// The selectors of a programme, and what its conditions ask of a cart.
#[derive(Debug, Default)]
pub(super) struct Selectors {
    set: SelectorSetBuilder,
    facts: Vec<Selection>,
}

impl Selectors {
    /// The lines that a document selects.
    pub(super) fn selection(
        &mut self,
        document: SelectorDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Selection> {
        let SelectorDoc { skus, brands, categories, tags, exclude, .. } = document;
        let lists = [skus, brands, categories, tags];
        let exclude = match exclude {
            None => None,
            Some(PlainSelectorDoc { skus, brands, categories, tags, .. }) => {
                let at = at.field("exclude");
                let exclude = selector([skus, brands, categories, tags], &at, report)?;
                if exclude == Selector::default() {
                    let message = format_args!("excluding every line leaves none");
                    let help = "name what to exclude, or leave the field out";
                    report.error_help(Code::Empty, &at, message, help);
                    return None;
                }
                Some(exclude)
            }
        };
        let include = selector(lists, at, report)?;
        let every_line = include == Selector::default();
        let include = (!every_line).then(|| self.set.add(include));
        Some(Selection { include, exclude: exclude.map(|it| self.set.add(it)) })
    }

    /// The lines of these skus; makes them known to price lists too.
    pub(super) fn of_skus(&mut self, skus: Vec<Key>) -> Selection {
        let selector = Selector { skus, ..Selector::default() };
        Selection { include: Some(self.set.add(selector)), exclude: None }
    }

    /// The number of a fact about a selection; equal ones are asked once.
    pub(super) fn fact(&mut self, selection: Selection) -> FactId {
        let known = self.facts.iter().position(|fact| *fact == selection);
        let index = known.unwrap_or_else(|| {
            self.facts.push(selection);
            self.facts.len() - 1
        });
        // Offers × conditions stay far below: see the limits.
        FactId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(super) fn build(self) -> (SelectorSet, Box<[Selection]>) {
        (self.set.build(), self.facts.into())
    }
}

/// Without any list it is the selector of every line.
fn selector<'v, const MAX: i64>(
    [skus, brands, categories, tags]: [Option<List<'v, Keyed, MAX>>; 4],
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Selector> {
    let mut names = |list: Option<List<'v, Keyed, MAX>>, field| {
        let Some(list) = list else { return Some(Vec::new()) };
        let at = at.field(field);
        if list.is_empty() {
            let message = format_args!("an empty list selects nothing");
            report.error_help(Code::Empty, &at, message, "leave the field out");
            return None;
        }
        list.each(&at, report, |Keyed(key), _, _| Some(key))
    };
    let (skus, brands) = (names(skus, "skus"), names(brands, "brands"));
    let (categories, tags) = (names(categories, "categories"), names(tags, "tags"));
    Some(Selector { skus: skus?, brands: brands?, categories: categories?, tags: tags? })
}
