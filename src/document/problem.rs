//! Problems as JSON.

use super::snapshot::any;
use super::write::{Named, Write, json, put, written};
use crate::problem::{Param, Problem, Problems};

/// A list of problems as JSON text.
pub(crate) fn problems(list: &[Problem]) -> String {
    json(&list, 256 * list.len())
}

impl Problems {
    /// As JSON text without white space; the same bytes on every platform.
    #[must_use]
    pub fn to_json(&self) -> String {
        problems(self.as_slice())
    }
}

written!(Problem, it => {
    "code": it.code.name(),
    "severity": it.severity.name(),
    "document": it.document.name(),
    "path": it.path,
    "line"? it.position.map(|at| at.line),
    "column"? it.position.map(|at| at.column),
    "message": it.message,
    "help"? it.help,
    "params"? any(&it.params).map(params),
    "example"? it.example.as_deref().map(Raw),
});

/// Text that is JSON.
struct Raw<'t>(&'t str);

impl Write for Raw<'_> {
    fn write(&self, out: &mut String) {
        put(out, self.0);
    }
}

/// What a problem carries, as an object.
fn params<'p>(of: &'p [(&'static str, Param)]) -> Named<'p> {
    Named(of.iter().map(|(name, param)| (*name, param as &dyn Write)).collect())
}

impl Write for Param {
    fn write(&self, out: &mut String) {
        match self {
            Self::Text(text) => text.write(out),
            Self::Number(number) => number.write(out),
            Self::Words(words) => words.write(out),
            Self::Names(names) => names.write(out),
            Self::Reason(reason) => reason.write(out),
        }
    }
}
