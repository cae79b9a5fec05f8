//! Selectors, compiled so that a line finds all that match it in one pass, however many there are.
//!
//! Each dimension (sku, brand, category, tag) maps a name to the selectors that list it. A line
//! matches a selector when, in every dimension, the selector lists one of the line's names or
//! lists none at all, and when it passes the selector's tests: of its kind, price and attributes.
//! Each test is looked at once a line, whichever selectors have it.

mod sample;

use super::{FavouriteBy, FavouriteId, Stated};
use crate::value::Key;
use crate::value::order::{Numbered, order, sorted};
use crate::value::text::{hash, is_path_in, same};

pub(crate) use sample::Sample;

/// A name that some selector or price list of the programme mentions, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Symbol(u32);

/// Which lines: those that `include` matches, and none of `exclude`. `None` includes every line, of
/// whatever kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Selection {
    pub(crate) include: Option<SelectorId>,
    pub(crate) exclude: Option<SelectorId>,
    pub(crate) discounted: Discounted,
}

/// Whether a line carries a discount, or may. No selector's bit says it: it changes while a cart is
/// priced, so that who asks says which lines are discounted by then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Discounted {
    /// It may, or not.
    #[default]
    Any,
    /// Only lines without one.
    No,
    /// Only lines with one.
    Yes,
}

impl Discounted {
    /// What both ask; `None` where nothing is both.
    pub(crate) fn and(self, other: Self) -> Option<Self> {
        match (self, other) {
            (one, Self::Any) => Some(one),
            (Self::Any, other) => Some(other),
            (one, other) => (one == other).then_some(one),
        }
    }

    /// What is left when this is taken away.
    pub(crate) fn not(self) -> Self {
        match self {
            Self::Any => Self::Any,
            Self::No => Self::Yes,
            Self::Yes => Self::No,
        }
    }

    fn takes(self, line: Self) -> bool {
        self == Self::Any || self == line
    }
}

/// Index of a compiled selector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SelectorId(u32);

impl SelectorId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    fn is_in(self, bits: &[u64]) -> bool {
        let index = self.index();
        bits.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }
}

/// The selectors that match one line: a bit each.
#[derive(Clone, Debug, Default)]
pub(crate) struct LineMask {
    bits: Box<[u64]>,
    /// Whether the line carries a discount.
    pub(crate) discounted: Discounted,
}

impl Selection {
    /// The same with the lines that are excluded; `None` where nothing is.
    pub(crate) fn unexcluded(self) -> Option<Self> {
        self.exclude.map(|_| Self { exclude: None, ..self })
    }

    /// Whether it takes every line.
    pub(crate) fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it takes a line that these selectors match.
    pub(crate) fn matches(&self, mask: &LineMask) -> bool {
        self.matches_given(mask, mask.discounted)
    }

    /// The same of a line that by now carries a discount, or none.
    pub(crate) fn matches_given(&self, mask: &LineMask, line: Discounted) -> bool {
        self.discounted.takes(line) && self.has_bits(&mask.bits)
    }

    fn has_bits(&self, bits: &[u64]) -> bool {
        self.include.is_none_or(|selector| selector.is_in(bits))
            && !self.exclude.is_some_and(|selector| selector.is_in(bits))
    }
}

impl LineMask {
    /// Selectors, rounded up to whole words.
    pub(crate) fn capacity(&self) -> usize {
        self.bits.len() * 64
    }

    /// The indexes of the selectors that match, ascending.
    pub(crate) fn ones(&self) -> impl Iterator<Item = usize> + '_ {
        self.bits
            .iter()
            .enumerate()
            .flat_map(|(word, &bits)| Ones(bits).map(move |bit| word * 64 + bit))
    }
}

/// The positions of a word's set bits, ascending.
pub(crate) struct Ones(pub(crate) u64);

impl Iterator for Ones {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let bit = self.0.trailing_zeros() as usize;
        self.0 &= self.0 - 1;
        Some(bit)
    }
}

