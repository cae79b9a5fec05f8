//! Values of tables: what a number is here and now, for all lines alike or of each.

use super::eligibility::met;
use super::facts::Facts;
use crate::cart::Line;
use crate::program::{Amount, Carried, Discounted, LineTable, OfferId, Rows, Table, TableId};
use crate::value::{Money, Rounding};

/// A number as it is here and now.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Each<'f, T> {
    /// The same for all.
    All(T),
    /// Each line's own.
    Lines(&'f LineTable),
}

/// A line that is asked for its value.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'l> {
    /// `None` of what is no line: shipping, or what an activity brings.
    pub(crate) line: Option<&'l Line>,
    /// Whether it carries a discount by then.
    pub(crate) discounted: Discounted,
    /// How amounts are rounded, and to which step.
    pub(crate) rounding: (Rounding, Money),
}

impl Asked<'_> {
    /// What is no line.
    pub(crate) const NO_LINE: Self = Self {
        line: None,
        discounted: Discounted::No,
        rounding: (Rounding::Floor, Money::SMALLEST),
    };

    /// Its value in a table; `None` where it has none.
    pub(crate) fn value<'f>(&self, mut table: &'f LineTable, facts: &Facts<'f>) -> Option<i64> {
        loop {
            let Rows { rows, otherwise } = match table {
                LineTable::Carried(of) => return self.carried(of),
                LineTable::Selected(rows) => rows,
            };
            let takes = |line: &Line| {
                let mut rows = rows.iter();
                rows.find(|(of, _)| of.matches_given(&line.mask, self.discounted))
            };
            let row = self.line.and_then(takes);
            table = match here(row.map(|(_, amount)| *amount).or(*otherwise)?, facts)? {
                Each::All(number) => return Some(number),
                Each::Lines(table) => table,
            };
        }
    }

    /// So many times the number that it carries.
    fn carried(&self, of: &Carried) -> Option<i64> {
        let number = self.line?.goods.number(&of.name)?;
        let (rounding, step) = match of.is_money {
            true => self.rounding,
            false => (Rounding::Floor, Money::SMALLEST),
        };
        Some(of.times.apply(number, rounding, step.minor()).min(of.most))
    }
}

/// The number that an amount is here, the same for all; `None` where a table has none.
pub(crate) fn value(amount: Amount, facts: &Facts<'_>) -> Option<i64> {
    match here(amount, facts)? {
        Each::All(number) => Some(number),
        // What is one number for all is never told by lines.
        Each::Lines(_) => None,
    }
}

/// What an amount is here; `None` where a table has no value.
pub(crate) fn here<'f>(mut amount: Amount, facts: &Facts<'f>) -> Option<Each<'f, i64>> {
    loop {
        let TableId(table) = match amount {
            Amount::Fixed(number) => return Some(Each::All(number)),
            Amount::Table(table) => table,
            Amount::Worth(OfferId(offer)) => {
                let worth = facts.guarded(offer.into())?.worth?;
                return Some(Each::All(worth.minor()));
            }
        };
        let Rows { rows, otherwise } = match &facts.rules().tables[table as usize] {
            Table::When(rows) => rows,
            Table::Lines(table) => return Some(Each::Lines(table)),
        };
        let row = rows.iter().find(|(when, _)| met(when, facts));
        amount = row.map(|(_, amount)| *amount).or(*otherwise)?;
    }
}

impl<'f, T: Copy> Each<'f, T> {
    /// As something else, where it is the same for all.
    pub(crate) fn map<U>(self, make: impl FnOnce(T) -> U) -> Each<'f, U> {
        match self {
            Self::All(value) => Each::All(make(value)),
            Self::Lines(table) => Each::Lines(table),
        }
    }

    /// What it is for a line; `None` where the line has no value.
    pub(crate) fn of<'l>(
        &self,
        asked: impl FnOnce() -> Asked<'l>,
        facts: &Facts<'f>,
        make: fn(i64) -> T,
    ) -> Option<T> {
        match self {
            Self::All(value) => Some(*value),
            Self::Lines(table) => asked().value(table, facts).map(make),
        }
    }
}
