//! The member document: a snapshot, written by the engine and read back by it.

use super::cart::{AttributesDoc, DiscountedDoc, SaidDoc, TaxDoc};
use super::declare::{choice, object, words};
use super::folded::FoldedDoc;
use super::format::FORMAT;
use super::leaf::{At, Ident, Keyed, StatedDoc};
#[cfg(feature = "schema")]
use super::schema::form;
use super::shape::{Int, List, Map, Text};
use crate::member::Why;
use crate::program::{Bearer, Kind};
use crate::value::bounds::{
    MAX_LEVEL_CHANGES, MAX_LINES, MAX_LOT_POINTS, MAX_LOTS, MAX_MINOR, MAX_MONTHS, MAX_OFFERS,
    MAX_ORDER_MINOR, MAX_ORDERS, MAX_PRICE_MINOR, MAX_STANDINGS, MAX_STATED, MAX_TAGS, MAX_UNITS,
    MAX_USES,
};

/// A number of points, and of something that is not negative.
type Count = Int<0, MAX_LOT_POINTS>;
pub(crate) type Minor = Int<0, MAX_MINOR>;
/// Money that may be below zero.
pub(super) type Moved = Int<{ -MAX_MINOR }, MAX_MINOR>;

object! {
    /// Everything that a decision about a member needs.
    MemberDoc<'v> {
        #[expect(dead_code, reason = "looked at before the others")]
        required format: Int<FORMAT, FORMAT> as form::Format,
        required program: Ident,
        optional id: Keyed,
        optional joined_at: At,
        optional birthday: Text<'v> as form::Date,
        optional referred_by: Keyed,
        optional household: Keyed,
        optional gender: Keyed,
        optional attributes: Map<'v, StatedDoc, MAX_STATED>
            as form::ByName<Map<'v, StatedDoc, MAX_STATED>>,
        optional tiers: List<'v, StandingDoc<'v>, MAX_LEVEL_CHANGES>,
        optional memberships: List<'v, MembershipDoc<'v>, MAX_STANDINGS>,
        optional uses: List<'v, UseDoc<'v>, MAX_ORDERS>,
        optional brought: List<'v, BroughtDoc<'v>, MAX_ORDERS>,
        optional segments: List<'v, Ident, MAX_STANDINGS>,
        optional stage: Ident,
        optional met: List<'v, MetDoc<'v>, MAX_STANDINGS>,
        optional version: Int<1, 1_000_000_000>,
        optional as_of: At,
        optional events: List<'v, SeenDoc<'v>, MAX_ORDERS>,
        optional lots: List<'v, LotDoc<'v>, MAX_LOTS>,
        optional debts: List<'v, DebtDoc<'v>, MAX_ORDERS>,
        optional orders: List<'v, OrderDoc<'v>, MAX_ORDERS>,
        optional activities: List<'v, ReportedDoc<'v>, MAX_ORDERS>,
        optional runs: List<'v, RunDoc<'v>, 200>,
        optional carried: List<'v, CarriedDoc<'v>, 200>,
        optional redemptions: List<'v, RedemptionDoc<'v>, MAX_ORDERS>,
        optional folded: List<'v, FoldedDoc<'v>, MAX_MONTHS>,
        optional folded_until: At,
        optional coupons: List<'v, CouponDoc<'v>, MAX_ORDERS>,
        optional activated: List<'v, ActivatedDoc<'v>, MAX_ORDERS>,
    } reserved ["counters", "perks"]
}

object! {
    /// A rule whose condition the member meets: one of these.
    MetDoc<'v> {
        optional rule: Ident,
        optional offer: Ident,
        optional forfeit: Ident,
        optional conversion: Ident,
    } reserved [] one_of [rule, offer, forfeit, conversion]
}

object! {
    /// A change of a level.
    StandingDoc<'v> {
        required ladder: Ident,
        optional level: Ident,
        optional at: At,
        required since: At,
        optional until: At,
        optional why: Why,
        optional event: Keyed,
    } reserved []
}

object! {
    /// A paid membership.
    MembershipDoc<'v> {
        required plan: Ident,
        required since: At,
        optional trial_until: At,
        required until: At,
        optional stopped: Int<0, 1>,
        optional ended: Int<0, 1>,
    } reserved []
}

