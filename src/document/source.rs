//! Where a document comes from: text, bytes, or a tree that the host has read.

use std::borrow::Cow;

use super::json::{self, Value};
use crate::problem::{Code, Document, Path, Problem, Problems, Report};

/// A document as a caller gives it.
#[derive(Debug)]
pub struct Source<'a>(Form<'a>);

#[derive(Debug)]
enum Form<'a> {
    Bytes(Cow<'a, [u8]>),
    Text(Cow<'a, str>),
    Tree(Value<'a>),
}

impl<'a> From<&'a str> for Source<'a> {
    fn from(text: &'a str) -> Self {
        Self(Form::Text(Cow::Borrowed(text)))
    }
}

impl<'a> From<&'a String> for Source<'a> {
    fn from(text: &'a String) -> Self {
        Self(Form::Text(Cow::Borrowed(text)))
    }
}

impl From<String> for Source<'_> {
    fn from(text: String) -> Self {
        Self(Form::Text(Cow::Owned(text)))
    }
}

impl<'a> From<&'a [u8]> for Source<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self(Form::Bytes(Cow::Borrowed(bytes)))
    }
}

impl From<Vec<u8>> for Source<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Form::Bytes(Cow::Owned(bytes)))
    }
}

impl<'a> From<Value<'a>> for Source<'a> {
    fn from(tree: Value<'a>) -> Self {
        Self(Form::Tree(tree))
    }
}

impl Source<'_> {
    /// Reads the tree, lets `make` turn it into what is wanted, and reports every problem of both.
    pub(crate) fn read<T>(
        &self,
        document: Document,
        max_bytes: i64,
        make: impl for<'v> FnOnce(&'v Value<'v>, &Path<'_>, &mut Report) -> Option<T>,
    ) -> Result<(T, Vec<Problem>), Problems> {
        let mut report = Report::new(document);
        let parsed;
        let tree = match &self.0 {
            Form::Tree(tree) => Some(tree),
            Form::Text(text) => {
                parsed = json::parse(text, max_bytes, &mut report);
                parsed.as_ref()
            }
            Form::Bytes(bytes) => {
                parsed = utf8(bytes, &mut report)
                    .and_then(|text| json::parse(text, max_bytes, &mut report));
                parsed.as_ref()
            }
        };
        let value = tree.and_then(|tree| make(tree, &Path::Root, &mut report));
        report.finish(value, &|path| json::locate(self.text()?, path))
    }

    fn text(&self) -> Option<&str> {
        match &self.0 {
            Form::Text(text) => Some(text),
            Form::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            Form::Tree(_) => None,
        }
    }
}

fn utf8<'b>(bytes: &'b [u8], report: &mut Report) -> Option<&'b str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let message = format_args!("the byte at {} is not UTF-8", error.valid_up_to());
            report.error_at(Code::NotUtf8, None, message);
            None
        }
    }
}
