//! Events: what happened, and when.

use super::canonical::digest;
use super::cart::CartDoc;
use super::declare::{choice, object};
use super::json::Value;
use super::leaf::{At, Ident, Keyed, StatedDoc};
use super::options::{AtPricesDoc, CountersDoc, CouponsDoc, PicksDoc, WithoutDoc};
#[cfg(feature = "schema")]
use super::schema::form;
use super::shape::{Int, List, Map, Read, Text};
use crate::member::{Digest, PlanStep};
use crate::problem::{Path, Report};
use crate::value::bounds::{
    MAX_LINES, MAX_LOT_POINTS, MAX_LOTS, MAX_MINOR, MAX_ORDER_MINOR, MAX_STATED, MAX_UNITS,
    MAX_USES,
};

object! {
    /// One event; exactly one of what can happen.
    EventDoc<'v> {
        required id: Keyed,
        /// When it happened.
        required at: At,
        optional correction: CorrectionDoc<'v>,
        optional order: OrderEventDoc<'v>,
        optional join: JoinEventDoc<'v>,
        optional profile: ProfileEventDoc<'v>,
        optional level: LevelEventDoc<'v>,
        optional segment: SegmentEventDoc<'v>,
        optional membership: MembershipEventDoc<'v>,
        optional r#use: UseEventDoc<'v>,
        /// An order is delivered.
        optional delivered: DeliveredEventDoc<'v>,
        optional refund: RefundEventDoc<'v>,
        optional activity: ActivityEventDoc<'v>,
        optional adjust: AdjustEventDoc<'v>,
        optional transfer: TransferEventDoc<'v>,
        optional receive: ReceiveEventDoc<'v>,
        optional referral: ReferralEventDoc<'v>,
        optional redeem: RedeemEventDoc<'v>,
        optional cancel: CancelEventDoc<'v>,
        optional coupon: CouponEventDoc<'v>,
        optional activate: ActivateEventDoc<'v>,
    } reserved ["forfeit", "payment"] one_of [
        order, join, profile, level, segment, membership, r#use, delivered, refund, activity,
        adjust, transfer, receive, referral, redeem, cancel, coupon, activate
    ]
}

object! {
    /// Why it comes after what followed it.
    CorrectionDoc<'v> {
        /// Why.
        #[expect(dead_code, reason = "checked, and told by the event itself")]
        required reason: Text<'v>,
    } reserved []
}

object! {
    /// A cart that was paid, perhaps partly by points.
    OrderEventDoc<'v> {
        /// The order's id.
        required id: Keyed,
        /// What was bought.
        required cart: CartDoc<'v>,
        /// How many points paid; by default none.
        optional spend: Int<0, MAX_MINOR>,
        /// Lines that were bought at a price in points, by their ids.
        optional prices: AtPricesDoc<'v>,
        /// The gifts that were picked: skus, by offer.
        optional gifts: PicksDoc<'v>,
        optional coupons: CouponsDoc<'v>,
        optional without: WithoutDoc<'v>,
        optional counters: CountersDoc<'v>,
    } reserved ["offers", "receipt"]
}

object! {
    /// The member joins.
    JoinEventDoc<'v> {
        /// The member who brought this one.
        optional referred_by: Keyed,
        /// A day: `1990-05-01`.
        optional birthday: Text<'v> as form::Date,
    } reserved []
}

object! {
    /// What is known of the member changes.
    ProfileEventDoc<'v> {
        /// A day: `1990-05-01`.
        optional birthday: Text<'v> as form::Date,
        /// The shared account.
        optional household: Keyed,
        /// As conditions ask for it.
        optional gender: Keyed,
        /// Numbers and texts by name; what is `null` is taken away.
        optional attributes: Map<'v, StatedDoc, MAX_STATED>
            as form::ByName<Map<'v, StatedDoc, MAX_STATED>>,
    } reserved []
}

object! {
    /// A paid membership begins, is renewed, is stopped or ends.
    MembershipEventDoc<'v> {
        /// The paid membership.
        required plan: Ident,
        /// What happened to it.
        required r#do: PlanStep,
    } reserved []
}

object! {
    /// A perk is used.
    UseEventDoc<'v> {
        /// The perk.
        required perk: Ident,
        /// How often; by default once.
        optional count: Int<1, MAX_USES>,
    } reserved []
}

choice! {
    /// A coupon is issued, or taken away.
    CouponEventDoc<'v> {
        words {}
        variants {
            /// The member holds one more.
            "issue" => Issue(IssueCouponDoc<'v>),
            /// The member holds it no more.
            "revoke" => Revoke(RevokeCouponDoc<'v>),
        }
    } reserved []
}

object! {
    /// The member enrols in an offer.
    ActivateEventDoc<'v> {
        /// The offer.
        required offer: Ident,
    } reserved []
}

object! {
    /// A coupon; without `from` and `until` it is valid as its offer says.
    IssueCouponDoc<'v> {
        /// The coupon's id.
        required id: Keyed,
        /// The offer whose coupon it is.
        required offer: Ident,
        /// From when it can be used.
        optional from: At,
        /// Until when it can be used.
        optional until: At,
        /// What it takes off, where its offer takes what each coupon is worth.
        optional worth_minor: Int<1, MAX_ORDER_MINOR>,
    } reserved []
}

