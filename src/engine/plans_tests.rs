//! Memberships at the instants at which they change, and how much room what happens to them needs.

use super::*;
use crate::program::Program;
use crate::value::TzDatabase;

const PROGRAM: &str = r#"{"format":1,"id":"p","version":1,"currency":"CNY",
    "zone":{"offset":"+00:00"},"points":{},"perks":[{"id":"lounge","quota":9,"per":"month",
    "unused":"carry"}],"tiers":{"ladders":[{"id":"main","levels":[{"id":"base"}]}],
    "plans":[{"id":"day","price":"1","period":{"days":1},"trial":{"hours":12},
    "grace":{"hours":1}},{"id":"week","price":"5","period":{"weeks":1}}]}}"#;

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).expect(text)
}

/// Somebody to whom these events happened, each as a day of June 2026 and what it says.
fn member(events: &[(&str, &str)]) -> Member {
    let program = Program::parse(PROGRAM, &TzDatabase).expect("a right programme");
    let document = r#"{"format":1,"program":"p","id":"m","joined_at":0}"#;
    let mut member = program.member(document).expect("a right member");
    for (number, (time, says)) in events.iter().enumerate() {
        let time = format!("2026-06-{time}Z");
        let event = format!(r#"{{"id":"e{number}","at":"{time}",{says}}}"#);
        member.record(event, at(&time)).unwrap_or_else(|problems| panic!("{says}: {problems}"));
        // What an entry adds is never reckoned as less than it is.
        let bytes = member.to_json().len();
        assert!(bytes <= member.size, "{says}: {bytes} bytes, and not {}", member.size);
        assert_eq!(bytes, member.measure(), "{says}");
    }
    member
}

#[test]
fn every_change_is_a_boundary() {
    let member = member(&[
        ("01T00:00:00", r#""membership":{"plan":"day","do":"trial"}"#),
        ("01T06:00:00", r#""membership":{"plan":"week","do":"paid"}"#),
        ("01T10:00:00", r#""membership":{"plan":"day","do":"paid"}"#),
        // After the grace, at 13:00 on the 2nd.
        ("03T00:00:00", r#""membership":{"plan":"day","do":"paid"}"#),
        ("03T00:00:00", r#""membership":{"plan":"day","do":"stop"}"#),
    ]);
    let mut walked = Vec::new();
    let mut after = at("2026-05-31T23:59:59.999Z");
    while let Some(next) = next_change(&member, after) {
        walked.push(next.to_string());
        after = next;
    }
    let expected = [
        "2026-06-01T00:00:00.000Z",
        "2026-06-01T06:00:00.000Z",
        "2026-06-01T12:00:00.000Z",
        "2026-06-02T12:00:00.000Z",
        "2026-06-02T13:00:00.000Z",
        "2026-06-03T00:00:00.000Z",
        "2026-06-04T00:00:00.000Z",
        "2026-06-08T06:00:00.000Z",
    ];
    assert_eq!(walked, expected);
    let states = |now| {
        [PlanId(0), PlanId(1)].map(|plan| held(&member, plan, at(now)).and_then(|it| it.state))
    };
    assert_eq!(states("2026-05-31T23:59:59.999Z"), [None, None]);
    assert_eq!(states("2026-06-01T00:00:00Z"), [Some(PlanState::Trial), None]);
    let active = Some(PlanState::Active);
    assert_eq!(states("2026-06-01T12:00:00Z"), [active, active]);
    assert_eq!(states("2026-06-02T12:00:00Z"), [Some(PlanState::Grace), active]);
    assert_eq!(states("2026-06-02T13:00:00Z"), [None, active]);
    assert_eq!(states("2026-06-03T23:59:59.999Z"), [active, active]);
    assert_eq!(states("2026-06-04T00:00:00Z"), [None, active]);
}

#[test]
fn what_happens_is_reckoned_with_room() {
    let long = r#"\\\""#.repeat(40);
    let text = |name: &str| format!("{name}{long}");
    let stated = |value: &str| {
        let names = (0..9).map(|it| format!(r#""{}":{value}"#, text(&it.to_string())));
        format!(
            r#""profile":{{"gender":"{long}","attributes":{{{}}}}}"#,
            names.collect::<Vec<_>>().join(",")
        )
    };
    let referral = format!(r#""referral":{{"of":"{}"}}"#, text("r"));
    let (texts, numbers, nothing) =
        (stated(&format!("\"{long}\"")), stated("1000000000"), stated("null"));
    let member = member(&[
        ("01T00:00:00", r#""membership":{"plan":"day","do":"trial"}"#),
        ("01T00:00:00", r#""membership":{"plan":"day","do":"stop"}"#),
        ("01T00:00:00", r#""membership":{"plan":"day","do":"end"}"#),
        ("01T00:00:00", r#""use":{"perk":"lounge","count":10}"#),
        ("01T00:00:00", r#""cancel":{"use":"e3"}"#),
        ("01T00:00:00", &texts),
        ("01T00:00:00", &numbers),
        ("01T00:00:00", &nothing),
        ("01T00:00:00", &referral),
    ]);
    assert!(member.attributes.is_empty() && member.brought.len() == 1);
}
