//! What becomes of levels whose end has come.

use super::*;
use crate::value::Window;

/// Gold in April, and what is left of its points by the autumn.
fn gold(program: &Program, left: i64) -> Member {
    let mut member = member(program);
    give(&mut member, "2026-04-01", 100);
    if left < 100 {
        give(&mut member, "2026-10-01", left - 100);
    }
    member
}

#[test]
fn a_level_is_kept_to_the_end_of_the_cycle_that_begins() {
    let program = program(|_| {});
    let mut member = gold(&program, 100);
    settle(&mut member, "2029-01-01");
    assert_eq!(
        history(&member, "main")[1..],
        [
            "2028-01-01 gold kept until 2029-01-01 since 2026-04-01",
            "2029-01-01 gold kept until 2030-01-01 since 2026-04-01"
        ]
    );
}

#[test]
fn stay_may_ask_for_less_than_enter() {
    let change = |rules: &mut Rules| rules.ladders[0].levels[1].stay = Some(holds(STATUS, 80));
    let program = program(change);
    let mut member = gold(&program, 80);
    settle(&mut member, "2028-01-01");
    assert_eq!(
        history(&member, "main")[1..],
        ["2028-01-01 gold kept until 2029-01-01 since 2026-04-01"]
    );
    give(&mut member, "2028-02-01", -1);
    settle(&mut member, "2029-01-01");
    assert_eq!(history(&member, "main")[2..], ["2029-01-01 silver lapsed"]);
}

#[test]
fn each_validity_ends_by_itself() {
    for (valid, history_of) in [
        (
            Validity::ThisCycle,
            [
                "2026-04-01 gold earned until 2027-01-01",
                "2027-01-01 gold kept until 2028-01-01 since 2026-04-01",
            ],
        ),
        (
            Validity::For(span(3, Period::Month)),
            [
                "2026-04-01 gold earned until 2026-07-01",
                "2026-07-01 gold kept until 2026-10-01 since 2026-04-01",
            ],
        ),
    ] {
        let program = program(|rules| levels(&mut rules.ladders[0], |level| level.valid = valid));
        let mut member = gold(&program, 100);
        settle(&mut member, "2027-01-01");
        assert_eq!(history(&member, "main")[..2], history_of);
    }
    let change = |rules: &mut Rules| {
        levels(&mut rules.ladders[0], |level| level.valid = Validity::ForEver);
    };
    let mut member = gold(&program(change), 0);
    settle(&mut member, "2099-01-01");
    assert_eq!(history(&member, "main"), ["2026-04-01 gold earned"]);
}

#[test]
fn a_cycle_may_count_from_the_level_or_from_joining() {
    // Joined on 15 January, gold from 1 April on.
    for (cycle, first, second) in [
        (Cycle::LevelYear, "2027-04-01", "2028-04-01"),
        (Cycle::MembershipYear, "2027-01-15", "2028-01-15"),
        (Cycle::Of(Period::Quarter), "2026-07-01", "2026-10-01"),
    ] {
        let program = program(|rules| {
            rules.ladders[0].cycle = cycle;
            levels(&mut rules.ladders[0], |level| level.valid = Validity::ThisCycle);
        });
        let mut member = gold(&program, 100);
        settle(&mut member, first);
        let lines = history(&member, "main");
        assert_eq!(lines[0], format!("2026-04-01 gold earned until {first}"));
        assert_eq!(lines[1], format!("{first} gold kept until {second} since 2026-04-01"));
    }
}

#[test]
fn a_level_year_from_29_february_ends_on_28_february() {
    let program = program(|rules| {
        rules.history.keep = None;
        rules.ladders[0].cycle = Cycle::LevelYear;
        levels(&mut rules.ladders[0], |level| level.valid = Validity::ThisCycle);
    });
    let mut member = member(&program);
    give(&mut member, "2028-02-29T18:00:00Z", 100);
    settle(&mut member, "2032-02-29");
    assert_eq!(
        history(&member, "main"),
        [
            "2028-02-29T18:00:00 gold earned until 2029-02-28",
            "2029-02-28 gold kept until 2030-02-28 since 2028-02-29T18:00:00",
            "2030-02-28 gold kept until 2031-02-28 since 2028-02-29T18:00:00",
            "2031-02-28 gold kept until 2032-02-29 since 2028-02-29T18:00:00",
            "2032-02-29 gold kept until 2033-02-28 since 2028-02-29T18:00:00"
        ]
    );
}

