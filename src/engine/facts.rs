//! Facts: what conditions ask about, found once for all offers of a call.

use crate::cart::Cart;
use crate::member::Member;
use crate::program::{FactId, LadderId, LevelId, PoolId, Rules, SegmentId};
use crate::value::bounds::MAX_LADDERS;
use crate::value::{Instant, Money, Points};

/// The facts of one call.
pub(crate) struct Facts<'f> {
    pub(crate) member: &'f Member,
    pub(crate) now: Instant,
    /// The member had joined.
    pub(crate) enrolled: bool,
    /// Of each ladder; what a guest has in it nobody asks.
    levels: [Option<LevelId>; MAX_LADDERS as usize],
    /// The level that is asked about was granted, and the grant lasts.
    pub(crate) invited: bool,
    /// `None` where there is no cart to ask about, as in a status.
    pub(crate) cart: Option<&'f CartFacts<'f>>,
}

impl<'f> Facts<'f> {
    pub(crate) fn new(member: &'f Member, cart: Option<&'f CartFacts<'f>>, now: Instant) -> Self {
        let mut levels = [None; MAX_LADDERS as usize];
        for (level, ladder) in levels.iter_mut().zip(&member.program.rules.ladders) {
            *level = member.level(ladder, now).0;
        }
        let enrolled = member.is_enrolled(now);
        Self { member, now, enrolled, levels, invited: false, cart }
    }

    /// The member's level; a guest has none.
    pub(crate) fn level(&self, LadderId(ladder): LadderId) -> Option<LevelId> {
        self.levels.get(usize::from(ladder)).copied().flatten().filter(|_| self.enrolled)
    }

    pub(crate) fn is_in(&self, SegmentId(segment): SegmentId) -> bool {
        let segment = &self.member.program.rules.segments[usize::from(segment)];
        self.enrolled && self.member.segments.contains(&segment.id)
    }

    /// What can be spent now of a pool.
    pub(crate) fn balance(&self, pool: PoolId) -> Points {
        self.member.balance(pool, self.now)
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
