//! A set of offers, each in its turn (`docs/semantics.md`, §7).

use super::basket::{Basket, Cut, Part};
use super::benefit::{lowered, part_of, takes};
use super::groups::{Has, Shop};
use super::number::{percent, round};
use super::values::Number;
use super::world::{Base, Benefit, Condition, Lines, Offer, Target, World};

/// What a set of offers takes off a cart.
#[derive(Clone, Debug)]
pub(super) struct Priced {
    pub(super) cuts: Vec<Cut>,
    pub(super) goods: i64,
    pub(super) shipping: i64,
}

impl Priced {
    pub(super) fn saved(&self) -> i64 {
        self.goods + self.shipping
    }

    pub(super) fn of(&self, offer: usize) -> i64 {
        self.cuts.iter().filter(|cut| cut.offer == offer).map(|cut| cut.amount).sum()
    }
}

/// Of each line the only offer of the phase `line` that may have it, where that is settled.
pub(super) type Owners = Vec<Option<usize>>;

/// Offers have their turns.
pub(super) struct Turns<'w> {
    world: &'w World,
    basket: Basket<'w>,
    owners: Option<&'w Owners>,
    any: bool,
    coupons_per_line: Option<usize>,
    /// What all may take off goods together.
    maximum: i64,
}

/// Prices a set of offers, given as their places.
pub(super) fn price(world: &World, set: &[usize], owners: Option<&Owners>) -> Priced {
    let coupons_per_line = world.stacking["coupons_per_line"].as_u64();
    let mut turns = Turns {
        world,
        basket: Basket::new(world),
        owners,
        any: world.stacking["per_unit"] == "any",
        coupons_per_line: coupons_per_line.map(|most| usize::try_from(most).expect("it fits")),
        maximum: maximum(world),
    };
    for phase in 0..3 {
        let offers = |plain: bool| {
            let in_phase = |&&at: &&usize| {
                let offer = &world.offers[at];
                offer.phase == phase
                    && (offer.is_plain() && !turns.any && owners.is_none()) == plain
            };
            let mut offers: Vec<usize> = set.iter().filter(in_phase).copied().collect();
            offers.sort_by_key(|&at| turn(&world.offers[at]));
            offers
        };
        let (others, plain) = (offers(false), offers(true));
        turns.basket.free_all();
        others.into_iter().for_each(|at| turns.judged(at, Turns::turn));
        turns.plain(&plain);
    }
    let of_shipping = set.iter().filter(|&&at| world.offers[at].phase == 3).copied();
    turns.shipping(&of_shipping.collect::<Vec<_>>());
    let goods = turns.basket.saved();
    let shipping = world.shipping - turns.basket.shipping;
    Priced { cuts: turns.basket.cuts, goods, shipping }
}

/// Whose turn is sooner within a phase.
pub(super) fn turn(offer: &Offer) -> (i64, usize) {
    (-offer.priority, offer.rank)
}

fn maximum(world: &World) -> i64 {
    let of = &world.stacking["maximum"];
    let list: i64 = world.lines.iter().map(|line| line.price * line.units as i64).sum();
    let share = percent(&of["share"]).map(|share| round(share.times(list), 1, "floor"));
    let amount = super::number::minor(&of["amount"]);
    share.into_iter().chain(amount).min().unwrap_or(i64::MAX)
}

impl<'w> Turns<'w> {
    /// An offer that asks for what is left is judged in its turn, and taken back.
    fn judged(&mut self, at: usize, turn: impl Fn(&mut Self, usize)) {
        let offer = &self.world.offers[at];
        let Some(when) = offer.when.as_ref().filter(|_| offer.is_judged()) else {
            turn(self, at);
            return;
        };
        let before = self.basket.clone();
        turn(self, at);
        if !when.is_met(&before, &self.basket) {
            self.basket = before;
        }
    }

    /// The lines that an offer may have.
    fn lines(&self, at: usize, of: &Lines) -> Vec<usize> {
        let offer = &self.world.offers[at];
        let coupons = |line: usize| {
            let of_line = self.basket.cuts.iter().filter(|cut| cut.line == line);
            of_line.filter(|cut| self.world.offers[cut.offer].is_coupon).count()
        };
        let full = |line: usize| {
            offer.is_coupon && self.coupons_per_line.is_some_and(|most| coupons(line) >= most)
        };
        let owned = |line: usize| {
            let owners = self.owners.filter(|_| offer.phase == 0);
            owners.is_none_or(|owners| owners[line].is_none_or(|owner| owner == at))
        };
        let lines = self.basket.lines_of(of);
        lines.into_iter().filter(|&line| !full(line) && owned(line)).collect()
    }

