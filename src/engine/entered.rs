//! What a caller names of offers for an order: coupons, codes, offers to leave out, counters.

use crate::value::{Id, Money};

/// What a caller names of offers for an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// Coupons of the member's, by their ids, and codes.
    pub coupons: Vec<Wanted>,
    /// Offers to leave out.
    pub without: Vec<Id>,
    /// How offers were used until now that are limited for everybody together.
    pub counters: Vec<(Id, Counter)>,
}

/// A coupon or code that was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// As it was entered.
    pub text: String,
    /// Of a unique code, of which offer it is, as the caller knows.
    pub offer: Option<Id>,
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
