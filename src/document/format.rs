//! The version of the format that a document says it is written in: looked at before anything else
//! of it, since in another format the same fields may mean something else.

use super::expected::Expected;
use super::json::Value;
use super::shape::wrong_type;
use crate::problem::{Code, Given, Path, Report};

/// The version of the document format that this crate reads and writes.
pub(crate) const FORMAT: i64 = 1;

/// Whether a document says another format than is read here, which then has been reported, and is
/// its only problem. One that does not say it lacks a field like any other.
pub(crate) fn is_foreign(value: &Value<'_>, at: &Path<'_>, report: &mut Report) -> bool {
    let Value::Object(members) = value else { return false };
    // Of what stands there twice, the last, as of every field.
    let stated = members.iter().rev().find(|(name, _)| *name == "format");
    match stated.map(|(_, value)| value) {
        None | Some(Value::Nothing | Value::Integer(FORMAT)) => return false,
        Some(Value::Integer(found)) => foreign(*found, &at.field("format"), report),
        Some(other) => wrong_type(&Expected::INTEGER, other, &at.field("format"), report),
    }
    true
}

#[cold]
fn foreign(found: i64, at: &Path<'_>, report: &mut Report) {
    // There is no earlier one yet: a document of an earlier format will be rewritten, not refused.
    const { assert!(FORMAT == 1) };
    let (message, help) = if found > FORMAT {
        (
            format!("format {found} is newer than what this version of perks reads, {FORMAT}"),
            format!("update perks to a version that reads format {found}"),
        )
    } else {
        (
            format!("there is no format {found}, the first is 1"),
            format!("write `{FORMAT}`, the format that this version of perks reads"),
        )
    };
    // As a text: it may be larger than a number that crosses to JavaScript.
    let found = found.to_string();
    let report = report.with(&[("found", Given::Text(&found)), ("reads", Given::Number(FORMAT))]);
    report.error_help(Code::UnsupportedFormat, at, format_args!("{message}"), &help);
}
