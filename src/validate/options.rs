//! Options of the calls, for hosts that pass them as documents.

use crate::document::Source;
use crate::document::leaf::At;
use crate::document::options::{ForecastDoc, NowDoc, QuoteOptionsDoc, SpendDoc};
use crate::document::shape::Read;
use crate::engine::{ForecastOptions, NowOptions, QuoteOptions, Spend};
use crate::problem::{Document, Problems};
use crate::value::Points;
use crate::value::bounds::MAX_OPTIONS_BYTES;

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
    /// Reads `{"now": …, "until": …}`.
    ///
    /// # Errors
    /// Every problem of the document, in its order.
    pub fn parse<'a>(options: impl Into<Source<'a>>) -> Result<Self, Problems> {
        let read =
            options.into().read(Document::Options, MAX_OPTIONS_BYTES, |value, at, report| {
                let ForecastDoc { now, until, .. } = ForecastDoc::read(value, at, report)?;
                Some(Self { now: now?.0, until: until?.0 })
            });
        Ok(read?.0)
    }
}

impl QuoteOptions {
    /// Reads `{"now": …, "spend": …}`; `spend` is a number of points or `"max"`, by default 0.
    ///
    /// # Errors
    /// Every problem of the document, in its order.
    pub fn parse<'a>(options: impl Into<Source<'a>>) -> Result<Self, Problems> {
        let read =
            options.into().read(Document::Options, MAX_OPTIONS_BYTES, |value, at, report| {
                let document = QuoteOptionsDoc::read(value, at, report)?;
                let At(now) = document.now?;
                let spend = match document.spend {
                    None => Spend::Points(Points::ZERO),
                    Some(SpendDoc::Max) => Spend::Max,
                    Some(SpendDoc::Points(points)) => Spend::Points(Points::new(points)?),
                };
                Some(Self { now, spend })
            });
        Ok(read?.0)
    }
}
