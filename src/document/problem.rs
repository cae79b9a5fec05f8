//! Problems as JSON.

use super::snapshot::any;
use super::write::{Plain, Write, json, put, sign, written};
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
    "params"? any(&it.params).map(Params),
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
struct Params<'p>(&'p [(&'static str, Param)]);

impl Write for Params<'_> {
    fn write(&self, out: &mut String) {
        let mut before = b'{';
        for (name, param) in self.0 {
            sign(out, before);
            before = b',';
            Plain(name).write(out);
            sign(out, b':');
            match param {
                Param::Text(text) => text.write(out),
                Param::Number(number) => number.write(out),
                Param::Words(words) => words.write(out),
                Param::Reason(reason) => reason.write(out),
            }
        }
        sign(out, b'}');
    }
}
