//! Vouchers that were entered: whether they hold here, now, and for this member. That the key
//! signed them the caller has verified; what others used, the authority knows.

use sha2::{Digest as _, Sha256};

use super::uses::used_code;
use crate::engine::entered::Voucher;
use crate::engine::facts::Facts;
use crate::outcome::Reason;
use crate::program::{OfferKind, Rules};
use crate::value::{Key, Position, Window};

/// The offer that a voucher is for, and why it is worth nothing. What another programme says, and
/// of an offer that takes none, means nothing here; else all that is wrong is told.
pub(super) fn judged(facts: &Facts<'_>, it: &Voucher) -> (Option<usize>, Vec<Reason>) {
    let rules = facts.rules();
    if it.program != rules.id {
        let program = it.program.clone();
        return (None, vec![Reason::VoucherOfOtherProgram { program }]);
    }
    let Some((offer, keys)) = offer_of(rules, it) else {
        return (None, vec![Reason::UnknownCode]);
    };
    let mut reasons = Vec::new();
    let key = rules.keys.iter().position(|key| key.id == it.key);
    let signs = |key: usize| {
        keys.iter().any(|own| usize::from(*own) == key)
            && rules.keys[key].window.contains(facts.now)
    };
    if !key.is_some_and(signs) {
        reasons.push(Reason::KeyRefused { key: it.key.clone() });
    }
    if key.is_some_and(|key| rules.keys[key].has_revoked(&it.serial)) {
        reasons.push(Reason::Revoked);
    }
    if it.holder.is_some_and(|holder| !is_held(facts, &it.serial, holder)) {
        reasons.push(Reason::OtherHolder);
    }
    match (Window { from: it.from, until: it.until }).position(facts.now) {
        Position::NotYet(from) => reasons.push(Reason::NotYet { from }),
        Position::Ended(until) => reasons.push(Reason::Ended { until }),
        Position::Inside => {}
    }
    let order = used_code(facts, &it.offer, &it.serial);
    reasons.extend(order.map(|order| Reason::Used { order }));
    (Some(offer), reasons)
}

/// The offer that a voucher names, by its index, and its keys.
fn offer_of<'r>(rules: &'r Rules, it: &Voucher) -> Option<(usize, &'r [u8])> {
    let offer = rules.offers.iter().position(|offer| offer.id == it.offer)?;
    match &rules.offers[offer].kind {
        OfferKind::Signed(keys) => Some((offer, keys)),
        _ => None,
    }
}

/// Whether a voucher was issued to the member. The serial is hashed with the id, so that two
/// vouchers do not tell that they are of one member.
fn is_held(facts: &Facts<'_>, serial: &Key, holder: [u8; 32]) -> bool {
    let is = |id: &Key| {
        let hash = Sha256::new().chain_update(serial.as_str()).chain_update("\n");
        <[u8; 32]>::from(hash.chain_update(id.as_str()).finalize()) == holder
    };
    facts.member.id.as_ref().is_some_and(is)
}
