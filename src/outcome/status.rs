//! A member's status: what the app shows.

use super::{MembershipStatus, PerkStatus, Reason, RewardQuote, ScoreStatus};
use crate::member::{Lot, LotNames, LotState};
use crate::program::{BearerShare, Program};
use crate::value::{Id, Instant, Key, Money, Points};

/// Points and offers of one member at one instant.
#[derive(Clone, Debug)]
pub struct Status {
    pub(crate) program: Program,
    /// The instant of the answer.
    pub now: Instant,
    /// `None` for a guest.
    pub member: Option<Key>,
    /// When the member joined.
    pub joined_at: Option<Instant>,
    /// The level of each ladder, where the programme has any; a guest has none.
    pub tiers: Option<Vec<super::TierStatus>>,
    /// What each plan is to the member, in the order of the programme.
    pub memberships: Vec<MembershipStatus>,
    /// What there is of each perk, in the order of the programme.
    pub perks: Vec<PerkStatus>,
    /// The segments that the member is in, where the programme has any; by its order.
    pub segments: Option<Vec<Id>>,
    /// The stage of the member's life, where the programme has stages and one of them is met.
    pub stage: Option<Id>,
    /// By the order of the programme; a guest has none.
    pub scores: Vec<ScoreStatus>,
    /// The ledger of the first spendable pool.
    pub points: PointsStatus,
    /// Those of the other pools.
    pub pools: Vec<PoolStatus>,
    /// For each rule that gives by the day of a run.
    pub streaks: Vec<StreakStatus>,
    /// Money that is still to be credited, in the order of time.
    pub cash_back: Vec<DueCashBack>,
    /// What points buy, in the order of the programme.
    pub rewards: Vec<RewardQuote>,
    /// The coupons that the member can use, now or later, in the order of being issued.
    pub coupons: Vec<CouponStatus>,
    /// Each favourite that a selector asks for, in the order of the programme.
    pub favourites: Vec<FavouriteStatus>,
    /// Which offers could apply.
    pub offers: StatusOffers,
}

/// What the member buys most of some goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FavouriteStatus {
    /// The selectors with a name that ask for it.
    pub selectors: Vec<Id>,
    /// What it is one of: `sku`, `category` or `brand`.
    pub by: &'static str,
    /// Which; `None` where nothing was bought often enough.
    pub name: Option<Key>,
    /// How many units were bought of what was bought most.
    pub units: i64,
    /// The least number of units.
    pub needs: i64,
}

/// Money that is still to be credited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueCashBack {
    /// Of which order.
    pub order: Key,
    /// By which offer.
    pub offer: Id,
    /// How much, less what came back.
    pub amount: Money,
    /// When.
    pub at: Instant,
    /// Who pays it; the parts add up to the amount.
    pub bearers: Vec<BearerShare>,
}

/// The ledger of a pool at one instant: granted = balance + pending + spent + expired + clawed back
/// + forfeited + transferred.
#[derive(Clone, Debug, Default)]
pub struct PointsStatus {
    /// Spendable now; negative while more is owed.
    pub balance: Points,
    /// Owed: new points repay it first. The balance is less by it.
    pub owed: Points,
    /// What the balance is worth at the till; `None` where points are not money.
    pub worth: Option<Money>,
    /// Spendable later.
    pub pending: Points,
    /// Ever granted.
    pub granted: Points,
    /// Ever spent.
    pub spent: Points,
    /// Ever expired, or never come.
    pub expired: Points,
    /// Ever taken back by returns, what is owed included.
    pub clawed_back: Points,
    /// Ever taken away.
    pub forfeited: Points,
    /// Ever gone to other accounts, or to lots of their own.
    pub transferred: Points,
    /// In spending order, without those that are used up.
    pub lots: Vec<LotStatus>,
    /// The next loss, if nothing is spent before.
    pub next_expiry: Option<NextExpiry>,
}

/// A pool beside the usual one.
#[derive(Clone, Debug)]
pub struct PoolStatus {
    /// Which.
    pub pool: Id,
    /// Its points can be spent.
    pub spendable: bool,
    /// Its ledger.
    pub points: PointsStatus,
}

/// A run of days, and what goes on with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreakStatus {
    /// The rule that gives for it.
    pub rule: Id,
    /// How many days it has; zero when it is broken or never began.
    pub days: u32,
    /// Today counts already.
    pub done: bool,
    /// What the next day gives.
    pub next_points: Points,
    /// From when it can be earned.
    pub next_from: Option<Instant>,
    /// And until when, so that the run goes on.
    pub next_until: Option<Instant>,
}

/// One lot and what it is good for.
#[derive(Clone, Debug)]
pub struct LotStatus {
    pub(crate) lot: Lot,
    pub(crate) names: LotNames,
    /// Its pool, unless it is the usual one.
    pub(crate) pool: Option<Id>,
    pub(crate) state: LotState,
}

/// Points that will be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextExpiry {
    /// From here on they are gone.
    pub at: Instant,
    /// How many.
    pub points: Points,
}

/// Offers by whether they could apply to a suitable cart.
#[derive(Clone, Debug)]
pub struct StatusOffers {
    /// In the order of the programme.
    pub available: Vec<AvailableOffer>,
    /// In the order of the programme.
    pub refused: Vec<RefusedOffer>,
}

/// A coupon that is neither used nor over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouponStatus {
    /// Which.
    pub coupon: Key,
    /// Of this offer.
    pub offer: Id,
    /// When it was issued.
    pub issued_at: Instant,
    /// From when on it can be used, by itself and by its offer.
    pub from: Option<Instant>,
    /// The first instant at which it is over.
    pub until: Option<Instant>,
    /// What it takes off, where its offer takes what each coupon is worth.
    pub worth: Option<Money>,
    /// Why it cannot be used now; empty when a suitable cart could.
    pub reasons: Vec<Reason>,
}

/// An offer that a suitable cart would get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvailableOffer {
    /// Which.
    pub offer: Id,
    /// The first instant at which it is over.
    pub until: Option<Instant>,
}

/// An offer that does not apply, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedOffer {
    /// Which.
    pub offer: Id,
    /// All of them, in order of precedence; at least one.
    pub reasons: Vec<Reason>,
}
