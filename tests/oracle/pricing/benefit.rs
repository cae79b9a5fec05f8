//! What a benefit takes off parts (`docs/semantics.md`, §7), but groups, gifts and shipping.

use super::basket::{Part, Unit};
use super::number::{Allocation, Ratio, Sharer, round, shared};
use super::values::Number;
use super::world::{Base, Benefit, Offer, Rounding};

/// What an offer takes off each part, no more than its room.
pub(super) fn takes(offer: &Offer, parts: &[Part], by: &Allocation) -> Vec<i64> {
    match &offer.benefit {
        Benefit::Percent { off, cap } => {
            let cap = cap.unwrap_or(i64::MAX);
            let base = |part: &Part, unit: Option<&Unit>| {
                let (list, left) = unit.map_or((part.list, part.left), |it| (it.list, it.left));
                if offer.of_list { list } else { left }
            };
            let wanted = share(&offer.rounding, off, cap, parts, by, &base);
            let all = wanted.iter().sum::<i64>();
            if all > cap { lowered(cap, parts, &wanted, by) } else { wanted }
        }
        Benefit::Other(off) => {
            let base = |part: &Part, unit: Option<&Unit>| {
                let price = part.other.unwrap_or(i64::MAX);
                let units = unit.map_or(&part.units[..], std::slice::from_ref);
                units.iter().map(|unit| (unit.left - price).max(0)).sum()
            };
            share(&offer.rounding, off, i64::MAX, parts, by, &base)
        }
        Benefit::Price(price) => parts.iter().map(|part| down_to(price, part)).collect(),
        Benefit::Prices(prices) => {
            let own = |part: &Part| {
                let price = prices.iter().find(|(sku, _)| *sku == part.sku);
                price.map_or(0, |(_, price)| down_to(price, part))
            };
            parts.iter().map(own).collect()
        }
        Benefit::Amount { off, per, clamp, lost, .. } => {
            let spilled = Spilled { clamp: *clamp, lost: *lost };
            match per.as_str() {
                "order" => {
                    let off = parts.first().map_or(0, |part| amount(off, part));
                    per_order(off, parts, spilled, by)
                }
                "line" => {
                    let (wants, can) = of_lines(off, parts, spilled);
                    each(parts, by, spilled, &wants, &can)
                }
                _ => {
                    let wants =
                        parts.iter().map(|part| amount(off, part) * part.units.len() as i64);
                    let can = parts.iter().map(|part| {
                        let of_unit = |unit: &Unit| unit.left.min(amount(off, part));
                        let of_units = part.units.iter().map(of_unit).sum::<i64>();
                        of_units.min(spilled.most(part))
                    });
                    each(parts, by, spilled, &wants.collect::<Vec<_>>(), &can.collect::<Vec<_>>())
                }
            }
        }
        Benefit::Every { amount, units, off, cap, at_most } => {
            let counted = |part: &Part| match (units, offer.threshold) {
                (Some(_), _) => part.units.len() as i64,
                (_, Base::List) => part.list,
                _ => part.left,
            };
            let all = parts.iter().map(counted).sum::<i64>();
            let times = (all / units.or(*amount).expect("one of them")).min(*at_most);
            let spilled = Spilled { clamp: false, lost: false };
            per_order((off * times).min(cap.unwrap_or(i64::MAX)), parts, spilled, by)
        }
        Benefit::Groups | Benefit::Gift { .. } | Benefit::Shipping { .. } => {
            unreachable!("these have their own ways")
        }
    }
}

/// So much of what each part would have had.
pub(super) fn lowered(to: i64, parts: &[Part], wanted: &[i64], by: &Allocation) -> Vec<i64> {
    let sharers = parts.iter().zip(wanted).map(|(part, &wanted)| Sharer {
        weight: wanted,
        room: wanted,
        units: part.units.len(),
        rank: part.rank,
    });
    shared(to, &sharers.collect::<Vec<_>>(), by)
}

/// What a percentage takes off so much, of which so much is left.
pub(super) fn part_of(off: Ratio, base: i64, left: i64, rounding: &Rounding) -> i64 {
    let exact = off.times(base);
    if rounding.of_price {
        let num = (i128::from(left) * exact.den - exact.num).max(0);
        let price = round(Ratio { num, den: exact.den }, rounding.step, &rounding.mode);
        return (left - price).max(0);
    }
    round(exact, rounding.step, &rounding.mode).min(left)
}

