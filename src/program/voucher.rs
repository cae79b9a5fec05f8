//! Public keys by which vouchers are signed. Whether a signature holds is the host's to say.

use crate::value::{Key, Window};

/// A public key by which vouchers are signed.
#[derive(Clone, Debug)]
pub(crate) struct VoucherKey {
    /// The `kid` of what it signs.
    pub(crate) id: Key,
    /// The Ed25519 public key in base64url.
    pub(crate) public: Box<str>,
    /// When its vouchers hold.
    pub(crate) window: Window,
    /// The serials of its vouchers that hold no more, in order, each once.
    pub(crate) revoked: Box<[Key]>,
}

impl VoucherKey {
    pub(crate) fn has_revoked(&self, serial: &Key) -> bool {
        self.revoked.binary_search(serial).is_ok()
    }
}
