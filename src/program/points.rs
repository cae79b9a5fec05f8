//! Points: pools, from when and until when points live, what returns do, what is taken away or
//! turned into something else.

use super::{Cap, Condition, Earning, Multipliers, On, RuleId};
use super::{Cash, Matching, PointsPrice};
use crate::value::{Cycle, Duration, Id, Instant, Money, Points, Rate, Rounding, Written};

/// Index into [`Ledgers::pools`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PoolId(pub(crate) u8);

/// Index into [`super::Rules::activities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ActivityId(pub(crate) u16);

/// What members do besides ordering.
#[derive(Clone, Debug)]
pub(crate) struct Activity {
    pub(crate) id: Id,
    /// Its events bring an amount of money.
    pub(crate) carries_amount: bool,
    /// Its events bring a number.
    pub(crate) carries_quantity: bool,
}

/// A kind of points.
#[derive(Clone, Debug)]
pub(crate) struct Pool {
    pub(crate) id: Id,
    pub(crate) spendable: bool,
    /// Until when its points live, where their rule does not say.
    pub(crate) expires: Expiry,
}

/// From when points can be spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Availability {
    #[default]
    AtOnce,
    /// So long after they were earned.
    After(Duration),
    /// From that instant, or at once where it is past.
    On(Instant),
    /// Once the activity is reported; never, when it is not reported within this time.
    Event { activity: ActivityId, within: Duration },
}

/// Until when points live.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Expiry {
    #[default]
    Never,
    After(ExpiresAfter),
    /// At the end of the first of these days of the year that lies at least so many calendar years
    /// ahead.
    On {
        days: Box<[MonthDay]>,
        years: u16,
    },
    /// From that instant on they are gone.
    At(Instant),
    /// All together, when for so long nothing happened that counts.
    Inactivity(Inactivity),
}

/// A duration after an instant, perhaps on to the end of a cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ExpiresAfter {
    pub(crate) period: Duration,
    /// From when they are available; else from when they were earned.
    pub(crate) from_available: bool,
    pub(crate) to_end_of: Option<Cycle>,
}

/// A sliding expiry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inactivity {
    pub(crate) period: Duration,
    /// What counts; `None`: orders and every declared activity.
    pub(crate) activities: Option<Box<[ActivityId]>>,
    /// What gave no points counts too.
    pub(crate) zero_points: bool,
}

/// A day of every year; 29 February is 28 February in common years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MonthDay {
    /// 1–12.
    pub(crate) month: u8,
    /// 1–31, and in that month.
    pub(crate) day: u8,
}

/// What a return takes back and gives back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Returns {
    pub(crate) clawback: Clawback,
    /// A return gives room under a cap back.
    pub(crate) caps_released: bool,
    /// When an order's own lots are used up, others pay.
    pub(crate) other_lots: bool,
    pub(crate) shortfall: Shortfall,
    pub(crate) spent: SpentBack,
    pub(crate) expired: ExpiredBack,
}

/// How many points a return takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clawback {
    /// What those units earned.
    Earned,
    /// What was earned, less what the kept units would earn.
    Recomputed {
        /// By the rules of the day of the return, instead of the day of the order.
        today: bool,
        /// Of the clawback.
        rounding: Rounding,
    },
}

/// What happens when there is nothing left to take back from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shortfall {
    /// The balance goes negative, down to the floor; the rest is forgiven.
    Negative {
        floor: Option<Points>,
    },
    Forgiven,
    /// The return is refused.
    Refuse,
}

/// When points that paid for returned units come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SpentBack {
    ProRata,
    /// Once all of the order is returned.
    FullReturn,
    Never,
}

/// What happens to points that come back to a lot that has expired, or soon will.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExpiredBack {
    /// They keep their expiry, but live at least so long.
    MinimumLife(Duration),
    /// As if they were earned now.
    Renewed,
    /// They do not come back.
    Lost,
}

