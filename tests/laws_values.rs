//! Laws of values that lines have of their own: they earn what the same says otherwise, when an
//! order is quoted, paid, and when some of it comes back.
#![cfg(not(target_arch = "wasm32"))]

use perks::Program;
use perks::value::{Instant, TzDatabase};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

const NOW: &str = "2026-06-15T04:00:00Z";

/// A programme with these rules and multipliers, by whose rules what is kept of an order is
/// counted anew.
fn programme(give: &Value, combine: &str, multipliers: &Value) -> Value {
    json!({
        "format": 1, "id": "p", "version": 1, "currency": "CNY", "zone": { "offset": "+08:00" },
        "points": {
            "earning": [{ "id": "r", "on": "order", "multiplied": "yes", "give": give }],
            "multipliers": { "combine": combine, "rules": multipliers },
            "returns": { "clawback": "recomputed" },
        },
    })
}

/// What comes of an order that is paid, and of which then some comes back.
fn outcome(program: &Value, cart: &Value, back: &Value) -> Value {
    let program = Program::parse(program.to_string(), &TzDatabase)
        .unwrap_or_else(|it| panic!("{}\n{program}", it.to_json()));
    let member = json!({ "format": 1, "program": "p", "id": "m",
                         "joined_at": "2026-01-01T00:00:00Z" });
    let mut member = program.member(member.to_string()).expect("a right member");
    let now = Instant::parse_rfc3339(NOW).expect("an instant");
    let mut seen: Vec<Value> = Vec::new();
    let events = [
        json!({ "id": "e1", "at": NOW, "order": { "id": "o", "cart": cart } }),
        json!({ "id": "e2", "at": NOW, "refund": { "order": "o", "lines": back } }),
    ];
    for event in events {
        let recorded = member.record(event.to_string(), now).unwrap_or_else(|it| panic!("{it}"));
        let told: Value = serde_json::from_str(&recorded.to_json()).expect("JSON");
        let points = |entry: &Value| json!([entry["kind"], entry["points"], entry["lines"]]);
        seen.extend(told["entries"].as_array().into_iter().flatten().map(points));
    }
    json!(seen)
}

/// Lines of few goods, some of which carry a number; and what comes back.
fn order() -> impl Strategy<Value = (Value, Value)> {
    let number = prop_oneof![1 => Just(None), 2 => (0..=9_i64).prop_map(Some)];
    let line = (select(vec!["a", "b", "c"]), 1..=4_i64, 1..=9_000_i64, number, 1..=4_i64);
    let lines = prop::collection::vec(line, 1..4);
    (lines, 0..=900_i64).prop_map(|(lines, shipping)| {
        let id = |at: usize| format!("l{at}");
        let sold = lines.iter().enumerate().map(|(at, (sku, units, price, number, _))| {
            let attributes = number.map_or(json!({}), |it| json!({ "n": it }));
            json!({ "id": id(at), "sku": sku, "units": units, "price_minor": price,
                    "attributes": attributes })
        });
        let back = lines.iter().enumerate().map(
            |(at, (_, units, _, _, back))| json!({ "line": id(at), "units": back.min(units) }),
        );
        let cart = json!({ "currency": "CNY", "lines": sold.collect::<Value>(),
                           "shipping": { "cost_minor": shipping } });
        (cart, back.take(1).collect())
    })
}

/// What a rule gives, whatever multiplies it.
fn give() -> impl Strategy<Value = Value> {
    let steps = select(vec!["full", "started", "continuous"]);
    let per_amount = (1..=20_i64, steps, select(vec!["order", "line", "unit"]), any::<bool>())
        .prop_map(|(points, steps, level, shipping)| {
            let shipping = if shipping { "included" } else { "excluded" };
            json!({ "per_amount": { "points": points, "amount": "7.00", "steps": steps,
                                    "level": level, "shipping": shipping } })
        });
    let per_unit = (1..=20_i64).prop_map(|points| json!({ "per_unit": { "points": points } }));
    let fixed = (1..=500_i64).prop_map(|points| json!({ "points": points }));
    prop_oneof![3 => per_amount, 1 => per_unit, 1 => fixed]
}

fn tenths(of: i64) -> String {
    format!("{}.{}", of / 10, of % 10)
}

proptest! {
    /// The first row that takes a line counts, and the rest where none does: as if each row were a
    /// multiplier of its own lines, the highest of which holds.
    #[test]
    fn rows_multiply_as_multipliers_of_their_lines_do(
        give in give(), (cart, back) in order(), least in 0..=10_i64,
        (first, second) in (10..=40_i64, 10..=40_i64),
    ) {
        let by_line = json!([{ "id": "m", "by": { "by_line": {
            "values": [{ "of": { "skus": ["a"] }, "value": tenths(first) },
                       { "of": { "skus": ["a", "b"] }, "value": tenths(second) }],
            "otherwise": tenths(least) } } }]);
        let each = json!([
            { "id": "a", "by": tenths(first), "of": { "skus": ["a"] } },
            { "id": "b", "by": tenths(second), "of": { "skus": ["b"] } },
            { "id": "c", "by": tenths(least) },
        ]);
        let own = outcome(&programme(&give, "highest", &by_line), &cart, &back);
        prop_assert_eq!(own, outcome(&programme(&give, "highest", &each), &cart, &back));
    }

    /// A line without a value is as one of no selector.
    #[test]
    fn lines_without_a_value_are_not_multiplied(
        give in give(), (cart, back) in order(), by in 0..=40_i64,
        combine in select(vec!["highest", "add", "multiply"]),
    ) {
        let row = json!({ "of": { "skus": ["a"] }, "value": tenths(by) });
        let by_line = json!([{ "id": "m", "by": { "by_line": { "values": [row] } } },
                             { "id": "n", "by": "1.5" }]);
        let of_some = json!([{ "id": "m", "by": tenths(by), "of": { "skus": ["a"] } },
                             { "id": "n", "by": "1.5" }]);
        let own = outcome(&programme(&give, combine, &by_line), &cart, &back);
        prop_assert_eq!(own, outcome(&programme(&give, combine, &of_some), &cart, &back));
    }

    /// Points per unit by a number that lines carry are points per quantity of it.
    #[test]
    fn units_earn_what_they_carry((cart, back) in order(), times in 1..=9_i64, by in 5..=30_i64) {
        let multipliers = json!([{ "id": "m", "by": tenths(by), "of": { "skus": ["b"] } }]);
        let points = json!({ "by_attribute": { "name": "n", "times": times.to_string() } });
        let per_unit = json!({ "per_unit": { "points": points } });
        let quantity = json!({ "per_quantity": { "points": times, "attribute": "n" } });
        let own = outcome(&programme(&per_unit, "add", &multipliers), &cart, &back);
        prop_assert_eq!(own, outcome(&programme(&quantity, "add", &multipliers), &cart, &back));
    }
}
