//! Entries: what happened to a member. Append-only; a member's state is their fold.

use crate::member::{LotIx, OfferUse, Order, OrderCounted, PlanStep, Why};
use crate::program::{BearerShare, PoolId, Stated, Watched};
use crate::value::{Date, Id, Instant, Key, Money, Points};

/// What recording an event, or settling, did.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// In order; empty for an event that was recorded before.
    pub entries: Vec<Entry>,
    /// Events for other accounts that follow from this one; the caller records each there.
    pub messages: Vec<Message>,
    /// What everybody's counts get back: the caller takes it off.
    pub restored: Vec<Restored>,
    /// True when this very event was recorded before.
    pub duplicate: bool,
}

/// What was used, and is not any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restored {
    /// What an order had of an offer, all of whose goods came back.
    Offer(OfferUse),
    /// One of a reward that was given back.
    Reward(Id),
}

/// An event for another account: the same id, so that recording it twice does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The member or household.
    pub to: Key,
    /// The event's id.
    pub id: Key,
    /// When it happened.
    pub at: Instant,
    /// What happened.
    pub what: Notice,
}

/// What another account is told.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// Points arrive from an account.
    Receive {
        /// Which.
        from: Key,
        /// How many, and until when they live.
        lots: Vec<Received>,
    },
    /// Somebody whom the member brought placed a first order.
    Referral {
        /// Who.
        of: Key,
    },
}

/// Points that were sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Of this pool.
    pub pool: Option<Id>,
    /// How many.
    pub points: Points,
    /// Gone from here on.
    pub expires_at: Option<Instant>,
}

