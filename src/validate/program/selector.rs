//! Selectors, collected while the programme is read and compiled at its end.

use super::Common;
use super::declared::not_empty;
use super::history::Looks;
use super::money::{Units, contradiction};
use crate::document::leaf::{Ident, Keyed};
use crate::document::program::selector::{DiscountedDoc, NamesDoc, SelectorDoc};
use crate::document::shape::{List, exceeds};
use crate::problem::{Code, Path, Report};
use crate::program::{
    Base, Discounted, FactId, Favourite, Goods, History, Kind, Measure, MeasureId, Named,
    OrderFact, OrderFactId, Selection, Selector, SelectorId, SelectorSet, SelectorSetBuilder,
    Table, Test, Watch, What,
};
use crate::validate::member::unknown;
use crate::value::Key;
use crate::value::bounds::{MAX_MEASURES, MAX_NAMED_SELECTORS, MAX_WATCHES};
use crate::value::order::Numbered;
use crate::value::text::same;

/// The kinds of lines that are selected where nothing is said.
pub(super) const GOODS: u8 = Kind::Goods.bit();
/// And those that an order's discounts are about: all but gift cards, which are money.
pub(super) const ORDER: u8 = GOODS | Kind::Service.bit() | Kind::Fee.bit();

/// The selectors of a programme, what its conditions ask of a cart, and its tables.
#[derive(Debug)]
pub(super) struct Selectors {
    pub(super) set: SelectorSetBuilder,
    facts: Numbered<Goods>,
    order_facts: Numbered<OrderFact>,
    pub(super) tables: Vec<Table>,
    measures: Vec<Measure>,
    past: Numbered<Selection>,
    pub(super) favourites: Vec<Favourite>,
    pub(super) watches: Vec<Watch>,
    pub(super) looks: Looks,
    /// Whether anything asked, since somebody said no, what offers leave of the goods.
    pub(super) asks_left: bool,
    pub(super) units: Units,
    /// Those with a name; `None` where one could not be read, which has been reported.
    pub(super) named: Vec<(Box<str>, Option<Selection>)>,
}

/// What a selector says but for what it excludes.
#[derive(Default, PartialEq, Eq)]
struct Read {
    selector: Selector,
    discounted: Discounted,
    /// What those that it names ask about discounts.
    named: Discounted,
}

/// What was collected.
pub(super) struct Built {
    pub(super) selectors: SelectorSet,
    pub(super) facts: Box<[Goods]>,
    pub(super) order_facts: Box<[OrderFact]>,
    pub(super) tables: Box<[Table]>,
    pub(super) measures: Box<[Measure]>,
    pub(super) past: Box<[Selection]>,
    pub(super) favourites: Box<[Favourite]>,
    pub(super) watches: Box<[Watch]>,
    pub(super) history: History,
    pub(super) named: Named,
}

impl Selectors {
    pub(super) fn new(units: Units, looks: Looks) -> Self {
        Self {
            set: SelectorSetBuilder::default(),
            facts: Numbered::default(),
            order_facts: Numbered::default(),
            tables: Vec::new(),
            measures: Vec::new(),
            past: Numbered::default(),
            favourites: Vec::new(),
            watches: Vec::new(),
            looks,
            asks_left: false,
            units,
            named: Vec::new(),
        }
    }

