//! Events: what happened, and when.

use super::cart::CartDoc;
use super::leaf::{At, Keyed};
use super::shape::{Int, object};
use crate::value::bounds::MAX_MINOR;

object! {
    /// One event; exactly one of what can happen.
    EventDoc {
        required id: Keyed,
        required at: At,
        optional order: OrderEventDoc,
        optional join: JoinEventDoc,
    } reserved [
        "refund", "activity", "adjust", "transfer", "forfeit", "delivered", "redeem", "correction",
        "cancel", "payment",
    ]
}

object! {
    /// A cart that was paid, perhaps partly by points.
    OrderEventDoc {
        required id: Keyed,
        required cart: CartDoc,
        optional spend: Int<0, MAX_MINOR>,
    } reserved ["offers", "coupons", "receipt"]
}

object! {
    /// The member joins.
    JoinEventDoc {
    } reserved ["referred_by"]
}