object! {
    /// A use of a perk, by the event that reported it.
    UseDoc<'v> {
        required id: Keyed,
        required perk: Ident,
        required at: At,
        optional count: Int<1, MAX_USES>,
        optional carried: Int<0, MAX_USES>,
        optional extra: Int<0, MAX_USES>,
        optional cancelled: Int<0, 1>,
    } reserved []
}

object! {
    /// Somebody whom the member brought.
    BroughtDoc<'v> {
        required id: Keyed,
        required at: At,
    } reserved []
}

object! {
    /// An event that is in the snapshot.
    SeenDoc<'v> {
        required id: Keyed,
        required digest: Text<'v> as form::Digest,
        optional at: At,
        optional sent: SentDoc<'v>,
    } reserved []
}

object! {
    /// What an event sent to others, of a pool.
    SentDoc<'v> {
        required points: Int<1, MAX_MINOR>,
        optional pool: Ident,
    } reserved []
}

object! {
    /// Points of one grant. What is neither left nor gone otherwise was spent.
    LotDoc<'v> {
        required id: Keyed,
        optional pool: Ident,
        optional rule: Ident,
        required source: Keyed,
        required granted: Int<1, MAX_LOT_POINTS>,
        required left: Count,
        optional expired: Count,
        optional clawed_back: Count,
        optional forfeited: Count,
        optional transferred: Count,
        required earned_at: At,
        optional available_at: At,
        optional waits_for: WaitsForDoc<'v>,
        optional expires_at: At,
        optional expiry: SlidingDoc,
        optional undone: Int<1, 1>,
    } reserved []
}

choice! {
    /// What makes a lot available.
    WaitsForDoc<'v> {
        words {
            /// Its order is delivered.
            "delivery" => Delivery,
        }
        variants {
            /// An activity is reported in time.
            "activity" => Activity(WaitsForActivityDoc<'v>),
        }
    } reserved []
}

object! {
    /// The activity, and when it is too late.
    WaitsForActivityDoc<'v> {
        required id: Ident,
        required until: At,
    } reserved []
}

words! {
    /// Whether what happens moves an expiry.
    SlidingDoc {
        /// It does.
        "sliding" => Sliding,
    } reserved []
}

object! {
    /// Points that the member owes.
    DebtDoc<'v> {
        optional pool: Ident,
        required source: Keyed,
        required points: Int<1, MAX_LOT_POINTS>,
    } reserved []
}

object! {
    /// What was bought and what it did: returns need it.
    OrderDoc<'v> {
        required id: Keyed,
        required event: Keyed,
        required at: At,
        optional delivered_at: At,
        required lines: List<'v, OrderLineDoc<'v>, MAX_LINES>
            as form::NonEmpty<List<'v, OrderLineDoc<'v>, MAX_LINES>>,
        optional shipping: ShippingDoc<'v>,
        optional offers: OrderOffersDoc<'v>,
        optional said: SaidDoc<'v>,
        optional earned: List<'v, OrderEarnedDoc<'v>, 200>,
        optional spent: List<'v, OrderSpentDoc<'v>, MAX_LOTS>,
        optional taken: List<'v, TakenDoc<'v>, MAX_LOTS>,
        optional uses: List<'v, OfferUseDoc<'v>, MAX_OFFERS>,
        optional counted: List<'v, OrderCountedDoc<'v>, 200>,
    } reserved []
}

object! {
    /// One line of an order.
    OrderLineDoc<'v> {
        required id: Keyed,
        required sku: Keyed,
        required units: Int<1, MAX_UNITS>,
        required price_minor: Int<0, MAX_PRICE_MINOR>,
        optional category: Keyed,
        optional brand: Keyed,
        optional tags: List<'v, Keyed, MAX_TAGS>,
        optional kind: Kind,
        optional tax: TaxDoc<'v>,
        optional attributes: AttributesDoc<'v> as form::ByName<AttributesDoc<'v>>,
        optional discounted: DiscountedDoc,
        required net_minor: Minor,
        required points_minor: Minor,
        optional card_minor: Minor,
        optional spent: Count,
        optional returned: Int<0, MAX_UNITS>,
    } reserved []
}

