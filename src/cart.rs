//! The cart: what is about to be bought. A handle that is read once and changed in place.

use crate::program::{LineMask, Ones, Program, Selection, SelectorId, SelectorSet, Symbol};
use crate::value::order::order;
use crate::value::{Currency, Key, Money, Rate};

/// A valid cart, read for one programme: each line knows which of its selectors match it.
#[derive(Clone, Debug)]
pub struct Cart {
    pub(crate) program: Program,
    /// At least one; ids are distinct.
    pub(crate) lines: Vec<Line>,
    /// What shipping costs; zero without any.
    pub(crate) shipping: Money,
    /// The tax that it includes, as a part of its cost without it.
    pub(crate) shipping_tax: Option<Rate>,
    /// What a gift card pays at the most.
    pub(crate) gift_card: Money,
    /// The lines that each selector matches; follows from the lines.
    pub(crate) matches: Matches,
    /// Each line's place in the order of the lines' ids, which decides ties of an allocation.
    pub(crate) ranks: Vec<u32>,
}

/// So many units of one sku at one price. Its list amount is within bounds.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) id: Key,
    /// At least one.
    pub(crate) units: u32,
    /// Of one unit, before any discount.
    pub(crate) price: Money,
    /// What no discount passes, of one unit; at most the price.
    pub(crate) floor_price: Money,
    pub(crate) goods: Goods,
    /// Which of the programme's selectors match.
    pub(crate) mask: LineMask,
    /// The sku, when some price list of the programme mentions it.
    pub(crate) symbol: Option<Symbol>,
}

/// What a line sells: of a cart, and of an order that was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Goods {
    pub(crate) sku: Key,
    pub(crate) category: Option<Key>,
    pub(crate) brand: Option<Key>,
    pub(crate) tags: Box<[Key]>,
    /// The tax that their price includes, as a part of the price without it.
    pub(crate) tax: Option<Rate>,
    /// Numbers by name: miles, nights, weights.
    pub(crate) numbers: Box<[(Key, i64)]>,
}

impl Goods {
    /// Which of a programme's selectors match.
    pub(crate) fn mask(&self, selectors: &SelectorSet) -> LineMask {
        selectors.mask(&self.sku, self.brand.as_ref(), self.category.as_ref(), &self.tags)
    }
}

impl Line {
    /// A line that knows which of a programme's selectors match it.
    pub(crate) fn new(
        id: Key,
        units: u32,
        price: Money,
        goods: Goods,
        selectors: &SelectorSet,
    ) -> Self {
        let mask = goods.mask(selectors);
        let symbol = selectors.sku(&goods.sku);
        Self { id, units, price, floor_price: Money::ZERO, goods, mask, symbol }
    }

    /// Units × price, in minor units.
    pub(crate) fn list(&self) -> Money {
        self.price.times_units(self.units)
    }
}

impl Cart {
    /// Its currency: the programme's.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.program.currency()
    }

    pub(crate) fn new(program: Program, lines: Vec<Line>) -> Self {
        let mut cart = Self {
            program,
            lines,
            shipping: Money::ZERO,
            shipping_tax: None,
            gift_card: Money::ZERO,
            matches: Matches::default(),
            ranks: Vec::new(),
        };
        cart.index();
        cart
    }

    /// List prices and shipping, in minor units.
    pub(crate) fn cost(&self) -> Money {
        self.lines.iter().map(Line::list).sum::<Money>() + self.shipping
    }

    /// Finds anew what follows from the lines, after some came or went.
    pub(crate) fn index(&mut self) {
        (self.matches, self.ranks) = (Matches::new(&self.lines), ranks(&self.lines));
    }

    /// The ranks of the lines and of shipping, which comes last.
    pub(crate) fn ranks_with_shipping(&self) -> Vec<u32> {
        let mut ranks = self.ranks.clone();
        ranks.push(u32::try_from(ranks.len()).unwrap_or(u32::MAX));
        ranks
    }

    pub(crate) fn line(&self, id: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.id.as_ref() == id)
    }
}

fn ranks(lines: &[Line]) -> Vec<u32> {
    let order = order(lines.len(), &mut |one, other| lines[one].id.cmp(&lines[other].id));
    let mut ranks = vec![0; order.len()];
    for (rank, line) in (0..).zip(order) {
        ranks[line] = rank;
    }
    ranks
}

/// The lines that each selector matches, a bit each: an offer visits its own lines only.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matches {
    /// Words of one selector's row.
    width: usize,
    rows: Vec<u64>,
    /// The row of a selection that includes every line.
    all: Vec<u64>,
}

impl Matches {
    pub(crate) fn new(lines: &[Line]) -> Self {
        let width = lines.len().div_ceil(64);
        let selectors = lines.first().map_or(0, |line| line.mask.capacity());
        let mut rows = vec![0; selectors * width];
        let mut all = vec![0; width];
        for (index, line) in lines.iter().enumerate() {
            let (word, bit) = (index / 64, 1 << (index % 64));
            all[word] |= bit;
            for selector in line.mask.ones() {
                rows[selector * width + word] |= bit;
            }
        }
        Self { width, rows, all }
    }

    fn row(&self, selector: SelectorId) -> &[u64] {
        let start = selector.index() * self.width;
        &self.rows[start..start + self.width]
    }

    /// Visits the indexes of a selection's lines, ascending.
    pub(crate) fn visit(&self, selection: Selection, visit: &mut dyn FnMut(usize)) {
        let include = selection.include.map_or(&*self.all, |selector| self.row(selector));
        for (word, &bits) in include.iter().enumerate() {
            let mut bits = bits;
            for selector in selection.exclude.iter().flatten() {
                bits &= !self.row(*selector)[word];
            }
            for bit in Ones(bits) {
                visit(word * 64 + bit);
            }
        }
    }
}
