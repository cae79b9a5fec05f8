//! Earning rules: what gives points, how many, from when and until when.

use super::{
    ActivityId, Amount, Availability, Condition, Expiry, LadderId, LevelId, PoolId, SegmentId,
    Selection, StageId, Taxed, WatchId,
};
use crate::value::{Cycle, Id, Key, Period, Points, Rate, Rounding, Window};

/// Index into [`super::Rules::earning`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RuleId(pub(crate) u16);

/// One rule.
#[derive(Clone, Debug)]
pub(crate) struct Earning {
    pub(crate) id: Id,
    /// It is the bonus of this offer, by its index, and applies to the orders to which that does.
    pub(crate) offer: Option<usize>,
    pub(crate) on: On,
    pub(crate) window: Window,
    pub(crate) when: Condition,
    pub(crate) give: Give,
    pub(crate) pool: PoolId,
    pub(crate) available: Availability,
    /// That of the pool when `None`.
    pub(crate) expires: Option<Expiry>,
    pub(crate) caps: Box<[Cap]>,
    /// Whether multipliers apply.
    pub(crate) multiplied: bool,
}

/// The event that gives, takes or converts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    /// An order is paid.
    Order,
    /// An order is delivered: decided with the order, and pending until then.
    Delivery,
    /// An activity is reported.
    Activity(ActivityId),
    /// A cycle ends.
    Every(Cycle),
    /// A period that counts from the day of joining ends.
    EveryTenure(Period),
    /// The day begins that lies so many days before the birthday.
    Birthday { days_before: u16 },
    /// The day begins that lies so many days before the anniversary of joining.
    Anniversary { days_before: u16 },
    /// The member joins.
    Joined,
    /// Somebody whom the member brought places a first order.
    Referrer,
    /// The member, whom somebody brought, places a first order.
    Referee,
    /// A level is entered from below, or one above it.
    EntersTier(LadderId, LevelId),
    /// A segment is entered.
    EntersSegment(SegmentId),
    /// A stage is entered.
    EntersStage(StageId),
    /// What the rule asks turns met.
    Met(WatchId),
}

impl On {
    /// Whether it is an order of the member's own, whose lines can earn and be asked for.
    pub(crate) fn has_lines(self) -> bool {
        matches!(self, Self::Order | Self::Delivery | Self::Referee)
    }

    /// Whether the member comes into something: a level, a segment, a stage, or to meet something.
    pub(crate) fn is_entering(self) -> bool {
        use On::{EntersSegment, EntersStage, EntersTier, Met};
        matches!(self, EntersTier(..) | EntersSegment(_) | EntersStage(_) | Met(_))
    }
}

/// How many points.
#[derive(Clone, Debug)]
pub(crate) enum Give {
    Points(Amount),
    PerAmount(PerAmount),
    PerUnit(PerUnit),
    PerQuantity(PerQuantity),
    Streak(Streak),
}

impl Give {
    /// How many, in all or for each step; of a run, its days know.
    pub(crate) fn points(&self) -> Amount {
        match self {
            Self::Points(points) => *points,
            Self::PerAmount(per) => per.points,
            Self::PerUnit(per) => per.points,
            Self::PerQuantity(per) => per.points,
            Self::Streak(_) => Amount::Fixed(0),
        }
    }

    /// For how much each, where that is money.
    pub(crate) fn amount(&self) -> Option<Amount> {
        match self {
            Self::PerAmount(per) => Some(per.amount),
            _ => None,
        }
    }
}

/// `points` for each `amount` of `basis`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PerAmount {
    pub(crate) points: Amount,
    /// More than zero.
    pub(crate) amount: Amount,
    pub(crate) basis: Basis,
    pub(crate) steps: Steps,
    pub(crate) level: EarnLevel,
    /// Which lines earn.
    pub(crate) of: Selection,
    /// What shipping costs earns too.
    pub(crate) shipping: bool,
    /// Amounts count without their tax.
    pub(crate) tax: Taxed,
    /// What is left of a step counts for the member's next order.
    pub(crate) carried: bool,
}

/// Which amount of an order earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    /// What is paid in money: after discounts, spent points and gift cards.
    Paid,
    AfterDiscounts,
    BeforeDiscounts,
}

/// What a part of a step earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Steps {
    /// Nothing.
    Full,
    /// As much as a whole one.
    Started,
    /// Its part; the sum is rounded so.
    Continuous(Rounding),
}