/// A share of what a part, or one of its units, is reckoned at; at the most so much of all.
fn share(
    rounding: &Rounding,
    off: &Number,
    most: i64,
    parts: &[Part],
    by: &Allocation,
    base: &dyn Fn(&Part, Option<&Unit>) -> i64,
) -> Vec<i64> {
    let one = |part: &Part| {
        let off = rate(off, part);
        let of = |unit: &Unit| part_of(off, base(part, Some(unit)), unit.left, rounding);
        let amount = match rounding.level.as_str() {
            "unit" => part.units.iter().map(of).sum(),
            _ => part_of(off, base(part, None), part.left, rounding),
        };
        amount.min(part.room)
    };
    if rounding.level != "order" {
        return parts.iter().map(one).collect();
    }
    let all: i64 = parts.iter().map(|part| base(part, None)).sum();
    let left = parts.iter().map(|part| part.left).sum();
    // A part that no price makes cheaper has no share.
    let sharers = parts.iter().map(|part| {
        let base = base(part, None);
        Sharer { weight: base, room: part.room.min(base), ..sharer(part) }
    });
    // Of the order it is one.
    let off = parts.first().map_or(Ratio { num: 0, den: 1 }, |part| rate(off, part));
    let whole = part_of(off, all, left, rounding).min(most);
    shared(whole, &sharers.collect::<Vec<_>>(), by)
}

/// By what is left of it.
fn sharer(part: &Part) -> Sharer {
    Sharer { weight: part.left, room: part.room, units: part.units.len(), rank: part.rank }
}

/// What a number is for the line of a part, where that has a part in it.
fn rate(of: &Number, part: &Part) -> Ratio {
    of.of(part.line, part.is_discounted).unwrap_or(Ratio { num: 0, den: 1 })
}

fn amount(of: &Number, part: &Part) -> i64 {
    rate(of, part).whole()
}

fn down_to(price: &Number, part: &Part) -> i64 {
    let Some(price) = price.of(part.line, part.is_discounted).map(Ratio::whole) else { return 0 };
    part.units.iter().map(|unit| (unit.left - price).max(0)).sum::<i64>().min(part.room)
}

/// Once, shared by what is left.
fn per_order(off: i64, parts: &[Part], spilled: Spilled, by: &Allocation) -> Vec<i64> {
    let most = |part: &Part| if spilled.clamp { off } else { spilled.most(part) };
    let sharers = parts.iter().map(|part| Sharer { room: most(part), ..sharer(part) });
    let wants = shared(off, &sharers.collect::<Vec<_>>(), by);
    let can = wants.iter().zip(parts).map(|(&wants, part)| wants.min(part.left));
    each(parts, by, spilled, &wants, &can.collect::<Vec<_>>())
}

/// Where what a part can't take, or its floor price keeps out, goes.
#[derive(Clone, Copy)]
struct Spilled {
    clamp: bool,
    lost: bool,
}

impl Spilled {
    /// What comes to a part, before its floor price keeps some of it out.
    fn most(self, part: &Part) -> i64 {
        if self.clamp || self.lost { part.left } else { part.room }
    }
}

/// What each part is to give of the amount of its line, and can give of it: of a line's parts one
/// after the other, as far as they have room, or something left where floor prices lose.
fn of_lines(off: &Number, parts: &[Part], spilled: Spilled) -> (Vec<i64>, Vec<i64>) {
    let (mut wants, mut can) = (Vec::new(), Vec::new());
    for (at, part) in parts.iter().enumerate() {
        let before = (0..at).filter(|&it| parts[it].line == part.line);
        let missing = amount(off, part) - before.map(|it| can[it]).sum::<i64>();
        let of_line = |it: &Part| it.line == part.line;
        let is_last = !parts[at + 1..].iter().any(of_line);
        let gives = missing.min(spilled.most(part));
        wants.push(if is_last { missing } else { gives });
        can.push(gives);
    }
    (wants, can)
}

/// To each part so much, of which it can take so much; what goes on is shared by what is left.
fn each(parts: &[Part], by: &Allocation, spilled: Spilled, wants: &[i64], can: &[i64]) -> Vec<i64> {
    let share_on = |over: i64, own: &mut Vec<i64>, most: &dyn Fn(&Part) -> i64| {
        let rest = |(part, own): (&Part, &i64)| Sharer { room: most(part) - own, ..sharer(part) };
        let sharers: Vec<Sharer> = parts.iter().zip(&*own).map(rest).collect();
        own.iter_mut().zip(shared(over, &sharers, by)).for_each(|(own, more)| *own += more);
    };
    let mut own = can.to_vec();
    if !spilled.clamp {
        let over = wants.iter().sum::<i64>() - can.iter().sum::<i64>();
        share_on(over, &mut own, &|part| spilled.most(part));
    }
    let before = own.iter().sum::<i64>();
    own.iter_mut().zip(parts).for_each(|(own, part)| *own = part.room.min(*own));
    if !spilled.lost {
        share_on(before - own.iter().sum::<i64>(), &mut own, &|part| part.room);
    }
    own
}
