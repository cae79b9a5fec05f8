//! Fields by the name that they had before: the warning, and places as they are written.

use super::{Code, Given, Path, Report};

/// The fields of a document that stand there by another name.
#[derive(Debug, Default)]
pub(super) struct Renamed(Vec<Place>);

#[derive(Debug)]
struct Place {
    /// As the engine says it.
    now: String,
    /// As the document says it.
    written: String,
}

impl Renamed {
    /// A place as the document has it: what is looked at by its new name stands there by its old.
    pub(super) fn written(&self, at: &Path<'_>) -> String {
        let path = at.to_string();
        // What is farther in was noted later.
        let found = self.0.iter().rev().find_map(|place| {
            let rest = path.strip_prefix(&*place.now)?;
            (rest.is_empty() || rest.starts_with('/')).then(|| format!("{}{rest}", place.written))
        });
        found.unwrap_or(path)
    }
}

impl Report {
    /// Warns of a field that is written by the name that it had before, in an object at `at`.
    /// `read_until` is the last format in which that is read.
    pub(crate) fn renamed(&mut self, at: &Path<'_>, (old, now): (&str, &str), read_until: i64) {
        let message = format_args!("the field `{old}` is called `{now}` now");
        let help = format!("write `{now}`; `{old}` is read as long as format {read_until} is");
        let params = [("name", Given::Text(old)), ("instead", Given::Text(now))];
        self.with(&params).warn(Code::Deprecated, &at.field(old), message, &help);
        let written = self.renamed.written(&at.field(old));
        self.renamed.0.push(Place { now: at.field(now).to_string(), written });
    }
}
