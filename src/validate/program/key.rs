//! The public keys by which vouchers are signed, and the offers' names of them.

use super::Common;
use super::declared::{named, not_empty};
use super::time::window;
use crate::document::leaf::Keyed;
use crate::document::program::coupon::SignedDoc;
use crate::document::program::key::KeyDoc;
use crate::document::shape::{List, Text, shown};
use crate::problem::{Code, Path, Report};
use crate::program::{OfferKind, VoucherKey};
use crate::value::Calendar;
use crate::value::bounds::MAX_KEYS;
use crate::value::order::sorted;

pub(super) fn keys<'v>(
    list: List<'v, KeyDoc<'v>, MAX_KEYS>,
    calendar: Option<&Calendar>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<VoucherKey>> {
    list.each_distinct(at, report, |document, at, report| {
        let KeyDoc { id, public, window: valid, revoked, .. } = document;
        let public = public.and_then(|Text(text)| self::public(text, &at.field("public"), report));
        let window = window(valid, calendar, &at.field("window"), report);
        let revoked = revoked.unwrap_or_default();
        let revoked =
            revoked.each(&at.field("revoked"), report, |Keyed(serial), _, _| Some(serial));
        let mut revoked = sorted(revoked?, Ord::cmp);
        revoked.dedup();
        Some(VoucherKey { id: id?.0, public: public?, window: window?, revoked: revoked.into() })
    })
}

/// An Ed25519 public key: of the 258 bits of 43 digits the last two are unused, and zero.
fn public(text: &str, at: &Path<'_>, report: &mut Report) -> Option<Box<str>> {
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_key = matches!(text.as_bytes(), [first @ .., last]
        if first.len() == 42
            && first.iter().all(|byte| is_digit(*byte))
            && b"AEIMQUYcgkosw048".contains(last));
    if !is_key {
        let message = format_args!("`{}` is no Ed25519 public key", shown(text));
        let help = "the `x` of its JWK: 32 bytes as 43 characters of base64url";
        report.no("key", text).error_help(Code::BadId, at, message, help);
    }
    is_key.then(|| text.into())
}

/// By which keys an offer's vouchers are signed.
pub(super) fn signed(
    SignedDoc { keys, .. }: SignedDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<OfferKind> {
    let (keys, at) = (keys?, at.field("keys"));
    not_empty(keys.is_empty(), &at, report)?;
    let keys = keys.each(&at, report, |Keyed(name), at, report| {
        let found = named(&common.key_ids, "key", name.as_str(), at, report)?;
        u8::try_from(found).ok()
    });
    Some(OfferKind::Signed(keys?.into()))
}
