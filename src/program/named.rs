//! What goods are called: the names of the selectors that ask for exactly them.

use super::Selection;
use crate::value::Id;

/// The selectors with a name. Asked when the business says no, or how that would change; never
/// while something is priced.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// What names one of them alone selects, in the order of the programme.
    pub(crate) of: Box<[(Selection, Id)]>,
    /// What is selected where nothing is said: of lines, and of an order.
    pub(crate) unsaid: [Selection; 2],
}

impl Named {
    /// The name of goods that a selector asks for by that name alone; of two that select the same,
    /// the first.
    pub(crate) fn of(&self, goods: Selection) -> Option<Id> {
        let found = self.of.iter().find(|(selection, _)| *selection == goods);
        found.map(|(_, id)| id.clone())
    }

    /// The same of goods that a part of an offer and its target both take: there is a name where
    /// only one of them says something, or both the same.
    pub(crate) fn of_both(&self, part: Selection, target: Selection) -> Option<Id> {
        if target.is_all() || self.unsaid.contains(&target) {
            return self.of(part);
        }
        if part.is_all() || part == target { self.of(target) } else { None }
    }
}