object! {
    /// What shipping cost.
    ShippingDoc<'v> {
        required cost_minor: Minor,
        optional discount_minor: Minor,
        optional points_minor: Minor,
        optional card_minor: Minor,
        optional spent: Count,
        optional returned: Int<0, 1>,
    } reserved []
}

/// The offers that an order has more of than discounts.
pub(crate) type OrderOffersDoc<'v> = List<'v, OrderOfferDoc<'v>, MAX_OFFERS>;

object! {
    /// An offer that an order has more of than discounts.
    OrderOfferDoc<'v> {
        required offer: Ident,
        optional cash_back: CashBackDoc<'v>,
    } reserved []
}

object! {
    /// Money later.
    CashBackDoc<'v> {
        required at: At,
        required lines: List<'v, Minor, MAX_LINES>,
        optional bearer: Bearer,
        optional bearers: BearersDoc<'v>,
        optional back_minor: Minor,
        optional credited: Int<0, 1>,
    } reserved []
}

/// Those who bear an amount together: each at most once.
pub(crate) type BearersDoc<'v> = List<'v, BearerShareDoc<'v>, { Bearer::ALL.len() as i64 }>;

object! {
    /// A bearer's part of an amount.
    BearerShareDoc<'v> {
        required bearer: Bearer,
        required amount_minor: Int<1, MAX_MINOR>,
    } reserved []
}

object! {
    /// A lot that the order earned.
    OrderEarnedDoc<'v> {
        required lot: Keyed,
        required lines: List<'v, Count, MAX_LINES>,
        optional clawed_back: Count,
    } reserved []
}

object! {
    /// What a rule counted that carries what is left of a step.
    OrderCountedDoc<'v> {
        required rule: Ident,
        required lines: List<'v, Minor, MAX_LINES>,
        optional shipping_minor: Minor,
        optional steps_minor: Minor,
        optional moved_minor: Moved,
    } reserved []
}

object! {
    /// What a lot paid.
    OrderSpentDoc<'v> {
        required lot: Keyed,
        required points: Int<1, MAX_LOT_POINTS>,
        optional returned: Count,
        optional renewed: Keyed,
    } reserved []
}

object! {
    /// What a return took from another lot.
    TakenDoc<'v> {
        required lot: Keyed,
        required points: Int<1, MAX_LOT_POINTS>,
    } reserved []
}

object! {
    /// What an order had of an offer.
    OfferUseDoc<'v> {
        required offer: Ident,
        required uses: Int<0, { MAX_LINES * MAX_UNITS }>,
        optional saved_minor: Minor,
        optional coupon: Keyed,
        optional code: Keyed,
    } reserved []
}

object! {
    /// An offer that the member enrolled in.
    ActivatedDoc<'v> {
        required offer: Ident,
        required at: At,
    } reserved []
}

object! {
    /// A coupon of the member's.
    CouponDoc<'v> {
        required id: Keyed,
        required offer: Ident,
        required issued_at: At,
        optional from: At,
        optional until: At,
        optional worth_minor: Int<1, MAX_ORDER_MINOR>,
        optional order: Keyed,
        optional used: Keyed,
        optional revoked: Int<0, 1>,
    } reserved []
}

object! {
    /// An activity.
    ReportedDoc<'v> {
        required event: Keyed,
        required activity: Ident,
        required at: At,
        optional amount_minor: Minor,
        optional quantity: Int<0, MAX_MINOR>,
        optional earned: Int<0, 1>,
    } reserved []
}

object! {
    /// A run of days.
    RunDoc<'v> {
        required rule: Ident,
        required day: Text<'v> as form::Date,
        required days: Int<1, 100_000>,
    } reserved []
}

object! {
    /// What is left of a step.
    CarriedDoc<'v> {
        required rule: Ident,
        required amount_minor: Moved,
    } reserved []
}

object! {
    /// A reward that points bought.
    RedemptionDoc<'v> {
        required id: Keyed,
        required event: Keyed,
        required reward: Ident,
        required at: At,
        optional money_minor: Minor,
        optional perk: Ident,
        optional uses: Int<1, MAX_USES>,
        optional spent: List<'v, OrderSpentDoc<'v>, MAX_LOTS>,
        optional cancelled: Int<0, 1>,
    } reserved []
}
