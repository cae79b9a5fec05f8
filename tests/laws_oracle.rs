//! Offers, over generated programmes and carts, against a second opinion that tries every set.
#![cfg(not(target_arch = "wasm32"))]

#[path = "oracle/pricing/mod.rs"]
mod oracle;

use oracle::crowds::{of_lines, of_order};
use oracle::worlds::{Has, World, world};
use oracle::{Opinion, opinion, pairs};
use perks::value::TzDatabase;
use perks::{Cart, Program, QuoteOptions};
use proptest::prelude::*;
use serde_json::{Value, json};

/// How many cases; more where they are asked for, to look for rare ones.
fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { max_shrink_iters: 500, ..ProptestConfig::with_cases(asked.unwrap_or(usual)) }
}

/// A quote with all codes entered.
fn quote(program: &Program, cart: &Cart, offers: &Value, nodes: u32) -> Value {
    let ids: Vec<&Value> = offers.as_array().expect("offers").iter().map(|it| &it["id"]).collect();
    quoted(program, cart, json!({ "coupons": ids, "nodes": nodes }))
}

fn quoted(program: &Program, cart: &Cart, mut options: Value) -> Value {
    options["now"] = json!("2026-06-15T04:00:00Z");
    let options = QuoteOptions::parse(options.to_string()).unwrap_or_else(|it| panic!("{it}"));
    let quote = program.guest().quote(cart, &options).expect("within limits");
    serde_json::from_str(&quote.to_json()).expect("JSON")
}

/// The parts of a quote that offers make, as the second opinion tells them.
fn told(quote: &Value) -> Value {
    let discounts = |of: &Value| -> Value {
        let discount = |it: &Value| {
            let [offer, amount, units] = ["offer", "amount_minor", "units"].map(|of| &it[of]);
            json!({ "offer": offer, "amount_minor": amount, "units": units })
        };
        of["discounts"].as_array().into_iter().flatten().map(discount).collect()
    };
    let list = |of: &Value| of.as_array().expect("a list").clone();
    let applied = list(&quote["offers"]["applied"]);
    let mut applied: Vec<(&str, i64)> = applied
        .iter()
        .map(|it| (it["offer"].as_str().expect("an id"), it["saves_minor"].as_i64().unwrap_or(0)))
        .collect();
    applied.sort_unstable();
    let totals = &quote["totals"];
    let shown =
        ["list_minor", "discount_minor", "net_minor", "shipping_discount_minor", "pay_minor"];
    let lines = list(&quote["lines"]);
    let line = |line: &Value| json!({ "id": line["id"], "discounts": discounts(line) });
    json!({
        "applied": applied,
        "lines": lines.iter().map(line).collect::<Value>(),
        "shipping": discounts(&quote["shipping"]),
        "totals": shown.iter().map(|it| (it.to_string(), totals[*it].as_i64().unwrap_or(0).into()))
            .collect::<serde_json::Map<_, _>>(),
    })
}

/// What is saved of goods and shipping.
fn saves(quote: &Value) -> i64 {
    let of = ["discount_minor", "shipping_discount_minor"];
    of.iter().filter_map(|it| quote["totals"][*it].as_i64()).sum()
}

/// Whether what did not apply saves alone what is told, and is not beaten by less than nothing. An
/// offer with a condition may hold with others alone.
fn tells_of_others(
    program: &Program,
    cart: &Cart,
    offers: &Value,
    told: &Value,
) -> Result<(), TestCaseError> {
    let asks = |id: &Value| {
        let mut offers = offers.as_array().into_iter().flatten();
        offers.any(|offer| offer["id"] == *id && !offer["when"].is_null())
    };
    for offer in told["offers"]["possible"].as_array().into_iter().flatten() {
        let id = &offer["offer"];
        if asks(id) {
            continue;
        }
        let alone = quoted(program, cart, json!({ "coupons": [id], "offers": [id] }));
        prop_assert!(offer["saves_minor"].as_i64().unwrap_or(0) == saves(&alone), "{offer}");
        for reason in offer["reasons"].as_array().into_iter().flatten() {
            prop_assert!(reason["by_minor"].as_i64().unwrap_or(0) >= 0, "{offer}");
        }
    }
    Ok(())
}

