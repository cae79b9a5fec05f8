//! Public keys by which vouchers are signed.

use super::time::WindowDoc;
use crate::document::declare::{object, words};
use crate::document::leaf::Keyed;
#[cfg(feature = "schema")]
use crate::document::schema::form;
use crate::document::shape::{List, Text};
use crate::value::bounds::MAX_REVOKED;

object! {
    /// A public key by which vouchers are signed.
    KeyDoc<'v> {
        required id: Keyed,
        #[expect(dead_code, reason = "there is one: the host verifies by it")]
        required alg: AlgDoc,
        required public: Text<'v> as form::PublicKey,
        optional window: WindowDoc<'v>,
        optional revoked: List<'v, Keyed, MAX_REVOKED>,
    } reserved ["for"]
}

words! {
    /// How is signed.
    AlgDoc {
        /// Ed25519 (RFC 8032), as a JWS says it (RFC 8037).
        "EdDSA" => EdDsa,
    } reserved []
}
