//! How amounts are shared: any setting of a programme's `rounding.allocation`.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

pub(crate) fn allocation() -> impl Strategy<Value = Value> {
    let leftovers = vec![
        "largest_remainder",
        "first",
        "last",
        "heaviest",
        "nearest_front",
        "nearest_back",
        "carry",
    ];
    let weights = select(vec!["proportional", "even", "by_quantity"]);
    (weights, select(leftovers), select(vec!["even", "nothing"])).prop_map(
        |(weights, leftover, zero_weights)| {
            json!({ "weights": weights, "leftover": leftover, "zero_weights": zero_weights })
        },
    )
}
