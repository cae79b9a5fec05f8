//! So much off: once, for each line or unit, or for each so much of the target.

use super::basket::{Basket, Part};
use super::shares::Shares;
use crate::engine::share::each_unit;
use crate::program::{AmountOff, AmountPer, Kind, Rules, Taxed};
use crate::value::{Money, Rounding, mul_div};

/// What an amount off, which may be each line's own, takes off each of some parts.
///
/// 1. What each part is to give, of what is left of it; or of its room, where both what it can't
///    take and what its floor price keeps out go to others.
/// 2. What nobody gave yet goes to the others, unless it is lost.
/// 3. What floor prices keep out then goes to the others, unless it is lost.
pub(super) fn amount_off(
    off: &dyn Fn(&Part) -> Money,
    how: &AmountOff,
    parts: &[Part],
    shares: &Shares,
) -> Vec<Money> {
    let left: Vec<Money> = parts.iter().map(|part| part.left).collect();
    let room: Vec<Money> = parts.iter().map(|part| part.room).collect();
    // Once for all, the amount is the same of each.
    let once = || parts.first().map_or(Money::ZERO, off);
    // 1.
    let most = if how.clamp || how.floor_loses { &left } else { &room };
    let (mut gives, mut over) = match how.per {
        AmountPer::Order if how.clamp => {
            let shared = shares.uncapped(once(), &left).into_iter().zip(&left);
            (shared.map(|(share, &left)| share.min(left)).collect(), Money::ZERO)
        }
        AmountPer::Order => (shares.within(once(), &left, most), Money::ZERO),
        AmountPer::Line => of_lines(off, parts, most),
        AmountPer::Unit => of_units(off, parts, most, how.clamp),
    };
    // 2.
    if !how.clamp {
        pass_on(over, &mut gives, most, &left, shares);
    }
    // 3.
    over = Money::ZERO;
    for (gives, &room) in gives.iter_mut().zip(&room) {
        over += gives.less(room);
        *gives = room.min(*gives);
    }
    if !how.floor_loses {
        pass_on(over, &mut gives, &room, &left, shares);
    }
    gives
}

/// Whether an amount reaches a part: goods, fees or shipping.
pub(super) fn reaches(how: &AmountOff, part: &Part, basket: &Basket<'_>) -> bool {
    match basket.cart.lines.get(part.line).map(|line| line.goods.kind) {
        None => how.shipping,
        Some(Kind::Fee) => how.fees,
        Some(_) => how.goods,
    }
}

/// What amounts off take where they are gross and prices net, or the other way round: reckoned on
/// parts that cost what they would in the amounts' own tax, and put back.
pub(super) fn in_its_tax(
    rules: &Rules,
    parts: &[Part],
    basket: &Basket<'_>,
    reckon: &dyn Fn(&[Part]) -> Vec<Money>,
) -> Vec<Money> {
    let back = match rules.tax.amounts {
        Taxed::AsGiven => return reckon(parts),
        Taxed::Out => Taxed::On,
        Taxed::On => Taxed::Out,
    };
    let taxed = |part: &Part, amount: Money, how| {
        let line = basket.cart.lines.get(part.line);
        let tax = line.map_or(basket.cart.shipping_tax, |line| line.goods.tax);
        Money::clamped(crate::cart::taxed(tax, amount.minor(), how))
    };
    let mut owned = parts.to_vec();
    for own in &mut owned {
        (own.left, own.room) =
            (taxed(own, own.left, rules.tax.amounts), taxed(own, own.room, rules.tax.amounts));
    }
    let put_back = |((part, own), amount): ((&Part, &Part), Money)| {
        // What takes all takes all, to the last cent.
        if amount == own.room { part.room } else { taxed(part, amount, back).min(part.room) }
    };
    parts.iter().zip(&owned).zip(reckon(&owned)).map(put_back).collect()
}

/// What each line gives, of its parts one after the other, and what lines can't give.
fn of_lines(off: &dyn Fn(&Part) -> Money, parts: &[Part], most: &[Money]) -> (Vec<Money>, Money) {
    let mut lines: Vec<(usize, Money)> = Vec::new();
    let mut gives = Vec::with_capacity(parts.len());
    for (part, most) in parts.iter().zip(most) {
        let known = lines.iter().position(|(line, _)| *line == part.line);
        let known = known.unwrap_or_else(|| {
            lines.push((part.line, off(part)));
            lines.len() - 1
        });
        let missing = &mut lines[known].1;
        let given = (*most).min(*missing);
        *missing -= given;
        gives.push(given);
    }
    (gives, lines.into_iter().fold(Money::ZERO, |sum, (_, missing)| held(sum, missing)))
}

/// What each part gives of its units, and what they can't give. Where that is lost, each unit
/// gives what it can; else a part's units help each other.
fn of_units(
    off: &dyn Fn(&Part) -> Money,
    parts: &[Part],
    most: &[Money],
    clamp: bool,
) -> (Vec<Money>, Money) {
    let mut over = Money::ZERO;
    let gives = parts.iter().zip(most).map(|(part, &most)| {
        let off = off(part);
        let wanted = off.times_units(part.units);
        let given = if clamp {
            each_unit(part.units, most, Money::ZERO, &|unit, _| unit.min(off))
        } else {
            wanted.min(most)
        };
        over = held(over, wanted - given);
        given
    });
    (gives.collect(), over)
}

/// Gives what some can't give to those with room.
fn pass_on(over: Money, gives: &mut [Money], most: &[Money], left: &[Money], shares: &Shares) {
    if over == Money::ZERO {
        return;
    }
    let caps: Vec<Money> = most.iter().zip(&*gives).map(|(&most, &given)| most - given).collect();
    for (gives, more) in gives.iter_mut().zip(shares.within(over, left, &caps)) {
        *gives += more;
    }
}

/// A sum of amounts that may be more than any order.
fn held(sum: Money, more: Money) -> Money {
    Money::clamped(sum.minor() + more.minor())
}

/// How often there is a full so much.
pub(super) fn full_times(of: i64, full: i64) -> i64 {
    mul_div(of, 1, full, Rounding::Floor).unwrap_or(0)
}
