//! The programme: its sections in the order in which they need each other.

mod condition;
mod earning;
mod money;
mod offer;
mod selector;
mod spending;
mod zone;

use std::sync::Arc;

use self::earning::earning;
use self::money::Units;
use self::offer::{Draft, level, offer};
use self::selector::Selectors;
use self::spending::cash;
use self::zone::{calendar, zone};
use crate::document::FORMAT;
use crate::document::program::ProgramDoc;
use crate::document::program::rounding::{ModeDoc, RoundingDoc};
use crate::document::shape::{Int, Text, shown};
use crate::problem::{Code, Path, Problem, Report};
use crate::program::{
    DiscountRounding, Expiry, Offer, PointsRounding, PointsRules, Pool, Program, Rules, SelectorSet,
};
use crate::value::order::order;
use crate::value::{Calendar, Currency, Id, Instant, Level, Money, Rounding, ZoneSource};

/// What several sections need; what could not be read is `None`, and has been reported.
pub(super) struct Common {
    pub(super) units: Units,
    pub(super) calendar: Option<Calendar>,
    pub(super) discounts: Option<DiscountRounding>,
    pub(super) granted: Rounding,
}

/// Rules that lack only the warnings of their own reading.
pub(super) struct Unwarned(Rules);

impl Unwarned {
    pub(super) fn finish(mut self, warnings: Vec<Problem>) -> Program {
        self.0.warnings = warnings.into();
        Program { rules: Arc::new(self.0) }
    }
}

pub(super) fn program(
    document: ProgramDoc<'_>,
    zones: &dyn ZoneSource,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Unwarned> {
    if is_foreign(document.format, at, report) {
        return None;
    }
    let currency = document.currency.and_then(|code| currency(code, &at.field("currency"), report));
    let zone = document.zone.and_then(|it| zone(&it, zones, &at.field("zone"), report));
    let calendar = zone.map(|zone| calendar(zone, document.calendar.as_ref()));
    let document_does_something = document.points.is_some() || document.offers.is_some();
    let points = document.points.unwrap_or_default();
    let point_decimals = points.decimals.map_or(0, |Int(digits)| u8::try_from(digits).unwrap_or(0));
    let units = Units { currency, point_decimals };
    let rounding = document.rounding.unwrap_or_default();
    let discounts = discounts(&rounding, units, &at.field("rounding"), report);
    let granted = rounding.points_granted.map_or(Rounding::Floor, mode);
    let charged = rounding.points_charged.map_or(Rounding::Ceil, mode);
    let common = Common { units, calendar, discounts, granted };

    let mut selectors = Selectors::default();
    let place = at.field("points");
    let earning = match points.earning {
        None => Some(Vec::new()),
        Some(rules) => rules.each_distinct(&place.field("earning"), report, |it, at, report| {
            earning(it, &common, &mut selectors, at, report)
        }),
    };
    let cash = match points.spending.and_then(|spending| spending.cash) {
        None => Some(None),
        Some(document) => {
            let place = place.field("spending");
            cash(&document, units, &place.field("cash"), report).map(Some)
        }
    };
    let drafts = match document.offers {
        None => Some(Vec::new()),
        Some(offers) => offers.each_distinct(&at.field("offers"), report, |it, at, report| {
            offer(it, &common, &mut selectors, at, report)
        }),
    };
    if !document_does_something && !report.has_errors() {
        let message = format_args!("a programme without `points` and `offers` does nothing");
        report.warn(Code::NoEffect, at, message, "add earning rules or offers");
    }
    let (selectors, facts) = selectors.build();
    Some(Unwarned(Rules {
        id: document.id?.0,
        version: u32::try_from(document.version?.0).ok()?,
        currency: currency?,
        calendar: common.calendar?,
        rounding: PointsRounding { granted, charged },
        points: PointsRules {
            pools: vec![Pool {
                id: Id::parse("points").ok()?,
                spendable: true,
                expires: Expiry::Never,
            }]
            .into(),
            earning: earning?.into(),
            cash: cash?,
            ..PointsRules::default()
        },
        activities: Box::default(),
        rewards: Box::default(),
        offers: ranked(drafts?, &selectors),
        selectors,
        facts,
        warnings: Box::default(),
    }))
}

/// Whether the document is of another format, whose fields mean something else.
pub(super) fn is_foreign<const MIN: i64, const MAX: i64>(
    format: Option<Int<MIN, MAX>>,
    at: &Path<'_>,
    report: &mut Report,
) -> bool {
    let found = format.map_or(FORMAT, |Int(found)| found);
    if found == FORMAT {
        return false;
    }
    let message = format_args!("the document has format {found}, this version reads {FORMAT}");
    let help = if found > FORMAT { "use a newer version of perks" } else { "convert the document" };
    report.error_help(Code::UnsupportedFormat, &at.field("format"), message, help);
    true
}

fn currency(Text(code): Text<'_>, at: &Path<'_>, report: &mut Report) -> Option<Currency> {
    let currency = Currency::from_code(code);
    if currency.is_none() {
        let message = format_args!("`{}` is not an active currency", shown(code));
        report.error_help(Code::UnknownCurrency, at, message, "an ISO 4217 code such as `CNY`");
    }
    currency
}

fn discounts(
    rounding: &RoundingDoc<'_>,
    units: Units,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<DiscountRounding> {
    let granularity = match rounding.granularity {
        None => Money::SMALLEST,
        Some(text) => units.positive_amount(text, &at.field("granularity"), report)?,
    };
    let mode = rounding.money.map_or(Rounding::HalfUp, mode);
    let level = rounding.level.map_or(Level::Line, level);
    Some(DiscountRounding { mode, level, granularity })
}

pub(super) fn mode(document: ModeDoc) -> Rounding {
    match document {
        ModeDoc::Floor => Rounding::Floor,
        ModeDoc::Ceil => Rounding::Ceil,
        ModeDoc::HalfUp => Rounding::HalfUp,
        ModeDoc::HalfDown => Rounding::HalfDown,
        ModeDoc::HalfEven => Rounding::HalfEven,
        ModeDoc::HalfOdd => Rounding::HalfOdd,
        ModeDoc::TowardsZero => Rounding::TowardsZero,
        ModeDoc::AwayFromZero => Rounding::AwayFromZero,
    }
}

/// Ranks the offers: of equal savings the one that ends soonest wins, then the lesser id.
fn ranked(drafts: Vec<Draft>, set: &SelectorSet) -> Box<[Offer]> {
    let key = |index: usize| {
        let draft: &Draft = &drafts[index];
        (draft.window.until.unwrap_or(Instant::MAX), draft.window.until.is_none(), &draft.id)
    };
    let order = order(drafts.len(), &mut |one, other| key(one).cmp(&key(other)));
    let mut ranks = vec![0; drafts.len()];
    for (rank, index) in (0..).zip(order) {
        ranks[index] = rank;
    }
    drafts.into_iter().zip(ranks).map(|(draft, rank)| draft.finish(set, rank)).collect()
}
