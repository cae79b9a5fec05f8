//! What combines: which offers of a programme apply together, as a table that follows from the
//! programme alone. What it says of a pair is what [`crate::program::Why`] has names for.

use crate::program::{Combined, Exclusive, GroupId, Offer, Program, Rules};
use crate::value::order::sorted;
use crate::value::{Id, Money, Rate};

/// What a programme says of which offers combine. What holds between one offer and many others is
/// told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combinations {
    /// How offers are chosen of those that combine, as the programme says it.
    pub choose: &'static str,
    /// A unit can have several offers of the phase `line`.
    pub any_per_unit: bool,
    /// At most so many coupons in an order.
    pub coupons: Option<u32>,
    /// At most so many coupons take anything off a line.
    pub coupons_per_line: Option<u32>,
    /// The most that all take off goods together.
    pub maximum: Option<Most>,
    /// In the order of the programme.
    pub groups: Vec<CombinationGroup>,
    /// The perks that several offers use: of these one applies.
    pub perks: Vec<CombinationPerk>,
    /// In the order of their turns.
    pub offers: Vec<Combination>,
}

/// The most that all offers take off together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Most {
    /// Of the list amount of all goods.
    pub share: Rate,
    /// In minor units.
    pub amount: Option<Money>,
}

/// A group of offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CombinationGroup {
    /// Its name.
    pub group: Id,
    /// At most so many of it apply.
    pub at_most: u32,
    /// In the order of their turns.
    pub offers: Vec<Id>,
    /// The offers that combine with none of it, by id.
    pub not_with: Vec<Id>,
}

/// A perk that offers use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CombinationPerk {
    /// Its id.
    pub perk: Id,
    /// In the order of their turns.
    pub offers: Vec<Id>,
}

/// With which others an offer combines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combination {
    /// Its id.
    pub offer: Id,
    /// The phase in which it has its turn.
    pub phase: &'static str,
    /// Higher first within the phase.
    pub priority: u16,
    /// In `order` it combines with no other, in `phase` with none of its phase.
    pub exclusive: Option<&'static str>,
    /// It takes one of the places for coupons.
    pub coupon: bool,
    /// Of which group it is.
    pub group: Option<Id>,
    /// Which perk it uses.
    pub perk: Option<Id>,
    /// The offers and groups with which it does not combine, whichever of both says so, by id.
    pub not_with: Vec<Id>,
    /// The offers and groups with which alone it combines, by id, where it names them.
    pub only_with: Option<Vec<Id>>,
}

impl Program {
    /// What combines.
    #[must_use]
    pub fn combinations(&self) -> Combinations {
        let rules = &*self.rules;
        let stacking = &rules.stacking;
        let all = |of: &dyn Fn(&Offer) -> bool| -> Vec<Id> {
            let offers = rules.turns.iter().map(|&turn| &rules.offers[turn]);
            offers.filter(|offer| of(offer)).map(|offer| offer.id.clone()).collect()
        };
        let (mut refused, refused_groups) = refused(rules);
        let group = |(at, (id, not_with)): (u16, (&Id, Vec<Id>))| CombinationGroup {
            group: id.clone(),
            at_most: stacking.groups[usize::from(at)],
            offers: all(&|offer| offer.stacking.group == Some(GroupId(at))),
            not_with: sorted(not_with, Ord::cmp),
        };
        let perk = |(at, it): (usize, &crate::program::Perk)| CombinationPerk {
            perk: it.id.clone(),
            offers: all(&|offer| offer.perk.is_some_and(|it| usize::from(it.0) == at)),
        };
        let perks = rules.perks.iter().enumerate().map(perk);
        let offer = |&index: &usize| combination(rules, index, std::mem::take(&mut refused[index]));
        Combinations {
            choose: stacking.choose.name(),
            any_per_unit: stacking.any_per_unit,
            coupons: stacking.coupons,
            coupons_per_line: stacking.coupons_per_line,
            maximum: stacking.maximum.map(|it| Most {
                share: it.share,
                amount: (it.amount != Money::MAX).then_some(it.amount),
            }),
            groups: (0..).zip(stacking.group_ids.iter().zip(refused_groups)).map(group).collect(),
            perks: perks.filter(|it| it.offers.len() > 1).collect(),
            offers: rules.turns.iter().map(offer).collect(),
        }
    }
}

/// Of each offer the offers that name it as what they do not combine with, and of each group.
fn refused(rules: &Rules) -> (Vec<Vec<Id>>, Vec<Vec<Id>>) {
    let mut offers = vec![Vec::new(); rules.offers.len()];
    let mut groups = vec![Vec::new(); rules.stacking.groups.len()];
    for offer in &rules.offers {
        for named in &offer.stacking.not_with {
            match *named {
                Combined::Offer(named) => offers[usize::from(named.0)].push(offer.id.clone()),
                Combined::Group(group) => groups[usize::from(group.0)].push(offer.id.clone()),
            }
        }
    }
    (offers, groups)
}

fn combination(rules: &Rules, index: usize, mut not_with: Vec<Id>) -> Combination {
    let offer = &rules.offers[index];
    let group = |id: GroupId| rules.stacking.group_ids[usize::from(id.0)].clone();
    let named = |it: &Combined| match *it {
        Combined::Offer(id) => rules.offers[usize::from(id.0)].id.clone(),
        Combined::Group(id) => group(id),
    };
    let stacking = &offer.stacking;
    not_with.extend(stacking.not_with.iter().map(named));
    let mut not_with = sorted(not_with, Ord::cmp);
    not_with.dedup();
    let only_with = stacking.only_with.as_ref();
    Combination {
        offer: offer.id.clone(),
        phase: offer.phase.name(),
        priority: stacking.priority,
        exclusive: match stacking.exclusive {
            Exclusive::No => None,
            Exclusive::Phase => Some("phase"),
            Exclusive::Order => Some("order"),
        },
        coupon: offer.is_coupon(),
        group: stacking.group.map(group),
        perk: offer.perk.map(|it| rules.perks[usize::from(it.0)].id.clone()),
        not_with,
        only_with: only_with.map(|list| sorted(list.iter().map(named).collect(), Ord::cmp)),
    }
}
