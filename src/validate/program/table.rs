//! Tables of values: whatever they go by, each value gets its condition.

use super::bounds::billionths;
use super::cap::factor;
use super::condition::Conditions;
use super::declared::not_empty;
use super::money::{contradiction, percent};
use crate::document::json::Value;
use crate::document::leaf::{Number, PointsText, Tabled};
use crate::document::program::table::{
    ByNames, ByTierDoc, CaseDoc, LadderTableDoc, MatrixDoc, SegmentValueDoc, StepDoc, TableDoc,
};
use crate::document::shape::{Read, Text, each_value, exceeds, integer};
use crate::problem::{Code, Path, Report};
use crate::program::{Amount, Class, Condition, LevelId, LevelSet, StageId, Table, TableId};
use crate::validate::member::unknown;
use crate::value::Rate;
use crate::value::bounds::{MAX_CELLS, MAX_TABLES_DEEP, MAX_UNITS};

/// What the cells of a place are.
#[derive(Clone, Copy)]
pub(super) enum Cell {
    /// Points of more than zero.
    Points,
    /// A factor, in billionths.
    Factor,
    /// An amount, in minor units.
    Money,
    /// An amount of more than zero.
    Positive,
    /// One or more.
    Count,
    /// A part of a hundred, in billionths of the whole.
    Percent,
    /// The same of more than zero.
    Off,
}

/// Where a cell is.
struct Within {
    cell: Cell,
    /// In so many tables.
    depth: i64,
    /// How many cells there are.
    cells: usize,
}

type Rows = Vec<(Condition, Amount)>;

/// The place of a name among those of its kind.
fn named(
    ids: &[Option<&str>],
    what: &str,
    name: &str,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<u8> {
    let found = ids.iter().position(|known| *known == Some(name));
    if found.is_none() {
        unknown(what, name, &mut ids.iter().copied().flatten(), at, report);
    }
    u8::try_from(found?).ok()
}

/// Reads what the field `values` lists.
fn listed<'v>(
    values: &'v [Value<'v>],
    at: &Path<'_>,
    report: &mut Report,
    read: &mut dyn FnMut(&'v Value<'v>, &Path<'_>, &mut Report) -> Option<()>,
) -> Option<()> {
    let at = at.field("values");
    not_empty(values.is_empty(), &at, report)?;
    each_value(values, &at, report, read)
}