    fn turn(&mut self, at: usize) {
        let offer = &self.world.offers[at];
        match &offer.benefit {
            Benefit::Groups => self.groups(at),
            Benefit::Gift { sku, units } => self.gift(at, sku, *units),
            _ => {
                let parts = self.parts(at);
                let wanted = takes(offer, &parts, &self.world.allocation);
                self.cut(at, &parts, &wanted);
            }
        }
    }

    fn parts(&mut self, at: usize) -> Vec<Part> {
        let offer = &self.world.offers[at];
        let has_value = |line: usize, is_discounted| {
            let sku = self.world.lines.get(line).map_or("", |it| &it.sku);
            offer.benefit.has_value(line, sku, is_discounted)
        };
        match &offer.target {
            Target::Lines(of) | Target::Order(of) => {
                let mut lines = self.lines(at, of);
                lines.retain(|&line| has_value(line, self.basket.is_discounted(line)));
                let told_apart = offer.phase > 0 || self.any;
                let mut parts = if told_apart && offer.by_unit() {
                    lines.iter().for_each(|&line| self.basket.even_out(line));
                    self.basket.some_units(&lines, usize::MAX, true, "dearest")
                } else {
                    self.basket.parts(&lines)
                };
                if let Benefit::Amount { reaches, .. } = &offer.benefit {
                    parts.retain(|it| reaches[usize::from(self.world.lines[it.line].is_fee)]);
                    let shipping = self.basket.of_shipping();
                    parts.extend(shipping.filter(|it| reaches[2] && has_value(it.line, false)));
                }
                parts
            }
            Target::Units { of, at_most, per_line, take } => {
                self.basket.lines_of(of).into_iter().for_each(|line| self.basket.even_out(line));
                let mut lines = self.lines(at, of);
                lines.retain(|&line| has_value(line, self.basket.is_discounted(line)));
                self.basket.some_units(&lines, *at_most, *per_line, take)
            }
            Target::Shipping => unreachable!("it has its own phase"),
        }
    }

    /// Takes amounts off parts, as far as all offers together may.
    fn cut(&mut self, at: usize, parts: &[Part], wanted: &[i64]) {
        let is_goods = |part: &Part| part.line < self.world.lines.len();
        let goods: Vec<Part> = parts.iter().filter(|it| is_goods(it)).cloned().collect();
        let (mut of_goods, mut of_shipping) = (Vec::new(), 0);
        for (part, &amount) in parts.iter().zip(wanted) {
            if is_goods(part) { of_goods.push(amount) } else { of_shipping = amount }
        }
        for (part, amount) in goods.iter().zip(self.trimmed(&goods, of_goods)) {
            self.take(at, part, amount);
        }
        if of_shipping > 0 {
            self.basket.cut_shipping(at, of_shipping);
        }
    }

    /// What all offers together may take off of some amounts.
    fn trimmed(&self, parts: &[Part], wanted: Vec<i64>) -> Vec<i64> {
        let may = self.maximum - self.basket.saved();
        if wanted.iter().sum::<i64>() <= may {
            return wanted;
        }
        lowered(may, parts, &wanted, &self.world.allocation)
    }

    fn take(&mut self, at: usize, part: &Part, amount: i64) {
        if amount > 0 {
            self.basket.cut(at, part, amount);
            if self.uses_up(at) {
                self.basket.use_up(part);
            }
        }
    }

    /// Within `line` a unit has one offer.
    fn uses_up(&self, at: usize) -> bool {
        self.world.offers[at].phase == 0 && !self.any
    }

    /// The free units of a line go to the plain offer that takes most off them.
    fn plain(&mut self, offers: &[usize]) {
        let mut won: Vec<(usize, Part, i64)> = Vec::new();
        for line in 0..self.world.lines.len() {
            let mut best: Option<(i64, bool, usize, usize, Part)> = None;
            for &at in offers {
                let offer = &self.world.offers[at];
                let parts = self.parts(at);
                let Some(part) = parts.into_iter().find(|part| part.line == line) else { continue };
                let amount = takes(offer, std::slice::from_ref(&part), &self.world.allocation)[0];
                let key = (amount, !offer.is_coupon, usize::MAX - offer.rank);
                if amount > 0 && best.as_ref().is_none_or(|it| (it.0, it.1, it.2) < key) {
                    best = Some((key.0, key.1, key.2, at, part));
                }
            }
            won.extend(best.map(|(amount, _, _, at, part)| (at, part, amount)));
        }
        // All of them have one turn together.
        let wanted: Vec<i64> = won.iter().map(|(.., amount)| *amount).collect();
        let parts: Vec<Part> = won.iter().map(|(_, part, _)| part.clone()).collect();
        for ((at, part, _), amount) in won.iter().zip(self.trimmed(&parts, wanted)) {
            self.take(*at, part, amount);
        }
    }

