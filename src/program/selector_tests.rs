//! Selectors against a slow second way: each list, test and name looked at by itself.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::*;

fn key(text: &str) -> Key {
    Key::parse(text).expect(text)
}

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = Key> {
    (0..texts.len()).prop_map(|index| key(texts[index]))
}

const SKUS: &[&str] = &["s1", "s2", "s3"];
const BRANDS: &[&str] = &["b1", "b2"];
const CATEGORIES: &[&str] = &["a", "a/b", "a/b/c", "a/bc", "d"];
const TAGS: &[&str] = &["t1", "t2", "t3"];
const NAMES: &[&str] = &["size", "weight"];

/// A sku, a category and a brand; of the rest there is none.
fn favourites() -> [Option<Key>; 4] {
    let first = |names: &[&str]| names.first().map(|name| key(name));
    [first(SKUS), first(CATEGORIES), first(BRANDS), None]
}

fn stated() -> impl Strategy<Value = Stated> {
    prop_oneof![
        (0..4_i64).prop_map(Stated::Number),
        one_of(&["L", "M", "3"]).prop_map(Stated::Text),
    ]
}

fn test() -> impl Strategy<Value = Test> {
    prop_oneof![
        (1..16_u8).prop_map(Test::Kinds),
        (0..4_i64, 0..4_i64).prop_map(|(least, most)| Test::Price(least, most)),
        (one_of(NAMES), vec(stated(), 1..3))
            .prop_map(|(name, values)| Test::OneOf(name, sorted(values, Ord::cmp).into())),
        (one_of(NAMES), 0..4_i64, 0..4_i64)
            .prop_map(|(name, least, most)| Test::Between(name, least, most)),
        (0..6_u32).prop_map(|favourite| {
            use FavouriteBy::{Brand, Category, Sku};
            let by = [Sku, Category, Brand][favourite as usize % 3];
            Test::Favourite(FavouriteId(favourite), by)
        }),
    ]
}

fn selector() -> impl Strategy<Value = Selector> {
    let names = (
        vec(one_of(SKUS), 0..2),
        vec(one_of(BRANDS), 0..2),
        vec(one_of(CATEGORIES), 0..2),
        vec(one_of(TAGS), 0..3),
    );
    (names, vec(test(), 0..3)).prop_map(|((skus, brands, categories, tags), tests)| Selector {
        skus,
        brands,
        categories,
        tags,
        tests,
        within: Vec::new(),
    })
}

#[derive(Debug)]
struct Goods {
    sku: Key,
    brand: Option<Key>,
    category: Option<Key>,
    tags: Vec<Key>,
    kind: usize,
    price: i64,
    attributes: Vec<(Key, Stated)>,
}

fn goods() -> impl Strategy<Value = Goods> {
    let names = (one_of(SKUS), of(one_of(BRANDS)), of(one_of(CATEGORIES)), vec(one_of(TAGS), 0..3));
    let rest = (0..4_usize, 0..4_i64, of(stated()), of(stated()));
    (names, rest).prop_map(|((sku, brand, category, tags), (kind, price, size, weight))| {
        let stated = |name: &str, it: Option<Stated>| it.map(|it| (key(name), it));
        let attributes = stated("size", size).into_iter().chain(stated("weight", weight));
        Goods { sku, brand, category, tags, kind, price, attributes: attributes.collect() }
    })
}

impl Goods {
    fn mask(&self, set: &SelectorSet) -> LineMask {
        set.mask(&Looked {
            sku: &self.sku,
            brand: self.brand.as_ref(),
            category: self.category.as_ref(),
            tags: &self.tags,
            kind: Kind::ALL[self.kind],
            price_minor: self.price,
            attributes: &self.attributes,
            discounted: Discounted::No,
            favourites: &favourites(),
        })
    }

    fn is_below(&self, path: &Key) -> bool {
        let own = self.category.as_ref().map_or("", |it| it.as_str());
        own == path.as_str() || own.starts_with(&format!("{path}/"))
    }

