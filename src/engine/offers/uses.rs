//! How often an offer was used, and how much of it is left.

use super::basket::Part;
use crate::engine::entered::Counter;
use crate::engine::facts::Facts;
use crate::engine::measures::{cycle, is_in};
use crate::engine::values::value;
use crate::member::Order;
use crate::outcome::Reason;
use crate::program::{Limits, Offer, Overrun, UseUnit};
use crate::value::bounds::MAX_MINOR;
use crate::value::{Id, Key, Money, Window};

/// What an order may still have of an offer, each with the reason why it is no more.
#[derive(Debug, Default)]
pub(crate) struct Left {
    /// Units, or times.
    pub(super) units: Option<(u32, Reason)>,
    pub(super) amount: Option<(Money, Reason)>,
}

/// What of some discounts is more than is left, and why.
pub(super) enum Over<'l> {
    Nothing,
    Units(&'l Reason),
    /// So much is left.
    Amount(Money, &'l Reason),
}

impl Left {
    /// Whether discounts of parts are, for an offer that is applied so many times, if it repeats.
    pub(super) fn over(&self, parts: &[Part], amounts: &[Money], times: Option<u32>) -> Over<'_> {
        let (mut units, mut saved) = (0, Money::ZERO);
        for (part, amount) in parts.iter().zip(amounts) {
            units += if *amount > Money::ZERO { part.units } else { 0 };
            saved += *amount;
        }
        match (&self.units, &self.amount) {
            (Some((most, reason)), _) if times.unwrap_or(units) > *most => Over::Units(reason),
            (_, Some((most, reason))) if saved > *most => Over::Amount(*most, reason),
            _ => Over::Nothing,
        }
    }
}

/// So much of an amount as an offer's limits leave; or why an order has nothing of it.
pub(super) fn limited(facts: &Facts<'_>, offer: usize, amount: Money) -> Result<Money, Reason> {
    let left = facts.guarded(offer).and_then(|guarded| guarded.left.amount.as_ref());
    match left.filter(|(most, _)| amount > *most) {
        None => Ok(amount),
        Some((most, _)) if facts.rules().offers[offer].trims() => Ok(*most),
        Some((_, reason)) => Err(reason.clone()),
    }
}

/// What a limit leaves, and adds why there is nothing left.
pub(super) fn limits(
    facts: &Facts<'_>,
    offer: &Offer,
    limits: &Limits,
    counter: Counter,
    reasons: &mut Vec<Reason>,
) -> Left {
    if !limits.per_member.is_empty() && !limits.guests && !facts.enrolled {
        reasons.push(Reason::NotEnrolled);
    }
    let mut left = Left::default();
    let mut limit = |of: i64, used: i64, is_money: bool, reason: Reason| {
        if used >= of {
            reasons.push(reason);
        } else if is_money {
            let rest = Money::clamped(of - used);
            if left.amount.as_ref().is_none_or(|(least, _)| rest < *least) {
                left.amount = Some((rest, reason));
            }
        } else {
            let rest = u32::try_from(of - used).unwrap_or(u32::MAX);
            if left.units.as_ref().is_none_or(|(least, _)| rest < *least) {
                left.units = Some((rest, reason));
            }
        }
    };
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    for it in &limits.per_member {
        let window = match it.per {
            Some(per) => cycle(facts.member, per, facts.now),
            None => Window::ALWAYS,
        };
        let (uses, saved) = used(facts, &offer.id, window);
        let until = window.until;
        // A table that has no number gives none.
        if let Some(most) = it.uses.map(|most| value(most, facts).unwrap_or(0)) {
            let reason = Reason::LimitReached { limit: count(most), used: count(uses), until };
            limit(most, uses, false, reason);
        }
        if let Some(most) = it.amount.map(|most| value(most, facts).unwrap_or(0)) {
            let reason = Reason::BudgetReached {
                limit: Money::clamped(most),
                used: Money::clamped(saved),
                until,
            };
            limit(most, saved, true, reason);
        }
    }
    if let Some(total) = limits.total {
        limit(total.into(), counter.uses, false, Reason::OutOfStock);
    }
    if let Some(budget) = limits.budget {
        limit(budget.minor(), counter.amount.minor(), true, Reason::OutOfStock);
    }
    match limits.overrun {
        Overrun::Allow => Left::default(),
        // One order is one use, of which at least one is left.
        _ if limits.unit == UseUnit::Order => Left { units: None, ..left },
        _ => left,
    }
}

/// The uses of an offer within a window that count, and what they saved: those of later orders too,
/// where one is recorded late.
pub(crate) fn used(facts: &Facts<'_>, offer: &Id, window: Window) -> (i64, i64) {
    let member = facts.member;
    let (mut uses, mut saved) = (0_i64, 0_i64);
    each(facts, offer, &mut |order, place| {
        if window.contains(order.at) && member.counts(order, offer) {
            uses += i64::from(order.uses[place].uses);
            saved += order.uses[place].saved.minor();
        }
    });
    for month in member.folded.iter().filter(|month| is_in(facts, window, month)) {
        for it in month.offers.iter().filter(|it| it.offer == *offer) {
            uses = uses.saturating_add(it.uses);
            saved = saved.saturating_add(it.saved.minor());
        }
    }
    (uses.min(MAX_MINOR), saved.min(MAX_MINOR))
}

/// Visits the orders that used an offer, each with the place of that use.
fn each(facts: &Facts<'_>, offer: &Id, visit: &mut dyn FnMut(&Order, usize)) {
    for (index, order) in facts.member.orders.iter().enumerate() {
        if facts.without == Some(index) {
            continue;
        }
        for (place, used) in order.uses.iter().enumerate() {
            if used.offer == *offer {
                visit(order, place);
            }
        }
    }
}

/// The order that used a unique code of an offer.
pub(super) fn used_code(facts: &Facts<'_>, offer: &Id, code: &Key) -> Option<Key> {
    let mut found = None;
    each(facts, offer, &mut |order, place| {
        if order.uses[place].code.as_ref() == Some(code) && facts.member.counts(order, offer) {
            found = Some(order.id.clone());
        }
    });
    found
}
