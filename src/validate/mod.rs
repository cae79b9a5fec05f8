//! From documents to valid values: what the fields mean together. Reports every problem.
//!
//! Here are the ways in: [`Program::parse`], [`Program::member`], [`Program::cart`],
//! [`Member::record`]. One file for each section of a document.

mod cart;
mod event;
mod lot;
mod member;
mod options;
mod order;
mod program;

use crate::cart::Cart;
use crate::document::Source;
use crate::document::json::Value;
use crate::document::shape::Read;
use crate::engine::{self, QuoteOptions};
use crate::member::Member;
use crate::outcome::{Quote, Recorded, Status};
use crate::problem::{Document, Path, Problems, Report};
use crate::program::Program;
use crate::value::bounds::{MAX_CART_BYTES, MAX_EVENT_BYTES, MAX_MEMBER_BYTES, MAX_PROGRAM_BYTES};
use crate::value::{Instant, ZoneSource};

impl Program {
    /// Reads a programme document (`docs/programme.md` is its reference). `zones` tells the table
    /// of a zone that the document only names.
    ///
    /// # Errors
    /// Every problem of the document, in its order. Warnings are kept: [`Program::warnings`].
    pub fn parse<'a>(
        document: impl Into<Source<'a>>,
        zones: &dyn ZoneSource,
    ) -> Result<Self, Problems> {
        let (rules, warnings) =
            document.into().read(Document::Program, MAX_PROGRAM_BYTES, |value, at, report| {
                program::program(Read::read(value, at, report)?, zones, at, report)
            })?;
        Ok(rules.finish(warnings))
    }

    /// Reads a member document: a snapshot that [`Member::to_json`] wrote, or an import.
    ///
    /// # Errors
    /// Every problem of the document, in its order.
    pub fn member<'a>(&self, document: impl Into<Source<'a>>) -> Result<Member, Problems> {
        let read = document.into().read(Document::Member, MAX_MEMBER_BYTES, |value, at, report| {
            member::member(self, Read::read(value, at, report)?, at, report)
        });
        Ok(read?.0)
    }

    /// Someone who has not joined: no points, and no offers for members.
    #[must_use]
    pub fn guest(&self) -> Member {
        Member::guest(self.clone())
    }

    /// Reads a cart document.
    ///
    /// # Errors
    /// Every problem of the document, in its order.
    pub fn cart<'a>(&self, document: impl Into<Source<'a>>) -> Result<Cart, Problems> {
        let read = document.into().read(Document::Cart, MAX_CART_BYTES, |value, at, report| {
            cart::cart(self, Read::read(value, at, report)?, at, report)
        });
        Ok(read?.0)
    }
}

impl Member {
    /// Points and offers at an instant, whatever was known when the snapshot was made.
    #[must_use]
    pub fn status(&self, now: Instant) -> Status {
        engine::status(self, now)
    }

    /// The price of a cart, with the best discounts, points to spend and points to earn.
    ///
    /// # Errors
    /// When the cart was read for another programme, or a stated limit is passed.
    pub fn quote(&self, cart: &Cart, options: &QuoteOptions) -> Result<Quote, Problems> {
        engine::quote(self, cart, options).or_else(|refusal| {
            let mut report = Report::new(Document::Cart);
            engine::refused(self, refusal, &Path::Root, &mut report);
            report.finish(None, &|_| ()).map(|(quote, _)| quote)
        })
    }

    /// Records an event: the only way in which the state changes. An event that was recorded
    /// before changes nothing.
    ///
    /// # Errors
    /// Every problem of the document, or why the event cannot be recorded; nothing has changed
    /// then.
    pub fn record<'a>(
        &mut self,
        event: impl Into<Source<'a>>,
        now: Instant,
    ) -> Result<Recorded, Problems> {
        let read = event.into().read(Document::Event, MAX_EVENT_BYTES, |value, at, report| {
            let event = event::event(&self.program, Read::read(value, at, report)?, at, report)?;
            // A field too many leaves an event whole, and yet it is refused.
            if report.has_errors() {
                return None;
            }
            engine::record(self, event, now, at, report)
        });
        Ok(read?.0)
    }
}

impl Cart {
    /// Changes the units of one line; nothing else is read again.
    ///
    /// # Errors
    /// When there is no such line, or the units are out of bounds; the cart is as it was then.
    pub fn set_units(&mut self, line: &str, units: i64) -> Result<(), Problems> {
        self.set_units_value(line, &Value::Integer(units))
    }

    /// Adds a line, at the end.
    ///
    /// # Errors
    /// Every problem of the line's document; the cart is as it was then.
    pub fn add_line<'a>(&mut self, document: impl Into<Source<'a>>) -> Result<(), Problems> {
        let read = document.into().read(Document::Cart, MAX_CART_BYTES, |value, at, report| {
            cart::add_line(self, Read::read(value, at, report)?, at, report)
        });
        read.map(|((), _)| ())
    }

    /// Removes a line.
    ///
    /// # Errors
    /// When there is no such line, or it is the last: a cart is never empty.
    pub fn remove_line(&mut self, line: &str) -> Result<(), Problems> {
        self.change(|cart, report| cart::remove_line(cart, line, report))
    }

    /// As [`Cart::set_units`], for a host whose numbers may be anything.
    pub(crate) fn set_units_value(
        &mut self,
        line: &str,
        units: &Value<'_>,
    ) -> Result<(), Problems> {
        self.change(|cart, report| cart::set_units(cart, line, units, report))
    }

    fn change(
        &mut self,
        change: impl FnOnce(&mut Self, &mut Report) -> Option<()>,
    ) -> Result<(), Problems> {
        let mut report = Report::new(Document::Cart);
        let changed = change(self, &mut report);
        report.finish(changed, &|_| ()).map(|((), _)| ())
    }
}
