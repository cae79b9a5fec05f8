//! Tables of values: whatever they go by, each value gets its condition.

use super::bounds::billionths;
use super::cap::factor;
use super::condition::Conditions;
use super::declared::not_empty;
use super::money::{contradiction, percent};
use crate::document::json::Value;
use crate::document::leaf::{Number, PointsText, Tabled};
use crate::document::program::table::{
    ByNames, BySegmentDoc, ByTierDoc, CaseDoc, CasesDoc, LadderTableDoc, MatrixDoc, OF_LINES,
    SegmentValueDoc, StepDoc, TableDoc,
};
use crate::document::shape::{Read, Text, each_value, exceeds, integer};
use crate::problem::{Code, Path, Report};
use crate::program::{
    Amount, Class, Condition, LevelId, LevelSet, LineTable, Rows, StageId, Table, TableId,
};
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

/// What lines have to do with the value of a place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OfLines {
    /// Each may have its own.
    Own,
    /// It is one for all; what helps whoever wants each line's own.
    Alike(&'static str),
    /// Each may have its own in the format, and this version does not evaluate it.
    NotYet,
}

/// Wherever nothing else helps.
pub(super) const ALIKE: OfLines = OfLines::Alike(
    "lines have their own percentages and prices, amounts `per` `line` or `unit`, multipliers, and \
     points `per_unit`",
);

/// Where a cell is.
pub(super) struct Within {
    pub(super) cell: Cell,
    of_lines: OfLines,
    /// In so many tables.
    depth: i64,
    /// How many cells there are.
    pub(super) cells: usize,
}

type Whens = Vec<(Condition, Amount)>;

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

