//! Whether an order that no author decided decides what a cart costs: that of two offers of one
//! priority, whose ranks decide, and that of a cart's lines. What is found is shown by a cart that
//! was priced both ways.
//!
//! Carts are of a few units of goods that both offers take, at prices near what the offers name.
//! What offers ask of the goods holds for them; what they ask besides is taken to hold, unless both
//! ask for different things of one kind; a coupon that brings its worth is worth five.

use std::mem::discriminant;

use super::eligibility::answer;
use super::facts::{CartFacts, Facts};
use super::offers::{Access, combine, taken};
use crate::cart::{Cart, Goods, Line};
use crate::member::Member;
use crate::program::{
    Amount, Benefit, Choose, Condition, Favourite, Favourites, Full, Made, Offer, OrderWhat, Phase,
    Program, Rules, Selection, SelectorSet, Target, UnitOrder,
};
use crate::value::bounds::MAX_PRICE_MINOR;
use crate::value::{Instant, Key, Money, Rounding, Window, mul_div};

/// The most that is told.
const FOUND: usize = 20;
/// The most offers that take units as carts list them.
const BY_CART: usize = 64;
/// The most pairs whose carts are priced.
const PRICED: u32 = 256;
/// The most pairs whose goods are compared.
const COMPARED: u32 = 20_000;
/// The most pairs of two kinds whose carts are priced without a finding.
const MISSED: u32 = 8;
/// What a coupon is worth that brings its worth with it, in major units.
const WORTH: i64 = 5;
/// The most prices of a pair.
const PRICES: usize = 12;

/// An order that decides.
pub(crate) struct Decided {
    /// By its index: of two, the one whose turn is later.
    pub(crate) offer: usize,
    /// The other; without one it is the order of the cart's lines.
    pub(crate) before: Option<usize>,
    pub(crate) example: Cart,
    /// What is off as it is, and in the other order.
    pub(crate) off: [Money; 2],
}

/// Each offer once at most.
pub(crate) fn decided_by_order(program: &Program) -> Vec<Decided> {
    let rules = &*program.rules;
    let mut member = Member::guest(program.clone());
    member.id = Key::parse("example").ok();
    let all = rules.offers.iter();
    let favourites = supposed(rules);
    let sold = |offer: &Offer| {
        let (of, selectors) = (offer.selections(), (&rules.selectors, &*favourites));
        Sold { like: likes(&of, selectors), of }
    };
    let goods = all.map(sold).collect();
    let kinds = Kinds::of(&rules.offers);
    let worth = WORTH * 10_i64.pow(program.currency().digits().into());
    let coupons = Access::of_worth(rules, Money::clamped(worth));
    let (compared, priced, found) = (COMPARED, PRICED, Vec::new());
    let mut check = Check { member, coupons, goods, favourites, kinds, found, compared, priced };
    check.lines();
    // Those that are near each other first, so that many offers have a share of what is priced.
    for apart in 1..rules.turns.len() {
        for pair in rules.turns.windows(apart + 1) {
            if check.is_done() {
                return check.found;
            }
            if let [before, .., offer] = *pair {
                check.pair(before, offer);
            }
        }
    }
    check.found
}

/// Goods that an offer is about.
struct Sold {
    of: Vec<Selection>,
    like: Vec<Goods>,
}

/// Offers of one kind take off the same way: where some pairs of two kinds show nothing, no more
/// are tried.
struct Kinds {
    /// By offer.
    kind: Vec<usize>,
    count: usize,
    /// By two kinds.
    missed: Vec<u32>,
}

impl Kinds {
    fn of(offers: &[Offer]) -> Self {
        let mut known = Vec::new();
        let kind = |offer: &Offer| {
            let takes = (discriminant(&offer.benefit), discriminant(&offer.target));
            let kind = (takes, offer.base, offer.rounding.level, offer.late);
            known.iter().position(|it| *it == kind).unwrap_or_else(|| {
                known.push(kind);
                known.len() - 1
            })
        };
        let kind: Vec<usize> = offers.iter().map(kind).collect();
        let count = known.len();
        Self { kind, count, missed: vec![0; count * count] }
    }

    /// The place of a pair's kinds.
    fn missed(&self, one: usize, other: usize) -> usize {
        self.kind[one] * self.count + self.kind[other]
    }
}

struct Check {
    member: Member,
    /// What coupons are worth that bring it with them.
    coupons: Access,
    /// By offer.
    goods: Vec<Sold>,
    favourites: Favourites,
    kinds: Kinds,
    found: Vec<Decided>,
    compared: u32,
    priced: u32,
}

