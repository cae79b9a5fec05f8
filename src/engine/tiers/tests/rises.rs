//! Levels are earned: at once, as a day begins, as a cycle begins.

use super::*;
use crate::program::LevelSet;
use crate::program::{LadderId, LevelId};

#[test]
fn a_level_is_earned_with_the_event_and_lasts_to_the_end_of_the_next_cycle() {
    let program = program(|_| {});
    let mut member = member(&program);
    give(&mut member, "2026-03-01", 99);
    assert_eq!(level(&member, 0, "2026-03-01"), "silver");
    let entries = adjust(&mut member, "2026-04-01T10:00:00Z", STATUS, 1);
    assert_eq!(granted(&entries)[1], "2026-04-01T10:00:00Z1:to-gold");
    assert_eq!(history(&member, "main"), ["2026-04-01T10:00:00 gold earned until 2028-01-01"]);
    assert_eq!(level(&member, 0, "2026-04-01T09:59:59.999Z"), "silver");
}

#[test]
fn levels_may_be_skipped_and_two_be_earned_within_a_day() {
    let program = program(|_| {});
    let mut skipping = member(&program);
    let entries = adjust(&mut skipping, "2026-04-01", STATUS, 500);
    assert_eq!(history(&skipping, "main"), ["2026-04-01 platinum earned until 2028-01-01"]);
    // Both levels are entered.
    assert_eq!(granted(&entries)[1..], ["2026-04-01500:to-gold", "2026-04-01500:to-platinum"]);
    let mut climbing = member(&program);
    give(&mut climbing, "2026-04-01T08:00:00Z", 100);
    give(&mut climbing, "2026-04-01T09:00:00Z", 400);
    assert_eq!(
        history(&climbing, "main"),
        [
            "2026-04-01T08:00:00 gold earned until 2028-01-01",
            "2026-04-01T09:00:00 platinum earned until 2028-01-01"
        ]
    );
}

#[test]
fn equal_thresholds_lead_to_the_higher_level() {
    let program = program(|rules| {
        levels(&mut rules.ladders[0], |level| level.enter = Some(holds(STATUS, 100)));
    });
    let mut member = member(&program);
    give(&mut member, "2026-04-01", 100);
    assert_eq!(history(&member, "main"), ["2026-04-01 platinum earned until 2028-01-01"]);
}

#[test]
fn what_a_rise_grants_may_lift_further() {
    // Gold brings 50 points, and platinum asks for 40 of those.
    let program = program(|rules| rules.ladders[0].levels[2].enter = Some(holds(SPENDABLE, 40)));
    let mut member = member(&program);
    give(&mut member, "2026-04-01", 100);
    assert_eq!(
        history(&member, "main"),
        ["2026-04-01 gold earned until 2028-01-01", "2026-04-01 platinum earned until 2028-01-01"]
    );
    assert_eq!(member.balance(SPENDABLE, at("2026-04-01")).count(), 250);
}

#[test]
fn a_ladder_may_ask_for_another() {
    let program = program(|rules| {
        let levels = LevelSet::from(LevelId(1));
        rules.ladders[1].levels[1].enter = Some(Condition::Tier { ladder: LadderId(0), levels });
        rules.ladders[1].levels[1].valid = Validity::ForEver;
    });
    let mut member = member(&program);
    give(&mut member, "2026-04-01", 100);
    assert_eq!(history(&member, "side"), ["2026-04-01 two earned"]);
}

#[test]
fn at_settling_a_level_begins_with_the_next_day() {
    let program = program(|rules| rules.ladders[0].upgrade = Upgrade::NextDay);
    let mut member = member(&program);
    give(&mut member, "2026-04-01T10:00:00Z", 100);
    assert_eq!(level(&member, 0, "2026-04-01T10:00:00Z"), "silver");
    let entries = settle(&mut member, "2026-04-02");
    assert_eq!(history(&member, "main"), ["2026-04-02 gold earned until 2028-01-01"]);
    assert_eq!(granted(&entries), ["2026-04-02T00:00:00.000Z:to-gold"]);
    // What is gone again before the day ends has not been there at its last instant.
    give(&mut member, "2026-04-03T10:00:00Z", 400);
    give(&mut member, "2026-04-03T11:00:00Z", -1);
    settle(&mut member, "2026-04-05");
    assert_eq!(level(&member, 0, "2026-04-05"), "gold");
    // As the day begins it is too late for the day that ended.
    give(&mut member, "2026-04-06", 1);
    settle(&mut member, "2026-04-07");
    assert_eq!(history(&member, "main")[1..], ["2026-04-07 platinum earned until 2028-01-01"]);
}

