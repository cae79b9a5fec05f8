//! The operations: conductors of numbered steps. Pure functions of programme, member, cart and
//! time.
//!
//! The engine never sees a document; `validate` reads them and calls in here.

mod check;
mod classes;
mod eligibility;
mod entered;
mod facts;
mod hints;
mod measures;
mod offers;
mod order_check;
mod outcomes;
mod perks;
mod plans;
mod points;
mod quote;
mod reasons;
mod record;
mod share;
mod status;
mod tax;
mod tiers;
mod times;
mod values;

pub use check::CheckOptions;
pub use entered::{Counter, Entered, Voucher, Wanted};
pub use quote::{AtPrice, ForecastOptions, HintOptions, NowOptions, Pick, QuoteOptions, Spend};

pub(crate) use check::check;
pub(crate) use hints::hints;
pub(crate) use order_check::{Decided, decided_by_order};
pub(crate) use quote::{Refusal, quote};
pub use record::Forecast;
pub(crate) use record::{Event, Happening, forecast, record, refused, settle, settled};
pub(crate) use share::borne;
pub(crate) use status::status;
