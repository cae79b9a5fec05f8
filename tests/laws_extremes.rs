//! Offers at the limits: the most offers, units and amounts, the coarsest steps of rounding, and
//! goods that cost nothing. Whatever is within the limits has a quote, and its proof holds.
#![cfg(not(target_arch = "wasm32"))]

use perks::value::TzDatabase;
use perks::{Program, QuoteOptions};
use serde_json::{Value, json};

fn quote(offers: &[Value], stacking: &Value, lines: &Value, nodes: u32) -> Value {
    let named = offers.iter().enumerate().map(|(at, offer)| {
        let mut offer = offer.clone();
        offer["id"] = format!("o{at}").into();
        offer
    });
    let program = json!({
        "format": 1, "id": "p", "version": 1, "currency": "CNY", "zone": { "offset": "+08:00" },
        "stacking": stacking, "offers": named.collect::<Value>(),
    });
    let program = Program::parse(program.to_string(), &TzDatabase);
    let program = program.unwrap_or_else(|problems| panic!("{problems}"));
    let cart = json!({ "currency": "CNY", "lines": lines }).to_string();
    let cart = program.cart(cart).unwrap_or_else(|problems| panic!("{problems}"));
    let options = json!({ "now": "2026-06-15T04:00:00Z", "nodes": nodes }).to_string();
    let options = QuoteOptions::parse(options).expect("right options");
    let quote = program.guest().quote(&cart, &options).expect("within limits");
    serde_json::from_str(&quote.to_json()).expect("JSON")
}

/// So many lines that cost 4,500,000,000.00 together: the most that a cart can.
fn dearest(lines: i64) -> Value {
    let units = 50 / lines.min(50);
    let price = 450_000_000_000 / (lines * units);
    let line =
        |at| json!({ "id": format!("l{at}"), "sku": "s", "units": units, "price_minor": price });
    (0..lines).map(line).collect()
}

/// The largest amount of an offer.
const LARGEST: &str = "4500000000.00";

/// What is saved lies between nothing and all, and within what is proved of it.
fn holds(quote: &Value) {
    let minor = |of: &Value| of.as_i64().expect("an amount");
    let saved = minor(&quote["totals"]["discount_minor"]);
    let proof = &quote["offers"]["proof"];
    assert!((0..=minor(&quote["totals"]["list_minor"])).contains(&saved), "{saved}");
    if !proof.is_null() {
        assert_eq!(minor(&proof["bound_minor"]), saved + minor(&proof["gap_minor"]), "{proof}");
    }
}

#[test]
fn as_many_offers_as_can_be_have_the_coarsest_steps() {
    let step = json!({ "granularity": LARGEST, "mode": "floor", "level": "order" });
    let of_order = json!({
        "benefit": { "percent": { "off": "1" } }, "target": "order", "rounding": step,
    });
    let of_lines = json!({
        "benefit": { "percent": { "off": "1", "cap": LARGEST } }, "target": { "lines": {} },
        "rounding": step,
    });
    let of_units = json!({
        "benefit": { "percent": { "off": "1" } }, "target": { "units": { "at_most": 1_000_000 } },
        "rounding": step,
    });
    let of_groups = json!({ "benefit": { "nth_item": { "every": 2, "off": "1" } },
                            "rounding": { "granularity": LARGEST, "mode": "ceil" } });
    let plain = json!({ "benefit": { "percent": { "off": "1" } }, "target": { "lines": {} },
                        "rounding": { "granularity": LARGEST, "mode": "ceil" } });
    let mut offers: Vec<Value> =
        [of_order, of_lines, of_units, of_groups, plain].into_iter().cycle().take(1_999).collect();
    holds(&quote(&offers, &json!({}), &dearest(2), 1));
    // With an offer on lines in the phase of the order, totals alone don't do.
    offers.push(json!({ "benefit": { "percent": { "off": "1" } }, "target": { "lines": {} },
                        "phase": "shop" }));
    holds(&quote(&offers, &json!({}), &dearest(2), 1));
}

