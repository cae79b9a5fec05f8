//! Laws of receipts, over generated programmes, members and carts: what a quote was made from makes
//! it again, and a receipt tells which of the three another quote differs in.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/worlds.rs"]
mod worlds;

use perks::outcome::Replay;
use perks::value::{Instant, TzDatabase};
use perks::{Program, QuoteOptions};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use worlds::{NOW, World, world};

/// The text that a quote is made from, its receipt, and the quote without it.
fn kept(world: &World, options: &Value) -> (Program, String, String, Value) {
    let program = Program::parse(world.program.to_string(), &TzDatabase).expect("a right one");
    let member = program.member(world.member.to_string()).expect("a right member");
    let cart = program.cart(world.cart.to_string()).expect("a right cart");
    let options = QuoteOptions::parse(options.to_string()).expect("right options");
    let inputs = member.inputs(&cart, &options).expect("of one programme");
    let quote = member.quote(&cart, &options).expect("within limits").to_json();
    let mut quote: Value = serde_json::from_str(&quote).expect("JSON");
    let receipt = quote.as_object_mut().and_then(|it| it.shift_remove("receipt"));
    (program, inputs, receipt.expect("it was asked for").to_string(), quote)
}

fn options(spend: Option<i64>) -> Value {
    let spend = spend.map_or_else(|| json!("max"), Value::from);
    let now = Instant::from_millis(NOW).expect("in range").to_string();
    json!({ "now": now, "spend": spend, "receipt": "yes" })
}

fn told(replay: &Replay) -> (bool, bool, bool) {
    (replay.program, replay.inputs, replay.outcome)
}

/// One thing that is changed: what of, where, and to what.
fn change() -> impl Strategy<Value = (&'static str, &'static str, Value)> {
    select(vec![
        ("program", "version", json!(2)),
        ("program", "offers", json!([{ "id": "o", "benefit": { "percent": { "off": "1" } } }])),
        ("member", "id", json!("other")),
        ("member", "household", json!("h")),
        ("cart", "channel", json!("app")),
        ("cart", "gift_card_minor", json!(500)),
        ("cart", "lines", json!([{ "id": "n", "sku": "s0", "units": 1, "price_minor": 990 }])),
        ("options", "nodes", json!(7)),
        ("options", "spend", json!(1_999_999)),
        (
            "options",
            "prices",
            json!({ "l2": { "price": "p", "points": 3 }, "l1": { "price": "q" } }),
        ),
        ("options", "coupons", json!(["c", { "code": "d", "offer": "o1" }])),
        ("options", "without", json!(["o0"])),
        ("options", "counters", json!({ "o2": { "uses": 1 }, "o1": { "amount_minor": 2 } })),
        ("options", "offers", json!(["o1"])),
    ])
}

proptest! {
    #[test]
    fn what_was_kept_makes_the_same(world in world()) {
        let (program, inputs, receipt, quote) = kept(&world, &options(world.spend));
        let replay = program.replay(receipt.as_str(), inputs.as_str()).expect("what was written");
        prop_assert!(replay.is_same());
        prop_assert_eq!(told(&replay), (true, true, true));
        let again: Value = serde_json::from_str(&replay.quote.to_json()).expect("JSON");
        prop_assert_eq!(again["receipt"].to_string(), receipt.as_str());
        prop_assert_eq!(&again["totals"], &quote["totals"]);
        // Another programme that says the same, and another text of the same inputs.
        let mut document = world.program.clone();
        document.as_object_mut().expect("an object").sort_keys();
        let program = Program::parse(format!("{document:#}"), &TzDatabase).expect("the same");
        let inputs: Value = serde_json::from_str(&inputs).expect("JSON");
        let replay = program.replay(receipt.as_str(), format!("{inputs:#}")).expect("the same");
        prop_assert_eq!(told(&replay), (true, true, true));
    }

    #[test]
    fn a_change_is_told(world in world(), (what, field, value) in change()) {
        let mut all = json!({ "program": world.program, "member": world.member, "cart": world.cart,
                              "options": options(world.spend) });
        let (program, inputs, receipt, quote) = kept(&world, &all["options"]);
        all[what][field] = value;
        let options = all["options"].take();
        let changed = World {
            program: all["program"].take(),
            member: all["member"].take(),
            cart: all["cart"].take(),
            ..world
        };
        let (changed, changed_inputs, _, other) = kept(&changed, &options);
        let replay = match what {
            "program" => changed.replay(receipt.as_str(), inputs.as_str()),
            _ => program.replay(receipt.as_str(), changed_inputs.as_str()),
        };
        let replay = replay.expect("both are right");
        prop_assert!(!replay.is_same());
        let of_program = what == "program";
        prop_assert_eq!(told(&replay), (!of_program, of_program, other == quote));
    }
}
