//! What is asked of members and carts, and how they change: the calls on both.

use super::{cart, entry, event};
use crate::cart::Cart;
use crate::document::Source;
use crate::document::json::Value;
use crate::document::receipt::{inputs, receipt};
use crate::document::shape::Read;
use crate::engine::{self, CheckOptions, Forecast, ForecastOptions, QuoteOptions, Refusal};
use crate::member::Member;
use crate::outcome::{Hints, Quote, Recorded, Status, Verdicts};
use crate::problem::{Code, Document, Path, Problems, Report};
use crate::value::Instant;
use crate::value::bounds::{MAX_CART_BYTES, MAX_EVENT_BYTES, MAX_LOG_BYTES};

impl Member {
    /// Points and offers at an instant, whatever was known when the snapshot was made.
    ///
    /// ```
    /// # use perks::{Program, value::{Instant, TzDatabase}};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let member = program.member(read("member")?)?;
    /// # let now = Instant::parse_rfc3339("2026-11-20T12:00:00+08:00")?;
    /// let status = member.status(now)?;
    /// assert_eq!(status.points.balance.count(), 620);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When more falls due until then than one call settles.
    pub fn status(&self, now: Instant) -> Result<Status, Problems> {
        self.settled(now, Document::Options, |member, _| Some(engine::status(member, now)))
    }

    /// What becomes available, expires or is granted until an instant, if nothing else happens, and
    /// the status then.
    ///
    /// ```
    /// # use perks::{Program, value::{Instant, TzDatabase}};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let member = program.member(read("member")?)?;
    /// # let now = Instant::parse_rfc3339("2026-11-20T12:00:00+08:00")?;
    /// let forecast = member.forecast(now, Instant::parse_rfc3339("2028-01-01T00:00:00+08:00")?)?;
    /// println!("{} points are left then", forecast.status.points.balance.count());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When that instant is before now, or more falls due until then than one call settles.
    pub fn forecast(&self, now: Instant, until: Instant) -> Result<Forecast, Problems> {
        let (program, events) = (self.program.clone(), Vec::new());
        self.forecast_with(&ForecastOptions { now, until, program, events })
    }