#[test]
fn as_many_offers_as_can_be_want_all() {
    let all = [
        json!({ "benefit": { "percent": { "off": "100" } }, "target": "order" }),
        json!({ "benefit": { "amount": { "off": LARGEST } }, "target": "order" }),
        json!({ "benefit": { "every": { "amount": "0.01", "off": LARGEST } }, "target": "order",
                "threshold_base": "current" }),
        json!({ "benefit": { "percent": { "off": "100" } },
                "target": { "units": { "at_most": 1_000_000 } } }),
        json!({ "benefit": { "percent": { "off": "100", "cap": LARGEST } },
                "target": { "lines": {} } }),
        json!({ "benefit": { "buy_get": { "buy": { "units": 1 }, "get": { "units": 1 } } } }),
        json!({ "benefit": { "fixed_price": { "price": "0" } },
                "target": { "units": { "at_most": 1_000_000 } } }),
    ];
    let mixed: Vec<Value> = all.iter().cycle().take(2_000).cloned().collect();
    holds(&quote(&mixed, &json!({}), &dearest(2), 1));
    let few: Vec<Value> = all.iter().cycle().take(21).cloned().collect();
    let most = quote(&few, &json!({}), &dearest(500), 20);
    holds(&most);
    assert_eq!(most["totals"]["discount_minor"], 450_000_000_000_i64);
    assert_eq!(most["offers"]["proof"]["optimal"], true);
}

#[test]
fn a_million_units_are_shared_by_offers() {
    // 1,000,000 units at 4,500.00.
    let lines = json!([{ "id": "l", "sku": "s", "units": 1_000_000, "price_minor": 450_000 }]);
    let units = |off: &str, most: i64| {
        json!({ "benefit": { "percent": { "off": off } },
                "target": { "units": { "at_most": most } } })
    };
    let offers = [
        units("50", 400_000),
        units("40", 400_000),
        units("30", 400_000),
        json!({ "benefit": { "buy_get": { "buy": { "units": 1 }, "get": { "units": 1 } },},
                "when": { "units": { "at_least": 1 } } }),
    ];
    let quote = quote(&offers[..3], &json!({}), &lines, 500);
    holds(&quote);
    // 400,000 × 2,250.00 + 400,000 × 1,800.00 + 200,000 × 1,350.00
    //   = 900,000,000 + 720,000,000 + 270,000,000 = 1,890,000,000.00
    assert_eq!(quote["totals"]["discount_minor"], 189_000_000_000_i64);
    assert_eq!(quote["offers"]["proof"]["optimal"], true);
    let with_groups = self::quote(&offers, &json!({}), &lines, 500);
    holds(&with_groups);
    // Half of all units are free, or half off 400,000 of those and so on: 500,000 × 4,500.00.
    assert_eq!(with_groups["totals"]["discount_minor"], 225_000_000_000_i64);
}

#[test]
fn of_goods_that_cost_nothing_nothing_is_taken() {
    let lines = json!([{ "id": "l", "sku": "s", "units": 1_000_000, "price_minor": 0 }]);
    let offers = [
        json!({ "benefit": { "percent": { "off": "100" } }, "target": "order" }),
        json!({ "benefit": { "percent": { "off": "100" } },
                "target": { "units": { "at_most": 2 } } }),
        json!({ "benefit": { "percent": { "off": "100" } } }),
        json!({ "benefit": { "nth_item": { "every": 2, "off": "50" } } }),
        json!({ "benefit": { "every": { "units": 1, "off": "1.00" } }, "target": "order" }),
        json!({ "benefit": { "amount": { "off": "1.00" } }, "target": "order" }),
    ];
    {
        let quote = quote(&offers, &json!({}), &lines, 500);
        holds(&quote);
        assert_eq!(quote["totals"]["discount_minor"], 0);
    }
}
