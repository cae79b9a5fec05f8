//! Outcomes: what the operations say. Plain data with stable codes; no prose.
//!
//! How they are written as JSON is [`crate::document`]'s.

mod entry;
mod quote;
mod reason;
mod status;

pub use entry::{Entry, Granted, LinePoints, Recorded, Spent};
pub use quote::{
    Applied, Earned, LineDiscount, Quote, QuoteLine, QuoteOffers, QuotePoints, QuotePrice,
    QuoteShipping, RewardQuote, RulePoints, Spending, Totals,
};
pub use reason::Reason;
pub use status::{
    AvailableOffer, LotStatus, NextExpiry, PointsStatus, RefusedOffer, Status, StatusOffers,
};
