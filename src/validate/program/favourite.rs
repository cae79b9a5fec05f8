//! Favourites: selectors that ask what a member buys most, and what takes one.

use super::Common;
use super::condition::Conditions;
use super::money::contradiction;
use super::selector::Selectors;
use crate::document::program::selector::{FavouriteByDoc, FavouriteDoc, SelectorDoc};
use crate::document::shape::Int;
use crate::problem::{Path, Report};
use crate::program::{
    Condition, Favourite, FavouriteBy, FavouriteId, Measure, Offer, Selection, SelectorId, Test,
    What, Within,
};
use crate::value::{Id, Money};

/// Units, unless an author says how many.
const MINIMUM: i64 = 3;

impl Selectors {
    /// The test of a line for a favourite of what a selection takes.
    pub(super) fn favourite(
        &mut self,
        document: FavouriteDoc<'_>,
        among: Selection,
        common: &Common<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Test> {
        let FavouriteDoc { by, within, minimum, .. } = document;
        if self.asks_favourite(among) {
            let message = format_args!("a favourite is not one of another");
            let help = "say once what it is a favourite of";
            contradiction(message, help, at, report);
            return None;
        }
        let within = match within {
            None => Some(Within::Lifetime),
            Some(within) => common.span(within, None, &at.field("within"), report),
        };
        let by = match by? {
            FavouriteByDoc::Sku => FavouriteBy::Sku,
            FavouriteByDoc::Category => FavouriteBy::Category,
            FavouriteByDoc::Brand => FavouriteBy::Brand,
        };
        let minimum = minimum.map_or(MINIMUM, |Int(minimum)| minimum);
        let measure = Measure { what: What::Favourite(by), within: within?, of: among };
        self.looks.measure(&measure, at, report);
        let measure = self.measure(measure);
        let same = |it: &Favourite| it.measure == measure && it.minimum == minimum;
        let known = self.favourites.iter().position(same);
        let number = known.unwrap_or(self.favourites.len());
        if known.is_none() {
            self.favourites.push(Favourite { by, measure, minimum, named: Vec::new() });
        }
        Some(Test::Favourite(FavouriteId(u32::try_from(number).ok()?), by))
    }

    /// Takes note of the name of a selector that asks for a favourite itself.
    pub(super) fn names_favourite(&mut self, name: &str, selection: Selection) {
        let tests = selection.include.map(|it| &*self.set.get(it).tests).unwrap_or_default();
        let own = tests.iter().find_map(asked);
        if let (Some(FavouriteId(own)), Ok(name)) = (own, Id::parse(name)) {
            self.favourites[own as usize].named.push(name);
        }
    }

    /// Whether a favourite decides which lines a selection takes.
    pub(super) fn asks_favourite(&self, selection: Selection) -> bool {
        let asks = |selector: SelectorId| {
            let selector = self.set.get(selector);
            selector.tests.iter().any(|test| asked(test).is_some())
                || selector.within.iter().any(|within| self.asks_favourite(*within))
        };
        selection.include.is_some_and(asks) || selection.exclude.is_some_and(asks)
    }

    /// That there is the favourite without which a selection takes no line.
    fn needed(&self, selection: Selection) -> Option<Condition> {
        let selector = self.set.get(selection.include?);
        if let Some(FavouriteId(own)) = selector.tests.iter().find_map(asked) {
            return Some(self.favourites[own as usize].is_there());
        }
        match *selector.within {
            [within] => self.needed(within),
            _ => None,
        }
    }
}

impl Conditions<'_, '_> {
    /// The lines that a document selects.
    pub(super) fn selection(
        &mut self,
        document: SelectorDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Selection> {
        self.selectors.selection(document, self.common, at, report)
    }

    /// The lines that the field `of` selects; without it every line.
    pub(super) fn lines(
        &mut self,
        document: Option<SelectorDoc<'_>>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Selection> {
        self.selectors.of(document, self.common, at, report)
    }

    /// The lines of past orders that a document selects.
    pub(super) fn of_past(
        &mut self,
        document: SelectorDoc<'_>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Selection> {
        let of = self.selection(document, at, report)?;
        if self.selectors.asks_favourite(of) {
            let message = format_args!("the past is not asked about what is found from it");
            let help = "a `favourite` is about the lines of a cart; name the goods here";
            contradiction(message, help, at, report);
            return None;
        }
        Some(of)
    }

    /// A condition on goods, and that there is the favourite without which it is not met.
    pub(super) fn with_favourite(&self, condition: Condition) -> Condition {
        let of = match condition {
            Condition::Amount { of, least, .. } if least > Money::ZERO => of,
            Condition::Units { of, least, .. } if least > 0 => of,
            _ => return condition,
        };
        // An offer says itself what its target needs.
        let of = Some(self.selectors.lines_of(of)).filter(|of| *of != self.target);
        match of.and_then(|of| self.selectors.needed(of)) {
            Some(needed) => Condition::All([needed, condition].into()),
            None => condition,
        }
    }
}

/// An offer of somebody's favourite is for who has one.
pub(super) fn needs_favourites(offer: &mut Offer, selectors: &Selectors) {
    for needed in offer.selections().into_iter().filter_map(|of| selectors.needed(of)) {
        if !has(&offer.when, &needed) {
            let when = std::mem::replace(&mut offer.when, Condition::always());
            offer.when = Condition::All([when, needed].into());
        }
    }
}

/// Whether a condition has another as one of its parts, which all have to be met.
fn has(condition: &Condition, part: &Condition) -> bool {
    match condition {
        Condition::All(of) => of.iter().any(|it| has(it, part)),
        one => one == part,
    }
}

/// The favourite that a test asks for.
fn asked(test: &Test) -> Option<FavouriteId> {
    match test {
        Test::Favourite(favourite, _) => Some(*favourite),
        _ => None,
    }
}
