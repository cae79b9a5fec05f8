//! Perks: points, tiers, perks and coupons from one rule document, with the same answer to the last
//! byte in a phone's browser, a web checkout, an edge worker and a native server.
//!
//! # The story
//!
//! A [`Program`] is read once from its document; members and carts are read for it; every question
//! after that is a pure function of them and of the time, which is always passed in.
//!
//! ```
//! use perks::value::{Instant, TzDatabase};
//! use perks::{Program, QuoteOptions, Spend};
//!
//! let program = Program::parse(
//!     r#"{
//!         "format": 1, "id": "corner-shop", "version": 1,
//!         "currency": "CNY", "zone": "Asia/Shanghai",
//!         "points": {
//!             "earning": [{ "id": "purchase", "on": "order",
//!                           "give": { "per_amount": { "points": 1, "amount": "10.00" } } }],
//!             "spending": { "cash": { "points": 1, "worth": "0.10" } }
//!         },
//!         "offers": [{ "id": "tea-20", "when": "enrolled",
//!                      "target": { "lines": { "tags": ["tea"] } },
//!                      "benefit": { "percent": { "off": "20" } } }]
//!     }"#,
//!     &TzDatabase,
//! )?;
//! let member = program.member(
//!     r#"{
//!         "format": 1, "program": "corner-shop",
//!         "id": "m-1", "joined_at": "2026-01-05T00:00:00Z"
//!     }"#,
//! )?;
//! let cart = program.cart(
//!     r#"{
//!         "currency": "CNY",
//!         "lines": [{ "id": "1", "sku": "oolong", "units": 2, "price_minor": 6400,
//!                     "tags": ["tea"] }]
//!     }"#,
//! )?;
//! let now = Instant::parse_rfc3339("2026-11-20T12:00:00+08:00").expect("it is one");
//! let quote = member.quote(&cart, &QuoteOptions { spend: Spend::Max, ..QuoteOptions::at(now) })?;
//! // 2 × 64.00 = 128.00, less 20 % = 102.40: ten whole steps of 10.00.
//! assert_eq!(quote.totals.pay.minor(), 10_240);
//! assert_eq!(quote.points.earn.total.count(), 10);
//! // What sentences about it need beside its currency.
//! assert_eq!((program.zone(), program.point_digits()), ("Asia/Shanghai", 0));
//! # Ok::<(), perks::Problems>(())
//! ```
//!
//! # Units
//!
//! Money is an integer of the currency's minor units, points an integer of the programme's smallest
//! point, an instant an integer of milliseconds in UTC, an interval half-open.
//!
//! # Three kinds of "no"
//!
//! A [`Problem`] says what the author or the caller sent wrong, a [`outcome::Reason`] why the
//! business says no; anything else would be a bug.
//!
//! # Modules, in reading order
//!
//! [`value`], then [`problem`] and the plain things ([`program`], [`member`], [`cart`],
//! [`outcome`]), then the [`engine`] that works on them, then `document` and `validate`, which read
//! and write JSON, and last `bindings`, the only place that knows JavaScript.
//!
//! # Features
//!
//! - `tzdata`, which is on: `value::TzDatabase`, zones by their names from the IANA database.
//!   Without it a host gives zones by a [`value::ZoneSource`] of its own.
//! - `schema`: a module of that name with JSON Schemas of the documents.

pub mod cart;
pub mod document;
pub mod engine;
pub mod member;
pub mod outcome;
pub mod problem;
pub mod program;
pub mod value;

#[cfg(target_arch = "wasm32")]
mod bindings;
#[cfg(feature = "schema")]
pub mod schema;
mod validate;

/// Its example is compiled and run.
#[cfg(all(doctest, feature = "tzdata"))]
#[doc = include_str!("../README.md")]
struct Readme;

pub use cart::Cart;
pub use document::Source;
pub use engine::{
    AtPrice, CheckOptions, Counter, Entered, Forecast, ForecastOptions, HintOptions, NowOptions,
    QuoteOptions, Spend, Voucher, Wanted,
};
pub use member::Member;
pub use outcome::{Quote, Recorded, Status};
pub use problem::{Problem, Problems};
pub use program::Program;
pub use validate::PrepareOptions;
