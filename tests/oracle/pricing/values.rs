//! Numbers of benefits, one for all lines or each line's own (`docs/programme.md`, §15).

use serde_json::Value;

use super::number::{Ratio, decimal, minor, percent, round};
use super::world::{Lines, Rounding, World};

/// A number, read.
#[derive(Clone, Debug)]
pub(super) enum Number {
    All(Ratio),
    /// The first that takes the line; else the last.
    ByLine(Vec<(Lines, Number)>, Option<Box<Number>>),
    /// What each line carries comes to.
    Carried(Vec<Option<Ratio>>),
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    Money,
    Percent,
}

impl Number {
    /// What it is for a line, or for shipping, which is the one behind the last.
    pub(super) fn of(&self, line: usize, is_discounted: bool) -> Option<Ratio> {
        match self {
            Self::All(number) => Some(*number),
            Self::ByLine(rows, otherwise) => {
                let takes = |of: &Lines| {
                    of.lines.get(line) == Some(&true)
                        && of.discounted.is_none_or(|wanted| wanted == is_discounted)
                };
                let row = rows.iter().find(|(of, _)| takes(of)).map(|(_, number)| number);
                row.or(otherwise.as_deref())?.of(line, is_discounted)
            }
            Self::Carried(lines) => *lines.get(line)?,
        }
    }

    /// Whether it depends on which lines are discounted.
    pub(super) fn asks_for_discounts(&self) -> bool {
        match self {
            Self::All(_) | Self::Carried(_) => false,
            Self::ByLine(rows, otherwise) => {
                rows.iter().any(|(of, it)| of.discounted.is_some() || it.asks_for_discounts())
                    || otherwise.as_ref().is_some_and(|it| it.asks_for_discounts())
            }
        }
    }
}

impl World {
    /// A number of an offer that rounds so.
    pub(super) fn number(&self, of: &Value, counts: Counts, by: &Rounding) -> Option<Number> {
        if let Some(table) = of.get("by_line") {
            let row = |row: &Value| {
                let number = self.number(&row["value"], counts, by).expect("a number");
                (self.lines_of(&row["of"]), number)
            };
            let rows = table["values"].as_array().expect("rows").iter().map(row).collect();
            let otherwise = self.number(&table["otherwise"], counts, by).map(Box::new);
            return Some(Number::ByLine(rows, otherwise));
        }
        if let Some(table) = of.get("by_attribute") {
            let name = table["name"].as_str().expect("a name");
            let times = decimal(table["times"].as_str().unwrap_or("1"));
            let carried = |line: &super::world::Line| {
                let number = times.times(line.attributes[name].as_i64()?);
                Some(match counts {
                    Counts::Money => whole(round(number, by.step, &by.mode)),
                    // Of a percent seven decimals count, and no more than all.
                    Counts::Percent => {
                        let exact = Ratio { num: number.num * 10_000_000, den: number.den };
                        let billionths = round(exact, 1, "floor").min(1_000_000_000);
                        Ratio { num: billionths.into(), den: 1_000_000_000 }
                    }
                })
            };
            return Some(Number::Carried(self.lines.iter().map(carried).collect()));
        }
        Some(Number::All(match counts {
            Counts::Money => whole(minor(of)?),
            Counts::Percent => percent(of)?,
        }))
    }
}

fn whole(number: i64) -> Ratio {
    Ratio { num: number.into(), den: 1 }
}
