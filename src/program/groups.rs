//! Benefits that make groups of units, of which some or all become cheaper.

use super::{Amount, Selection, UnitOrder};

/// How groups are made, and what a group gives.
#[derive(Clone, Debug)]
pub(crate) struct Groups {
    pub(crate) made: Made,
    /// Its one number that may be a table's: a price or an amount in minor units, or a share in
    /// billionths.
    pub(crate) value: Amount,
    /// The most groups in one order that take something off.
    pub(crate) repeat: u32,
}

/// Of which units.
#[derive(Clone, Debug)]
pub(crate) enum Made {
    /// Of bought ones and got ones.
    BuyGet(BuyGet),
    /// Of so many for each part.
    Parts { parts: Box<[GroupPart]>, order: UnitOrder, gives: Gives },
}

/// Units that are bought, for which others are got: `value` is the share off each of these.
#[derive(Clone, Debug)]
pub(crate) struct BuyGet {
    pub(crate) bought: Selection,
    pub(crate) buy: Buy,
    pub(crate) got: Selection,
    /// So many are got for each time.
    pub(crate) units: u32,
    pub(crate) take: Extreme,
}

/// What is to be bought for each time.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Buy {
    Units(u32),
    /// In minor units, of what is left of the units.
    Minor(i64),
}

/// So many of these units.
#[derive(Clone, Debug)]
pub(crate) struct GroupPart {
    pub(crate) of: Selection,
    pub(crate) units: u32,
}

/// What `value` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gives {
    /// What a group costs.
    Price(LeftOver),
    /// What a group costs less.
    Off,
    /// The share off a group.
    Share,
    /// The share off one unit of each group.
    ShareOfOne(Extreme),
}

/// What units pay that are left after the last full group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LeftOver {
    /// What they cost.
    List,
    /// Their share of the group's price.
    Share,
}

/// The one end of an order of units, or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extreme {
    Cheapest,
    Dearest,
}

impl Extreme {
    /// The order in which it comes first.
    pub(crate) fn first(self) -> UnitOrder {
        match self {
            Self::Cheapest => UnitOrder::Cheapest,
            Self::Dearest => UnitOrder::Dearest,
        }
    }
}

impl Groups {
    /// Whether its number is a share, of the offer's base.
    pub(crate) fn is_percentage(&self) -> bool {
        match &self.made {
            Made::BuyGet(_) => true,
            Made::Parts { gives, .. } => matches!(gives, Gives::Share | Gives::ShareOfOne(_)),
        }
    }
}
