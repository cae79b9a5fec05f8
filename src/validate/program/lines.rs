//! Tables that give each line a value of its own.

use super::cap::factor;
use super::condition::Conditions;
use super::money::more_than_zero;
use super::table::{Cell, Within};
use crate::document::program::table::{ByAttributeDoc, ByLineDoc, LineValueDoc};
use crate::document::shape::Read;
use crate::problem::{Path, Report};
use crate::program::{Carried, Discounted, LineTable};
use crate::value::bounds::{MAX_LOT_POINTS, MAX_ORDER_MINOR, MAX_UNITS};
use crate::value::{Decimal, Rate};

/// Billionths of a percent, and of one.
const PERCENT: i64 = 10_000_000;
const ONE: i64 = 1_000_000_000;

impl Conditions<'_, '_> {
    /// A value for each selector.
    pub(super) fn by_line(
        &mut self,
        document: ByLineDoc<'_>,
        within: &mut Within,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<LineTable> {
        let list = document.values?;
        let place = at.field("by_line");
        let read =
            self.by_row(list.values(), within, &place, report, &mut |this, value, at, report| {
                let LineValueDoc { of, value, .. } = LineValueDoc::read(value, at, report)?;
                let of = this.selection(of?, &at.field("of"), report);
                // Which lines those are depends on the offers before.
                this.selectors.asks_left |= of.is_some_and(|of| of.discounted != Discounted::Any);
                Some((of, value?))
            });
        let rows = read?;
        let rows = self.rows(Some(rows), document.otherwise, within, "by_line", at, report)?;
        Some(LineTable::Selected(rows))
    }

    /// So many times the number that a line carries: of minor units, whole points, percents or
    /// times.
    pub(super) fn by_attribute(
        &self,
        ByAttributeDoc { name, times, .. }: ByAttributeDoc<'_>,
        within: &mut Within,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<LineTable> {
        within.cells += 1;
        let (times, place) = (times.map_or(Decimal::ONE, |it| it.0), at.field("times"));
        let times = factor(times, &place, report)?;
        more_than_zero(times > 0, &place, report)?;
        let (unit, most) = match within.cell {
            Cell::Money | Cell::Positive => (1, MAX_ORDER_MINOR),
            Cell::Points => (10_i64.pow(self.common.units.point_decimals.into()), MAX_LOT_POINTS),
            Cell::Percent | Cell::Off => (PERCENT, ONE),
            Cell::Factor => (ONE, 1_000 * ONE),
            Cell::Count => (1, MAX_UNITS),
        };
        // In lowest terms at most 10^12 over 10^9.
        let times = Rate::billionths(times).times(Rate::new(unit, 1)?)?;
        let is_money = matches!(within.cell, Cell::Money | Cell::Positive);
        Some(LineTable::Carried(Carried { name: name?.0, times, most, is_money }))
    }
}
