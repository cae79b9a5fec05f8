//! Options of the calls.

use super::declare::{either, object};
use super::event::ReadEvent;
use super::expected::Expected;
use super::json::Value;
use super::leaf::{At, Ident, Keyed};
#[cfg(feature = "schema")]
use super::schema::form;
use super::shape::{Int, List, Map, Read, Text, wrong_type};
use crate::problem::{Code, Given, Path, Report};
use crate::value::bounds::{
    MAX_FORECAST_EVENTS, MAX_HINTS, MAX_LINES, MAX_MINOR, MAX_NAMED_OFFERS, MAX_NODES, MAX_OFFERS,
};

object! {
    /// Of `status` and `record`.
    NowDoc<'v> {
        required now: At,
    } reserved []
}

object! {
    /// Of `check` of a member.
    CheckOptionsDoc<'v> {
        required now: At,
        optional coupons: CouponsDoc<'v>,
        optional counters: CountersDoc<'v>,
    } reserved []
}

object! {
    /// Of `prepare`.
    PrepareDoc<'v> {
        optional salt: Text<'v>,
    } reserved []
}

object! {
    /// Of `forecast`.
    ForecastDoc<'v> {
        required now: At,
        required until: At,
        optional events: List<'v, ReadEvent<'v>, MAX_FORECAST_EVENTS>,
    } reserved []
}

/// Declares the options of a quote, and more.
macro_rules! with_a_quote {
    ($(#[$meta:meta])* $name:ident { $($more:tt)* }) => {
        object! {
            $(#[$meta])*
            $name<'v> {
                required now: At,
                optional spend: SpendDoc,
                optional prices: AtPricesDoc<'v>,
                optional gifts: PicksDoc<'v>,
                optional coupons: CouponsDoc<'v>,
                optional without: WithoutDoc<'v>,
                optional counters: CountersDoc<'v>,
                optional offers: List<'v, Ident, MAX_OFFERS>,
                optional nodes: Int<1, MAX_NODES>,
                $($more)*
            } reserved ["reasons"]
        }
    };
}

with_a_quote! {
    /// Of `quote`.
    QuoteOptionsDoc {
        optional receipt: ReceiptDoc,
    }
}

with_a_quote! {
    /// Of `hints`.
    HintOptionsDoc {
        optional at_most: Int<1, MAX_HINTS>,
    }
}

impl<'v> HintOptionsDoc<'v> {
    /// Those of the quote.
    pub(crate) fn quote(self) -> QuoteOptionsDoc<'v> {
        let Self { now, spend, prices, gifts, coupons, without, counters, offers, .. } = self;
        let (nodes, _borrows) = (self.nodes, self._borrows);
        let receipt = None;
        QuoteOptionsDoc {
            now,
            spend,
            prices,
            gifts,
            coupons,
            without,
            counters,
            offers,
            nodes,
            receipt,
            _borrows,
        }
    }
}

either! {
    /// Whether a quote has a receipt.
    ReceiptDoc { "no", "yes" }
}

/// Coupons and codes.
pub(crate) type CouponsDoc<'v> = List<'v, EnteredDoc<'v>, MAX_NAMED_OFFERS>;
/// Offers that are left out.
pub(crate) type WithoutDoc<'v> = List<'v, Ident, MAX_OFFERS>;
/// By offer.
pub(crate) type CountersDoc<'v> = Map<'v, CounterDoc<'v>, MAX_OFFERS>;

/// What a caller names for an order, of a quote or an event.
pub(crate) struct EnteredDocs<'v> {
    pub(crate) coupons: Option<CouponsDoc<'v>>,
    pub(crate) without: Option<WithoutDoc<'v>>,
    pub(crate) counters: Option<CountersDoc<'v>>,
}

/// A coupon of the member's, a code, or a voucher; the caller knows of which offer a unique code
/// is.
#[derive(Debug)]
pub(crate) enum EnteredDoc<'v> {
    Text(&'v str),
    Unique(UniqueDoc<'v>),
    Signed(EnteredVoucherDoc<'v>),
}

object! {
    /// A unique code, and its offer.
    UniqueDoc<'v> {
        /// The code.
        required code: Text<'v>,
        /// The offer that it is of.
        required offer: Ident,
    } reserved []
}

object! {
    /// A signed voucher.
    EnteredVoucherDoc<'v> {
        /// What it says; that it was signed is verified.
        required voucher: VoucherDoc<'v>,
    } reserved []
}

object! {
    /// What a signed voucher says.
    VoucherDoc<'v> {
        /// The programme that it is of.
        required program: Ident,
        /// The offer that it is for.
        required offer: Ident,
        /// Its number, by which it is told from the offer's others.
        required serial: Keyed,
        /// The id of the key that signed it.
        required key: Keyed,
        /// Whom it was issued to: the SHA-256 of the serial, a line feed and the member's id, in
        /// 64 small hexadecimal digits.
        optional holder: Text<'v> as form::Hash,
        /// It holds from then on.
        optional from: At,
        /// It holds before then.
        optional until: At,
    } reserved []
}

impl<'v> Read<'v> for EnteredDoc<'v> {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        match value {
            Value::Text(text) => Some(Self::Text(text)),
            Value::Object(_) if value.member("voucher").is_some() => {
                EnteredVoucherDoc::read(value, at, report).map(Self::Signed)
            }
            Value::Object(_) => UniqueDoc::read(value, at, report).map(Self::Unique),
            other => {
                wrong_type(&Expected::COUPON, other, at, report);
                None
            }
        }
    }
}

object! {
    /// How often an offer was used, and what it saved, by everybody until now.
    CounterDoc<'v> {
        /// How often it was used.
        optional uses: Int<0, MAX_MINOR>,
        /// What it saved, in minor units.
        optional amount_minor: Int<0, MAX_MINOR>,
    } reserved []
}

/// The lines to be bought at a price in points, by their ids.
pub(crate) type AtPricesDoc<'v> = Map<'v, AtPriceDoc<'v>, MAX_LINES>;

/// The gifts that the member picked: skus, by the offers' ids.
pub(crate) type PicksDoc<'v> = Map<'v, Keyed, MAX_OFFERS>;

object! {
    /// At which price, and how many of its points for each unit.
    AtPriceDoc<'v> {
        /// The price in points.
        required price: Ident,
        /// How many of them for each unit, where money may replace some.
        optional points: Int<0, MAX_MINOR>,
    } reserved []
}

/// How many points to spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SpendDoc {
    Max,
    Points(i64),
}

impl<'v> Read<'v> for SpendDoc {
    fn read(value: &'v Value<'v>, at: &Path<'_>, report: &mut Report) -> Option<Self> {
        match value {
            Value::Text(word) if *word == "max" => Some(Self::Max),
            Value::Text(word) => {
                let message = format_args!("`{}` is no choice here", super::shape::shown(word));
                let choices = Given::Words(&["max"]);
                let report = report.with(&[("found", Given::Text(word)), ("choices", choices)]);
                report.error_help(Code::UnknownChoice, at, message, "a number of points, or `max`");
                None
            }
            Value::Integer(_) => {
                Int::<0, MAX_MINOR>::read(value, at, report).map(|points| Self::Points(points.0))
            }
            other => {
                wrong_type(&Expected::SPEND, other, at, report);
                None
            }
        }
    }
}
