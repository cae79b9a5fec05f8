//! Sharing an amount among lines, and a line's share among its units, to the last minor unit.
//!
//! 1. Lines whose exact share would exceed their cap get their cap; the others share what is left,
//!    in the same proportion, until none exceeds its own.
//! 2. Each of those gets its exact share rounded down.
//! 3. The few minor units still left go where [`LeftOver`] says.
//!
//! A result depends on the weights, caps and ranks of the lines, never on the order they come in.

use core::cmp::Ordering;
use core::fmt;

use super::bounds::{MAX_MINOR, MAX_UNITS};
use super::ratio::floor_and_rest;

/// What the share of a line is proportional to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// The line's weight, an amount.
    #[default]
    Proportional,
    /// Nothing: every line gets the same.
    Even,
    /// The line's weight, a number of units.
    ByQuantity,
}

/// Who gets the minor units that are left when all shares are rounded down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOver {
    /// One each to the lines whose shares lost most by rounding, ties by rank.
    #[default]
    LargestRemainder,
    /// One each to the first lines by rank.
    First,
    /// All to the last line by rank; past its cap, to the one before it.
    Last,
    /// All to the line of the greatest weight, ties by rank; past its cap, to the next.
    Heaviest,
    /// Shares are rounded to the nearest instead, a half up; what is then too much or too little is
    /// corrected by one each from the first line by rank on.
    NearestFront,
    /// The same, from the last line by rank on.
    NearestBack,
    /// By rank, each line gets what the sum of shares so far, rounded to the nearest, is more than
    /// the sum before it.
    Carry,
}

/// What is shared where every weight is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZeroWeights {
    /// All of it, evenly.
    #[default]
    Even,
    /// Nothing.
    Nothing,
}

/// How an amount is shared: all settings are an author's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spread {
    /// What shares are proportional to.
    pub method: Method,
    /// Who gets what rounding left.
    pub left_over: LeftOver,
    /// What is shared where every weight is zero.
    pub zero_weights: ZeroWeights,
}

/// The lines that share an amount, a slice for each of their properties, all of one length.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lines<'a> {
    /// Amounts or quantities, none negative. When all are zero, [`ZeroWeights`] says what is
    /// shared; while others have room, a line of weight zero gets nothing.
    pub weights: &'a [i64],
    /// The most that a line can take, none negative; without caps, lines take any share.
    pub caps: Option<&'a [i64]>,
    /// The place of each line in the order of line ids, which decides ties; without ranks, the
    /// order of the slices does.
    pub ranks: Option<&'a [u32]>,
}

/// Why an amount cannot be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllocationError {
    /// The slices differ in length, or there are more than a million lines.
    Lengths,
    /// A weight or cap is negative or over 2^53−1, or the total beyond ±(2^53−1).
    OutOfBounds,
    /// The lines cannot take so much: there is `missing` more than their caps allow.
    OverCaps {
        /// In the unit of the total, positive.
        missing: i64,
    },
}

/// The shares of `total` of each line, in the order of the lines. They add up to `total` exactly,
/// but where [`ZeroWeights::Nothing`] is shared; none exceeds its cap. A negative total is shared
/// as its opposite is, each share negated.
///
/// ```
/// use perks::value::{Lines, Spread, allocate};
///
/// let lines = Lines { weights: &[500, 500, 500], ..Lines::default() };
/// assert_eq!(allocate(1_000, lines, Spread::default()), Ok(vec![334, 333, 333]));
/// ```
///
/// # Errors
/// [`AllocationError`] when the numbers are out of bounds or the caps leave no room. Without lines
/// there is room for zero alone.
pub fn allocate(total: i64, lines: Lines<'_>, spread: Spread) -> Result<Vec<i64>, AllocationError> {
    let mut shares = Vec::new();
    allocate_into(total, lines, spread, &mut shares)?;
    Ok(shares)
}

/// As [`allocate`], into a buffer that is emptied first; after an error it is empty.
///
/// # Errors
/// As [`allocate`].
pub fn allocate_into(
    total: i64,
    lines: Lines<'_>,
    spread: Spread,
    shares: &mut Vec<i64>,
) -> Result<(), AllocationError> {
    shares.clear();
    let amount = lines.check(total)?;
    shares.resize(lines.weights.len(), 0);
    if amount > 0 {
        share(amount, lines, spread, shares);
    }
    if total < 0 {
        for share in shares {
            *share = -*share;
        }
    }
    Ok(())
}

/// A line's share as it falls to its units: the first `extra` units carry one more than the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitSplit {
    total: i64,
    units: u32,
}

/// Splits `total` to `units` units, so that refunds unit by unit add up to it. A negative total is
/// split as its opposite is. Zero units carry nothing.
#[must_use]
pub const fn split_units(total: i64, units: u32) -> UnitSplit {
    UnitSplit { total, units }
}

