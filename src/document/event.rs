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
        required at: At,
        optional correction: CorrectionDoc<'v>,
        optional order: OrderEventDoc<'v>,
        optional join: JoinEventDoc<'v>,
        optional profile: ProfileEventDoc<'v>,
        optional level: LevelEventDoc<'v>,
        optional segment: SegmentEventDoc<'v>,
        optional membership: MembershipEventDoc<'v>,
        optional r#use: UseEventDoc<'v>,
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
        #[expect(dead_code, reason = "checked, and told by the event itself")]
        required reason: Text<'v>,
    } reserved []
}

object! {
    /// A cart that was paid, perhaps partly by points.
    OrderEventDoc<'v> {
        required id: Keyed,
        required cart: CartDoc<'v>,
        optional spend: Int<0, MAX_MINOR>,
        optional prices: AtPricesDoc<'v>,
        optional gifts: PicksDoc<'v>,
        optional coupons: CouponsDoc<'v>,
        optional without: WithoutDoc<'v>,
        optional counters: CountersDoc<'v>,
    } reserved ["offers", "receipt"]
}

object! {
    /// The member joins.
    JoinEventDoc<'v> {
        optional referred_by: Keyed,
        optional birthday: Text<'v> as form::Date,
    } reserved []
}

object! {
    /// What is known of the member changes.
    ProfileEventDoc<'v> {
        optional birthday: Text<'v> as form::Date,
        optional household: Keyed,
        optional gender: Keyed,
        optional attributes: Map<'v, StatedDoc, MAX_STATED>
            as form::ByName<Map<'v, StatedDoc, MAX_STATED>>,
    } reserved []
}

object! {
    /// A paid membership begins, is renewed, is stopped or ends.
    MembershipEventDoc<'v> {
        required plan: Ident,
        required r#do: PlanStep,
    } reserved []
}

object! {
    /// A perk is used.
    UseEventDoc<'v> {
        required perk: Ident,
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
        required offer: Ident,
    } reserved []
}

object! {
    /// A coupon; without `from` and `until` it is valid as its offer says.
    IssueCouponDoc<'v> {
        required id: Keyed,
        required offer: Ident,
        optional from: At,
        optional until: At,
        optional worth_minor: Int<1, MAX_ORDER_MINOR>,
    } reserved []
}

object! {
    /// A coupon that the member has.
    RevokeCouponDoc<'v> {
        required coupon: Keyed,
    } reserved []
}

object! {
    /// A level is granted.
    LevelEventDoc<'v> {
        optional ladder: Ident,
        required level: Ident,
        optional until: At,
    } reserved []
}

object! {
    /// The member comes into a segment, or leaves it.
    SegmentEventDoc<'v> {
        required id: Ident,
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
        required order: Keyed,
    } reserved []
}

object! {
    /// Units of an order come back, or, without `lines`, all that is left of it.
    RefundEventDoc<'v> {
        required order: Keyed,
        optional lines: List<'v, RefundLineDoc<'v>, MAX_LINES>,
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
        required line: Keyed,
        required units: Int<1, MAX_UNITS>,
    } reserved []
}

object! {
    /// An activity of the programme.
    ActivityEventDoc<'v> {
        required id: Ident,
        optional order: Keyed,
        optional amount_minor: Int<0, MAX_MINOR>,
        optional quantity: Int<0, MAX_MINOR>,
    } reserved ["attributes"]
}

object! {
    /// Points given or taken by hand.
    AdjustEventDoc<'v> {
        required points: Int<{ -MAX_LOT_POINTS }, MAX_LOT_POINTS>,
        required reason: Text<'v>,
        optional pool: Ident,
        optional expires_at: At,
    } reserved []
}

object! {
    /// Points go to another account.
    TransferEventDoc<'v> {
        required to: Keyed,
        required points: Int<1, MAX_LOT_POINTS>,
        optional pool: Ident,
    } reserved []
}

object! {
    /// Points come from another account: what its recording gave as a message.
    ReceiveEventDoc<'v> {
        required from: Keyed,
        required lots: List<'v, ReceivedDoc<'v>, MAX_LOTS>,
    } reserved []
}

object! {
    /// Points of one lot.
    ReceivedDoc<'v> {
        required points: Int<1, MAX_LOT_POINTS>,
        optional pool: Ident,
        optional expires_at: At,
    } reserved []
}

object! {
    /// Somebody whom the member brought placed a first order.
    ReferralEventDoc<'v> {
        required of: Keyed,
    } reserved []
}

object! {
    /// A reward is bought.
    RedeemEventDoc<'v> {
        required reward: Ident,
        optional points: Int<0, MAX_LOT_POINTS>,
        optional stock_left: Int<0, MAX_MINOR>,
    } reserved []
}

object! {
    /// A redemption is given back, or a use did not take place: the event that said so.
    CancelEventDoc<'v> {
        optional redemption: Keyed,
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
