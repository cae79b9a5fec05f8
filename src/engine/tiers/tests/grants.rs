//! Levels that are granted, and what `invited` comes to.

use super::*;

fn grant(member: &mut Member, when: &str, level: &str, until: Option<&str>) -> Vec<Entry> {
    let until = until.map_or(String::new(), |it| format!(r#", "until": {}"#, at(it).millis()));
    let what = format!(r#""level": {{ "ladder": "main", "level": "{level}"{until} }}"#);
    record(member, &format!("grant-{when}"), when, &what)
}

fn invited() -> Program {
    let or_invited =
        |enter: &Condition| Condition::Any(vec![enter.clone(), Condition::Invited].into());
    program(|rules| {
        levels(&mut rules.ladders[0], |level| {
            level.enter = level.enter.as_ref().map(or_invited);
        });
    })
}

#[test]
fn a_grant_lasts_until_its_end_and_does_not_keep_itself() {
    let mut member = member(&invited());
    let entries = grant(&mut member, "2026-04-01", "gold", Some("2026-07-01T10:00:00Z"));
    assert_eq!(granted(&entries), ["grant-2026-04-01:to-gold"]);
    settle(&mut member, "2026-08-01");
    assert_eq!(
        history(&member, "main"),
        ["2026-04-01 gold granted until 2026-07-01T10:00:00", "2026-07-01T10:00:00 silver lapsed"]
    );
}

#[test]
fn a_grant_whose_level_is_earned_meanwhile_is_kept_at_its_end() {
    let mut member = member(&invited());
    grant(&mut member, "2026-04-01", "gold", Some("2026-07-01T10:00:00Z"));
    give(&mut member, "2026-06-30", 100);
    settle(&mut member, "2026-08-01");
    assert_eq!(
        history(&member, "main")[1..],
        ["2026-07-01T10:00:00 gold kept until 2027-01-01 since 2026-04-01"]
    );
}

#[test]
fn a_grant_without_an_end_is_valid_as_the_level_says() {
    let mut member = member(&invited());
    grant(&mut member, "2026-04-01", "gold", None);
    settle(&mut member, "2028-01-01");
    assert_eq!(
        history(&member, "main"),
        ["2026-04-01 gold granted until 2028-01-01", "2028-01-01 silver lapsed"]
    );
}

#[test]
fn a_higher_level_is_earned_above_a_grant_and_falls_back_to_it() {
    let mut member = member(&invited());
    grant(&mut member, "2026-04-01", "gold", Some("2029-06-01"));
    give(&mut member, "2026-05-01", 500);
    give(&mut member, "2026-06-01", -500);
    settle(&mut member, "2030-01-01");
    assert_eq!(
        history(&member, "main"),
        [
            "2026-04-01 gold granted until 2029-06-01",
            "2026-05-01 platinum earned until 2028-01-01",
            // `invited` is met for gold while the grant lasts.
            "2028-01-01 gold lapsed until 2029-01-01",
            "2029-01-01 gold kept until 2030-01-01 since 2028-01-01",
            "2030-01-01 silver lapsed"
        ]
    );
}

#[test]
fn a_later_grant_replaces_an_earlier_one_but_nothing_that_is_earned() {
    let mut member = member(&invited());
    grant(&mut member, "2026-04-01", "platinum", Some("2029-06-01"));
    grant(&mut member, "2026-05-01", "gold", Some("2026-06-01"));
    grant(&mut member, "2026-05-02", "silver", None);
    assert_eq!(level(&member, 0, "2026-05-02"), "silver");
    give(&mut member, "2026-06-01", 100);
    let entries = grant(&mut member, "2026-07-01", "silver", None);
    // It is earned, so that nothing is taken back, and nothing is entered.
    assert_eq!(granted(&entries), [""; 0]);
    assert_eq!(
        history(&member, "main")[3..],
        [
            "2026-06-01 gold earned until 2028-01-01",
            "2026-07-01 silver granted",
            "2026-07-01 gold earned until 2028-01-01"
        ]
    );
}

#[test]
fn who_is_invited_only_has_the_level_as_long_as_the_grant() {
    let mut member = member(&program(|_| {}));
    let two = r#""level": { "ladder": "side", "level": "two" }"#;
    record(&mut member, "a", "2026-04-01", two);
    settle(&mut member, "2099-01-01");
    assert_eq!(history(&member, "side"), ["2026-04-01 two granted"]);
}
