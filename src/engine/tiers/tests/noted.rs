//! Segments that rules ask for, and that last until something else is met.

use super::*;
use crate::program::{SegmentId, StageId};

/// Whether the member is in it, as far as it is noted.
fn is_in(member: &Member, segment: &str) -> bool {
    member.segments.iter().any(|it| it.as_str() == segment)
}

fn with_segments() -> Program {
    program(|rules| {
        rules.segments[1].when = Some(holds(STATUS, 50));
        rules.segments[1].noted = true;
        rules.segments[2].when = Some(holds(STATUS, 90));
        rules.segments[2].leave = Some(Condition::Not(Box::new(holds(STATUS, 10))));
        rules.segments[2].noted = true;
        rules.lifecycle.stages = vec![
            (Id::parse("rich").expect("an id"), holds(STATUS, 200)),
            (Id::parse("some").expect("an id"), holds(STATUS, 1)),
        ]
        .into();
        rules.lifecycle.noted = true;
    })
}

#[test]
fn segments_are_entered_and_left_with_events() {
    let mut member = member(&with_segments());
    let entries = adjust(&mut member, "2026-02-01", STATUS, 95);
    assert_eq!(granted(&entries)[1..], ["2026-02-0195:to-derived"]);
    assert!(is_in(&member, "derived") && is_in(&member, "lasting"));
    adjust(&mut member, "2026-02-02", STATUS, -60);
    assert!(!is_in(&member, "derived") && is_in(&member, "lasting"));
    adjust(&mut member, "2026-02-03", STATUS, -26);
    assert!(!is_in(&member, "lasting"));
}

#[test]
fn segments_are_looked_at_as_a_day_begins() {
    let mut member = member(&with_segments());
    let expires = r#""adjust": { "reason": "r", "pool": "status", "points": 95,
        "expires_at": "2026-03-05T14:00:00Z" }"#;
    record(&mut member, "a", "2026-02-01", expires);
    settle(&mut member, "2026-03-05T23:59:59Z");
    assert!(is_in(&member, "derived"));
    let entries = settle(&mut member, "2026-03-06");
    assert!(!is_in(&member, "derived") && !is_in(&member, "lasting"));
    let left = entries.iter().filter(|entry| entry.kind == EntryKind::Left);
    assert_eq!(left.map(|entry| entry.at).collect::<Vec<_>>(), [at("2026-03-06"); 2]);
}

#[test]
fn the_stage_is_the_first_that_is_met() {
    let mut member = member(&with_segments());
    assert_eq!(member.stage, None);
    for (when, points, stage) in [
        ("2026-02-01", 5, Some("some")),
        ("2026-02-02", 200, Some("rich")),
        ("2026-02-03", -100, Some("some")),
        ("2026-02-04", -105, None),
    ] {
        give(&mut member, when, points);
        assert_eq!(member.stage.as_ref().map(Id::as_str), stage, "{when}");
    }
}

#[test]
fn a_segment_opens_a_level_and_a_level_a_segment() {
    let program = program(|rules| {
        rules.segments[1].when = Some(holds(STATUS, 50));
        rules.segments[1].noted = true;
        rules.ladders[0].levels[1].enter = Some(holds(SPENDABLE, 3));
        rules.lifecycle.stages =
            vec![(Id::parse("gilded").expect("an id"), holds(SPENDABLE, 53))].into();
        rules.lifecycle.noted = true;
    });
    let mut member = member(&program);
    // The segment brings 3 points, those gold, gold 50, and 53 the stage.
    let entries = adjust(&mut member, "2026-02-01", STATUS, 50);
    let kinds: Vec<&str> = entries.iter().map(|entry| entry.kind.name()).collect();
    assert_eq!(
        kinds,
        ["recorded", "granted", "entered", "granted", "levelled", "granted", "staged"]
    );
    let _ = (SegmentId(1), StageId(0));
}