impl UnitSplit {
    /// What the first `count` units carry together; all units when there are no more.
    #[must_use]
    pub fn first(self, count: u32) -> i64 {
        if count >= self.units {
            return if self.units == 0 { 0 } else { self.total };
        }
        // Not all units are counted, so that there is at least one to divide by.
        let units = i64::from(self.units.max(1));
        let (each, extra) = (self.total / units, self.total % units);
        let count = i64::from(count);
        each * count + extra.clamp(-count, count)
    }

    /// What the `count` units carry that come after the first `skipped`.
    #[must_use]
    pub fn after(self, skipped: u32, count: u32) -> i64 {
        // The parts of a total have its sign and are no larger, so that the difference fits.
        self.first(skipped.saturating_add(count)) - self.first(skipped)
    }

    /// How many units it is split to.
    #[must_use]
    pub const fn units(self) -> u32 {
        self.units
    }

    /// What all units carry.
    #[must_use]
    pub fn total(self) -> i64 {
        self.first(self.units)
    }
}

impl Lines<'_> {
    /// The amount to share, not negative, when everything is within bounds.
    fn check(&self, total: i64) -> Result<i64, AllocationError> {
        let count = self.weights.len();
        let caps = self.caps.unwrap_or_default();
        let lengths_agree = self.caps.is_none_or(|caps| caps.len() == count)
            && self.ranks.is_none_or(|ranks| ranks.len() == count);
        if !lengths_agree || !i64::try_from(count).is_ok_and(|count| count <= MAX_UNITS) {
            return Err(AllocationError::Lengths);
        }
        let bounds = 0..=MAX_MINOR;
        let amount = total.checked_abs().filter(|amount| bounds.contains(amount));
        if !self.weights.iter().chain(caps).all(|number| bounds.contains(number)) {
            return Err(AllocationError::OutOfBounds);
        }
        let amount = amount.ok_or(AllocationError::OutOfBounds)?;
        let room = match self.caps {
            // A million caps of 2^53 are 2^73: held at the largest, which is room enough.
            Some(caps) => caps.iter().fold(0_i64, |room, cap| room.saturating_add(*cap)),
            None if count == 0 => 0,
            None => i64::MAX,
        };
        if room < amount {
            return Err(AllocationError::OverCaps { missing: amount - room });
        }
        Ok(amount)
    }
}

/// A line that takes part. Weights and amounts are below 2^53 and lines fewer than 2^20, so that a
/// sum of weights is below 2^73, and times an amount below 2^126.
#[derive(Clone, Copy)]
struct Sharer {
    line: usize,
    rank: u32,
    weight: i64,
    /// The weight as it was given, whatever the method makes of it.
    given: i64,
    cap: i64,
    /// What rounding down lost, in parts of the sum of weights.
    lost: i128,
}

type Order = fn(&Sharer, &Sharer) -> Ordering;

/// Shares an amount for which there is room: first among the lines of some weight; lines without
/// take part when those are full, or when there are none.
fn share(amount: i64, lines: Lines<'_>, spread: Spread, shares: &mut [i64]) {
    let mut weighty = Vec::with_capacity(shares.len());
    let mut weightless = Vec::new();
    for (line, given) in lines.weights.iter().copied().enumerate() {
        let rank = lines.ranks.and_then(|ranks| ranks.get(line)).copied().unwrap_or(0);
        let cap = lines.caps.and_then(|caps| caps.get(line)).copied().unwrap_or(MAX_MINOR);
        let weight = if spread.method == Method::Even { 1 } else { given };
        let sharers = if weight > 0 { &mut weighty } else { &mut weightless };
        sharers.push(Sharer { line, rank, weight: weight.max(1), given, cap, lost: 0 });
    }
    if weighty.is_empty() && spread.zero_weights == ZeroWeights::Nothing {
        return;
    }
    let left = share_among(&mut weighty, amount, spread.left_over, shares);
    share_among(&mut weightless, left, spread.left_over, shares);
}

/// Shares an amount among lines; what remains when all are full is returned.
fn share_among(
    sharers: &mut [Sharer],
    amount: i64,
    left_over: LeftOver,
    shares: &mut [i64],
) -> i64 {
    let (open, amount) = fill(sharers, amount, shares);
    if open.is_empty() {
        return amount;
    }
    let all = sum_of_weights(open);
    if left_over == LeftOver::Carry {
        carry(open, amount, all, shares);
        return 0;
    }
    let nearest = matches!(left_over, LeftOver::NearestFront | LeftOver::NearestBack);
    let mut left = amount;
    for sharer in &mut *open {
        let (below, rest) = floor_and_rest(i128::from(amount) * i128::from(sharer.weight), all);
        // No larger than the amount.
        let mut share = i64::try_from(below).unwrap_or(0);
        if nearest && rest >= all - rest {
            share += 1;
        }
        shares[sharer.line] = share;
        sharer.lost = rest;
        left -= share;
    }
    match left {
        0 => {}
        1.. => hand_out(open, left, left_over, shares),
        // More shares were rounded up than are too much, and none of those is zero.
        _ => take_back(open, -left, left_over, shares),
    }
    0
}

