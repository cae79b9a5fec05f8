//! Options of the calls, for hosts that pass them as documents.

use super::coupon::entered;
use super::event::event;
use crate::document::Source;
use crate::document::leaf::{At, Ident, bad_key, ident};
use crate::document::options::{
    AtPriceDoc, AtPricesDoc, CheckOptionsDoc, EnteredDocs, ForecastDoc, HintOptionsDoc, NowDoc,
    PicksDoc, QuoteOptionsDoc, SpendDoc,
};
use crate::document::shape::{Int, Read};
use crate::engine::{
    AtPrice, CheckOptions, ForecastOptions, HintOptions, NowOptions, Pick, QuoteOptions, Spend,
};
use crate::problem::{Code, Document, Path, Problems, Report};
use crate::program::Program;
use crate::value::bounds::{MAX_EVENT_BYTES, MAX_OPTIONS_BYTES};
use crate::value::{Instant, Key, Points};

impl NowOptions {
    /// Reads `{"now": …}`.
    ///
    /// # Errors
    /// Every problem of the document, in its order.
    pub fn parse<'a>(options: impl Into<Source<'a>>) -> Result<Self, Problems> {
        let read =
            options.into().read(Document::Options, MAX_OPTIONS_BYTES, |value, at, report| {
                let NowDoc { now, .. } = NowDoc::read(value, at, report)?;
                now.map(|At(now)| Self { now })
            });
        Ok(read?.0)
    }
}

impl ForecastOptions {
    /// Reads `{"now": …, "until": …, "events": …}`; `events` are event documents, in any order.
    ///
    /// # Errors
    /// Every problem of the document, in its order.
    pub fn parse<'a>(options: impl Into<Source<'a>>, program: &Program) -> Result<Self, Problems> {
        // Events bring carts, which are larger than all other options together.
        let read = options.into().read(Document::Options, MAX_EVENT_BYTES, |value, at, report| {
            let ForecastDoc { now, until, events, .. } = ForecastDoc::read(value, at, report)?;
            let (now, until) = (now.map(|At(now)| now), until.map(|At(until)| until));
            let list = events.unwrap_or_default();
            let events = list.each(&at.field("events"), report, |it, at, report| {
                let event = event(program, it, at, report)?;
                within(event.at, now?, until?, &at.field("at"), report)?;
                Some(event)
            });
            Some(Self { now: now?, until: until?, program: program.clone(), events: events? })
        });
        Ok(read?.0)
    }
}

/// Whether an event is between now and the end of a forecast.
fn within(
    event: Instant,
    now: Instant,
    until: Instant,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<()> {
    if event < now {
        report.error(Code::EventTooEarly, at, format_args!("{event} is before now, {now}"));
        return None;
    }
    if until < event {
        let message = format_args!("{event} is after the end of the forecast, {until}");
        report.error(Code::EventInFuture, at, message);
        return None;
    }
    Some(())
}

impl CheckOptions {
    /// Reads `{"now": …, "coupons": …, "counters": …}`.
    ///
    /// # Errors
    /// Every problem of the document, in its order.
    pub fn parse<'a>(options: impl Into<Source<'a>>) -> Result<Self, Problems> {
        let read =
            options.into().read(Document::Options, MAX_OPTIONS_BYTES, |value, at, report| {
                let CheckOptionsDoc { now, coupons, counters, .. } =
                    CheckOptionsDoc::read(value, at, report)?;
                let entered = entered(EnteredDocs { coupons, without: None, counters }, at, report);
                Some(Self { now: now?.0, entered: entered? })
            });
        Ok(read?.0)
    }
}

impl QuoteOptions {
    /// Reads `{"now": …, "spend": …, "prices": …}`; `spend` is a number of points or `"max"`, by
    /// default 0, `prices` is `{"price": …, "points": …}` by line, `gifts` a sku by offer,
    /// `coupons` are coupons of the member's and codes, `without` offers to leave out, `counters`
    /// how often limited offers were used.
    ///
    /// # Errors
    /// Every problem of the document, in its order.
    pub fn parse<'a>(options: impl Into<Source<'a>>) -> Result<Self, Problems> {
        let read =
            options.into().read(Document::Options, MAX_OPTIONS_BYTES, |value, at, report| {
                quote_options(QuoteOptionsDoc::read(value, at, report)?, at, report)
            });
        Ok(read?.0)
    }
}

impl HintOptions {
    /// Reads the options of a quote and `at_most`, by default 3.
    ///
    /// # Errors
    /// Every problem of the document, in its order.
    pub fn parse<'a>(options: impl Into<Source<'a>>) -> Result<Self, Problems> {
        let read =
            options.into().read(Document::Options, MAX_OPTIONS_BYTES, |value, at, report| {
                let mut document = HintOptionsDoc::read(value, at, report)?;
                let Int(at_most) = document.at_most.take().unwrap_or(Int(HINTS));
                let quote = quote_options(document.quote(), at, report)?;
                Some(Self { quote, at_most: u32::try_from(at_most).ok()? })
            });
        Ok(read?.0)
    }
}

/// Hints that are told unless a caller says otherwise.
const HINTS: i64 = 3;

pub(super) fn quote_options(
    document: QuoteOptionsDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<QuoteOptions> {
    let prices = at_prices(document.prices, &at.field("prices"), report);
    let gifts = picks(document.gifts, &at.field("gifts"), report);
    let QuoteOptionsDoc { coupons, without, counters, .. } = document;
    let entered = entered(EnteredDocs { coupons, without, counters }, at, report);
    let offers = match document.offers {
        None => Some(None),
        Some(list) => list.each(&at.field("offers"), report, |Ident(id), _, _| Some(id)).map(Some),
    };
    let mut options = QuoteOptions::at(document.now?.0);
    match document.spend {
        None => {}
        Some(SpendDoc::Max) => options.spend = Spend::Max,
        Some(SpendDoc::Points(points)) => options.spend = Spend::Points(Points::new(points)?),
    }
    if let Some(Int(nodes)) = document.nodes {
        options.nodes = u32::try_from(nodes).ok()?;
    }
    (options.prices, options.gifts, options.offers) = (prices?, gifts?, offers?);
    options.entered = entered?;
    options.receipt = document.receipt.is_some_and(|it| it.0);
    Some(options)
}

/// The lines to be bought at a price in points; a quote tells which of them can't be.
pub(super) fn at_prices(
    document: Option<AtPricesDoc<'_>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<AtPrice>> {
    let Some(wanted) = document else { return Some(Vec::new()) };
    wanted.each(at, report, |line, price, at, report| {
        let key = Key::parse(line).ok();
        if key.is_none() {
            bad_key(line, at, report);
        }
        let AtPriceDoc { price, points, .. } = price?;
        let Ident(price) = price?;
        Some(AtPrice { line: key?, price, points: points.map(|it| Points::clamped(it.0)) })
    })
}

/// The gifts that the member picked.
pub(super) fn picks(
    document: Option<PicksDoc<'_>>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<Pick>> {
    let Some(picked) = document else { return Some(Vec::new()) };
    picked.each(at, report, |offer, sku, at, report| {
        let Ident(offer) = ident(offer, at, report)?;
        Some(Pick { offer, sku: sku?.0 })
    })
}