object! {
    /// A coupon that the member has.
    RevokeCouponDoc<'v> {
        /// The coupon's id.
        required coupon: Keyed,
    } reserved []
}

object! {
    /// A level is granted.
    LevelEventDoc<'v> {
        /// The ladder; the only one need not be named.
        optional ladder: Ident,
        /// The level.
        required level: Ident,
        /// Until when; by default as long as the programme says.
        optional until: At,
    } reserved []
}

object! {
    /// The member comes into a segment, or leaves it.
    SegmentEventDoc<'v> {
        /// The segment.
        required id: Ident,
        /// Whether the member is in it.
        required r#in: InDoc,
    } reserved []
}

super::declare::either! {
    /// Whether the member is in it.
    InDoc { "no", "yes" }
}

object! {
    /// An order is delivered.
    DeliveredEventDoc<'v> {
        /// The order's id.
        required order: Keyed,
    } reserved []
}

object! {
    /// Units of an order come back, or, without `lines`, all that is left of it.
    RefundEventDoc<'v> {
        /// The order's id.
        required order: Keyed,
        /// What comes back; without, all that is left.
        optional lines: List<'v, RefundLineDoc<'v>, MAX_LINES>,
        /// Whether what shipping cost is paid back: by default with all, and not with lines.
        optional shipping: RefundShippingDoc,
    } reserved []
}

super::declare::words! {
    /// What becomes of the shipping.
    RefundShippingDoc {
        /// It is not paid back; the usual where lines are named.
        "kept" => Kept,
        /// It is paid back.
        "returned" => Returned,
    } reserved []
}

object! {
    /// Units of one line.
    RefundLineDoc<'v> {
        /// The line's id.
        required line: Keyed,
        /// How many units of it.
        required units: Int<1, MAX_UNITS>,
    } reserved []
}

object! {
    /// An activity of the programme.
    ActivityEventDoc<'v> {
        /// The activity that the programme declares.
        required id: Ident,
        /// The order that it is about.
        optional order: Keyed,
        /// The amount that it carries, in minor units.
        optional amount_minor: Int<0, MAX_MINOR>,
        /// The number that it carries.
        optional quantity: Int<0, MAX_MINOR>,
    } reserved ["attributes"]
}

object! {
    /// Points given or taken by hand.
    AdjustEventDoc<'v> {
        /// Points given, or taken when below zero, in smallest points.
        required points: Int<{ -MAX_LOT_POINTS }, MAX_LOT_POINTS>
            as form::NotZero<Int<{ -MAX_LOT_POINTS }, MAX_LOT_POINTS>>,
        /// Why.
        required reason: Text<'v>,
        /// The pool; by default the first that can be spent.
        optional pool: Ident,
        /// Until when they live; by default as the pool says.
        optional expires_at: At,
    } reserved []
}

object! {
    /// Points go to another account.
    TransferEventDoc<'v> {
        /// The other account.
        required to: Keyed,
        /// How many, in smallest points.
        required points: Int<1, MAX_LOT_POINTS>,
        /// The pool; by default the first that can be spent.
        optional pool: Ident,
    } reserved []
}

object! {
    /// Points come from another account: what its recording gave as a message.
    ReceiveEventDoc<'v> {
        /// The other account.
        required from: Keyed,
        /// What it sent.
        required lots: List<'v, ReceivedDoc<'v>, MAX_LOTS>,
    } reserved []
}

object! {
    /// Points of one lot.
    ReceivedDoc<'v> {
        /// How many, in smallest points.
        required points: Int<1, MAX_LOT_POINTS>,
        /// The pool; by default the first that can be spent.
        optional pool: Ident,
        /// Until when they live.
        optional expires_at: At,
    } reserved []
}

object! {
    /// Somebody whom the member brought placed a first order.
    ReferralEventDoc<'v> {
        /// The newcomer.
        required of: Keyed,
    } reserved []
}

object! {
    /// A reward is bought.
    RedeemEventDoc<'v> {
        /// The reward.
        required reward: Ident,
        /// How many of its points, where money may replace some.
        optional points: Int<0, MAX_LOT_POINTS>,
        /// How many of it are left, where there is a stock.
        optional stock_left: Int<0, MAX_MINOR>,
    } reserved []
}

object! {
    /// A redemption is given back, or a use did not take place: the event that said so.
    CancelEventDoc<'v> {
        /// The event that bought a reward.
        optional redemption: Keyed,
        /// The event that reported a use.
        optional r#use: Keyed,
    } reserved [] one_of [redemption, r#use]
}

/// An event together with the digest of what it says.
#[derive(Debug)]
pub(crate) struct ReadEvent<'v> {
    pub(crate) document: EventDoc<'v>,
    pub(crate) digest: Digest,
}

impl<'v> Read<'v> for ReadEvent<'v> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        let digest = digest(value);
        let document = EventDoc::read(value, at, report)?;
        Some(Self { document, digest })
    }
}
