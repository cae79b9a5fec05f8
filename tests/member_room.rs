//! Whatever is recorded can be read again, up to the last event that fits.

#![cfg(not(target_arch = "wasm32"))]

use perks::value::{Instant, TzDatabase};
use perks::{Member, Program};

fn programme() -> Program {
    let document = r#"{ "format": 1, "id": "p", "version": 1, "currency": "CNY",
        "zone": { "offset": "+08:00" },
        "points": { "earning": [{ "id": "purchase", "on": "order", "give": { "points": 1 } }] } }"#;
    Program::parse(document, &TzDatabase).expect("a right programme")
}

/// Orders of 500 lines with the longest names that JSON makes longer still.
fn order(number: usize) -> String {
    let line = |line: usize| {
        let name = format!("{line:03}{}", r#"\""#.repeat(125));
        format!(r#"{{"id":"{name}","sku":"{name}","units":1,"price_minor":1}}"#)
    };
    let lines: Vec<String> = (0..500).map(line).collect();
    format!(
        r#"{{"id":"e{number}","at":1795000000000,"order":{{"id":"o{number}",
            "cart":{{"currency":"CNY","lines":[{}]}}}}}}"#,
        lines.join(",")
    )
}

/// Records orders until one is refused, and tells how many were not. The snapshot is read again.
fn filled(make: impl Fn(usize) -> String) -> (usize, usize) {
    let program = programme();
    let document = r#"{ "format": 1, "program": "p", "id": "m", "joined_at": 0 }"#;
    let mut member: Member = program.member(document).expect("a right member");
    let now = Instant::from_millis(1_795_000_000_000).expect("in range");
    let mut recorded = 0;
    let refused = loop {
        match member.record(make(recorded), now) {
            Ok(_) => recorded += 1,
            Err(problems) => break problems,
        }
    };
    assert_eq!(refused.as_slice()[0].code.name(), "over_limit");
    let text = member.to_json();
    assert!(text.len() <= 8 << 20, "{} bytes", text.len());
    let again = program.member(&text).expect("what was recorded is read");
    assert_eq!(again.to_json(), text);
    (recorded, text.len())
}

#[test]
fn a_snapshot_that_is_full_can_be_read_again() {
    let (recorded, bytes) = filled(order);
    // Each order is 500 lines of 256 characters twice, with 250 of these escaped: 300 kB.
    assert!(recorded > 20, "only {recorded} orders fit");
    assert!(bytes > 7 << 20, "only {bytes} bytes are used");
}

#[test]
fn thousands_of_small_orders_fit() {
    let (recorded, bytes) = filled(|number| {
        format!(
            r#"{{"id":"e{number}","at":1795000000000,"order":{{"id":"o{number}",
                "cart":{{"currency":"CNY",
                    "lines":[{{"id":"1","sku":"a","units":1,"price_minor":1}}]}}}}}}"#
        )
    });
    // An order with its event and its lot is some 500 bytes, so that 8 MiB hold 15,000.
    assert!(recorded >= 10_000, "only {recorded} orders fit");
    assert!(bytes > 8_380_000, "only {bytes} bytes are used");
}

#[test]
fn numbers_and_taxes_of_lines_need_room_too() {
    let (_, bytes) = filled(|number| {
        let numbers: Vec<String> = (0..16).map(|it| format!(r#""n{it}":1000000000"#)).collect();
        let numbers = numbers.join(",");
        let line = |line: usize| {
            format!(
                r#"{{"id":"{line}","sku":"a","units":1,"price_minor":1,
                    "tax":{{"rate":"12.345678"}},"attributes":{{{numbers}}}}}"#
            )
        };
        let lines: Vec<String> = (0..500).map(line).collect();
        let cart = format!(r#"{{"currency":"CNY","lines":[{}]}}"#, lines.join(","));
        format!(
            r#"{{"id":"e{number}","at":1795000000000,
                "order":{{"id":"o{number}","cart":{cart}}}}}"#
        )
    });
    assert!(bytes > 7 << 20, "only {bytes} bytes are used");
}

#[test]
fn rules_that_are_met_need_room_too() {
    let document = r#"{ "format": 1, "id": "p", "version": 1, "currency": "CNY",
        "zone": { "offset": "+08:00" },
        "points": { "earning": [{ "id": "now", "on": "met", "when": { "balance": { "above": 0 } },
            "give": { "points": 1 } }] } }"#;
    let program = Program::parse(document, &TzDatabase).expect("a right programme");
    let adjust = r#"{"id":"e","at":1000,"adjust":{"points":5,"reason":"r"}}"#;
    let now = Instant::from_millis(1_000).expect("in range");
    for (known, fits) in [(999, true), (1_000, false)] {
        // Names that older versions of the programme had.
        let met: Vec<String> = (0..known).map(|it| format!(r#"{{"rule":"old-{it}"}}"#)).collect();
        let met = met.join(",");
        let member =
            format!(r#"{{"format":1,"program":"p","id":"m","joined_at":0,"met":[{met}]}}"#);
        let mut member = program.member(&*member).expect("a right member");
        let result = member.record(adjust, now);
        let code = result.err().map(|problems| problems.as_slice()[0].code.name());
        assert_eq!(code, (!fits).then_some("over_limit"));
        program.member(&*member.to_json()).expect("what was recorded is read");
    }
}
