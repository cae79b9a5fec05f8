//! The cart: what is about to be bought. A handle that is read once and changed in place.

use crate::program::{
    Discounted, FavouriteBy, Favourites, Kind, LineMask, Looked, Ones, OrderFact, Program, Sample,
    Selection, SelectorId, SelectorSet, Stated, Symbol, Taxed,
};
use crate::value::order::order;
use crate::value::{Currency, Key, Money, Rate, Rounding, mul_div};

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
    pub(crate) said: OrderFacts,
    /// The lines that each selector matches; follows from the lines.
    pub(crate) matches: Matches,
    /// Each line's place in the order of the lines' ids, which decides ties of an allocation.
    pub(crate) ranks: Vec<u32>,
    /// Of the member for whom the lines are looked at, once that is known.
    pub(crate) favourites: Favourites,
}

/// What an order says of itself: channel, store and so on, then its attributes.
pub(crate) type OrderFacts = Box<[(OrderFact, Stated)]>;

/// So many units of one sku at one price. Its list amount is within bounds.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) id: Key,
    /// At least one.
    pub(crate) units: u32,
    /// Of one unit, before any discount.
    pub(crate) price: Money,
    /// Of one unit: no discount goes below it. At most the price.
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
    pub(crate) kind: Kind,
    /// The tax that their price includes, or comes on top, as a part of the price without it.
    pub(crate) tax: Option<Rate>,
    /// Numbers and texts by name: miles, nights, weights, sizes.
    pub(crate) attributes: Box<[(Key, Stated)]>,
    /// They carry a discount from elsewhere.
    pub(crate) discounted: bool,
}

impl Goods {
    /// Goods that a selection may take of who has these favourites; of no name of its own they have
    /// this sku.
    pub(crate) fn sampled(
        of: &[Selection],
        sku: &str,
        (selectors, favourites): (&SelectorSet, &[Option<Key>]),
    ) -> Option<Self> {
        let includes: Vec<SelectorId> = of.iter().filter_map(|of| of.include).collect();
        let sample = selectors.sample(&includes, favourites);
        let Sample { names: [own, brand, category, tag], kind, attributes } = sample;
        Some(Self {
            sku: own.or_else(|| Key::parse(sku).ok())?,
            category,
            brand,
            tags: tag.into_iter().collect(),
            kind,
            tax: None,
            attributes: attributes.into(),
            discounted: of.iter().any(|of| of.discounted == Discounted::Yes),
        })
    }

    /// Which of a programme's selectors match, at this list price of a unit, for a member with
    /// these favourites.
    pub(crate) fn mask(
        &self,
        price: Money,
        (selectors, favourites): (&SelectorSet, &[Option<Key>]),
    ) -> LineMask {
        selectors.mask(&Looked {
            sku: &self.sku,
            brand: self.brand.as_ref(),
            category: self.category.as_ref(),
            tags: &self.tags,
            kind: self.kind,
            price_minor: price.minor(),
            attributes: &self.attributes,
            discounted: if self.discounted { Discounted::Yes } else { Discounted::No },
            favourites,
        })
    }

    /// Its name among those that a favourite is one of.
    pub(crate) fn named(&self, by: FavouriteBy) -> Option<&Key> {
        match by {
            FavouriteBy::Sku => Some(&self.sku),
            FavouriteBy::Category => self.category.as_ref(),
            FavouriteBy::Brand => self.brand.as_ref(),
        }
    }

    /// An amount of theirs with the tax taken out or put on: at 19 %, 100/119 of it or 119/100,
    /// rounded half up.
    pub(crate) fn taxed(&self, minor: i64, taxed: Taxed) -> i64 {
        self::taxed(self.tax, minor, taxed)
    }

    /// A number that they carry.
    pub(crate) fn number(&self, name: &Key) -> Option<i64> {
        match self.attributes.iter().find(|(known, _)| known == name) {
            Some((_, Stated::Number(number))) => Some(*number),
            _ => None,
        }
    }
}

impl Line {
    /// A line that knows which of a programme's selectors match it, of nobody's favourite.
    pub(crate) fn new(
        id: Key,
        units: u32,
        price: Money,
        goods: Goods,
        selectors: &SelectorSet,
    ) -> Self {
        let mask = goods.mask(price, (selectors, &[]));
        let symbol = selectors.sku(&goods.sku);
        Self { id, units, price, floor_price: Money::ZERO, goods, mask, symbol }
    }