#[test]
fn a_grace_may_reach_into_the_next_cycle_and_end_in_a_level_that_is_kept() {
    let change = |rules: &mut Rules| {
        levels(&mut rules.ladders[0], |level| {
            level.valid = Validity::ThisCycle;
            level.grace = Some(span(2, Period::Month));
        });
    };
    let program = program(change);
    let mut member = gold(&program, 90);
    settle(&mut member, "2027-01-01");
    assert_eq!(
        history(&member, "main")[1..],
        ["2027-01-01 gold grace until 2027-03-01 since 2026-04-01"]
    );
    let mut saved = member.clone();
    // In the grace it is enough to reach it again; it is valid as if reached then.
    give(&mut saved, "2027-02-10T09:00:00Z", 10);
    assert_eq!(
        history(&saved, "main")[2..],
        ["2027-02-10T09:00:00 gold kept until 2028-01-01 since 2026-04-01"]
    );
    settle(&mut member, "2027-03-01");
    assert_eq!(history(&member, "main")[2..], ["2027-03-01 silver lapsed"]);
}

#[test]
fn time_alone_may_keep_a_level_in_its_grace() {
    let from = Some(at("2027-01-20T09:00:00Z"));
    for (until, kept) in [
        (None, "2027-01-20T09:00:00 gold kept until 2028-01-01 since 2026-04-01"),
        (from, "2027-02-01 silver lapsed"),
    ] {
        let during = Condition::During(Box::new(Window { from, until }));
        let program = program(|rules| {
            levels(&mut rules.ladders[0], |level| {
                level.valid = Validity::ThisCycle;
                level.grace = Some(span(1, Period::Month));
                level.stay = Some(during.clone());
            });
        });
        let mut member = gold(&program, 99);
        settle(&mut member, "2027-02-01");
        assert_eq!(history(&member, "main")[2..], [kept]);
    }
}

/// Platinum that lapses as 2028 begins, with so many points left.
fn lapse(left: i64, downgrade: Downgrade) -> Vec<String> {
    let program =
        program(|rules| levels(&mut rules.ladders[0], |level| level.downgrade = downgrade));
    let mut member = member(&program);
    give(&mut member, "2026-04-01", 500);
    give(&mut member, "2027-05-01", left - 500);
    settle(&mut member, "2028-01-01");
    history(&member, "main")[1..].to_vec()
}

#[test]
fn a_level_that_is_not_kept_falls_as_its_downgrade_says() {
    use Downgrade::{Never, OneLevel, ToBase, ToEarned};
    assert_eq!(lapse(100, ToEarned), ["2028-01-01 gold lapsed until 2029-01-01"]);
    assert_eq!(lapse(99, ToEarned), ["2028-01-01 silver lapsed"]);
    assert_eq!(lapse(0, OneLevel), ["2028-01-01 gold lapsed until 2029-01-01"]);
    assert_eq!(lapse(0, Never), ["2028-01-01 platinum kept until 2029-01-01 since 2026-04-01"]);
    // To the base, and up again to what is earned then.
    assert_eq!(lapse(0, ToBase), ["2028-01-01 silver lapsed"]);
    assert_eq!(
        lapse(100, ToBase),
        ["2028-01-01 silver lapsed", "2028-01-01 gold earned until 2030-01-01"]
    );
}

#[test]
fn what_is_lost_and_had_again_at_one_instant_is_not_entered() {
    let change = |rules: &mut Rules| rules.ladders[0].levels[2].downgrade = Downgrade::ToBase;
    let program = program(change);
    let mut member = member(&program);
    give(&mut member, "2026-04-01", 500);
    give(&mut member, "2027-05-01", -400);
    assert_eq!(granted(&settle(&mut member, "2028-01-01")), [""; 0]);
    assert_eq!(level(&member, 0, "2028-01-01"), "gold");
}

#[test]
fn what_expires_as_the_level_ends_counts_for_the_cycle_that_ends() {
    let program = program(|_| {});
    let mut member = member(&program);
    let what = r#""adjust": { "reason": "r", "pool": "status", "points": 100,
        "expires_at": "2028-01-01T00:00:00Z" }"#;
    record(&mut member, "a", "2026-04-01", what);
    settle(&mut member, "2029-01-01");
    assert_eq!(
        history(&member, "main")[1..],
        ["2028-01-01 gold kept until 2029-01-01 since 2026-04-01", "2029-01-01 silver lapsed"]
    );
}
