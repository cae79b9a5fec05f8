//! From documents to valid values: what the fields mean together. Reports every problem.
//!
//! Here are the ways in: [`Program::parse`], [`Program::member`], [`Program::cart`]; `calls.rs` has
//! what is asked of members and carts. One file for each section of a document.

mod bearer;
mod calls;
mod cart;
mod check;
mod count;
mod coupon;
mod entry;
mod event;
mod folded;
mod held;
mod lot;
mod member;
mod options;
mod order;
mod prepare;
mod program;
mod renamed;
mod sound;
mod standing;

pub use prepare::PrepareOptions;

use crate::cart::Cart;
use crate::document::Source;
use crate::document::format::is_foreign;
use crate::document::json::Value;
use crate::document::receipt::{InputsDoc, SumsDoc, receipt, sum};
use crate::document::shape::Read;
use crate::member::Member;
use crate::outcome::{Receipt, Replay};
use crate::problem::{Document, Path, Problems, Report};
use crate::program::{OfferId, Program, Why};
use crate::value::ZoneSource;
use crate::value::bounds::{
    MAX_CART_BYTES, MAX_INPUTS_BYTES, MAX_MEMBER_BYTES, MAX_PROGRAM_BYTES, MAX_RECEIPT_BYTES,
};

impl Program {
    /// Reads a programme document (`docs/programme.md` is its reference). `zones` tells the table
    /// of a zone that the document only names.
    ///
    /// ```
    /// use perks::Program;
    /// use perks::value::TzDatabase;
    ///
    /// let wrong = r#"{ "format": 1, "id": "p", "version": 1, "currency": "EUR",
    ///                  "zone": "Europe/Pariss", "ofers": [] }"#;
    /// let problems = Program::parse(wrong, &TzDatabase).expect_err("two things are wrong");
    /// let told: Vec<&str> = problems.as_slice().iter().map(|it| it.path.as_str()).collect();
    /// assert_eq!(told, ["/zone", "/ofers"]);
    /// assert_eq!(problems.as_slice()[1].help.as_deref(), Some("did you mean `offers`?"));
    /// ```
    ///
    /// # Errors
    /// Every problem of the document, in its order. Warnings are kept: [`Program::warnings`].
    pub fn parse<'a>(
        document: impl Into<Source<'a>>,
        zones: &dyn ZoneSource,
    ) -> Result<Self, Problems> {
        let source = document.into();
        let (rules, warnings) =
            source.read(Document::Program, MAX_PROGRAM_BYTES, |value, at, report| {
                if is_foreign(value, at, report) {
                    return None;
                }
                program::program(Read::read(value, at, report)?, zones, at, report)
            })?;
        Ok(rules.finish(warnings, source.as_text().unwrap_or_default()))
    }

    /// Reads a member document: a snapshot that [`Member::to_json`] wrote, or an import.
    ///
    /// ```
    /// # use perks::{Program, value::TzDatabase};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// let member = program.member(r#"{ "format": 1, "program": "watsons-vip", "id": "m-1" }"#)?;
    /// assert_eq!(program.member(member.to_json())?.to_json(), member.to_json());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Every problem of the document, in its order.
    pub fn member<'a>(&self, document: impl Into<Source<'a>>) -> Result<Member, Problems> {
        let read = document.into().read(Document::Member, MAX_MEMBER_BYTES, |value, at, report| {
            member::member(self, value, at, report)
        });
        Ok(read?.0)
    }

    /// Someone who has not joined: no points, and no offers for members.
    ///
    /// ```
    /// # use perks::{Program, value::{Instant, TzDatabase}};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let now = Instant::parse_rfc3339("2026-11-20T12:00:00+08:00")?;
    /// assert!(program.guest().status(now)?.member.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn guest(&self) -> Member {
        Member::guest(self.clone())
    }

    /// Reads a cart document.
    ///
    /// ```
    /// # use perks::{Program, value::TzDatabase};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// let wrong = r#"{ "currency": "USD",
    ///                  "lines": [{ "id": "1", "sku": "a", "units": 0, "price_minor": 100 }] }"#;
    /// let problems = program.cart(wrong).expect_err("two things are wrong");
    /// assert_eq!(problems.as_slice().len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Every problem of the document, in its order.
    pub fn cart<'a>(&self, document: impl Into<Source<'a>>) -> Result<Cart, Problems> {
        let read = document.into().read(Document::Cart, MAX_CART_BYTES, |value, at, report| {
            cart::cart(self, Read::read(value, at, report)?, at, report)
        });
        Ok(read?.0)
    }

    /// Why two offers never apply together; nothing where they combine.
    ///
    /// ```
    /// # use perks::{Program, value::TzDatabase};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// assert!(program.conflicts("specials-2026-11-30", "member-20")?.is_empty());
    /// assert!(program.conflicts("specials-2026-11-30", "member-02").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the programme has no such offer.
    pub fn conflicts(&self, one: &str, other: &str) -> Result<Vec<Why>, Problems> {
        let mut report = Report::new(Document::Program);
        let rules = &self.rules;
        let mut found = |id: &str| {
            let found = rules.offers.iter().position(|offer| offer.id.as_str() == id);
            if found.is_none() {
                let known = &mut rules.offers.iter().map(|offer| offer.id.as_str());
                member::unknown("offer", id, known, &Path::Root, &mut report);
            }
            let index = u16::try_from(found?).ok()?;
            Some((OfferId(index), &rules.offers[usize::from(index)]))
        };
        let pair = (found(one), found(other));
        let why = pair.0.zip(pair.1).map(|(one, other)| {
            if one.0 == other.0 { Vec::new() } else { rules.stacking.why(one, other) }
        });
        report.finish(why, &|_| ()).map(|(why, _)| why)
    }

    /// Makes a quote again from what [`Member::inputs`] told, and tells whether programme, inputs
    /// and outcome are those of its receipt.
    ///
    /// ```
    /// # use perks::{Program, QuoteOptions, value::{Instant, TzDatabase}};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let member = program.member(read("member")?)?;
    /// # let cart = program.cart(read("cart")?)?;
    /// # let now = Instant::parse_rfc3339("2026-11-20T12:00:00+08:00")?;
    /// let options = QuoteOptions { receipt: true, ..QuoteOptions::at(now) };
    /// let kept = (member.quote(&cart, &options)?.receipt, member.inputs(&cart, &options)?);
    ///
    /// let receipt = kept.0.expect("it was asked for");
    /// assert!(program.replay(receipt.to_json(), kept.1)?.is_same());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Every problem of the receipt, or else of the inputs; or why there is no quote.
    pub fn replay<'a>(
        &self,
        receipt: impl Into<Source<'a>>,
        inputs: impl Into<Source<'a>>,
    ) -> Result<Replay, Problems> {
        let read = receipt.into().read(Document::Receipt, MAX_RECEIPT_BYTES, sums);
        let (was, _) = read?;
        let source = inputs.into();
        let read = source.read(Document::Inputs, MAX_INPUTS_BYTES, |value, at, report| {
            let InputsDoc { member, cart, options, .. } = Read::read(value, at, report)?;
            let member =
                member.and_then(|it| member::member(self, it, &at.field("member"), report));
            let cart = cart.and_then(|it| cart::cart(self, it, &at.field("cart"), report));
            let options =
                options.and_then(|it| options::quote_options(it, &at.field("options"), report));
            Some((member?, cart?, options?))
        });
        let ((member, cart, options), _) = read?;
        let mut quote = member.quote(&cart, &options)?;
        let is = self::receipt(&member, &cart, &options, &quote);
        // Another programme may write a member otherwise; the text that was kept is the same still.
        let kept = || source.as_text().is_some_and(|text| sum(text) == was.inputs);
        let [program, outcome] = [is.program == was.program, is.outcome == was.outcome];
        let inputs = is.inputs == was.inputs || kept();
        quote.receipt = Some(is);
        Ok(Replay { program, inputs, outcome, quote })
    }
}

/// The sums of a receipt.
fn sums(value: &Value<'_>, at: &Path<'_>, report: &mut Report) -> Option<Receipt> {
    let SumsDoc { program, inputs, outcome, .. } = Read::read(value, at, report)?;
    let mut sum = |text, field| Some(member::digest(text?, &at.field(field), report)?.to_hex());
    let (program, inputs) = (sum(program, "program"), sum(inputs, "inputs"));
    let outcome = sum(outcome, "outcome");
    Some(Receipt { program: program?, inputs: inputs?, outcome: outcome? })
}
