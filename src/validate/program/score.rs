//! Scores and their classes.

use super::Common;
use super::condition::{Conditions, Place};
use super::declared::not_empty;
use super::how;
use super::ladder::name_of;
use super::money::contradiction;
use super::names::{Kind, ScoreName};
use super::selector::Selectors;
use crate::document::json::Value;
use crate::document::leaf::{Number, Tabled};
use crate::document::program::class::{ClassDoc, ClassDocs, HowDoc, ScoreDoc};
use crate::document::shape::{List, Read, Text, each_value, missing};
use crate::problem::{Code, Path, Report};
use crate::program::{How, MeasureId, Score, Selection};
use crate::value::Id;
use crate::value::bounds::{MAX_NUMBER, MAX_SCORES};

/// A whole, in billionths.
pub(super) const WHOLE: i64 = 1_000_000_000;

/// The scores; of what could not be read, something, since it was reported.
pub(super) fn scores(
    list: &List<'_, ScoreDoc<'_>, MAX_SCORES>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Vec<Score> {
    let mut scores = Vec::new();
    each_value(list.distinct_values(at, report), at, report, &mut |value, at, report| {
        let own = common.names.scores.get(scores.len())?;
        let ScoreDoc { id, how, classes, .. } =
            ScoreDoc::read(value, at, report).unwrap_or_default();
        let target = Selection::default();
        let mut conditions = Conditions::new(common, selectors, target, Place::Member);
        let is_matrix = matches!(how, Some(HowDoc::Matrix(_)));
        let how = how.and_then(|it| how::how(it, own, &mut conditions, &at.field("how"), report));
        let classes = match classes {
            Some(list) => self::classes(list, is_matrix, own, common, &at.field("classes"), report),
            None => unlisted(own),
        };
        // Of what could not be read nothing is asked; it was reported.
        let how = how.unwrap_or(How::Measure(MeasureId(u16::MAX)));
        scores.push(Score { id: name_of(id)?, how, classes });
        Some(())
    });
    scores
}

/// The classes of a matrix that does not list them, in the order in which it names them.
fn unlisted(own: &ScoreName<'_>) -> Box<[(Id, i64)]> {
    let mut classes = Vec::new();
    for id in own.classes.iter().flatten() {
        classes.extend(Id::parse(id).ok().map(|id| (id, 0)));
    }
    classes.into()
}

fn classes(
    list: ClassDocs<'_>,
    is_matrix: bool,
    own: &ScoreName<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Box<[(Id, i64)]> {
    not_empty(list.is_empty(), at, report);
    let (mut classes, mut reached) = (Vec::new(), None);
    each_value(list.distinct_values(at, report), at, report, &mut |value, at, report| {
        let ClassDoc { id, from, .. } = ClassDoc::read(value, at, report)?;
        let place = at.field("from");
        let from = match from {
            None if is_matrix => Some(0),
            None => {
                missing("from", at, report);
                None
            }
            Some(_) if is_matrix => {
                let message = format_args!("a class of a matrix has nothing to begin with");
                contradiction(message, "leave it out: the matrix names it", &place, report);
                None
            }
            Some(from) => number(from, own.kind == Kind::Money, common, &place, report),
        };
        if let Some(from) = from.filter(|_| !is_matrix) {
            if reached.is_some_and(|reached| from <= reached) {
                let message = format_args!("a class begins after the one before it");
                contradiction(message, "list classes by `from`", &place, report);
            }
            reached = Some(from);
        }
        classes.push((id?.0, from?));
        Some(())
    });
    classes.into()
}

/// A number of a score, in minor units or billionths.
fn number(
    Tabled(value): Tabled<'_>,
    is_money: bool,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<i64> {
    if is_money {
        return Some(common.units.amount(Text::read(value, at, report)?, at, report)?.minor());
    }
    signed(value, MAX_NUMBER, at, report)
}

/// A decimal up to a whole number, on either side of zero, in billionths.
pub(super) fn signed(
    value: &Value<'_>,
    most: i64,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<i64> {
    let Number(written) = Number::read(value, at, report)?;
    let found = written.billionths().filter(|found| found.abs() <= most * WHOLE);
    if found.is_none() {
        let message = format_args!("`{written}` is not between -{most} and {most}");
        report.between(-most, most).error(Code::OutOfRange, at, message);
    }
    found
}