impl Check {
    fn rules(&self) -> &Rules {
        &self.member.program.rules
    }

    fn is_done(&self) -> bool {
        self.found.len() >= FOUND || self.compared == 0 || self.priced == 0
    }

    /// Offers that take units as the cart lists them.
    fn lines(&mut self) {
        let offers = self.rules().offers.iter().enumerate();
        let by_cart = offers.filter(|(_, offer)| goes_by_cart(offer)).map(|(index, _)| index);
        for offer in by_cart.take(BY_CART).collect::<Vec<_>>() {
            if self.is_done() {
                return;
            }
            let goods = self.goods[offer].like.clone();
            let example = self.example(&[offer], &goods, &|check, cart| {
                let mut other = cart.clone();
                other.lines.reverse();
                other.index();
                Some([check.off(cart, &[offer])?, check.off(&other, &[offer])?])
            });
            self.note(offer, None, example);
        }
    }

    /// Two offers, in the order of their turns.
    fn pair(&mut self, before: usize, offer: usize) {
        let rules = self.rules();
        let rank = |it: usize| rules.offers[it].rank;
        let swap = rules.stacking.choose == Choose::First && rank(offer) < rank(before);
        let (before, offer) = if swap { (offer, before) } else { (before, offer) };
        let (one, other) = (&rules.offers[before], &rules.offers[offer]);
        let known = self.found.iter().any(|it| it.offer == offer && it.before.is_some());
        let missed = self.kinds.missed(before, offer);
        if known
            || self.kinds.missed[missed] >= MISSED
            || !may_depend(rules, before, offer)
            || !meet(one, other)
        {
            return;
        }
        self.compared -= 1;
        let goods = self.shared(before, offer);
        if goods.is_empty() {
            return;
        }
        self.priced -= 1;
        let example = self.example(&[before, offer], &goods, &|check, cart| {
            Some([check.off(cart, &[before, offer])?, check.off(cart, &[offer, before])?])
        });
        self.kinds.missed[missed] += u32::from(example.is_none());
        self.note(offer, Some(before), example);
    }

    fn note(&mut self, offer: usize, before: Option<usize>, example: Option<(Cart, [Money; 2])>) {
        self.found.extend(example.map(|(example, off)| Decided { offer, before, example, off }));
    }

    /// Goods of either that both are about, and then the others; none without such.
    fn shared(&self, one: usize, other: usize) -> Vec<Goods> {
        let all = self.goods[one].like.iter().chain(&self.goods[other].like);
        let both = |goods: &&Goods| {
            let selectors = (&self.rules().selectors, &*self.favourites);
            let mask = goods.mask(Money::clamped(10_000), selectors);
            [one, other].iter().all(|it| self.goods[*it].of.iter().any(|of| of.matches(&mask)))
        };
        let (mut goods, rest): (Vec<Goods>, Vec<Goods>) = all.cloned().partition(|it| both(&it));
        if !goods.is_empty() {
            goods.extend(rest);
        }
        goods.dedup();
        goods.truncate(3);
        goods
    }

    /// The first cart for which two sums differ.
    fn example(
        &self,
        set: &[usize],
        goods: &[Goods],
        sums: &dyn Fn(&Self, &Cart) -> Option<[Money; 2]>,
    ) -> Option<(Cart, [Money; 2])> {
        let offers: Vec<&Offer> = set.iter().map(|it| &self.rules().offers[*it]).collect();
        let numbers = Numbers::of(&offers);
        let prices = numbers.prices(self.member.program.currency().digits());
        let first = goods.first()?;
        for (at, &price) in prices.iter().enumerate() {
            let next = prices.get(at + 1).copied().unwrap_or(price);
            let second = goods.get(1).unwrap_or(first);
            let shapes: [&[(&Goods, u32, Money)]; 7] = [
                &[(first, 1, price)],
                &[(first, 2, price)],
                &[(first, 3, price)],
                &[(first, 1, price), (second, 1, next)],
                &[(first, 2, next), (second, 1, price)],
                &[(first, 1, price), (second, 1, next), (goods.last()?, 2, price)],
                &[(first, numbers.units, price)],
            ];
            for shape in shapes {
                let Some(cart) = self.cart(shape) else { continue };
                match sums(self, &cart) {
                    Some(sums) if sums[0] != sums[1] => return Some((cart, sums)),
                    _ => {}
                }
            }
        }
        None
    }

