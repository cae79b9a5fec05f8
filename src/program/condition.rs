//! Conditions: what must be true of the member, the cart and the time.

use super::{
    Around, Base, Bounded, Class, DueAgain, Elapsed, HasPlan, LadderId, LevelSet, MonthDay,
    NthOrder, PoolId, SegmentId, Selection, Stated, Within,
};
use crate::value::text::is_path_in;
use crate::value::{Cycle, Date, Key, Money, Points, Window};

/// Index into [`super::Rules::facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FactId(pub(crate) u32);

/// Goods of a cart that conditions ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Goods {
    pub(crate) of: Selection,
    /// At which amounts.
    pub(crate) base: Base,
    pub(crate) tax: Taxed,
}

/// What becomes of the tax of an amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Taxed {
    /// It is in the amount or not, as the prices are.
    #[default]
    AsGiven,
    /// It is taken out of what includes it.
    Out,
    /// It is put on what excludes it.
    On,
}

/// What an order says of itself. The order of these is that of their fields.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OrderFact {
    Channel,
    Store,
    Region,
    Payment,
    ShippingMethod,
    Device,
    Attribute(Key),
}

impl OrderFact {
    /// The fact's name, and that of an attribute.
    pub(crate) fn name(&self) -> (&'static str, Option<&Key>) {
        match self {
            Self::Channel => ("channel", None),
            Self::Store => ("store", None),
            Self::Region => ("region", None),
            Self::Payment => ("payment", None),
            Self::ShippingMethod => ("shipping_method", None),
            Self::Device => ("device", None),
            Self::Attribute(name) => ("order_attribute", Some(name)),
        }
    }

    /// Whether what an order says is what is asked for. A region is in those above it.
    pub(crate) fn takes(&self, asked: &Stated, said: &Stated) -> bool {
        match (self, asked, said) {
            (Self::Region, Stated::Text(asked), Stated::Text(said)) => {
                is_path_in(said.as_str(), asked.as_str())
            }
            _ => asked == said,
        }
    }
}

/// Index into [`super::Rules::order_facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OrderFactId(pub(crate) u32);

/// A number about the order at hand, within bounds, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OrderNumber {
    pub(crate) what: OrderWhat,
    pub(crate) least: i64,
    pub(crate) most: i64,
}

/// Which number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderWhat {
    /// Lines.
    Lines(FactId),
    /// What shipping costs before discounts, in minor units.
    Shipping,
    /// An attribute.
    Attribute(OrderFactId),
}

/// What the order says is one of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OrderIs {
    pub(crate) of: OrderFactId,
    pub(crate) is: Box<[Stated]>,
}

/// One condition; a tree of bounded depth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// Each of them; of none, true.
    All(Box<[Condition]>),
    /// One of them.
    Any(Box<[Condition]>),
    /// The opposite.
    Not(Box<Condition>),
    /// `needs` of them.
    AtLeast {
        needs: u32,
        of: Box<[Condition]>,
    },
    /// The member has joined.
    Enrolled,
    /// Another number about the order.
    OrderNumber(Box<OrderNumber>),
    /// What the order says of itself.
    OrderIs(Box<OrderIs>),
    /// The amount of the fact's goods.
    Amount {
        of: FactId,
        /// Included, like `most`.
        least: Money,
        most: Money,
    },
    /// The units of the fact's lines.
    Units {
        of: FactId,
        /// Included, like `most`.
        least: i64,
        most: i64,
    },
    /// The member has one of these levels.
    Tier {
        ladder: LadderId,
        levels: LevelSet,
    },
    /// The member is in one of them.
    Segment(Box<[SegmentId]>),
    /// What can be spent of a pool, or is held of one that is not for spending.
    Balance(Box<Balance>),
    /// A number about what the member did.
    Measure(Bounded),
    /// Time since birth, joining or an order.
    Elapsed(Box<Elapsed>),
    /// The stage, the class of a score, the gender, an attribute is one of these.
    Class(Box<Class>),
    /// A paid membership.
    Plan(HasPlan),
    /// Somebody brought the member: anybody, or this one.
    Referred(Option<Key>),
    /// A granted level lasts; in `enter` and `stay` alone.
    Invited,
    /// The member holds a coupon of this offer, by its index, that can be used.
    Holds(u32),
    /// The member joined within it.
    Joined(Box<Within>),
    Birthday(Around),
    Anniversary(Around),
    DueAgain(Box<DueAgain>),
    NthOrder(Box<NthOrder>),
    /// Now is in it.
    During(Box<Window>),
    /// Today is one of them.
    Days(Box<Days>),
    /// The clock shows a time from the one up to the other, over midnight where that is not later.
    Hours(Hours),
}

impl Condition {
    /// The condition that is always met.
    pub(crate) fn always() -> Self {
        Self::All(Box::default())
    }
}

/// A balance within bounds, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Balance {
    pub(crate) pool: PoolId,
    pub(crate) least: Points,
    pub(crate) most: Points,
}

/// Minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hours {
    pub(crate) from: u16,
    pub(crate) until: u16,
}

impl Hours {
    /// Whether they go over midnight.
    pub(crate) fn is_night(self) -> bool {
        self.until <= self.from
    }
}

/// Some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) on: OnDays,
    /// Beside hours over midnight: until this minute it is still the day before.
    pub(crate) night_until: u16,
}

/// Single days, and days of every year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) dates: Vec<Date>,
    pub(crate) yearly: Vec<MonthDay>,
}

/// Which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OnDays {
    /// A bit for each day of the week, Monday's the lowest.
    OfWeek(u32),
    /// A bit for each day of the month, and for each from its end; of the first and last, bit 1.
    OfMonth {
        from_start: u32,
        from_end: u32,
    },
    Listed(Listed),
    /// The nth weekday of these months, a bit each, January's bit 1; −1 is the last.
    NthWeekday {
        n: i8,
        weekday: crate::value::Weekday,
        months: u32,
    },
    /// The nth days of a cycle, from 1.
    OfCycle {
        cycle: Cycle,
        days: Box<[u32]>,
    },
}
