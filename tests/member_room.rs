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

#[test]
fn a_snapshot_that_is_full_can_be_read_again() {
    let program = programme();
    let document = r#"{ "format": 1, "program": "p", "id": "m", "joined_at": 0 }"#;
    let mut member: Member = program.member(document).expect("a right member");
    let now = Instant::from_millis(1_795_000_000_000).expect("in range");
    let mut recorded = 0;
    let refused = loop {
        match member.record(order(recorded), now) {
            Ok(_) => recorded += 1,
            Err(problems) => break problems,
        }
    };
    // Each order is at most 500 × 680 bytes, so that 8 MiB hold more than twenty.
    assert!(recorded > 20, "only {recorded} orders fit");
    assert_eq!(refused.as_slice()[0].code.name(), "over_limit");
    let text = member.to_json();
    assert!(text.len() <= 8 << 20, "{} bytes", text.len());
    let again = program.member(&text).expect("what was recorded is read");
    assert_eq!(again.to_json(), text);
}