#[test]
fn at_cycle_a_level_begins_with_the_next_cycle() {
    // Earned in one year, it is had in the next, as of the one or the other.
    for valid in [Validity::ThisCycle, Validity::NextCycle] {
        let program = program(|rules| {
            rules.ladders[0].upgrade = Upgrade::NextCycle;
            levels(&mut rules.ladders[0], |level| level.valid = valid);
        });
        let mut member = member(&program);
        give(&mut member, "2026-04-01", 100);
        settle(&mut member, "2026-12-31T23:59:59.999Z");
        assert_eq!(history(&member, "main"), [""; 0]);
        settle(&mut member, "2027-01-01");
        assert_eq!(history(&member, "main"), ["2027-01-01 gold earned until 2028-01-01"]);
    }
}

#[test]
fn points_that_become_available_lift_at_that_instant() {
    let program = program(|rules| rules.ladders[0].levels[1].enter = Some(holds(SPENDABLE, 10)));
    let document = r#"{ "format": 1, "program": "p", "id": "m", "joined_at": "2026-01-15T12:00:00Z",
        "lots": [{ "id": "l", "source": "s", "granted": 10, "left": 10,
            "earned_at": "2026-02-01T00:00:00Z", "available_at": "2026-05-01T15:30:00Z" }] }"#;
    let mut member = program.member(document).expect("a member");
    settle(&mut member, "2026-05-01T15:29:59.999Z");
    assert_eq!(level(&member, 0, "2026-05-01T15:29:59.999Z"), "silver");
    let status = member.status(at("2026-06-01")).expect("a status");
    let tier = &status.tiers.expect("it has ladders")[0];
    assert_eq!(tier.level.as_ref().map(Id::as_str), Some("gold"));
    assert_eq!(tier.since, Some(at("2026-05-01T15:30:00Z")));
    settle(&mut member, "2026-06-01");
    assert_eq!(history(&member, "main"), ["2026-05-01T15:30:00 gold earned until 2028-01-01"]);
}

#[test]
fn without_a_base_who_earns_nothing_has_no_level() {
    let program = program(|rules| {
        rules.ladders[0].levels[0].enter = Some(holds(STATUS, 10));
        rules.ladders[0].levels[0].valid = Validity::ThisCycle;
    });
    let mut member = member(&program);
    assert_eq!(level(&member, 0, "2026-01-15T12:00:00Z"), "none");
    give(&mut member, "2026-04-01", 10);
    assert_eq!(history(&member, "main"), ["2026-04-01 silver earned until 2027-01-01"]);
    give(&mut member, "2026-05-01", -5);
    settle(&mut member, "2027-01-01");
    assert_eq!(history(&member, "main")[1..], ["2027-01-01 none lapsed"]);
    let status = member.status(at("2027-01-01")).expect("a status");
    assert_eq!(status.tiers.expect("it has ladders")[0].level, None);
}

#[test]
fn who_joins_in_the_last_millisecond_of_a_day_has_a_first_day() {
    let program = program(|rules| rules.ladders[0].upgrade = Upgrade::NextDay);
    let document = r#"{ "format": 1, "program": "p", "id": "m" }"#;
    let mut member = program.member(document).expect("a member");
    record(&mut member, "join", "2026-01-15T23:59:59.999Z", r#""join": {}"#);
    give(&mut member, "2026-01-15T23:59:59.999Z", 100);
    settle(&mut member, "2026-01-16");
    assert_eq!(history(&member, "main"), ["2026-01-16 gold earned until 2028-01-01"]);
}