/// One selector before it is compiled; an empty list leaves its dimension open.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Selector {
    pub(crate) skus: Vec<Key>,
    pub(crate) brands: Vec<Key>,
    pub(crate) categories: Vec<Key>,
    pub(crate) tags: Vec<Key>,
    /// Each has to be passed.
    pub(crate) tests: Vec<Test>,
    /// Lines of one of these; what they ask about discounts is their selection's to say.
    pub(crate) within: Vec<Selection>,
}

/// What a line has to be, beside its names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Test {
    /// Of one of these kinds: a bit for each [`Kind`].
    Kinds(u8),
    /// The list price of a unit, from the one to the other.
    Price(i64, i64),
    /// The attribute is one of these, which are sorted.
    OneOf(Key, Box<[Stated]>),
    /// The attribute is a number, from the one to the other.
    Between(Key, i64, i64),
    /// Of the member's favourite.
    Favourite(FavouriteId, FavouriteBy),
}

/// What sort of thing a line sells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    #[default]
    Goods,
    GiftCard,
    Service,
    Fee,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] = [Self::Goods, Self::GiftCard, Self::Service, Self::Fee];

    /// The words for them, as documents write them.
    pub(crate) const NAMES: [&str; 4] = ["goods", "gift_card", "service", "fee"];

    pub(crate) fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// Its bit in [`Test::Kinds`].
    pub(crate) const fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// What selectors look at in a line.
pub(crate) struct Looked<'l> {
    pub(crate) sku: &'l Key,
    pub(crate) brand: Option<&'l Key>,
    pub(crate) category: Option<&'l Key>,
    pub(crate) tags: &'l [Key],
    pub(crate) kind: Kind,
    /// Of a unit, in minor units, before discounts.
    pub(crate) price_minor: i64,
    pub(crate) attributes: &'l [(Key, Stated)],
    /// Whether the line carries a discount.
    pub(crate) discounted: Discounted,
    /// Of the member who buys, as [`super::Favourites`].
    pub(crate) favourites: &'l [Option<Key>],
}

impl Looked<'_> {
    fn passes(&self, test: &Test) -> bool {
        let stated = |name: &Key| {
            let found = self.attributes.iter().find(|(known, _)| known == name);
            found.map(|(_, stated)| stated)
        };
        match test {
            Test::Kinds(kinds) => kinds & self.kind.bit() != 0,
            Test::Price(least, most) => (*least..=*most).contains(&self.price_minor),
            Test::OneOf(name, values) => {
                stated(name).is_some_and(|it| values.binary_search(it).is_ok())
            }
            Test::Between(name, least, most) => match stated(name) {
                Some(Stated::Number(number)) => (*least..=*most).contains(number),
                _ => false,
            },
            Test::Favourite(favourite, by) => self.is_favourite(*favourite, *by),
        }
    }

    /// As if the favourite were the one name that a list of its kind has.
    fn is_favourite(&self, FavouriteId(favourite): FavouriteId, by: FavouriteBy) -> bool {
        let Some(Some(favourite)) = self.favourites.get(favourite as usize) else { return false };
        match by {
            FavouriteBy::Sku => self.sku == favourite,
            FavouriteBy::Category => {
                self.category.is_some_and(|own| is_path_in(own.as_str(), favourite.as_str()))
            }
            FavouriteBy::Brand => self.brand == Some(favourite),
        }
    }
}

impl Selector {
    /// For each list that names anything, each test and what they are within, the selector of that
    /// alone.
    pub(crate) fn parts(self) -> Vec<Self> {
        let Self { skus, brands, categories, tags, tests, within } = self;
        let mut parts = Vec::new();
        for (number, names) in [skus, brands, categories, tags].into_iter().enumerate() {
            if !names.is_empty() {
                let mut part = Self::default();
                *part.dimensions_mut()[number] = names;
                parts.push(part);
            }
        }
        if !within.is_empty() {
            parts.push(Self { within, ..Self::default() });
        }
        for test in tests {
            parts.push(Self { tests: vec![test], ..Self::default() });
        }
        parts
    }

    fn dimensions_mut(&mut self) -> [&mut Vec<Key>; DIMENSIONS] {
        [&mut self.skus, &mut self.brands, &mut self.categories, &mut self.tags]
    }

