//! What a caller names of offers for an order: coupons, codes, offers to leave out, counters.

use crate::value::{Id, Instant, Key, Money};

/// What a caller names of offers for an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// Coupons of the member's, codes and vouchers.
    pub coupons: Vec<Wanted>,
    /// Offers to leave out.
    pub without: Vec<Id>,
    /// How offers were used until now that are limited for everybody together.
    pub counters: Vec<(Id, Counter)>,
}

/// A coupon, code or voucher that was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A coupon of the member's, by its id, or a code, as it was entered.
    Text(String),
    /// A unique code.
    Code {
        /// As it was entered.
        code: String,
        /// Of which offer it is, as the caller knows.
        offer: Id,
    },
    /// A signed voucher.
    Voucher(Box<Voucher>),
}

/// What a voucher says. That the key signed it is the caller's to verify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voucher {
    /// The programme that it is of.
    pub program: Id,
    /// The offer that it is for.
    pub offer: Id,
    /// Its number, by which it is told from the offer's others.
    pub serial: Key,
    /// The key that signed it.
    pub key: Key,
    /// Whom it was issued to, if not to whoever has it: the SHA-256 of the serial, a line feed and
    /// the member's id.
    pub holder: Option<[u8; 32]>,
    /// It holds from then on.
    pub from: Option<Instant>,
    /// It holds before then.
    pub until: Option<Instant>,
}

/// How everybody used an offer until now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counter {
    /// How often.
    pub uses: i64,
    /// What it saved them.
    pub amount: Money,
}

impl Entered {
    /// What is known of an offer.
    pub(crate) fn counter(&self, offer: &Id) -> Option<Counter> {
        self.counters.iter().find(|(id, _)| id == offer).map(|(_, counter)| *counter)
    }
}
