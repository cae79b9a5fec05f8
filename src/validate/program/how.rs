//! How scores are reckoned.

use super::Common;
use super::bounds::billionths;
use super::condition::Conditions;
use super::declared::not_empty;
use super::money::contradiction;
use super::names::ScoreName;
use super::score::{WHOLE, signed};
use super::table::Cell;
use super::time::{lasting, length};
use crate::document::json::Value;
use crate::document::leaf::{Ident, Tabled};
use crate::document::program::class::{
    HowDoc, InputDoc, LifetimeValueDoc, MatrixRow, RfmDoc, ScoreMatrixDoc, WeightedDoc,
};
use crate::document::program::time::{DurationDoc, SpanDoc};
use crate::document::shape::{Read, Text, each_value, integer};
use crate::problem::{Path, Report};
use crate::program::{Basis, How, LifetimeValue, Matrix, Measure, Rfm, Selection, What, Within};
use crate::validate::member::unknown;
use crate::value::Rate;
use crate::value::bounds::MAX_UNITS;

/// What the field `how` says of a score; `own` is what it is called, with its classes.
pub(super) fn how(
    document: HowDoc<'_>,
    own: &ScoreName<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<How> {
    Some(match document {
        HowDoc::Measure(it) => How::Measure(conditions.number(it, &at.field("measure"), report)?),
        HowDoc::Weighted(it) => weighted(it, conditions, &at.field("weighted"), report)?,
        HowDoc::Rfm(it) => rfm(it, conditions, &at.field("rfm"), report)?,
        HowDoc::LifetimeValue(it) => {
            lifetime_value(it, conditions, &at.field("lifetime_value"), report)?
        }
        HowDoc::Matrix(it) => matrix(it, own, conditions.common, &at.field("matrix"), report)?,
    })
}

fn weighted(
    WeightedDoc { inputs: list, missing, .. }: WeightedDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<How> {
    let skip_missing = missing.unwrap_or_default().0;
    let (list, at) = (list?, at.field("inputs"));
    not_empty(list.is_empty(), &at, report)?;
    let mut inputs = Vec::new();
    let read = each_value(list.values(), &at, report, &mut |value, at, report| {
        let InputDoc { of, weight, .. } = InputDoc::read(value, at, report)?;
        let of = of.and_then(|of| conditions.number(of, &at.field("of"), report));
        let weight = weight.and_then(|Tabled(it)| signed(it, 1_000, &at.field("weight"), report));
        inputs.push((of?, weight?));
        Some(())
    });
    read?;
    let sum: i64 = inputs.iter().map(|(_, weight)| weight).sum();
    if sum <= 0 {
        let message = format_args!("the weights do not add up to more than zero");
        contradiction(message, "the sum is divided by that of the weights", &at, report);
    }
    Some(How::Weighted { inputs: inputs.into(), skip_missing })
}

fn rfm(
    RfmDoc { within, recency, frequency, monetary, .. }: RfmDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<How> {
    let within = span(within, conditions, at, report);
    let (mut longest, mut counts, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
    let units = conditions.common.units;
    cuts(recency?.values(), "recency", at, report, &mut |value, at, report| {
        let lasts = lasting(DurationDoc::read(value, at, report), at, report)?;
        longest.push(lasts);
        Some(-length(lasts))
    });
    cuts(frequency?.values(), "frequency", at, report, &mut |value, at, report| {
        let count = integer(value, (1, MAX_UNITS), at, report)?;
        counts.push(u32::try_from(count).ok()?);
        Some(count)
    });
    cuts(monetary?.values(), "monetary", at, report, &mut |value, at, report| {
        let amount = units.positive_amount(Text::read(value, at, report)?, at, report)?;
        amounts.push(amount);
        Some(amount.minor())
    });
    let within = within?;
    let mut asked = |what| {
        let measure = Measure { what, within, of: Selection::default() };
        conditions.asks(measure, at, report)
    };
    let (orders, spend) = (asked(What::Orders), asked(What::Spend(Basis::Paid)));
    Some(How::Rfm(Box::new(Rfm {
        recency: longest.into(),
        frequency: counts.into(),
        monetary: amounts.into(),
        orders,
        spend,
    })))
}

/// Reads cut-offs, each better than the one before it: `read` tells how good.
fn cuts<'v>(
    values: &'v [Value<'v>],
    field: &str,
    at: &Path<'_>,
    report: &mut Report,
    read: &mut dyn FnMut(&'v Value<'v>, &Path<'_>, &mut Report) -> Option<i64>,
) {
    let at = at.field(field);
    not_empty(values.is_empty(), &at, report);
    let mut reached = None;
    each_value(values, &at, report, &mut |value, at, report| {
        let cut = read(value, at, report)?;
        if reached.is_some_and(|reached| cut <= reached) {
            let message = format_args!("a cut-off is better than the one before it");
            let help = "durations the longest first, counts and amounts the smallest first";
            contradiction(message, help, at, report);
        }
        reached = Some(cut);
        Some(())
    });
}

/// The field `within`; by default all that was.
fn span(
    document: Option<SpanDoc<'_>>,
    conditions: &Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Within> {
    match document {
        None => Some(Within::Lifetime),
        Some(document) => conditions.common.span(document, None, &at.field("within"), report),
    }
}

fn lifetime_value(
    LifetimeValueDoc { within, margin, retention, discount, .. }: LifetimeValueDoc<'_>,
    conditions: &mut Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<How> {
    let within = span(within, conditions, at, report);
    let margin = conditions.amount(margin, Cell::Percent, &at.field("margin"), report);
    let retention = conditions.amount(retention, Cell::Percent, &at.field("retention"), report);
    let Tabled(written) = discount?;
    let discount = billionths(written, 100, Rate::percent, &at.field("discount"), report);
    let (within, margin, retention, discount) = (within?, margin?, retention?, discount?);
    // Of at most all that stay and a discount of at least nothing, no other pair divides by zero.
    if discount == 0 && conditions.has_cell(retention, WHOLE) {
        let message = format_args!("who always stays is worth more than any number");
        let help = "keep `retention` under 100, or `discount` what is earned later";
        contradiction(message, help, &at.field("retention"), report);
        return None;
    }
    let measure = Measure { what: What::Spend(Basis::Paid), within, of: Selection::default() };
    let spend = conditions.asks(measure, at, report);
    let discount = Rate::new(discount, WHOLE)?;
    let value = LifetimeValue { within, spend, margin, retention, discount };
    Some(How::LifetimeValue(Box::new(value)))
}

fn matrix(
    ScoreMatrixDoc { rows, columns, classes, .. }: ScoreMatrixDoc<'_>,
    own: &ScoreName<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<How> {
    let mut side = |name: Option<Ident>, field| {
        let at = at.field(field);
        let name = name?;
        let (score, named) = common.score(&name, &at, report)?;
        if named.classes.is_empty() {
            let message = format_args!("the score `{}` has no classes", name.0);
            contradiction(message, "give it some, or name another score", &at, report);
            return None;
        }
        Some((score, &named.classes))
    };
    let (rows, columns) = (side(rows, "rows"), side(columns, "columns"));
    let (map, at) = (classes?, at.field("classes"));
    let ((rows, row_ids), (columns, column_ids)) = (rows?, columns?);
    let width = column_ids.len();
    let mut cells = vec![None; row_ids.len() * width];
    let read = map.each(&at, report, |row, of_row: Option<MatrixRow<'_>>, at, report| {
        let row = class(row_ids, row, at, report);
        let read = of_row?.each(at, report, |column, name: Option<Ident>, at, report| {
            let column = class(column_ids, column, at, report);
            let number = class(&own.classes, name?.0.as_str(), at, report)?;
            cells[row? * width + column?] = u8::try_from(number).ok();
            Some(())
        });
        read.map(|_| ())
    });
    read?;
    for (row, cells) in row_ids.iter().zip(cells.chunks(width)) {
        for (column, _) in column_ids.iter().zip(cells).filter(|(_, cell)| cell.is_none()) {
            let (row, column) = (row.unwrap_or_default(), column.unwrap_or_default());
            let message = format_args!("the pair of `{row}` and `{column}` has no class");
            contradiction(message, "a matrix has a class for each pair", &at, report);
        }
    }
    let cells: Option<Box<[u8]>> = cells.into_iter().collect();
    Some(How::Matrix(Box::new(Matrix { rows, columns, cells: cells? })))
}

/// The number of a class.
fn class(known: &[Option<&str>], name: &str, at: &Path<'_>, report: &mut Report) -> Option<usize> {
    let found = known.iter().position(|class| *class == Some(name));
    if found.is_none() {
        unknown("class", name, &mut known.iter().copied().flatten(), at, report);
    }
    found
}
