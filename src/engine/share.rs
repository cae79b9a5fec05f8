//! Sharing amounts over lines and lots: the allocations of the engine, which cannot fail.

use crate::program::{Bearer, BearerShare, Bearers};
use crate::value::{Lines, Money, Points, Spread, UnitSplit, allocate, split_units};

/// Shares of `total` as the author says; it is at most the sum of the caps.
pub(crate) fn spread(total: i64, lines: Lines<'_>, spread: Spread) -> Vec<i64> {
    let shares = allocate(total, lines, spread);
    debug_assert!(shares.is_ok() || lines.weights.is_empty(), "{shares:?}");
    shares.unwrap_or_else(|_| vec![0; lines.weights.len()])
}

/// Shares of `total` in proportion to the weights; of equal remainders the lesser rank comes first.
pub(crate) fn by_weight(total: i64, weights: &[i64], ranks: &[u32]) -> Vec<i64> {
    shares(total, Lines { weights, caps: None, ranks: Some(ranks) })
}

/// What each bearer of an offer bears of an amount that it gives: see [`each_borne`].
pub(crate) fn borne(bearers: &Bearers, amount: Money) -> Vec<BearerShare> {
    let mut shares = Vec::new();
    each_borne(bearers, amount, &mut |share| shares.push(share));
    shares
}

/// Adds what each bearer of an offer bears of an amount that it gives: what does not divide falls
/// to the first of those whose parts lost most. Who bears nothing is left out.
pub(crate) fn each_borne(bearers: &Bearers, amount: Money, add: &mut dyn FnMut(BearerShare)) {
    let mut some = |bearer: Bearer, amount: Money| {
        if amount > Money::ZERO {
            add(BearerShare { bearer, amount });
        }
    };
    match bearers {
        Bearers::One(bearer) => some(*bearer, amount),
        Bearers::Split(parts) => {
            let weights: Vec<i64> = parts.iter().map(|(_, part)| *part).collect();
            let ranks: Vec<u32> = (0..).take(parts.len()).collect();
            let shares = by_weight(amount.minor(), &weights, &ranks);
            for ((bearer, _), share) in parts.iter().zip(shares) {
                some(*bearer, Money::clamped(share));
            }
        }
    }
}

/// Shares of `total` in proportion to the amounts, none more than its amount. The total is at most
/// their sum.
pub(crate) fn within(total: Money, amounts: &[Money], ranks: &[u32]) -> Vec<Money> {
    let weights: Vec<i64> = amounts.iter().map(|amount| amount.minor()).collect();
    let lines = Lines { weights: &weights, caps: Some(&weights), ranks: Some(ranks) };
    shares(total.minor(), lines).into_iter().map(Money::clamped).collect()
}

/// Shares of `total` in proportion to the weights, none more than its cap. The total is at most the
/// sum of the caps.
pub(crate) fn capped(total: Money, weights: &[Money], caps: &[Money], ranks: &[u32]) -> Vec<Money> {
    let minor = |amounts: &[Money]| amounts.iter().map(|it| it.minor()).collect::<Vec<i64>>();
    let (weights, caps) = (minor(weights), minor(caps));
    let lines = Lines { weights: &weights, caps: Some(&caps), ranks: Some(ranks) };
    shares(total.minor(), lines).into_iter().map(Money::clamped).collect()
}

/// Shares of `total` in proportion to points, in their order.
pub(crate) fn by_points(total: Money, points: &[Points]) -> Vec<Money> {
    let weights: Vec<i64> = points.iter().map(|points| points.count()).collect();
    let lines = Lines { weights: &weights, caps: None, ranks: None };
    shares(total.minor(), lines).into_iter().map(Money::clamped).collect()
}

/// Adds up what `of` says of each unit's part of two amounts: of one that does not divide the
/// first units have one more than the rest.
pub(crate) fn each_unit(
    units: u32,
    one: Money,
    other: Money,
    of: &dyn Fn(Money, Money) -> Money,
) -> Money {
    let (one, other) = (split_units(one.minor(), units), split_units(other.minor(), units));
    let (a, b) = (with_more(one), with_more(other));
    let (mut sum, mut before) = (Money::ZERO, 0);
    // Up to each of these, all units are alike.
    for until in [a.min(b), a.max(b), units] {
        let unit = |split: UnitSplit| Money::clamped(split.after(before, 1));
        if until > before {
            sum += of(unit(one), unit(other)).times_units(until - before);
            before = until;
        }
    }
    sum
}

/// How many units have one more than the last.
fn with_more(split: UnitSplit) -> u32 {
    let least = split.after(split.units().saturating_sub(1), 1);
    u32::try_from(split.total() - least * i64::from(split.units())).unwrap_or(0)
}

/// Every caller keeps the bounds: lengths agree, nothing is negative, the total fits the caps.
fn shares(total: i64, lines: Lines<'_>) -> Vec<i64> {
    spread(total, lines, Spread::default())
}
