//! Coupons that bring with them what they are worth: every way to get one says how much, where and
//! only where their offer takes that off.

use super::Common;
use super::declared::index;
use super::money::contradiction;
use crate::document::leaf::Ident;
use crate::problem::{Path, Report};

/// The offer of which a coupon is given, which members hold coupons of.
pub(super) fn held_offer(
    name: &Ident,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<usize> {
    let at = at.field("offer");
    let found = index(&common.names.offers, "offer", name, &at, report)?;
    if common.names.held.get(found) == Some(&false) {
        let message = format_args!("the offer `{}` is no coupon that members hold", name.0);
        contradiction(message, "its `kind` would be `wallet`", &at, report);
        return None;
    }
    Some(found)
}

/// Reports a way to get coupons of an offer that gives them a worth which it does not take, or none
/// where it takes that.
pub(super) fn fits<T>(
    worth: Option<&T>,
    offer: usize,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    let takes = common.names.take_worth.get(offer) == Some(&true);
    let name = common.names.offers.get(offer).copied().flatten().unwrap_or_default();
    match (takes, worth) {
        (true, None) => {
            let message = format_args!("the offer `{name}` takes what its coupons are worth");
            contradiction(message, "say how much: `worth`", at, report);
            None
        }
        (false, Some(_)) => {
            let message = format_args!("the offer `{name}` does not take what a coupon is worth");
            let help = "its benefit would be an `amount` with `off: \"worth\"`";
            contradiction(message, help, &at.field("worth"), report);
            None
        }
        _ => Some(()),
    }
}
