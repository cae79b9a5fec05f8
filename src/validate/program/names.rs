//! Names of what is read late, so that what is read before can name it: stages, scores and their
//! classes, plans. They are taken as they are written; whether they are right is told where they
//! are read.

use super::declared::Ids;
use crate::document::json::Value;
use crate::document::shape::ids;

/// The names of a programme that its conditions can use before they are read.
#[derive(Debug, Default)]
pub(super) struct Names<'v> {
    pub(super) stages: Ids<'v>,
    pub(super) plans: Ids<'v>,
    pub(super) scores: Vec<ScoreName<'v>>,
    pub(super) perks: Ids<'v>,
    /// Of each perk, whether its uses are counted.
    pub(super) with_quota: Vec<bool>,
    pub(super) offers: Ids<'v>,
    /// Of each offer, whether members hold coupons of it.
    pub(super) held: Vec<bool>,
    /// Of each offer, whether it takes off what its coupon is worth.
    pub(super) take_worth: Vec<bool>,
    pub(super) rewards: Ids<'v>,
}

/// A score's name, those of its classes, and what it is.
#[derive(Debug)]
pub(super) struct ScoreName<'v> {
    pub(super) id: Option<&'v str>,
    /// Of a matrix that does not list them, those that it names, in their order.
    pub(super) classes: Ids<'v>,
    pub(super) kind: Kind,
}

/// What the numbers of a score are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// In billionths.
    Rate,
    /// Amounts, in minor units.
    Money,
    /// In billionths, with parts that are counts.
    Rfm,
    /// There are none, but for classes.
    Matrix,
}

/// The names of scores.
pub(super) fn score_names<'v>(scores: &'v [Value<'v>]) -> Vec<ScoreName<'v>> {
    let mut names = Vec::with_capacity(scores.len());
    for score in scores {
        let id = text(score.member("id"));
        let mut classes = Vec::new();
        if let Some(Value::List(listed)) = score.member("classes") {
            classes = ids(listed);
        }
        let matrix = score.member("how").and_then(|how| how.member("matrix"));
        if let Some(cells) = matrix.and_then(|matrix| matrix.member("classes"))
            && classes.is_empty()
        {
            in_cells(cells, &mut classes);
        }
        let kind = score.member("how").map_or(Kind::Rate, kind);
        names.push(ScoreName { id, classes, kind });
    }
    names
}

fn text<'v>(value: Option<&'v Value<'v>>) -> Option<&'v str> {
    match value {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// Adds what the cells of a matrix name, each once.
fn in_cells<'v>(cells: &'v Value<'v>, classes: &mut Ids<'v>) {
    match cells {
        Value::Object(members) => {
            for (_, inner) in *members {
                in_cells(inner, classes);
            }
        }
        cell => {
            let name = text(Some(cell));
            if name.is_some() && !classes.contains(&name) {
                classes.push(name);
            }
        }
    }
}

fn kind(how: &Value<'_>) -> Kind {
    let is_measured =
        |name| how.member("measure").is_some_and(|measure| measure.member(name).is_some());
    if how.member("rfm").is_some() {
        Kind::Rfm
    } else if how.member("matrix").is_some() {
        Kind::Matrix
    } else if how.member("lifetime_value").is_some()
        || is_measured("spend")
        || is_measured("average_order")
    {
        Kind::Money
    } else {
        Kind::Rate
    }
}
