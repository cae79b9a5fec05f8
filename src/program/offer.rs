//! Offers: what is discounted, by how much, for whom, when, in what order, and who bears it.

use super::groups::Groups;
use super::selector::Symbol;
use super::{Amount, Condition, OfferStacking, Selection};
use crate::value::order::sorted;
use crate::value::{Id, Level, Money, Rounding, Window};

/// Index into [`super::Rules::offers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OfferId(pub(crate) u16);

/// One offer.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    pub(crate) id: Id,
    pub(crate) window: Window,
    pub(crate) when: Condition,
    /// Its condition asks what the offers before it left, so that it is judged when its turn comes.
    pub(crate) late: bool,
    pub(crate) target: Target,
    pub(crate) phase: Phase,
    pub(crate) base: Base,
    pub(crate) benefit: Benefit,
    pub(crate) rounding: DiscountRounding,
    pub(crate) bearers: Bearers,
    pub(crate) stacking: OfferStacking,
    /// Among equal savings the least wins: the soonest to end, then by id.
    pub(crate) rank: u32,
}

impl Offer {
    /// Whether it takes from each unit of its lines what it takes from any: no unit's discount
    /// depends on another line, so that each line can have the best of such offers.
    pub(crate) fn is_plain(&self) -> bool {
        let plain = match &self.benefit {
            Benefit::Percent { cap, .. } => cap.is_none() && self.rounding.level != Level::Order,
            Benefit::FixedPrice(_) | Benefit::PriceList(_) => true,
            Benefit::Groups(_) => false,
        };
        plain && !self.late && self.phase == Phase::Line && matches!(self.target, Target::Lines(_))
    }
}

/// What an offer discounts.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// All units of the lines.
    Lines(Selection),
    /// Some units of the lines.
    Units { of: Selection, at_most: Amount, per: Per, take: UnitOrder },
    /// The goods as one amount.
    Order,
}

impl Target {
    /// The goods that an offer's conditions are about when they do not say.
    pub(crate) fn goods(&self) -> Selection {
        match self {
            Self::Lines(of) | Self::Units { of, .. } => *of,
            Self::Order => Selection::default(),
        }
    }
}

/// Among which units so many are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Per {
    #[default]
    Order,
    Line,
}

/// Which units come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum UnitOrder {
    #[default]
    Dearest,
    Cheapest,
    Cart,
}

/// When an offer has its turn; each phase begins with what the ones before it left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Line,
    Shop,
    Platform,
}

/// Which amount a percentage, or a condition, is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Base {
    /// Before any discount.
    List,
    /// What the offers before it left.
    #[default]
    Current,
    /// What it leaves itself; of conditions alone.
    After,
}

/// What an offer gives.
#[derive(Clone, Debug)]
pub(crate) enum Benefit {
    /// This share of the price off, in billionths; all together at most the cap.
    Percent { off: Amount, cap: Option<Amount> },
    /// Each unit at this price, where that is less.
    FixedPrice(Amount),
    /// Each unit at its sku's price, where that is less.
    PriceList(PriceList),
    /// Some units together.
    Groups(Box<Groups>),
}

impl Benefit {
    /// Whether its number is a share, of the offer's base.
    pub(crate) fn takes_percentage(&self) -> bool {
        match self {
            Self::Percent { .. } => true,
            Self::FixedPrice(_) | Self::PriceList(_) => false,
            Self::Groups(groups) => groups.is_percentage(),
        }
    }
}

/// Prices by sku.
#[derive(Clone, Debug)]
pub(crate) struct PriceList(Box<[(Symbol, Amount)]>);

impl PriceList {
    pub(crate) fn new(prices: Vec<(Symbol, Amount)>) -> Self {
        Self(sorted(prices, |(one, _), (other, _)| one.cmp(other)).into())
    }

    pub(crate) fn price(&self, sku: Symbol) -> Option<Amount> {
        let found = self.0.binary_search_by_key(&sku, |(listed, _)| *listed).ok()?;
        self.0.get(found).map(|(_, price)| *price)
    }
}

/// How a discount is rounded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DiscountRounding {
    pub(crate) mode: Rounding,
    pub(crate) level: Level,
    /// Discounts are multiples of it; at least one minor unit.
    pub(crate) granularity: Money,
}

/// Who pays for a discount: one, or several in parts that add up to the whole.
#[derive(Clone, Debug)]
pub(crate) enum Bearers {
    One(Bearer),
    /// Each with its part, in billionths.
    Split(Box<[(Bearer, i64)]>),
}
/// Who pays for a discount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bearer {
    /// The maker of the goods.
    Brand,
    /// The seller.
    #[default]
    Shop,
    /// The market place.
    Platform,
    /// Somebody else.
    Partner,
}

impl Bearer {
    /// The stable name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::Shop => "shop",
            Self::Platform => "platform",
            Self::Partner => "partner",
        }
    }
}
