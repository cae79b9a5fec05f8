//! Levels as a row: whether each asks for more than the one below, and can be reached at all.

use super::covers::{Pairs, paths};
use super::money::contradiction;
use crate::problem::{Code, Path, Report};
use crate::program::{Condition, Level};

/// Checks what the levels of a ladder ask; `at` is the place of their list.
pub(super) fn check(levels: &[Level], at: &Path<'_>, report: &mut Report) {
    let pairs = &mut Pairs::default();
    for (number, level) in levels.iter().enumerate() {
        let at = at.index(number);
        let Some(enter) = &level.enter else { continue };
        let place = at.field("enter");
        if is_never(enter, pairs) {
            let message = format_args!("nothing can meet this: nobody would reach `{}`", level.id);
            contradiction(message, "leave a way open, if only `invited`", &place, report);
        }
        let listed = matches!(enter, Condition::Any(_));
        let any = place.field("any");
        for (path_number, path) in paths(enter).iter().enumerate() {
            let place = if listed { any.index(path_number) } else { place };
            // The nearest that is out of order says it for all.
            let mut below = levels[..number].iter().rev();
            below.any(|lower| is_out_of_order(level, path, lower, pairs, &place, report));
        }
        if let Some(stay) = &level.stay {
            stays(level, (enter, stay), pairs, &at.field("stay"), report);
        }
    }
}

/// Reports a path that is as easy to go as one to a level below.
fn is_out_of_order(
    level: &Level,
    path: &Condition,
    lower: &Level,
    pairs: &mut Pairs,
    at: &Path<'_>,
    report: &mut Report,
) -> bool {
    let everybody = Condition::always();
    let from_below = paths(lower.enter.as_ref().unwrap_or(&everybody));
    let Some(found) = from_below.iter().find(|from_below| pairs.covers(path, from_below)) else {
        return false;
    };
    let (name, below) = (&level.id, &lower.id);
    if pairs.covers(found, path) {
        let message = format_args!("who reaches `{below}` like this reaches `{name}` too");
        report.warn(Code::NoEffect, at, message, "the higher level is had");
    } else {
        let message = format_args!("`{name}` is easier to reach than `{below}` below it");
        let help = "levels stand lowest first: a higher one asks for more of the same";
        contradiction(message, help, at, report);
    }
    true
}

/// Warns of a way to stay that asks for more than each way to enter that it is like.
fn stays(
    level: &Level,
    (enter, stay): (&Condition, &Condition),
    pairs: &mut Pairs,
    at: &Path<'_>,
    report: &mut Report,
) {
    let ways = paths(enter);
    for path in paths(stay) {
        let is_harder = ways.iter().any(|way| pairs.covers(way, path))
            && !ways.iter().any(|way| pairs.covers(path, way));
        if is_harder {
            let message = format_args!("`{}` asks for more to stay than to enter", level.id);
            let help = "who enters it with less loses it at its end";
            report.warn(Code::Contradiction, at, message, help);
            return;
        }
    }
}

/// Whether nothing can meet a condition.
fn is_never(condition: &Condition, pairs: &mut Pairs) -> bool {
    match condition {
        Condition::Any(of) => of.iter().all(|it| is_never(it, pairs)),
        // Two bounds that exclude each other are reported where they are read.
        Condition::All(of) => {
            of.iter().any(|it| is_never(it, pairs) || has_opposite(it, of, pairs))
        }
        Condition::Not(inner) => pairs.covers(inner, &Condition::always()),
        Condition::AtLeast { needs, of } => {
            let open = of.iter().filter(|it| !is_never(it, pairs)).count();
            open < usize::try_from(*needs).unwrap_or(usize::MAX)
        }
        _ => false,
    }
}

fn has_opposite(condition: &Condition, of: &[Condition], pairs: &mut Pairs) -> bool {
    let Condition::Not(inner) = condition else { return false };
    of.iter().any(|other| pairs.covers(inner, other))
}
