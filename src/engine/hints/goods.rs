//! Goods that are added: lines like one of the cart that counts, or as the selector has them.

use super::AddGoods;
use super::ways::{Missing, Wanted};
use crate::cart::{Cart, Goods, Line};
use crate::program::{OrderFact, Stated};
use crate::value::bounds::{
    MAX_LINE_MINOR, MAX_LINES, MAX_ORDER_MINOR, MAX_PRICE_MINOR, MAX_UNITS,
};
use crate::value::order::sorted;
use crate::value::{Key, Money, Rounding, mul_div};

/// Goods that are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Added {
    of: Wanted,
    goods: Goods,
    /// Of a unit, and the least to which it falls; `None` where no line of the cart counts.
    price: Option<(Money, Money)>,
    /// An amount is wanted; else units.
    amount: Money,
    units: i64,
}

/// Adds what is missing, less what of it came before in the same step.
pub(super) fn add(added: &mut Vec<Added>, missing: Vec<Missing>, cart: &Cart) -> Option<()> {
    let mut came: Vec<Line> = Vec::new();
    for Missing { of, amount, units } in missing {
        let own = came.iter().filter(|line| of.matches(&line.mask));
        let (mut has, mut has_units) = (Money::ZERO, 0);
        for line in own {
            has += line.list();
            has_units += i64::from(line.units);
        }
        let (amount, units) = (amount.less(has), units - has_units);
        if amount == Money::ZERO && units <= 0 {
            continue;
        }
        let same = |it: &&mut Added| it.of == of && (it.units > 0) == (units > 0);
        let more = match added.iter_mut().find(same) {
            Some(known) => {
                known.amount += amount;
                known.units += units.max(0);
                Added { amount, units, ..known.clone() }
            }
            None => {
                let new = like(of, amount, units, cart)?;
                added.push(new.clone());
                new
            }
        };
        came.extend(more.lines(cart)?);
    }
    Some(())
}

/// Like the cheapest line of the cart that counts; else as the selector says.
fn like(of: Wanted, amount: Money, units: i64, cart: &Cart) -> Option<Added> {
    let counts = |line: &&Line| line.price > Money::ZERO && of.matches(&line.mask);
    if let Some(line) = cart.lines.iter().filter(counts).min_by_key(|line| line.price) {
        let price = Some((line.price, line.floor_price));
        return Some(Added { of, goods: line.goods.clone(), price, amount, units: units.max(0) });
    }
    // What a unit costs nobody knows.
    if units > 0 {
        return None;
    }
    let selectors = (&cart.program.rules.selectors, &*cart.favourites);
    let mut goods = Goods::sampled(&of.0, "hint", selectors)?;
    goods.tax = cart.lines.first().and_then(|line| line.goods.tax);
    Some(Added { of, goods, price: None, amount, units: 0 })
}

impl Added {
    /// Lines that do, as yet without ids; `None` where the selection does not take them or they
    /// are over a limit.
    fn lines(&self, cart: &Cart) -> Option<Vec<Line>> {
        let selectors = &cart.program.rules.selectors;
        let id = Key::parse("hint").ok()?;
        let line = |units: i64, price: Money| {
            let number = u32::try_from(units).ok().filter(|_| units <= MAX_UNITS)?;
            let goods = self.goods.clone();
            let mut line = Line::new(id.clone(), number, price, goods, selectors);
            if !cart.favourites.is_empty() {
                line.look(selectors, &cart.favourites);
            }
            line.floor_price = self.price.map_or(Money::ZERO, |(_, floor)| floor.min(price));
            let possible = price.minor() <= MAX_PRICE_MINOR
                && line.list().minor() <= MAX_LINE_MINOR
                && self.of.matches(&line.mask);
            possible.then_some(line)
        };
        let Some((price, _)) = self.price else { return Some(vec![line(1, self.amount)?]) };
        if self.units > 0 {
            return Some(vec![line(self.units, price)?]);
        }
        // Whole units, and one that costs the rest: no unit costs more than a real one.
        let whole = mul_div(self.amount.minor(), 1, price.minor(), Rounding::Floor)?;
        let rest = self.amount - Money::clamped(whole.checked_mul(price.minor())?);
        if rest == Money::ZERO {
            return Some(vec![line(whole, price)?]);
        }
        match line(1, rest) {
            Some(last) if whole > 0 => Some(vec![line(whole, price)?, last]),
            Some(only) => Some(vec![only]),
            None => Some(vec![line(whole + 1, price)?]),
        }
    }
}

/// The cart with goods that are added and what it is to say of itself, and these goods; `None`
/// where that is over a limit.
pub(super) fn cart_with(
    cart: &Cart,
    added: &[Added],
    set: &[(OrderFact, Stated)],
) -> Option<(Cart, Vec<AddGoods>)> {
    let mut changed = cart.clone();
    let (mut add, mut number) = (Vec::new(), 0);
    for it in added {
        let mut lines = it.lines(cart)?;
        for line in &mut lines {
            line.id = loop {
                number += 1;
                let id = Key::parse(&format!("hint-{number}")).ok()?;
                if cart.line(id.as_str()).is_none() {
                    break id;
                }
            };
        }
        changed.lines.extend(lines.iter().cloned());
        let units = u32::try_from(it.units).ok().filter(|units| *units > 0);
        let [part, target] = it.of.0;
        let selector = cart.program.rules.named.of_both(part, target);
        add.push(AddGoods { selector, amount: lines.iter().map(Line::list).sum(), units, lines });
    }
    let size = i64::try_from(changed.lines.len()).ok()?;
    if size > MAX_LINES || changed.cost().minor() > MAX_ORDER_MINOR {
        return None;
    }
    changed.index();
    if !set.is_empty() {
        let mut said = changed.said.into_vec();
        said.retain(|(fact, _)| set.iter().all(|(changed, _)| changed != fact));
        said.extend_from_slice(set);
        changed.said = sorted(said, Ord::cmp).into();
    }
    Some((changed, add))
}
