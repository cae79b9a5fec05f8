//! Where a document comes from: text or bytes.

use std::borrow::Cow;

use bumpalo::Bump;

use super::json::{self, Value};
use super::locate::locate;
use crate::problem::{Code, Document, Path, Problem, Problems, Report};

/// A document as a caller gives it.
#[derive(Debug)]
pub struct Source<'a>(Form<'a>);

#[derive(Debug)]
enum Form<'a> {
    Bytes(Cow<'a, [u8]>),
    Text(Cow<'a, str>),
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

impl Source<'_> {
    /// Reads the tree, lets `make` turn it into what is wanted, and reports every problem of both.
    pub(crate) fn read<T>(
        &self,
        document: Document,
        max_bytes: i64,
        make: impl for<'v> FnOnce(&'v Value<'v>, &Path<'_>, &mut Report) -> Option<T>,
    ) -> Result<(T, Vec<Problem>), Problems> {
        let mut report = Report::new(document);
        let text = self.text(&mut report);
        let arena = Bump::new();
        let tree = text.and_then(|text| json::parse(text, max_bytes, &arena, &mut report));
        let value = tree.and_then(|tree| make(&tree, &Path::Root, &mut report));
        report.finish(value, &|problems| locate(text.unwrap_or_default(), problems))
    }

    /// Its text, unless it is none.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.0 {
            Form::Text(text) => Some(text),
            Form::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
        }
    }

    fn text(&self, report: &mut Report) -> Option<&str> {
        match &self.0 {
            Form::Text(text) => Some(text),
            Form::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Some(text),
                Err(error) => {
                    let message = format_args!("the byte at {} is not UTF-8", error.valid_up_to());
                    report.error_at(Code::NotUtf8, None, message);
                    None
                }
            },
        }
    }
}
