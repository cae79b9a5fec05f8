//! New versions, and what has to happen in one instant.

use super::*;

#[test]
fn an_import_is_looked_at_from_what_was_settled_last() {
    let program = program(|_| {});
    let document = r#"{ "format": 1, "program": "p", "id": "m", "joined_at": "2026-01-15T12:00:00Z",
        "lots": [{ "id": "l", "pool": "status", "source": "s", "granted": 100, "left": 100,
            "earned_at": "2026-02-01T00:00:00Z", "available_at": "2026-02-01T00:00:00Z" }] }"#;
    let mut member = program.member(document).expect("a member");
    let status = member.status(at("2026-03-01")).expect("a status");
    assert_eq!(status.tiers.expect("it has ladders")[0].since, Some(at("2026-02-01")));
    let entries = settle(&mut member, "2026-03-01");
    let kinds: Vec<&str> = entries.iter().map(|entry| entry.kind.name()).collect();
    assert_eq!(kinds, ["migrated", "levelled", "granted", "settled"]);
    assert_eq!((entries[0].at, entries[0].version), (at("2026-02-01"), Some(2)));
    assert_eq!(settle(&mut member, "2026-03-02").len(), 1);
}

/// A member of an older version, where gold asked for 50, seen by the one where it asks for 100.
fn older(requalify: bool) -> Member {
    let old = program(|rules| {
        rules.version = 1;
        rules.ladders[0].levels[1].enter = Some(holds(STATUS, 50));
    });
    let mut member = member(&old);
    give(&mut member, "2026-04-01", 60);
    member.program = program(|rules| rules.migration.requalify = requalify);
    member
}

#[test]
fn a_new_version_demotes_nobody() {
    let mut member = older(false);
    settle(&mut member, "2028-01-01");
    assert_eq!(
        history(&member, "main"),
        ["2026-04-01 gold earned until 2028-01-01", "2028-01-01 silver lapsed"]
    );
    assert_eq!(member.version, Some(2));
}

#[test]
fn a_new_version_asks_anew_where_it_says_so() {
    let mut member = older(true);
    settle(&mut member, "2026-05-01");
    assert_eq!(
        history(&member, "main"),
        ["2026-04-01 gold earned until 2028-01-01", "2026-04-01 silver requalified"]
    );
}

#[test]
fn an_older_version_leaves_a_newer_snapshot_alone() {
    let mut member = member(&program(|_| {}));
    give(&mut member, "2026-04-01", 60);
    let easier = |rules: &mut Rules| {
        rules.version = 1;
        rules.ladders[0].levels[1].enter = Some(holds(STATUS, 50));
    };
    member.program = program(easier);
    assert_eq!(settle(&mut member, "2026-05-01").len(), 1);
    assert_eq!(member.version, Some(2));
}

#[test]
fn a_new_version_that_opens_a_level_lifts_at_once() {
    let mut member = member(&program(|rules| rules.version = 1));
    give(&mut member, "2026-04-01", 60);
    let easier = |rules: &mut Rules| rules.ladders[0].levels[1].enter = Some(holds(STATUS, 50));
    member.program = program(easier);
    let entries = adjust(&mut member, "2026-05-01", STATUS, 1);
    assert_eq!(history(&member, "main"), ["2026-04-01 gold earned until 2028-01-01"]);
    assert_eq!(granted(&entries)[0], "2026-04-01T00:00:00.000Z:to-gold");
}

#[test]
fn an_event_is_refused_whose_id_could_not_name_what_is_entered() {
    let mut member = member(&program(|_| {}));
    let before = member.to_json();
    let event = format!(
        r#"{{ "id": "{}", "at": "2026-04-01T00:00:00Z",
              "adjust": {{ "reason": "r", "points": 1 }} }}"#,
        "e".repeat(120)
    );
    let problems = member.record(event.as_str(), at("2026-05-01")).expect_err("too long");
    let first = &problems.as_slice()[0];
    assert_eq!((first.code.name(), first.path.as_str()), ("too_long", "/id"));
    assert_eq!(member.to_json(), before);
}

#[test]
fn a_level_counts_for_what_time_grants_until_it_has_ended() {
    // What a month earns as it ends is of the level of that month.
    let mut json: String = PROGRAM.replace(
        r#"{ "id": "to-derived""#,
        r#"{ "id": "monthly", "on": { "every": { "period": "month" } },
             "when": { "tier": { "ladder": "main", "at_least": "gold" } },
             "give": { "points": 9 } },
           { "id": "to-derived""#,
    );
    json = json.replace('\n', " ");
    let mut of_json = Program::parse(json.as_str(), &TzDatabase).expect("a programme");
    let rules = Arc::get_mut(&mut of_json.rules).expect("nobody else has it");
    levels(&mut rules.ladders[0], |level| {
        level.enter = Some(holds(STATUS, 100));
        level.valid = Validity::ThisCycle;
    });
    let mut member = member(&of_json);
    give(&mut member, "2026-11-15", 100);
    give(&mut member, "2026-11-16", -1);
    let lots = granted(&settle(&mut member, "2027-02-01"));
    assert_eq!(lots, ["2026-12-01T00:00:00.000Z:monthly", "2027-01-01T00:00:00.000Z:monthly"]);
}