/// Forgets of how many units of a line discounts are.
fn forget_units(told: &mut Value) {
    let lines = told["lines"].as_array_mut().expect("lines");
    for discount in lines.iter_mut().filter_map(|it| it["discounts"].as_array_mut()).flatten() {
        discount["units"] = Value::Null;
    }
}

/// Whether the engine and the second opinion agree, with few nodes too.
fn agrees(world: &World) -> Result<(), TestCaseError> {
    let World { program: document, cart } = world;
    let program = Program::parse(document.to_string(), &TzDatabase)
        .unwrap_or_else(|it| panic!("{}", it.to_json()));
    let cart = program.cart(cart.to_string()).unwrap_or_else(|it| panic!("{}", it.to_json()));
    let Opinion { quote: mut opinion, saved } = opinion(document, &world.cart);
    let of_engine = quote(&program, &cart, &document["offers"], 1_000_000);
    let proof = &of_engine["offers"]["proof"];
    let mut told = told(&of_engine);
    if !document["stacking"]["maximum"].is_null() {
        // Which units of a line a maximum leaves something is not said.
        [&mut told, &mut opinion].into_iter().for_each(forget_units);
    }
    prop_assert!(told == opinion, "{proof}\nengine {told}\noracle {opinion}");
    if document["stacking"]["choose"] == "best" {
        tells_of_others(&program, &cart, &document["offers"], &of_engine)?;
    }
    if !proof.is_null() {
        prop_assert!(proof["optimal"] == true && proof["bound_minor"] == saved, "{proof}");
    }
    for nodes in [1, 3, 10].into_iter().filter(|_| document["stacking"]["choose"] == "best") {
        let few = quote(&program, &cart, &document["offers"], nodes);
        let saves = self::saves(&few);
        let bound = few["offers"]["proof"]["bound_minor"].as_i64().unwrap_or(saves);
        prop_assert!(saves <= saved && saved <= bound, "{saves} {saved} {bound} of {nodes} nodes");
    }
    Ok(())
}

const STACKING: Has = Has { stacking: true, groups: false, more: false };
const GROUPS: Has = Has { stacking: true, groups: true, more: false };
const MORE: Has = Has { stacking: true, groups: false, more: true };
const ALL: Has = Has { stacking: true, groups: true, more: true };

proptest! {
    #![proptest_config(cases(150))]

    /// Lines, units and the order, phase by phase.
    #[test]
    fn offers_have_their_turns(world in world(Has::default(), 1..=6)) {
        agrees(&world)?;
    }

    /// What does not combine, coupons, a maximum, units with several offers.
    #[test]
    fn offers_stack(world in world(STACKING, 2..=8)) {
        agrees(&world)?;
    }

    #[test]
    fn groups_are_made(world in world(GROUPS, 1..=6)) {
        agrees(&world)?;
    }

    /// Thresholds, shipping, gifts, floor prices, ways to share.
    #[test]
    fn whatever_offers_ask_holds(world in world(MORE, 1..=7)) {
        agrees(&world)?;
    }

    /// What is told of each two offers, whether they combine.
    #[test]
    fn what_combines_is_told(world in world(STACKING, 2..=8)) {
        let program = Program::parse(world.program.to_string(), &TzDatabase).expect("a programme");
        for (one, other, combine) in pairs(&world.program, &world.cart) {
            let why = program.conflicts(&one, &other).expect("both are there");
            prop_assert!(why.is_empty() == combine, "{one} and {other}: {why:?}");
        }
    }

    /// Shares of overlapping units.
    #[test]
    fn offers_crowd_on_few_units(world in of_lines(2..=9)) {
        agrees(&world)?;
    }

    /// Offers on the order as one amount.
    #[test]
    fn offers_crowd_on_the_order(world in of_order(2..=9)) {
        agrees(&world)?;
    }

    #[test]
    fn all_holds_together(world in world(ALL, 1..=6)) {
        agrees(&world)?;
    }
}

proptest! {
    #![proptest_config(cases(8))]

    /// Of 4096 sets the best.
    #[test]
    fn twelve_offers_stack(world in world(STACKING, 12..=12)) {
        agrees(&world)?;
    }
}