    fn cart(&self, lines: &[(&Goods, u32, Money)]) -> Option<Cart> {
        let line = |(at, (goods, units, price)): (usize, &(&Goods, u32, Money))| {
            let id = Key::parse(&(at + 1).to_string()).ok()?;
            Some(Line::new(id, *units, *price, (*goods).clone(), &self.rules().selectors))
        };
        let lines: Option<Vec<Line>> = lines.iter().enumerate().map(line).collect();
        let cart = Cart::new(self.member.program.clone(), lines?);
        Some(match self.favourites.is_empty() {
            true => cart,
            false => cart.for_favourites(self.favourites.clone()),
        })
    }

    /// What offers take off in an order; `None` where one of them does not hold.
    fn off(&self, cart: &Cart, set: &[usize]) -> Option<Money> {
        let rules = self.rules();
        let open = set.iter().map(|it| rules.offers[*it].window);
        let Window { from, until } = open.fold(Window::ALWAYS, |all, one| all.intersect(one));
        let now = from.or(until.map(|until| until.plus_millis(-1))).unwrap_or(Instant::MIN);
        let member = Member { joined_at: Some(now), ..self.member.clone() };
        let goods = CartFacts::new(rules, cart);
        let mut facts = Facts::new(&member, Some(&goods), now);
        facts.access = Some(&self.coupons);
        let all = set.iter().all(|it| may_hold(&rules.offers[*it].when, &facts));
        all.then(|| taken(&facts, &goods, set))
    }
}

/// Whether two offers may take off other amounts in another order, by what decides that.
fn may_depend(rules: &Rules, one: usize, other: usize) -> bool {
    let (first, second) = (&rules.offers[one], &rules.offers[other]);
    let choose = rules.stacking.choose;
    let goods = |offer: &Offer| {
        offer.phase <= Phase::Platform && !matches!(offer.benefit, Benefit::Gift(_))
    };
    if first.stacking.priority != second.stacking.priority
        || !(first.phase == second.phase || choose == Choose::First)
        || !goods(first)
        || !goods(second)
    {
        return false;
    }
    let plain = !rules.stacking.any_per_unit && (first.is_plain() || second.is_plain());
    let combine = combine(rules, one, other);
    match choose {
        Choose::Levels => false,
        Choose::First | Choose::FirstPerLine => true,
        Choose::All => !combine || !plain,
        Choose::BestPerLine => combine,
        Choose::Best | Choose::BestPerGroup => combine && !plain,
    }
}

/// Whether an order may have both: at one time, and neither asks for anything but goods of which
/// the other asks for something else of the kind.
fn meet(one: &Offer, other: &Offer) -> bool {
    let (mut asked, mut of_other) = (Vec::new(), Vec::new());
    asks(&one.when, false, &mut asked);
    asks(&other.when, false, &mut of_other);
    let apart = |(one, not): &(&Condition, bool)| {
        of_other.iter().any(|(other, or_not)| {
            (*not || *or_not) || discriminant(*one) == discriminant(*other) && one != other
        })
    };
    !one.window.intersect(other.window).is_empty() && !asked.iter().any(apart)
}

/// What a condition asks for beside goods, and whether it asks for the opposite.
fn asks<'c>(condition: &'c Condition, not: bool, into: &mut Vec<(&'c Condition, bool)>) {
    match condition {
        Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => {
            of.iter().for_each(|it| asks(it, not, into));
        }
        Condition::Not(of) => asks(of, true, into),
        of if is_of_goods(of) => {}
        of => into.push((of, not)),
    }
}

fn is_of_goods(condition: &Condition) -> bool {
    match condition {
        Condition::Amount { .. } | Condition::Units { .. } => true,
        Condition::OrderNumber(of) => !matches!(of.what, OrderWhat::Attribute(_)),
        _ => false,
    }
}

/// Whether a condition holds, if what it asks for beside goods does.
fn may_hold(condition: &Condition, facts: &Facts<'_>) -> bool {
    let holds = |of: &&Condition| may_hold(of, facts);
    match condition {
        Condition::All(of) => of.iter().all(|it| holds(&it)),
        Condition::Any(of) => of.iter().any(|it| holds(&it)),
        Condition::AtLeast { needs, of } => of.iter().filter(holds).count() >= *needs as usize,
        Condition::Not(of) => !is_of_goods(of) || !holds(&&**of),
        of => !is_of_goods(of) || !answer(of, facts).is_no(),
    }
}

