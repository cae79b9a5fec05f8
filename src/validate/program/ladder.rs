//! Ladders, level by level.

use super::Common;
use super::condition::{Conditions, Place};
use super::declared::not_empty;
use super::ending::Ending;
use super::levels::check;
use super::selector::Selectors;
use super::tier::LadderName;
use crate::document::json::Value;
use crate::document::leaf::Ident;
use crate::document::program::condition::ConditionDoc;
use crate::document::program::tier::{LadderDoc, LevelDoc, LevelReturnsDoc, UpgradeDoc};
use crate::document::program::time::SpanDoc;
use crate::document::shape::{List, Read, each_value, ids, missing};
use crate::problem::{Path, Report};
use crate::program::{
    Condition, Downgrade, Ladder, LadderId, Level, LevelReturns, Selection, Upgrade, Validity,
    Within,
};
use crate::value::bounds::MAX_LADDERS;
use crate::value::{Cycle, Id, Period};

/// A list of ladders as it is written.
pub(super) type Ladders<'v> = List<'v, LadderDoc<'v>, MAX_LADDERS>;

/// What ladders and their levels are called, before any condition is read.
pub(super) fn ladder_names<'v>(list: &Ladders<'v>) -> Vec<LadderName<'v>> {
    let mut names = Vec::new();
    for (ladder, id) in list.values().iter().zip(list.ids()) {
        let levels = match ladder.member("levels") {
            Some(Value::List(levels)) => *levels,
            _ => &[],
        };
        let has_base = levels.first().is_none_or(|level| !is_given(level, "enter"));
        names.push(LadderName { id, levels: ids(levels), has_base, counts: Within::Lifetime });
    }
    names
}

/// What the conditions of a ladder count that do not say.
pub(super) fn counts(
    list: &Ladders<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Vec<Within> {
    let mut counts = Vec::new();
    for (number, ladder) in (0..).zip(list.values()) {
        let written = ladder.member("counts").unwrap_or(&Value::Nothing);
        let at = at.index(usize::from(number));
        let at = at.field("counts");
        let span = match written {
            Value::Nothing => None,
            value => SpanDoc::read(value, &at, report)
                .and_then(|span| common.span(span, Some(LadderId(number)), &at, report)),
        };
        counts.push(span.unwrap_or_default());
    }
    counts
}

/// Whether an object says something there, be it right or wrong.
pub(super) fn is_given(object: &Value<'_>, field: &str) -> bool {
    !matches!(object.member(field), None | Some(Value::Nothing))
}

/// The ladders; of what could not be read, something, since it was reported.
pub(super) fn ladders(
    list: &Ladders<'_>,
    common: &Common<'_>,
    selectors: &mut Selectors,
    at: &Path<'_>,
    report: &mut Report,
) -> Vec<Ladder> {
    not_empty(list.is_empty(), at, report);
    let mut ladders = Vec::new();
    each_value(list.distinct_values(at, report), at, report, &mut |value, at, report| {
        let number = LadderId(u8::try_from(ladders.len()).ok()?);
        let document = LadderDoc::read(value, at, report).unwrap_or_default();
        let conditions =
            Conditions::new(common, selectors, Selection::default(), Place::Level(number));
        ladders.push(ladder(document, conditions, at, report)?);
        Some(())
    });
    ladders
}

/// What stands in the place of a name that could not be read.
pub(super) fn name_of(id: Option<Ident>) -> Option<Id> {
    id.map_or_else(|| Id::parse("unread").ok(), |Ident(id)| Some(id))
}

fn ladder(
    document: LadderDoc<'_>,
    mut conditions: Conditions<'_, '_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Ladder> {
    let LadderDoc { cycle, valid, grace, downgrade, .. } = document;
    let cycle = cycle.and_then(|it| conditions.common.cycle(it.0, &at.field("cycle"), report));
    let habit = Ending::read(valid, grace, downgrade, at, report);
    let place = at.field("levels");
    if let Some(list) = &document.levels {
        not_empty(list.is_empty(), &place, report);
    }
    let list = document.levels.unwrap_or_default();
    let (mut levels, mut endings) = (Vec::new(), Vec::new());
    each_value(list.distinct_values(&place, report), &place, report, &mut |value, at, report| {
        let read = LevelDoc::read(value, at, report);
        let needs_enter = read.is_some() && !levels.is_empty() && !is_given(value, "enter");
        let document = read.unwrap_or_default();
        let LevelDoc { id, enter, stay, valid, grace, downgrade, .. } = document;
        let mut condition = |document: Option<ConditionDoc<'_>>, field| {
            let at = at.field(field);
            let read = conditions.condition(document?, &at, report);
            // Of what could not be read nothing is asked; it was reported.
            Some(read.unwrap_or(Condition::Invited))
        };
        let (mut enter, stay) = (condition(enter, "enter"), condition(stay, "stay"));
        if needs_enter {
            missing("enter", at, report);
        }
        if enter.is_none() && !levels.is_empty() {
            enter = Some(Condition::Invited);
        }
        endings.push(Ending::read(valid, grace, downgrade, at, report));
        levels.push(Level {
            id: name_of(id)?,
            enter,
            stay,
            valid: Validity::default(),
            grace: None,
            downgrade: Downgrade::default(),
        });
        Some(())
    });
    habit.settle(&mut levels, &endings, at, report);
    check(&levels, &place, report);
    Some(Ladder {
        id: name_of(document.id)?,
        levels: levels.into(),
        cycle: cycle.unwrap_or(Cycle::Of(Period::Year)),
        upgrade: match document.upgrade {
            None | Some(UpgradeDoc::Now) => Upgrade::Now,
            Some(UpgradeDoc::NextDay) => Upgrade::NextDay,
            Some(UpgradeDoc::NextCycle) => Upgrade::NextCycle,
        },
        own_order: document.own_order.unwrap_or_default().0,
        returns: match document.returns {
            None | Some(LevelReturnsDoc::UndoCaused) => LevelReturns::UndoCaused,
            Some(LevelReturnsDoc::Keep) => LevelReturns::Keep,
            Some(LevelReturnsDoc::Recount) => LevelReturns::Recount,
        },
    })
}
