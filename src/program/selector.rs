//! Selectors, compiled so that a line finds all that match it in one pass, however many there are.
//!
//! Each dimension (sku, brand, category, tag) maps a name to the selectors that list it. A line
//! matches a selector when, in every dimension, the selector lists one of the line's names or
//! lists none at all.

use crate::value::Key;
use crate::value::order::{Numbered, order, sorted};
use crate::value::text::{hash, same};

/// A name that some selector or price list of the programme mentions, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Symbol(u32);

/// Which lines: those that `include` matches, and none of `exclude`. `None` includes every line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Selection {
    pub(crate) include: Option<SelectorId>,
    /// One for each list of names; a line that any of them matches is out.
    pub(crate) exclude: [Option<SelectorId>; DIMENSIONS],
}

/// Index of a compiled selector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SelectorId(u32);

impl SelectorId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The selectors that match one line: a bit each.
#[derive(Clone, Debug, Default)]
pub(crate) struct LineMask(Box<[u64]>);

impl Selection {
    /// Whether it takes every line.
    pub(crate) fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it takes a line that these selectors match.
    pub(crate) fn matches(&self, mask: &LineMask) -> bool {
        self.include.is_none_or(|selector| mask.has(selector))
            && !self.exclude.iter().flatten().any(|selector| mask.has(*selector))
    }
}

impl LineMask {
    fn has(&self, selector: SelectorId) -> bool {
        let index = selector.index();
        self.0.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// Selectors, rounded up to whole words.
    pub(crate) fn capacity(&self) -> usize {
        self.0.len() * 64
    }

    /// The indexes of the selectors that match, ascending.
    pub(crate) fn ones(&self) -> impl Iterator<Item = usize> + '_ {
        self.0
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
}

impl Selector {
    /// For each list that names anything, the selector of that list alone.
    pub(crate) fn by_dimension(self) -> [Option<Self>; DIMENSIONS] {
        let Self { skus, brands, categories, tags } = self;
        let alone = [
            Self { skus, ..Self::default() },
            Self { brands, ..Self::default() },
            Self { categories, ..Self::default() },
            Self { tags, ..Self::default() },
        ];
        alone.map(|selector| (selector != Self::default()).then_some(selector))
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

    /// The selectors that match a line with these names.
    ///
    /// A category such as `beauty/skin` counts as `beauty` too.
    pub(crate) fn mask(
        &self,
        sku: &Key,
        brand: Option<&Key>,
        category: Option<&Key>,
        tags: &[Key],
    ) -> LineMask {
        let mut mask = self.dimensions[SKU].open.clone();
        self.dimensions[SKU].add(sku.as_ref(), &mut mask);
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
            if let Some(brand) = brand {
                brands.add(brand.as_str(), bits);
            }
        });
        narrow(CATEGORY, &|categories, bits| {
            if let Some(category) = category {
                categories.add_path(category.as_str(), bits);
            }
        });
        narrow(TAG, &|known, bits| {
            for tag in tags {
                known.add(tag.as_str(), bits);
            }
        });
        LineMask(mask)
    }
}

/// Collects selectors while a programme is validated; equal ones are compiled once.
#[derive(Debug, Default)]
pub(crate) struct SelectorSetBuilder {
    known: Numbered<Selector>,
}

impl SelectorSetBuilder {
    /// The selector's number.
    pub(crate) fn add(&mut self, mut selector: Selector) -> SelectorId {
        for names in
            [&mut selector.skus, &mut selector.brands, &mut selector.categories, &mut selector.tags]
        {
            *names = sorted(std::mem::take(names), Ord::cmp);
            names.dedup();
        }
        // Offers and their conditions are at most some thousands: see the limits.
        SelectorId(u32::try_from(self.known.number(selector)).unwrap_or(u32::MAX))
    }

    /// The compiled set.
    pub(crate) fn build(self) -> SelectorSet {
        let words = self.known.values().len().div_ceil(64);
        let compile = |dimension: usize| self.compile(dimension, words);
        SelectorSet { dimensions: std::array::from_fn(compile), words }
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