impl Conditions<'_, '_> {
    /// The number of a field, or the table in its place.
    pub(super) fn amount(
        &mut self,
        written: Option<Tabled<'_>>,
        cell: Cell,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Amount> {
        let mut within = Within { cell, depth: 0, cells: 0 };
        let amount = self.cell(written?, &mut within, at, report);
        if exceeds(within.cells, MAX_CELLS) {
            let message = format_args!("{} cells, at most {MAX_CELLS} are allowed", within.cells);
            report.at_most(MAX_CELLS).error(Code::TooMany, at, message);
            return None;
        }
        amount
    }

    fn cell(
        &mut self,
        Tabled(value): Tabled<'_>,
        within: &mut Within,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Amount> {
        if matches!(value, Value::Object(_)) {
            if within.depth == MAX_TABLES_DEEP {
                let message =
                    format_args!("tables stand in tables, at most {MAX_TABLES_DEEP} deep");
                report.error(Code::TooMany, at, message);
                return None;
            }
            within.depth += 1;
            let table = self.table(value, within, at, report);
            within.depth -= 1;
            return table;
        }
        within.cells += 1;
        Some(Amount::Fixed(match within.cell {
            Cell::Points => {
                let written = PointsText::read(value, at, report)?;
                self.common.units.positive_points(written, at, report)?.count()
            }
            Cell::Factor => factor(Number::read(value, at, report)?.0, at, report)?,
            Cell::Money => {
                let written = Text::read(value, at, report)?;
                self.common.units.amount(written, at, report)?.minor()
            }
            Cell::Positive => {
                let written = Text::read(value, at, report)?;
                self.common.units.positive_amount(written, at, report)?.minor()
            }
            Cell::Count => integer(value, (1, MAX_UNITS), at, report)?,
            Cell::Percent => billionths(value, 100, Rate::percent, at, report)?,
            Cell::Off => {
                percent(Number::read(value, at, report)?.0, at, report)?;
                billionths(value, 100, Rate::percent, at, report)?
            }
        }))
    }

    /// Whether a number, or a cell of the table in its place, is this.
    pub(super) fn has_cell(&self, amount: Amount, wanted: i64) -> bool {
        let Amount::Table(TableId(id)) = amount else { return amount == Amount::Fixed(wanted) };
        let Some(table) = self.selectors.tables.get(id as usize) else { return false };
        let rows = table.rows.iter().map(|(_, value)| *value);
        rows.chain(table.otherwise).any(|value| self.has_cell(value, wanted))
    }

    /// The condition that a number has a value; `None` where it always has one.
    pub(super) fn has_value(&self, amount: Amount) -> Option<Condition> {
        let Amount::Table(TableId(id)) = amount else { return None };
        let table = self.selectors.tables.get(id as usize)?;
        let mut ways = Vec::new();
        // What comes first asks most, so that the last is nearest.
        for (when, value) in table.rows.iter().rev() {
            let when = when.clone();
            ways.push(match self.has_value(*value) {
                None => when,
                Some(has_value) => Condition::All([when, has_value].into()),
            });
        }
        if let Some(otherwise) = table.otherwise {
            ways.push(self.has_value(otherwise)?);
        }
        Some(Condition::Any(ways.into()))
    }

    fn table<'v>(
        &mut self,
        value: &'v Value<'v>,
        within: &mut Within,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Amount> {
        let (tag, rows, otherwise) = match TableDoc::read(value, at, report)? {
            TableDoc::ByTier(mut it) => {
                let otherwise = it.otherwise.take();
                ("by_tier", self.by_tier(it, within, &at.field("by_tier"), report), otherwise)
            }
            TableDoc::BySegment(it) => {
                let (list, place) = (it.values?, at.field("by_segment"));
                let mut rows = Vec::new();
                listed(list.values(), &place, report, &mut |value, at, report| {
                    let SegmentValueDoc { segment, value, .. } =
                        SegmentValueDoc::read(value, at, report)?;
                    let segment = self.common.segment(&segment?, &at.field("segment"), report);
                    let value = self.cell(value?, within, &at.field("value"), report);
                    rows.push((Condition::Segment([segment?].into()), value?));
                    Some(())
                })?;
                ("by_segment", Some(rows), it.otherwise)
            }
            TableDoc::ByStage(it) => {
                let at = at.field("by_stage");
                let ids = &*self.common.names.stages;
                let rows = self.by_name(it.values?, within, &at, report, &|name, at, report| {
                    let stage = named(ids, "stage", name, at, report)?;
                    Some(Condition::Class(Box::new(Class::Stage([StageId(stage)].into()))))
                });
                ("by_stage", rows, it.otherwise)
            }
            TableDoc::ByScore(it) => {
                let at = at.field("by_score");
                let common = self.common;
                let score = common.classed(it.of, "of", &at, report);
                let rows = self.by_name(it.values?, within, &at, report, &|name, at, report| {
                    common.in_class(score?, name, at, report)
                });
                score?;
                ("by_score", rows, it.otherwise)
            }
            TableDoc::Matrix(mut it) => {
                let otherwise = it.otherwise.take();
                ("matrix", self.matrix(it, within, &at.field("matrix"), report), otherwise)
            }
            TableDoc::Ladder(mut it) => {
                let otherwise = it.otherwise.take();
                ("ladder", self.steps(it, within, &at.field("ladder"), report), otherwise)
            }
            TableDoc::Cases(it) => {
                let (list, place) = (it.values?, at.field("cases"));
                let mut rows = Vec::new();
                listed(list.values(), &place, report, &mut |value, at, report| {
                    let CaseDoc { when, value, .. } = CaseDoc::read(value, at, report)?;
                    let when = self.when(Some(when?), at, report);
                    let value = self.cell(value?, within, &at.field("value"), report);
                    rows.push((when?, value?));
                    Some(())
                })?;
                ("cases", Some(rows), it.otherwise)
            }
        };
        let otherwise = match otherwise {
            None => None,
            Some(it) => Some(self.cell(it, within, &at.field(tag).field("otherwise"), report)?),
        };
        let rows = rows?;
        let alike = |it: Amount| {
            matches!(it, Amount::Fixed(_)) && rows.iter().all(|(_, value)| *value == it)
        };
        if otherwise.is_some_and(alike) {
            let message = format_args!("no cell of the table differs");
            report.warn(Code::NoEffect, at, message, "write the value itself");
        }
        let tables = &mut self.selectors.tables;
        // Tables are as many as places that take one: see the limits.
        let id = TableId(u32::try_from(tables.len()).unwrap_or(u32::MAX));
        tables.push(Table { rows: rows.into(), otherwise });
        Some(Amount::Table(id))
    }

    /// A value for each name; `when` is what the name asks for.
    fn by_name(
        &mut self,
        values: ByNames<'_>,
        within: &mut Within,
        at: &Path<'_>,
        report: &mut Report,
        when: &dyn Fn(&str, &Path<'_>, &mut Report) -> Option<Condition>,
    ) -> Option<Rows> {
        let at = at.field("values");
        not_empty(values.is_empty(), &at, report)?;
        values.each(&at, report, |name, value, at, report| {
            let when = when(name, at, report);
            let value = self.cell(value?, within, at, report);
            Some((when?, value?))
        })
    }

    /// A value for each pair of classes: row by row.
    fn matrix(
        &mut self,
        MatrixDoc { rows, columns, values, .. }: MatrixDoc<'_>,
        within: &mut Within,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Rows> {
        let common = self.common;
        let of_row = common.classed(rows, "rows", at, report);
        let of_column = common.classed(columns, "columns", at, report);
        let (values, at) = (values?, at.field("values"));
        not_empty(values.is_empty(), &at, report)?;
        let mut rows = Vec::new();
        let read = values.each(&at, report, |row, values: Option<ByNames<'_>>, at, report| {
            let row = of_row.and_then(|of| common.in_class(of, row, at, report));
            let cells = values?.each(at, report, |column, value, at, report| {
                let column = of_column.and_then(|of| common.in_class(of, column, at, report));
                let value = self.cell(value?, within, at, report);
                rows.push((Condition::All([row.clone()?, column?].into()), value?));
                Some(())
            });
            cells.map(|_| ())
        });
        read.map(|_| rows)
    }

    /// The highest level first, so that the first that a member has reached is the nearest.
    fn by_tier(
        &mut self,
        ByTierDoc { ladder, values, .. }: ByTierDoc<'_>,
        within: &mut Within,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Rows> {
        let ladder = self.common.ladder(ladder.as_ref(), at, report)?;
        let (values, at) = (values?, at.field("values"));
        not_empty(values.is_empty(), &at, report)?;
        let mut named: Vec<(LevelId, Amount)> = Vec::new();
        let read = values.each(&at, report, |name, value, at, report| {
            let level = self.common.level(ladder, name, at, report);
            let value = self.cell(value?, within, at, report);
            let (level, value) = (level?, value?);
            let place = named.partition_point(|(other, _)| *other > level);
            named.insert(place, (level, value));
            Some(())
        });
        read?;
        let mut rows = Vec::new();
        for (level, value) in named {
            rows.push((Condition::Tier { ladder, levels: LevelSet::from(level) }, value));
        }
        Some(rows)
    }

    /// The highest step first.
    fn steps(
        &mut self,
        LadderTableDoc { by, steps, .. }: LadderTableDoc<'_>,
        within: &mut Within,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Rows> {
        let number = self.unbounded(by?, &at.field("by"), report)?;
        let (steps, at) = (steps?, at.field("steps"));
        not_empty(steps.is_empty(), &at, report)?;
        let (mut reached, mut rows) = (-1, Vec::new());
        each_value(steps.values(), &at, report, &mut |value, at, report| {
            let StepDoc { from, value, .. } = StepDoc::read(value, at, report)?;
            let value = value.and_then(|it| self.cell(it, within, &at.field("value"), report));
            let at = at.field("from");
            let (count, when) = self.reached(number, from?.0, &at, report)?;
            if count <= reached {
                let message = format_args!("a step begins after the one before it");
                contradiction(message, "list steps by `from`", &at, report);
                return None;
            }
            reached = count;
            rows.push((when, value?));
            Some(())
        })?;
        rows.reverse();
        Some(rows)
    }
}
