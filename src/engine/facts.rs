//! Facts: what conditions ask about, found once for all offers of a call.

use crate::cart::Cart;
use crate::member::Member;
use crate::program::{FactId, Rules};
use crate::value::{Instant, Money};

/// The facts of one call.
pub(crate) struct Facts<'f> {
    pub(crate) member: &'f Member,
    pub(crate) now: Instant,
    /// The member had joined.
    pub(crate) enrolled: bool,
    /// `None` where there is no cart to ask about, as in a status.
    pub(crate) cart: Option<&'f CartFacts<'f>>,
}

impl<'f> Facts<'f> {
    pub(crate) fn new(member: &'f Member, cart: Option<&'f CartFacts<'f>>, now: Instant) -> Self {
        Self { member, now, enrolled: member.is_enrolled(now), cart }
    }
}

/// The facts of a cart.
pub(crate) struct CartFacts<'c> {
    pub(crate) cart: &'c Cart,
    /// The list amount of each line.
    pub(crate) list: Vec<Money>,
    /// For each of [`Rules::facts`]: list amount and units of its lines.
    goods: Vec<(Money, i64)>,
}

impl<'c> CartFacts<'c> {
    pub(crate) fn new(rules: &Rules, cart: &'c Cart) -> Self {
        let list: Vec<Money> = cart.lines.iter().map(|line| line.list()).collect();
        let sums = |selection| {
            let mut sum = (Money::ZERO, 0);
            cart.matches.visit(selection, &mut |line| {
                sum.0 += list[line];
                sum.1 += i64::from(cart.lines[line].units);
            });
            sum
        };
        let goods = rules.facts.iter().map(|&selection| sums(selection)).collect();
        Self { cart, list, goods }
    }
}

impl CartFacts<'_> {
    pub(crate) fn amount(&self, FactId(fact): FactId) -> Money {
        self.goods[fact as usize].0
    }

    pub(crate) fn units(&self, FactId(fact): FactId) -> i64 {
        self.goods[fact as usize].1
    }
}
