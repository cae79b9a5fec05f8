//! Whole units: where points cover a unit or leave it.

use crate::value::order::order;
use crate::value::{Money, Rounding, mul_div};

/// The units of an order, the dearest first; of equals those whose line has the lesser rank.
pub(super) struct Units(Vec<Group>);

/// Units of one line, or shipping, that cost the same.
struct Group {
    part: usize,
    rank: u32,
    /// Of each, in minor units, more than zero.
    amount: i64,
    count: i64,
}

impl Units {
    /// Of parts with these amounts and so many units each: as many of them cost one minor unit more
    /// than the others as it takes to add up.
    pub(super) fn new(amounts: &[Money], units: &[u32], ranks: &[u32]) -> Self {
        let mut groups = Vec::new();
        for (part, amount) in amounts.iter().enumerate() {
            let (units, rank) = (i64::from(units[part]), ranks[part]);
            let each = mul_div(amount.minor(), 1, units, Rounding::Floor).unwrap_or(0);
            let more = amount.minor() - each * units;
            for (amount, count) in [(each + 1, more), (each, units - more)] {
                if amount > 0 && count > 0 {
                    groups.push(Group { part, rank, amount, count });
                }
            }
        }
        let sorted = order(groups.len(), &mut |one, other| {
            let (one, other) = (&groups[one], &groups[other]);
            other.amount.cmp(&one.amount).then(one.rank.cmp(&other.rank))
        });
        let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
        Self(sorted.into_iter().filter_map(|group| groups[group].take()).collect())
    }

    /// What whole units an amount covers, the dearest that fit first; each adds to its part of
    /// `parts`, where there are any. More covers no less.
    pub(super) fn covered(&self, amount: Money, parts: &mut [Money]) -> Money {
        let mut left = amount.minor();
        for group in &self.0 {
            let fit = mul_div(left, 1, group.amount, Rounding::Floor).unwrap_or(0);
            let paid = fit.min(group.count) * group.amount;
            left -= paid;
            if let Some(part) = parts.get_mut(group.part) {
                *part += Money::clamped(paid);
            }
        }
        amount - Money::clamped(left)
    }

    /// The cheapest of them.
    pub(super) fn cheapest(&self) -> Option<Money> {
        self.0.last().map(|group| Money::clamped(group.amount))
    }
}
