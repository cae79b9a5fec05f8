//! From documents to valid values: what the fields mean together. Reports every problem.
//!
//! Here are the ways in: [`Program::parse`], [`Program::member`], [`Program::cart`],
//! [`Member::record`]. One file for each section of a document.

mod bearer;
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
use crate::document::json::Value;
use crate::document::receipt::{InputsDoc, SumsDoc, inputs, receipt, sum};
use crate::document::shape::Read;
use crate::engine::{self, Forecast, ForecastOptions, QuoteOptions, Refusal};
use crate::member::Member;
use crate::outcome::{Hints, Quote, Receipt, Recorded, Replay, Status};
use crate::problem::{Code, Document, Path, Problems, Report};
use crate::program::{OfferId, Program, Why};
use crate::value::bounds::{
    MAX_CART_BYTES, MAX_EVENT_BYTES, MAX_INPUTS_BYTES, MAX_LOG_BYTES, MAX_MEMBER_BYTES,
    MAX_PROGRAM_BYTES, MAX_RECEIPT_BYTES,
};
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
        let source = document.into();
        let (rules, warnings) =
            source.read(Document::Program, MAX_PROGRAM_BYTES, |value, at, report| {
                program::program(Read::read(value, at, report)?, zones, at, report)
            })?;
        Ok(rules.finish(warnings, source.as_text().unwrap_or_default()))
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

    /// Why two offers never apply together; nothing where they combine.
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

impl Member {
    /// Points and offers at an instant, whatever was known when the snapshot was made.
    ///
    /// # Errors
    /// When more falls due until then than one call settles.
    pub fn status(&self, now: Instant) -> Result<Status, Problems> {
        self.settled(now, Document::Options, |member, _| Some(engine::status(member, now)))
    }

    /// What becomes available, expires or is granted until an instant, if nothing else happens, and
    /// the status then.
    ///
    /// # Errors
    /// When that instant is before now, or more falls due until then than one call settles.
    pub fn forecast(&self, now: Instant, until: Instant) -> Result<Forecast, Problems> {
        let (program, events) = (self.program.clone(), Vec::new());
        self.forecast_with(&ForecastOptions { now, until, program, events })
    }

    /// The same with what is supposed to happen until then.
    ///
    /// # Errors
    /// As without; and when one of the events could not be recorded.
    pub fn forecast_with(&self, options: &ForecastOptions) -> Result<Forecast, Problems> {
        let mut report = Report::new(Document::Options);
        let ForecastOptions { now, until, .. } = options;
        let forecast = if until < now {
            let message = format_args!("the forecast ends at {until}, before now, {now}");
            report.error(Code::EmptyWindow, &Path::Root.field("until"), message);
            None
        } else if !options.program.is(&self.program) {
            let message = format_args!("the events were read for another programme");
            report.error(Code::OtherProgram, &Path::Root.field("events"), message);
            None
        } else {
            engine::forecast(self, options, &Path::Root, &mut report)
        };
        report.finish(forecast, &|_| ()).map(|(forecast, _)| forecast)
    }

    /// Brings the state up to date: an entry for each thing that time brought. Settling in many
    /// steps comes to the same as settling once; an event settles what lies before it by itself.
    ///
    /// # Errors
    /// When more falls due until then than one call settles; nothing has changed then.
    pub fn settle(&mut self, now: Instant) -> Result<Recorded, Problems> {
        let mut report = Report::new(Document::Options);
        let settled = engine::settle(self, now, &Path::Root, &mut report);
        report.finish(settled, &|_| ()).map(|(settled, _)| settled)
    }

    /// Asks a member as time left it at an instant.
    fn settled<T>(
        &self,
        now: Instant,
        document: Document,
        ask: impl FnOnce(&Self, &mut Report) -> Option<T>,
    ) -> Result<T, Problems> {
        let mut report = Report::new(document);
        let settled = engine::settled(self, now, &Path::Root, &mut report);
        let answer = settled.and_then(|settled| ask(settled.as_ref().unwrap_or(self), &mut report));
        report.finish(answer, &|_| ()).map(|(answer, _)| answer)
    }

    /// The member that a log of entries makes of another, usually of one of whom nothing is known
    /// but the id: what proves a snapshot.
    ///
    /// # Errors
    /// Every problem of the log.
    pub fn replay<'a>(mut self, log: impl Into<Source<'a>>) -> Result<Self, Problems> {
        let read = log.into().read(Document::Log, MAX_LOG_BYTES, |value, at, report| {
            entry::replay(&mut self, &Read::read(value, at, report)?, at, report)
        });
        read.map(|_| self)
    }

    /// The price of a cart, with the best discounts, points to spend and points to earn.
    ///
    /// # Errors
    /// When the cart was read for another programme, or a stated limit is passed.
    pub fn quote(&self, cart: &Cart, options: &QuoteOptions) -> Result<Quote, Problems> {
        let quoted =
            self.settled(options.now, Document::Cart, |member, report| {
                match engine::quote(member, cart, options) {
                    Ok(quote) => Some(quote),
                    Err(refusal) => {
                        engine::refused(member, refusal, &Path::Root, report);
                        None
                    }
                }
            });
        let mut quote = quoted?;
        quote.receipt = options.receipt.then(|| receipt(self, cart, options, &quote));
        Ok(quote)
    }

    /// What a quote depends on beside the programme, as one JSON text: of it a receipt has the sum,
    /// and [`Program::replay`] reads it.
    ///
    /// # Errors
    /// When the cart was read for another programme.
    pub fn inputs(&self, cart: &Cart, options: &QuoteOptions) -> Result<String, Problems> {
        let mut report = Report::new(Document::Cart);
        let same = cart.program.is(&self.program);
        if !same {
            engine::refused(self, Refusal::OtherProgram, &Path::Root, &mut report);
        }
        let text = same.then(|| inputs(self, cart, options));
        report.finish(text, &|_| ()).map(|(text, _)| text)
    }

    /// The smallest changes that let offers apply that do not, each of them priced: at most so
    /// many, those first that are worth most.
    ///
    /// # Errors
    /// As [`Member::quote`].
    pub fn hints(
        &self,
        cart: &Cart,
        options: &QuoteOptions,
        at_most: u32,
    ) -> Result<Hints, Problems> {
        self.settled(options.now, Document::Cart, |member, report| {
            match engine::hints(member, cart, options, at_most) {
                Ok(hints) => Some(hints),
                Err(refusal) => {
                    engine::refused(member, refusal, &Path::Root, report);
                    None
                }
            }
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
