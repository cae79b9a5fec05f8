//! The names of `docs/versions.md` §7 that fields had before, each put into a programme that is
//! right without it: it has to be read, with a warning at its place, but not beside the new name.

use perks::Program;
use perks::value::TzDatabase;
use serde_json::json;

use crate::reserved::{block, programme};

/// Where each key of the list stands in [`programme`].
const PLACES: &[(&str, &str)] = &[
    ("program", ""),
    ("earning_rule", "/points/earning/0"),
    ("level_of_ladder", "/tiers/ladders/0/levels/0"),
    ("offer", "/offers/0"),
    ("perk", "/perks/0"),
    ("reward", "/rewards/0"),
];

/// What is in the list and not read as it says, and what the sources say and the list does not.
pub(crate) fn violations(reference: &str, sources: &[(String, String)]) -> Vec<String> {
    let list = block(reference, "\n## 7. Names");
    let mut violations = Vec::new();
    let mut listed = Vec::new();
    for (key, names) in list.as_object().expect("the list is an object") {
        let Some((_, place)) = PLACES.iter().find(|(known, _)| known == key) else {
            violations.push(format!("`{key}` has no place"));
            continue;
        };
        for (old, now) in names.as_object().into_iter().flatten() {
            let now = now.as_str().expect("a name");
            listed.push(format!("\"{old}\" => \"{now}\""));
            violations
                .extend(unlike(place, old, now).map(|it| format!("`{old}` of `{key}`: {it}")));
        }
    }
    let mut declared: Vec<&str> = sources
        .iter()
        .filter(|(file, _)| file.starts_with("src/document/program/"))
        .flat_map(|(_, text)| text.split(" renamed [").skip(1))
        .flat_map(|rest| rest.split(']').next().unwrap_or_default().split(", "))
        .collect();
    declared.sort_unstable();
    listed.sort();
    if listed != declared {
        violations.push(format!("the list has {listed:?}, the sources have {declared:?}"));
    }
    violations
}

/// How a programme with the old name is read otherwise than it should be.
fn unlike(place: &str, old: &str, now: &str) -> Option<String> {
    let with = |names: &[&str]| {
        let mut changed = programme();
        let object = changed.pointer_mut(place).expect("the place is there");
        names.iter().for_each(|name| object[*name] = json!({ "en": "For people." }));
        Program::parse(changed.to_string(), &TzDatabase)
    };
    let told = |problem: &perks::Problem| {
        let params = problem.params.iter().map(|(name, is)| format!("{name} {is:?}"));
        let params = params.collect::<Vec<_>>().join(", ");
        format!("{} at {} ({params})", problem.code.name(), problem.path)
    };
    let params = format!("name Text({old:?}), instead Text({now:?})");
    let warnings = match with(&[old]) {
        Ok(program) => program.warnings().iter().map(told).collect(),
        Err(problems) => vec![format!("refused: {problems}")],
    };
    let wanted = format!("deprecated at {place}/{old} ({params})");
    if warnings.iter().filter(|it| **it == wanted).count() != 1 {
        return Some(format!("{warnings:?}"));
    }
    let Err(problems) = with(&[now, old]) else { return Some("both are read".to_owned()) };
    let wanted = format!("duplicate_field at {place}/{old} ({params})");
    let found: Vec<String> = problems.as_slice().iter().map(told).collect();
    (!found.contains(&wanted)).then(|| format!("{found:?}"))
}