    fn passes(&self, test: &Test) -> bool {
        let known = |name: &Key| self.attributes.iter().filter(|(it, _)| it == name).count() == 1;
        let is = |name: &Key, it: &Stated| self.attributes.contains(&(name.clone(), it.clone()));
        match test {
            Test::Kinds(kinds) => kinds >> self.kind & 1 == 1,
            Test::Price(least, most) => (*least..=*most).any(|price| price == self.price),
            Test::OneOf(name, values) => known(name) && values.iter().any(|it| is(name, it)),
            Test::Between(name, least, most) => {
                (*least..=*most).any(|number| is(name, &Stated::Number(number)))
            }
            Test::Favourite(FavouriteId(favourite), _) => match favourite {
                0 => self.sku == favourites()[0].clone().unwrap(),
                1 => self.is_below(favourites()[1].as_ref().unwrap()),
                2 => self.brand == favourites()[2],
                _ => false,
            },
        }
    }

    /// Each list, test and selector within that says something, and whether it matches.
    fn parts(&self, selector: &Selector) -> Vec<bool> {
        let mut parts = Vec::new();
        let mut list = |names: &[Key], matches: &dyn Fn(&Key) -> bool| {
            if !names.is_empty() {
                parts.push(names.iter().any(matches));
            }
        };
        list(&selector.skus, &|sku| *sku == self.sku);
        list(&selector.brands, &|brand| Some(brand) == self.brand.as_ref());
        list(&selector.categories, &|path| self.is_below(path));
        list(&selector.tags, &|tag| self.tags.contains(tag));
        parts.extend(selector.tests.iter().map(|test| self.passes(test)));
        parts
    }
}

proptest! {
    #[test]
    fn masks_are_what_looking_finds(
        first in selector(),
        second in selector(),
        exclude in selector(),
        lines in vec(goods(), 1..6),
    ) {
        let mut set = SelectorSetBuilder::default();
        let of = |include| Selection { include: Some(include), ..Selection::default() };
        let one = set.add(first.clone());
        let other = set.add(second.clone());
        let parts: Vec<_> = exclude.clone().parts().into_iter().map(|part| set.add(part)).collect();
        let some = !parts.is_empty();
        let out = set.add(Selector {
            within: parts.into_iter().map(of).collect(),
            ..Selector::default()
        });
        let named = Selection {
            include: Some(one),
            exclude: some.then_some(out),
            ..Selection::default()
        };
        // Of the one but what is excluded, or of the other; and of one kind.
        let goods = Test::Kinds(Kind::Goods.bit());
        let within = vec![named, of(other)];
        let both = set.add(Selector { tests: vec![goods], within, ..Selector::default() });
        let set = set.build();
        for line in &lines {
            let mask = line.mask(&set);
            let all = |selector| line.parts(selector).into_iter().all(|part| part);
            let is_out = line.parts(&exclude).into_iter().any(|part| part);
            let is_named = all(&first) && !is_out;
            prop_assert_eq!(of(one).matches(&mask), all(&first));
            prop_assert_eq!(named.matches(&mask), is_named);
            prop_assert_eq!(of(both).matches(&mask), line.kind == 0 && (is_named || all(&second)));
        }
    }
}

/// What a line takes from a sample, at a price of 1.
fn sampled(set: &SelectorSet, selector: SelectorId) -> LineMask {
    let Sample { names: [sku, brand, category, tag], kind, attributes } =
        set.sample(&[selector], &favourites());
    set.mask(&Looked {
        sku: &sku.unwrap_or_else(|| key("new")),
        brand: brand.as_ref(),
        category: category.as_ref(),
        tags: tag.as_slice(),
        kind,
        price_minor: 1,
        attributes: &attributes,
        discounted: Discounted::No,
        favourites: &favourites(),
    })
}

proptest! {
    #[test]
    fn a_sample_is_matched(
        selectors in vec(selector(), 1..9),
        size in test(),
        kinds in 1..16_u8,
        tag in one_of(TAGS),
    ) {
        let mut builder = SelectorSetBuilder::default();
        let mut ids = Vec::new();
        for selector in selectors {
            let size = match &size {
                Test::Between(_, least, most) if least > most => Vec::new(),
                Test::OneOf(..) | Test::Between(..) => vec![size.clone()],
                _ => Vec::new(),
            };
            let tests = [size, vec![Test::Kinds(kinds)]].concat();
            let id = builder.add(Selector { tests, tags: Vec::new(), ..selector });
            let include = Selection { include: Some(id), ..Selection::default() };
            let within = vec![include];
            let tags = vec![tag.clone()];
            ids.push(id);
            ids.push(builder.add(Selector { tags, within, ..Selector::default() }));
        }
        let set = builder.build();
        for id in ids {
            let selection = Selection { include: Some(id), ..Selection::default() };
            prop_assert!(selection.matches(&sampled(&set, id)));
        }
    }
}
