//! Where a document comes from: text, bytes, or a tree that the host has read.

use super::json::{self, Value};
use super::shape::Read;
use crate::problem::{Code, Document, Path, Problem, Problems, Report};

/// A document as a caller gives it.
#[derive(Debug)]
pub struct Source<'a>(Form<'a>);

#[derive(Debug)]
enum Form<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
    Tree(Value<'a>),
}

impl<'a> From<&'a str> for Source<'a> {
    fn from(text: &'a str) -> Self {
        Self(Form::Text(text))
    }
}

impl<'a> From<&'a String> for Source<'a> {
    fn from(text: &'a String) -> Self {
        Self(Form::Text(text))
    }
}

impl<'a> From<&'a [u8]> for Source<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self(Form::Bytes(bytes))
    }
}

impl<'a> From<Value<'a>> for Source<'a> {
    fn from(tree: Value<'a>) -> Self {
        Self(Form::Tree(tree))
    }
}

impl<'a> Source<'a> {
    /// Reads a shape, lets `make` turn it into what is wanted, and reports every problem of both.
    pub(crate) fn read<S: Read, T>(
        self,
        document: Document,
        max_bytes: i64,
        make: impl FnOnce(S, &Path<'_>, &mut Report) -> Option<T>,
    ) -> Result<(T, Vec<Problem>), Problems> {
        let mut report = Report::new(document);
        let text = match &self.0 {
            Form::Text(text) => Some(*text),
            Form::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Some(text),
                Err(error) => {
                    let message = format!("the byte at {} is not UTF-8", error.valid_up_to());
                    report.error_at(Code::NotUtf8, None, message);
                    return report.finish(None, |_| None);
                }
            },
            Form::Tree(_) => None,
        };
        let tree = match (self.0, text) {
            (Form::Tree(tree), _) => Some(tree),
            (_, Some(text)) => json::parse(text, max_bytes, &mut report),
            (_, None) => None,
        };
        let value = tree
            .and_then(|tree| S::read(tree, &Path::Root, &mut report))
            .and_then(|shape| make(shape, &Path::Root, &mut report));
        report.finish(value, |path| text.and_then(|text| json::locate(text, path)))
    }
}
