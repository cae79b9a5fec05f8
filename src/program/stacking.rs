//! Stacking: which offers of a programme combine, and which of those that do are chosen.

use super::{Offer, OfferId};
use crate::value::{Id, Money, Rate, Rounding};

/// How a programme's offers combine.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stacking {
    pub(crate) choose: Choose,
    /// A unit can have several offers of the phase `line`.
    pub(crate) any_per_unit: bool,
    /// At most so many coupons in an order.
    pub(crate) coupons: Option<u32>,
    /// At most so many coupons take anything off a line.
    pub(crate) coupons_per_line: Option<u32>,
    /// At most so many offers of each group.
    pub(crate) groups: Box<[u32]>,
    /// Their names.
    pub(crate) group_ids: Box<[Id]>,
    /// All discounts on goods together.
    pub(crate) maximum: Option<DiscountMaximum>,
}

/// The most that all offers take off together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DiscountMaximum {
    /// Of the list amount of all goods, rounded down.
    pub(crate) share: Rate,
    pub(crate) amount: Money,
}

impl DiscountMaximum {
    /// What all discounts on goods of such a list amount take at most.
    pub(crate) fn of(self, list: Money) -> Money {
        self.share.of(list, Rounding::Floor).min(self.amount)
    }
}

/// Which offers apply, of those that hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Choose {
    #[default]
    Best,
    All,
    BestPerLine,
    BestPerGroup,
    First,
    FirstPerLine,
    Levels,
}

impl Choose {
    /// As the programme says it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::All => "all",
            Self::BestPerLine => "best_per_line",
            Self::BestPerGroup => "best_per_group",
            Self::First => "first",
            Self::FirstPerLine => "first_per_line",
            Self::Levels => "levels",
        }
    }
}

/// Index of a group of offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct GroupId(pub(crate) u16);

/// With which others an offer combines.
#[derive(Clone, Debug, Default)]
pub(crate) struct OfferStacking {
    pub(crate) exclusive: Exclusive,
    pub(crate) group: Option<GroupId>,
    /// Both ways.
    pub(crate) not_with: Box<[Combined]>,
    /// With these alone; `None` with any.
    pub(crate) only_with: Option<Box<[Combined]>>,
    /// Higher first.
    pub(crate) priority: u16,
}

/// Whether an offer is alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Exclusive {
    #[default]
    No,
    Phase,
    Order,
}

/// What an offer combines with, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Combined {
    Offer(OfferId),
    Group(GroupId),
}

/// Places that are all taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Places {
    pub(crate) group: Option<GroupId>,
    pub(crate) coupons: bool,
}

impl Places {
    /// Whether there is no place.
    pub(crate) fn is_full(self) -> bool {
        self.coupons || self.group.is_some()
    }

    /// Whether an offer has such a place.
    pub(crate) fn has(self, other: &Offer) -> bool {
        (self.coupons && other.is_coupon())
            || (self.group.is_some() && other.stacking.group == self.group)
    }
}

impl Stacking {
    /// How many offers of a group may apply.
    pub(crate) fn admits(&self, group: GroupId) -> u32 {
        self.groups.get(usize::from(group.0)).copied().unwrap_or(1)
    }

    /// Of what there is no place for an offer beside others, by their indexes.
    pub(crate) fn full(
        &self,
        offers: &[Offer],
        index: usize,
        set: &mut dyn Iterator<Item = usize>,
    ) -> Places {
        let offer = &offers[index];
        let of_group = offer.stacking.group;
        let most = of_group.map(|it| self.admits(it));
        let coupons = self.coupons.filter(|_| offer.is_coupon());
        let mut left = (most.unwrap_or(u32::MAX), coupons.unwrap_or(u32::MAX));
        for other in set.filter(|other| *other != index).map(|other| &offers[other]) {
            if of_group.is_some() && other.stacking.group == of_group {
                left.0 = left.0.saturating_sub(1);
            }
            if other.is_coupon() {
                left.1 = left.1.saturating_sub(1);
            }
        }
        Places { group: of_group.filter(|_| left.0 == 0), coupons: left.1 == 0 }
    }

    /// Whether two offers never apply together; it is the same both ways.
    pub(crate) fn conflict(&self, one: (OfferId, &Offer), other: (OfferId, &Offer)) -> bool {
        self.against(one, other) != [false; 5]
    }

    /// Why two offers do not combine.
    pub(crate) fn why(&self, one: (OfferId, &Offer), other: (OfferId, &Offer)) -> Vec<Why> {
        let single = self.coupons == Some(1) && one.1.is_coupon() && other.1.is_coupon();
        let told = self.against(one, other).into_iter().chain([single]).zip(Why::ALL);
        told.filter_map(|(holds, why)| holds.then_some(*why)).collect()
    }

    /// Which of the reasons that never let two offers apply together there are, of all but the
    /// last.
    fn against(
        &self,
        (one_id, one): (OfferId, &Offer),
        (other_id, other): (OfferId, &Offer),
    ) -> [bool; 5] {
        let same_phase = one.phase == other.phase;
        let alone = |offer: &Offer| match offer.stacking.exclusive {
            Exclusive::No => false,
            Exclusive::Phase => same_phase,
            Exclusive::Order => true,
        };
        let named = |list: &[Combined], (id, of): (OfferId, &Offer)| {
            list.iter().any(|it| match it {
                Combined::Offer(named) => *named == id,
                Combined::Group(group) => of.stacking.group == Some(*group),
            })
        };
        let refuses = |offer: &Offer, of| named(&offer.stacking.not_with, of);
        let passes_over = |offer: &Offer, of| {
            offer.stacking.only_with.as_ref().is_some_and(|list| !named(list, of))
        };
        let single = |group: GroupId| self.groups.get(usize::from(group.0)) == Some(&1);
        let in_one = one.stacking.group == other.stacking.group;
        [
            alone(one) || alone(other),
            refuses(one, (other_id, other)) || refuses(other, (one_id, one)),
            passes_over(one, (other_id, other)) || passes_over(other, (one_id, one)),
            in_one && one.stacking.group.is_some_and(single),
            one.perk.is_some() && one.perk == other.perk,
        ]
    }
}

/// Why two offers never apply together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// One of them is alone in the order, or in the phase of both.
    Exclusive,
    /// One of them names the other, or its group, as what it does not combine with.
    NotWith,
    /// One of them names what alone it combines with, and not the other.
    OnlyWith,
    /// Both are of a group of which one may apply.
    Group,
    /// Both use one perk.
    Perk,
    /// Both come by coupon or code, and an order has one place for these.
    Coupons,
}

impl Why {
    /// All, in the order in which they are told.
    pub const ALL: &[Self] =
        &[Self::Exclusive, Self::NotWith, Self::OnlyWith, Self::Group, Self::Perk, Self::Coupons];

    /// The stable name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exclusive => "exclusive",
            Self::NotWith => "not_with",
            Self::OnlyWith => "only_with",
            Self::Group => "group",
            Self::Perk => "perk",
            Self::Coupons => "coupons",
        }
    }
}
