//! Selectors, collected while the programme is read and compiled at its end.

use super::history::Looks;
use crate::document::leaf::Keyed;
use crate::document::program::selector::{PlainSelectorDoc, SelectorDoc};
use crate::document::shape::{List, exceeds};
use crate::problem::{Code, Path, Report};
use crate::program::{
    Base, FactId, Goods, History, Measure, MeasureId, Selection, Selector, SelectorSet,
    SelectorSetBuilder, Table, What,
};
use crate::value::Key;
use crate::value::bounds::MAX_MEASURES;
use crate::value::order::Numbered;

/// The selectors of a programme, what its conditions ask of a cart, and its tables.
#[derive(Debug, Default)]
pub(super) struct Selectors {
    set: SelectorSetBuilder,
    facts: Numbered<Goods>,
    pub(super) tables: Vec<Table>,
    measures: Vec<Measure>,
    past: Numbered<Selection>,
    pub(super) looks: Looks,
    /// Whether anything asked, since somebody said no, what offers leave of the goods.
    pub(super) asks_left: bool,
}

/// What was collected.
pub(super) struct Built {
    pub(super) selectors: SelectorSet,
    pub(super) facts: Box<[Goods]>,
    pub(super) tables: Box<[Table]>,
    pub(super) measures: Box<[Measure]>,
    pub(super) past: Box<[Selection]>,
    pub(super) history: History,
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
        let include = selector([skus, brands, categories, tags], at, report);
        let exclude = match exclude {
            None => Some(Selector::default()),
            Some(document) => excluded(document, &at.field("exclude"), report),
        };
        let (include, exclude) = (include?, exclude?);
        if leaves_nothing(&include, &exclude) {
            let message = format_args!("what is excluded leaves nothing");
            report.warn(Code::NoEffect, &at.field("exclude"), message, "no line can match");
        }
        let every_line = include == Selector::default();
        let include = (!every_line).then(|| self.set.add(include));
        let exclude = exclude.by_dimension().map(|part| part.map(|part| self.set.add(part)));
        Some(Selection { include, exclude })
    }

    /// The lines that the field `of` selects; without it every line.
    pub(super) fn of(
        &mut self,
        document: Option<SelectorDoc<'_>>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Selection> {
        match document {
            None => Some(Selection::default()),
            Some(document) => self.selection(document, &at.field("of"), report),
        }
    }

    /// The lines of these skus; makes them known to price lists too.
    pub(super) fn of_skus(&mut self, skus: Vec<Key>) -> Selection {
        let selector = Selector { skus, ..Selector::default() };
        Selection { include: Some(self.set.add(selector)), ..Selection::default() }
    }

    /// The number of a fact about goods; equal ones are asked once.
    pub(super) fn fact(&mut self, goods: Goods) -> FactId {
        self.asks_left |= goods.base != Base::List;
        // Offers × conditions stay far below: see the limits.
        FactId(u32::try_from(self.facts.number(goods)).unwrap_or(u32::MAX))
    }

    /// The number of a measure; equal ones are reckoned once.
    pub(super) fn measure(&mut self, measure: Measure) -> MeasureId {
        let known = self.measures.iter().position(|known| *known == measure);
        let index = known.unwrap_or(self.measures.len());
        // One more than there may be is kept, and refused once all is read.
        if known.is_none() && !exceeds(index, MAX_MEASURES) {
            self.past(measure.of);
            if let What::Share { among, .. } = measure.what {
                self.past(among);
            }
            self.measures.push(measure);
        }
        MeasureId(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// Lines that a question about the past narrows orders to: members' records keep at hand which
    /// of theirs these are.
    pub(super) fn past(&mut self, selection: Selection) -> Selection {
        if !selection.is_all() {
            self.past.number(selection);
        }
        selection
    }

    pub(super) fn build(self, at: &Path<'_>, report: &mut Report) -> Built {
        if exceeds(self.measures.len(), MAX_MEASURES) {
            let message = format_args!("more than {MAX_MEASURES} numbers are asked of the past");
            report.error_help(Code::TooMany, at, message, "ask the same where it will do");
        }
        Built {
            selectors: self.set.build(),
            facts: self.facts.values().into(),
            tables: self.tables.into(),
            measures: self.measures.into(),
            past: self.past.values().into(),
            history: self.looks.history(),
        }
    }
}

fn excluded(
    document: PlainSelectorDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Selector> {
    let PlainSelectorDoc { skus, brands, categories, tags, .. } = document;
    let exclude = selector([skus, brands, categories, tags], at, report)?;
    if exclude == Selector::default() {
        let message = format_args!("excluding every line leaves none");
        report.error_help(Code::Empty, at, message, "name what to exclude, or leave the field out");
        return None;
    }
    Some(exclude)
}

/// Whether one of the lists names only what is excluded.
fn leaves_nothing(include: &Selector, exclude: &Selector) -> bool {
    let mut lists = include.dimensions().into_iter().zip(exclude.dimensions());
    lists.any(|(names, out)| !names.is_empty() && names.iter().all(|name| out.contains(name)))
}

/// Without any list it is the selector of every line.
fn selector<'v, const MAX: i64>(
    [skus, brands, categories, tags]: [Option<List<'v, Keyed, MAX>>; 4],
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Selector> {
    let mut names = |list: Option<List<'v, Keyed, MAX>>, field: &'static str| {
        let Some(list) = list else { return Some(Vec::new()) };
        let at = at.field(field);
        if list.is_empty() {
            let message = format_args!("an empty list selects nothing");
            report.error_help(Code::Empty, &at, message, "leave the field out");
            return None;
        }
        let mut seen: Vec<Key> = Vec::new();
        list.each(&at, report, |Keyed(key), at, report| {
            if let Some(place) = seen.binary_search(&key).err() {
                seen.insert(place, key.clone());
            } else {
                let message = format_args!("`{key}` stands in the list before");
                report.warn(Code::DuplicateId, at, message, "once is enough");
            }
            if field == "categories"
                && (key.as_str().starts_with('/') || key.as_str().ends_with('/'))
            {
                let message = format_args!("a category has no `/` at its ends");
                report.error(Code::BadId, at, message);
            }
            Some(key)
        })
    };
    let (skus, brands) = (names(skus, "skus"), names(brands, "brands"));
    let (categories, tags) = (names(categories, "categories"), names(tags, "tags"));
    Some(Selector { skus: skus?, brands: brands?, categories: categories?, tags: tags? })
}