/// Sending points to another member.
#[derive(Clone, Debug)]
pub(crate) struct Transfers {
    pub(crate) minimum: Points,
    pub(crate) step: Points,
    /// Taken beside what is sent.
    pub(crate) fee: Points,
    /// Only to members of one's household.
    pub(crate) household_only: bool,
    /// What is received expires as if earned then; else it keeps its expiry.
    pub(crate) renewed: bool,
    /// At most so many points of a pool.
    pub(crate) caps: Box<[Cap]>,
}

/// A shared account.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Household {
    /// The part of each grant that goes to the shared account; zero where each earns for oneself.
    pub(crate) share: Rate,
}

/// What takes points away.
#[derive(Clone, Debug)]
pub(crate) struct Forfeit {
    pub(crate) id: Id,
    pub(crate) on: On,
    pub(crate) when: Condition,
    /// Every pool when `None`.
    pub(crate) pool: Option<PoolId>,
    pub(crate) take: Take,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Take {
    All,
    Points(Points),
    /// Of the balance, rounded down.
    Share(Rate),
}

/// What turns points into something else.
#[derive(Clone, Debug)]
pub(crate) struct Conversion {
    pub(crate) id: Id,
    pub(crate) on: On,
    pub(crate) when: Condition,
    pub(crate) pool: PoolId,
    /// With fewer than these nothing happens; at least one step.
    pub(crate) minimum: Points,
    /// More than zero.
    pub(crate) step: Points,
    pub(crate) into: Becomes,
}

/// What points become.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Becomes {
    /// One coupon of an offer, by its index, worth so much a step.
    Voucher { offer: u32, worth: Money },
    /// Points of another pool, so many for each.
    Pool { pool: PoolId, rate: Rate },
    /// Money, so much a step.
    CashBack { worth: Money },
}

/// Everything that a programme says about points.
#[derive(Debug, Default)]
pub(crate) struct PointsRules {
    /// Digits after the point, as programmes write points.
    pub(crate) decimals: u8,
    /// At least one; the first is the default.
    pub(crate) pools: Box<[Pool]>,
    /// The first that is spendable.
    pub(crate) main: PoolId,
    pub(crate) earning: Box<[Earning]>,
    pub(crate) matching: Matching,
    pub(crate) multipliers: Multipliers,
    /// Over several rules.
    pub(crate) caps: Box<[Cap]>,
    pub(crate) returns: Returns,
    pub(crate) cash: Option<Cash>,
    pub(crate) prices: Box<[PointsPrice]>,
    pub(crate) transfers: Option<Transfers>,
    pub(crate) household: Option<Household>,
    pub(crate) forfeits: Box<[Forfeit]>,
    pub(crate) conversions: Box<[Conversion]>,
}

impl PointsRules {
    pub(crate) fn rule(&self, RuleId(rule): RuleId) -> &Earning {
        &self.earning[usize::from(rule)]
    }

    /// Points as the programme writes them.
    pub(crate) fn written(&self, points: Points) -> Written {
        points.written(self.decimals)
    }

    pub(crate) fn is_spendable(&self, PoolId(pool): PoolId) -> bool {
        self.pools[usize::from(pool)].spendable
    }

    /// The name of a pool, unless it is the usual one.
    pub(crate) fn pool_name(&self, pool: PoolId) -> Option<&Id> {
        (pool != self.main).then(|| &self.pools[usize::from(pool.0)].id)
    }

    /// Until when points of a rule live; of none, those of their pool.
    pub(crate) fn expiry(&self, rule: Option<RuleId>, pool: PoolId) -> &Expiry {
        let own = rule.and_then(|rule| self.rule(rule).expires.as_ref());
        own.unwrap_or(&self.pools[pool.0 as usize].expires)
    }
}

impl Default for Returns {
    fn default() -> Self {
        Self {
            clawback: Clawback::Earned,
            caps_released: false,
            other_lots: true,
            shortfall: Shortfall::Negative { floor: None },
            spent: SpentBack::ProRata,
            expired: ExpiredBack::MinimumLife(Duration::Exact(0)),
        }
    }
}
