//! Events: what happened, and when.

use super::canonical::digest;
use super::cart::CartDoc;
use super::declare::object;
use super::json::Value;
use super::leaf::{At, Keyed};
use super::shape::{Int, Read};
use crate::member::Digest;
use crate::problem::{Path, Report};
use crate::value::bounds::MAX_MINOR;

object! {
    /// One event; exactly one of what can happen.
    EventDoc<'v> {
        required id: Keyed,
        required at: At,
        optional order: OrderEventDoc<'v>,
        optional join: JoinEventDoc<'v>,
    } reserved [
        "refund", "activity", "adjust", "transfer", "forfeit", "delivered", "redeem", "correction",
        "cancel", "payment",
    ]
}

object! {
    /// A cart that was paid, perhaps partly by points.
    OrderEventDoc<'v> {
        required id: Keyed,
        required cart: CartDoc<'v>,
        optional spend: Int<0, MAX_MINOR>,
    } reserved ["offers", "coupons", "receipt"]
}

object! {
    /// The member joins.
    JoinEventDoc<'v> {
    } reserved ["referred_by"]
}

/// An event together with the digest of what it says.
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