    pub(crate) fn dimensions(&self) -> [&[Key]; DIMENSIONS] {
        [&self.skus, &self.brands, &self.categories, &self.tags]
    }
}

/// SKU, brand, category, tag.
pub(crate) const DIMENSIONS: usize = 4;
// The order of `Selector::dimensions`.
const SKU: usize = 0;
const BRAND: usize = 1;
const CATEGORY: usize = 2;
const TAG: usize = 3;

/// All selectors of a programme.
#[derive(Debug)]
pub(crate) struct SelectorSet {
    dimensions: [Dimension; DIMENSIONS],
    /// Each test, and the selectors that have it.
    tests: Box<[(Test, Box<[u64]>)]>,
    /// The selectors that are within others; those come before them.
    within: Box<[(SelectorId, Box<[Selection]>)]>,
    words: usize,
}

/// One kind of name.
#[derive(Debug, Default)]
struct Dimension {
    /// Each once.
    names: Box<[Key]>,
    /// Where to find a name: from its hash on, round about, to the first empty slot. As many as a
    /// power of two, at least twice the names.
    slots: Box<[Option<Symbol>]>,
    /// For each name the selectors that list it.
    listed_by: Box<[Box<[SelectorId]>]>,
    /// The selectors that list no name of this kind: every line passes.
    open: Box<[u64]>,
}

impl Dimension {
    fn symbol(&self, name: &str) -> Option<Symbol> {
        let mut slot = hash(name);
        loop {
            slot &= self.slots.len().wrapping_sub(1);
            let symbol = (*self.slots.get(slot)?)?;
            if same(self.names[symbol.0 as usize].as_str(), name) {
                return Some(symbol);
            }
            slot += 1;
        }
    }

    fn add(&self, name: &str, bits: &mut [u64]) {
        if let Some(Symbol(index)) = self.symbol(name) {
            for &SelectorId(id) in &self.listed_by[index as usize] {
                bits[id as usize / 64] |= 1 << (id % 64);
            }
        }
    }

    /// Adds each part of a path up to a `/`, and the whole.
    fn add_path(&self, path: &str, bits: &mut [u64]) {
        // A plain loop: optimised for size, iterators are called, not inlined.
        let mut end = 0;
        while let Some(&byte) = path.as_bytes().get(end) {
            if byte == b'/' {
                self.add(&path[..end], bits);
            }
            end += 1;
        }
        self.add(path, bits);
    }
}

impl SelectorSet {
    /// The sku as the programme's price lists know it; `None` when none mentions it.
    pub(crate) fn sku(&self, sku: &Key) -> Option<Symbol> {
        self.dimensions[SKU].symbol(sku.as_ref())
    }

    /// The selectors that match a line.
    ///
    /// A category such as `beauty/skin` counts as `beauty` too.
    pub(crate) fn mask(&self, line: &Looked<'_>) -> LineMask {
        let mut mask = self.dimensions[SKU].open.clone();
        self.dimensions[SKU].add(line.sku.as_ref(), &mut mask);
        let mut bits = vec![0; self.words];
        let mut narrow = |dimension: usize, add: &dyn Fn(&Dimension, &mut [u64])| {
            let dimension = &self.dimensions[dimension];
            // Where no name is listed, every line passes.
            if dimension.names.is_empty() {
                return;
            }
            bits.copy_from_slice(&dimension.open);
            add(dimension, &mut bits);
            for (word, bits) in mask.iter_mut().zip(&bits) {
                *word &= *bits;
            }
        };
        narrow(BRAND, &|brands, bits| {
            if let Some(brand) = line.brand {
                brands.add(brand.as_str(), bits);
            }
        });
        narrow(CATEGORY, &|categories, bits| {
            if let Some(category) = line.category {
                categories.add_path(category.as_str(), bits);
            }
        });
        narrow(TAG, &|known, bits| {
            for tag in line.tags {
                known.add(tag.as_str(), bits);
            }
        });
        for (test, who) in &self.tests {
            if !line.passes(test) {
                for (word, bits) in mask.iter_mut().zip(who) {
                    *word &= !bits;
                }
            }
        }
        for (id, of) in &self.within {
            if !of.iter().any(|selection| selection.has_bits(&mask)) {
                mask[id.index() / 64] &= !(1 << (id.0 % 64));
            }
        }
        LineMask { bits: mask, discounted: line.discounted }
    }
}

