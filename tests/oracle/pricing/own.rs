//! Generated numbers that lines have of their own, in place of plain ones.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::worlds::maybe;

/// What lines carry for them: so many minor units, or percents.
pub(super) fn carried() -> impl Strategy<Value = i64> {
    prop_oneof![0..=9_i64, 1..=120_i64, 1..=1_500_i64]
}

fn by_attribute() -> impl Strategy<Value = Value> {
    let times = select(vec![Value::Null, json!("0.5"), json!("1.5"), json!("2"), json!("0.333")]);
    (select(vec!["own", "own", "other"]), times)
        .prop_map(|(name, times)| json!({ "by_attribute": { "name": name, "times": times } }))
}

/// A plain number, or a table that tells lines apart.
pub(super) fn own(
    plain: impl Strategy<Value = String> + Clone + 'static,
    selector: impl Strategy<Value = Value> + Clone + 'static,
) -> BoxedStrategy<Value> {
    let number = prop_oneof![
        3 => plain.clone().prop_map(Value::from),
        1 => by_attribute(),
    ];
    let row =
        (selector, number.clone()).prop_map(|(of, value)| json!({ "of": of, "value": value }));
    let rows = prop::collection::vec(row, 1..4);
    let by_line = (rows, maybe(40, number.clone())).prop_map(
        |(rows, otherwise)| json!({ "by_line": { "values": rows, "otherwise": otherwise } }),
    );
    prop_oneof![4 => plain.prop_map(Value::from), 1 => by_line, 1 => by_attribute()].boxed()
}

/// Leaves of a programme's percentages that are rounded once for the order those that are one.
pub(super) fn one_for_the_order(program: &mut Value) {
    let habit = program["rounding"]["level"].clone();
    for offer in program["offers"].as_array_mut().expect("offers") {
        let own = &offer["rounding"]["level"];
        let of_order = match (own.is_null(), offer["target"] == "order") {
            (false, _) => own == "order",
            (true, of_order) => of_order || habit == "order",
        };
        for (benefit, number) in
            [("percent", "off"), ("member_price", "share"), ("price_match", "share")]
        {
            if let Some(benefit) = offer["benefit"].get_mut(benefit).filter(|_| of_order)
                && benefit[number].is_object()
            {
                benefit[number] = json!("20");
            }
        }
    }
}
