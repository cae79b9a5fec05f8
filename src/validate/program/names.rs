//! Names of what is read late, so that what is read before can name it: stages, scores and their
//! classes, plans. They are taken as they are written; whether they are right is told where they are
//! read.

use super::declared::Ids;
use crate::document::json::Value;
use crate::document::shape::ids;

/// The names of a programme that its conditions can use before they are read.
#[derive(Debug, Default)]
pub(super) struct Names<'v> {
    pub(super) stages: Ids<'v>,
    pub(super) plans: Ids<'v>,
    pub(super) scores: Vec<ScoreName<'v>>,
}

/// A score's name, those of its classes, and what its numbers are.
#[derive(Debug, Default)]
pub(super) struct ScoreName<'v> {
    pub(super) id: Option<&'v str>,
    pub(super) classes: Ids<'v>,
    /// They are amounts, in minor units; else they are in billionths.
    pub(super) is_money: bool,
}

/// The names of scores.
pub(super) fn score_names<'v>(scores: &'v [Value<'v>]) -> Vec<ScoreName<'v>> {
    let mut names = Vec::with_capacity(scores.len());
    for score in scores {
        let id = match score.member("id") {
            Some(Value::Text(id)) => Some(&**id),
            _ => None,
        };
        let mut classes = Vec::new();
        if let Some(Value::List(listed)) = score.member("classes") {
            classes = ids(listed);
        }
        let is_money = score.member("how").is_some_and(is_money);
        names.push(ScoreName { id, classes, is_money });
    }
    names
}

/// Whether a score is an amount of money.
fn is_money(how: &Value<'_>) -> bool {
    let measured = how.member("measure");
    how.member("lifetime_value").is_some()
        || ["spend", "average_order"]
            .iter()
            .any(|name| measured.is_some_and(|measure| measure.member(name).is_some()))
}
