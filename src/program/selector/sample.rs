//! Samples: names, a kind and attributes that a line may have so that a selector matches it.

use super::{BRAND, CATEGORY, DIMENSIONS, Kind, SKU, SelectorId, SelectorSet, Test};
use crate::program::{FavouriteBy, FavouriteId, Stated};
use crate::value::Key;

/// What a line may have; its price may keep it out all the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample {
    /// SKU, brand, category, tag: the first that the selector lists, where it lists any.
    pub(crate) names: [Option<Key>; DIMENSIONS],
    pub(crate) kind: Kind,
    pub(crate) attributes: Vec<(Key, Stated)>,
}

impl SelectorSet {
    /// A sample of what several selectors match, each after those before it, for a member with
    /// these favourites. Where they list different names it may be none of them.
    pub(crate) fn sample(&self, of: &[SelectorId], favourites: &[Option<Key>]) -> Sample {
        let mut sample = Sample::default();
        for selector in of {
            self.narrow(&mut sample, *selector, favourites);
        }
        sample
    }

    fn narrow(&self, sample: &mut Sample, selector: SelectorId, favourites: &[Option<Key>]) {
        let mut next = Some(selector);
        // What a selector is within comes before it.
        while let Some(selector) = next {
            for (dimension, name) in self.dimensions.iter().zip(&mut sample.names) {
                let place = dimension.listed_by.iter().position(|by| by.contains(&selector));
                let own = place.and_then(|place| dimension.names.get(place));
                *name = name.take().or_else(|| own.cloned());
            }
            for (test, who) in &self.tests {
                if selector.is_in(who) {
                    sample.pass(test, favourites);
                }
            }
            let within = self.within.iter().find(|(known, _)| *known == selector);
            let first = within.and_then(|(_, of)| of.first()?.include);
            next = first.filter(|first| *first < selector);
        }
    }
}

impl Sample {
    fn pass(&mut self, test: &Test, favourites: &[Option<Key>]) {
        match test {
            Test::Kinds(kinds) => {
                let mut all = Kind::ALL.into_iter();
                if kinds & self.kind.bit() == 0 {
                    self.kind = all.find(|kind| kinds & kind.bit() != 0).unwrap_or(self.kind);
                }
            }
            Test::Price(..) => {}
            Test::OneOf(name, values) => {
                self.attributes.extend(values.first().map(|it| (name.clone(), it.clone())));
            }
            Test::Between(name, least, _) => {
                self.attributes.push((name.clone(), Stated::Number(*least)));
            }
            Test::Favourite(FavouriteId(favourite), by) => {
                let name = match by {
                    FavouriteBy::Sku => &mut self.names[SKU],
                    FavouriteBy::Category => &mut self.names[CATEGORY],
                    FavouriteBy::Brand => &mut self.names[BRAND],
                };
                *name = favourites.get(*favourite as usize).cloned().flatten().or(name.take());
            }
        }
    }
}