/// Whether an offer takes units in the order of the cart's lines.
fn goes_by_cart(offer: &Offer) -> bool {
    let target = matches!(offer.target, Target::Units { take: UnitOrder::Cart, .. });
    let groups = match &offer.benefit {
        Benefit::Groups(groups) => {
            matches!(groups.made, Made::Parts { order: UnitOrder::Cart, .. })
        }
        _ => false,
    };
    target || groups
}

/// Favourites that a member may have: each like the first of the goods that it is one of.
fn supposed(rules: &Rules) -> Favourites {
    let of = |it: &Favourite| {
        let among = rules.measures[usize::from(it.measure.0)].of;
        let goods = Goods::sampled(&[among], "any", (&rules.selectors, &[]))?;
        goods.named(it.by).cloned().or_else(|| Key::parse("any").ok())
    };
    rules.favourites.iter().map(of).collect()
}

/// Goods like that.
fn likes(of: &[Selection], selectors: (&SelectorSet, &[Option<Key>])) -> Vec<Goods> {
    let goods = of.iter().filter_map(|of| Goods::sampled(&[*of], "any", selectors));
    let mut goods: Vec<Goods> = goods.collect();
    goods.dedup();
    goods
}

/// What offers name that decides how much they take off.
struct Numbers {
    amounts: Vec<i64>,
    units: u32,
}

impl Numbers {
    fn of(offers: &[&Offer]) -> Self {
        let mut numbers = Self { amounts: Vec::new(), units: 4 };
        for offer in offers {
            numbers.asked(&offer.when);
            let (amount, more) = match &offer.benefit {
                Benefit::FixedPrice(price) => (Some(*price), None),
                Benefit::Amount(how) => (Some(how.off), None),
                Benefit::Percent { off, cap } => {
                    numbers.capped(*off, *cap);
                    (None, None)
                }
                Benefit::Every(every) => match every.full {
                    Full::Amount(full, _) => (Some(full), every.cap),
                    Full::Units(units) => {
                        numbers.many(units);
                        (Some(every.off), every.cap)
                    }
                },
                Benefit::Groups(groups) => {
                    if let Made::Parts { parts, .. } = &groups.made {
                        let units = parts.iter().map(|part| i64::from(part.units)).sum();
                        numbers.many(Amount::Fixed(units));
                    }
                    (Some(groups.value).filter(|_| !groups.is_percentage()), None)
                }
                _ => (None, None),
            };
            for amount in [amount, more].into_iter().flatten() {
                numbers.amount(amount);
            }
        }
        numbers
    }

    fn asked(&mut self, condition: &Condition) {
        match condition {
            Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => {
                of.iter().for_each(|it| self.asked(it));
            }
            Condition::Not(of) => self.asked(of),
            Condition::Amount { least, .. } => self.amounts.push(least.minor()),
            Condition::Units { least, .. } => self.many(Amount::Fixed(*least)),
            _ => {}
        }
    }

    fn amount(&mut self, amount: Amount) {
        if let Amount::Fixed(amount) = amount {
            self.amounts.push(amount);
        }
    }

    fn many(&mut self, units: Amount) {
        if let Amount::Fixed(units) = units {
            self.units = self.units.max(u32::try_from(units.clamp(1, 100)).unwrap_or(1));
        }
    }

    /// Where a cap begins to hold.
    fn capped(&mut self, off: Amount, cap: Option<Amount>) {
        if let (Amount::Fixed(off), Some(Amount::Fixed(cap))) = (off, cap) {
            self.amounts.extend(mul_div(cap, 1_000_000_000, off.max(1), Rounding::Floor));
        }
    }

    /// Round ones and crooked ones; then those that are named, and a little more.
    fn prices(&self, digits: u8) -> Vec<Money> {
        let unit = 10_i64.pow(u32::from(digits));
        let major = [10_000, 9_999, 3_333, 1_001].map(|price| price * unit / 100);
        let named = self.amounts.iter().flat_map(|&it| [it, it.saturating_add(it / 20 + 1)]);
        let mut prices: Vec<Money> = Vec::new();
        for price in major.into_iter().chain(named) {
            let price = Money::clamped(price);
            let possible = (1..=MAX_PRICE_MINOR / 1_000).contains(&price.minor());
            if possible && !prices.contains(&price) && prices.len() < PRICES {
                prices.push(price);
            }
        }
        prices
    }
}
