//! What a new version does to members: renamed ids.

use super::Common;
use super::money::contradiction;
use crate::document::leaf::ident;
use crate::document::program::history::{MigrationDoc, RenamedDoc, RenamedIds};
use crate::problem::{Path, Report};
use crate::program::{Migration, Renamed};
use crate::validate::member::unknown;
use crate::value::Id;

pub(super) fn migration(
    document: Option<MigrationDoc<'_>>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Migration {
    let MigrationDoc { tiers, renamed, .. } = document.unwrap_or_default();
    let requalify = tiers.unwrap_or_default().0;
    let place = at.field("renamed");
    let renamed = match renamed {
        None => Renamed::default(),
        Some(document) => self::renamed(document, common, &place, report),
    };
    Migration { requalify, renamed }
}

fn renamed(
    document: RenamedDoc<'_>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Renamed {
    let (mut ladders, mut levels) = (Vec::new(), Vec::new());
    for ladder in common.ladders.iter().flatten() {
        ladders.push(ladder.id);
        levels.extend_from_slice(&ladder.levels);
    }
    let mut read = |list: Option<RenamedIds<'_>>, field, what, known: &[Option<&str>]| {
        pairs(list, what, known, &at.field(field), report)
    };
    let names = &common.names;
    Renamed {
        ladders: read(document.ladders, "ladders", "ladder", &ladders),
        levels: read(document.levels, "levels", "level", &levels),
        segments: read(document.segments, "segments", "segment", &common.segment_ids),
        stages: read(document.stages, "stages", "stage", &names.stages),
        plans: read(document.plans, "plans", "plan", &names.plans),
        perks: read(document.perks, "perks", "perk", &names.perks),
        activities: read(document.activities, "activities", "activity", &common.activity_ids),
        rules: read(document.rules, "rules", "earning rule", &common.rule_ids),
        rewards: read(document.rewards, "rewards", "reward", &names.rewards),
        pools: read(document.pools, "pools", "pool", &common.pool_ids),
    }
}

/// The old ids and the new ones of a kind.
fn pairs(
    list: Option<RenamedIds<'_>>,
    what: &str,
    known: &[Option<&str>],
    at: &Path<'_>,
    report: &mut Report,
) -> Box<[(Id, Id)]> {
    let mut pairs = Vec::new();
    let Some(list) = list else { return Box::default() };
    list.each(at, report, |old, new, at, report| {
        if known.contains(&Some(old)) {
            let message = format_args!("the {what} `{old}` is declared still");
            let help = "an id is never given to something else: declare it under its new id alone";
            contradiction(message, help, at, report);
        }
        let new = new?.0;
        if !known.contains(&Some(new.as_str())) {
            unknown(what, new.as_str(), &mut known.iter().copied().flatten(), at, report);
        }
        pairs.push((ident(old, at, report)?.0, new));
        Some(())
    });
    pairs.into()
}