/// Collects selectors while a programme is validated; equal ones are compiled once.
#[derive(Debug, Default)]
pub(crate) struct SelectorSetBuilder {
    known: Numbered<Selector>,
}

impl SelectorSetBuilder {
    pub(crate) fn get(&self, selector: SelectorId) -> &Selector {
        &self.known.values()[selector.index()]
    }

    /// The selector's number.
    pub(crate) fn add(&mut self, mut selector: Selector) -> SelectorId {
        for names in selector.dimensions_mut() {
            *names = sorted(std::mem::take(names), Ord::cmp);
            names.dedup();
        }
        selector.tests = sorted(selector.tests, Ord::cmp);
        // Offers and their conditions are at most some thousands: see the limits.
        SelectorId(u32::try_from(self.known.number(selector)).unwrap_or(u32::MAX))
    }

    /// The number of a selector of one list, one test or one that it is within, if it was added.
    pub(crate) fn find(&self, part: &Selector) -> Option<SelectorId> {
        let number = self.known.find(part)?;
        u32::try_from(number).ok().map(SelectorId)
    }

    /// The compiled set.
    pub(crate) fn build(self) -> SelectorSet {
        let words = self.known.values().len().div_ceil(64);
        let compile = |dimension: usize| self.compile(dimension, words);
        let dimensions = std::array::from_fn(compile);
        let (mut numbers, mut tests) = (Numbered::default(), Vec::new());
        let mut within = Vec::new();
        for (id, selector) in (0..).map(SelectorId).zip(self.known.values()) {
            for test in &selector.tests {
                let number = numbers.number(test);
                if number == tests.len() {
                    tests.push((test.clone(), vec![0; words].into_boxed_slice()));
                }
                tests[number].1[id.index() / 64] |= 1 << (id.0 % 64);
            }
            if !selector.within.is_empty() {
                within.push((id, selector.within.clone().into_boxed_slice()));
            }
        }
        SelectorSet { dimensions, tests: tests.into(), within: within.into(), words }
    }

    fn compile(&self, dimension: usize, words: usize) -> Dimension {
        let mut open = vec![0_u64; words];
        let mut listings: Vec<(&Key, SelectorId)> = Vec::new();
        for (id, selector) in (0..).map(SelectorId).zip(self.known.values()) {
            let names = selector.dimensions()[dimension];
            if names.is_empty() {
                open[id.index() / 64] |= 1 << (id.0 % 64);
            }
            listings.extend(names.iter().map(|name| (name, id)));
        }
        let mut names: Vec<Key> = Vec::new();
        let mut listed_by: Vec<Vec<SelectorId>> = Vec::new();
        for index in order(listings.len(), &mut |one, other| listings[one].cmp(&listings[other])) {
            let (name, id) = listings[index];
            match listed_by.last_mut() {
                Some(selectors) if names.last() == Some(name) => selectors.push(id),
                _ => {
                    names.push(name.clone());
                    listed_by.push(vec![id]);
                }
            }
        }
        let listed_by = listed_by.into_iter().map(Into::into).collect();
        let slots = slots(&names);
        Dimension { names: names.into(), slots, listed_by, open: open.into() }
    }
}

/// The slots that [`Dimension::symbol`] searches.
fn slots(names: &[Key]) -> Box<[Option<Symbol>]> {
    let mut slots = vec![None; (names.len() * 2).next_power_of_two()];
    let last = slots.len() - 1;
    for (symbol, name) in (0..).map(Symbol).zip(names) {
        let mut slot = hash(name.as_str()) & last;
        while slots[slot].is_some() {
            slot = (slot + 1) & last;
        }
        slots[slot] = Some(symbol);
    }
    slots.into()
}

#[cfg(test)]
#[path = "selector_tests.rs"]
mod tests;
