//! The published form of a programme: what it needs, and when there is none.

use crate::document::Source;
use crate::document::options::PrepareDoc;
use crate::document::prepared::prepared;
use crate::document::shape::{Read, Text, exceeds, shown};
use crate::problem::{Code, Document, Path, Problems, Report};
use crate::program::{OfferKind, Program, Rules};
use crate::value::Key;
use crate::value::bounds::{MAX_KEY_CHARS, MAX_OPTIONS_BYTES, MAX_PROGRAM_BYTES, MIN_SALT_CHARS};

/// Of preparing a programme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrepareOptions {
    /// What is hashed with each public code, chosen at random: 16 characters or more. The prepared
    /// document shows it. Needed where public codes stand in the document.
    pub salt: Option<Key>,
}

impl PrepareOptions {
    /// Reads `{"salt": …}`.
    ///
    /// # Errors
    /// Every problem of the document, in its order.
    pub fn parse<'a>(options: impl Into<Source<'a>>) -> Result<Self, Problems> {
        let read =
            options.into().read(Document::Options, MAX_OPTIONS_BYTES, |value, at, report| {
                let PrepareDoc { salt, .. } = PrepareDoc::read(value, at, report)?;
                Some(Self { salt: salt.and_then(|it| self::salt(it, &at.field("salt"), report)) })
            });
        Ok(read?.0)
    }
}

fn salt(Text(text): Text<'_>, at: &Path<'_>, report: &mut Report) -> Option<Key> {
    let long = exceeds(text.chars().count(), MIN_SALT_CHARS - 1);
    let salt = Key::parse(text).ok().filter(|_| long);
    if salt.is_none() {
        let message = format_args!("`{}` is no salt", shown(text));
        let help = format!(
            "{MIN_SALT_CHARS} to {MAX_KEY_CHARS} characters chosen at random, no control \
             characters, no blanks at its ends"
        );
        report.no("salt", text).error_help(Code::BadId, at, message, &help);
    }
    salt
}

impl Program {
    /// The text of the document as it is published: with the table of its zone, so that it is read
    /// alike whatever a runtime knows of zones; with hashes for public codes; without `$schema`;
    /// in canonical form. The programme that it is answers as this one does. What is prepared
    /// already stays, to the byte.
    ///
    /// ```
    /// use perks::value::TzDatabase;
    /// use perks::{PrepareOptions, Program};
    ///
    /// let program = Program::parse(
    ///     r#"{ "id": "p", "format": 1, "version": 1, "currency": "CNY", "zone": "Asia/Tokyo",
    ///          "offers": [{ "id": "o", "benefit": { "percent": { "off": "5" } } }] }"#,
    ///     &TzDatabase,
    /// )?;
    /// let text = program.prepare(&PrepareOptions::default())?;
    /// assert!(text.ends_with(r#""zone":{"name":"Asia/Tokyo","table":[[0,32400]]}}"#));
    /// # Ok::<(), perks::Problems>(())
    /// ```
    ///
    /// # Errors
    /// When public codes stand in the document and there is no salt; when such a code is one of
    /// another offer whose codes are hidden; when the text is longer than a programme may be.
    pub fn prepare(&self, options: &PrepareOptions) -> Result<String, Problems> {
        let rules = &self.rules;
        let mut report = Report::new(Document::Options);
        if options.salt.is_none() && !rules.codes.plain.is_empty() {
            let message = format_args!("the field `salt` is missing");
            let help = "the programme has public codes, which its published form hides";
            report.name("salt").error_help(Code::MissingField, &Path::Root, message, help);
            return report.finish(None, &|_| ()).map(|(text, _)| text);
        }
        let mut report = Report::new(Document::Program);
        known_hashes(rules, &mut report);
        let text = prepared(rules, options.salt.as_ref().map_or("", Key::as_str));
        if exceeds(text.len(), MAX_PROGRAM_BYTES) {
            let bytes = text.len();
            let message = format_args!(
                "the prepared text has {bytes} bytes, at most {MAX_PROGRAM_BYTES} are read"
            );
            report.error(Code::TooLarge, &Path::Root, message);
        }
        report.finish(Some(text), &|_| ()).map(|(text, _)| text)
    }
}

/// Reports codes that another offer has hidden: as hashes, nothing would tell which of the two is
/// meant.
fn known_hashes(rules: &Rules, report: &mut Report) {
    let hidden = rules.offers.iter().filter_map(|offer| match &offer.kind {
        OfferKind::Public(Some(hidden)) => Some((offer, hidden)),
        _ => None,
    });
    let offers = Path::Root.field("offers");
    for (offer, hidden) in hidden {
        for (code, of) in rules.codes.plain.iter().filter(|(code, _)| hidden.has(code)) {
            let (at, id) = (offers.index(*of as usize), offer.id.as_str());
            let message =
                format_args!("the code `{}` is one of the hidden ones of `{id}`", shown(code));
            report.id(code).error(Code::DuplicateId, &at.field("kind"), message);
        }
    }
}