    /// The lines that a document selects: of goods, unless it says of which kinds.
    pub(super) fn selection(
        &mut self,
        mut document: SelectorDoc<'_>,
        common: &Common<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Selection> {
        let of_goods = document.kinds.is_none() && document.named.is_none();
        let (exclude, favourite) = (document.exclude.take(), document.favourite.take());
        let include = self.read(document, at, report);
        let place = at.field("exclude");
        let exclude = match exclude {
            None => Some(Read::default()),
            Some(document) => document
                .now(&place, report)
                .and_then(|document| self.excluded(document, &place, report)),
        };
        let at_favourite = at.field("favourite");
        let favourite = favourite.map(|document| document.now(&at_favourite, report));
        let (mut include, exclude) = (include?, exclude?);
        if of_goods {
            include.selector.tests.push(Test::Kinds(Kind::Goods.bit()));
        }
        if leaves_nothing(&include.selector, &exclude.selector) {
            let message = format_args!("what is excluded leaves nothing");
            report.warn(Code::NoEffect, &place, message, "no line can match");
        }
        let discounted = include.discounted.and(include.named);
        let discounted = discounted.and_then(|it| it.and(exclude.discounted.not()));
        if discounted.is_none() {
            let message = format_args!("no line is both discounted and not");
            contradiction(message, "ask for one of both", at, report);
        }
        let discounted = discounted?;
        let exclude = self.any_of(exclude.selector);
        if let Some(document) = favourite {
            let among = Some(self.set.add(include.selector.clone()));
            let among = Selection { include: among, exclude, ..Selection::default() };
            let own = self.favourite(document?, among, common, &at_favourite, report)?;
            include.selector.tests.push(own);
        }
        let include = Some(self.set.add(include.selector));
        Some(Selection { include, exclude, discounted })
    }

    /// The selector of the lines that any part of one matches.
    fn any_of(&mut self, selector: Selector) -> Option<SelectorId> {
        let mut within = Vec::new();
        for part in selector.parts() {
            let include = Some(self.set.add(part));
            within.push(Selection { include, ..Selection::default() });
        }
        if within.len() < 2 {
            return within.pop()?.include;
        }
        Some(self.set.add(Selector { within, ..Selector::default() }))
    }

    fn excluded(
        &self,
        document: SelectorDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Read> {
        if document.exclude.is_some() {
            let message = format_args!("there is no field `exclude` here");
            let help = "what is excluded excludes nothing itself";
            let report = report.name("exclude");
            report.error_help(Code::UnknownField, &at.field("exclude"), message, help);
        }
        if document.favourite.is_some() {
            let message = format_args!("in `exclude` it is open of what this is the favourite");
            let help = "give a selector with it a name, and exclude that by its name";
            contradiction(message, help, &at.field("favourite"), report);
            return None;
        }
        let exclude = self.read(document, at, report)?;
        if exclude.named != Discounted::Any {
            let message = format_args!("what asks about discounts is not excluded by its name");
            contradiction(message, "say `discounted` itself", &at.field("named"), report);
        }
        if exclude == Read::default() {
            let message = format_args!("excluding every line leaves none");
            let help = "name what to exclude, or leave the field out";
            report.error_help(Code::Empty, at, message, help);
            return None;
        }
        Some(exclude)
    }

    /// What a document says but for what it excludes.
    fn read(&self, document: SelectorDoc<'_>, at: &Path<'_>, report: &mut Report) -> Option<Read> {
        let SelectorDoc { skus, brands, categories, tags, .. } = document;
        let SelectorDoc { named, price, attributes, kinds, discounted, .. } = document;
        let selector = selector([skus, brands, categories, tags], at, report);
        let within = self.within(named, &at.field("named"), report);
        let tests = self.tests(price, attributes, kinds, at, report);
        let (within, named) = within?;
        Some(Read {
            selector: Selector { tests: tests?, within, ..selector? },
            discounted: match discounted {
                None | Some(DiscountedDoc::Any) => Discounted::Any,
                Some(DiscountedDoc::No) => Discounted::No,
                Some(DiscountedDoc::Yes) => Discounted::Yes,
            },
            named,
        })
    }

    /// The selectors that are named, and what they ask about discounts.
    fn within(
        &self,
        named: Option<List<'_, Ident, MAX_NAMED_SELECTORS>>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<(Vec<Selection>, Discounted)> {
        let Some(list) = named else { return Some((Vec::new(), Discounted::Any)) };
        not_empty(list.is_empty(), at, report)?;
        let (mut within, mut first, mut differ) = (Vec::new(), None, false);
        list.each(at, report, |Ident(name), at, report| {
            let found = self.named.iter().find(|(id, _)| same(id, name.as_str()));
            if found.is_none() {
                let known = &mut self.named.iter().map(|(id, _)| &**id);
                unknown("selector", name.as_str(), known, at, report);
            }
            let mut selection = found?.1?;
            let discounted = std::mem::take(&mut selection.discounted);
            differ |= *first.get_or_insert(discounted) != discounted;
            within.push(selection);
            Some(())
        })?;
        if differ {
            let message = format_args!("these differ in what they ask about discounts");
            contradiction(message, "name those that agree", at, report);
        }
        Some((within, first?))
    }

    /// The lines that the field `of` selects; without it every line.
    pub(super) fn of(
        &mut self,
        document: Option<SelectorDoc<'_>>,
        common: &Common<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Selection> {
        match document {
            None => Some(Selection::default()),
            Some(document) => self.selection(document, common, &at.field("of"), report),
        }
    }

    /// All lines of goods, as an empty selector selects them.
    pub(super) fn goods(&mut self) -> Selection {
        self.of_kinds(GOODS)
    }

    /// The lines that an order's discounts are about.
    pub(super) fn order(&mut self) -> Selection {
        self.of_kinds(ORDER)
    }

    fn of_kinds(&mut self, kinds: u8) -> Selection {
        let selector = Selector { tests: vec![Test::Kinds(kinds)], ..Selector::default() };
        Selection { include: Some(self.set.add(selector)), ..Selection::default() }
    }

    /// The lines of these skus; makes them known to price lists too.
    pub(super) fn of_skus(&mut self, skus: Vec<Key>) -> Selection {
        let selector = Selector { skus, ..Selector::default() };
        Selection { include: Some(self.set.add(selector)), ..Selection::default() }
    }

    /// The number of a fact about goods; equal ones are asked once.
    pub(super) fn fact(&mut self, goods: Goods) -> FactId {
        self.asks_left |= goods.base != Base::List || goods.of.discounted != Discounted::Any;
        // Offers × conditions stay far below: see the limits.
        FactId(u32::try_from(self.facts.number(goods)).unwrap_or(u32::MAX))
    }

    /// The lines of a fact about goods.
    pub(super) fn lines_of(&self, FactId(fact): FactId) -> Selection {
        self.facts.values()[fact as usize].of
    }

    /// The number of what an order says of itself.
    pub(super) fn order_fact(&mut self, fact: OrderFact) -> OrderFactId {
        OrderFactId(u32::try_from(self.order_facts.number(fact)).unwrap_or(u32::MAX))
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
            let report = report.at_most(MAX_MEASURES);
            report.error_help(Code::TooMany, at, message, "ask the same where it will do");
        }
        if exceeds(self.watches.len(), MAX_WATCHES) {
            let message = format_args!("more than {MAX_WATCHES} rules are fired by `met`");
            let report = report.at_most(MAX_WATCHES);
            report.error_help(Code::TooMany, at, message, "let other events fire some of them");
        }
        let named = self.names();
        Built {
            selectors: self.set.build(),
            facts: self.facts.values().into(),
            order_facts: self.order_facts.values().into(),
            tables: self.tables.into(),
            measures: self.measures.into(),
            past: self.past.values().into(),
            favourites: self.favourites.into(),
            watches: self.watches.into(),
            history: self.looks.history(),
            named,
        }
    }
}

/// Reports a path that begins or ends with a `/`.
pub(super) fn is_path(what: &str, path: &Key, at: &Path<'_>, report: &mut Report) {
    if path.as_str().starts_with('/') || path.as_str().ends_with('/') {
        let message = format_args!("{what} has no `/` at its ends");
        report.no("path", path.as_str()).error(Code::BadId, at, message);
    }
}

/// Whether one of the lists names only what is excluded.
fn leaves_nothing(include: &Selector, exclude: &Selector) -> bool {
    let mut lists = include.dimensions().into_iter().zip(exclude.dimensions());
    let kinds = |selector: &Selector| {
        let kinds = |test: &Test| if let Test::Kinds(kinds) = test { Some(*kinds) } else { None };
        selector.tests.iter().find_map(kinds)
    };
    lists.any(|(names, out)| !names.is_empty() && names.iter().all(|name| out.contains(name)))
        || kinds(include).zip(kinds(exclude)).is_some_and(|(kinds, out)| kinds & !out == 0)
}

/// Without any list it is the selector of every line.
fn selector<'v>(
    [skus, brands, categories, tags]: [Option<NamesDoc<'v>>; 4],
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Selector> {
    let mut names = |list: Option<NamesDoc<'v>>, field: &'static str| {
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
                let report = report.id(key.as_str());
                report.warn(Code::DuplicateId, at, message, "once is enough");
            }
            if field == "categories" {
                is_path("a category", &key, at, report);
            }
            Some(key)
        })
    };
    let (skus, brands) = (names(skus, "skus"), names(brands, "brands"));
    let (categories, tags) = (names(categories, "categories"), names(tags, "tags"));
    let (skus, brands, categories, tags) = (skus?, brands?, categories?, tags?);
    Some(Selector { skus, brands, categories, tags, ..Selector::default() })
}
