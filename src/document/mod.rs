//! Documents: JSON shapes exactly as written, and results exactly as given.
//!
//! Reading here knows types and names; what the values mean together is `validate`'s.

mod authority;
mod canonical;
pub(crate) mod cart;
mod combinations;
mod declare;
pub(crate) mod entry;
pub(crate) mod event;
mod expected;
mod fields;
pub(crate) mod folded;
pub(crate) mod format;
mod hint;
pub(crate) mod json;
pub(crate) mod leaf;
mod locate;
pub(crate) mod member;
pub(crate) mod options;
pub(crate) mod outcome;
mod perks;
pub(crate) mod prepared;
pub(crate) mod problem;
pub(crate) mod program;
mod reason;
pub(crate) mod receipt;
#[cfg(feature = "schema")]
pub(crate) mod schema;
pub(crate) mod shape;
mod snapshot;
mod source;
mod tiers;
mod write;

pub(crate) use locate::locate;
pub use source::Source;