    /// Groups of units, by the other second opinion.
    fn groups(&mut self, at: usize) {
        let offer = &self.world.offers[at];
        let parts = match &offer.target {
            Target::Lines(of) | Target::Order(of) => {
                self.basket.lines_of(of).into_iter().for_each(|line| self.basket.even_out(line));
                let lines = self.lines(at, of);
                self.basket.some_units(&lines, usize::MAX, true, "cart_order")
            }
            _ => self.parts(at),
        };
        let ids = self.world.lines.iter().map(|line| line.id.clone()).collect();
        let mut shop = Shop::without_units(ids);
        for (line, of) in self.world.lines.iter().enumerate() {
            let own = parts.iter().filter(|part| part.line == line).flat_map(|part| &part.units);
            let mut rest = self.basket.left(line);
            for unit in own {
                shop.unit(line, &of.sku, unit.list, unit.left, false);
                rest -= unit.left;
            }
            // What is left of the line counts in the order of units.
            shop.unit(line, &of.sku, of.price, rest, true);
        }
        let (mut own, mut amounts) = (Vec::new(), Vec::new());
        for ((line, left), has) in shop.has(&offer.document) {
            let Has { cheaper, amount, beside } = has;
            let is_own = |part: &&Part| (part.line, part.units[0].left) == (line, left);
            let part = parts.iter().find(is_own).expect("they are alike");
            let mut rest = Some(part.clone());
            for (units, amount) in [(cheaper, amount), (beside, 0)] {
                if units > 0 {
                    let part = rest.take().expect("there are so many");
                    let (first, others) = self.basket.first(&part, units);
                    own.push(first);
                    amounts.push(amount);
                    rest = others;
                }
            }
        }
        let amounts = self.trimmed(&own, amounts);
        let uses_up = self.uses_up(at) && amounts.iter().any(|amount| *amount > 0);
        for (part, amount) in own.iter().zip(amounts) {
            self.take(at, part, amount);
            if uses_up {
                self.basket.use_up(part);
            }
        }
    }

    /// So many units of a sku are free, the cheapest first.
    fn gift(&mut self, at: usize, sku: &str, units: usize) {
        let is_gift = |line: &super::world::Line| line.sku == sku;
        let lines = self.world.lines.iter().map(is_gift).collect();
        let of = Lines { lines, discounted: None };
        self.basket.lines_of(&of).into_iter().for_each(|line| self.basket.even_out(line));
        let lines = self.lines(at, &of);
        let parts = self.basket.some_units(&lines, units, false, "cheapest");
        let wanted: Vec<i64> = parts.iter().map(|part| part.room).collect();
        self.cut(at, &parts, &wanted);
        parts.iter().for_each(|part| self.basket.use_up(part));
    }

    /// The offer that takes most off what is left of its cost applies, and no other.
    fn shipping(&mut self, offers: &[usize]) {
        let mut best: Option<((i64, bool, usize), Basket<'w>)> = None;
        let before = self.basket.clone();
        for &at in offers {
            self.judged(at, |turns, at| {
                let amount = turns.off_shipping(&turns.world.offers[at]);
                if amount > 0 {
                    turns.basket.cut_shipping(at, amount);
                }
            });
            let offer = &self.world.offers[at];
            let amount = before.shipping - self.basket.shipping;
            let key = (amount, !offer.is_coupon, usize::MAX - offer.rank);
            let after = std::mem::replace(&mut self.basket, before.clone());
            if amount > 0 && best.as_ref().is_none_or(|(it, _)| *it < key) {
                best = Some((key, after));
            }
        }
        if let Some((_, after)) = best {
            self.basket = after;
        }
    }

    fn off_shipping(&self, offer: &Offer) -> i64 {
        let left = self.basket.shipping;
        let Benefit::Shipping { off, amount, price, cap } = &offer.benefit else { return 0 };
        let base = if offer.of_list { self.world.shipping } else { left };
        let wanted = match (off, amount, price) {
            (Some(off), ..) => part_of(*off, base, left, &offer.rounding),
            (_, Some(amount), _) => *amount,
            (_, _, Some(price)) => (left - price).max(0),
            _ => left,
        };
        wanted.min(cap.unwrap_or(i64::MAX)).min(left)
    }
}

impl Offer {
    /// Whether it is judged in its turn.
    pub(super) fn is_judged(&self) -> bool {
        self.when.as_ref().is_some_and(Condition::is_judged) || self.benefit.asks_for_discounts()
    }

    /// Whether what it takes off a unit depends on nothing else.
    pub(super) fn is_plain(&self) -> bool {
        let benefit = match &self.benefit {
            Benefit::Percent { cap, .. } => cap.is_none() && self.rounding.level != "order",
            Benefit::Other(_) => self.rounding.level != "order",
            Benefit::Price(_) | Benefit::Prices(_) => true,
            _ => false,
        };
        let lines = matches!(&self.target, Target::Lines(of) if of.discounted.is_none());
        self.phase == 0 && lines && benefit && !self.is_judged()
    }

