//! Of a member's status, the paid memberships and the perks.

use super::Reason;
use crate::member::PlanState;
use crate::value::{Id, Instant, Key, Money};

/// A plan, and the member's membership of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipStatus {
    /// Which plan.
    pub plan: Id,
    /// What the membership is; `None` without one.
    pub state: Option<PlanState>,
    /// Since when without a break.
    pub since: Option<Instant>,
    /// While it is tried, until when.
    pub trial_until: Option<Instant>,
    /// Until when it is paid, or tried where nothing is paid yet.
    pub until: Option<Instant>,
    /// Until when its benefits go on, if it is not renewed.
    pub grace_until: Option<Instant>,
    /// Without a membership, when the last one was over.
    pub ended: Option<Instant>,
    /// It can be tried now.
    pub trial: bool,
    /// How it goes on.
    pub renews: Renewal,
    /// What a period costs the member.
    pub price: Option<Money>,
}

/// How a membership goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// By itself.
    Automatic,
    /// When the member says so.
    ByHand,
    /// It runs out.
    Stopped,
}

impl Renewal {
    /// The stable name, as in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::ByHand => "by_hand",
            Self::Stopped => "stopped",
        }
    }
}

/// A perk, and what the member has of it: left = quota + carried − used + extra.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerkStatus {
    /// Which.
    pub perk: Id,
    /// What it is, by its name in the format.
    pub gives: &'static str,
    /// And how much of it, where that is a number.
    pub number: Option<i64>,
    /// How often it can be used in the period; without it as often as one likes.
    pub quota: Option<i64>,
    /// What is there beside the quota, since it was left of the period before.
    pub carried: i64,
    /// How often quota and what was carried were used in the period; without a quota, ever.
    pub used: i64,
    /// How often it can be used still.
    pub left: Option<i64>,
    /// Of these, what rewards gave.
    pub extra: i64,
    /// The first instant of the period.
    pub from: Option<Instant>,
    /// The first instant after it: the quota is there anew.
    pub until: Option<Instant>,
    /// Why the member cannot use it now; empty when that is possible.
    pub reasons: Vec<Reason>,
}

/// The lines of a cart that a perk is about: goods to be had early, or of which a fee is waived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerkLines {
    /// Which.
    pub perk: Id,
    /// Of the cart, in its order; at least one.
    pub lines: Vec<Key>,
}