/// Reads what a row of a table is for, and its value, which is a cell.
type ReadRow<'r, 'v, C, T> = &'r mut dyn FnMut(
    &mut C,
    &'v Value<'v>,
    &Path<'_>,
    &mut Report,
) -> Option<(Option<T>, Tabled<'v>)>;

impl Conditions<'_, '_> {
    /// The number of a field, or the table in its place: one for all lines.
    pub(super) fn amount(
        &mut self,
        written: Option<Tabled<'_>>,
        cell: Cell,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Amount> {
        self.amount_of(ALIKE, written, cell, at, report)
    }

    /// The same where lines may differ.
    pub(super) fn amount_of(
        &mut self,
        of_lines: OfLines,
        written: Option<Tabled<'_>>,
        cell: Cell,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Amount> {
        let mut within = Within { cell, of_lines, depth: 0, cells: 0 };
        let amount = self.cell(written?, &mut within, at, report);
        if exceeds(within.cells, MAX_CELLS) {
            let message = format_args!("{} cells, at most {MAX_CELLS} are allowed", within.cells);
            report.at_most(MAX_CELLS).error(Code::TooMany, at, message);
            return None;
        }
        amount
    }

    pub(super) fn cell(
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
        match self.selectors.tables.get(id as usize) {
            Some(Table::When(rows)) => rows.values().any(|value| self.has_cell(value, wanted)),
            Some(Table::Lines(LineTable::Selected(rows))) => {
                rows.values().any(|value| self.has_cell(value, wanted))
            }
            Some(Table::Lines(LineTable::Carried(_))) | None => false,
        }
    }

    /// Whether lines may differ in a number.
    pub(super) fn tells_lines_apart(&self, amount: Amount) -> bool {
        let Amount::Table(TableId(id)) = amount else { return false };
        match self.selectors.tables.get(id as usize) {
            Some(Table::When(rows)) => rows.values().any(|value| self.tells_lines_apart(value)),
            Some(Table::Lines(_)) => true,
            None => false,
        }
    }

    /// The condition that a number has a value; `None` where it always has one. What lines have is
    /// no condition: an offer passes over those that have none.
    pub(super) fn has_value(&self, amount: Amount) -> Option<Condition> {
        let Amount::Table(TableId(id)) = amount else { return None };
        let Some(Table::When(Rows { rows, otherwise })) = self.selectors.tables.get(id as usize)
        else {
            return None;
        };
        let mut ways = Vec::new();
        // What comes first asks most, so that the last is nearest.
        for (when, value) in rows.iter().rev() {
            let when = when.clone();
            ways.push(match self.has_value(*value) {
                None => when,
                Some(has_value) => Condition::All([when, has_value].into()),
            });
        }
        if let Some(otherwise) = *otherwise {
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
        self.may_tell_lines_apart(value, within, at, report)?;
        let (tag, rows, otherwise) = match TableDoc::read(value, at, report)? {
            TableDoc::ByLine(it) => {
                let table = self.by_line(it, within, at, report)?;
                return Some(self.keep(Table::Lines(table)));
            }
            TableDoc::ByAttribute(it) => {
                let table = self.by_attribute(it, within, &at.field("by_attribute"), report)?;
                return Some(self.keep(Table::Lines(table)));
            }
            TableDoc::ByTier(mut it) => {
                let otherwise = it.otherwise.take();
                ("by_tier", self.by_tier(it, within, &at.field("by_tier"), report), otherwise)
            }
            TableDoc::BySegment(mut it) => {
                let otherwise = it.otherwise.take();
                let at = at.field("by_segment");
                ("by_segment", self.by_segment(it, within, &at, report), otherwise)
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
            TableDoc::Cases(mut it) => {
                let otherwise = it.otherwise.take();
                ("cases", self.cases(it, within, &at.field("cases"), report), otherwise)
            }
        };
        let rows = self.rows(rows, otherwise, within, tag, at, report)?;
        Some(self.keep(Table::When(rows)))
    }

    /// Whether a table may stand in a place, if it is one that tells lines apart.
    fn may_tell_lines_apart(
        &self,
        value: &Value<'_>,
        within: &Within,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<()> {
        let Value::Object(members) = value else { return Some(()) };
        if !OF_LINES.reserves(members) {
            return Some(());
        }
        match within.of_lines {
            OfLines::Own => return Some(()),
            OfLines::NotYet => {
                OF_LINES.pick(value, at, report);
            }
            OfLines::Alike(help) => {
                let message = format_args!("each line has its own, and the value is one for all");
                contradiction(message, help, at, report);
            }
        }
        None
    }

    /// What was read of a table of a kind.
    pub(super) fn rows<T>(
        &mut self,
        rows: Option<Vec<(T, Amount)>>,
        otherwise: Option<Tabled<'_>>,
        within: &mut Within,
        kind: &'static str,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Rows<T>> {
        let otherwise = match otherwise {
            None => None,
            Some(it) => Some(self.cell(it, within, &at.field(kind).field("otherwise"), report)?),
        };
        let rows = rows?;
        let alike = |it: Amount| {
            matches!(it, Amount::Fixed(_)) && rows.iter().all(|(_, value)| *value == it)
        };
        if otherwise.is_some_and(alike) {
            let message = format_args!("no cell of the table differs");
            report.warn(Code::NoEffect, at, message, "write the value itself");
        }
        Some(Rows { rows: rows.into(), otherwise })
    }

    fn keep(&mut self, table: Table) -> Amount {
        let tables = &mut self.selectors.tables;
        // Tables are as many as places that take one: see the limits.
        let id = TableId(u32::try_from(tables.len()).unwrap_or(u32::MAX));
        tables.push(table);
        Amount::Table(id)
    }

    /// A value for each segment.
    fn by_segment(
        &mut self,
        document: BySegmentDoc<'_>,
        within: &mut Within,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Whens> {
        let list = document.values?;
        self.by_row(list.values(), within, at, report, &mut |this, value, at, report| {
            let SegmentValueDoc { segment, value, .. } = SegmentValueDoc::read(value, at, report)?;
            let segment = this.common.segment(&segment?, &at.field("segment"), report);
            Some((segment.map(|it| Condition::Segment([it].into())), value?))
        })
    }

    /// A value for each condition.
    fn cases(
        &mut self,
        document: CasesDoc<'_>,
        within: &mut Within,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<Whens> {
        let list = document.values?;
        self.by_row(list.values(), within, at, report, &mut |this, value, at, report| {
            let CaseDoc { when, value, .. } = CaseDoc::read(value, at, report)?;
            Some((this.when(Some(when?), at, report), value?))
        })
    }

    /// A value for each of a list, in its order; `read` tells what one is for, and its value.
    pub(super) fn by_row<'v, T>(
        &mut self,
        list: &'v [Value<'v>],
        within: &mut Within,
        at: &Path<'_>,
        report: &mut Report,
        read: ReadRow<'_, 'v, Self, T>,
    ) -> Option<Vec<(T, Amount)>> {
        let at = at.field("values");
        not_empty(list.is_empty(), &at, report)?;
        let mut rows = Vec::new();
        each_value(list, &at, report, &mut |value, at, report| {
            let (of, value) = read(self, value, at, report)?;
            let value = self.cell(value, within, &at.field("value"), report);
            rows.push((of?, value?));
            Some(())
        })?;
        Some(rows)
    }

    /// A value for each name; `when` is what the name asks for.
    fn by_name(
        &mut self,
        values: ByNames<'_>,
        within: &mut Within,
        at: &Path<'_>,
        report: &mut Report,
        when: &dyn Fn(&str, &Path<'_>, &mut Report) -> Option<Condition>,
    ) -> Option<Whens> {
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
    ) -> Option<Whens> {
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
    ) -> Option<Whens> {
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
    ) -> Option<Whens> {
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