    /// Whether it discounts the order as one amount, to the minor unit, and loses nothing.
    pub(super) fn is_of_the_whole_order(&self) -> bool {
        let benefit = match &self.benefit {
            Benefit::Percent { .. } => self.rounding.level == "order" && self.rounding.step == 1,
            Benefit::Amount { per, clamp, lost, reaches, .. } => {
                per == "order" && !clamp && !lost && !reaches[2]
            }
            Benefit::Every { amount, .. } => amount.is_none() || self.threshold == Base::List,
            _ => false,
        };
        matches!(self.target, Target::Order(_)) && benefit
    }

    /// Whether it works unit by unit.
    fn by_unit(&self) -> bool {
        match &self.benefit {
            Benefit::Percent { .. } => self.rounding.level == "unit",
            Benefit::Price(_) | Benefit::Prices(_) | Benefit::Other(_) => true,
            Benefit::Amount { per, .. } => per == "unit",
            _ => false,
        }
    }
}

impl Benefit {
    /// The number of which lines may have their own.
    fn number(&self) -> Option<&Number> {
        match self {
            Self::Percent { off, .. } | Self::Amount { off, .. } => Some(off),
            Self::Price(number) | Self::Other(number) => Some(number),
            _ => None,
        }
    }

    /// Whether a line of a sku has a part in it: of nothing off it has none.
    fn has_value(&self, line: usize, sku: &str, is_discounted: bool) -> bool {
        if let Self::Prices(prices) = self {
            let own = prices.iter().find(|(listed, _)| listed == sku);
            return own.is_none_or(|(_, price)| price.of(line, is_discounted).is_some());
        }
        let Some(number) = self.number() else { return true };
        let has = number.of(line, is_discounted);
        let is_price = matches!(self, Self::Price(_));
        has.is_some_and(|has| is_price || !has.is_zero())
    }

    /// Whether it depends on which lines are discounted.
    fn asks_for_discounts(&self) -> bool {
        match self {
            Self::Prices(prices) => prices.iter().any(|(_, it)| it.asks_for_discounts()),
            _ => self.number().is_some_and(Number::asks_for_discounts),
        }
    }
}

impl Condition {
    /// Whether it asks for what is left, or which lines are discounted.
    pub(super) fn is_judged(&self) -> bool {
        match self {
            Self::All(of) | Self::Any(of) => of.iter().any(Self::is_judged),
            Self::Not(of) => of.is_judged(),
            Self::Amount { base, of, .. } => *base != Base::List || of.discounted.is_some(),
            Self::Units { of, .. } => of.discounted.is_some(),
        }
    }

    /// Whether it is met before any offer had its turn, where that can be told by then.
    pub(super) fn is_met_at_first(&self, fresh: &Basket<'_>) -> Option<bool> {
        match self {
            Self::All(of) => {
                let of: Vec<_> = of.iter().map(|it| it.is_met_at_first(fresh)).collect();
                let unmet = of.contains(&Some(false));
                if unmet { Some(false) } else { (!of.contains(&None)).then_some(true) }
            }
            Self::Any(of) => {
                let of: Vec<_> = of.iter().map(|it| it.is_met_at_first(fresh)).collect();
                let met = of.contains(&Some(true));
                if met { Some(true) } else { (!of.contains(&None)).then_some(false) }
            }
            Self::Not(of) => of.is_met_at_first(fresh).map(|met| !met),
            _ => (!self.is_judged()).then(|| self.is_met(fresh, fresh)),
        }
    }

    /// Whether it is met, by what an offer finds and what it leaves.
    pub(super) fn is_met(&self, before: &Basket<'_>, after: &Basket<'_>) -> bool {
        match self {
            Self::All(of) => of.iter().all(|it| it.is_met(before, after)),
            Self::Any(of) => of.iter().any(|it| it.is_met(before, after)),
            Self::Not(of) => !of.is_met(before, after),
            Self::Amount { bounds, of, base } => {
                let amount = |basket: &Basket<'_>, lines: &Basket<'_>| -> i64 {
                    lines.lines_of(of).iter().map(|&line| basket.left(line)).sum()
                };
                let is = match base {
                    Base::List => before.lines_of(of).iter().map(|&line| before.list(line)).sum(),
                    Base::Current => amount(before, before),
                    Base::After => amount(after, after),
                };
                bounds.from <= is && is <= bounds.to
            }
            Self::Units { bounds, of } => {
                let of = before.lines_of(of);
                let units: usize = of.iter().map(|&line| before.world.lines[line].units).sum();
                let units = i64::try_from(units).expect("few");
                bounds.from <= units && units <= bounds.to
            }
        }
    }
}
