//! Options of the calls.

use super::declare::object;
use super::event::ReadEvent;
use super::json::Value;
use super::leaf::{At, Ident, Keyed};
use super::shape::{Int, List, Map, Read, wrong_type};
use crate::problem::{Code, Path, Report};
use crate::value::bounds::{MAX_FORECAST_EVENTS, MAX_LINES, MAX_MINOR, MAX_NODES, MAX_OFFERS};

object! {
    /// Of `status` and `record`.
    NowDoc<'v> {
        required now: At,
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

object! {
    /// Of `quote`.
    QuoteOptionsDoc<'v> {
        required now: At,
        optional spend: SpendDoc,
        optional prices: AtPricesDoc<'v>,
        optional gifts: PicksDoc<'v>,
        optional offers: List<'v, Ident, MAX_OFFERS>,
        optional nodes: Int<1, MAX_NODES>,
    } reserved ["coupons", "without", "reasons"]
}

/// The lines to be bought at a price in points, by their ids.
pub(crate) type AtPricesDoc<'v> = Map<'v, AtPriceDoc<'v>, MAX_LINES>;

/// The gifts that the member picked: skus, by the offers' ids.
pub(crate) type PicksDoc<'v> = Map<'v, Keyed, MAX_OFFERS>;

object! {
    /// At which price, and how many of its points for each unit.
    AtPriceDoc<'v> {
        required price: Ident,
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
                report.error_help(Code::UnknownChoice, at, message, "a number of points, or `max`");
                None
            }
            Value::Integer(_) => {
                Int::<0, MAX_MINOR>::read(value, at, report).map(|points| Self::Points(points.0))
            }
            other => {
                wrong_type("a number of points or `max`", other, at, report);
                None
            }
        }
    }
}