    /// The same with what is supposed to happen until then.
    ///
    /// ```
    /// # use perks::{Program, ForecastOptions, value::{Instant, TzDatabase}};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let member = program.member(read("member")?)?;
    /// let options = r#"{
    ///     "now": "2026-11-20T04:00:00Z", "until": "2027-01-01T00:00:00Z",
    ///     "events": [{ "id": "if", "at": "2026-12-24T04:00:00Z",
    ///                  "adjust": { "points": 50, "reason": "a present" } }]
    /// }"#;
    /// let forecast = member.forecast_with(&ForecastOptions::parse(options, &program)?)?;
    /// assert_eq!(forecast.status.points.balance.count(), 620 + 50);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    /// ```
    /// # use perks::{Program, value::{Instant, TzDatabase}};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let mut member = program.member(read("member")?)?;
    /// # let now = Instant::parse_rfc3339("2026-11-20T12:00:00+08:00")?;
    /// let settled = member.settle(now)?;
    /// assert!(!settled.entries.is_empty());
    /// assert!(member.settle(now)?.entries.is_empty(), "it is settled already");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    /// ```
    /// # use perks::{Program, value::{Instant, TzDatabase}};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let now = Instant::parse_rfc3339("2026-11-20T12:00:00+08:00")?;
    /// let event = r#"{ "id": "e-1", "at": "2026-11-20T04:00:00Z", "join": {} }"#;
    /// let nobody = program.member(r#"{ "format": 1, "program": "watsons-vip", "id": "m-1" }"#)?;
    /// let mut member = nobody.clone();
    /// let recorded = member.record(event, now)?;
    ///
    /// let entries: Vec<String> = recorded.entries.iter().map(|entry| entry.to_json()).collect();
    /// let log = format!("[{}]", entries.join(","));
    /// assert_eq!(nobody.replay(log)?.to_json(), member.to_json());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Every problem of the log.
    pub fn replay<'a>(mut self, log: impl Into<Source<'a>>) -> Result<Self, Problems> {
        let read = log.into().read(Document::Log, MAX_LOG_BYTES, |value, at, report| {
            entry::replay(&mut self, &Read::read(value, at, report)?, at, report)
        });
        read.map(|_| self)
    }

    /// What coupons and codes are good for, before there is a cart: of each why it cannot be used
    /// at an instant, whatever the cart.
    ///
    /// ```
    /// # use perks::{CheckOptions, Program, value::TzDatabase};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// let options = r#"{ "now": "2026-11-20T04:00:00Z", "coupons": ["SAVE10"] }"#;
    /// let verdicts = program.guest().check(&CheckOptions::parse(options)?)?;
    /// assert_eq!(verdicts.codes[0].reasons[0].code(), "unknown_code");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When more falls due until then than one call settles.
    pub fn check(&self, options: &CheckOptions) -> Result<Verdicts, Problems> {
        self.settled(options.now, Document::Options, |member, _| {
            Some(engine::check(member, options))
        })
    }

    /// The price of a cart, with the best discounts, points to spend and points to earn.
    ///
    /// ```
    /// # use perks::{Program, QuoteOptions, value::{Instant, TzDatabase}};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let member = program.member(read("member")?)?;
    /// # let cart = program.cart(read("cart")?)?;
    /// # let now = Instant::parse_rfc3339("2026-11-20T12:00:00+08:00")?;
    /// let quote = member.quote(&cart, &QuoteOptions::at(now))?;
    /// assert_eq!(quote.totals.pay.minor(), 28_310);
    /// assert_eq!(quote.lines[0].discounts[0].amount.minor(), 8_000);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    /// and [`crate::Program::replay`] reads it.
    ///
    /// ```
    /// # use perks::{Program, QuoteOptions, value::{Instant, TzDatabase}};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let member = program.member(read("member")?)?;
    /// # let cart = program.cart(read("cart")?)?;
    /// # let now = Instant::parse_rfc3339("2026-11-20T12:00:00+08:00")?;
    /// let inputs = member.inputs(&cart, &QuoteOptions::at(now))?;
    /// assert!(inputs.starts_with(r#"{"member":{"format":1,"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    /// ```
    /// # use perks::{Program, QuoteOptions, value::{Instant, TzDatabase}};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let member = program.member(read("member")?)?;
    /// # let cart = program.cart(read("cart")?)?;
    /// # let now = Instant::parse_rfc3339("2026-11-20T12:00:00+08:00")?;
    /// for hint in member.hints(&cart, &QuoteOptions::at(now), 3)?.hints {
    ///     println!("{} saves {} more, in minor units", hint.offer, hint.saves.minor());
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    /// ```
    /// # use perks::{Program, value::{Instant, TzDatabase}};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let mut member = program.member(read("member")?)?;
    /// # let now = Instant::parse_rfc3339("2026-11-20T12:00:00+08:00")?;
    /// let event = r#"{ "id": "e-1", "at": "2026-11-20T04:00:00Z",
    ///                  "adjust": { "points": 50, "reason": "a present" } }"#;
    /// let recorded = member.record(event, now)?;
    /// assert!(!recorded.duplicate);
    /// assert_eq!(member.status(now)?.points.balance.count(), 620 + 50);
    /// assert!(member.record(event, now)?.duplicate);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    /// ```
    /// # use perks::{Program, value::TzDatabase};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let mut cart = program.cart(read("cart")?)?;
    /// cart.set_units("1", 3)?;
    /// assert!(cart.set_units("1", 0).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When there is no such line, or the units are out of bounds; the cart is as it was then.
    pub fn set_units(&mut self, line: &str, units: i64) -> Result<(), Problems> {
        self.set_units_value(line, &Value::Integer(units))
    }

    /// Adds a line, at the end.
    ///
    /// ```
    /// # use perks::{Program, value::TzDatabase};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let mut cart = program.cart(read("cart")?)?;
    /// cart.add_line(r#"{ "id": "4", "sku": "soap-3", "units": 1, "price_minor": 1590 }"#)?;
    /// cart.remove_line("4")?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    /// ```
    /// # use perks::{Program, value::TzDatabase};
    /// # let read = |name| std::fs::read_to_string(format!("programs/watsons-vip/{name}.json"));
    /// # let program = Program::parse(read("program")?, &TzDatabase)?;
    /// # let mut cart = program.cart(read("cart")?)?;
    /// cart.remove_line("2")?;
    /// cart.remove_line("3")?;
    /// let problems = cart.remove_line("1").expect_err("it is the last");
    /// assert_eq!(problems.as_slice()[0].code.name(), "empty");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
