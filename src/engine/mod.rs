//! The operations: conductors of numbered steps. Pure functions of programme, member, cart and time.
//!
//! The engine never sees a document; [`crate::validate`] reads them and calls in here.

mod eligibility;
mod facts;
mod offers;
mod points;
mod quote;
mod record;
mod status;

pub use quote::{QuoteOptions, Spend};

pub(crate) use quote::{Refusal, quote};
pub(crate) use record::{Event, Happening, record};
pub(crate) use status::status;