/// Rounds the sums of the shares so far. Such a share is its exact one rounded down or up.
fn carry(sharers: &mut [Sharer], amount: i64, all: i128, shares: &mut [i64]) {
    sort(sharers, |_, _| Ordering::Equal);
    let (mut weights, mut before) = (0_i128, 0);
    for sharer in sharers {
        weights += i128::from(sharer.weight);
        let (below, rest) = floor_and_rest(i128::from(amount) * weights, all);
        let sum = i64::try_from(below).unwrap_or(0) + i64::from(rest >= all - rest);
        shares[sharer.line] = sum - before;
        before = sum;
    }
}

/// Gives their cap to the lines whose exact share is no less; the others and the amount left to
/// them are returned. Each of those has room for one minor unit more than its share rounded down.
fn fill<'a>(sharers: &'a mut [Sharer], amount: i64, shares: &mut [i64]) -> (&'a mut [Sharer], i64) {
    let mut all = sum_of_weights(sharers);
    let mut amount = amount;
    // cap ≤ amount × weight ÷ all, multiplied out
    let is_full = |sharer: &Sharer, amount: i64, all: i128| {
        i128::from(sharer.cap) * all <= i128::from(amount) * i128::from(sharer.weight)
    };
    let mut filled = 0;
    if sharers.iter().any(|sharer| is_full(sharer, amount, all)) {
        // In the order in which they fill: once one has room, so have all after it.
        sort(sharers, |one, other| {
            let one_by_other = i128::from(one.cap) * i128::from(other.weight);
            one_by_other.cmp(&(i128::from(other.cap) * i128::from(one.weight)))
        });
        for sharer in sharers.iter() {
            if !is_full(sharer, amount, all) {
                break;
            }
            shares[sharer.line] = sharer.cap;
            amount -= sharer.cap;
            all -= i128::from(sharer.weight);
            filled += 1;
        }
    }
    (&mut sharers[filled..], amount)
}

/// Hands out what rounding left: fewer minor units than there are lines, each of which has room for
/// one.
fn hand_out(sharers: &mut [Sharer], left: i64, left_over: LeftOver, shares: &mut [i64]) {
    let (order, most): (Order, i64) = match left_over {
        LeftOver::LargestRemainder => (|one, other| other.lost.cmp(&one.lost), 1),
        LeftOver::First | LeftOver::NearestFront | LeftOver::Carry => (|_, _| Ordering::Equal, 1),
        LeftOver::NearestBack => (from_the_back, 1),
        LeftOver::Last => (from_the_back, left),
        LeftOver::Heaviest => (|one, other| other.given.cmp(&one.given), left),
    };
    sort(sharers, order);
    let mut left = left;
    for sharer in sharers {
        let room = sharer.cap - shares[sharer.line];
        let taken = left.min(room).min(most);
        shares[sharer.line] += taken;
        left -= taken;
    }
}

/// Takes one each of what rounding to the nearest gave too much.
fn take_back(sharers: &mut [Sharer], left: i64, left_over: LeftOver, shares: &mut [i64]) {
    let front: Order = |_, _| Ordering::Equal;
    sort(sharers, if left_over == LeftOver::NearestBack { from_the_back } else { front });
    let mut left = left;
    for sharer in sharers {
        let taken = left.min(shares[sharer.line]).min(1);
        shares[sharer.line] -= taken;
        left -= taken;
    }
}

fn from_the_back(one: &Sharer, other: &Sharer) -> Ordering {
    (other.rank, other.line).cmp(&(one.rank, one.line))
}

fn sum_of_weights(sharers: &[Sharer]) -> i128 {
    sharers.iter().map(|sharer| i128::from(sharer.weight)).sum()
}

/// The order comes as a pointer, so that the sort is compiled once.
fn sort(sharers: &mut [Sharer], order: Order) {
    let sorted = super::order::order(sharers.len(), &mut |one, other| {
        let (one, other) = (&sharers[one], &sharers[other]);
        order(one, other).then_with(|| (one.rank, one.line).cmp(&(other.rank, other.line)))
    });
    let places: Vec<Sharer> = sorted.into_iter().map(|place| sharers[place]).collect();
    sharers.copy_from_slice(&places);
}

impl fmt::Display for AllocationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AllocationError::Lengths => f.write_str("the lines differ in number or are too many"),
            AllocationError::OutOfBounds => f.write_str("an amount is out of bounds"),
            AllocationError::OverCaps { missing } => {
                write!(f, "the lines cannot take {missing} of the amount")
            }
        }
    }
}

impl core::error::Error for AllocationError {}

#[cfg(test)]
#[path = "allocate_tests.rs"]
mod tests;