    /// Looks at the line again, for a member with these favourites.
    pub(crate) fn look(&mut self, selectors: &SelectorSet, favourites: &[Option<Key>]) {
        self.mask = self.goods.mask(self.price, (selectors, favourites));
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
            said: OrderFacts::default(),
            matches: Matches::default(),
            ranks: Vec::new(),
            favourites: Favourites::default(),
        };
        cart.index();
        cart
    }

    /// List prices and shipping, in minor units.
    pub(crate) fn cost(&self) -> Money {
        self.lines.iter().map(Line::list).sum::<Money>() + self.shipping
    }

    /// The same for a member with these favourites.
    pub(crate) fn for_favourites(&self, favourites: Favourites) -> Self {
        let mut cart = Self { favourites, ..self.clone() };
        for line in &mut cart.lines {
            line.look(&cart.program.rules.selectors, &cart.favourites);
        }
        cart.index();
        cart
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
    /// The row of the lines that the cart says are discounted.
    pub(crate) discounted: Vec<u64>,
}

impl Matches {
    pub(crate) fn new(lines: &[Line]) -> Self {
        let width = lines.len().div_ceil(64);
        let selectors = lines.first().map_or(0, |line| line.mask.capacity());
        let mut rows = vec![0; selectors * width];
        let (mut all, mut discounted) = (vec![0; width], vec![0; width]);
        for (index, line) in lines.iter().enumerate() {
            let (word, bit) = (index / 64, 1 << (index % 64));
            all[word] |= bit;
            if line.mask.discounted == Discounted::Yes {
                discounted[word] |= bit;
            }
            for selector in line.mask.ones() {
                rows[selector * width + word] |= bit;
            }
        }
        Self { width, rows, all, discounted }
    }

    fn row(&self, selector: SelectorId) -> &[u64] {
        let start = selector.index() * self.width;
        &self.rows[start..start + self.width]
    }

    /// Visits the indexes of a selection's lines, ascending. Discounted are those that the cart
    /// says are.
    pub(crate) fn visit(&self, selection: Selection, visit: &mut dyn FnMut(usize)) {
        self.visit_given(selection, &self.discounted, visit);
    }

    /// The same once lines have a net amount: what is below its list amount is discounted too.
    pub(crate) fn visit_priced(
        &self,
        selection: Selection,
        (list, net): (&[Money], &[Money]),
        visit: &mut dyn FnMut(usize),
    ) {
        if selection.discounted == Discounted::Any {
            return self.visit(selection, visit);
        }
        let mut discounted = self.discounted.clone();
        for (line, (list, net)) in list.iter().zip(net).enumerate() {
            if net < list {
                discounted[line / 64] |= 1 << (line % 64);
            }
        }
        self.visit_given(selection, &discounted, visit);
    }

    /// The same, where other lines are discounted: a bit each, line 0 the lowest of the first word,
    /// with those of [`Self::discounted`] among them.
    pub(crate) fn visit_given(
        &self,
        selection: Selection,
        discounted: &[u64],
        visit: &mut dyn FnMut(usize),
    ) {
        let include = selection.include.map_or(&*self.all, |selector| self.row(selector));
        let exclude = selection.exclude.map_or(&[][..], |selector| self.row(selector));
        for (word, &bits) in include.iter().enumerate() {
            let of = |row: &[u64]| row.get(word).copied().unwrap_or(0);
            let mut bits = bits & !of(exclude);
            match selection.discounted {
                Discounted::Any => {}
                Discounted::No => bits &= !of(discounted),
                Discounted::Yes => bits &= of(discounted),
            }
            for bit in Ones(bits) {
                visit(word * 64 + bit);
            }
        }
    }
}

/// An amount with a tax taken out or put on, as goods have it.
pub(crate) fn taxed(tax: Option<Rate>, minor: i64, taxed: Taxed) -> i64 {
    let Some(tax) = tax else { return minor };
    let Some(with) = tax.denominator().checked_add(tax.numerator()) else { return minor };
    let changed = match taxed {
        Taxed::AsGiven => return minor,
        Taxed::Out => mul_div(minor, tax.denominator(), with, Rounding::HalfUp),
        Taxed::On => mul_div(minor, with, tax.denominator(), Rounding::HalfUp),
    };
    changed.unwrap_or(minor)
}