/// Declares the kinds once: the variant and its stable name.
macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What an entry is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum EntryKind { $($(#[$doc])* $variant,)* }

        impl EntryKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name, as in JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

kinds! {
    /// An event was recorded; the first entry of each.
    Recorded = "recorded",
    /// Everything up to here is settled.
    Settled = "settled",
    /// The member joined.
    Joined = "joined",
    /// What is known of the member changed.
    Profiled = "profiled",
    /// A new version of the programme holds from here on.
    Migrated = "migrated",
    /// A level was reached, kept, lost, granted or taken back.
    Levelled = "levelled",
    /// The member came into a segment.
    Entered = "entered",
    /// The member is in it no more.
    Left = "left",
    /// The member came to another stage.
    Staged = "staged",
    /// What a rule asks is met from here on.
    Met = "met",
    /// It is met no more.
    Unmet = "unmet",
    /// A paid membership began, was renewed, was stopped or ended.
    Subscribed = "subscribed",
    /// A perk was used.
    Used = "used",
    /// The member enrolled in an offer.
    Activated = "activated",
    /// A coupon was issued.
    Issued = "issued",
    /// It was taken away.
    Revoked = "revoked",
    /// Somebody whom the member brought placed a first order.
    Brought = "brought",
    /// What is older was folded into sums.
    Folded = "folded",
    /// An order was paid.
    Ordered = "ordered",
    /// It was delivered.
    Delivered = "delivered",
    /// Units of an order, or its shipping, came back.
    Returned = "returned",
    /// An activity was reported.
    Reported = "reported",
    /// A run of days went on, or began anew.
    Ran = "ran",
    /// What is left of a step waits for the next order.
    Carried = "carried",
    /// A reward was bought.
    Redeemed = "redeemed",
    /// It was given back.
    Cancelled = "cancelled",
    /// An order has money coming later.
    CashBack = "cash_back",
    /// That money is credited.
    Credited = "credited",
    /// A return took of it.
    CashBackReturned = "cash_back_returned",
    /// A lot came to be.
    Granted = "granted",
    /// A lot became available by an event.
    Released = "released",
    /// Something happened, so that sliding lots live longer.
    Extended = "extended",
    /// Points of a lot paid.
    Spent = "spent",
    /// Points of a lot became something else.
    Converted = "converted",
    /// Points that had paid came back to their lot.
    GivenBack = "given_back",
    /// Points that had paid came back to a new lot, since theirs was gone or soon will be.
    Renewed = "renewed",
    /// A return took points of a lot.
    ClawedBack = "clawed_back",
    /// Points that an earlier return of the same order took are back, to be taken anew.
    Restored = "restored",
    /// A return took more than there was: the member owes it.
    Owed = "owed",
    /// A debt is taken off, to be reckoned anew.
    Cleared = "cleared",
    /// Points of a lot repaid a debt.
    Repaid = "repaid",
    /// Points of a lot expired, or what they waited for did not come.
    Expired = "expired",
    /// Points of a lot were taken away.
    Forfeited = "forfeited",
    /// Points of a lot went to another account.
    Transferred = "transferred",
    /// A transfer sent so many of a pool, where caps count that.
    Sent = "sent",
}

/// One thing that happened. Which fields are there depends on the kind: `pkg/perks.d.ts`.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is about.
    pub kind: EntryKind,
    /// By which event; none for what time brings.
    pub event: Option<Key>,
    /// When.
    pub at: Instant,
    /// On, of or by which order.
    pub order: Option<Key>,
    /// On or of which redemption.
    pub redemption: Option<Key>,
    /// Which reward.
    pub reward: Option<Id>,
    /// Which coupon.
    pub coupon: Option<Key>,
    /// Which lot.
    pub lot: Option<Key>,
    pub(crate) lot_ix: Option<LotIx>,
    /// By which rule, or of which.
    pub rule: Option<Id>,
    /// By which offer, or of which.
    pub offer: Option<Id>,
    /// Which activity, or the one that a lot waits for.
    pub activity: Option<Id>,
    /// By which forfeit.
    pub forfeit: Option<Id>,
    /// By which conversion.
    pub conversion: Option<Id>,
    /// Of which ladder.
    pub ladder: Option<Id>,
    /// Which level.
    pub level: Option<Id>,
    /// Why the level changed.
    pub why: Option<Why>,
    /// Which segment, or, if any, which stage.
    pub segment: Option<Id>,
    /// Which paid membership.
    pub plan: Option<Id>,
    /// What happened to it.
    pub step: Option<PlanStep>,
    /// Which perk.
    pub perk: Option<Id>,
    /// Of its uses, what was left of the period before.
    pub carried: u32,
    /// Of its uses, what rewards gave.
    pub extra: u32,
    /// Since when there is the level or the membership.
    pub since: Option<Instant>,
    /// As the member or the shop states it.
    pub gender: Option<Key>,
    /// Attributes that are stated, or, without a value, no more.
    pub stated: Vec<(Key, Option<Stated>)>,
    /// The version of the programme.
    pub version: Option<u32>,
    /// Of which pool, where it is not the usual one.
    pub pool: Option<Id>,
    pub(crate) pool_ix: PoolId,
    /// How many.
    pub points: Points,
    /// What points paid, what is paid beside them, what an activity was about, what is carried,
    /// what is credited, what a coupon is worth.
    pub amount: Option<Money>,
    /// What an activity counted; how often a perk is used, or can be.
    pub quantity: Option<i64>,
    /// Spendable or credited from here on; for a lot that waits for an activity, gone from here on.
    pub available_at: Option<Instant>,
    /// Gone from here on.
    pub expires_at: Option<Instant>,
    /// What happens moves the expiry.
    pub sliding: bool,
    /// The account that is the other side, who brought the member or was brought, or the household.
    pub party: Option<Key>,
    /// Where a lot, a debt or what was renewed came from; the use that is cancelled.
    pub source: Option<Key>,
    /// The day of birth, or the last day of a run.
    pub day: Option<Date>,
    /// The days of a run.
    pub days: u32,
    /// What tells the event from others.
    pub(crate) digest: Option<crate::member::Digest>,
    /// The order as it was paid.
    pub(crate) ordered: Option<Box<Order>>,
    /// For each line that earned any.
    pub lines: Vec<LinePoints>,
    /// For each line of which units came back.
    pub returned: Vec<ReturnedLine>,
    /// Who bears the amount, where an offer gives it; the parts add up to it.
    pub bearers: Vec<BearerShare>,
    /// For each line that has a part of an amount.
    pub shares: Vec<LineShare>,
    /// What a rule counted of an order that carries what is left of a step.
    pub(crate) counted: Option<Box<OrderCounted>>,
}

impl Entry {
    /// Whose condition is met, or no more.
    pub(crate) fn watched(&self) -> Option<Watched> {
        let rule = self.rule.clone().map(Watched::Rule);
        let offer = || self.offer.clone().map(Watched::Offer);
        let forfeit = || self.forfeit.clone().map(Watched::Forfeit);
        let conversion = || self.conversion.clone().map(Watched::Conversion);
        rule.or_else(offer).or_else(forfeit).or_else(conversion)
    }

    pub(crate) fn new(kind: EntryKind, event: Option<Key>, at: Instant) -> Self {
        Self {
            kind,
            event,
            at,
            order: None,
            redemption: None,
            reward: None,
            coupon: None,
            lot: None,
            lot_ix: None,
            rule: None,
            offer: None,
            activity: None,
            forfeit: None,
            conversion: None,
            ladder: None,
            level: None,
            why: None,
            segment: None,
            plan: None,
            step: None,
            perk: None,
            carried: 0,
            extra: 0,
            since: None,
            gender: None,
            stated: Vec::new(),
            version: None,
            pool: None,
            pool_ix: PoolId::default(),
            points: Points::ZERO,
            amount: None,
            quantity: None,
            available_at: None,
            expires_at: None,
            sliding: false,
            party: None,
            source: None,
            day: None,
            days: 0,
            digest: None,
            ordered: None,
            lines: Vec::new(),
            returned: Vec::new(),
            bearers: Vec::new(),
            shares: Vec::new(),
            counted: None,
        }
    }
}

/// A line's part of an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineShare {
    /// Of the order's line.
    pub line: Key,
    /// How much.
    pub amount: Money,
}

/// Points that one line earned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinePoints {
    /// Of the cart's line.
    pub line: Key,
    /// How many.
    pub points: Points,
}

/// Units of a line that came back, and their part of what it cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedLine {
    /// Of the order's line; `None` for shipping.
    pub line: Option<Key>,
    /// How many; one for shipping.
    pub units: u32,
    /// Of what points had paid.
    pub by_points: Money,
    /// Of what a gift card had paid.
    pub by_card: Money,
    /// Of what was paid in money: to be paid back.
    pub pay: Money,
}