/// What is counted together before steps are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EarnLevel {
    /// All lines.
    Order,
    /// Each line by itself.
    Line,
    /// Each unit by itself, at its part of the line's amount.
    Unit,
}

/// `points` for each unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PerUnit {
    pub(crate) points: Amount,
    pub(crate) of: Selection,
}

/// `points` for each `per` of a number that lines or activities carry.
#[derive(Clone, Debug)]
pub(crate) struct PerQuantity {
    pub(crate) points: Amount,
    /// The number's name; of an activity, `quantity` is the one that it declares.
    pub(crate) attribute: Key,
    /// More than zero.
    pub(crate) per: Rate,
    pub(crate) of: Selection,
    pub(crate) steps: Steps,
}

/// Points by the day of an unbroken run.
#[derive(Clone, Debug)]
pub(crate) struct Streak {
    /// Of day 1, day 2, …; at least one.
    pub(crate) days: Box<[Points]>,
    /// After the last day: its value again, instead of day 1's.
    pub(crate) hold: bool,
    /// A missed day does not break the run.
    pub(crate) keep: bool,
    /// Beside the daily ones, once in a run: ascending days.
    pub(crate) milestones: Box<[(u32, Points)]>,
}

impl Streak {
    /// What a day of a run gives; the first is 1.
    pub(crate) fn points(&self, run: u32) -> Points {
        let last = self.days.len().saturating_sub(1);
        let day = (run.max(1) - 1) as usize;
        let day = if self.hold { day.min(last) } else { day % self.days.len().max(1) };
        let milestone = self.milestones.iter().find(|(day, _)| *day == run);
        let milestone = milestone.map_or(Points::ZERO, |(_, points)| *points);
        self.days.get(day).copied().unwrap_or_default() + milestone
    }
}

/// At most so many points.
#[derive(Clone, Debug)]
pub(crate) struct Cap {
    /// Without a value there is no cap.
    pub(crate) points: Amount,
    pub(crate) per: CapPer,
    /// Over it nothing is granted, rather than what still fits.
    pub(crate) refuse: bool,
    /// The rules that share it; of a rule's own, that rule.
    pub(crate) rules: RuleSet,
}

/// What a cap counts over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CapPer {
    /// One event.
    Order,
    Cycle(Cycle),
    Lifetime,
    /// What the member holds in the pool after the grant, pending points included.
    Balance,
}

/// Some rules, or all.
#[derive(Clone, Debug, Default)]
pub(crate) struct RuleSet(pub(crate) Option<Box<[RuleId]>>);

impl RuleSet {
    pub(crate) fn contains(&self, rule: RuleId) -> bool {
        self.0.as_ref().is_none_or(|rules| rules.contains(&rule))
    }
}

/// What makes points more.
#[derive(Clone, Debug, Default)]
pub(crate) struct Multipliers {
    pub(crate) combine: Combine,
    /// The rule's points are rounded first, and the product again.
    pub(crate) after_rounding: bool,
    pub(crate) rules: Box<[Multiplier]>,
}

/// What several multipliers make together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Combine {
    /// The highest alone.
    #[default]
    Highest,
    /// Their extra parts add up: two and three times are four.
    Add,
    /// Their product, kept to nine decimals, rounded down.
    Multiply,
}

/// One of them.
#[derive(Clone, Debug)]
pub(crate) struct Multiplier {
    pub(crate) id: Id,
    /// It is that of this offer, by its index, and holds for the orders to which that applies.
    pub(crate) offer: Option<usize>,
    /// 0 to 1,000, in billionths; without a value it does not hold.
    pub(crate) by: Amount,
    pub(crate) when: Condition,
    pub(crate) window: Window,
    /// Only these lines' points.
    pub(crate) of: Selection,
    /// Only these rules' points.
    pub(crate) rules: RuleSet,
}

/// Which of several rules that match one event give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Matching {
    /// Each of them.
    #[default]
    All,
    /// The first in the programme.
    First,
    /// The one that gives most; of equals the first.
    Highest,
}

impl Matching {
    /// How a rule stands to others: the bonus of an offer comes beside them.
    pub(crate) fn of(rules: &super::Rules, rule: &Earning) -> Self {
        if rule.offer.is_some() { Self::All } else { rules.points.matching }
    }
}
