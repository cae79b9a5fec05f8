//! What the offers on the order take off at most, phase by phase.
//!
//! A percentage of what is left takes less where others took something before: several leave the
//! product of what each leaves, in whatever order. An amount takes no more than itself. So where no
//! less than an amount is left, all that may come leave no less than the percentages one after the
//! other, less the amounts; and the next phase begins with that.

use super::bounds::greatest;
use super::{Search, has};
use crate::program::Phase;
use crate::value::{Money, Rate, Rounding};

/// What a choice takes off at most.
#[derive(Clone, Copy, Default)]
pub(super) struct Most {
    pub(super) off: Money,
    /// Where that is a share of what is left, and what rounding may add to it.
    pub(super) share: Option<(Rate, Money)>,
}

/// What may come at a node.
#[derive(Clone, Copy)]
pub(super) struct Coming<'n> {
    pub(super) next: usize,
    pub(super) set: &'n [usize],
    pub(super) blocked: &'n [u64],
}

/// What may come in one phase.
struct Taking {
    /// Of each clique.
    cliques: Vec<Option<Most>>,
    /// Of each clique of coupons, where their number is limited, the greatest.
    coupons: Vec<Money>,
    /// Those of groups of which several may apply, with their groups.
    grouped: Vec<(usize, Money)>,
    /// The greatest of those that come in place of all others.
    single: Money,
}

impl Most {
    /// At most so much, and a share of what is left, unless that is more.
    pub(super) fn share(off: Money, (rate, granularity): (Rate, Money), left: Money) -> Self {
        let of_left = rate.of(left, Rounding::Ceil);
        // Up to the next step of what it is rounded to.
        let share = (of_left <= off).then_some((rate, granularity));
        Self { off: off.min(of_left + granularity), share }
    }

    /// Of two of which one applies.
    fn or(self, other: Self) -> Self {
        let share = self.share.zip(other.share).map(|((one, more), (rate, than))| {
            (if rate > one { rate } else { one }, more.max(than))
        });
        Self { off: self.off.max(other.off), share }
    }
}

impl Search<'_, '_> {
    /// What the offers on the order that may come take off, where so much is left of all goods or
    /// more; `most` tells what a choice takes off that.
    pub(super) fn after_lines(
        &self,
        coming: Coming<'_>,
        left: Money,
        most: &dyn Fn(usize, Money) -> Most,
    ) -> Money {
        let places = self.places_for_coupons(coming.set);
        let mut rest = left;
        let mut at = coming.next.max(self.after);
        for phase in [Phase::Shop, Phase::Platform] {
            let of_phase = self.choices.get(at..).unwrap_or_default();
            let count = of_phase.iter().take_while(|choice| choice.phase <= phase).count();
            let mut taking = if count > 0 { self.taking(places) } else { continue };
            for index in (at..at + count).filter(|&index| !has(coming.blocked, index)) {
                let choice = &self.choices[index];
                let most = most(index, rest);
                if self.is_single(index) {
                    taking.single = taking.single.max(most.off);
                } else if let Some(group) = self.group_of_several(choice) {
                    taking.grouped.push((group, most.off));
                } else if places.is_some() && self.is_coupon(choice) {
                    let held = &mut taking.coupons[choice.clique];
                    *held = most.off.max(*held);
                } else {
                    let held = &mut taking.cliques[choice.clique];
                    *held = Some(held.map_or(most, |held| held.or(most)));
                }
            }
            at += count;
            rest -= self.taken(taking, coming.set, places.unwrap_or(0), rest);
        }
        left - rest
    }

    fn taking(&self, places: Option<usize>) -> Taking {
        let coupons = if places.is_some() { self.cliques } else { 0 };
        Taking {
            cliques: vec![None; self.cliques],
            coupons: vec![Money::ZERO; coupons],
            grouped: Vec::new(),
            single: Money::ZERO,
        }
    }

    /// What a phase takes of an amount.
    fn taken(&self, taking: Taking, set: &[usize], places: usize, of: Money) -> Money {
        let (mut shared, mut amounts) = (of, Money::ZERO);
        for most in taking.cliques.into_iter().flatten() {
            match most.share {
                Some((rate, more)) => {
                    shared -= rate.of(shared, Rounding::Ceil).min(shared);
                    amounts += more;
                }
                None => amounts += most.off,
            }
        }
        for group in 0..self.facts.rules().stacking.groups.len() {
            let of_group = taking.grouped.iter().filter(|(it, _)| *it == group);
            amounts += greatest(of_group.map(|it| it.1), &|| self.places_in(group, set));
        }
        amounts += greatest(taking.coupons.into_iter(), &|| places);
        (of - shared + amounts).max(taking.single).min(of)
    }
}
