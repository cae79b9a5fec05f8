//! JSON Schemas (draft 7) of the documents, for editors and for whoever checks a document without
//! the engine. With the feature `schema` alone; nothing here is in the module.
//!
//! A schema accepts whatever the engine accepts. It refuses what is wrong with a document's form:
//! fields that there are not, types, words, ranges. What the parts of a document mean together
//! (names that are declared nowhere, dates in the wrong order) the engine alone tells.

use crate::document::cart::CartDoc;
use crate::document::event::EventDoc;
use crate::document::member::MemberDoc;
use crate::document::program::ProgramDoc;
use crate::document::schema::of;

/// The schema of a programme, as JSON text.
///
/// ```
/// assert!(perks::schema::program().contains("http://json-schema.org/draft-07/schema#"));
/// ```
#[must_use]
pub fn program() -> String {
    of::<ProgramDoc<'_>>()
}

/// The schema of a member's snapshot, as JSON text.
#[must_use]
pub fn member() -> String {
    of::<MemberDoc<'_>>()
}

/// The schema of a cart, as JSON text.
#[must_use]
pub fn cart() -> String {
    of::<CartDoc<'_>>()
}

/// The schema of an event, as JSON text.
#[must_use]
pub fn event() -> String {
    of::<EventDoc<'_>>()
}
