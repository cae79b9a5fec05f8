//! Money later: a part of what is paid in money, shared over the lines for which it is paid.

use super::shipping::off;
use super::uses::limited;
use crate::engine::facts::{CartFacts, Facts};
use crate::engine::share::{borne, within};
use crate::engine::values::value;
use crate::outcome::{QuoteCashBack, Reason};
use crate::program::Benefit;
use crate::value::Money;

/// What the offers of a set give later for an order whose lines are paid so in money, and why those
/// give nothing of which this is more than their limits leave. All of them together give no more
/// than what is paid.
pub(crate) fn cash_back(
    facts: &Facts<'_>,
    goods: &CartFacts<'_>,
    set: &[usize],
    pay: &[Money],
) -> (Vec<QuoteCashBack>, Vec<(usize, Vec<Reason>)>) {
    let rules = facts.rules();
    let mut left = pay.to_vec();
    let (mut later, mut refused) = (Vec::new(), Vec::new());
    for &index in set {
        let offer = &rules.offers[index];
        let Benefit::CashBack(of) = &offer.benefit else { continue };
        let mut paid = vec![Money::ZERO; pay.len()];
        let mut base = Money::ZERO;
        goods.cart.matches.visit(offer.target.goods(), &mut |line| {
            base += pay[line];
            paid[line] = left[line];
        });
        let most: Money = paid.iter().copied().sum();
        let Some(amount) = off(of.off, base, most, offer.rounding, facts) else { continue };
        let cap = of.cap.map_or(Some(Money::MAX.minor()), |cap| value(cap, facts));
        let Some(cap) = cap.map(Money::clamped) else { continue };
        let amount = match limited(facts, index, amount.min(cap).min(most)) {
            Ok(Money::ZERO) => continue,
            Ok(amount) => amount,
            Err(reason) => {
                refused.push((index, vec![reason]));
                continue;
            }
        };
        let lines = within(amount, &paid, &goods.cart.ranks);
        for (left, part) in left.iter_mut().zip(&lines) {
            *left -= *part;
        }
        let at = of.after.map_or(facts.now, |after| rules.calendar.after(facts.now, after));
        let bearers = borne(&offer.bearers, amount);
        later.push(QuoteCashBack { offer: offer.id.clone(), amount, at, bearers, lines });
    }
    (later, refused)
}
