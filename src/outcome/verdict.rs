//! What codes and coupons are good for, before there is a cart.

use super::Reason;
use crate::value::{Id, Instant, Key};

/// What became of what was entered, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdicts {
    /// In the order in which it was entered.
    pub codes: Vec<Verdict>,
}

/// What a coupon or code is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// As it was entered.
    pub entered: String,
    /// Of which offer it is.
    pub offer: Option<Id>,
    /// The coupon of the member's that it is.
    pub coupon: Option<Key>,
    /// The code that it is, as codes are compared, or a voucher's serial.
    pub code: Option<Key>,
    /// Until when its offer is to be had.
    pub until: Option<Instant>,
    /// Why it cannot be used now, whatever the cart; empty where a cart may have it.
    pub reasons: Vec<Reason>,
}
